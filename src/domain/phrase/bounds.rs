//! Ends of a stretch of the day that are said in other words: `not before 11`, `3 at the latest`, `11ish`.

use super::time::{DAY_END, clock_times, up_to_the_end, whole_hours};
use super::vague::about_at;
use super::{PhraseError, Taken, TimeWish, Word, starts};
use crate::domain::schedule::Span;

/// What leads to the earliest time that would do.
const NOT_BEFORE: [&str; 9] = [
    "not any earlier than",
    "not earlier than",
    "no earlier than",
    "not sooner than",
    "at the earliest",
    "not before",
    "never before",
    "any time after",
    "earliest",
];
/// What leads to the latest.
const NOT_AFTER: [&str; 8] = [
    "not any later than",
    "not later than",
    "no later than",
    "at the latest",
    "not after",
    "never after",
    "any time before",
    "latest",
];
/// What leads to a time at which the dog is fetched, or its work is over.
const READY: [&str; 16] = [
    "ready for",
    "ready by",
    "ready at",
    "done by",
    "done at",
    "finished by",
    "finished at",
    "pick up by",
    "pick up at",
    "picked up by",
    "picked up at",
    "pick-up by",
    "pick-up at",
    "collect at",
    "collect by",
    "collected by",
];

/// What a minute of the day means as a wish.
type Wished = fn(i64) -> TimeWish;

/// Every way to read the first words as such an end, or as a time that is only nearly meant.
pub(super) fn bounds_at(words: &[Word], hours: Option<Span>) -> Vec<Taken<TimeWish>> {
    let mut found = Vec::new();
    if let Some(led) = NOT_BEFORE.iter().find_map(|said| starts(words, said)) {
        let led = led + about_at(&words[led..]).unwrap_or(0);
        found.extend(ends(words, led, hours.map(whole_hours), from));
    }
    if let Some(led) = NOT_AFTER.iter().find_map(|said| starts(words, said)) {
        let led = led + about_at(&words[led..]).unwrap_or(0);
        let exclusive = words[0].text == "any";
        let hours = hours.map(up_to_the_end);
        found.extend(ends(words, led, hours, if exclusive { before } else { up_to }));
    }
    if let Some(led) = about_at(words) {
        for (count, minute) in clock_times(&words[led..], hours.map(whole_hours)) {
            let value = minute.map(TimeWish::Around);
            found.push(Taken {
                words: led + count,
                value,
            });
        }
    }
    if let Some(led) = READY.iter().find_map(|said| starts(words, said))
        && let Some((count, _)) = clock_times(&words[led..], hours).into_iter().next()
    {
        let words_of = super::join(&words[..led + count]);
        found.push(Taken {
            words: led + count,
            value: Err(PhraseError::WhenFetched(words_of)),
        });
    }
    found
}

/// What the words behind a time make of it: `at the latest`, `or so`, `at the earliest`.
pub(super) fn with_more(words: &[Word], count: usize, minute: i64) -> Option<Taken<TimeWish>> {
    const MORE: [(&str, Wished); 14] = [
        ("at the earliest", from),
        ("at earliest", from),
        ("earliest", from),
        ("or any time after", from),
        ("at the latest", up_to),
        ("at latest", up_to),
        ("latest", up_to),
        ("or before", up_to),
        ("or earlier", up_to),
        ("or sooner", up_to),
        ("or so", TimeWish::Around),
        ("or thereabouts", TimeWish::Around),
        ("ish", TimeWish::Around),
        ("roughly", TimeWish::Around),
    ];
    let behind = &words[count..];
    let (more, wish) = MORE
        .iter()
        .find_map(|(said, wish)| Some((starts(behind, said)?, wish)))?;
    Some(Taken {
        words: count + more,
        value: Ok(wish(minute)),
    })
}

/// `11ish`, `noonish`, `10.30-ish` as a time that is nearly meant.
pub(super) fn ish_at(words: &[Word], hours: Option<Span>) -> Option<Taken<TimeWish>> {
    let first = words.first()?;
    let text = first.text.strip_suffix("ish")?.trim_end_matches('-');
    let said = Word {
        text: text.to_owned(),
        ..first.clone()
    };
    let (_, minute) = clock_times(std::slice::from_ref(&said), hours.map(whole_hours))
        .into_iter()
        .next()?;
    Some(Taken {
        words: 1,
        value: minute.map(TimeWish::Around),
    })
}

fn from(minute: i64) -> TimeWish {
    TimeWish::Within {
        from: minute,
        before: DAY_END,
    }
}

fn before(minute: i64) -> TimeWish {
    TimeWish::Within {
        from: 0,
        before: minute,
    }
}

/// The time itself would still do; the next step of the book is too late.
fn up_to(minute: i64) -> TimeWish {
    before((minute + 5).min(DAY_END))
}

fn ends(
    words: &[Word],
    led: usize,
    hours: Option<Span>,
    wish: Wished,
) -> impl Iterator<Item = Taken<TimeWish>> {
    let times = clock_times(&words[led..], hours).into_iter();
    times.map(move |(count, minute)| Taken {
        words: led + count,
        value: minute.map(wish),
    })
}
