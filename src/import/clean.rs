//! Cleans text at the door, so that what is kept is only text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How many accents one letter may carry.
const ACCENTS: usize = 4;

/// Composes accents, turns line breaks and tabs into spaces, drops what cannot be seen and what turns the direction
/// of writing, folds runs of spaces, trims, and keeps at most so many characters.
pub fn clean(text: &str, max_chars: usize) -> String {
    let mut kept = String::with_capacity(text.len().min(max_chars.saturating_mul(4)));
    let (mut length, mut accents, mut gap) = (0, 0, false);
    for letter in text.nfc() {
        if letter.is_whitespace() {
            gap = length > 0;
            continue;
        }
        if letter.is_control() || is_invisible(letter) {
            continue;
        }
        accents = if is_combining_mark(letter) { accents + 1 } else { 0 };
        if accents > ACCENTS {
            continue;
        }
        let needed = if gap { 2 } else { 1 };
        if length + needed > max_chars {
            break;
        }
        if gap {
            kept.push(' ');
            gap = false;
        }
        kept.push(letter);
        length += needed;
    }
    kept
}

const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_stays() {
        assert_eq!(
            clean("  Bel\u{200b}la\r\n Mo\u{202e}reira\t", 60),
            "Bella Moreira"
        );
        assert_eq!(clean("Jose\u{301}", 60), "José");
        assert_eq!(clean("\u{1b}[31mRex", 60), "[31mRex");
        assert_eq!(clean("abcdef", 3), "abc");
        assert_eq!(clean("ab cd", 3), "ab");
    }
}
