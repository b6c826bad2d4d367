//! What a dog's card says of the waiting list: what the dog waits for, or what its client has to be called about.

use chrono::NaiveDate;

use crate::domain::clock::{hhmm, short_day};
use crate::domain::groomer::Groomer;
use crate::store::WaitLine;

/// A sentence for each line of the list, with what was said last.
pub(super) fn words(lines: &[WaitLine], groomers: &[Groomer], today: NaiveDate) -> Vec<String> {
    let each = |line: &WaitLine| {
        let said = line.offers.last().map_or_else(String::new, |made| {
            let when = when(made.day, made.start_min, today);
            format!("; {when} {}", made.outcome.words())
        });
        format!("{}{said}", about_call(line, groomers, today))
    };
    lines.iter().map(each).collect()
}

/// What a line of the list is about: `to be asked for Fri 20 Nov 13:30 with Bo (Ana is ill)`.
#[must_use]
pub fn about_call(line: &WaitLine, groomers: &[Groomer], today: NaiveDate) -> String {
    let because = line.because();
    let why = match because.why {
        "" => String::new(),
        why => format!(" ({why})"),
    };
    match (line.is_asked(), line.wait.wish.place(), because.was) {
        (true, Some((groomer_id, day, minute)), _) => {
            let groomer = groomers.iter().find(|groomer| groomer.id == groomer_id);
            let with = groomer.map_or("", |groomer| groomer.name.as_str());
            format!("to be asked for {} with {with}{why}", when(day, minute, today))
        }
        (true, None, _) => format!("to be asked for another time{why}"),
        _ if line.nobody_took_over(today) => format!("nobody took over{why}; m looks for somebody"),
        (_, _, Some(was)) if line.has_moved() => format!("to be told, was {was}{why}"),
        _ => {
            let wish = line.wait.wish.words(line.groomer.as_deref(), today);
            let since = short_day(line.wait.asked_at.date(), today);
            let call = if line.wait.call { "to be called, " } else { "" };
            format!("{call}{}, {wish}, since {since}", line.service)
        }
    }
}

fn when(day: NaiveDate, minute: i64, today: NaiveDate) -> String {
    format!("{} {}", short_day(day, today), hhmm(minute))
}
