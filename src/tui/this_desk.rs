//! This desk among the others: its process, its name, who else is there, and the clocks that no time zone moves.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use rustix::process::{Pid, test_kill_process};

use crate::domain::hold::Hold;
use crate::store::{Result, Store, own_session, sessions};

/// Of these processes, those that still run a desk on the same file.
pub type Running = Box<dyn Fn(&[u32]) -> Vec<u32>>;

/// What a desk knows of itself and of its neighbours. A test passes its own.
pub struct ThisDesk {
    /// How other desks name it: `ana on pts/3`.
    pub name: String,
    /// Its process.
    pub process: u32,
    /// Who else still runs.
    pub running: Running,
    /// The moment, by which held times end.
    pub utc: Box<dyn Fn() -> DateTime<Utc>>,
    /// The time since the desk was opened; it never jumps.
    pub elapsed: Box<dyn Fn() -> Duration>,
}

impl ThisDesk {
    /// The desk of this process, with this person at it.
    #[must_use]
    pub fn here(actor: &str, db: &Path) -> Self {
        let own = own_session();
        let process = own.pid;
        let name = match own.terminal {
            Some(terminal) => format!("{actor} on {terminal}"),
            None => actor.to_owned(),
        };
        let (db, opened) = (db.to_owned(), Instant::now());
        Self {
            name,
            process,
            running: Box::new(move |asked| running(&db, asked)),
            utc: Box::new(Utc::now),
            elapsed: Box::new(move || opened.elapsed()),
        }
    }
}

impl ThisDesk {
    /// What other desks hold on a day, and what is held for clients who are still to be asked; a desk whose process is gone
    /// holds nothing.
    pub fn held_elsewhere(&self, store: &Store, day: NaiveDate) -> Result<Vec<Hold>> {
        let mut holds = store.holds(day, (self.utc)())?;
        holds.retain(|hold| hold.process != self.process);
        if !holds.is_empty() {
            let asked: Vec<u32> = holds.iter().map(|hold| hold.process).collect();
            let running = (self.running)(&asked);
            holds.retain(|hold| running.contains(&hold.process));
        }
        holds.extend(store.held_for_calls(day)?);
        Ok(holds)
    }
}

fn running(db: &Path, asked: &[u32]) -> Vec<u32> {
    let alive: Vec<u32> = asked
        .iter()
        .copied()
        .filter(|process| is_alive(*process))
        .collect();
    if alive.is_empty() {
        return alive;
    }
    let open = sessions(db);
    let runs = |process: &u32| {
        // A system that does not tell who has the file open tells at least who is alive.
        open.is_empty() || open.iter().any(|session| session.pid == *process)
    };
    alive.into_iter().filter(runs).collect()
}

/// Whether there is such a process, also one of another account.
fn is_alive(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_gone_runs_no_desk() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = child.id();
        child.wait().unwrap();
        assert!(is_alive(std::process::id()));
        assert!(!is_alive(gone));
        // A file that nobody has open: the system tells only who is alive.
        let asked = [std::process::id(), gone];
        assert_eq!(running(Path::new("/nowhere/salon.db"), &asked), asked[..1]);
    }
}
