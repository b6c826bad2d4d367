//! One field of a form: its title, what may stand in it, and one sentence when that cannot be right.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};

use crate::domain::clock::short_day;
use crate::domain::hours::DayHours;
use crate::domain::money::Cents;
use crate::domain::phrase::{PhraseError, parse_day, parse_day_that_was};
use crate::domain::text::{self, clean, digits, fold};
use crate::tui::widgets::field::Field;

/// How a typed text is read: what was understood, or one sentence that says what is possible.
pub type Reading = fn(&str, NaiveDate) -> Result<String, String>;

/// What may stand in a field.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Words, at most so many characters.
    Text(usize),
    /// A phone number, as people write it, or nothing.
    Phone,
    /// One of these, changed by Left and Right.
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
    field: Field,
    chosen: usize,
}

/// The options of a field that is on or off.
const NO_YES: [&str; 2] = ["no", "yes"];

impl Entry {
    /// A field of any kind with a text in it.
    #[must_use]
    pub fn new(title: &'static str, kind: Kind, text: &str) -> Self {
        let most = match &kind {
            Kind::Text(most) => *most,
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
            field: Field::new("", most),
            chosen: 0,
        };
        entry.set(text);
        entry
    }

    /// A field with these options, one of them chosen.
    #[must_use]
    pub fn choice(title: &'static str, options: Vec<String>, chosen: usize) -> Self {
        let chosen = chosen.min(options.len().saturating_sub(1));
        Self {
            chosen,
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

    /// What stands in it: clean words, or the chosen option.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.kind {
            Kind::Choice(options) => options.get(self.chosen).cloned().unwrap_or_default(),
            _ => clean(self.field.text(), usize::MAX),
        }
    }

    /// Which option is chosen, from 0.
    #[must_use]
    pub const fn chosen(&self) -> usize {
        self.chosen
    }

    /// Puts a text in, or chooses the option with this text.
    pub fn set(&mut self, text: &str) {
        self.error = None;
        if let Kind::Choice(options) = &self.kind {
            if let Some(at) = options.iter().position(|option| option == text) {
                self.chosen = at;
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

    /// The day that stands in it, as a field of this kind reads one.
    ///
    /// # Errors
    /// What about it is no day.
    pub fn day(&self, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
        match self.kind {
            Kind::LastDay => parse_day_that_was(&self.value(), today),
            _ => parse_day(&self.value(), today),
        }
    }

    /// Whether it is chosen from, not typed into.
    #[must_use]
    pub const fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice(_))
    }

    /// Whether nothing stands in it that Backspace could take away.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_choice() || self.field.is_empty()
    }

    /// Whether typing starts it anew.
    #[must_use]
    pub fn starts_anew(&self) -> bool {
        let short = matches!(
            self.kind,
            Kind::Day | Kind::PastDay | Kind::LastDay | Kind::Number { .. } | Kind::Money
        );
        self.fresh && (short || self.anew) && !self.field.is_empty()
    }

    /// Chooses another option, so many further; it goes round.
    pub fn turn(&mut self, by: isize) {
        if let Kind::Choice(options) = &self.kind {
            let length = options.len().max(1);
            let by = by.rem_euclid(isize::try_from(length).unwrap_or(1));
            self.chosen = (self.chosen + by.unsigned_abs()) % length;
            self.error = None;
        }
    }

    /// Takes a key as text; a letter chooses the next option that begins with it.
    pub fn key(&mut self, key: KeyEvent) {
        if self.is_choice() {
            match key.code {
                KeyCode::Char(' ') => self.turn(1),
                KeyCode::Char(letter) => self.turn_to(letter),
                _ => {}
            }
            return;
        }
        if matches!(key.code, KeyCode::Char(_)) && self.starts_anew() {
            self.field.set("");
        }
        self.fresh = false;
        self.error = None;
        self.field.key(key);
    }

    fn turn_to(&mut self, letter: char) {
        let Kind::Choice(options) = &self.kind else { return };
        let wanted = fold(&letter.to_string());
        let after = (1..=options.len()).map(|ahead| (self.chosen + ahead) % options.len());
        let found = after
            .into_iter()
            .find(|at| fold(&options[*at]).starts_with(&wanted));
        if let Some(at) = found {
            self.chosen = at;
            self.error = None;
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.is_choice() {
            return;
        }
        if self.starts_anew() {
            self.field.set("");
        }
        self.fresh = false;
        self.error = None;
        self.field.paste(text);
    }

    /// What is understood of it, when that says more than what was typed.
    ///
    /// # Errors
    /// One sentence that says what is possible.
    pub fn understood(&self, today: NaiveDate) -> Result<Option<String>, String> {
        let value = self.value();
        if value.is_empty() {
            return Ok(None);
        }
        match &self.kind {
            Kind::Phone if digits(&value).is_empty() => {
                Err("A phone number has digits, such as 555 0123.".to_owned())
            }
            Kind::Text(_) | Kind::Phone | Kind::Choice(_) => Ok(None),
            Kind::Day | Kind::PastDay | Kind::LastDay => {
                let day = self.day(today).map_err(|why| why.to_string())?;
                if matches!(self.kind, Kind::LastDay) && day > today {
                    return Err(format!("{} is still to come.", short_day(day, today)));
                }
                if matches!(self.kind, Kind::PastDay) && day > today {
                    return Err(format!(
                        "{} is still to come: write the year as well, such as 12 mar 2021.",
                        short_day(day, today)
                    ));
                }
                let written = day.format("%a %-d %b %Y").to_string();
                Ok((day.to_string() != value).then_some(written))
            }
            Kind::Number { least, most, step } => match value.parse::<i64>() {
                Ok(number) if (*least..=*most).contains(&number) && number % step == 0 => Ok(None),
                _ if value.contains(['.', ',']) && Cents::parse(&value).is_some() => Err(format!(
                    "{value} looks like a price; here a whole number from {least} to {most} fits."
                )),
                _ if *step > 1 => Err(format!(
                    "A whole number from {least} to {most} in steps of {step} fits here."
                )),
                _ => Err(format!("A whole number from {least} to {most} fits here.")),
            },
            Kind::Money => match Cents::parse(&value) {
                Some(_) => Ok(None),
                None => Err("An amount fits here, such as 72 or 72.50.".to_owned()),
            },
            Kind::Hours => {
                let hours = DayHours::parse(&value).map_err(|why| why.to_string())?;
                Ok(Some(hours.to_string()).filter(|words| *words != value))
            }
            Kind::Read(read) => Ok(Some(read(&value, today)?).filter(|words| *words != value)),
        }
    }

    /// Checks it; with `at_save` an empty field that is needed is wrong as well. True when it is in order.
    pub fn check(&mut self, today: NaiveDate, at_save: bool) -> bool {
        self.error = match self.understood(today) {
            Err(why) => Some(why),
            Ok(_) if at_save && !self.is_choice() && self.value().is_empty() => {
                self.needed.map(str::to_owned)
            }
            Ok(_) => None,
        };
        self.error.is_none()
    }
}
