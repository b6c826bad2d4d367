//! The last look at a frame before it leaves: whatever a name or a note holds, it is only text.

use ratatui::buffer::{Buffer, Cell};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use crate::domain::text::is_safe_on_screen;

/// Accents one letter may wear; more of them pile up over the neighbouring rows.
const MOST_ACCENTS: usize = 4;
/// Stands where nothing of a cell may be shown.
const REPLACEMENT: &str = "?";

/// Replaces in every cell what a terminal could take as a command or what would shift the row: control
/// characters, direction overrides, zero-width characters, piles of accents. With `ascii_only`, letters lose
/// their accents and everything else beyond ASCII becomes `?`.
pub fn sweep(buffer: &mut Buffer, ascii_only: bool) {
    for cell in &mut buffer.content {
        if !is_plain(cell.symbol()) {
            sweep_cell(cell, ascii_only);
        }
    }
}

/// Whether a cell holds one printable ASCII character, as nearly all do.
fn is_plain(symbol: &str) -> bool {
    matches!(symbol.as_bytes(), [b' '..=b'~'])
}

fn sweep_cell(cell: &mut Cell, ascii_only: bool) {
    let swept = if ascii_only {
        in_ascii(cell.symbol())
    } else {
        harmless(cell.symbol())
    };
    if swept.is_empty() {
        cell.set_symbol(REPLACEMENT);
    } else if swept != cell.symbol() {
        cell.set_symbol(&swept);
    }
}

/// Keeps of one cell what is safe. A joined emoji is cut to its first picture: terminals disagree on the width
/// of the whole.
fn harmless(symbol: &str) -> String {
    let mut accents = 0;
    symbol
        .chars()
        .take_while(|&character| character != '\u{200D}')
        .filter(|&character| is_safe_on_screen(character))
        .filter(|character| {
            if character.width() == Some(0) {
                accents += 1;
            }
            accents <= MOST_ACCENTS || character.width() != Some(0)
        })
        .collect()
}

/// The nearest ASCII of one cell, one character wide: `é` is `e`.
fn in_ascii(symbol: &str) -> String {
    symbol
        .nfd()
        .find(|character| is_safe_on_screen(*character))
        .map(|character| match character {
            ' '..='~' => character.to_string(),
            'ß' => "s".to_owned(),
            'ł' => "l".to_owned(),
            'Ł' => "L".to_owned(),
            'ø' => "o".to_owned(),
            'Ø' => "O".to_owned(),
            'đ' => "d".to_owned(),
            _ => REPLACEMENT.to_owned(),
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn swept(symbol: &str, ascii_only: bool) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.content[0].set_symbol(symbol);
        sweep(&mut buffer, ascii_only);
        buffer.content[0].symbol().to_owned()
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        for command in [
            "\u{1b}", "\u{7}", "\u{9b}", "\u{7f}", "\t", "\u{202e}", "\u{200b}", "\u{feff}",
        ] {
            assert_eq!(swept(command, false), "?", "{command:?}");
        }
        assert_eq!(swept("a\u{202e}", false), "a");
        assert_eq!(swept("\u{1b}[2J", false), "[2J");
    }

    #[test]
    fn honest_names_pass_untouched() {
        for symbol in ["B", "é", "e\u{301}", "ł", "犬", "🐩", "│"] {
            assert_eq!(swept(symbol, false), symbol);
        }
    }

    #[test]
    fn a_pile_of_accents_keeps_four() {
        let pile = format!("a{}", "\u{301}".repeat(40));
        assert_eq!(swept(&pile, false).chars().count(), 5);
    }

    #[test]
    fn a_heart_stays_as_wide_as_every_terminal_draws_it() {
        assert_eq!(swept("❤\u{fe0f}", false), "❤");
        assert_eq!(swept("👩\u{200d}🦰", false), "👩");
    }

    #[test]
    fn a_terminal_without_accents_reads_jose_all_the_same() {
        assert_eq!(swept("é", true), "e");
        assert_eq!(swept("e\u{301}", true), "e");
        assert_eq!(swept("Ł", true), "L");
        assert_eq!(swept("犬", true), "?");
        assert_eq!(swept("x", true), "x");
    }
}
