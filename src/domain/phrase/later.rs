//! Times counted from the one that is talked about: `an hour later`, `30 min earlier`, `later`.

use super::distance::spelled;
use super::{PhraseError, Taken, TimeWish, When, Word, is_number, join, leading_digits, starts};

const DAY_END: i64 = 24 * 60;

/// The first words as a time later or earlier than the one that is talked about. Without a number it is any time of that side.
#[must_use]
pub(in crate::domain) fn times_from(words: &[Word], when: When) -> Vec<Taken<TimeWish>> {
    if let Some(led) = starts(words, "in").or_else(|| starts(words, "within"))
        && let Some((_, count)) = amount_at(&words[led..])
    {
        let count = led + count;
        let value = Err(PhraseError::FromNow(join(&words[..count])));
        return vec![Taken { words: count, value }];
    }
    if let Some(count) = starts(words, "same time").or_else(|| starts(words, "the same time")) {
        let same = when.minute().map(TimeWish::At);
        let value = same.ok_or_else(|| PhraseError::ThanWhat(join(&words[..count])));
        return vec![Taken { words: count, value }];
    }
    let (amount, count) = amount_at(words).map_or((None, 0), |(minutes, count)| (Some(minutes), count));
    let later = match words.get(count).map(|word| word.text.as_str()) {
        Some("later") => true,
        Some("earlier" | "sooner") => false,
        _ => return Vec::new(),
    };
    let count = count + 1;
    let typed = || join(&words[..count]);
    let value = match (when.minute(), amount) {
        (None, _) => Err(PhraseError::ThanWhat(typed())),
        (Some(start), Some(minutes)) => {
            let minute = if later { start + minutes } else { start - minutes };
            let on_that_day = (0..DAY_END).contains(&minute);
            on_that_day
                .then_some(TimeWish::At(minute))
                .ok_or_else(|| PhraseError::NotThatDay(typed()))
        }
        (Some(start), None) if later => Ok(TimeWish::Within {
            from: start + 5,
            before: DAY_END,
        }),
        (Some(0), None) => Err(PhraseError::NotThatDay(typed())),
        (Some(start), None) => Ok(TimeWish::Within {
            from: 0,
            before: start,
        }),
    };
    vec![Taken { words: count, value }]
}

/// `30 min`, `30min`, `2 hours`, `an hour`, `half an hour`, `an hour and a half`, `a quarter of an hour` in minutes, a multiple of 5, and how
/// many words it takes.
fn amount_at(words: &[Word]) -> Option<(i64, usize)> {
    const SAID: [(&str, i64); 7] = [
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("a quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("half an hour", 30),
        ("half hour", 30),
        ("an hour", 60),
    ];
    if let Some(said) = SAID
        .iter()
        .find_map(|(said, minutes)| Some((*minutes, starts(words, said)?)))
    {
        return Some(said);
    }
    let first = words.first()?.text.as_str();
    let (digits, unit) = leading_digits(first);
    let (number, unit, count) = match (spelled(first), unit) {
        (Some(number), _) => (i64::from(number), words.get(1)?.text.as_str(), 2),
        (None, "") if is_number(digits) => (digits.parse().ok()?, words.get(1)?.text.as_str(), 2),
        (None, unit) if is_number(digits) => (digits.parse().ok()?, unit, 1),
        _ => return None,
    };
    let minutes = match unit {
        "min" | "mins" | "minute" | "minutes" => number,
        "h" | "hr" | "hrs" | "hour" | "hours" => number * 60,
        _ => return None,
    };
    (minutes % 5 == 0 && (5..DAY_END).contains(&minutes)).then_some((minutes, count))
}
