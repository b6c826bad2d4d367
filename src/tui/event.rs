//! Everything that can happen to the desk, in one line of waiting.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::event::KeyEvent;

use super::{hangup, input};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key as every terminal means it: always `Press`, capitals without Shift, Alt+x as Esc then x.
    Key(KeyEvent),
    /// Pasted text without control characters other than line feeds, at most 64 kB.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// Somebody asks the desk to end: leave within a second and a half, with the signal's exit code.
    Signal(Signal),
    /// Ctrl+Z: call [`Screen::suspend`](super::terminal::Screen::suspend).
    Suspend,
    /// The desk runs again after a stop: call [`Screen::resume`](super::terminal::Screen::resume).
    Continue,
    /// Another thread panicked: leave the screen, print these words, exit with 1.
    Panicked(String),
}

/// Why the desk is asked to end. It has a second and a half to save what is half typed; then it is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The terminal is gone: the line dropped or its window was closed.
    HangUp,
    /// An interrupt from outside; Ctrl+C at the desk is a key.
    Interrupt,
    /// A polite end, as a shutting-down machine sends it.
    Terminate,
}

impl Signal {
    /// The exit code that tells the caller which signal ended the desk: 128 plus its number.
    #[must_use]
    pub const fn exit_code(self) -> i32 {
        match self {
            Self::HangUp => 129,
            Self::Interrupt => 130,
            Self::Terminate => 143,
        }
    }
}

/// The desk's one queue of events. It has no bound, because a backup or an import must never wait for a desk whose
/// terminal has stalled; a paste is one event, so people cannot fill it.
#[derive(Debug)]
pub struct Events {
    sender: Sender<Event>,
    receiver: Receiver<Event>,
}

impl Default for Events {
    fn default() -> Self {
        Self::new()
    }
}

impl Events {
    /// A queue that nothing feeds yet; enough for tests.
    #[must_use]
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver }
    }

    /// A queue fed by the keyboard, the signals and the watch for a hang-up, each in a thread of its own. Start it
    /// before the screen. Fails when the system gives no thread or no signal handler.
    pub fn start() -> io::Result<Self> {
        let events = Self::new();
        hangup::watch_signals(events.sender())?;
        hangup::watch_terminal(events.sender())?;
        input::listen(events.sender())?;
        Ok(events)
    }

    /// A way in for another thread: a backup, an import, a drill.
    #[must_use]
    pub fn sender(&self) -> Sender<Event> {
        self.sender.clone()
    }

    /// Waits this long for the next event.
    #[must_use]
    pub fn next_within(&self, wait: Duration) -> Option<Event> {
        // It cannot be disconnected: this holds a sender itself.
        self.receiver.recv_timeout(wait).ok()
    }

    /// The next event that has already arrived: take them all, then draw once.
    #[must_use]
    pub fn arrived(&self) -> Option<Event> {
        self.receiver.try_recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_can_speak_to_the_desk() {
        let events = Events::new();
        let sender = events.sender();
        std::thread::spawn(move || sender.send(Event::Resize(80, 24)))
            .join()
            .unwrap()
            .unwrap();
        assert_eq!(events.arrived(), Some(Event::Resize(80, 24)));
        assert_eq!(events.arrived(), None);
    }

    #[test]
    fn exit_codes_are_those_of_a_shell() {
        let codes = [Signal::HangUp, Signal::Interrupt, Signal::Terminate].map(Signal::exit_code);
        assert_eq!(codes, [129, 130, 143]);
    }
}
