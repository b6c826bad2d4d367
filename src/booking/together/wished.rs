//! What is wished for several dogs in one line: `bath thu 10 bruno nails` is a bath for each of them, and nails for Bruno.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Companion, companion};
use crate::booking::work::meant_service;
use crate::domain::expert::{Expert, Names, Problem, Wish, parse_wish};
use crate::domain::id::{DogId, GroomerId, ServiceId};
use crate::domain::phrase::{Word, split};
use crate::store::{Result, Store};

/// So many letters of a name are enough where no other dog's begins with them.
const ENOUGH: usize = 3;

/// More words than a dog's own work needs.
const MOST_WORDS: usize = 6;

/// The work that was named for one of the dogs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkOfOne {
    /// Its place among the dogs.
    pub dog: usize,
    /// The bytes of the line it is about, with the dog's name.
    pub at: Range<usize>,
    /// The same without the name.
    pub work_at: Range<usize>,
    /// Every service that the words fit as well as any; empty where only something on top was named.
    pub services: Vec<ServiceId>,
    /// What is done on top.
    pub add_ons: Vec<ServiceId>,
}

/// A wish for several dogs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishForAll {
    /// What holds for all of them.
    pub wish: Wish,
    /// What one of them comes for; of two for one dog the later one counts.
    pub own: Vec<WorkOfOne>,
}

/// Reads a line behind the names of these dogs: work right behind a dog's first name is that dog's. `read` reads what is
/// said of all of them, in a line as long as this one.
pub fn wish_for_all(line: &str, dogs: &[&str], read: impl Fn(&str) -> Wish) -> WishForAll {
    let words = split(line);
    let mut own = Vec::new();
    let mut place = 0;
    while place < words.len() {
        match of_one(line, &words[place..], dogs, &read) {
            Some((count, work)) => {
                own.push(work);
                place += count;
            }
            None => place += 1,
        }
    }
    WishForAll {
        wish: read(&without(line, own.iter().map(|work| work.at.clone()))),
        own,
    }
}

/// The same of a whole line that starts with the names of the dogs.
#[must_use]
pub fn wish_of_line(
    line: &str,
    expert: &Expert,
    dogs: &[String],
    today: NaiveDate,
    names: &Names,
) -> WishForAll {
    let dogs: Vec<&str> = dogs.iter().map(String::as_str).collect();
    let start = line.len() - line.trim_start().len();
    let end = start + expert.dog.len();
    if line.get(start..end) != Some(expert.dog.as_str()) {
        return WishForAll {
            wish: expert.wish.clone(),
            own: Vec::new(),
        };
    }
    let behind = without(line, std::iter::once(start..end));
    wish_for_all(&behind, &dogs, |line| parse_wish(line, today, names))
}

/// The line with blanks in place of some of its bytes, so that all others stay where they are.
#[must_use]
pub fn without(line: &str, parts: impl Iterator<Item = Range<usize>>) -> String {
    let mut left = line.to_owned();
    for part in parts {
        let blanks = " ".repeat(part.len());
        left.replace_range(part, &blanks);
    }
    left
}

/// A dog's name and its work at the beginning of these words: how many words, and what.
fn of_one(
    line: &str,
    words: &[Word],
    dogs: &[&str],
    read: &impl Fn(&str) -> Wish,
) -> Option<(usize, WorkOfOne)> {
    let (dog, named) = named(words, dogs)?;
    let most = words.len().min(named + MOST_WORDS);
    (named + 1..=most).rev().find_map(|count| {
        let (first, last) = (words.get(named)?, words.get(count - 1)?);
        let wish = read(line.get(first.at.start..last.at.end)?);
        let is_work = !wish.services.is_empty() || !wish.add_ons.is_empty();
        let only = Wish {
            service: None,
            services: Vec::new(),
            add_ons: Vec::new(),
            ..wish.clone()
        };
        (is_work && only == Wish::default()).then(|| {
            let work = WorkOfOne {
                dog,
                at: words[0].at.start..last.at.end,
                work_at: first.at.start..last.at.end,
                services: wish.services,
                add_ons: wish.add_ons,
            };
            (count, work)
        })
    })
}

/// Which dog the first words name, and in how many words.
fn named(words: &[Word], dogs: &[&str]) -> Option<(usize, usize)> {
    let names: Vec<Vec<Word>> = dogs.iter().map(|name| split(name)).collect();
    let is_whole = |name: &Vec<Word>| {
        !name.is_empty()
            && words.len() > name.len()
            && name.iter().zip(words).all(|(one, other)| one.text == other.text)
    };
    if let Some(dog) = names.iter().position(is_whole) {
        return Some((dog, names[dog].len()));
    }
    let typed = words.first().map(|word| word.text.as_str())?;
    let mut begins = (0..names.len()).filter(|dog| {
        let first = names[*dog].first();
        first.is_some_and(|first| first.text.starts_with(typed))
    });
    let dog = begins.next().filter(|_| typed.chars().count() >= ENOUGH)?;
    begins.next().is_none().then_some((dog, 1))
}

/// The dogs with what they come for on a day, in the order they were named; fewer while the salon sells nothing.
pub fn together_as_wished(
    store: &Store,
    dogs: &[DogId],
    wished: &WishForAll,
    day: NaiveDate,
) -> Result<Vec<Companion>> {
    let mut companions = Vec::new();
    for (place, dog) in dogs.iter().enumerate() {
        let own = wished.own.iter().rev().find(|own| own.dog == place);
        let mut services = &wished.wish.services;
        let mut add_ons = wished.wish.add_ons.clone();
        if let Some(own) = own {
            if !own.services.is_empty() {
                services = &own.services;
                add_ons.clear();
            }
            let more = own.add_ons.iter().filter(|id| !add_ons.contains(id));
            let more: Vec<ServiceId> = more.copied().collect();
            add_ons.extend(more);
        }
        let service = meant_service(store, services, *dog)?;
        companions.extend(companion(store, *dog, service, &add_ons, day)?);
    }
    Ok(companions)
}

/// Says with whom each of them may be: all with the groomer who was named, each with any of several, or each with the one it
/// knows.
pub fn ask_for_groomers(companions: &mut [Companion], wish: &mut Wish) {
    let nobody_known = companions.iter().all(|dog| dog.usual.is_none());
    if wish.usual_groomer && nobody_known && !companions.is_empty() {
        wish.problems.push(Problem {
            at: 0..0,
            sentence: "None of them has a usual groomer yet: leave that out, or type a name.".to_owned(),
        });
    }
    for dog in companions {
        let named: Vec<GroomerId> = match wish.groomer {
            _ if wish.usual_groomer => dog.usual.into_iter().collect(),
            Some(only) => vec![only],
            None => wish.groomers.clone(),
        };
        dog.among = named;
    }
}
