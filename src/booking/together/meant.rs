//! Which dogs `bella+max` means: several of one client.

use chrono::NaiveDate;

use crate::booking::dog::{Meant, closeness, meant_dog};
use crate::domain::text::fold;
use crate::store::{DogLine, Result, Store};

/// The worst closeness that still is the beginning of a name, and not a slip of the finger.
const BEGINNING: usize = 3;

/// What several typed names turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Household {
    /// These dogs of one client, in the order they were named.
    Dogs(Vec<DogLine>),
    /// The first name could be any of these, and more than one of their clients has the others too.
    Several(Vec<DogLine>),
    /// Who is not there, as a sentence.
    Nobody(String),
}

/// The names in `bella+max`, `bella and max`, `bella & max`, as typed; only one where it is one dog.
#[must_use]
pub fn named_together(typed: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    for word in typed.split_inclusive('+').flat_map(str::split_whitespace) {
        let (word, ends) = word
            .strip_suffix('+')
            .map_or((word, false), |before| (before, true));
        let joins = word == "&" || word.eq_ignore_ascii_case("and");
        if let Some(last) = names.last_mut().filter(|_| !joins) {
            if !last.is_empty() && !word.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
        if joins || ends {
            names.push(String::new());
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Finds the dogs that several names mean: of all clients with a dog of the first name the one who has the others too.
pub fn meant_household(store: &Store, names: &[String], today: NaiveDate) -> Result<Household> {
    let Some((first, others)) = names.split_first() else {
        return Ok(Household::Nobody("name the dogs, such as bella+max".to_owned()));
    };
    let candidates = match meant_dog(store, first, today)? {
        Meant::One(dog) => vec![dog],
        Meant::Several(dogs) => dogs,
        Meant::Nobody => return Ok(Household::Nobody(format!("no dog like `{first}` is in the book"))),
    };
    let many = candidates.len() > 1;
    let mut fitting: Vec<Vec<DogLine>> = Vec::new();
    let mut missing = None;
    for dog in candidates {
        match with_named(store, &dog, others)? {
            Ok(dogs) => fitting.push(dogs),
            Err(sentence) => {
                missing.get_or_insert(sentence);
            }
        }
    }
    Ok(match fitting.len() {
        // Whose `max` is missing says nothing where any of many `bella` could be meant.
        0 if many => Household::Nobody(format!(
            "no client has all of {}; dogs of two clients are booked a line each",
            names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        )),
        0 => Household::Nobody(missing.unwrap_or_default()),
        1 => Household::Dogs(fitting.remove(0)),
        _ => Household::Several(
            fitting
                .into_iter()
                .filter_map(|dogs| dogs.into_iter().next())
                .collect(),
        ),
    })
}

/// The dog with the others of its client that are named, or as a sentence who of them is not there.
pub fn with_named(
    store: &Store,
    first: &DogLine,
    others: &[String],
) -> Result<std::result::Result<Vec<DogLine>, String>> {
    let Some(client) = first.client_id else {
        let name = first.name();
        return Ok(Err(format!(
            "{name} has no client yet, so nobody else comes with it"
        )));
    };
    let mut all = Vec::new();
    for dog in store.dogs_of(client)? {
        all.extend(store.dog_line(dog.id)?);
    }
    let who = first.client.clone();
    let mut dogs = vec![first.clone()];
    for name in others {
        let typed = fold(name);
        let left = all
            .iter()
            .filter(|dog| dogs.iter().all(|other| other.id != dog.id));
        let near: Vec<(usize, &DogLine)> = left
            .map(|dog| (closeness(dog, &typed), dog))
            .filter(|(near, _)| *near <= BEGINNING)
            .collect();
        let best = near.iter().map(|(near, _)| *near).min();
        let mut best = near.into_iter().filter(|(near, _)| Some(*near) == best);
        match (best.next(), best.next()) {
            (Some((_, dog)), None) => dogs.push(dog.clone()),
            (Some(_), Some(_)) => {
                return Ok(Err(format!(
                    "{who} has more than one dog like `{name}`: type more of the name"
                )));
            }
            (None, _) => {
                let names: Vec<&str> = all.iter().map(|dog| dog.first_name.as_str()).collect();
                return Ok(Err(format!(
                    "{who} has no dog like `{name}`, only {}",
                    names.join(", ")
                )));
            }
        }
    }
    Ok(Ok(dogs))
}
