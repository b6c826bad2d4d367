//! Times with more said of them: `10-12`, `between 10 and 12`, `2 or later`, `from 2 on`.

use super::time::{FOLLOWING, clock_times, up_to_the_end, whole_hours};
use super::{PhraseError, Taken, TimeWish, Word};
use crate::domain::schedule::Span;

/// How many words say that a later time will do as well: `or later`, `onwards`.
pub(super) fn or_later(words: &[Word]) -> Option<usize> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    match (text(0), text(1)) {
        ("or", "later" | "after") => Some(2),
        ("onwards" | "onward", _) => Some(1),
        _ => None,
    }
}

/// `from 2 on` takes its last word too.
pub(super) fn with_onwards(words: &[Word], taken: Taken<TimeWish>) -> Taken<TimeWish> {
    let is_on = |word: &Word| matches!(word.text.as_str(), "on" | "onwards" | "onward");
    // Before a day it leads to that: `from 2 on thu`.
    let leads = |word: &Word| word.text == "on" && words.len() > taken.words + 1;
    let word = words.get(taken.words).filter(|word| is_on(word) && !leads(word));
    Taken {
        words: taken.words + usize::from(word.is_some()),
        ..taken
    }
}

/// A stretch between two times of the clock: `10-12`, `10 till 12`, `from 10 to 12`, `between 10 and 12`.
pub(super) fn between(words: &[Word], hours: Option<Span>) -> Vec<Taken<TimeWish>> {
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let stretch = |count: usize, from: &Result<i64, PhraseError>, before: &Result<i64, PhraseError>| {
        let (Ok(from), Ok(before)) = (from, before) else {
            return None;
        };
        let value = Ok(TimeWish::Within {
            from: *from,
            before: *before,
        });
        (from < before).then_some(Taken { words: count, value })
    };
    let mut found = Vec::new();
    if let Some((from, to)) = first.text.split_once('-') {
        let word = |text: &str| Word {
            text: text.to_owned(),
            ..first.clone()
        };
        let last: Vec<Word> = std::iter::once(word(to))
            .chain(words[1..].iter().take(FOLLOWING).cloned())
            .collect();
        for (count, before) in clock_times(&last, hours.map(up_to_the_end)) {
            let half = ["am", "pm"]
                .into_iter()
                .find(|half| to.ends_with(half) && !from.ends_with('m'));
            let said = [word(from), word(&format!("{from}{}", half.unwrap_or_default()))];
            let mut froms = said.iter().filter_map(|said| {
                clock_times(std::slice::from_ref(said), hours.map(whole_hours))
                    .into_iter()
                    .next()
            });
            found.extend(froms.find_map(|(_, from)| stretch(count, &from, &before)));
        }
        return found;
    }
    let (led, links): (usize, &[&str]) = match first.text.as_str() {
        "between" => (1, &["and", "to", "till", "until"]),
        "from" | "after" => (1, &["to", "till", "until"]),
        _ => (0, &["till", "until", "to"]),
    };
    for (count, from) in clock_times(&words[led..], hours.map(whole_hours)) {
        let link = led + count;
        if words
            .get(link)
            .is_some_and(|word| links.contains(&word.text.as_str()))
        {
            for (more, before) in clock_times(&words[link + 1..], hours.map(up_to_the_end)) {
                found.extend(stretch(link + 1 + more, &from, &before));
            }
        }
    }
    found
}
