//! The processes behind a terminal, as the system counts them.

use std::fs;
use std::time::{Duration, Instant};

/// The process of this name among `pid` and those it started.
pub fn named(name: &str, pid: u32) -> u32 {
    let comm = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    if comm.trim() == name {
        return pid;
    }
    children(pid)
        .into_iter()
        .find_map(|child| {
            let comm = fs::read_to_string(format!("/proc/{child}/comm")).ok()?;
            (comm.trim() == name).then_some(child).or_else(|| {
                children(child).into_iter().find(|below| {
                    fs::read_to_string(format!("/proc/{below}/comm")).is_ok_and(|comm| comm.trim() == name)
                })
            })
        })
        .unwrap_or_else(|| panic!("no {name} below {pid}"))
}

fn children(pid: u32) -> Vec<u32> {
    fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"))
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|child| child.parse().ok())
        .collect()
}

/// The processor time of a process so far; `None` once it is gone or only waits to be counted.
fn cpu(pid: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    if fields[0] == "Z" {
        return None;
    }
    let ticks: u64 = fields[11..13]
        .iter()
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Some(Duration::from_millis(ticks * 10)) // Linux counts by 1/100 s
}

/// How a process went after something was done to it.
#[derive(Debug)]
pub struct Went {
    /// How long it still lived.
    pub after: Duration,
    /// The processor time it used meanwhile.
    pub cpu: Duration,
}

/// Does something and watches a process until it is gone; fails when that takes more than half a minute.
pub fn watch(pid: u32, doing: impl FnOnce()) -> Went {
    let before = cpu(pid).expect("it is running");
    let since = Instant::now();
    doing();
    let mut used = before;
    while let Some(now) = cpu(pid) {
        used = now;
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "process {pid} never ends"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    Went {
        after: since.elapsed(),
        cpu: used.saturating_sub(before),
    }
}
