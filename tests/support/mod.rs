//! Drives the real program through a pseudo-terminal, as a person at a keyboard would, and reads its screen.
//!
//! ```ignore
//! let mut desk = Desk::start(&["demo"], &[], 80, 24);
//! desk.wait_for("Today");
//! desk.keys("b bella<enter><enter>");
//! ```

#![allow(dead_code, reason = "each test binary uses a part of it")]

mod line;
mod script;

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use line::{Shared, State, await_end, cpu_of, emulated, own, picture, read, settings};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};

/// Far more than any step takes on a busy machine; only a failing test waits this long.
const DEADLINE: Duration = Duration::from_secs(30);

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code, or `None` when a signal killed it.
    pub code: Option<i32>,
    /// The number of the signal that killed it.
    pub signal: Option<i32>,
    /// The processor time it used in its whole life.
    pub cpu: Duration,
}

/// One running program at a terminal of its own. Dropping it kills the program.
pub struct Desk {
    pid: Pid,
    terminal: Option<Terminal>,
    reader: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
    settings_before: String,
}

struct Terminal {
    master: Box<dyn MasterPty + Send>,
    line: Arc<OwnedFd>,
}

impl Desk {
    /// Starts PomSalon with these arguments and environment, at a terminal of this many columns and rows. Of the
    /// test's own environment only `PATH` goes along; `HOME` is an empty place in the target folder.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)], columns: u16, rows: u16) -> Self {
        Self::start_program(
            Path::new(option_env!("CARGO_BIN_EXE_pomsalon").unwrap_or("pomsalon")),
            arguments,
            environment,
            columns,
            rows,
        )
    }

    /// Starts any other program in the same way.
    pub fn start_program(
        program: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
        columns: u16,
        rows: u16,
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let settings_before = settings(&*pair.master);
        let line = Arc::new(own(&*pair.master));

        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        // Without any, the person's real home would be looked up.
        let home = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let pid = child
            .process_id()
            .and_then(|id| Pid::from_raw(id.cast_signed()))
            .expect("a process id");

        let shared = Arc::new(Shared::new(columns, rows));
        let reader = thread::spawn({
            let (shared, line) = (Arc::clone(&shared), Arc::clone(&line));
            move || read(&shared, &line)
        });
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || await_end(&shared, child, pid)
        });
        let terminal = Some(Terminal {
            master: pair.master,
            line,
        });
        Self {
            pid,
            terminal,
            reader: Some(reader),
            shared,
            settings_before,
        }
    }

    /// Types a script: plain text, and `<enter> <esc> <tab> <backtab> <backspace> <space> <up> <down> <left> <right>
    /// <home> <end> <pageup> <pagedown> <delete> <c-l> <lt>`.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        self.bytes(&script::bytes_of(script))
    }

    /// Sends these very bytes, for half escape sequences and pastes.
    pub fn bytes(&mut self, mut bytes: &[u8]) -> &mut Self {
        let line = &self.terminal.as_ref().expect("the terminal is still there").line;
        while !bytes.is_empty() {
            let written =
                rustix::io::retry_on_intr(|| rustix::io::write(line, bytes)).expect("keys reach it");
            bytes = &bytes[written..];
        }
        self
    }

    /// Waits until the screen shows this text somewhere within one row.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("the screen to show {text:?}"), |screen| {
            screen.contains(text)
        })
    }

    /// Waits until the screen no longer shows this text.
    pub fn wait_until_gone(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?} to leave the screen"), |screen| {
            !screen.contains(text)
        })
    }

    /// Waits until the screen's text satisfies a condition, named for the message of a failing test.
    pub fn wait_until(&mut self, what: &str, satisfied: impl Fn(&str) -> bool) -> &mut Self {
        drop(self.wait(what, |state| {
            if satisfied(&state.parser.screen().contents()) {
                return true;
            }
            // What is on the screen after the end will not change any more.
            assert!(
                !state.at_end,
                "the program ended while waiting for {what}:\n{}",
                picture(state)
            );
            false
        }));
        self
    }

    /// The text on the screen: one line a row, no trailing spaces.
    pub fn screen(&self) -> String {
        self.state().parser.screen().contents()
    }

    /// Every row of the screen, padded to its full width.
    pub fn rows(&self) -> Vec<String> {
        let state = self.state();
        let (_, columns) = state.parser.screen().size();
        let width = usize::from(columns.get());
        state
            .parser
            .screen()
            .rows(0, columns.get())
            .map(|row| format!("{row:width$}"))
            .collect()
    }

    /// Looks at the emulated terminal itself: cursor, alternate screen, cells with their colours.
    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.state().parser.screen())
    }

    /// How many bytes the program has written so far.
    pub fn bytes_written(&self) -> usize {
        self.state().bytes.len()
    }

    /// All that the program has written so far.
    pub fn output(&self) -> Vec<u8> {
        self.state().bytes.clone()
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let (emulated_rows, emulated_columns) = emulated(columns, rows);
        self.state()
            .parser
            .screen_mut()
            .set_size(emulated_rows, emulated_columns);
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.terminal
            .as_ref()
            .expect("the terminal is still there")
            .master
            .resize(size)
            .expect("it resizes");
        self
    }

    /// Stops reading what the program writes: a dead link, or Ctrl+S.
    pub fn stall(&mut self) -> &mut Self {
        self.tell_reader(|state| state.reading = false);
        self
    }

    /// Reads again after [`Desk::stall`].
    pub fn flow(&mut self) -> &mut Self {
        self.tell_reader(|state| state.reading = true);
        self
    }

    /// Closes the terminal, as a dropped SSH connection does.
    pub fn hang_up(&mut self) {
        self.tell_reader(|state| state.closing = true);
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends");
        }
        self.terminal = None;
    }

    /// Sends a signal to the program.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        rustix::process::kill_process(self.pid, signal).expect("the program is there");
        self
    }

    /// Kills the program on the spot, as a power cut would, and waits for its end.
    pub fn kill9(&mut self) -> Ended {
        self.signal(Signal::KILL);
        self.ended()
    }

    /// Waits for the program's own end and tells its exit code; a killed one has none.
    pub fn exit_code(&mut self) -> Option<i32> {
        self.ended().code
    }

    /// Waits for the program's own end and tells how it ended.
    pub fn ended(&mut self) -> Ended {
        let line_is_open = self.terminal.is_some();
        let state = self.wait("the program to end", |state| {
            // Its last words may still be on the line; a stalled line never delivers them.
            state.ended.is_some() && (state.at_end || !line_is_open || !state.reading)
        });
        state.ended.clone().expect("it has ended")
    }

    /// The processor time the program has used so far; zero once it has ended.
    pub fn cpu(&self) -> Duration {
        cpu_of(self.pid).unwrap_or_default()
    }

    /// The program's process id.
    pub fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().cast_unsigned()
    }

    /// Whether the terminal's line settings are what they were before the program started.
    pub fn settings_are_restored(&self) -> bool {
        let terminal = self.terminal.as_ref().expect("the terminal is still there");
        settings(&*terminal.master) == self.settings_before
    }

    /// Does something to the terminal's line itself, as another program at it would.
    pub fn line<T>(&self, doing: impl FnOnce(&OwnedFd) -> T) -> T {
        doing(&self.terminal.as_ref().expect("the terminal is still there").line)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().expect("no panic holds it")
    }

    fn tell_reader(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.shared.changed.notify_all();
        self.shared.nudge_reader();
    }

    fn wait(&self, what: &str, satisfied: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let deadline = Instant::now() + DEADLINE;
        let mut state = self.state();
        while !satisfied(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited {DEADLINE:?} for {what}:\n{}",
                picture(&state)
            );
            state = self
                .shared
                .changed
                .wait_timeout(state, left)
                .expect("no panic holds it")
                .0;
        }
        state
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // It may have ended by itself, and a failing test must not panic twice.
        let ended = self.shared.state.lock().is_ok_and(|state| state.ended.is_some());
        if !ended {
            let _ = rustix::process::kill_process(self.pid, Signal::KILL);
        }
        if let Ok(mut state) = self.shared.state.lock() {
            state.closing = true;
        }
        self.shared.nudge_reader();
    }
}

/// The built `examples/NAME.rs`; `cargo test` builds it.
pub fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let folder = test.ancestors().nth(2).expect("target/debug").join("examples");
    let program = folder.join(name);
    assert!(program.exists(), "build it first: cargo build --example {name}");
    program
}
