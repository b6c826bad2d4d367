//! Thins out old backups: by counts, never by age, so that a clock that jumps cannot delete them.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use chrono::{DateTime, Datelike, Utc};

use super::list::{Listed, list_in};
use super::manifest::Manifest;
use super::name::{Name, file_name, folder};
use crate::store::Result;
use crate::store::durable::sync_folder;

/// Tells in which hour, day, week or month a moment lies.
type Period = fn(DateTime<Utc>) -> i64;

/// How many hours, days, weeks and months keep their newest backup.
const KEPT: [(usize, Period); 4] = [(24, hour), (14, day), (8, week), (12, month)];

fn hour(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(3_600)
}

fn day(at: DateTime<Utc>) -> i64 {
    i64::from(at.num_days_from_ce())
}

fn week(at: DateTime<Utc>) -> i64 {
    // The first day of the common era was a Monday.
    (day(at) - 1).div_euclid(7)
}

fn month(at: DateTime<Utc>) -> i64 {
    i64::from(at.year()) * 12 + i64::from(at.month0())
}

/// How many of the backups made by hand, and how many of those made before an import, a migration or the like, are
/// kept besides.
const PINNED: usize = 10;

/// Why a backup is kept longer than others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pin {
    /// Somebody asked for it.
    ByHand,
    /// It was made before something that changes much at once.
    Before,
}

/// What thinning has to know about a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub number: u64,
    pub at: DateTime<Utc>,
    pub pin: Option<Pin>,
}

impl Candidate {
    fn of(backup: &Listed) -> Self {
        let pinned = backup
            .manifest
            .as_ref()
            .and_then(|manifest| manifest.pinned.as_deref());
        Self {
            number: backup.number,
            at: backup.at,
            pin: pinned.map(|why| {
                if why == Manifest::BY_HAND {
                    Pin::ByHand
                } else {
                    Pin::Before
                }
            }),
        }
    }
}

/// The numbers of the backups that may go. Names of the future are neither deleted nor counted.
pub(super) fn superfluous(candidates: &[Candidate], now_utc: DateTime<Utc>) -> BTreeSet<u64> {
    let mut past: Vec<Candidate> = candidates
        .iter()
        .copied()
        .filter(|candidate| candidate.at <= now_utc)
        .collect();
    past.sort_by_key(|candidate| std::cmp::Reverse(candidate.number));
    let mut kept: HashSet<u64> = past.iter().take(1).map(|newest| newest.number).collect();
    for pin in [Pin::ByHand, Pin::Before] {
        let pinned = past.iter().filter(|candidate| candidate.pin == Some(pin));
        kept.extend(pinned.take(PINNED).map(|candidate| candidate.number));
    }
    for (count, period) in KEPT {
        let mut seen = HashSet::new();
        for candidate in &past {
            if seen.len() == count {
                break;
            }
            if seen.insert(period(candidate.at)) {
                kept.insert(candidate.number);
            }
        }
    }
    past.iter()
        .map(|candidate| candidate.number)
        .filter(|number| !kept.contains(number))
        .collect()
}

/// Deletes the superfluous backups of a salon; gives how many. Only after a new one was verified.
pub(super) fn thin(db: &Path, now_utc: DateTime<Utc>) -> Result<usize> {
    thin_in(&folder(db), &file_name(db), now_utc)
}

/// Deletes the superfluous backups in a folder that are of a salon's file with this name; gives how many.
pub(super) fn thin_in(folder: &Path, own: &str, now_utc: DateTime<Utc>) -> Result<usize> {
    let listed: Vec<Listed> = list_in(folder, own, now_utc)?
        .into_iter()
        .filter(Listed::is_verified)
        .collect();
    let candidates: Vec<Candidate> = listed.iter().map(Candidate::of).collect();
    let gone = superfluous(&candidates, now_utc);
    for backup in listed.iter().filter(|backup| gone.contains(&backup.number)) {
        // The manifest last: a backup that lost it would never be thinned again.
        if fs::remove_file(&backup.path).is_ok() {
            let _ = fs::remove_file(backup.path.with_extension("json"));
        }
    }
    if !gone.is_empty() {
        sync_folder(folder)?;
    }
    Ok(gone.len())
}

/// Deletes the notes of this salon whose backup is not there: its maker, or its thinning, was cut off between the two.
/// Only for whoever has the turn, since the note comes first.
pub(super) fn sweep_notes(db: &Path) {
    let own = file_name(db);
    let entries = fs::read_dir(folder(db)).into_iter().flatten();
    for entry in entries.filter_map(std::result::Result::ok) {
        let note = entry.path();
        let backup = note.with_extension("db");
        let named = backup
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(Name::parse);
        if named.is_some()
            && note.extension().is_some_and(|ending| ending == "json")
            && !backup.exists()
            // Another salon in this folder may be giving its backup its name right now.
            && Manifest::of(&backup).is_some_and(|manifest| manifest.file == own)
        {
            let _ = fs::remove_file(note); // best effort: the next backup finds it
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use proptest::prelude::*;

    use super::*;

    fn start() -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2026, 11, 20)
            .unwrap()
            .and_hms_opt(9, 0, 0)
            .unwrap()
            .and_utc()
    }

    fn kept(candidates: &[Candidate], now: DateTime<Utc>) -> Vec<Candidate> {
        let gone = superfluous(candidates, now);
        candidates
            .iter()
            .copied()
            .filter(|candidate| !gone.contains(&candidate.number))
            .collect()
    }

    fn different(candidates: &[Candidate], period: Period) -> usize {
        candidates
            .iter()
            .map(|one| period(one.at))
            .collect::<HashSet<_>>()
            .len()
    }

    #[test]
    fn a_year_of_backups_leaves_hours_days_weeks_and_months() {
        let mut there: Vec<Candidate> = Vec::new();
        let mut now = start();
        for number in 1..=(4 * 10 * 400) {
            // Ten hours a day, four an hour.
            now += if number % 40 == 0 {
                TimeDelta::minutes(14 * 60 + 15)
            } else {
                TimeDelta::minutes(15)
            };
            there.push(Candidate {
                number,
                at: now,
                pin: None,
            });
            // As if the desk were closed now and then: what is left is the same.
            if number % 8 == 0 {
                there = kept(&there, now);
            }
        }
        assert!((40..=58).contains(&there.len()), "{}", there.len());
        assert_eq!(there.last().unwrap().number, 16_000);
        assert!(different(&there, hour) >= 24);
        assert!(different(&there, day) >= 14);
        assert!(different(&there, week) >= 8);
        assert!(different(&there, month) >= 12);
    }

    #[test]
    fn a_clock_that_jumps_a_year_ahead_deletes_nothing_beyond_the_plan() {
        let hourly: Vec<Candidate> = (1..=1_441)
            .map(|number| Candidate {
                number,
                at: start() + TimeDelta::hours(i64::try_from(number).unwrap()),
                pin: None,
            })
            .collect();
        let after = start() + TimeDelta::hours(1_441);
        let steady = kept(&hourly, after);
        assert_eq!(kept(&hourly, after + TimeDelta::days(400)), steady);
        assert!(steady.len() >= 40, "{}", steady.len());
        // And one that is set back leaves alone what is in its future now.
        assert_eq!(
            superfluous(&hourly, start() - TimeDelta::days(400)),
            BTreeSet::new()
        );
    }

    fn any_backups() -> impl Strategy<Value = Vec<Candidate>> {
        prop::collection::vec((-600_000_i64..600_000, 0..4_usize), 0..120).prop_map(|made| {
            (1..)
                .zip(made)
                .map(|(number, (minutes, pin))| Candidate {
                    number,
                    at: start() + TimeDelta::minutes(minutes),
                    pin: [None, None, Some(Pin::ByHand), Some(Pin::Before)][pin],
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn whatever_the_clock_did_the_newest_the_pinned_and_the_future_stay(backups in any_backups()) {
            let now = start();
            let left = kept(&backups, now);
            let past = |one: &&Candidate| one.at <= now;
            prop_assert_eq!(
                left.iter().filter(past).map(|one| one.number).max(),
                backups.iter().filter(past).map(|one| one.number).max()
            );
            for future in backups.iter().filter(|one| one.at > now) {
                prop_assert!(left.contains(future));
            }
            for pin in [Pin::ByHand, Pin::Before] {
                let pinned = backups.iter().filter(past).filter(|one| one.pin == Some(pin));
                for one in pinned.rev().take(PINNED) {
                    prop_assert!(left.contains(one));
                }
            }
            prop_assert!(left.iter().filter(past).count() <= 24 + 14 + 8 + 12 + 2 * PINNED + 1);
            let past_total = backups.iter().filter(past).count();
            prop_assert!(left.iter().filter(past).count() >= past_total.min(1));
        }

        #[test]
        fn thinning_twice_is_thinning_once(backups in any_backups()) {
            let once = kept(&backups, start());
            prop_assert_eq!(kept(&once, start()), once);
        }
    }
}
