//! Past the rules on purpose: how much is asked of a groomer, and in the words one would use to ask it of them.

use super::clock::hhmm;
use super::rejection::Rejection;
use super::schedule::{GRID, Need, Span, Workday};

/// A groomer who is not there that day would have to come in for it.
const NOT_THERE: i64 = 100;
/// One who has gone home would have to come back.
const GONE_HOME: i64 = 30;

/// So much a client would rather ask of the usual groomer than go to another one.
pub const ANOTHER: i64 = 2;

/// How much is asked of a groomer who takes a piece of work at that minute in spite of the rules; nothing where they are
/// kept. A short break is asked sooner than two dogs at once or a long evening, that sooner than work they do not do, and that
/// sooner than a day on which they are not there. `now` is the minute it is, on the day of today only.
#[must_use]
pub fn burden(workday: &Workday, need: &Need, start: i64, arrives: i64, now: Option<i64>) -> i64 {
    if workday.closed.is_none() && workday.is_away() {
        return NOT_THERE;
    }
    let refusals = workday.refusals(need, start, arrives);
    let span = Span::of(start, need.minutes);
    let of_each = refusals.iter().map(|refusal| match refusal {
        Rejection::DoorFull { .. } => 1,
        Rejection::TooShort { missing, .. } => 4 + quarters(*missing),
        Rejection::OnBreak {
            start_min, end_min, ..
        } => 2 + quarters(shared(span, *start_min, *end_min)),
        Rejection::FullDay { .. } => 3,
        Rejection::OffShift { .. } => {
            let back = if has_gone(workday, now) { GONE_HOME } else { 0 };
            let beyond = beside(workday, span);
            3 + back + beyond.map_or(NOT_THERE, |(early, late)| quarters(early + late))
        }
        Rejection::GroomerTaken { taken, .. } => {
            let each = taken
                .iter()
                .map(|(there, _)| shared(span, there.start, there.end));
            5 + quarters(each.sum())
        }
        Rejection::Off { .. } => 20,
        // What somebody cannot do, a reason does not teach them.
        Rejection::TooLarge { .. } | Rejection::NoSkill { .. } => 25,
        _ => 4,
    });
    of_each.sum()
}

/// A refusal as one would ask the groomer for it: `Carla would have to stay until 19:15 (works 09:00-18:00)`.
#[must_use]
pub fn asked_of(workday: &Workday, refusal: &Rejection, span: Span, now: Option<i64>) -> String {
    let Rejection::OffShift { groomer, hours, .. } = refusal else {
        return refusal.to_string();
    };
    let (Some((early, late)), Some(last)) = (beside(workday, span), workday.shifts.last()) else {
        return format!("{refusal} and would have to come in");
    };
    let until = hhmm(span.end);
    if has_gone(workday, now) {
        let home = hhmm(last.end);
        return format!("{groomer} works until {home} today and would have to come back until {until}");
    }
    let has_to = match (early > 0, late > 0) {
        (true, true) => format!("come at {} and stay until {until}", hhmm(span.start)),
        (true, false) => format!("come at {}", hhmm(span.start)),
        // Between two stretches of one day nobody stays longer.
        _ if span.end <= last.start => format!("work {}-{until} as well", hhmm(span.start)),
        _ => format!("stay until {until}"),
    };
    format!("{groomer} would have to {has_to} (works {hours})")
}

/// How many minutes of a span lie before and after the working time that it is nearest to; `None` where there is none.
fn beside(workday: &Workday, span: Span) -> Option<(i64, i64)> {
    let each = workday.shifts.iter().map(|shift| {
        let early = (shift.start - span.start).max(0);
        let late = (span.end - shift.end).max(0);
        (early, late)
    });
    each.min_by_key(|(early, late)| early + late)
}

/// Whether the groomer's day is over by now.
fn has_gone(workday: &Workday, now: Option<i64>) -> bool {
    let end = workday.shifts.iter().map(|shift| shift.end).max();
    end.zip(now).is_some_and(|(end, now)| now >= end)
}

/// How many minutes of a span lie between two minutes.
fn shared(span: Span, start: i64, end: i64) -> i64 {
    span.end.min(end) - span.start.max(start)
}

/// So many quarters of an hour, each begun one counted.
const fn quarters(minutes: i64) -> i64 {
    (minutes + GRID - 1) / GRID
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::domain::id::GroomerId;
    use crate::domain::schedule::{Off, Taken};

    fn day(groomer: &str, shifts: &[(i64, i64)]) -> Workday {
        Workday {
            groomer_id: GroomerId::new(),
            groomer: groomer.to_owned(),
            lanes: 1,
            shifts: shifts.iter().map(|&(start, end)| Span { start, end }).collect(),
            breaks: Vec::new(),
            off: Vec::new(),
            closed: None,
            skills: None,
            largest: None,
            max_dogs: None,
            door: Rc::default(),
            taken: Vec::new(),
        }
    }

    fn hour(workday: &Workday, start: i64, now: Option<i64>) -> i64 {
        burden(workday, &Need::minutes(60), start, start, now)
    }

    fn said(workday: &Workday, start: i64, now: Option<i64>) -> Vec<String> {
        let need = Need::minutes(60);
        let refusals = workday.refusals(&need, start, start);
        let span = Span::of(start, 60);
        let words = refusals.iter().map(|each| asked_of(workday, each, span, now));
        words.collect()
    }

    #[test]
    fn the_mildest_is_asked_first() {
        let late = day("Ana", &[(540, 1080)]);
        let home = day("Bo", &[(540, 900)]);
        let free = day("Carla", &[]);
        let mut ill = day("Dora", &[(540, 1080)]);
        ill.off.push(Off {
            span: Span { start: 0, end: 1440 },
            reason: "ill".to_owned(),
        });
        let mut busy = day("Eva", &[(540, 1200)]);
        busy.taken.push(Taken {
            lane: 1,
            span: Span {
                start: 1000,
                end: 1200,
            },
            dog: "Rex".to_owned(),
        });
        assert_eq!(hour(&late, 900, None), 0);
        let at_18_15: Vec<i64> = [&late, &busy, &home, &ill, &free]
            .into_iter()
            .map(|workday| hour(workday, 1035, None))
            .collect();
        assert!(at_18_15.is_sorted(), "{at_18_15:?}");
        assert!(hour(&home, 1035, Some(960)) > hour(&home, 1035, Some(720)));
    }

    #[test]
    fn outside_the_hours_is_said_as_what_it_asks_of_them() {
        let ana = day("Ana", &[(540, 780), (840, 1080)]);
        assert_eq!(
            said(&ana, 1035, None),
            ["Ana would have to stay until 18:15 (works 09:00-13:00, 14:00-18:00)"]
        );
        assert_eq!(
            said(&ana, 510, None),
            ["Ana would have to come at 08:30 (works 09:00-13:00, 14:00-18:00)"]
        );
        assert_eq!(
            said(&ana, 780, None),
            ["Ana would have to work 13:00-14:00 as well (works 09:00-13:00, 14:00-18:00)"]
        );
        assert_eq!(
            said(&ana, 1110, Some(1090)),
            ["Ana works until 18:00 today and would have to come back until 19:30"]
        );
        assert_eq!(
            said(&day("Bo", &[]), 600, None),
            ["Bo does not work that day and would have to come in"]
        );
    }
}
