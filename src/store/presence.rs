//! Who is at the salon's file, seen from outside: nothing is opened, so a desk that hangs is seen like any other.

use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::lock::{Session, connected, sessions, writer};

/// What a process at the salon's file is doing, as far as the system tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Its number, account and terminal.
    pub session: Session,
    /// The name of its program, such as `pomsalon` or `sqlite3`.
    pub program: String,
    /// The words of its command line, without the program's own; `None` when it is not a PomSalon, which all hold the
    /// session lock.
    pub arguments: Option<Vec<String>>,
    /// When it started.
    pub since: Option<DateTime<Utc>>,
    /// Whether it is writing the file right now.
    pub is_writing: bool,
    /// Whether it stands still: put aside with Ctrl+Z, or stopped by somebody.
    pub is_stopped: bool,
    /// Whether it runs at the terminal that this process runs at.
    pub is_here: bool,
}

/// Every process at this file but this one, the one that came first first; empty where the system does not tell.
#[must_use]
pub fn present(db: &Path) -> Vec<Presence> {
    let db = fs::canonicalize(db).unwrap_or_else(|_| db.to_owned());
    let desks = sessions(&db);
    let writing = writer(&db).map(|session| session.pid);
    let others = connected(&db);
    let own = std::process::id();
    let here = Stat::of(own).and_then(|stat| stat.terminal);
    let started = boot_time();
    let is_a_desk = |pid: u32| desks.iter().any(|desk| desk.pid == pid);
    let mut found: Vec<Presence> = desks
        .iter()
        .cloned()
        .chain(others.into_iter().filter(|other| !is_a_desk(other.pid)))
        .filter(|session| session.pid != own)
        .map(|session| {
            let pid = session.pid;
            let stat = Stat::of(pid);
            let mut words = arguments(pid);
            words.drain(..words.len().min(1));
            Presence {
                program: read(pid, "comm").trim().to_owned(),
                arguments: is_a_desk(pid).then_some(words),
                since: started
                    .zip(stat.as_ref())
                    .map(|(boot, stat)| boot + stat.after_boot),
                is_writing: writing == Some(pid),
                is_stopped: stat.as_ref().is_some_and(|stat| matches!(stat.state, 'T' | 't')),
                is_here: here.is_some() && stat.and_then(|stat| stat.terminal) == here,
                session,
            }
        })
        .collect();
    found.sort_by_key(|presence| (presence.since, presence.session.pid));
    found
}

fn read(pid: u32, name: &str) -> String {
    let text = fs::read(format!("/proc/{pid}/{name}")); // not the live file: the kernel's table
    text.map_or_else(
        |_| String::new(),
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    )
}

fn arguments(pid: u32) -> Vec<String> {
    let line = read(pid, "cmdline");
    line.split_terminator('\0').map(ToOwned::to_owned).collect()
}

/// When this machine was started, by its clock.
fn boot_time() -> Option<DateTime<Utc>> {
    let table = fs::read_to_string("/proc/stat").ok()?; // not the live file: the kernel's table
    let seconds = table.lines().find_map(|line| line.strip_prefix("btime "))?;
    DateTime::from_timestamp(seconds.trim().parse().ok()?, 0)
}

/// What `/proc/<pid>/stat` says of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stat {
    state: char,
    /// The number of its terminal.
    terminal: Option<i64>,
    /// How long after the start of the machine it began.
    after_boot: TimeDelta,
}

impl Stat {
    fn of(pid: u32) -> Option<Self> {
        let ticks = i64::try_from(rustix::param::clock_ticks_per_second()).ok()?;
        Self::parse(&read(pid, "stat"), ticks)
    }

    /// Reads the fields behind the bracketed name: the first is the state, the fifth the terminal, the twentieth the
    /// start in ticks.
    fn parse(text: &str, ticks_per_second: i64) -> Option<Self> {
        let mut fields = text.rsplit(')').next()?.split_whitespace();
        let state = fields.next()?.chars().next()?;
        let terminal: i64 = fields.nth(3)?.parse().ok()?;
        let ticks: i64 = fields.nth(14)?.parse().ok()?;
        Some(Self {
            state,
            terminal: (terminal != 0).then_some(terminal),
            after_boot: TimeDelta::milliseconds(ticks.checked_mul(1_000)?.checked_div(ticks_per_second)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_tells_when_it_began_and_that_it_stands_still() {
        let text = "3000 (pom (salon)) T 1 2 3 34819 3000 4194304 1 0 0 0 5 6 0 0 20 0 4 0 12345 9 8";
        let stat = Stat::parse(text, 100).unwrap();
        assert_eq!((stat.state, stat.terminal), ('T', Some(34_819)));
        assert_eq!(stat.after_boot, TimeDelta::milliseconds(123_450));
        assert_eq!(Stat::parse("3000 (x) S 1", 100), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_very_process_began_a_short_while_ago() {
        let began = boot_time().unwrap() + Stat::of(std::process::id()).unwrap().after_boot;
        let age = Utc::now() - began;
        assert!(age > TimeDelta::seconds(-5) && age < TimeDelta::days(1), "{age}");
    }
}
