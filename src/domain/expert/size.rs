//! How big a caller says the dog is: `large dog`, `a small one`, `xl`.

use crate::domain::dog::Size;
use crate::domain::phrase::{Word, split, starts};

/// What callers say, the longer before its beginning.
const SAID: [(&str, Size); 20] = [
    ("extra large", Size::ExtraLarge),
    ("extra-large", Size::ExtraLarge),
    ("very large", Size::ExtraLarge),
    ("very big", Size::ExtraLarge),
    ("really big", Size::ExtraLarge),
    ("giant", Size::ExtraLarge),
    ("huge", Size::ExtraLarge),
    ("xl", Size::ExtraLarge),
    ("large", Size::Large),
    ("big", Size::Large),
    ("medium sized", Size::Medium),
    ("medium-sized", Size::Medium),
    ("mid sized", Size::Medium),
    ("middle sized", Size::Medium),
    ("medium", Size::Medium),
    ("very small", Size::Small),
    ("small", Size::Small),
    ("little", Size::Small),
    ("tiny", Size::Small),
    ("mini", Size::Small),
];
/// What may stand before it.
const LEADS: [&str; 11] = [
    "it's a", "he's a", "she's a", "it's", "he's", "she's", "he is", "she is", "it is", "a", "is",
];
/// What may stand behind it.
const TAILS: [&str; 5] = ["sized dog", "size dog", "dog", "one", "sized"];

/// The size that the first words name, and how many words that is.
pub(super) fn size_at(words: &[Word]) -> Option<(usize, Size)> {
    let led = LEADS.iter().find_map(|said| starts(words, said)).unwrap_or(0);
    let named = |(said, size): &(&str, Size)| Some((led + starts(&words[led..], said)?, *size));
    let (count, size) = SAID.iter().find_map(named)?;
    let more = TAILS.iter().find_map(|said| starts(&words[count..], said));
    Some((count + more.unwrap_or(0), size))
}

/// Whether the first word alone is such a word, which behind a dog's name may as well be its family's.
pub(super) fn is_size(word: &Word) -> bool {
    size_at(std::slice::from_ref(word)).is_some()
}

/// The size that is said anywhere in a line.
#[must_use]
pub fn size_said(line: &str) -> Option<Size> {
    let words = split(line);
    (0..words.len()).find_map(|at| Some(size_at(&words[at..])?.1))
}
