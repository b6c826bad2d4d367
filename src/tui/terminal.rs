//! The screen under the desk: taken over at the start, given back whatever happens.

use std::io::{self, IsTerminal};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, SetAttribute, force_color_output};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    is_raw_mode_enabled,
};
use crossterm::{cursor::MoveTo, queue};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};
use rustix::fs::OFlags;

use super::hangup::terminal_is_gone;
use super::sweep::sweep;
use super::wire::{Wire, send};

/// What a terminal without a size is taken for.
const USUAL_SIZE: Size = Size {
    width: 80,
    height: 24,
};

/// Says in one line why the desk cannot open here: it is not a terminal, or one that cannot place text.
pub fn require_terminal() -> Result<(), String> {
    let term = std::env::var("TERM").ok();
    match refusal(
        io::stdin().is_terminal() && io::stdout().is_terminal(),
        term.as_deref(),
    ) {
        None => Ok(()),
        Some(sentence) => Err(sentence),
    }
}

fn refusal(is_terminal: bool, term: Option<&str>) -> Option<String> {
    let why = match term {
        _ if !is_terminal => "The desk needs a terminal; over ssh use `ssh -t`.".to_owned(),
        None | Some("") => {
            "The desk needs to know the terminal, and TERM is not set; try `TERM=xterm pomsalon`.".to_owned()
        }
        Some("dumb") => {
            "The desk needs a terminal that can place text, and this one says TERM=dumb.".to_owned()
        }
        Some(_) => return None,
    };
    Some(format!(
        "{why} Without one, try `pomsalon day`, `pomsalon find` or `pomsalon book`."
    ))
}

/// The terminal while the desk is open. Dropping it gives the terminal back, as does a panic.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Wire>,
    ascii_only: bool,
}

impl Screen {
    /// Takes the terminal over: raw mode, alternate screen, pasted text marked as such, no cursor. Start
    /// [`Events`](super::event::Events) first, so that no signal can leave the terminal behind raw. Fails when
    /// stdin is no terminal.
    pub fn enter() -> io::Result<Self> {
        // crossterm's own NO_COLOR sends "reset everything" and loses Bold and Reverse; the theme honours it instead.
        force_color_output(true);
        let terminal = Terminal::new(Wire::new(terminal_size()))?;
        let mut screen = Self {
            terminal,
            ascii_only: false,
        };
        screen.take_over()?;
        Ok(screen)
    }

    /// Shows letters without accents and `?` for the rest, for a terminal that knows only ASCII.
    pub fn show_ascii_only(&mut self, ascii_only: bool) {
        self.ascii_only = ascii_only;
    }

    /// Draws one frame and sends what changed in one write; nothing changed, nothing sent. Waits while the
    /// terminal is full. Fails when the terminal is gone: treat that as a hang-up.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let ascii_only = self.ascii_only;
        self.terminal.draw(|frame| {
            render(frame);
            sweep(frame.buffer_mut(), ascii_only);
        })?;
        Ok(())
    }

    /// Follows the terminal to a new size, in columns and rows; the next frame is drawn in full.
    pub fn resize(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        self.terminal.backend_mut().set_size(Size::new(columns, rows));
        // Unlike `Terminal::clear`, this asks the terminal nothing.
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    /// Makes the next frame a full one, at the size the terminal has now: Ctrl+L.
    pub fn repaint(&mut self) -> io::Result<()> {
        let size = terminal_size();
        self.resize(size.width, size.height)
    }

    /// Gives the terminal back for a while and stops, as Ctrl+Z does in a shell; comes back here when the shell
    /// resumes the desk, or at once where no shell could. Call it from the main thread.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave();
        // The signal keeps its default action, so the kernel ignores it where nobody could resume the desk.
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        self.take_over()
    }

    /// Takes the terminal over again after something else stopped and continued the desk: a shell may have reset it.
    pub fn resume(&mut self) -> io::Result<()> {
        // crossterm remembers raw mode and would not set it twice.
        let _ = disable_raw_mode();
        self.take_over()
    }

    /// Gives the terminal back: the shell's screen, cursor and line editing. Does nothing the second time, and
    /// never fails: where the terminal is gone there is nothing to give back.
    pub fn leave(&mut self) {
        self.terminal.backend_mut().forget();
        give_back();
    }

    fn take_over(&mut self) -> io::Result<()> {
        clear_non_blocking();
        enable_raw_mode()?;
        let mut bytes = Vec::new();
        queue!(
            bytes,
            EnterAlternateScreen,
            EnableBracketedPaste,
            SetAttribute(Attribute::Reset),
            Hide
        )?;
        send(&bytes)?;
        self.terminal.backend_mut().forget();
        self.repaint()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Whether the terminal is the desk's at the moment.
pub(super) fn desk_has_it() -> bool {
    is_raw_mode_enabled().unwrap_or(false)
}

/// Gives the terminal back if the desk has it, from any thread.
pub(super) fn give_back() {
    if !desk_has_it() {
        return;
    }
    if !terminal_is_gone() {
        // A failure here means that the terminal went away meanwhile.
        let _ = send(&farewell());
    }
    let _ = disable_raw_mode();
}

/// Gives back what can be given back without waiting: for a desk that no longer answers.
pub(super) fn give_back_at_once() {
    if !desk_has_it() {
        return;
    }
    let _ = disable_raw_mode();
    let stdout = rustix::stdio::stdout();
    if let Ok(flags) = rustix::fs::fcntl_getfl(stdout) {
        if rustix::fs::fcntl_setfl(stdout, flags | OFlags::NONBLOCK).is_ok() {
            let _ = rustix::io::write(stdout, &farewell());
        }
        // The flag belongs to the terminal as the shell sees it too.
        let _ = rustix::fs::fcntl_setfl(stdout, flags);
    }
}

/// What ends the desk's use of the screen. It is wiped first: a terminal without an alternate screen would keep
/// clients' names in view.
fn farewell() -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = queue!(
        bytes,
        SetAttribute(Attribute::Reset),
        Clear(ClearType::All),
        MoveTo(0, 0),
        DisableBracketedPaste,
        Show,
        LeaveAlternateScreen
    );
    debug_assert!(written.is_ok(), "a Vec takes every byte");
    bytes
}

/// The terminal's size now. A serial line and some ssh clients say 0x0, meaning that they do not know: then it is
/// taken for the usual 80x24.
pub(super) fn terminal_size() -> Size {
    rustix::termios::tcgetwinsize(rustix::stdio::stdout()).map_or(USUAL_SIZE, |size| {
        match (size.ws_col, size.ws_row) {
            (0, _) | (_, 0) => USUAL_SIZE,
            (columns, rows) => Size::new(columns, rows),
        }
    })
}

/// Another program may have left the terminal non-blocking, and then half a frame is refused.
fn clear_non_blocking() {
    let stdout = rustix::stdio::stdout();
    if let Ok(flags) = rustix::fs::fcntl_getfl(stdout) {
        let _ = rustix::fs::fcntl_setfl(stdout, flags - OFlags::NONBLOCK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_told_about_ssh_t_and_the_commands() {
        let sentence = refusal(false, Some("xterm")).unwrap();
        assert!(sentence.contains("ssh -t"));
        assert!(sentence.contains("pomsalon day"));
        assert_eq!(sentence.lines().count(), 1);
    }

    #[test]
    fn a_terminal_that_cannot_place_text_is_told_so() {
        assert!(refusal(true, Some("dumb")).unwrap().contains("TERM=dumb"));
        assert!(refusal(true, None).unwrap().contains("TERM is not set"));
        assert!(refusal(true, Some("")).unwrap().contains("TERM is not set"));
    }

    #[test]
    fn every_other_terminal_opens_the_desk() {
        for term in ["xterm-256color", "linux", "vt100", "screen", "tmux-256color"] {
            assert_eq!(refusal(true, Some(term)), None);
        }
    }

    #[test]
    fn the_farewell_wipes_the_screen_before_it_leaves() {
        let bytes = String::from_utf8(farewell()).unwrap();
        let wiped = bytes.find("\u{1b}[2J").unwrap();
        let left = bytes.find("\u{1b}[?1049l").unwrap();
        assert!(wiped < left);
        assert!(bytes.contains("\u{1b}[?2004l") && bytes.contains("\u{1b}[?25h"));
    }
}
