//! A dog that is not in the book, as a caller names it: `bolt nunes jack russell` is the Jack Russell Bolt of the Nunes.

use super::breed;

/// What the words of a new dog's name are taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// What one calls the dog.
    pub name: String,
    /// The family that was named with it, who brings it; empty where none was.
    pub family: String,
    /// Its breed in the usual spelling; empty where none was said.
    pub breed: String,
}

impl Newcomer {
    /// Reads a name as it was typed, with the wish behind it: `momo pom bath` is a Pomeranian's.
    #[must_use]
    pub fn read(typed: &str, wish: &str) -> Self {
        let (name, breed) = breed::behind(typed).unwrap_or_else(|| {
            let breed = breed::said_in(wish).unwrap_or_default();
            (typed.trim().to_owned(), breed.to_owned())
        });
        let name = capital(&name);
        let (name, family) = match name.rsplit_once(' ') {
            Some((name, family)) => (name.to_owned(), family.to_owned()),
            None => (name, String::new()),
        };
        Self { name, family, breed }
    }

    /// How the words are split, to be seen before they are written down: `Bolt, client Nunes, Jack Russell terrier`.
    #[must_use]
    pub fn told(&self) -> String {
        let mut parts = vec![self.name.clone()];
        if !self.family.is_empty() {
            parts.push(format!("client {}", self.family));
        }
        if !self.breed.is_empty() {
            parts.push(self.breed.clone());
        }
        parts.join(", ")
    }
}

/// A name typed to search, with the capitals of a name.
#[must_use]
pub fn capital(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_caller_are_split_into_dog_client_and_breed() {
        for (typed, wish, told) in [
            (
                "bolt nunes jack russell",
                "bath",
                "Bolt, client Nunes, Jack Russell terrier",
            ),
            ("duque prata great dane", "", "Duque, client Prata, Great Dane"),
            ("kixi", "", "Kixi"),
            ("rufo mutt", "thu 10", "Rufo, Mix"),
            ("momo", "pom bath", "Momo, Pomeranian"),
            ("bella zwiebel", "", "Bella, client Zwiebel"),
        ] {
            assert_eq!(Newcomer::read(typed, wish).told(), told, "{typed}");
        }
    }
}
