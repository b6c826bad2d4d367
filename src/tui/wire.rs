//! The way to the terminal: a frame's bytes are gathered and leave in one write, and a frame that changes nothing
//! costs no byte.

use std::io;
use std::os::fd::BorrowedFd;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use rustix::event::{PollFd, PollFlags, Timespec};

/// Room for one frame, in bytes; a full 200x60 screen takes some 25 kB.
const FRAME_BYTES: usize = 64 * 1024;
/// How long to wait for a full terminal before asking again, in nanoseconds.
const BETWEEN_TRIES: i64 = 100_000_000;

/// A ratatui backend that gathers what crossterm's would write and sends it when the frame is complete. It asks
/// the terminal nothing and knows its size only from [`Wire::set_size`].
#[derive(Debug)]
pub struct Wire {
    frame: Vec<u8>,
    size: Size,
    cursor: Option<Position>,
}

impl Wire {
    /// A wire to a terminal of this size, whose cursor is hidden.
    pub fn new(size: Size) -> Self {
        Self {
            frame: Vec::with_capacity(FRAME_BYTES),
            size,
            cursor: None,
        }
    }

    /// Tells how large the terminal is now.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// Forgets a frame that could not leave and where the cursor was, because somebody else used the screen.
    pub fn forget(&mut self) {
        self.frame.clear();
        self.cursor = None;
    }

    fn gather(
        &mut self,
        write: impl FnOnce(&mut CrosstermBackend<&mut Vec<u8>>) -> io::Result<()>,
    ) -> io::Result<()> {
        write(&mut CrosstermBackend::new(&mut self.frame))
    }
}

impl Backend for Wire {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // crossterm's backend resets the colours after every frame, an empty one too.
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.gather(|backend| backend.draw(content))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor.take().is_some() {
            self.gather(|backend| backend.hide_cursor())?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor.is_none() {
            self.cursor = Some(Position::new(u16::MAX, u16::MAX));
            self.gather(|backend| backend.show_cursor())?;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Asking would wait for an answer that the input thread eats.
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        // Drawn cells carried the cursor away even when it is to stand where it stood.
        if !self.frame.is_empty() || self.cursor != Some(position) {
            self.gather(|backend| backend.set_cursor_position(position))?;
            if self.cursor.is_some() {
                self.cursor = Some(position);
            }
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.gather(|backend| backend.clear_region(clear_type))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let sent = send(&self.frame);
        self.frame.clear();
        sent
    }
}

/// Sends these bytes to the terminal, waiting while it is full. Fails only when the terminal is gone.
pub fn send(bytes: &[u8]) -> io::Result<()> {
    send_to(rustix::stdio::stdout(), bytes)
}

fn send_to(terminal: BorrowedFd, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(terminal, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(rustix::io::Errno::INTR) => {}
            // Another program left the terminal non-blocking: the rest of the frame follows when there is room.
            Err(rustix::io::Errno::AGAIN) => {
                let mut ready = [PollFd::new(&terminal, PollFlags::OUT)];
                let pause = Timespec {
                    tv_sec: 0,
                    tv_nsec: BETWEEN_TRIES,
                };
                match rustix::event::poll(&mut ready, Some(&pause)) {
                    Ok(_) | Err(rustix::io::Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::OFlags;
    use std::io::Read;
    use std::os::fd::AsFd;

    fn letter() -> Cell {
        let mut cell = Cell::default();
        cell.set_symbol("B");
        cell
    }

    #[test]
    fn a_frame_that_changes_nothing_costs_no_byte() {
        let mut wire = Wire::new(Size::new(80, 24));
        wire.draw(std::iter::empty()).unwrap();
        wire.hide_cursor().unwrap();
        assert!(wire.frame.is_empty());
    }

    #[test]
    fn the_cursor_moves_only_when_it_must() {
        let mut wire = Wire::new(Size::new(80, 24));
        wire.show_cursor().unwrap();
        wire.set_cursor_position((3, 4)).unwrap();
        assert_eq!(wire.frame, b"\x1b[?25h\x1b[5;4H");

        wire.frame.clear();
        wire.show_cursor().unwrap();
        wire.set_cursor_position((3, 4)).unwrap();
        assert!(wire.frame.is_empty());

        let cell = letter();
        wire.draw([(9, 9, &cell)].into_iter()).unwrap();
        let drawn = wire.frame.len();
        wire.set_cursor_position((3, 4)).unwrap();
        assert!(wire.frame.len() > drawn, "drawing carried the cursor away");
    }

    #[test]
    fn a_full_terminal_that_refuses_to_wait_loses_no_part_of_a_frame() {
        let (mut terminal, program) = io::pipe().unwrap();
        let flags = rustix::fs::fcntl_getfl(&program).unwrap();
        rustix::fs::fcntl_setfl(&program, flags | OFlags::NONBLOCK).unwrap();
        // Many times what a pipe holds, so that it is full again and again.
        let frame: Vec<u8> = (0..=u8::MAX).cycle().take(4_000_000).collect();
        let expected = frame.clone();
        let sender = std::thread::spawn(move || send_to(program.as_fd(), &frame));
        let mut shown = Vec::new();
        terminal.read_to_end(&mut shown).unwrap();
        sender.join().unwrap().unwrap();
        assert!(shown == expected);
    }

    #[test]
    fn a_terminal_that_is_gone_is_an_error_and_no_crash() {
        let (terminal, program) = io::pipe().unwrap();
        drop(terminal);
        assert_eq!(
            send_to(program.as_fd(), b"Bella").unwrap_err().kind(),
            io::ErrorKind::BrokenPipe
        );
    }

    #[test]
    fn the_terminal_is_never_asked_anything() {
        let mut wire = Wire::new(Size::new(80, 24));
        assert!(wire.get_cursor_position().is_err());
        assert_eq!(wire.size().unwrap(), Size::new(80, 24));
        assert!(wire.frame.is_empty());
    }
}
