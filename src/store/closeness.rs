//! How close what was typed comes to the words of a row.

use super::dog::DogLine;
use crate::domain::text::{digits, fold, forgiven, prefix_distance_at_most, words};

/// The words one may ask for somebody with: those of the names, and the number as a whole, its last seven and its last
/// four digits.
pub(super) fn own_words(names: &str, phone: &str) -> Vec<String> {
    let mut own: Vec<String> = words(&fold(names)).map(str::to_owned).collect();
    let phone = digits(phone);
    own.push(phone[phone.len().saturating_sub(7)..].to_owned());
    own.push(phone[phone.len().saturating_sub(4)..].to_owned());
    own.push(phone);
    own
}

/// The words one may ask for a dog with.
pub(super) fn words_of(line: &DogLine, chip: &str) -> Vec<String> {
    let chip = chip.replace(' ', "");
    let chip_tail: String = chip
        .chars()
        .skip(chip.chars().count().saturating_sub(4))
        .collect();
    let names = format!(
        "{} {} {} {chip} {chip_tail}",
        line.name(),
        line.breed,
        line.client
    );
    own_words(&names, &line.phone)
}

/// Whether every word typed begins one of these words.
pub(super) fn begins(tokens: &[String], own: &[String]) -> bool {
    tokens
        .iter()
        .all(|token| own.iter().any(|word| word.starts_with(token.as_str())))
}

/// How many slips of the finger lie between what was typed and some words; `None` when too many.
pub(super) fn slips(tokens: &[String], own: &[String]) -> Option<usize> {
    tokens
        .iter()
        .map(|token| {
            let limit = if token.bytes().all(|b| b.is_ascii_digit()) {
                0
            } else {
                forgiven(token.chars().count())
            };
            own.iter()
                .filter_map(|word| prefix_distance_at_most(token, word, limit))
                .min()
        })
        .sum()
}
