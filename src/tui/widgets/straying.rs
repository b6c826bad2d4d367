//! A word typed where none is read: behind a letter that means nothing, the letters of the same word mean nothing either,
//! and the Enter that ends it saves nothing.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Who pauses for as long does not type a word any more.
const PAUSE: Duration = Duration::from_secs(2);

/// What a key did to the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strayed {
    /// It is one letter longer.
    On(String),
    /// Enter ended it.
    Ended(String),
}

/// The word as far as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Straying {
    word: String,
    last: Duration,
}

impl Straying {
    /// A letter was typed that means nothing here.
    pub fn begin(&mut self, letter: char, elapsed: Duration) {
        self.word = letter.to_string();
        self.last = elapsed;
    }

    /// Nothing is being typed any more.
    pub fn end(&mut self) {
        self.word.clear();
    }

    /// Takes notice of a key; what it did to the word when it belongs to it, and then it does nothing else.
    pub fn takes(&mut self, key: &KeyEvent, elapsed: Duration) -> Option<Strayed> {
        if self.word.is_empty() {
            return None;
        }
        let chord = key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('?') => self.end(),
            // Whoever sees that one letter means nothing here may close this with the next.
            KeyCode::Char('q') if self.word.chars().count() == 1 && self.word != "/" => self.end(),
            KeyCode::Char(letter) if !chord && elapsed.saturating_sub(self.last) < PAUSE => {
                self.word.push(letter);
                self.last = elapsed;
                return Some(Strayed::On(self.word.clone()));
            }
            KeyCode::Enter => {
                return Some(Strayed::Ended(std::mem::take(&mut self.word)));
            }
            _ => self.end(),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    #[test]
    fn letters_belong_to_the_word_until_another_key_or_a_pause_and_so_does_the_enter_behind_it() {
        let mut straying = Straying::default();
        let (now, later) = (Duration::from_secs(1), Duration::from_secs(4));
        assert_eq!(straying.takes(&key(KeyCode::Char('l')), now), None);
        straying.begin('/', now);
        assert!(straying.takes(&key(KeyCode::Char('q')), now).is_some());
        assert_eq!(
            straying.takes(&key(KeyCode::Char('1')), now),
            Some(Strayed::On("/q1".to_owned()))
        );
        assert_eq!(
            straying.takes(&key(KeyCode::Enter), later),
            Some(Strayed::Ended("/q1".to_owned()))
        );
        assert_eq!(
            straying.takes(&key(KeyCode::Enter), later),
            None,
            "the next one counts"
        );
        for over in [
            KeyCode::Down,
            KeyCode::Backspace,
            KeyCode::Esc,
            KeyCode::Char('?'),
        ] {
            straying.begin('z', now);
            assert_eq!(straying.takes(&key(over), now), None);
            assert_eq!(straying.takes(&key(KeyCode::Char('l')), now), None);
        }
        straying.begin('z', now);
        assert_eq!(
            straying.takes(&key(KeyCode::Char('l')), later),
            None,
            "after a pause"
        );
        straying.begin('z', now);
        assert_eq!(straying.takes(&key(KeyCode::Char('q')), now), None, "q closes");
    }
}
