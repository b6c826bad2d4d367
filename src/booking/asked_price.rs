//! What a caller is told who only asks for a price: `how much is a full groom for a poodle`.

use chrono::NaiveDate;

use super::price_list::PriceList;
use super::{Meant, meant_dog, meant_service};
use crate::domain::breed;
use crate::domain::dog::Size;
use crate::domain::expert::{Names, parse_wish};
use crate::domain::money::Cents;
use crate::domain::phrase::split;
use crate::domain::price::Cost;
use crate::domain::sentence::spoken_length;
use crate::domain::service::Service;
use crate::store::{Result, Store};

/// What begins the question.
const ASKED: [&str; 17] = [
    "how much do you charge for",
    "what do you charge for",
    "how much would be",
    "how much would",
    "how much does",
    "how much will",
    "how much is",
    "how much for",
    "how much",
    "what is the price of",
    "what is the price for",
    "what does",
    "price list for",
    "price for",
    "price of",
    "cost of",
    "price",
];

/// The one word of these that is a name as well.
const NAME: &str = "price";

/// Words of the question that say nothing of what is asked for.
const EMPTY: [&str; 12] = [
    "a", "an", "the", "my", "of", "for", "cost", "costs", "be", "dog", "please", "it",
];

/// The most words of a breed's name.
const BREED_WORDS: usize = 4;

/// For what an answer can be given.
const FOR_WHAT: &str =
    "Price of what? Type the work and the breed, such as: how much is a bath for a poodle.";

/// The answer to a line that only asks for a price, for a dog of the book, a breed, a size or any dog; `None` for any other
/// line. Nothing is booked by it.
pub fn price_asked(
    store: &Store,
    line: &str,
    today: NaiveDate,
    names: &Names,
    currency: &str,
) -> Result<Option<String>> {
    let words: Vec<String> = split(line)
        .into_iter()
        .map(|word| word.text.trim_matches('?').to_owned())
        .collect();
    let typed = words.join(" ");
    let Some(asked) = ASKED.iter().find_map(|said| {
        let rest = typed.strip_prefix(said)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().to_owned())
    }) else {
        return Ok(None);
    };
    // A dog or a client may be called so.
    if typed.starts_with(NAME) && store.find_sure(NAME, today, 1)?.1 > 0 {
        return Ok(None);
    }
    let (work, whom) = asked.split_once(" for ").unwrap_or((asked.as_str(), ""));
    let (mut work, mut whom_words) = (said(work), said(whom));
    let size = size_in(&mut work).or_else(|| size_in(&mut whom_words));
    let mut breed = breed::spelled(&whom_words.join(" "));
    let mut wish = parse_wish(&work.join(" "), today, names);
    if breed.is_none() && !wish.problems.is_empty() {
        breed = breed_in(&mut work);
        wish = parse_wish(&work.join(" "), today, names);
    }
    if let Some(problem) = wish.problems.first() {
        return Ok(Some(problem.sentence.clone()));
    }
    let dog = if whom_words.is_empty() || breed.is_some() {
        None
    } else {
        match meant_dog(store, &whom_words.join(" "), today)? {
            Meant::One(dog) => Some(dog),
            Meant::Several(_) | Meant::Nobody => None,
        }
    };
    let list = match (&dog, &breed) {
        (Some(dog), _) => PriceList::read(store, Some(dog.id))?,
        (None, breed) => PriceList::of_breed(store, breed.as_deref().unwrap_or_default())?,
    };
    let list = size.map_or_else(|| list.clone(), |size| list.for_size(size));
    let service = match &dog {
        Some(dog) => meant_service(store, &wish.services, dog.id)?,
        None => list.suiting(&wish.services),
    };
    let parts: Vec<&Service> = service
        .into_iter()
        .chain(wish.add_ons.iter().copied())
        .filter_map(|id| list.service(id))
        .collect();
    if parts.is_empty() {
        return Ok(Some(FOR_WHAT.to_owned()));
    }
    let whom = dog
        .map(|dog| dog.name())
        .or(breed)
        .map(|whom| format!(" for {whom}"));
    Ok(Some(answer(
        &list,
        &parts,
        &whom.unwrap_or_default(),
        today,
        currency,
    )))
}

/// The words that say something, each once.
fn said(words: &str) -> Vec<String> {
    let words = words.split_whitespace().filter(|word| !EMPTY.contains(word));
    words.map(str::to_owned).collect()
}

/// Takes a size out of the words.
fn size_in(words: &mut Vec<String>) -> Option<Size> {
    let of = |word: &str| match word {
        "small" | "little" | "tiny" => Some(Size::Small),
        "medium" => Some(Size::Medium),
        "large" | "big" => Some(Size::Large),
        "xl" | "giant" | "huge" => Some(Size::ExtraLarge),
        _ => None,
    };
    let at = words.iter().position(|word| of(word).is_some())?;
    of(&words.remove(at))
}

/// Takes a breed of as many words as belong to it out of the others.
fn breed_in(words: &mut Vec<String>) -> Option<String> {
    for count in (1..=BREED_WORDS.min(words.len())).rev() {
        for from in 0..=words.len() - count {
            if let Some(breed) = breed::spelled(&words[from..from + count].join(" ")) {
                words.drain(from..from + count);
                return Some(breed);
            }
        }
    }
    None
}

/// `Full groom for Poodle: small 62, medium 78, large 95, XL 135 euros.`
fn answer(list: &PriceList, parts: &[&Service], whom: &str, today: NaiveDate, currency: &str) -> String {
    let names: Vec<&str> = parts.iter().map(|service| service.name.as_str()).collect();
    let what = names.join(" with ");
    let total = |list: &PriceList| {
        let costs = parts.iter().map(|service| list.cost(service, today));
        costs.fold(Cost::default(), |sum, cost| Cost {
            minutes: sum.minutes + cost.minutes,
            stay_minutes: sum.stay_minutes + cost.stay_minutes,
            price_cents: Cents(sum.price_cents.0 + cost.price_cents.0),
        })
    };
    let sizes = Size::ALL.map(|size| (size, total(&list.for_size(size))));
    let by_size = list.how_big.size().is_none() && sizes.windows(2).any(|two| two[0].1 != two[1].1);
    if by_size {
        let each = sizes
            .iter()
            .map(|(size, cost)| format!("{} {}", size.as_str(), cost.price_cents));
        let each: Vec<String> = each.collect();
        return format!("{what}{whom}, by size: {} {currency}", each.join(", "))
            .trim_end()
            .to_owned()
            + ".";
    }
    let cost = total(list);
    let size = list
        .how_big
        .size()
        .map_or_else(String::new, |size| format!(" ({})", size.as_str()));
    let price = format!("{} {currency}", cost.price_cents);
    format!(
        "{what}{whom}{size}: {}, about {}.",
        price.trim_end(),
        spoken_length(cost.stay_minutes)
    )
}
