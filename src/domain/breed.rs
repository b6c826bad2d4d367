//! Breeds as salons spell them: to tell a breed behind a dog's name from the name, and to propose the usual spelling.

use super::dog::Coat::{self, Curly, Double, Long, Short, Wire};
use super::dog::Size::{self, ExtraLarge, Large, Medium, Small};
use super::text::{distance_at_most, fold, forgiven};

/// The breeds a groomer meets most, each with its size by the work it makes and its coat, where nearly all of them have the
/// same.
const BREEDS: [(&str, Option<Size>, Option<Coat>); 90] = [
    ("Pomeranian", Some(Small), Some(Double)),
    ("Pom mix", Some(Small), None),
    ("German spitz", Some(Small), Some(Double)),
    ("Toy poodle", Some(Small), Some(Curly)),
    ("Miniature poodle", Some(Small), Some(Curly)),
    ("Standard poodle", Some(Large), Some(Curly)),
    ("Poodle", None, Some(Curly)),
    ("Cockapoo", None, Some(Curly)),
    ("Maltipoo", Some(Small), Some(Curly)),
    ("Cavapoo", Some(Small), Some(Curly)),
    ("Labradoodle", Some(Large), Some(Curly)),
    ("Goldendoodle", Some(Large), Some(Curly)),
    ("Bernedoodle", Some(Large), Some(Curly)),
    ("Shih Tzu", Some(Small), Some(Long)),
    ("Maltese", Some(Small), Some(Long)),
    ("Yorkshire terrier", Some(Small), Some(Long)),
    ("Bichon Frise", Some(Small), Some(Curly)),
    ("Havanese", Some(Small), Some(Long)),
    ("Lhasa Apso", Some(Small), Some(Long)),
    ("Cocker spaniel", Some(Medium), Some(Long)),
    ("Springer spaniel", Some(Medium), Some(Long)),
    ("Cavalier King Charles spaniel", Some(Small), Some(Long)),
    ("Miniature schnauzer", Some(Small), Some(Wire)),
    ("Schnauzer", None, Some(Wire)),
    ("West Highland terrier", Some(Small), Some(Wire)),
    ("Fox terrier", Some(Small), Some(Wire)),
    ("Scottish terrier", Some(Small), Some(Wire)),
    ("Airedale terrier", Some(Large), Some(Wire)),
    ("Jack Russell terrier", Some(Small), None),
    ("Portuguese water dog", Some(Large), Some(Curly)),
    ("Serra da Estrela", Some(ExtraLarge), Some(Double)),
    ("Podengo", None, None),
    ("Border collie", Some(Medium), Some(Double)),
    ("Rough collie", Some(Large), Some(Double)),
    ("Collie", Some(Large), Some(Double)),
    ("Shetland sheepdog", Some(Small), Some(Double)),
    ("Old English sheepdog", Some(Large), Some(Double)),
    ("Australian shepherd", Some(Large), Some(Double)),
    ("German shepherd", Some(Large), Some(Double)),
    ("Golden retriever", Some(Large), Some(Double)),
    ("Labrador", Some(Large), Some(Double)),
    ("Siberian husky", Some(Large), Some(Double)),
    ("Husky", Some(Large), Some(Double)),
    ("Alaskan malamute", Some(Large), Some(Double)),
    ("Malamute", Some(Large), Some(Double)),
    ("Samoyed", Some(Large), Some(Double)),
    ("Chow Chow", Some(Large), Some(Double)),
    ("Keeshond", Some(Medium), Some(Double)),
    ("Bernese mountain dog", Some(ExtraLarge), Some(Double)),
    ("Newfoundland", Some(ExtraLarge), Some(Double)),
    ("Saint Bernard", Some(ExtraLarge), Some(Double)),
    ("Great Dane", Some(ExtraLarge), Some(Short)),
    ("Mastiff", Some(ExtraLarge), Some(Short)),
    ("Leonberger", Some(ExtraLarge), Some(Double)),
    ("Great Pyrenees", Some(ExtraLarge), Some(Double)),
    ("Irish wolfhound", Some(ExtraLarge), Some(Wire)),
    ("Cane Corso", Some(ExtraLarge), Some(Short)),
    ("Rhodesian ridgeback", Some(Large), Some(Short)),
    ("Afghan hound", Some(Large), Some(Long)),
    ("Boston terrier", Some(Small), Some(Short)),
    ("Cairn terrier", Some(Small), Some(Wire)),
    ("Shiba Inu", Some(Medium), Some(Double)),
    ("Vizsla", Some(Large), Some(Short)),
    ("French bulldog", Some(Medium), Some(Short)),
    ("English bulldog", Some(Large), Some(Short)),
    ("Pug", Some(Small), Some(Short)),
    ("Beagle", Some(Medium), Some(Short)),
    ("Boxer", Some(Large), Some(Short)),
    ("Dachshund", Some(Small), None),
    ("Chihuahua", Some(Small), None),
    ("Papillon", Some(Small), Some(Long)),
    ("Pekingese", Some(Small), Some(Double)),
    ("Corgi", Some(Medium), Some(Double)),
    ("Dalmatian", Some(Large), Some(Short)),
    ("Dobermann", Some(Large), Some(Short)),
    ("Rottweiler", Some(ExtraLarge), Some(Short)),
    ("Weimaraner", Some(Large), Some(Short)),
    ("Irish setter", Some(Large), Some(Long)),
    ("Akita", Some(Large), Some(Double)),
    ("Shar Pei", Some(Large), Some(Short)),
    ("Basset hound", Some(Large), Some(Short)),
    ("Greyhound", Some(Large), Some(Short)),
    ("Whippet", Some(Medium), Some(Short)),
    ("Spaniel", Some(Medium), Some(Long)),
    ("Terrier", None, None),
    ("Retriever", Some(Large), Some(Double)),
    ("Shepherd", Some(Large), Some(Double)),
    ("Sheepdog", None, Some(Double)),
    ("Doodle", None, Some(Curly)),
    ("Bulldog", None, Some(Short)),
];

/// What people call some of them, folded.
const CALLED: [(&str, &str); 22] = [
    ("pom", "Pomeranian"),
    ("pommie", "Pomeranian"),
    ("yorkie", "Yorkshire terrier"),
    ("westie", "West Highland terrier"),
    ("scottie", "Scottish terrier"),
    ("newfie", "Newfoundland"),
    ("st bernard", "Saint Bernard"),
    ("st. bernard", "Saint Bernard"),
    ("dane", "Great Dane"),
    ("shiba", "Shiba Inu"),
    ("bernese", "Bernese mountain dog"),
    ("lab", "Labrador"),
    ("golden doodle", "Goldendoodle"),
    ("cocker", "Cocker spaniel"),
    ("springer", "Springer spaniel"),
    ("cavalier", "Cavalier King Charles spaniel"),
    ("shitzu", "Shih Tzu"),
    ("bichon", "Bichon Frise"),
    ("frenchie", "French bulldog"),
    ("aussie", "Australian shepherd"),
    ("sheltie", "Shetland sheepdog"),
    ("alsatian", "German shepherd"),
];

/// Shorter words are near to too many names.
const LETTERS: usize = 5;

/// The most words of a breed's name.
const MOST_WORDS: usize = 4;

/// The breed that was typed, or that lies a slip of the finger away, in its usual spelling.
#[must_use]
pub fn spelled(typed: &str) -> Option<&'static str> {
    let typed = fold(typed);
    if let Some((_, breed)) = CALLED.iter().find(|(called, _)| *called == typed) {
        return Some(breed);
    }
    let letters = typed.chars().count();
    let limit = if letters < LETTERS { 0 } else { forgiven(letters) };
    let near = BREEDS
        .iter()
        .filter_map(|(breed, ..)| Some((distance_at_most(&typed, &fold(breed), limit)?, *breed)));
    near.min_by_key(|(slips, _)| *slips).map(|(_, breed)| breed)
}

/// How big dogs of a breed are, and their coat, each as far as nearly all of them are so: of a breed as salons spell it or
/// a slip away from that.
#[must_use]
pub fn usual(breed: &str) -> (Option<Size>, Option<Coat>) {
    let known = spelled(breed).and_then(|usual| BREEDS.iter().find(|(name, ..)| *name == usual));
    known.map_or((None, None), |(_, size, coat)| (*size, *coat))
}

/// The breed that the first word of a wish is another name of: who asks for a `pom bath` has a Pomeranian.
#[must_use]
pub fn said_in(wish: &str) -> Option<&'static str> {
    let first = fold(wish.split_whitespace().next()?);
    let (_, breed) = CALLED.iter().find(|(called, _)| *called == first)?;
    Some(breed)
}

/// The breed behind a dog's name, and the name before it: `tito boxer` is the Boxer Tito. A slip is forgiven behind two
/// words of a name, or in a breed of several words; a family may be called nearly as one of a single word.
#[must_use]
pub fn behind(typed: &str) -> Option<(String, &'static str)> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    (1..=MOST_WORDS.min(words.len().saturating_sub(1)))
        .rev()
        .find_map(|count| {
            let (name, breed) = words.split_at(words.len() - count);
            let breed = breed.join(" ");
            let found = spelled(&breed)?;
            let typed = fold(&breed);
            let as_typed = fold(found) == typed || CALLED.iter().any(|(called, _)| *called == typed);
            (as_typed || name.len() > 1 || count > 1).then(|| (name.join(" "), found))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(behind(typed), Some((name.to_owned(), breed)), "{typed}");
        }
        // A family may be called nearly so, and a dog just so.
        for typed in ["bella moreira", "luna boxter", "boxer", "max hall"] {
            assert_eq!(behind(typed), None, "{typed}");
        }
        assert_eq!(spelled("Pomeranien"), Some("Pomeranian"));
        assert_eq!(spelled("Mix"), None);
    }
    #[test]
    fn a_breed_tells_how_big_a_dog_is_where_nearly_all_are_so() {
        assert_eq!(usual("newfoundland"), (Some(ExtraLarge), Some(Double)));
        assert_eq!(usual("Saint bernhard"), (Some(ExtraLarge), Some(Double)));
        assert_eq!(usual("toy poodle"), (Some(Small), Some(Curly)));
        assert_eq!(usual("poodle"), (None, Some(Curly)));
        assert_eq!(usual("mix of everything"), (None, None));
        assert_eq!(usual(""), (None, None));
        for (called, breed) in CALLED {
            assert!(BREEDS.iter().any(|(name, ..)| *name == breed), "{called}");
        }
        assert_eq!(said_in("pom bath thu"), Some("Pomeranian"));
        assert_eq!(said_in("thu 10"), None);
    }
}
