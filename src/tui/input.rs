//! The keyboard's own thread: half an escape sequence may hold it up, never the clock.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec};

use super::event::Event;
use super::keyboard::{Rejoin, plain_keys};
use crate::domain::text::is_safe_on_screen;

/// The most of one paste that is taken, in bytes.
const MOST_PASTED: usize = 64 * 1024;
/// How long the rest of a cut escape sequence may lag behind its Esc, in nanoseconds.
const REJOIN_WITHIN: i64 = 30_000_000;
/// crossterm reads nothing at all in no time; in this time it reads what is there.
const A_MOMENT: Duration = Duration::from_millis(1);
/// On a busy machine that moment can be over before crossterm has looked even at what it holds already; so the thread
/// looks again so many times, that pause apart, before it waits for the next byte.
const LOOKS: u8 = 4;

/// Starts the thread that reads keys and pasted text until the terminal is gone.
pub fn listen(sender: Sender<Event>) -> io::Result<()> {
    thread::Builder::new()
        .name("keyboard".to_owned())
        .spawn(move || read_keys(&sender))?;
    Ok(())
}

enum Line {
    Input,
    Quiet,
    Gone,
}

fn read_keys(sender: &Sender<Event>) {
    let mut rejoin = Rejoin::default();
    let mut looks = 0_u8;
    loop {
        let line = wait_for_input(looks > 0 || rejoin.is_waiting());
        looks = match line {
            Line::Gone => return,
            Line::Quiet => looks.saturating_sub(1),
            Line::Input => LOOKS,
        };
        match take_arrived(&mut rejoin, sender) {
            Ok(true) => looks = LOOKS,
            Ok(false) if matches!(line, Line::Quiet) => send_keys(rejoin.give_up(), sender),
            Ok(false) => {}
            Err(_) => return,
        }
    }
}

/// Waits for the next byte here and not in crossterm, whose own waiting never ends once the terminal is gone.
fn wait_for_input(briefly: bool) -> Line {
    let stdin = rustix::stdio::stdin();
    let pause = Timespec {
        tv_sec: 0,
        tv_nsec: REJOIN_WITHIN,
    };
    loop {
        let mut line = [PollFd::new(&stdin, PollFlags::IN)];
        match rustix::event::poll(&mut line, briefly.then_some(&pause)) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return Line::Gone,
            Ok(0) => return Line::Quiet,
            Ok(_)
                if line[0]
                    .revents()
                    .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) =>
            {
                return Line::Gone;
            }
            Ok(_) => return Line::Input,
        }
    }
}

/// Takes all that has arrived and sends each key on at once, in order; tells whether there was anything.
fn take_arrived(rejoin: &mut Rejoin, sender: &Sender<Event>) -> io::Result<bool> {
    let mut some = false;
    while crossterm::event::poll(A_MOMENT)? {
        some = true;
        match crossterm::event::read()? {
            TerminalEvent::Key(key) => {
                for key in plain_keys(key) {
                    send_keys(rejoin.push(key), sender);
                }
            }
            TerminalEvent::Paste(text) => {
                send_keys(rejoin.give_up(), sender);
                tell(sender, Event::Paste(clean_paste(&text)));
            }
            // The size comes from the signal thread, which half an escape sequence cannot hold up.
            _ => {}
        }
    }
    Ok(some)
}

fn send_keys(keys: Vec<KeyEvent>, sender: &Sender<Event>) {
    for key in keys {
        tell(sender, in_desk_words(key));
    }
}

fn tell(sender: &Sender<Event>, event: Event) {
    // Nobody listens only when the desk is closing already.
    let _ = sender.send(event);
}

fn in_desk_words(key: KeyEvent) -> Event {
    if key.code == KeyCode::Char('z') && key.modifiers == KeyModifiers::CONTROL {
        Event::Suspend
    } else {
        Event::Key(key)
    }
}

/// Pasted text as the desk takes it: line ends as line feeds, tabs as spaces, nothing invisible, at most 64 kB.
fn clean_paste(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let mut clean = String::with_capacity(text.len().min(MOST_PASTED));
    for character in text
        .chars()
        .filter(|&character| character == '\n' || is_safe_on_screen(character))
    {
        if clean.len() + character.len_utf8() > MOST_PASTED {
            break;
        }
        clean.push(character);
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_note_keeps_its_lines_and_loses_its_commands() {
        assert_eq!(
            clean_paste("muzzle\r\nbites\ttwice\rok"),
            "muzzle\nbites twice\nok"
        );
        assert_eq!(clean_paste("Be\u{1b}]0;x\u{7}l\u{202e}la"), "Be]0;xlla");
    }

    #[test]
    fn a_huge_paste_is_cut_between_letters() {
        let clean = clean_paste(&"é".repeat(100_000));
        assert_eq!(clean.len(), MOST_PASTED);
        assert!(clean.chars().all(|letter| letter == 'é'));
    }

    #[test]
    fn ctrl_z_is_a_wish_not_a_letter() {
        let key = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
        assert_eq!(in_desk_words(key), Event::Suspend);
        let letter = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::NONE);
        assert_eq!(in_desk_words(letter), Event::Key(letter));
    }
}
