//! From the list of times to the wish: the first keys decide whether a line is meant or a time.
//!
//! A digit picks the line of its number and is remembered. With the very next key it may turn out to have been the
//! beginning of a wish: `1` and `1` are eleven o'clock, `2` and `pm` two in the afternoon.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::booking::amended;
use crate::domain::expert::Names;
use crate::domain::text::LINE;
use crate::store::Result;
use crate::tui::component::{Cx, Effect};
use crate::tui::widgets::field::Field;

/// What is typed behind a wish that was there, for as long as nothing else is done to the wish.
pub(in crate::tui::popups) struct Begun {
    /// The wish as it was.
    before: String,
    /// The digit that picked a line right before the letters.
    digit: Option<char>,
    /// What was typed since.
    typed: String,
}

impl Begun {
    /// What was typed, with the digit in front where both read together.
    fn words(&self) -> String {
        let first = self.typed.split(char::is_whitespace).next().unwrap_or_default();
        match self.digit {
            Some(digit) if reads_with(digit, first) => format!("{digit}{}", self.typed),
            _ => self.typed.clone(),
        }
    }
}

/// Whether letters make a time or a day of a digit in front of them: `2pm`, `9am`, `9h30`, `3rd`.
fn reads_with(digit: char, letters: &str) -> bool {
    let letters = letters.to_lowercase();
    let of_a_day = match digit {
        '1' => "st",
        '2' => "nd",
        '3' => "rd",
        _ => "th",
    };
    let minutes = letters.strip_prefix('h');
    letters == of_a_day
        || matches!(letters.as_str(), "am" | "pm")
        || minutes.is_some_and(|minutes| minutes.len() <= 2 && minutes.bytes().all(|b| b.is_ascii_digit()))
}

/// What is typed in a list of times.
#[derive(Default)]
pub(in crate::tui::popups) struct Typing {
    /// The digit that has just picked a line, which the next key may make the beginning of a wish.
    pub picked_by: Option<char>,
    /// The line that was selected before that digit.
    pub picked_from: Option<usize>,
    /// What is being typed behind a wish that was there.
    pub begun: Option<Begun>,
    /// Since the wish was typed a line was picked, or it was told what Enter takes.
    pub told: bool,
    /// The wish stands there from an earlier call: the first letters begin a new one.
    pub old_wish: bool,
}

/// A pop-up with numbered times and a wish for them: of one dog, or of several.
pub(in crate::tui::popups) trait TimesAndWish {
    fn typing(&mut self) -> &mut Typing;

    fn wish(&mut self) -> &mut Field;

    /// What the words of a wish are read by.
    fn read_by(&self) -> (NaiveDate, &Names);

    /// How many times are numbered.
    fn times(&self) -> usize;

    /// Selects a line, by its number from 0.
    fn select(&mut self, line: usize) -> Effect;

    /// A wish begins that may say a time alone.
    fn stays_on_day(&mut self) {}

    /// Lets keys go to the wish.
    fn to_wish(&mut self);

    /// Reads the wish again and looks for times.
    fn wish_changed(&mut self, cx: &Cx) -> Result<Effect>;

    /// A digit in the list of times: picks its line, or is the beginning of a wish.
    fn digit(&mut self, before: Option<char>, digit: char, cx: &Cx) -> Result<Effect> {
        if let Some(before) = before {
            return self.begin(None, &format!("{before}{digit}"), cx);
        }
        let number = digit.to_digit(10).and_then(|number| usize::try_from(number).ok());
        match number.filter(|number| (1..=self.times()).contains(number)) {
            Some(number) => {
                self.typing().picked_by = Some(digit);
                Ok(self.select(number - 1))
            }
            // No line has this number: eight is eight o'clock.
            None => self.begin(None, &digit.to_string(), cx),
        }
    }

    /// A letter or sign in the list of times starts words behind the wish that is there.
    fn letter(&mut self, before: Option<char>, letter: char, cx: &Cx) -> Result<Effect> {
        match before {
            Some(digit) if matches!(letter, ':' | '.' | '/') => {
                self.begin(None, &format!("{digit}{letter}"), cx)
            }
            digit => self.begin(digit, &letter.to_string(), cx),
        }
    }

    /// Keys go to the wish from here on, behind what stands in it.
    fn begin(&mut self, digit: Option<char>, typed: &str, cx: &Cx) -> Result<Effect> {
        self.to_wish();
        self.stays_on_day();
        let before = if std::mem::take(&mut self.typing().old_wish) {
            String::new()
        } else {
            self.wish().text().to_owned()
        };
        self.typing().begun = Some(Begun {
            before,
            digit,
            typed: typed.to_owned(),
        });
        self.read_begun(cx)
    }

    /// Takes a key into the wish.
    fn wish_key(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        let chord = key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let full = self.wish().text().chars().count() >= LINE;
        match (&mut self.typing().begun, key.code) {
            (Some(begun), KeyCode::Char(letter)) if !chord && !full => begun.typed.push(letter),
            (Some(begun), KeyCode::Backspace) if !chord => {
                let mut words = begun.words();
                words.pop();
                begun.digit = None;
                begun.typed = words;
            }
            _ => {
                // The cursor may stand anywhere from here on.
                self.typing().begun = None;
                return if self.wish().key(key) {
                    self.wish_changed(cx)
                } else {
                    Ok(Effect::None)
                };
            }
        }
        self.read_begun(cx)
    }

    /// Puts what was typed so far behind the wish that was there.
    fn read_begun(&mut self, cx: &Cx) -> Result<Effect> {
        let begun = self.typing().begun.as_ref();
        if let Some((words, before)) = begun.map(|begun| (begun.words(), begun.before.clone())) {
            if words.is_empty() {
                self.wish().set(&before);
                self.typing().begun = None;
            } else {
                let (today, names) = self.read_by();
                let wish = amended(&before, &words, today, names);
                self.wish().set(&wish.chars().take(LINE).collect::<String>());
            }
        }
        self.wish_changed(cx)
    }
}

/// What an empty wish says while keys pick lines.
pub(in crate::tui::popups) fn hint(typing: &Typing) -> String {
    match typing.picked_by {
        None => "type a day, time, groomer or service: fri after 14 ana".to_owned(),
        Some('1') => "line 1 is chosen; a time goes on: 11, 1:30 or 1pm".to_owned(),
        Some(digit) => format!("line {digit} is chosen; a time goes on: {digit}:30 or {digit}pm"),
    }
}
