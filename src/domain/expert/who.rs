//! With whom, where that is not one name: `ana or carla`, `not bo`, `anybody but bo`, `her usual groomer`.

use super::guess::some_of;
use super::meaning::FILLERS;
use super::names::NameBook;
use super::reading::narrowed;
use crate::domain::phrase::{Word, join, starts};

/// With whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// With any of these places of the list.
    AnyOf(Vec<usize>),
    /// With the one of last time.
    Usual,
}

impl Who {
    /// Both at once; `None` when nobody is left.
    pub fn and(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Usual, Self::Usual) => Some(Self::Usual),
            (Self::AnyOf(one), Self::AnyOf(other)) => {
                let both: Vec<usize> = one
                    .iter()
                    .copied()
                    .filter(|place| other.contains(place))
                    .collect();
                (!both.is_empty()).then_some(Self::AnyOf(both))
            }
            _ => None,
        }
    }
}

/// Words for the groomer of last time; the shorter ones only behind `with`.
const USUAL: [&str; 10] = [
    "same groomer as last time",
    "her usual groomer",
    "his usual groomer",
    "their usual groomer",
    "its usual groomer",
    "usual groomer",
    "same groomer",
    "regular groomer",
    "her groomer",
    "his groomer",
];
const USUAL_AFTER_WITH: [&str; 6] = [
    "her usual",
    "his usual",
    "their usual",
    "usual",
    "same",
    "the same",
];

/// What leads to who is not meant.
const NOT: [&str; 10] = [
    "anybody but",
    "anyone but",
    "any groomer but",
    "anybody except",
    "anyone except",
    "but not with",
    "but not",
    "not with",
    "except",
    "not",
];

/// What the first words say of who is meant, and how many words that is. A name alone is no such thing.
pub(super) fn who_at(
    words: &[Word],
    after_with: bool,
    book: &NameBook,
) -> Option<(usize, Result<Who, String>)> {
    let after_with = USUAL_AFTER_WITH.iter().filter(|_| after_with);
    if let Some(count) = USUAL
        .iter()
        .chain(after_with)
        .find_map(|said| starts(words, said))
    {
        return Some((count, Ok(Who::Usual)));
    }
    if let Some(led) = NOT.iter().find_map(|said| starts(words, said)) {
        let (count, named) = names_at(&words[led..], book)?;
        let count = led + count;
        let others = named.map(|named| {
            let all = 0..book.names.groomers.len();
            all.filter(|place| !named.contains(place)).collect::<Vec<usize>>()
        });
        let nobody = || format!("`{}` leaves nobody who works here.", join(&words[..count]));
        let others = others.and_then(|others| (!others.is_empty()).then_some(others).ok_or_else(nobody));
        return Some((count, others.map(Who::AnyOf)));
    }
    let (count, named) = names_at(words, book)?;
    match named {
        Ok(named) if named.len() < 2 => None,
        named => Some((count, named.map(Who::AnyOf))).filter(|_| count > 1),
    }
}

/// One groomer or several joined by `or`: how many words, and who; a sentence where a name fits more than one.
fn names_at(words: &[Word], book: &NameBook) -> Option<(usize, Result<Vec<usize>, String>)> {
    let (mut count, first) = name_at(words, book)?;
    let mut named = match first {
        Ok(place) => vec![place],
        Err(sentence) => return is_or(words.get(count)).then_some((count, Err(sentence))),
    };
    while is_or(words.get(count))
        && let Some((more, place)) = name_at(&words[count + 1..], book)
    {
        count += 1 + more;
        match place {
            Ok(place) if named.contains(&place) => {}
            Ok(place) => named.push(place),
            Err(sentence) => return Some((count, Err(sentence))),
        }
    }
    named.sort_unstable();
    Some((count, Ok(named)))
}

fn is_or(word: Option<&Word>) -> bool {
    word.is_some_and(|word| matches!(word.text.as_str(), "or" | "nor"))
}

/// A groomer's name in as many words as belong to it.
fn name_at(words: &[Word], book: &NameBook) -> Option<(usize, Result<usize, String>)> {
    let first = words
        .first()
        .filter(|word| !FILLERS.contains(&word.text.as_str()))?;
    let mut fits = book.groomers(&first.text);
    if fits.is_empty() {
        // A word that is in no name begins none: `10 ana or bo` is a time, and then who.
        return None;
    }
    let mut count = 1;
    while let Some(word) = words.get(count) {
        let both = narrowed(&fits, &book.groomers(&word.text));
        if both.is_empty() {
            break;
        }
        fits = both;
        count += 1;
    }
    let top = fits.iter().map(|fit| fit.score).max()?;
    fits.retain(|fit| fit.score == top);
    Some((
        count,
        match fits.as_slice() {
            [only] => Ok(only.place),
            several => {
                let names = some_of(several.iter().map(|fit| book.groomer_name(fit.place)), 4);
                Err(format!(
                    "That could be more than one groomer ({names}): type more of the name."
                ))
            }
        },
    ))
}
