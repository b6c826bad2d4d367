//! Keys as every terminal means them: what PuTTY, tmux, a console and a laptop spell differently is one key here.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// The longest escape sequence worth waiting for, in keys.
const LONGEST: usize = 10;

/// Turns one key of crossterm into the keys the desk knows: none for a release, two for Alt+x (Esc, then x).
pub fn plain_keys(key: KeyEvent) -> Vec<KeyEvent> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    let held = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
    let alt = held.contains(KeyModifiers::ALT);
    let mut modifiers = held - KeyModifiers::ALT;
    let code = match key.code {
        KeyCode::Char(letter) if letter.is_control() => return Vec::new(),
        KeyCode::Char(letter) => {
            modifiers -= KeyModifiers::SHIFT;
            match (letter, modifiers) {
                ('h', KeyModifiers::CONTROL) => KeyCode::Backspace,
                ('j' | 'm', KeyModifiers::CONTROL) => KeyCode::Enter,
                ('i', KeyModifiers::CONTROL) => KeyCode::Tab,
                _ => key.code,
            }
        }
        // The Linux console spells Shift+Tab as Alt+Tab.
        KeyCode::Tab if alt || modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        code => code,
    };
    if code == KeyCode::BackTab || (code != key.code && matches!(key.code, KeyCode::Char(_))) {
        modifiers = KeyModifiers::NONE;
    }
    let plain = KeyEvent::new(code, modifiers);
    // tmux and screen hold Esc back and make Alt+x of an Esc followed quickly by x.
    let was_escape = matches!(
        key.code,
        KeyCode::Char(_) | KeyCode::Enter | KeyCode::Backspace | KeyCode::Esc
    );
    if alt && was_escape {
        vec![pressed(KeyCode::Esc), plain]
    } else {
        vec![plain]
    }
}

fn pressed(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Puts an arrow back together that a slow line cut after its Esc. It holds keys back only while the next one may
/// belong to them; the caller waits some 30 ms and then calls [`Rejoin::give_up`].
#[derive(Debug, Default)]
pub struct Rejoin {
    held: Vec<KeyEvent>,
}

impl Rejoin {
    /// Whether keys are held back.
    pub fn is_waiting(&self) -> bool {
        !self.held.is_empty()
    }

    /// Hands out what was held back: the rest did not come in time, so it was typed by hand.
    pub fn give_up(&mut self) -> Vec<KeyEvent> {
        std::mem::take(&mut self.held)
    }

    /// Takes the next key and returns those that are certain now.
    pub fn push(&mut self, key: KeyEvent) -> Vec<KeyEvent> {
        let letter = match key.code {
            KeyCode::Char(letter) if key.modifiers.is_empty() => Some(letter),
            _ => None,
        };
        match (self.held.len(), letter) {
            (0, _) if key != pressed(KeyCode::Esc) => vec![key],
            (0, _) | (1, Some('[' | 'O')) => self.hold(key),
            (2, Some('[')) | (2..LONGEST, Some('0'..='9' | ';')) if self.introducer() == Some('[') => {
                self.hold(key)
            }
            (2.., Some(last @ ('A'..='Z' | 'a'..='z' | '~'))) => {
                let meant = self.meaning(last);
                self.held.clear();
                // A sequence nobody knows is some function key; as text it would be garbage.
                meant.map(pressed).into_iter().collect()
            }
            _ => {
                let mut keys = self.give_up();
                keys.extend(self.push(key));
                keys
            }
        }
    }

    fn hold(&mut self, key: KeyEvent) -> Vec<KeyEvent> {
        self.held.push(key);
        Vec::new()
    }

    fn introducer(&self) -> Option<char> {
        self.held.get(1).and_then(|key| key.code.as_char())
    }

    /// The key meant by the held sequence and this last letter.
    fn meaning(&self, last: char) -> Option<KeyCode> {
        let middle: String = self
            .held
            .iter()
            .skip(2)
            .filter_map(|key| key.code.as_char())
            .collect();
        let number = middle
            .split(';')
            .next()
            .and_then(|number| number.parse::<u8>().ok());
        Some(match (last, middle.as_str()) {
            ('A'..='E', "[") => KeyCode::F(u8::try_from(u32::from(last) - u32::from('A')).ok()? + 1),
            ('A', _) => KeyCode::Up,
            ('B', _) => KeyCode::Down,
            ('C', _) => KeyCode::Right,
            ('D', _) => KeyCode::Left,
            ('H', _) => KeyCode::Home,
            ('F', _) => KeyCode::End,
            ('Z', _) => KeyCode::BackTab,
            ('M', "") if self.introducer() == Some('O') => KeyCode::Enter,
            ('P', _) => KeyCode::F(1),
            ('Q', _) => KeyCode::F(2),
            ('R', _) => KeyCode::F(3),
            ('S', _) => KeyCode::F(4),
            ('~', _) => match number? {
                1 | 7 => KeyCode::Home,
                2 => KeyCode::Insert,
                3 => KeyCode::Delete,
                4 | 8 => KeyCode::End,
                5 => KeyCode::PageUp,
                6 => KeyCode::PageDown,
                number @ 11..=15 => KeyCode::F(number - 10),
                number @ 17..=21 => KeyCode::F(number - 11),
                number @ 23..=24 => KeyCode::F(number - 12),
                _ => return None,
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Vec<KeyEvent> {
        plain_keys(KeyEvent::new(code, modifiers))
    }

    fn typed(text: &str) -> Vec<KeyEvent> {
        text.chars()
            .map(|letter| {
                if letter == '\u{1b}' {
                    KeyCode::Esc
                } else {
                    KeyCode::Char(letter)
                }
            })
            .map(pressed)
            .collect()
    }

    /// What comes of these keys when they arrive one packet each, and then nothing for a while.
    fn after_a_slow_line(text: &str) -> Vec<KeyEvent> {
        let mut rejoin = Rejoin::default();
        let mut keys: Vec<_> = typed(text).into_iter().flat_map(|key| rejoin.push(key)).collect();
        keys.extend(rejoin.give_up());
        keys
    }

    #[test]
    fn a_capital_is_a_letter_without_shift() {
        assert_eq!(
            key(KeyCode::Char('B'), KeyModifiers::SHIFT),
            [pressed(KeyCode::Char('B'))]
        );
        assert_eq!(
            key(KeyCode::Char('?'), KeyModifiers::NONE),
            [pressed(KeyCode::Char('?'))]
        );
    }

    #[test]
    fn every_spelling_of_backspace_enter_and_shift_tab() {
        assert_eq!(
            key(KeyCode::Char('h'), KeyModifiers::CONTROL),
            [pressed(KeyCode::Backspace)]
        );
        assert_eq!(
            key(KeyCode::Char('j'), KeyModifiers::CONTROL),
            [pressed(KeyCode::Enter)]
        );
        assert_eq!(
            key(KeyCode::BackTab, KeyModifiers::SHIFT),
            [pressed(KeyCode::BackTab)]
        );
        assert_eq!(key(KeyCode::Tab, KeyModifiers::ALT), [pressed(KeyCode::BackTab)]);
        assert_eq!(
            key(KeyCode::Tab, KeyModifiers::SHIFT),
            [pressed(KeyCode::BackTab)]
        );
    }

    #[test]
    fn tmux_makes_alt_q_of_esc_and_q() {
        assert_eq!(key(KeyCode::Char('q'), KeyModifiers::ALT), typed("\u{1b}q"));
        assert_eq!(key(KeyCode::Up, KeyModifiers::ALT), [pressed(KeyCode::Up)]);
    }

    #[test]
    fn letting_a_key_go_is_not_a_key() {
        let released = KeyEvent::new_with_kind(KeyCode::Char('x'), KeyModifiers::NONE, KeyEventKind::Release);
        assert!(plain_keys(released).is_empty());
        let repeated = KeyEvent::new_with_kind(KeyCode::Down, KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(plain_keys(repeated), [pressed(KeyCode::Down)]);
    }

    #[test]
    fn control_letters_stay_what_they_are() {
        let palette = KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL);
        assert_eq!(plain_keys(palette), [palette]);
    }

    #[test]
    fn an_arrow_cut_in_two_is_still_an_arrow() {
        assert_eq!(after_a_slow_line("\u{1b}[A"), [pressed(KeyCode::Up)]);
        assert_eq!(after_a_slow_line("\u{1b}OB"), [pressed(KeyCode::Down)]);
        assert_eq!(after_a_slow_line("\u{1b}[5~"), [pressed(KeyCode::PageUp)]);
        assert_eq!(after_a_slow_line("\u{1b}[1;5C"), [pressed(KeyCode::Right)]);
        assert_eq!(after_a_slow_line("\u{1b}[[C"), [pressed(KeyCode::F(3))]);
        assert_eq!(after_a_slow_line("\u{1b}[24~"), [pressed(KeyCode::F(12))]);
    }

    #[test]
    fn esc_by_hand_is_esc() {
        assert_eq!(after_a_slow_line("\u{1b}"), typed("\u{1b}"));
        assert_eq!(after_a_slow_line("\u{1b}q"), typed("\u{1b}q"));
        assert_eq!(after_a_slow_line("\u{1b}["), typed("\u{1b}["));
        assert_eq!(
            after_a_slow_line("\u{1b}\u{1b}[A"),
            [pressed(KeyCode::Esc), pressed(KeyCode::Up)]
        );
    }

    #[test]
    fn typed_ahead_letters_keep_their_order() {
        assert_eq!(after_a_slow_line("b bella[O~A"), typed("b bella[O~A"));
    }
}
