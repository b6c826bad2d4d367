//! The least program on the desk's terminal code: it shows what arrives and misbehaves when told to. The tests in
//! `tests/terminal.rs` drive it through a pseudo-terminal, to prove the ground under the desk by itself.
//!
//! Lower-case keys are collected; `Q` quits, `P` panics, `C` panics over a client's name, `D` draws a hundred unchanged
//! frames, `E` draws a hostile name, `F` draws and never listens again, `N` leaves the terminal non-blocking and then
//! draws two hundred full frames. `1` to `4` panic in a thread that is called as one of the desk's own, `5` in one over
//! a client's name. With the argument `clock` a counter ticks; with `nonblocking` the terminal is so from the start.

use std::process::exit;
use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use pomsalon::tui::event::{Event, Events, Signal};
use pomsalon::tui::terminal::{Screen, require_terminal};
use pomsalon::tui::{Look, guard_panics};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph, Wrap};
use rustix::fs::OFlags;

#[derive(Default)]
struct Probe {
    ticks: u32,
    keys: usize,
    typed: String,
    note: String,
    hostile: bool,
    filled_with: Option<char>,
}

fn main() {
    if let Err(sentence) = require_terminal() {
        eprintln!("{sentence}");
        exit(2);
    }
    let clock = std::env::args().any(|argument| argument == "clock");
    if std::env::args().any(|argument| argument == "nonblocking") {
        non_blocking(true).expect("the terminal obeys");
    }
    let look = Look::from_environment(|name| std::env::var(name).ok());
    let ended = Events::start().and_then(|events| {
        guard_panics(events.sender());
        let mut screen = Screen::enter()?;
        screen.show_ascii_only(look.glyphs.is_ascii());
        let code = run(&mut screen, &events, clock, &look)?;
        screen.leave();
        Ok(code)
    });
    exit(ended.unwrap_or(Signal::HangUp.exit_code()));
}

fn run(screen: &mut Screen, events: &Events, clock: bool, look: &Look) -> std::io::Result<i32> {
    let mut probe = Probe::default();
    loop {
        screen.draw(|frame| view(frame, &probe, look))?;
        let wait = Duration::from_millis(if clock { 50 } else { 60_000 });
        let mut next = events.next_within(wait);
        if next.is_none() {
            probe.ticks += 1;
        }
        while let Some(event) = next {
            match event {
                Event::Key(key) => {
                    if let Some(code) = obey(key, &mut probe, screen, look)? {
                        return Ok(code);
                    }
                }
                Event::Paste(text) => probe.note = format!("pasted {} bytes: {text}", text.len()),
                Event::Resize(columns, rows) => screen.resize(columns, rows)?,
                Event::Signal(signal) => return Ok(signal.exit_code()),
                Event::Suspend => {
                    screen.suspend()?;
                    probe.note = String::from("back from the shell");
                }
                Event::Continue => {
                    screen.resume()?;
                    probe.note = String::from("continued");
                }
                Event::Panicked(report) => {
                    screen.leave();
                    eprintln!("{report}");
                    return Ok(1);
                }
            }
            next = events.arrived();
        }
    }
}

fn obey(key: KeyEvent, probe: &mut Probe, screen: &mut Screen, look: &Look) -> std::io::Result<Option<i32>> {
    probe.keys += 1;
    match key.code {
        KeyCode::Char('Q') => return Ok(Some(0)),
        KeyCode::Char('P') => panic!("the dog ate the appointment book"),
        KeyCode::Char('C') => over_a_client(),
        KeyCode::Char(number @ '1'..='4') => {
            let name = ["keyboard", "signals", "line", "backup"][number as usize - '1' as usize];
            thread::Builder::new()
                .name(name.to_owned())
                .spawn(|| panic!("the disk fell off"))?;
        }
        KeyCode::Char('5') => {
            thread::Builder::new()
                .name("backup".to_owned())
                .spawn(over_a_client)?;
        }
        KeyCode::Char('N') => {
            non_blocking(true)?;
            for letter in ('a'..='z').cycle().take(200) {
                probe.filled_with = Some(letter);
                screen.draw(|frame| view(frame, probe, look))?;
            }
            probe.filled_with = None;
            probe.note = String::from("drawn to the end");
        }
        KeyCode::Char('D') => {
            for _ in 0..100 {
                screen.draw(|frame| view(frame, probe, look))?;
            }
            probe.note = String::from("drawn 100 times");
        }
        KeyCode::Char('E') => probe.hostile = true,
        KeyCode::Char('F') => loop {
            for letter in 'a'..='z' {
                probe.filled_with = Some(letter);
                screen.draw(|frame| view(frame, probe, look))?;
            }
        },
        KeyCode::Char(letter) if key.modifiers == KeyModifiers::NONE => probe.typed.push(letter),
        code => probe.typed.extend(["<", &code.to_string(), ">"]),
    }
    Ok(None)
}

/// Cuts a name within a letter, as a slip in the program would; the words of such a panic hold the name.
fn over_a_client() {
    let name = "Szczęsława Grünspan-Ximénez";
    let within = std::hint::black_box(5);
    println!("{}", &name[..within]);
}

/// Another program at this terminal changes how it takes bytes.
fn non_blocking(is_on: bool) -> std::io::Result<()> {
    let stdout = rustix::stdio::stdout();
    let mut flags = rustix::fs::fcntl_getfl(stdout)?;
    flags.set(OFlags::NONBLOCK, is_on);
    Ok(rustix::fs::fcntl_setfl(stdout, flags)?)
}

fn view(frame: &mut Frame, probe: &Probe, look: &Look) {
    let area = frame.area();
    if let Some(letter) = probe.filled_with {
        let row = letter.to_string().repeat(usize::from(area.width));
        frame.render_widget(
            Paragraph::new(vec![Line::from(row); usize::from(area.height)]),
            area,
        );
        return;
    }
    let block = Block::bordered()
        .border_set(look.glyphs.border)
        .title(Line::styled("probe ready", look.theme.title));
    let inside = block.inner(area);
    frame.render_widget(block, area);
    let last: String = probe
        .typed
        .chars()
        .rev()
        .take(1000)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let lines = vec![
        Line::from(format!(
            "tick {} · {} keys · {}x{}",
            probe.ticks, probe.keys, area.width, area.height
        )),
        Line::styled(probe.note.lines().next().unwrap_or_default(), look.theme.selected),
        Line::from(last),
    ];
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), inside);
    if probe.hostile {
        let spot = Rect::new(area.x + 2, area.bottom().saturating_sub(2), 1, 1).intersection(area);
        for position in spot.positions() {
            frame.buffer_mut()[position].set_symbol("\u{1b}]0;gotcha\u{7}\u{202e}");
        }
    }
}
