//! One field of a form: its title, what may stand in it, and one sentence when that cannot be right.

mod reading;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::choosing::Choosing;
use crate::domain::flag::is_nothing;
use crate::domain::text::{self, clean};
use crate::tui::widgets::field::Field;

/// How a typed text is read: what was understood, or one sentence that says what is possible.
pub type Reading = fn(&str, NaiveDate) -> Result<String, String>;

/// What may stand in a field.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Words, at most so many characters.
    Text(usize),
    /// Words that warn whoever books, or nothing: `none` is nothing, and `yes` alone is asked what.
    Flag {
        /// At most so many characters.
        most: usize,
        /// What is said to `yes` alone.
        yes: &'static str,
    },
    /// A phone number, as people write it, or nothing.
    Phone,
    /// One of these, changed by Left and Right or by typing what it is called.
    Choice(Vec<String>),
    /// A day as people type it, or nothing.
    Day,
    /// A day that is over, or nothing; its year has to be written where it cannot be guessed.
    PastDay,
    /// A day that is over, or nothing; without a year it is the last such day.
    LastDay,
    /// A whole number, or nothing.
    Number {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
        /// Only multiples of this.
        step: i64,
    },
    /// An amount.
    Money,
    /// The working hours of a day.
    Hours,
    /// Words with a meaning of their own.
    Read(Reading),
}

/// A field with its title and its state.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What stands before it, and its name in the form.
    pub title: &'static str,
    /// What may stand in it.
    pub kind: Kind,
    /// One sentence that helps to fill it in, shown while it has the focus.
    pub hint: &'static str,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What to compare with it, such as what another desk wrote into it meanwhile; a line each.
    pub beside: Vec<String>,
    /// The sentence when it is left empty though it must not be.
    pub needed: Option<&'static str>,
    /// Nothing typed since it got the focus: the first letter of a number or day starts it anew.
    pub fresh: bool,
    /// Typing always starts it anew, whatever stands in it.
    anew: bool,
    /// What stands in it was typed earlier, and nothing was done with it since.
    earlier: bool,
    field: Field,
    /// What stood in it at first.
    given: String,
    choosing: Choosing,
}

/// The options of a field that is on or off.
const NO_YES: [&str; 2] = ["no", "yes"];

impl Entry {
    /// A field of any kind with a text in it.
    #[must_use]
    pub fn new(title: &'static str, kind: Kind, text: &str) -> Self {
        let most = match &kind {
            Kind::Text(most) | Kind::Flag { most, .. } => *most,
            Kind::Phone => text::PHONE,
            Kind::Choice(_) => 0,
            Kind::Number { .. } | Kind::Money => 12,
            Kind::Day | Kind::PastDay | Kind::LastDay => 40,
            Kind::Hours | Kind::Read(_) => 120,
        };
        let mut entry = Self {
            title,
            kind,
            hint: "",
            error: None,
            beside: Vec::new(),
            needed: None,
            fresh: true,
            anew: false,
            earlier: false,
            field: Field::new("", most),
            given: clean(text, usize::MAX),
            choosing: Choosing::default(),
        };
        entry.set(text);
        entry
    }

    /// A field with these options, one of them chosen.
    #[must_use]
    pub fn choice(title: &'static str, options: Vec<String>, chosen: usize) -> Self {
        let chosen = chosen.min(options.len().saturating_sub(1));
        Self {
            choosing: Choosing::on(chosen),
            ..Self::new(title, Kind::Choice(options), "")
        }
    }

    /// A field that is yes or no.
    #[must_use]
    pub fn toggle(title: &'static str, on: bool) -> Self {
        Self::choice(title, NO_YES.map(str::to_owned).to_vec(), usize::from(on))
    }

    /// The same field with a sentence that helps.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The same field, which may not stay empty; the sentence says so.
    #[must_use]
    pub fn needed(self, sentence: &'static str) -> Self {
        Self {
            needed: Some(sentence),
            ..self
        }
    }

    /// The same field with a word that something belongs before, and the cursor there.
    #[must_use]
    pub fn before(mut self, word: &str) -> Self {
        self.set(&format!(" {word}"));
        self.field.to_start();
        self
    }

    /// The same field, which the first letter typed starts anew.
    #[must_use]
    pub fn anew(self) -> Self {
        Self { anew: true, ..self }
    }

    /// Puts in what was typed earlier: words typed now begin anew, and an arrow or Backspace goes on with them.
    pub fn bring_back(&mut self, text: &str) {
        self.set(text);
        self.earlier = !self.is_choice();
    }

    /// Whether what stands in it came back from earlier, and typing begins anew.
    #[must_use]
    pub fn came_back(&self) -> bool {
        self.earlier && self.starts_anew()
    }

    /// What stands in it: clean words, or the chosen option; nothing where somebody wrote that there is nothing.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.kind {
            Kind::Choice(options) => options.get(self.chosen()).cloned().unwrap_or_default(),
            kind => {
                let typed = self.typed();
                // What an older program let stand as words goes when somebody takes it out.
                let may_be = matches!(kind, Kind::Flag { .. } | Kind::Money) && typed != self.given;
                if may_be && is_nothing(&typed) {
                    String::new()
                } else {
                    typed
                }
            }
        }
    }

    /// What was typed into it, clean.
    fn typed(&self) -> String {
        clean(self.field.text(), usize::MAX)
    }

    /// Which option is chosen, from 0.
    #[must_use]
    pub const fn chosen(&self) -> usize {
        self.choosing.chosen()
    }

    /// The word typed to choose an option; empty when none is.
    #[must_use]
    pub fn word(&self) -> &str {
        self.choosing.word()
    }

    /// Puts a text in, or chooses the option with this text.
    pub fn set(&mut self, text: &str) {
        self.error = None;
        if let Kind::Choice(options) = &self.kind {
            if let Some(at) = options.iter().position(|option| option == text) {
                self.choosing.choose(at);
            }
        } else {
            self.field.set(text);
        }
    }

    /// The field one types into.
    #[must_use]
    pub const fn field(&self) -> &Field {
        &self.field
    }

    /// Whether it is chosen from, not typed into.
    #[must_use]
    pub const fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice(_))
    }

    /// Whether nothing stands in it that Backspace could take away.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.word().is_empty() && self.field.is_empty()
    }

    /// Whether typing starts it anew.
    #[must_use]
    pub fn starts_anew(&self) -> bool {
        let short = matches!(
            self.kind,
            Kind::Day | Kind::PastDay | Kind::LastDay | Kind::Number { .. } | Kind::Money
        );
        self.fresh && (short || self.anew || self.earlier) && !self.field.is_empty()
    }

    /// Chooses another option, so many further; it goes round.
    pub fn turn(&mut self, by: isize) {
        if let Kind::Choice(options) = &self.kind {
            let length = options.len().max(1);
            let by = by.rem_euclid(isize::try_from(length).unwrap_or(1));
            self.choosing.choose((self.chosen() + by.unsigned_abs()) % length);
            self.error = None;
        }
    }

    /// The focus came to it, or goes: what is typed next is another word.
    pub fn begin(&mut self) {
        self.fresh = true;
        self.choosing.end();
    }

    /// Takes a key as text; where one chooses, letters build a word that chooses what it means.
    pub fn key(&mut self, key: KeyEvent) {
        if self.is_choice() {
            self.choosing_key(key);
            return;
        }
        if matches!(key.code, KeyCode::Char(_)) && self.starts_anew() {
            self.field.set("");
        }
        self.fresh = false;
        self.earlier = false;
        self.error = None;
        self.field.key(key);
    }

    fn choosing_key(&mut self, key: KeyEvent) {
        let chord = key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('u') if chord => {
                let before = self.choosing.before();
                self.choosing.choose(before);
            }
            KeyCode::Char(_) if chord => return,
            KeyCode::Char(' ') if self.word().is_empty() => return self.turn(1),
            KeyCode::Char(letter) => self.type_letter(letter),
            KeyCode::Backspace => {
                if let Kind::Choice(options) = &self.kind {
                    self.choosing.rub(options);
                }
            }
            _ => return,
        }
        self.error = self.no_such_choice();
    }

    fn type_letter(&mut self, letter: char) {
        if let Kind::Choice(options) = &self.kind {
            self.choosing.letter(letter, options);
        }
    }

    /// What is wrong with the word typed to choose an option.
    fn no_such_choice(&self) -> Option<String> {
        match &self.kind {
            Kind::Choice(options) => self.choosing.problem(options),
            _ => None,
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.is_choice() {
            self.choosing.end();
            for letter in clean(text, text::LINE).chars() {
                self.type_letter(letter);
            }
            self.error = self.no_such_choice();
            return;
        }
        if self.starts_anew() {
            self.field.set("");
        }
        self.fresh = false;
        self.earlier = false;
        self.error = None;
        self.field.paste(text);
    }
}
