//! What must be known before a time is promised, in a few lines above the times: the most serious first.

use ratatui::style::Style;

use super::{Book, Chosen};
use crate::domain::appointment::Appointment;
use crate::domain::care::Planned;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::{DogId, ServiceId};
use crate::store::Result;
use crate::tui::component::{Cx, Paint};
use crate::tui::widgets::text::{cut, wrap};

/// Rows that all warnings together may take.
const ROWS: usize = 3;

/// The newest appointments of a dog that are looked through for those to come.
const COMING: i64 = 60;

/// The next appointment of a dog beside the one that is moved or followed, and the others of the same series, which are
/// no news.
pub(super) fn coming(
    dog_id: DogId,
    this: Option<&Appointment>,
    cx: &Cx,
) -> Result<(Option<Appointment>, Vec<Appointment>)> {
    let mut coming = cx.store.appointments_of(dog_id, COMING)?;
    coming.retain(|each| each.day >= cx.now.date() && each.status.is_expected());
    coming.retain(|each| this.is_none_or(|this| this.id != each.id));
    coming.sort_by_key(|each| (each.day, each.start_min));
    let (series, others): (Vec<_>, Vec<_>) = coming.into_iter().partition(|each| {
        this.is_some_and(|this| this.series_id.is_some() && this.series_id == each.series_id)
    });
    Ok((others.into_iter().next(), series))
}

/// The warnings of this dog at the time that is selected, wrapped.
pub(super) fn lines(book: &Book, dog: &Chosen, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let offer = book.times.offers.get(book.time.selected);
    let work = book.times.work_at(book.time.selected);
    let needs_waiver = work.and_then(|work| {
        let mut services = work.need.services.iter();
        services.find(|(id, _)| book.to_sign_for.contains(id))
    });
    let services: Vec<ServiceId> = work
        .into_iter()
        .flat_map(|work| work.need.services.iter().map(|(id, _)| *id))
        .collect();
    let warnings = dog.care.warnings(Planned {
        day: offer.map_or(today, |offer| offer.day),
        today,
        services: &services,
        needs_waiver: needs_waiver.map(|(_, name)| name.as_str()),
        currency: book.salon.as_ref().map_or("", |salon| salon.currency.as_str()),
    });
    let (serious, other): (Vec<_>, Vec<_>) = warnings.into_iter().partition(|each| each.serious);
    // What endangers is loud, but what somebody wrote stays as it was written.
    let loud = |words: String| match words.split_once(": ") {
        Some((what, written)) => format!("{}: {written}", what.to_uppercase()),
        None => words.to_uppercase(),
    };
    let serious: Vec<String> = serious.into_iter().map(|each| loud(each.words)).collect();
    let mut others: Vec<String> = other.into_iter().map(|each| each.words).collect();
    let on_that_day = |other: &&Appointment| offer.is_some_and(|offer| offer.day == other.day);
    let next = dog.series.iter().find(on_that_day).or(dog.next.as_ref());
    if let Some(next) = next.filter(|next| !book.says_it_comes(next)) {
        let when = format!("{} {}", short_day(next.day, today), hhmm(next.start_min));
        others.insert(0, format!("has an appointment already: {when}"));
    }
    let mut lines: Vec<(String, Style)> = Vec::new();
    if !serious.is_empty() {
        let words = format!("! {}", serious.join(", "));
        lines.extend(wrap(&words, width).into_iter().map(|line| (line, theme.danger)));
    }
    if !others.is_empty() {
        let words = others.join(&format!(" {} ", paint.look.glyphs.dot));
        lines.extend(wrap(&words, width).into_iter().map(|line| (line, theme.warning)));
    }
    if lines.len() > ROWS {
        lines.truncate(ROWS);
        let last = &mut lines[ROWS - 1].0;
        *last = cut(&format!("{last} (more on its card)"), width, paint);
    }
    lines
}
