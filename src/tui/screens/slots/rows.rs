//! The lines of the list: each free stretch of each groomer, or why a groomer has none.

use super::cursor::hours;
use crate::domain::clock::hhmm;
use crate::domain::hold::Hold;
use crate::domain::id::GroomerId;
use crate::domain::schedule::{GRID, Need, Span, Workday};
use crate::domain::why::in_words;

/// A line of the list.
pub(super) struct Row {
    pub groomer: GroomerId,
    pub name: String,
    /// The minute at which the cursor comes to it.
    pub start: i64,
    pub what: What,
}

pub(super) enum What {
    /// A free stretch.
    Free {
        span: Span,
        /// What other desks hold of it, in words; empty when nothing is.
        held: String,
    },
    /// Nothing is free all day, and why.
    Nothing(String),
}

impl Row {
    /// The free stretch.
    pub const fn span(&self) -> Option<Span> {
        match &self.what {
            What::Free { span, .. } => Some(*span),
            What::Nothing(_) => None,
        }
    }

    /// Whether a minute is in the free stretch.
    pub fn has(&self, minute: i64) -> bool {
        self.span()
            .is_some_and(|span| span.start <= minute && minute < span.end)
    }
}

/// The lines of a day from a minute on; none where the salon is closed.
pub(super) fn rows(workdays: &[Workday], from: i64, holds: &[Hold]) -> Vec<Row> {
    let mut rows = Vec::new();
    let opens = hours(workdays).start;
    for workday in workdays.iter().filter(|workday| workday.closed.is_none()) {
        let row = |start: i64, what: What| Row {
            groomer: workday.groomer_id,
            name: workday.groomer.clone(),
            start,
            what,
        };
        let refusals = workday.refusals_of_day(&Need::minutes(GRID));
        let free: Vec<Span> = if refusals.is_empty() {
            stretches(workday, from)
        } else {
            Vec::new()
        };
        if free.is_empty() {
            let why = in_words(&refusals).join("; ");
            let why = why.strip_prefix(&workday.groomer).unwrap_or(&why).trim_start();
            let why = if why.is_empty() { "is booked up" } else { why };
            let start = workday.shifts.first().map_or(opens, |shift| shift.start);
            rows.push(row(start.max(from), What::Nothing(why.to_owned())));
        }
        for span in free {
            let held = held_in(holds, workday.groomer_id, span);
            rows.push(row(span.start, What::Free { span, held }));
        }
    }
    rows
}

/// The stretches of a quarter of an hour or more that are free from a minute on.
pub(super) fn stretches(workday: &Workday, from: i64) -> Vec<Span> {
    let rest = workday.gaps().into_iter().map(|gap| Span {
        start: gap.start.max(from),
        end: gap.end,
    });
    rest.filter(|span| span.minutes() >= GRID).collect()
}

/// Who holds what of a free stretch, such as `held 10:00-11:15 by ana on pts/3`.
fn held_in(holds: &[Hold], groomer: GroomerId, span: Span) -> String {
    let mut here = holds
        .iter()
        .filter(|hold| hold.groomer == groomer && hold.start_min < span.end && span.start < hold.end_min);
    let Some(first) = here.next() else {
        return String::new();
    };
    let times = format!("{}-{}", hhmm(first.start_min), hhmm(first.end_min));
    match here.count() {
        0 => format!("held {times} by {}", first.desk),
        more => format!("held {times} by {}, {more} more", first.desk),
    }
}
