//! The line between a test and the program's terminal: who reads it, who notices the program's end.

use std::io;
use std::num::NonZeroU16;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use portable_pty::{Child, MasterPty};
use rustix::event::{EventfdFlags, PollFd, PollFlags};
use rustix::process::{Pid, WaitId, WaitIdOptions};

use super::Ended;

/// What the test and the two threads below tell each other.
pub struct Shared {
    pub state: Mutex<State>,
    pub changed: Condvar,
    /// Tells the reader that `state` says something new to it.
    pub nudge: OwnedFd,
}

/// The terminal as far as it has been read, and what is to become of it.
pub struct State {
    pub parser: vt100::Parser,
    pub bytes: Vec<u8>,
    pub reading: bool,
    pub closing: bool,
    pub at_end: bool,
    pub ended: Option<Ended>,
}

impl Shared {
    pub fn new(columns: u16, rows: u16) -> Self {
        let (rows, columns) = emulated(columns, rows);
        Self {
            state: Mutex::new(State {
                parser: vt100::Parser::new(rows, columns, 0),
                bytes: Vec::new(),
                reading: true,
                closing: false,
                at_end: false,
                ended: None,
            }),
            changed: Condvar::new(),
            nudge: rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)
                .expect("an eventfd"),
        }
    }

    /// Makes the reader look at `state` again.
    pub fn nudge_reader(&self) {
        rustix::io::write(&self.nudge, &1_u64.to_ne_bytes()).expect("the reader hears");
    }
}

/// Feeds the emulated terminal until the program has closed its end or the test closes ours.
pub fn read(shared: &Shared, line: &OwnedFd) {
    let mut chunk = [0; 16 * 1024];
    loop {
        let (reading, closing) = {
            let state = shared.state.lock().expect("no panic holds it");
            (state.reading, state.closing)
        };
        if closing {
            break;
        }
        let mut ready = vec![PollFd::new(&shared.nudge, PollFlags::IN)];
        if reading {
            ready.push(PollFd::new(line, PollFlags::IN));
        }
        if rustix::io::retry_on_intr(|| rustix::event::poll(&mut ready, None)).is_err() {
            break;
        }
        let has_output = ready.get(1).is_some_and(|line| !line.revents().is_empty());
        if !ready[0].revents().is_empty() {
            let _ = rustix::io::read(&shared.nudge, &mut chunk[..8]);
            continue;
        }
        if has_output {
            // A pseudo-terminal whose program is gone answers with an error, not with an end of file.
            let Ok(count @ 1..) = rustix::io::retry_on_intr(|| rustix::io::read(line, &mut chunk)) else {
                break;
            };
            let mut state = shared.state.lock().expect("no panic holds it");
            state.parser.process(&chunk[..count]);
            state.bytes.extend_from_slice(&chunk[..count]);
            drop(state);
            shared.changed.notify_all();
        }
    }
    if let Ok(mut state) = shared.state.lock() {
        state.at_end = true;
    }
    shared.changed.notify_all();
}

/// Waits for the program's end, and reads its processor time before the system forgets it.
pub fn await_end(shared: &Shared, mut child: Box<dyn Child + Send + Sync>, pid: Pid) {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    let status = rustix::io::retry_on_intr(|| rustix::process::waitid(WaitId::Pid(pid), options));
    let cpu = cpu_of(pid).unwrap_or_default();
    let _ = child.wait();
    let status = status.ok().flatten();
    let ended = Ended {
        code: status
            .as_ref()
            .and_then(rustix::process::WaitIdStatus::exit_status),
        signal: status
            .as_ref()
            .and_then(rustix::process::WaitIdStatus::terminating_signal),
        cpu,
    };
    if let Ok(mut state) = shared.state.lock() {
        state.ended = Some(ended);
    }
    shared.changed.notify_all();
}

pub fn picture(state: &State) -> String {
    let rule = "-".repeat(usize::from(state.parser.screen().size().1.get()));
    format!(
        "{rule}\n{}\n{rule}\n{:?}",
        state.parser.screen().contents(),
        state.ended
    )
}

/// The user and system time of a process and its ended children, in the 1/100 s that Linux counts by.
pub fn cpu_of(pid: Pid) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: Option<u64> = fields
        .get(11..15)?
        .iter()
        .map(|field| field.parse::<u64>().ok())
        .sum();
    Some(Duration::from_millis(ticks? * 10))
}

pub fn settings(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios())
}

/// A handle of our own on the master end: `portable-pty` reads only by blocking for ever, and its writer types Enter
/// and Ctrl+D when dropped, which no lost line ever did.
pub fn own(master: &(dyn MasterPty + Send)) -> OwnedFd {
    let raw = master.as_raw_fd().expect("a Unix pseudo-terminal");
    // SAFETY: `master` is alive for the whole call and keeps the descriptor open; the copy is ours.
    #[expect(
        unsafe_code,
        reason = "portable-pty hands its descriptor out as a number only"
    )]
    let borrowed = unsafe { BorrowedFd::borrow_raw(raw) };
    let copied: io::Result<OwnedFd> = borrowed.as_fd().try_clone_to_owned();
    copied.expect("a copy of the descriptor")
}

/// The emulated screen of a terminal that reports this size. One that reports 0x0 has a screen all the same.
pub fn emulated(columns: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    let usual = |count, usual| {
        NonZeroU16::new(count)
            .or(NonZeroU16::new(usual))
            .expect("no size is zero")
    };
    (usual(rows, 24), usual(columns, 80))
}
