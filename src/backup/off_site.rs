//! Runs the command that takes a verified backup to another place: no shell, no terminal, and an end to its time.

use std::io::{self, PipeReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group};

use super::manifest::fingerprint;
use super::stop::Stop;
use crate::store::{Result, StoreError};

/// How long the command may take.
pub(super) const LIMIT: Duration = Duration::from_mins(10);

/// How much of the end of what it says is kept, in bytes.
const TAIL: usize = 1_024;

/// How long it may take to go when it is asked to.
const GRACE: Duration = Duration::from_millis(500);

/// And how long when the desk closes.
const HURRY: Duration = Duration::from_millis(100);

/// What stands for the backup in the command.
const PLACE: &str = "{}";

/// Runs the command on a backup. It counts as done when it ends with 0 and, where one of its words is a place on this
/// machine, the copy there has the same hash.
///
/// # Errors
/// [`StoreError::NotWritable`] with the last line it said, or that it took too long.
pub(super) fn run(words: &[String], backup: &Path, sha256: &str, limit: Duration, stop: &Stop) -> Result<()> {
    let failed = |why: String| StoreError::NotWritable(format!("the off-site command {why}"));
    let Some((program, arguments)) = words.split_first() else {
        return Err(failed("is empty".to_owned()));
    };
    let path = backup.to_string_lossy();
    let mut arguments: Vec<String> = arguments.iter().map(|word| word.replace(PLACE, &path)).collect();
    if !words.iter().any(|word| word.contains(PLACE)) {
        arguments.push(path.into_owned());
    }
    let (reader, writer) = io::pipe().map_err(StoreError::io("listening to the off-site command"))?;
    let mut command = Command::new(program);
    command
        .args(&arguments)
        .stdin(Stdio::null())
        .stdout(
            writer
                .try_clone()
                .map_err(StoreError::io("listening to the off-site command"))?,
        )
        .stderr(writer)
        .process_group(0)
        // A question at the terminal would be drawn into the desk, and nobody could answer it.
        .env("SSH_ASKPASS", "false")
        .env("SSH_ASKPASS_REQUIRE", "force");
    let child = command
        .spawn()
        .map_err(|error| failed(format!("{program} could not be started: {error}")))?;
    drop(command); // and with it our side of what it writes to
    let mut running = Running {
        child,
        reader,
        tail: Vec::new(),
        is_open: true,
    };
    let since = Instant::now();
    let status = loop {
        if let Err(stopped) = stop.check() {
            running.end(HURRY);
            return Err(stopped);
        }
        if since.elapsed() >= limit {
            running.end(GRACE);
            let minutes = limit.as_secs().div_ceil(60);
            return Err(failed(format!(
                "was ended: it took longer than {minutes} min{}",
                running.last_line()
            )));
        }
        running.listen(Duration::from_millis(50));
        match running.child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => {}
            Err(error) => return Err(StoreError::io("waiting for the off-site command")(error)),
        }
    };
    running.listen_to_the_rest();
    if !status.success() {
        return Err(failed(format!("{}{}", how(status), running.last_line())));
    }
    match local_copy(&arguments, backup) {
        Some(copy) if fingerprint(&copy, stop)? != sha256 => Err(failed(format!(
            "ended well, but {} is not the backup it was given",
            copy.display()
        ))),
        _ => Ok(()),
    }
}

/// The command at work.
struct Running {
    child: Child,
    reader: PipeReader,
    tail: Vec<u8>,
    is_open: bool,
}

impl Running {
    /// Waits this long for something to be said, and keeps the end of it.
    fn listen(&mut self, wait: Duration) {
        if !self.is_open {
            std::thread::sleep(wait);
            return;
        }
        let wait = Timespec {
            tv_sec: 0,
            tv_nsec: i64::from(wait.subsec_nanos()),
        };
        let mut heard = [PollFd::new(&self.reader, PollFlags::IN)];
        // A signal that comes meanwhile only ends the waiting.
        if !poll(&mut heard, Some(&wait)).is_ok_and(|count| count > 0) {
            return;
        }
        let mut chunk = [0; 8 * 1024];
        match self.reader.read(&mut chunk) {
            Ok(0) | Err(_) => self.is_open = false,
            Ok(count) => {
                self.tail.extend_from_slice(&chunk[..count]);
                let superfluous = self.tail.len().saturating_sub(TAIL);
                self.tail.drain(..superfluous);
            }
        }
    }

    /// Takes in what was said before the end; something it left running may keep its side open for ever.
    fn listen_to_the_rest(&mut self) {
        for _ in 0..512 {
            let before = self.tail.clone();
            self.listen(Duration::ZERO);
            if !self.is_open || self.tail == before {
                return;
            }
        }
    }

    /// Ends it with everything it started.
    fn end(&mut self, grace: Duration) {
        let group = Pid::from_child(&self.child);
        let _ = kill_process_group(group, Signal::TERM); // gone already: nothing to end
        let since = Instant::now();
        while since.elapsed() < grace && matches!(self.child.try_wait(), Ok(None)) {
            self.listen(Duration::from_millis(10));
        }
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.child.wait();
    }

    /// `: ` and the last line it said, where it said anything.
    fn last_line(&self) -> String {
        let text = String::from_utf8_lossy(&self.tail);
        let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
        line.map_or_else(String::new, |line| {
            format!(": {}", crate::domain::text::clean(line, 200))
        })
    }
}

fn how(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("failed with {code}"),
        None => "was ended by the system".to_owned(),
    }
}

/// The copy on this machine that the words lead to: a folder that has the backup's name in it now, or a `.db` file.
fn local_copy(arguments: &[String], backup: &Path) -> Option<PathBuf> {
    let name = backup.file_name()?;
    let mut places = arguments
        .iter()
        .map(PathBuf::from)
        .filter(|place| place.is_absolute());
    places.find_map(|place| {
        let copy = if place.is_dir() { place.join(name) } else { place };
        let is_copy = copy != backup && copy.extension().is_some_and(|end| end == "db") && copy.is_file();
        is_copy.then_some(copy)
    })
}
