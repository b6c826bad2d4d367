//! Breeds as salons spell them: to tell a breed behind a dog's name from the name, and to propose the usual spelling.

mod called;
mod table;

use super::dog::{Coat, Size};
use super::text::{distance_at_most, fold, words};
use called::CALLED;
use table::BREEDS;

/// Shorter words are near to too many names.
const LETTERS: usize = 5;

/// A slip in so many letters is forgiven behind one name alone; in a shorter one it may be a family's name.
const TELLING_LETTERS: usize = 8;

/// Families that are called nearly as a breed is.
const FAMILIES: [&str; 7] = [
    "barber",
    "chevalier",
    "collins",
    "painter",
    "sheppard",
    "shepperd",
    "sprenger",
];

/// Behind a breed: one of the parents.
const MIXED: [&str; 5] = ["mix", "cross", "x", "crossbreed", "mixed"];

/// The most words of a breed's name.
const MOST_WORDS: usize = 5;

/// The breed that was typed, or that lies a slip of the finger away, in its usual spelling; of a mix its one parent with
/// ` mix` behind it.
#[must_use]
pub fn spelled(typed: &str) -> Option<String> {
    found(typed).map(|(breed, _)| breed)
}

/// The same, and how many slips of the finger lie between.
fn found(typed: &str) -> Option<(String, usize)> {
    if let Some((breed, slips)) = pure(typed) {
        return Some((breed.to_owned(), slips));
    }
    let (parent, mixed) = typed.trim().rsplit_once(' ')?;
    let (parent, slips) = pure(parent).filter(|_| MIXED.contains(&fold(mixed).as_str()))?;
    Some((format!("{parent} mix"), slips))
}

/// A breed of the table, without the spaces and hyphens that one writes differently: `golden doodle`, `shih-tzu`.
fn pure(typed: &str) -> Option<(&'static str, usize)> {
    let typed = letters_of(typed);
    let names = || BREEDS.iter().map(|(name, ..)| (*name, *name));
    let known = || names().chain(CALLED.iter().copied());
    if let Some((_, breed)) = known().find(|(called, _)| letters_of(called) == typed) {
        return Some((breed, 0));
    }
    let letters = typed.chars().count();
    if letters < LETTERS || FAMILIES.contains(&typed.as_str()) {
        return None;
    }
    // Families of seven letters are too many: Ribeiro is no rafeiro.
    let limit = if letters < TELLING_LETTERS { 1 } else { 2 };
    let near = known().filter_map(|(called, breed)| {
        let called = letters_of(called);
        let slips = distance_at_most(&typed, &called, limit)?;
        (called.len() >= LETTERS).then_some((breed, slips))
    });
    near.min_by_key(|(_, slips)| *slips)
}

/// The letters and digits of a name, folded.
fn letters_of(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        return letters
            .map(|letter| char::from(letter.to_ascii_lowercase()))
            .collect();
    }
    words(&fold(name)).collect()
}

/// How big dogs of a breed are, and their coat, each as far as nearly all of them are so: of a breed as salons spell it or
/// a slip away from that.
#[must_use]
pub fn usual(breed: &str) -> (Option<Size>, Option<Coat>) {
    let known = pure(breed).and_then(|(usual, _)| BREEDS.iter().find(|(name, ..)| *name == usual));
    known.map_or((None, None), |(_, size, coat)| (*size, *coat))
}

/// Whether what stands in a breed's place names one anywhere: `pom and something`, `rescue, part poodle`.
#[must_use]
pub fn names_a_breed(typed: &str) -> bool {
    let folded = fold(typed);
    let all: Vec<&str> = words(&folded).collect();
    found(typed).is_some()
        || all
            .iter()
            .any(|word| found(word).is_some() || MIXED.contains(word))
        || all.windows(2).any(|two| found(&two.join(" ")).is_some())
}

/// The breed, as typed, that a person's name begins with: nobody is called `Pomeranian Torrez`. Slips are not forgiven, for
/// people are called nearly as breeds are.
#[must_use]
pub fn in_front_of_name(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let most = MOST_WORDS.min(words.len());
    let fronts = (1..=most).rev().map(|count| words[..count].join(" "));
    let mut breeds = fronts.filter(|front| matches!(pure(front), Some((_, 0))));
    breeds.next()
}

/// The breed that the first word of a wish is another name of: who asks for a `pom bath` has a Pomeranian.
#[must_use]
pub fn said_in(wish: &str) -> Option<&'static str> {
    let first = fold(wish.split_whitespace().next()?);
    let (_, breed) = CALLED.iter().find(|(called, _)| *called == first)?;
    Some(breed)
}

/// The breed behind a dog's name, and the name before it: `tito boxer` is the Boxer Tito. A slip is forgiven behind two
/// words of a name, or in a breed of several words or of many letters; a family may be called nearly as a short one.
#[must_use]
pub fn behind(typed: &str) -> Option<(String, String)> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    (1..=MOST_WORDS.min(words.len().saturating_sub(1)))
        .rev()
        .find_map(|count| {
            let (name, breed) = words.split_at(words.len() - count);
            let breed = breed.join(" ");
            let (found, slips) = found(&breed)?;
            let telling = slips == 0 || letters_of(&breed).chars().count() >= TELLING_LETTERS;
            (telling || name.len() > 1 || count > 1).then(|| (name.join(" "), found))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dog::Coat::{Curly, Double, Short};
    use crate::domain::dog::Size::{ExtraLarge, Small};

    #[test]
    fn a_breed_in_front_of_a_persons_name_is_named() {
        for (name, breed) in [
            ("Pomeranian Torrez", Some("Pomeranian")),
            ("shih tzu Lima", Some("shih tzu")),
            ("poodle", Some("poodle")),
            ("Marta Moreira", None),
            ("Jack Torrez", None),
            ("Joana Ribeiro", None),
            ("", None),
        ] {
            assert_eq!(in_front_of_name(name).as_deref(), breed, "{name}");
        }
    }

    #[test]
    fn a_breed_is_told_from_the_name_before_it() {
        for (typed, name, breed) in [
            ("tito boxer", "tito", "Boxer"),
            ("schnuffi mayer pomeranien", "schnuffi mayer", "Pomeranian"),
            ("luna toy poodle", "luna", "Toy poodle"),
            ("rui alves shih tsu", "rui alves", "Shih Tzu"),
            ("luna cocker spanial", "luna", "Cocker spaniel"),
            ("momo pom", "momo", "Pomeranian"),
            ("otto st bernard", "otto", "Saint Bernard"),
            ("nina ferreira yorki", "nina ferreira", "Yorkshire terrier"),
            ("nina yorki", "nina", "Yorkshire terrier"),
            ("bolt nunes jack russell", "bolt nunes", "Jack Russell terrier"),
            ("bolt jack russel", "bolt", "Jack Russell terrier"),
            ("luna chiuaua", "luna", "Chihuahua"),
            ("luna chiuahua", "luna", "Chihuahua"),
            ("duque prata great dane", "duque prata", "Great Dane"),
            ("rufo mutt", "rufo", "Mix"),
            ("rufo costa labradore", "rufo costa", "Labrador"),
            ("rufo goldn retriver", "rufo", "Golden retriever"),
            ("rex alves shepard", "rex alves", "Shepherd"),
            ("kim golden doodle", "kim", "Goldendoodle"),
            ("kim shih-tzu", "kim", "Shih Tzu"),
            ("kim mini goldendoodle", "kim", "Miniature goldendoodle"),
            ("kim poodle mix", "kim", "Poodle mix"),
            ("kim alves lab cross", "kim alves", "Labrador mix"),
            ("kim king charles", "kim", "Cavalier King Charles spaniel"),
            ("kim pastor alemão", "kim", "German shepherd"),
            ("kim staffy", "kim", "Staffordshire bull terrier"),
        ] {
            assert_eq!(
                behind(typed),
                Some((name.to_owned(), breed.to_owned())),
                "{typed}"
            );
        }
        // A family may be called nearly so, and a dog just so.
        for typed in [
            "bella moreira",
            "luna boxter",
            "boxer",
            "max hall",
            "jack russell",
            "luna collins",
            "max paul sheppard",
            "bella cross",
        ] {
            assert_eq!(behind(typed), None, "{typed}");
        }
        assert_eq!(spelled("Pomeranien").as_deref(), Some("Pomeranian"));
        assert_eq!(spelled("Ferreira"), None);
        // No family of a street in Lisbon is a breed.
        for family in [
            "Silva",
            "Santos",
            "Ferreira",
            "Pereira",
            "Oliveira",
            "Costa",
            "Rodrigues",
            "Martins",
            "Sousa",
            "Fernandes",
            "Gonçalves",
            "Gomes",
            "Lopes",
            "Marques",
            "Alves",
            "Almeida",
            "Ribeiro",
            "Pinto",
            "Carvalho",
            "Teixeira",
            "Moreira",
            "Correia",
            "Mendes",
            "Nunes",
            "Soares",
            "Vieira",
            "Monteiro",
            "Cardoso",
            "Rocha",
            "Coelho",
            "Delgado",
            "Nogueira",
            "Prata",
            "Barbosa",
            "Galvão",
            "Castro",
            "Mayer",
            "Weber",
            "Smith",
            "Johnson",
        ] {
            assert_eq!(spelled(family), None, "{family}");
            assert_eq!(behind(&format!("bella maria {family}")), None, "{family}");
        }
    }
    #[test]
    fn what_is_no_breed_is_told_from_what_names_one() {
        for breed in [
            "Pom and something",
            "rescue, part poodle",
            "Mix",
            "goldn retriver",
            "terrier x",
            "Jack Russell",
        ] {
            assert!(names_a_breed(breed), "{breed}");
        }
        for word in ["Rui", "555 0199", "Ferreira", "a rescue"] {
            assert!(!names_a_breed(word), "{word}");
        }
    }
    #[test]
    fn a_breed_tells_how_big_a_dog_is_where_nearly_all_are_so() {
        assert_eq!(usual("newfoundland"), (Some(ExtraLarge), Some(Double)));
        assert_eq!(usual("Saint bernhard"), (Some(ExtraLarge), Some(Double)));
        assert_eq!(usual("toy poodle"), (Some(Small), Some(Curly)));
        assert_eq!(usual("poodle"), (None, Some(Curly)));
        assert_eq!(usual("mix of everything"), (None, None));
        assert_eq!(usual("jack russel"), (Some(Small), None));
        assert_eq!(usual("great dane"), (Some(ExtraLarge), Some(Short)));
        assert_eq!(usual("poodle mix"), (None, None));
        assert_eq!(usual(""), (None, None));
        for (called, breed) in CALLED {
            assert!(BREEDS.iter().any(|(name, ..)| name == breed), "{called}");
        }
        assert_eq!(said_in("pom bath thu"), Some("Pomeranian"));
        assert_eq!(said_in("thu 10"), None);
    }
}
