//! The cursor in a groomer's day: where it may go, and what there is to say about the minute under it.

use chrono::{Days, NaiveDate};

use super::Slots;
use super::rows::stretches;
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::GroomerId;
use crate::domain::schedule::{GRID, Need, Span, Workday};
use crate::domain::why::{in_words, listed};
use crate::store::{Offer, Result, SlotAsk};
use crate::tui::action::Action;
use crate::tui::component::Cx;

/// The least that can be done on a dog, in minutes: whatever refuses it refuses everything.
const LEAST: i64 = 5;
/// How far ahead one looks for another day.
const DAYS_AHEAD: u64 = 60;

/// The whole hours in which somebody works.
pub(super) fn hours(workdays: &[Workday]) -> Span {
    let shifts = || workdays.iter().flat_map(|workday| &workday.shifts);
    let first = shifts().map(|shift| shift.start).min().unwrap_or(8 * 60);
    let last = shifts().map(|shift| shift.end).max().unwrap_or(18 * 60);
    Span {
        start: first / 60 * 60,
        end: (last + 59) / 60 * 60,
    }
}

/// The quarter of an hour before or after a minute.
pub(super) fn step(at: i64, action: Action, hours: Span) -> i64 {
    let to = if action == Action::Left {
        (at - 1).div_euclid(GRID) * GRID
    } else {
        (at.div_euclid(GRID) + 1) * GRID
    };
    to.clamp(hours.start, hours.end - GRID)
}

/// The next day after this one on which a groomer has any time.
pub(super) fn next_free(cx: &Cx, groomer: GroomerId, day: NaiveDate) -> Result<Option<Offer>> {
    let Some(from) = day
        .max(cx.now.date())
        .checked_add_days(Days::new(1))
        .filter(|_| day >= cx.now.date())
    else {
        return Ok(None);
    };
    let ask = SlotAsk {
        need: Need::minutes(GRID),
        from,
        from_min: 0,
        days: DAYS_AHEAD,
        groomer_id: Some(groomer),
        between: None,
        dog_id: None,
        ignore: None,
    };
    Ok(cx.store.first_slots(&ask, 1)?.into_iter().next())
}

/// What keeps the least of work from a minute, with the salon's rules.
fn refused(workday: &Workday, minute: i64) -> Vec<String> {
    in_words(&workday.refusals(&Need::minutes(LEAST), minute, minute))
}

/// Whether any work can begin at a minute.
pub(super) fn is_free(workday: &Workday, minute: i64) -> bool {
    workday.slot(&Need::minutes(LEAST), minute).is_some()
}

impl Slots {
    /// What there is to say about the minute under the cursor: free until when, or why not, and then what works.
    pub(super) fn said(&self) -> Vec<String> {
        let (Some(workday), Some(row), Some(at)) = (self.workday(), self.row(), self.at()) else {
            return Vec::new();
        };
        let name = &workday.groomer;
        let clock = hhmm(at);
        let free = stretches(workday, self.from);
        let whole = refused(workday, at);
        if at < self.from {
            return vec![format!("{clock} is over."), self.nearest(workday, &free, at)];
        }
        if whole.is_empty() {
            let until = workday
                .gaps()
                .into_iter()
                .find(|gap| gap.start <= at && at < gap.end);
            let end = until.map_or(at, |gap| gap.end);
            let mut said = vec![format!(
                "{clock}: {name} is free until {} ({}).",
                hhmm(end),
                length(end - at)
            )];
            if let super::What::Free { held, .. } = &row.what
                && !held.is_empty()
            {
                said.push(format!("Of it {held}."));
            }
            return said;
        }
        vec![
            format!("{clock}: {}.", whole.join("; ")),
            self.nearest(workday, &free, at),
        ]
    }

    /// What comes nearest to a minute: with the same groomer that day, with somebody else then, or on another day.
    fn nearest(&self, workday: &Workday, free: &[Span], at: i64) -> String {
        let name = &workday.groomer;
        let far = |span: &&Span| (span.start - at).max(at - span.end + GRID).max(0);
        let open = workday.refusals_of_day(&Need::minutes(GRID)).is_empty();
        let mut words = match free.iter().filter(|_| open).min_by_key(far) {
            Some(span) => format!(
                "Nearest with {name}: {}-{} ({}).",
                hhmm(span.start),
                hhmm(span.end),
                length(span.minutes())
            ),
            None => match &self.later {
                Some(later) => format!(
                    "Nearest with {name}: {} {}.",
                    short_day(later.day, self.today),
                    hhmm(later.slot.span.start)
                ),
                None => format!("{name} has nothing free in the next {DAYS_AHEAD} days."),
            },
        };
        let others: Vec<&str> = self
            .workdays
            .iter()
            .filter(|other| at >= self.from && other.groomer_id != workday.groomer_id && is_free(other, at))
            .map(|other| other.groomer.as_str())
            .collect();
        if !others.is_empty() {
            let be = if others.len() == 1 { "is" } else { "are" };
            words = format!("{words} At {} {} {be} free.", hhmm(at), listed(&others));
        }
        words
    }
}
