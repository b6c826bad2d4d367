//! A word typed where none is read: behind a letter that means nothing, the letters of the same word mean nothing either,
//! and the Enter that ends it saves nothing. On a screen, where letters are keys, what a pause ends is a word too.

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
    on_screen: bool,
}

impl Straying {
    /// A letter was typed that means nothing here.
    pub fn begin(&mut self, letter: char, elapsed: Duration) {
        self.word = letter.to_string();
        self.last = elapsed;
        self.on_screen = false;
    }

    /// A letter was typed that means nothing on this screen, where others are keys.
    pub fn begin_on_screen(&mut self, letter: char, elapsed: Duration) {
        self.begin(letter, elapsed);
        self.on_screen = true;
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
        let is_over = elapsed.saturating_sub(self.last) >= PAUSE;
        match key.code {
            KeyCode::Char('?') => self.end(),
            // Whoever looks at a screen again means the Enter; and what is to be found changes nothing.
            KeyCode::Enter if self.on_screen && is_over => self.end(),
            KeyCode::Char('/') if self.on_screen => self.end(),
            // Whoever sees that one letter means nothing here may close this with the next.
            KeyCode::Char('q') if self.closes_with_q() => self.end(),
            KeyCode::Char(letter) if !chord && !is_over => {
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

    /// Whether a `q` is no letter of the word: a pop-up closes with it, a screen would end the program.
    fn closes_with_q(&self) -> bool {
        !self.on_screen && self.word.chars().count() == 1 && self.word != "/"
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

    #[test]
    fn on_a_screen_letters_blanks_and_enter_are_held_back_until_a_pause() {
        let mut straying = Straying::default();
        let (now, later) = (Duration::from_secs(1), Duration::from_secs(4));
        straying.begin_on_screen('o', now);
        for letter in ['q', ' ', '2'] {
            assert!(
                straying.takes(&key(KeyCode::Char(letter)), now).is_some(),
                "{letter}"
            );
        }
        assert_eq!(
            straying.takes(&key(KeyCode::Enter), now),
            Some(Strayed::Ended("oq 2".to_owned()))
        );
        for meant in [KeyCode::Enter, KeyCode::Char(' '), KeyCode::Char('x')] {
            straying.begin_on_screen('o', now);
            assert_eq!(straying.takes(&key(meant), later), None, "after a pause");
        }
        straying.begin_on_screen('o', now);
        assert_eq!(straying.takes(&key(KeyCode::Char('/')), now), None, "/ finds");
        assert_eq!(straying.takes(&key(KeyCode::Char('x')), now), None);
    }
}
