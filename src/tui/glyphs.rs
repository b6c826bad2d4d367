//! The signs the desk draws with: a set every console font has, and one in plain ASCII. No emoji, no braille.

use ratatui::symbols::border;
use ratatui::symbols::line;

/// The signs of one screen, each one column wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// A pop-up's frame, for `Block::border_set`.
    pub border: border::Set<'static>,
    /// Rules and joints between columns.
    pub line: line::Set<'static>,
    /// Begins the line of the minute it is: never like the pointer at what is selected.
    pub now: &'static str,
    /// Draws the now line across a column.
    pub now_rule: &'static str,
    /// Points at the selected row.
    pub pointer: &'static str,
    /// Marks the left edge of an appointment's block.
    pub block_edge: &'static str,
    /// Fills a bar, a booked quarter of an hour, a full day.
    pub full: &'static str,
    /// Fills three quarters.
    pub dense: &'static str,
    /// Fills a half.
    pub half: &'static str,
    /// Fills a quarter: held time, a quiet day.
    pub light: &'static str,
    /// Marks a time off shift.
    pub closed: &'static str,
    /// Separates words in a line.
    pub dot: &'static str,
    /// Says there is more above, in a list or a field.
    pub up: &'static str,
    /// Says there is more below.
    pub down: &'static str,
    /// Says there is more to the left.
    pub left: &'static str,
    /// Says there is more to the right.
    pub right: &'static str,
    /// Ends a text that did not fit.
    pub cut: &'static str,
    /// Marks something done or in order.
    pub done: &'static str,
    ascii: bool,
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_LINE: line::Set<'static> = line::Set {
    vertical: "|",
    horizontal: "-",
    top_right: "+",
    top_left: "+",
    bottom_right: "+",
    bottom_left: "+",
    vertical_left: "+",
    vertical_right: "+",
    horizontal_down: "+",
    horizontal_up: "+",
    cross: "+",
};

impl Glyphs {
    /// Box lines, shades and arrows that the fonts of consoles, PuTTY and desktops all have.
    #[must_use]
    pub const fn unicode() -> Self {
        Self {
            border: border::PLAIN,
            line: line::NORMAL,
            now: "═",
            now_rule: "═",
            pointer: "»",
            block_edge: "▌",
            full: "█",
            dense: "▓",
            half: "▒",
            light: "░",
            closed: "░",
            dot: "·",
            up: "↑",
            down: "↓",
            left: "←",
            right: "→",
            cut: "…",
            done: "√",
            ascii: false,
        }
    }

    /// What a terminal of 1978 has.
    #[must_use]
    pub const fn ascii() -> Self {
        Self {
            border: ASCII_BORDER,
            line: ASCII_LINE,
            now: "=",
            now_rule: "=",
            pointer: ">",
            block_edge: "|",
            full: "#",
            dense: "%",
            half: "+",
            light: ".",
            closed: ".",
            dot: "-",
            up: "^",
            down: "v",
            left: "<",
            right: ">",
            cut: "~",
            done: "*",
            ascii: true,
        }
    }

    /// Whether only ASCII may be shown: pass it to
    /// [`Screen::show_ascii_only`](super::terminal::Screen::show_ascii_only).
    #[must_use]
    pub const fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The sign for a share of a whole, from 0.0 (a space) to 1.0; anything else is taken as the nearer end.
    #[must_use]
    pub fn shade(&self, share: f64) -> &'static str {
        match share {
            share if share > 0.875 => self.full,
            share if share > 0.625 => self.dense,
            share if share > 0.375 => self.half,
            share if share > 0.0 => self.light,
            _ => " ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn all(glyphs: &Glyphs) -> Vec<&'static str> {
        let (b, l) = (&glyphs.border, &glyphs.line);
        vec![
            b.top_left,
            b.top_right,
            b.bottom_left,
            b.bottom_right,
            b.vertical_left,
            b.vertical_right,
            b.horizontal_top,
            b.horizontal_bottom,
            l.vertical,
            l.horizontal,
            l.top_right,
            l.top_left,
            l.bottom_right,
            l.bottom_left,
            l.vertical_left,
            l.vertical_right,
            l.horizontal_down,
            l.horizontal_up,
            l.cross,
            glyphs.now,
            glyphs.now_rule,
            glyphs.pointer,
            glyphs.block_edge,
            glyphs.full,
            glyphs.dense,
            glyphs.half,
            glyphs.light,
            glyphs.closed,
            glyphs.dot,
            glyphs.up,
            glyphs.down,
            glyphs.left,
            glyphs.right,
            glyphs.cut,
            glyphs.done,
        ]
    }

    #[test]
    fn every_sign_is_one_column_wide() {
        for sign in all(&Glyphs::unicode()).into_iter().chain(all(&Glyphs::ascii())) {
            assert_eq!(sign.width(), 1, "{sign}");
        }
    }

    #[test]
    fn the_ascii_set_is_ascii() {
        assert!(all(&Glyphs::ascii()).into_iter().all(str::is_ascii));
    }

    #[test]
    fn no_sign_is_braille_emoji_or_an_eighth_block() {
        for sign in all(&Glyphs::unicode()) {
            let code = u32::from(sign.chars().next().unwrap());
            assert!(!(0x2800..=0x28FF).contains(&code) && code < 0x2600, "{sign}");
            assert!(
                !(0x2581..=0x2587).contains(&code) && !matches!(code, 0x2589..=0x258B | 0x258D..=0x258F),
                "{sign}"
            );
        }
    }

    #[test]
    fn a_fuller_day_is_darker() {
        let glyphs = Glyphs::ascii();
        assert_eq!(
            [0.0, 0.1, 0.5, 0.7, 1.0, 7.0, -1.0].map(|share| glyphs.shade(share)),
            [" ", ".", "+", "%", "#", "#", " "]
        );
        assert_eq!(glyphs.shade(f64::NAN), " ");
    }
}
