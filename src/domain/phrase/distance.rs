//! Days counted from today: `+6w`, `30d`, `in 6 weeks`.

use chrono::{Months, NaiveDate};

use super::day::shifted;
use super::{PhraseError, When, Word, join, leading_digits, starts};

/// A number of days, weeks or months from today.
pub(super) struct Distance {
    /// Written with a sign, `+1w` or `-1w`.
    signed: bool,
    back: bool,
    number: u32,
    unit: Unit,
}

#[derive(Clone, Copy)]
enum Unit {
    Days,
    Weeks,
    Months,
}

impl Distance {
    /// The day that lies so far from today, or with a sign as `When` says.
    pub fn from(&self, when: When) -> Option<NaiveDate> {
        let from = if self.signed { when.from() } else { when.today() };
        let days = match self.unit {
            Unit::Days => i64::from(self.number),
            Unit::Weeks => i64::from(self.number) * 7,
            Unit::Months if self.back => return from.checked_sub_months(Months::new(self.number)),
            Unit::Months => return from.checked_add_months(Months::new(self.number)),
        };
        shifted(from, if self.back { -days } else { days })
    }
}

/// `+6w`, `6w`, `-30d`, `2m`, and in two words `6 weeks`, `two weeks`, `a fortnight`, after a sign or `in` also `+1 day`; with `later` or
/// `earlier` behind it as with a sign.
pub(super) fn distance_at(words: &[Word], after_in: bool) -> Option<(usize, Result<Distance, PhraseError>)> {
    let side = |at: usize| match words.get(at)?.text.as_str() {
        "later" => Some(false),
        "earlier" | "sooner" => Some(true),
        _ => None,
    };
    let is_sided = (1..=2).any(|at| side(at).is_some());
    let (count, distance) = plain_distance_at(words, after_in || is_sided)?;
    let Some(back) = side(count) else {
        return Some((count, distance)).filter(|_| !is_sided || plain_distance_at(words, after_in).is_some());
    };
    let sided = |distance: Distance| Distance {
        signed: true,
        back: back != distance.back,
        ..distance
    };
    Some((count + 1, distance.map(sided)))
}

fn plain_distance_at(words: &[Word], after_in: bool) -> Option<(usize, Result<Distance, PhraseError>)> {
    let first = words.first()?.text.as_str();
    let back = first.starts_with('-');
    let unsigned = first.strip_prefix(['+', '-']).unwrap_or(first);
    let signed = unsigned.len() < first.len();
    let (digits, letters) = leading_digits(unsigned);
    let second = words.get(1).map_or("", |word| word.text.as_str());
    if first == "fortnight" {
        let distance = Distance {
            signed: false,
            back: false,
            number: 2,
            unit: Unit::Weeks,
        };
        return Some((1, Ok(distance)));
    }
    let couple = starts(words, "a couple of").or_else(|| starts(words, "couple of"));
    if let Some(led) = couple {
        let unit = unit(&words.get(led)?.text)?;
        let distance = Distance {
            signed: false,
            back: false,
            number: 2,
            unit,
        };
        return Some((led + 1, Ok(distance)));
    }
    if digits.is_empty() {
        let is_from_now = only_time(words.get(2..).unwrap_or_default()) > 0;
        return in_words(first, second, after_in || is_from_now).map(|distance| (2, Ok(distance)));
    }
    let (count, unit) = match (letters, unit(letters), unit(second)) {
        (_, Some(unit), _) => (1, unit),
        // Alone between other words, `10 d` and `10 day ..` may be a time and something else.
        ("", _, Some(unit)) if signed || after_in || second.ends_with('s') || second == "week" => (2, unit),
        ("", ..) if signed => return Some((1, Err(PhraseError::NoUnit(first.to_owned())))),
        _ => return None,
    };
    let number = digits
        .parse()
        .map_err(|_too_large| PhraseError::OutOfTheBook(join(&words[..count])));
    Some((
        count,
        number.map(|number| Distance {
            signed,
            back,
            number,
            unit,
        }),
    ))
}

/// `two weeks`, `a fortnight`, and after `in` also `a week`.
fn in_words(first: &str, second: &str, after_in: bool) -> Option<Distance> {
    let single = matches!(first, "a" | "an");
    let (number, unit) = match (spelled(first), second) {
        (None, "fortnight" | "fortnights" | "fortnight's") if single => (2, Unit::Weeks),
        (None, _) if single && after_in => (1, unit(second)?),
        (Some(number), _) if after_in || second.ends_with('s') || second == "week" => (number, unit(second)?),
        _ => return None,
    };
    Some(Distance {
        signed: false,
        back: false,
        number,
        unit,
    })
}

/// How many words behind a distance only say that it is one: `time`, `from now`, `from today`.
pub(super) fn only_time(words: &[Word]) -> usize {
    const SAID: [&str; 4] = ["from now", "from today", "time", "ahead"];
    SAID.iter().find_map(|said| starts(words, said)).unwrap_or(0)
}

/// A number up to twelve in letters.
pub(in crate::domain) fn spelled(text: &str) -> Option<u32> {
    const NUMBERS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    (1..)
        .zip(NUMBERS)
        .find_map(|(number, word)| (word == text).then_some(number))
}

fn unit(text: &str) -> Option<Unit> {
    let plural = text
        .trim_end_matches(['\'', '\u{2019}'])
        .replace(['\'', '\u{2019}'], "");
    match plural.as_str() {
        "d" | "day" | "days" => Some(Unit::Days),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Weeks),
        "m" | "month" | "months" => Some(Unit::Months),
        _ => None,
    }
}
