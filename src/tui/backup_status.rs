//! What the header says of the backups: how old the newest is, the one on the second disk, and the last drill.

use chrono::{DateTime, Utc};

use crate::backup::{Level, Line, Status, Subject};

/// What the header says of the backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupStatus {
    /// Piece by piece; none before the first look.
    pub parts: Vec<BackupPart>,
    /// Why this desk makes no backups at all; `None` when it does.
    pub off: Option<Off>,
}

/// Why a desk makes no backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// The salon is made up.
    Practice,
    /// The desk may not, or shall not, change anything.
    OnlyLooks,
}

impl Off {
    /// What one is told who asks for a backup.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Practice => "This salon is only for practice: it is not backed up",
            Self::OnlyLooks => "This desk only looks: it makes no backups",
        }
    }
}

/// One piece of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupPart {
    /// In full: `backup 12 min`.
    pub long: String,
    /// Where room is short: `backup 12m`.
    pub short: String,
    /// Whether it is good news; what is not ends in `!` or says what failed.
    pub level: Level,
}

impl BackupStatus {
    /// What a desk says that makes no backups.
    #[must_use]
    pub const fn off(why: Off) -> Self {
        Self {
            parts: Vec::new(),
            off: Some(why),
        }
    }

    /// What is said of the copies as they were last looked at; `urgent` is said first, in place of the newest's age.
    #[must_use]
    pub fn of(status: Option<&Status>, urgent: Option<&str>, now_utc: DateTime<Utc>) -> Self {
        let lines = status.map(|status| status.lines(now_utc)).unwrap_or_default();
        let mut parts: Vec<BackupPart> = lines.iter().filter_map(part).collect();
        if let Some(urgent) = urgent {
            let failed = bad(urgent);
            match parts.first_mut() {
                Some(first) => *first = failed,
                None => parts.push(failed),
            }
        }
        Self { parts, off: None }
    }
}

fn part(line: &Line) -> Option<BackupPart> {
    let is_well = line.level == Level::Good;
    let name = match line.subject {
        Subject::Backup if line.age_min.is_none() => return Some(bad("no backup")),
        Subject::Backup if line.is_failure => return Some(bad("backup FAILED")),
        Subject::Drill if line.is_failure => return Some(bad("drill FAILED")),
        Subject::Room => return Some(bad("disk nearly full")),
        // It runs by itself; only when it does not, somebody has to know.
        Subject::OffSite if is_well => return None,
        Subject::Backup => "backup",
        Subject::Second => "2nd",
        Subject::OffSite => "off-site",
        Subject::Drill => "drill",
    };
    let sign = if is_well { "" } else { "!" };
    let Some(minutes) = line.age_min else {
        if line.subject == Subject::Drill {
            return Some(BackupPart {
                long: "not rehearsed".to_owned(),
                short: "not rehearsed".to_owned(),
                level: line.level,
            });
        }
        let words = format!("{name} none{sign}");
        return Some(BackupPart {
            long: words.clone(),
            short: words,
            level: line.level,
        });
    };
    let (count, unit) = match (minutes / 1_440, minutes / 60) {
        (0, 0) => (minutes, "min"),
        (0, hours) => (hours, "h"),
        (days, _) => (days, "d"),
    };
    Some(BackupPart {
        long: format!("{name} {count} {unit}{sign}"),
        short: format!("{name} {count}{}{sign}", &unit[..1]),
        level: line.level,
    })
}

fn bad(words: &str) -> BackupPart {
    BackupPart {
        long: words.to_owned(),
        short: words.to_owned(),
        level: Level::Bad,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};

    use super::*;
    use crate::backup::{Copy, Place};

    fn now() -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2026, 11, 20)
            .unwrap()
            .and_hms_opt(10, 0, 0)
            .unwrap()
            .and_utc()
    }

    fn copy(minutes: i64) -> Copy {
        Copy {
            backup: "pomsalon-20261120T094800Z-9.db".to_owned(),
            utc: now() - TimeDelta::minutes(minutes),
        }
    }

    fn well() -> Status {
        Status {
            file: "salon.db".to_owned(),
            looked: now(),
            newest: Some(copy(12)),
            has_changed: true,
            failed: None,
            second: Some(Place {
                place: "/mnt/usb".to_owned(),
                newest: Some(copy(12)),
                is_up_to_date: true,
                brought: Some(now()),
                failed: None,
            }),
            off_site: None,
            drilled: Some(now() - TimeDelta::days(3)),
            drill_failed: None,
            free_bytes: 10,
            wanted_bytes: 10,
        }
    }

    fn said(status: &Status) -> Vec<(String, Level)> {
        let status = BackupStatus::of(Some(status), None, now());
        status
            .parts
            .into_iter()
            .map(|part| (part.long, part.level))
            .collect()
    }

    fn first(status: &Status) -> (String, Level) {
        said(status).remove(0)
    }

    #[test]
    fn good_news_is_three_ages() {
        let good = |words: &str| (words.to_owned(), Level::Good);
        assert_eq!(
            said(&well()),
            [good("backup 12 min"), good("2nd 12 min"), good("drill 3 d")]
        );
        assert_eq!(
            BackupStatus::of(Some(&well()), None, now()).parts[0].short,
            "backup 12m"
        );
    }

    #[test]
    fn what_is_late_is_a_warning_and_what_fails_is_bad() {
        let of = |minutes, has_changed| Status {
            newest: Some(copy(minutes)),
            has_changed,
            ..well()
        };
        assert_eq!(
            first(&of(30, true)),
            ("backup 30 min!".to_owned(), Level::Warning)
        );
        assert_eq!(first(&of(1_440, true)), ("backup 1 d!".to_owned(), Level::Bad));
        assert_eq!(first(&of(1_440, false)), ("backup 1 d".to_owned(), Level::Good));
        assert_eq!(first(&of(-90, true)), ("backup 0 min".to_owned(), Level::Good));
        let failing = BackupStatus::of(Some(&well()), Some("backup FAILED"), now());
        assert_eq!(failing.parts[0].long, "backup FAILED");
        let damaged = BackupStatus::of(None, Some("file DAMAGED"), now());
        assert_eq!(damaged.parts, [bad("file DAMAGED")]);

        let behind = |days| {
            let mut status = well();
            if let Some(second) = &mut status.second {
                second.failed = Some("it is not there".to_owned());
                second.brought = Some(now() - TimeDelta::days(days));
                second.is_up_to_date = false;
            }
            said(&status)[1].1
        };
        assert_eq!((behind(6), behind(7)), (Level::Warning, Level::Bad));

        let alone = Status {
            second: None,
            ..well()
        };
        assert_eq!(said(&alone).len(), 2, "nothing is said of a folder nobody set");
        let full = Status {
            free_bytes: 9,
            ..well()
        };
        assert_eq!(said(&full).last().unwrap().0, "disk nearly full");
    }
}
