//! Which dog a typed name means.

use chrono::NaiveDate;

use crate::domain::breed;
use crate::domain::id::DogId;
use crate::domain::phrase::split;
use crate::domain::text::{digits, distance_at_most, fold, forgiven, words};
use crate::store::{DogLine, Hit, Result, Store};

/// How many of the first words of a line are a dog's name, where they are the whole name of one in the book and the words
/// behind them mean nothing: `max faria xyz` is about Max Faria. `None` where nobody is called so.
///
/// One word alone is no whole name: a new dog may be called as another one is.
pub fn named_in_full(store: &Store, dog: &str, today: NaiveDate) -> Result<Option<usize>> {
    let typed: Vec<String> = split(dog).into_iter().map(|word| word.text).collect();
    for named in (2..typed.len()).rev() {
        let name = typed[..named].join(" ");
        let (hits, sure) = store.find_sure(&name, today, CANDIDATES)?;
        let is_whole = |hit: &Hit| match hit {
            Hit::Dog { dog, .. } => closeness(dog, &name) <= WHOLE_WORDS,
            Hit::Client(_) => false,
        };
        if hits.iter().take(sure).any(is_whole) {
            return Ok(Some(named));
        }
    }
    Ok(None)
}

/// The worst closeness of words that are all of them words of the dog's and its client's name.
const WHOLE_WORDS: usize = 2;

/// The closeness of a dog that was found by something else than its own or its client's name, or by a slip.
const NOT_BY_NAME: usize = 4;

/// Candidates looked at; more than anybody would read.
const CANDIDATES: usize = 60;

/// What a typed name turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// This dog.
    One(DogLine),
    /// Any of these; somebody has to say more.
    Several(Vec<DogLine>),
    /// No dog in the book.
    Nobody,
}

/// Finds the dog somebody means: its id, or its name, with the client's name after it where that helps.
///
/// The whole name exactly as typed beats the first name, that beats whole words of dog and client, those beat
/// beginnings of words, and those beat slips of the finger. With slips in more than one word it is only one of several that
/// could be meant.
pub fn meant_dog(store: &Store, typed: &str, today: NaiveDate) -> Result<Meant> {
    if let Ok(id) = typed.parse::<DogId>() {
        return Ok(store.dog_line(id)?.map_or(Meant::Nobody, Meant::One));
    }
    let hits = store.find(typed, today, CANDIDATES)?;
    let dogs: Vec<DogLine> = hits
        .into_iter()
        .filter_map(|hit| match hit {
            Hit::Dog { dog, .. } => Some(dog),
            Hit::Client(_) => None,
        })
        .collect();
    let typed = fold(typed);
    let best = dogs.iter().map(|dog| closeness(dog, &typed)).min();
    let mut closest: Vec<DogLine> = dogs
        .into_iter()
        .filter(|dog| Some(closeness(dog, &typed)) == best)
        .collect();
    Ok(match closest.len() {
        0 => Meant::Nobody,
        // One slip is forgiven; more of them make a guess, which somebody has to agree to.
        1 if unlike(&closest[0], &typed) <= 1 => Meant::One(closest.remove(0)),
        _ => Meant::Several(closest),
    })
}

/// How many of the words typed, folded, begin no word of the dog, its client and its breed, and no number of theirs.
fn unlike(dog: &DogLine, typed: &str) -> usize {
    let own = fold(&format!("{} {} {}", dog.name(), dog.client, dog.breed));
    let phone = digits(&dog.phone);
    let is_like = |word: &str| words(&own).any(|own| own.starts_with(word)) || phone.contains(word);
    words(typed).filter(|word| !is_like(word)).count()
}

/// Whether several words are a dog's name, its client's or its breed but for a slip in one of them; another breed than
/// the dog's makes it another dog.
#[must_use]
pub fn nearly_called(dog: &DogLine, typed: &str) -> bool {
    let typed = fold(typed);
    let (name, breed) = match breed::behind(&typed) {
        Some((name, said)) if !dog.breed.is_empty() => {
            let known = breed::spelled(&dog.breed).unwrap_or_else(|| dog.breed.clone());
            if fold(&known) != fold(&said) {
                return false;
            }
            (name, true)
        }
        Some((name, _)) => (name, true),
        None => (typed, false),
    };
    let own = fold(&format!("{} {} {}", dog.name(), dog.client, dog.breed));
    let phone = digits(&dog.phone);
    let is_near = |word: &str| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit()) && phone.contains(word);
        let slips = forgiven(word.chars().count());
        let mut own = words(&own);
        is_number || own.any(|own| own.starts_with(word) || distance_at_most(word, own, slips).is_some())
    };
    let said = words(&name).count() + usize::from(breed);
    said > 1 && unlike(dog, &name) <= 1 && words(&name).all(is_near)
}

/// How many of these dogs a typed name fits as well as the one at a place, or better: by whole words of their own and their
/// client's names, or as another dog of the same first name.
#[must_use]
pub fn as_close(dogs: &[&DogLine], at: usize, typed: &str) -> usize {
    let typed = fold(typed);
    let Some(taken) = dogs.get(at) else {
        return 0;
    };
    let close = closeness(taken, &typed);
    let fits = |dog: &&&DogLine| {
        let other = closeness(dog, &typed);
        let namesake = fold(&dog.first_name) == fold(&taken.first_name);
        other < close || other == close && (close <= WHOLE_WORDS || close < NOT_BY_NAME && namesake)
    };
    dogs.iter().filter(fits).count()
}

/// Whether what was typed is a breed and begins no name of any of these dogs or their clients.
#[must_use]
pub fn is_breed_alone(dogs: &[&DogLine], typed: &str) -> bool {
    let folded = fold(typed);
    breed::spelled(typed).is_some() && dogs.iter().all(|dog| closeness(dog, &folded) == NOT_BY_NAME)
}

/// How closely a dog fits what was typed, folded; 0 is the closest.
pub(super) fn closeness(dog: &DogLine, typed: &str) -> usize {
    let typed_words: Vec<&str> = words(typed).collect();
    let same = |name: &str| words(&fold(name)).eq(typed_words.iter().copied());
    let own = fold(&format!("{} {}", dog.name(), dog.client));
    let own: Vec<&str> = words(&own).collect();
    if same(&dog.name()) {
        0
    } else if same(&dog.first_name) {
        1
    } else if typed_words.iter().all(|word| own.contains(word)) {
        2
    } else if typed_words
        .iter()
        .all(|word| own.iter().any(|own| own.starts_with(word)))
    {
        3
    } else {
        NOT_BY_NAME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dog(first: &str, last: &str, client: &str) -> DogLine {
        DogLine {
            id: DogId::new(),
            client_id: None,
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            breed: String::new(),
            client: client.to_owned(),
            phone: String::new(),
        }
    }

    #[test]
    fn the_closer_name_wins() {
        let bella = dog("Bella", "Großmann", "Marta Moreira");
        assert_eq!(closeness(&bella, "bella grossmann"), 0);
        assert_eq!(closeness(&bella, "bella"), 1);
        assert_eq!(closeness(&bella, "bella moreira"), 2);
        assert_eq!(closeness(&bella, "bel mor"), 3);
        assert_eq!(closeness(&bella, "blela"), 4);
    }

    #[test]
    fn a_slip_beside_what_fits_is_this_dog_and_another_breed_is_another() {
        let bella = DogLine {
            breed: "Pomeranian".to_owned(),
            ..dog("Bella", "Martins", "Inês Martins")
        };
        for typed in [
            "belle martins",
            "belle martins pomeranian",
            "belle pom",
            "bella martnis pomeranien",
        ] {
            assert!(nearly_called(&bella, typed), "{typed}");
        }
        for typed in [
            "belle",
            "belle mertins",
            "bella martins poodle",
            "bella martins zwiebel",
        ] {
            assert!(!nearly_called(&bella, typed), "{typed}");
        }
    }

    #[test]
    fn a_name_that_several_dogs_have_is_no_ones_alone() {
        let dogs = [
            dog("Zeus", "Delgado", "Rosa Delgado"),
            dog("Zeus", "Prata", "Rui Prata"),
            dog("Zeusina", "Alves", "Zola Alves"),
        ];
        let dogs: Vec<&DogLine> = dogs.iter().collect();
        assert_eq!(as_close(&dogs, 0, "zeus"), 2);
        assert_eq!(as_close(&dogs, 0, "zeu"), 2);
        assert_eq!(as_close(&dogs, 0, "zeus delgado"), 1);
        // One that is called just so is closer than one whose name only begins so.
        assert_eq!(as_close(&dogs, 2, "zeus"), 3);
        assert_eq!(as_close(&dogs, 0, "poodle"), 0);
        assert!(is_breed_alone(&dogs, "poodle") && !is_breed_alone(&dogs, "zeus"));
    }
}
