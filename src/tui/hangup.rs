//! Signals and the line to the terminal: whoever ends the desk, it ends in order and in time.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::event::{Event, Signal};
use super::terminal::{give_back_at_once, terminal_size};

/// What the desk has to save what is half typed; a login that drops may take two seconds in all.
const GRACE: Duration = Duration::from_millis(1500);

/// Turns the system's signals into events. A stop from outside (SIGTSTP) keeps its default action: see
/// [`Screen::suspend`](super::terminal::Screen::suspend).
pub fn watch_signals(sender: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGHUP => end(&sender, Signal::HangUp),
                SIGINT => end(&sender, Signal::Interrupt),
                SIGTERM => end(&sender, Signal::Terminate),
                SIGCONT => tell(&sender, Event::Continue),
                _ => {
                    let size = terminal_size();
                    tell(&sender, Event::Resize(size.width, size.height));
                }
            }
        }
    })?;
    Ok(())
}

/// Watches for the terminal going away, which an ignored SIGHUP (nohup) would hide: crossterm would then spin on
/// one core for ever.
pub fn watch_terminal(sender: Sender<Event>) -> io::Result<()> {
    thread::Builder::new().name("line".to_owned()).spawn(move || {
        if wait_until_gone(None) {
            end(&sender, Signal::HangUp);
        }
    })?;
    Ok(())
}

/// Whether nobody is at the other end of the terminal any more.
pub fn terminal_is_gone() -> bool {
    wait_until_gone(Some(&Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    }))
}

/// Waits for no input, only for the line to break.
fn wait_until_gone(timeout: Option<&Timespec>) -> bool {
    let (stdin, stdout) = (rustix::stdio::stdin(), rustix::stdio::stdout());
    loop {
        let mut line = [
            PollFd::new(&stdin, PollFlags::empty()),
            PollFd::new(&stdout, PollFlags::empty()),
        ];
        match rustix::event::poll(&mut line, timeout) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => {
                let broken = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                return line.iter().any(|end| end.revents().intersects(broken));
            }
        }
    }
}

fn tell(sender: &Sender<Event>, event: Event) {
    // Nobody listens only when the desk is closing already.
    let _ = sender.send(event);
}

/// Asks the desk to end, and ends the process when it does not: it may be stuck in a write to a stalled terminal.
fn end(sender: &Sender<Event>, signal: Signal) {
    tell(sender, Event::Signal(signal));
    thread::sleep(GRACE);
    give_back_at_once();
    signal_hook::low_level::exit(signal.exit_code());
}
