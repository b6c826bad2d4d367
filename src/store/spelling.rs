//! The words that names are made of, each findable with one letter left out: how find forgives typing errors.
//!
//! Not part of the salon's data: never journaled, only ever grows, and holds each distinct word once, however many
//! dogs bear it. Two words one letter apart share a variant; so a lookup of the typed word and of its own variants
//! meets every word that a forgotten, doubled, wrong or swapped letter can have come from.

use rusqlite::{Transaction, named_params};

use super::error::Result;
use crate::domain::text;

const KNOWN: &str = "SELECT 1 AS known FROM spelling WHERE variant = :word AND word = :word";
const INSERT: &str = "INSERT INTO spelling (variant, word) VALUES (:variant, :word) ON CONFLICT DO NOTHING";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[KNOWN, INSERT];

/// Letters of a word that variants are made of; what comes after is not looked at.
pub(super) const LETTERS: usize = 8;

/// The word itself and every form of its first letters with one letter left out.
pub(super) fn variants(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(LETTERS).collect();
    let mut variants = vec![letters.iter().collect::<String>()];
    if letters.len() > 2 {
        for skip in 0..letters.len() {
            variants.push(
                letters
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at != skip)
                    .map(|(_, c)| c)
                    .collect(),
            );
        }
    }
    variants
}

/// Learns the words of some names; a word already known costs one look-up.
pub(super) fn learn(tx: &Transaction, names: &[&str]) -> Result<()> {
    for name in names {
        for word in text::words(&text::fold(name)) {
            if tx.prepare_cached(KNOWN)?.exists(named_params! {":word": word})? {
                continue;
            }
            let mut insert = tx.prepare_cached(INSERT)?;
            insert.execute(named_params! {":variant": word, ":word": word})?;
            for variant in variants(word) {
                insert.execute(named_params! {":variant": variant, ":word": word})?;
            }
        }
    }
    Ok(())
}
