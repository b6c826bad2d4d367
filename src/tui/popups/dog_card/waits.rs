//! What a dog's card says of the waiting list: what the dog waits for, or what its client has to be called about.

use chrono::NaiveDate;

use crate::domain::clock::{hhmm, short_day};
use crate::domain::groomer::Groomer;
use crate::store::WaitLine;

/// A sentence for each line of the list, with what was said last.
pub(super) fn words(lines: &[WaitLine], groomers: &[Groomer], today: NaiveDate) -> Vec<String> {
    let when = |day: NaiveDate, minute: i64| format!("{} {}", short_day(day, today), hhmm(minute));
    let each = |line: &WaitLine| {
        let because = line.because();
        let why = match because.why {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let about = match (line.is_asked(), line.wait.wish.place(), because.was) {
            (true, Some((groomer_id, day, minute)), _) => {
                let groomer = groomers.iter().find(|groomer| groomer.id == groomer_id);
                let with = groomer.map_or("", |groomer| groomer.name.as_str());
                format!("to be asked for {} with {with}{why}", when(day, minute))
            }
            (true, None, _) => format!("to be asked for another time{why}"),
            (_, _, Some(was)) if line.has_moved() => format!("to be told, was {was}{why}"),
            _ => {
                let wish = line.wait.wish.words(line.groomer.as_deref(), today);
                let since = short_day(line.wait.asked_at.date(), today);
                let call = if line.wait.call { "to be called, " } else { "" };
                format!("{call}{}, {wish}, since {since}", line.service)
            }
        };
        let said = line.offers.last().map_or_else(String::new, |made| {
            format!("; {} {}", when(made.day, made.start_min), made.outcome.words())
        });
        format!("{about}{said}")
    };
    lines.iter().map(each).collect()
}
