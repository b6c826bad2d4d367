//! A crash gives the screen back before it says anything, and what it says names no client.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::mpsc::Sender;
use std::thread;

use super::event::{Event, Signal};
use super::hangup::terminal_is_gone;
use super::terminal::{desk_has_it, give_back};
use crate::domain::text::is_safe_on_screen;

/// Beginnings of the language's and the screen library's own panics that go on with numbers only.
const ONLY_NUMBERS: [&str; 6] = [
    "index out of bounds: ",
    "index outside of buffer: ",
    "range end index ",
    "range start index ",
    "slice index starts at ",
    "copy_from_slice: ",
];

/// Guards the screen against panics; call it once from the desk's own thread.
///
/// A panic of the calling thread gives the terminal back and then tells. A panic of any other thread leaves the screen
/// alone and arrives as [`Event::Panicked`], so that the desk can leave in order.
pub fn guard_panics(sender: Sender<Event>) {
    let desk = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        let elsewhere = desk_has_it() && thread::current().id() != desk;
        if elsewhere && sender.send(Event::Panicked(in_words(info))).is_ok() {
            return;
        }
        let was_open = desk_has_it();
        give_back();
        if was_open && terminal_is_gone() {
            // Telling a terminal that is gone would panic again, inside this hook.
            signal_hook::low_level::exit(Signal::HangUp.exit_code());
        }
        tell(info);
    }));
}

/// Makes every panic tell what it is in words that name no client; call it first of all, for commands without a desk.
pub fn report_panics() {
    panic::set_hook(Box::new(tell));
}

fn tell(info: &PanicHookInfo) {
    // Nobody listening is no reason to panic within a panic.
    let _ = writeln!(io::stderr(), "{}", in_words(info));
}

/// The panic as text: which thread, where, what, and the backtrace when `RUST_BACKTRACE` asks for one.
fn in_words(info: &PanicHookInfo) -> String {
    let payload = info.payload();
    let what = payload.downcast_ref::<&'static str>().map_or_else(
        || {
            payload
                .downcast_ref::<String>()
                .and_then(|words| without_names(words))
        },
        |words| Some(*words),
    );
    let place = info.location().map_or_else(
        || "an unknown place".to_owned(),
        |place| format!("{}:{}:{}", place.file(), place.line(), place.column()),
    );
    let mut words = format!(
        "PomSalon stopped over a mistake of its own, in thread `{}` at {place}: {}\n\
         Everything that was confirmed is in the salon's file.",
        thread::current().name().unwrap_or("unnamed"),
        what.unwrap_or("the words are left out, because they may name a client"),
    );
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        words.push('\n');
        words.push_str(&backtrace.to_string());
    }
    words.retain(|c| c == '\n' || is_safe_on_screen(c));
    words
}

/// The words of a panic that were put together when it happened, if nothing but numbers can have been put in: a cut
/// within a letter, for one, is reported with the whole text that was cut, which may be a name or a note.
fn without_names(words: &str) -> Option<&str> {
    ONLY_NUMBERS
        .iter()
        .any(|start| words.starts_with(start))
        .then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_be_told_and_texts_may_not() {
        let counted = "index out of bounds: the len is 3 but the index is 5";
        assert_eq!(without_names(counted), Some(counted));
        for cut in [
            "byte index 5 is not a char boundary; it is inside 'ę' (bytes 4..6) of `Szczęsława`",
            "called `Result::unwrap()` on an `Err` value: \"Szczęsława\"",
        ] {
            assert_eq!(without_names(cut), None, "{cut}");
        }
    }
}
