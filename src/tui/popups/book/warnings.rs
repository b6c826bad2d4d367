//! What must be known before a time is promised, in a few lines above the times: the most serious first. The same sentences
//! for one dog and for several.

use chrono::NaiveDate;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::{Book, Chosen};
use crate::booking::{Work, expected};
use crate::domain::appointment::Appointment;
use crate::domain::care::{Care, Planned, Warning};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::household::listed;
use crate::domain::id::{DogId, ServiceId};
use crate::store::Result;
use crate::tui::component::{Cx, Paint};
use crate::tui::widgets::text::{cut, wrap};

/// Rows that all warnings of one dog together may take.
const ROWS: usize = 3;

/// Rows that those of several dogs may take.
const ROWS_OF_ALL: usize = 4;

/// The appointments of a dog that are to come beside the one that is moved or followed, and the others of the same
/// series, which are no news.
pub(super) fn coming(
    dog_id: DogId,
    this: Option<&Appointment>,
    cx: &Cx,
) -> Result<(Vec<Appointment>, Vec<Appointment>)> {
    let mut coming = expected(cx.store, dog_id, cx.now.date())?;
    coming.retain(|each| this.is_none_or(|this| this.id != each.id));
    let (series, others): (Vec<_>, Vec<_>) = coming.into_iter().partition(|each| {
        this.is_some_and(|this| this.series_id.is_some() && this.series_id == each.series_id)
    });
    Ok((others, series))
}

/// A dog with what is planned for it.
pub(in crate::tui::popups) struct Coming<'a> {
    pub name: &'a str,
    pub care: &'a Care,
    /// Its appointments to come that are not moved now, in the order in which they are told.
    pub booked: Vec<&'a Appointment>,
    pub work: Option<&'a Work>,
    /// The day that is selected.
    pub day: NaiveDate,
}

impl Coming<'_> {
    fn warnings(&self, to_sign_for: &[ServiceId], today: NaiveDate, currency: &str) -> Vec<Warning> {
        let services = || self.work.iter().flat_map(|work| &work.need.services);
        let ids: Vec<ServiceId> = services().map(|(id, _)| *id).collect();
        let needs_waiver = services().find(|(id, _)| to_sign_for.contains(id));
        self.care.warnings(Planned {
            day: self.day,
            today,
            services: &ids,
            needs_waiver: needs_waiver.map(|(_, name)| name.as_str()),
            currency,
        })
    }

    /// When it comes already: next, on the day that is selected, and how often besides.
    fn comes(&self, today: NaiveDate) -> Option<String> {
        let next = self.booked.first()?;
        let that_day = self.booked[1..].iter().find(|other| other.day == self.day);
        let told: Vec<String> = std::iter::once(next)
            .chain(that_day)
            .map(|each| format!("{} {}", short_day(each.day, today), hhmm(each.start_min)))
            .collect();
        let words = told.join(" and ");
        Some(match self.booked.len() - told.len() {
            0 => words,
            more => format!("{words} and {more} more"),
        })
    }
}

impl Chosen {
    /// Its other appointments of a day.
    pub(super) fn on_day(&self, day: NaiveDate) -> impl Iterator<Item = &Appointment> {
        let all = self.series.iter().chain(&self.coming);
        all.filter(move |other| other.day == day)
    }
}

/// The warnings of this dog at the time that is selected, wrapped.
pub(super) fn lines(book: &Book, dog: &Chosen, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let today = paint.now.date();
    let offer = book.times.offers.get(book.choosing.time.selected);
    let day = offer.map_or(today, |offer| offer.day);
    // Those of a series that is moved matter on their own day; all others are to come whatever day is selected.
    let mut booked: Vec<&Appointment> = dog.coming.iter().collect();
    booked.extend(dog.series.iter().filter(|other| other.day == day));
    booked.retain(|each| !book.says_it_comes(each));
    booked.sort_by_key(|each| (each.day, each.start_min));
    let coming = Coming {
        name: &dog.line.first_name,
        care: &dog.care,
        booked,
        work: book.times.work_at(book.choosing.time.selected),
        day,
    };
    let currency = book.choosing.currency();
    let warnings = coming.warnings(&book.choosing.to_sign_for, today, currency);
    let (serious, other): (Vec<_>, Vec<_>) = warnings.into_iter().partition(|each| each.serious);
    let serious: Vec<String> = serious.into_iter().map(|each| loud(&each.words)).collect();
    let comes = coming.comes(today).into_iter();
    let mut others: Vec<String> = comes
        .map(|when| format!("has an appointment already: {when}"))
        .collect();
    others.extend(other.into_iter().map(|each| each.words));
    let serious = (!serious.is_empty()).then(|| serious.join(", "));
    set(serious.into_iter(), &others, ROWS, width, paint)
}

/// The warnings of several dogs, each by its name: a line of what is serious for each, the dog with the worst first, and
/// then the rest; what all of them have in common once.
pub(in crate::tui::popups) fn lines_of_all(
    dogs: &[Coming],
    to_sign_for: &[ServiceId],
    currency: &str,
    width: usize,
    paint: &Paint,
) -> Vec<(String, Style)> {
    let today = paint.now.date();
    let mut serious: Vec<(usize, Vec<&str>, String)> = Vec::new();
    let mut others: Vec<(Vec<&str>, Warning)> = Vec::new();
    for dog in dogs {
        let warnings = dog.warnings(to_sign_for, today, currency);
        let (bad, other): (Vec<_>, Vec<_>) = warnings.into_iter().partition(|each| each.serious);
        let loud: Vec<String> = bad.iter().map(|each| loud(&each.words)).collect();
        let words = loud.join(", ");
        if let Some((.., names, _)) = serious.iter_mut().find(|(.., other)| *other == words) {
            names.push(dog.name);
        } else if let Some(worst) = bad.first() {
            serious.push((worst.place, vec![dog.name], words));
        }
        for each in other {
            match others.iter_mut().find(|(_, other)| *other == each) {
                Some((names, _)) => names.push(dog.name),
                None => others.push((vec![dog.name], each)),
            }
        }
    }
    serious.sort_by_key(|(worst, ..)| *worst);
    others.sort_by_key(|(_, each)| each.place);
    let serious = serious
        .into_iter()
        .map(|(_, names, words)| format!("{}: {words}", listed(&names)));
    let mut booked: Vec<(Vec<&str>, String)> = Vec::new();
    for (name, when) in dogs.iter().filter_map(|dog| Some((dog.name, dog.comes(today)?))) {
        match booked.iter_mut().find(|(_, other)| *other == when) {
            Some((names, _)) => names.push(name),
            None => booked.push((vec![name], when)),
        }
    }
    let booked = booked.into_iter().map(|(names, when)| {
        let verb = if names.len() == 1 { "has" } else { "have" };
        format!("{} {verb} an appointment already: {when}", listed(&names))
    });
    let others = others.into_iter().map(|(names, each)| {
        if each.of_client {
            each.words
        } else {
            format!("{}: {}", listed(&names), each.words)
        }
    });
    let others: Vec<String> = booked.chain(others).collect();
    set(serious, &others, ROWS_OF_ALL, width, paint)
}

/// What endangers is loud, but what somebody wrote stays as it was written.
fn loud(words: &str) -> String {
    match words.split_once(": ") {
        Some((what, written)) => format!("{}: {written}", what.to_uppercase()),
        None => words.to_uppercase(),
    }
}

/// Sets them in so many rows at most; where there is more, the last one says that the card has it.
fn set(
    serious: impl Iterator<Item = String>,
    others: &[String],
    rows: usize,
    width: usize,
    paint: &Paint,
) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    let mut lines: Vec<(String, Style)> = Vec::new();
    for words in serious {
        let wrapped = wrap(&format!("! {words}"), width).into_iter();
        lines.extend(wrapped.map(|line| (line, theme.danger)));
    }
    let others = others.join(&format!(" {} ", paint.look.glyphs.dot));
    lines.extend(wrap(&others, width).into_iter().map(|line| (line, theme.warning)));
    if lines.len() > rows {
        lines.truncate(rows);
        let more = " (card: more)";
        let last = &mut lines[rows - 1].0;
        *last = cut(last, width.saturating_sub(more.width()), paint) + more;
    }
    lines
}
