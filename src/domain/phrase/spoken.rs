//! Times of the clock in letters and by parts of an hour: `half past 2`, `ten thirty`, `quarter to 3pm`, `20 to 3`.

use super::distance::spelled;
use super::{Word, leading_digits};

/// The first words as one word of the clock, and how many words that is.
pub(super) fn spoken_at(words: &[Word]) -> Option<(usize, Word)> {
    part_of_an_hour(words).or_else(|| in_letters(words))
}

/// `half past 2`, `a quarter to 3pm`, `ten past 3`, `20 to 3` as the one word `2:30`, `2:45pm`, `3:10`, `2:40`.
fn part_of_an_hour(words: &[Word]) -> Option<(usize, Word)> {
    let led = usize::from(words.first()?.text == "a");
    let text = |at: usize| words.get(led + at).map_or("", |word| word.text.as_str());
    // `half 9` is half past nine.
    let (length, minutes, past) = match (text(0), text(1)) {
        ("half", "past" | "half") => (3, 30, true),
        ("half", _) => (2, 30, true),
        ("quarter", "past") => (3, 15, true),
        ("quarter", "to") => (3, 15, false),
        (number, side) => {
            let minutes = match number {
                "twenty" => 20,
                "twenty-five" => 25,
                number => spelled(number).or_else(|| number.parse().ok())?,
            };
            let named = usize::from(matches!(side, "min" | "mins" | "minutes"));
            let past = match text(1 + named) {
                "past" => true,
                // `10 to 3` is rather a stretch, and no stretch begins at 20 o'clock.
                "to" if minutes >= 20 || named == 1 => false,
                _ => return None,
            };
            (3 + named, minutes, past)
        }
    };
    if !matches!(minutes, 5 | 10 | 15 | 20 | 25 | 30) {
        return None;
    }
    let hour = words.get(led + length - 1)?;
    let (digits, half) = leading_digits(&hour.text);
    let said = match (spelled(&hour.text), half) {
        (Some(number), _) => number,
        (None, "" | "am" | "pm") => digits.parse().ok().filter(|hour| (1..=23).contains(hour))?,
        _ => return None,
    };
    let half = if digits.is_empty() { "" } else { half };
    // A quarter to one is a quarter before the hour behind twelve.
    let (said, minutes) = match (past, said - u32::from(!past)) {
        (true, hour) => (hour, minutes),
        (false, 0) => (12, 60 - minutes),
        (false, hour) => (hour, 60 - minutes),
    };
    let word = Word {
        text: format!("{said}:{minutes:02}{half}"),
        ..hour.clone()
    };
    Some((led + length, word))
}

/// `ten`, `ten thirty`, `nine fifteen` as `10`, `10:30`, `9:15`; `one` alone counts something.
fn in_letters(words: &[Word]) -> Option<(usize, Word)> {
    let first = words.first()?;
    let hour = spelled(&first.text)?;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let minutes = match (text(1), text(2)) {
        ("thirty", _) => Some((2, "30")),
        ("fifteen", _) => Some((2, "15")),
        ("forty-five", _) => Some((2, "45")),
        ("forty", "five") => Some((3, "45")),
        _ => None,
    };
    let is_said_of_the_clock = matches!(text(1), "am" | "pm" | "o'clock" | "o\u{2019}clock" | "oclock");
    let (count, written) = match minutes {
        Some((count, minutes)) => (count, format!("{hour}:{minutes}")),
        None if hour == 1 && !is_said_of_the_clock => return None,
        None => (1, hour.to_string()),
    };
    let word = Word {
        text: written,
        ..first.clone()
    };
    Some((count, word))
}
