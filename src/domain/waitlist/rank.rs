//! Whom to call first when a time is free.

use chrono::NaiveDateTime;

use super::Outcome;

/// What decides how early somebody who fits is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What they said to this very time already.
    pub said: Option<Outcome>,
    /// Whether the salon called off and owes them a time.
    pub call: bool,
    /// Minutes of the free time that their work would leave empty.
    pub left_empty: i64,
    /// Whether they wish for this groomer.
    pub wants_groomer: bool,
    /// Since when they wait.
    pub asked_at: NaiveDateTime,
}

/// The places of those who fit, whom to ask first at the head: nobody twice before all were asked once, those who have
/// to be called before others, then who fills the time best, who wishes for this groomer, and who waits longest.
#[must_use]
pub fn ranked(standings: &[Standing]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..standings.len()).collect();
    places.sort_by_key(|place| {
        let one = &standings[*place];
        (
            one.said,
            !one.call,
            one.left_empty,
            !one.wants_groomer,
            one.asked_at,
        )
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::parse_moment;

    fn since(day: u32) -> Standing {
        Standing {
            said: None,
            call: false,
            left_empty: 0,
            wants_groomer: false,
            asked_at: parse_moment(&format!("2026-11-{day:02}T10:00")).unwrap(),
        }
    }

    #[test]
    fn the_longest_wait_comes_first_and_everything_else_before_it() {
        let standings = [
            since(12),
            since(10),
            Standing {
                wants_groomer: true,
                ..since(13)
            },
            Standing {
                left_empty: 15,
                wants_groomer: true,
                ..since(1)
            },
            Standing {
                call: true,
                left_empty: 60,
                ..since(19)
            },
        ];
        assert_eq!(ranked(&standings), [4, 2, 1, 0, 3]);
    }

    #[test]
    fn who_said_no_comes_last_and_who_did_not_answer_before_them() {
        let said = |outcome| Standing {
            said: Some(outcome),
            call: true,
            ..since(1)
        };
        let standings = [said(Outcome::Declined), said(Outcome::NoAnswer), since(20)];
        assert_eq!(ranked(&standings), [2, 1, 0]);
    }
}
