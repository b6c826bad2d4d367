//! A crash gives the screen back before it says anything.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, PanicHookInfo};
use std::sync::mpsc::Sender;
use std::thread;

use super::event::{Event, Signal};
use super::hangup::terminal_is_gone;
use super::terminal::{desk_has_it, give_back};

/// Guards the screen against panics; call it once from the desk's own thread, after color-eyre is installed.
///
/// A panic of the calling thread gives the terminal back, then reports as the hook before this one does. A panic
/// of any other thread leaves the screen alone and arrives as [`Event::Panicked`], so that the desk can leave in
/// order.
pub fn guard_panics(sender: Sender<Event>) {
    let desk = thread::current().id();
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let elsewhere = desk_has_it() && thread::current().id() != desk;
        if elsewhere && sender.send(Event::Panicked(in_words(info))).is_ok() {
            return;
        }
        let was_open = desk_has_it();
        give_back();
        if was_open && terminal_is_gone() {
            // Reporting to a terminal that is gone would panic again, inside this hook.
            signal_hook::low_level::exit(Signal::HangUp.exit_code());
        }
        report(info);
    }));
}

/// The panic as text: which thread, what, where, and the backtrace when `RUST_BACKTRACE` asks for one.
fn in_words(info: &PanicHookInfo) -> String {
    let thread = thread::current();
    let mut words = format!("thread `{}` {info}", thread.name().unwrap_or("unnamed"));
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        words.push('\n');
        words.push_str(&backtrace.to_string());
    }
    words
}
