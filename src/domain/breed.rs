//! Breeds as salons spell them: to tell a breed behind a dog's name from the name, and to propose the usual spelling.

use super::text::{distance_at_most, fold, forgiven};

/// The breeds a groomer meets most.
const BREEDS: [&str; 78] = [
    "Pomeranian",
    "Pom mix",
    "German spitz",
    "Toy poodle",
    "Miniature poodle",
    "Standard poodle",
    "Poodle",
    "Cockapoo",
    "Maltipoo",
    "Cavapoo",
    "Labradoodle",
    "Goldendoodle",
    "Bernedoodle",
    "Shih Tzu",
    "Maltese",
    "Yorkshire terrier",
    "Bichon Frise",
    "Havanese",
    "Lhasa Apso",
    "Cocker spaniel",
    "Springer spaniel",
    "Cavalier King Charles spaniel",
    "Miniature schnauzer",
    "Schnauzer",
    "West Highland terrier",
    "Fox terrier",
    "Scottish terrier",
    "Airedale terrier",
    "Jack Russell terrier",
    "Portuguese water dog",
    "Serra da Estrela",
    "Podengo",
    "Border collie",
    "Rough collie",
    "Collie",
    "Shetland sheepdog",
    "Old English sheepdog",
    "Australian shepherd",
    "German shepherd",
    "Golden retriever",
    "Labrador",
    "Siberian husky",
    "Husky",
    "Alaskan malamute",
    "Malamute",
    "Samoyed",
    "Chow Chow",
    "Keeshond",
    "Bernese mountain dog",
    "Newfoundland",
    "Saint Bernard",
    "French bulldog",
    "English bulldog",
    "Pug",
    "Beagle",
    "Boxer",
    "Dachshund",
    "Chihuahua",
    "Papillon",
    "Pekingese",
    "Corgi",
    "Dalmatian",
    "Dobermann",
    "Rottweiler",
    "Weimaraner",
    "Irish setter",
    "Akita",
    "Shar Pei",
    "Basset hound",
    "Greyhound",
    "Whippet",
    "Spaniel",
    "Terrier",
    "Retriever",
    "Shepherd",
    "Sheepdog",
    "Doodle",
    "Bulldog",
];

/// Shorter words are near to too many names.
const LETTERS: usize = 5;

/// The most words of a breed's name.
const MOST_WORDS: usize = 4;

/// The breed that was typed, or that lies a slip of the finger away, in its usual spelling.
#[must_use]
pub fn spelled(typed: &str) -> Option<&'static str> {
    let typed = fold(typed);
    let letters = typed.chars().count();
    let limit = if letters < LETTERS { 0 } else { forgiven(letters) };
    let near = BREEDS
        .iter()
        .filter_map(|breed| Some((distance_at_most(&typed, &fold(breed), limit)?, *breed)));
    near.min_by_key(|(slips, _)| *slips).map(|(_, breed)| breed)
}

/// The breed behind a dog's name, and the name before it: `tito boxer` is the Boxer Tito. A slip is forgiven behind two
/// words of a name only, for a family may be called nearly so.
#[must_use]
pub fn behind(typed: &str) -> Option<(String, &'static str)> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    (1..=MOST_WORDS.min(words.len().saturating_sub(1)))
        .rev()
        .find_map(|count| {
            let (name, breed) = words.split_at(words.len() - count);
            let breed = breed.join(" ");
            let found = spelled(&breed)?;
            let as_typed = fold(found) == fold(&breed);
            (as_typed || name.len() > 1).then(|| (name.join(" "), found))
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
}
