//! From the list of times to the wish: the first keys decide whether a line is meant or a time.
//!
//! A digit picks the line of its number and is remembered. With the very next key it may turn out to have been the
//! beginning of a wish: `1` and `1` are eleven o'clock, `2` and `pm` two in the afternoon.

/// What is typed behind a wish that was there, for as long as nothing else is done to the wish.
pub(in crate::tui::popups) struct Begun {
    /// The wish as it was.
    pub before: String,
    /// The digit that picked a line right before the letters.
    pub digit: Option<char>,
    /// What was typed since.
    pub typed: String,
}

impl Begun {
    /// What was typed, with the digit in front where both read together.
    pub fn words(&self) -> String {
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

impl Typing {
    /// The digit that picked a line right before this key.
    pub fn take_digit(&mut self) -> Option<char> {
        let before = self.picked_by.take();
        self.picked_from.take_if(|_| before.is_none());
        before
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
