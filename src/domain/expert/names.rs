//! The salon's own words: which services and groomers a typed word may mean.

use super::same_work::same_work_at;
use crate::domain::id::{GroomerId, ServiceId};
use crate::domain::phrase::Word;
use crate::domain::schedule::Span;
use crate::domain::text;

/// What can be booked now, and with whom, each in the order of its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The services with their names, without those only done on top.
    pub services: Vec<(ServiceId, String)>,
    /// What is only done on top of a service, with its name.
    pub add_ons: Vec<(ServiceId, String)>,
    /// The groomers with their names.
    pub groomers: Vec<(GroomerId, String)>,
    /// From the earliest start of work in a week to its latest end, which tells what hour is meant by `7`; `None` where
    /// nobody has hours.
    pub hours: Option<Span>,
}

/// The fewest letters of a service's word; a whole shorter word will do too.
const SERVICE_LETTERS: usize = 3;
/// The fewest letters of a groomer's name; a whole shorter name will do too.
const GROOMER_LETTERS: usize = 2;

/// What the whole name of a service in one word counts for beyond its word.
const EXACT: usize = 1;

/// The names cut into folded words, once for a line.
pub(super) struct NameBook<'a> {
    pub names: &'a Names,
    services: Vec<Vec<String>>,
    add_ons: Vec<Vec<String>>,
    groomers: Vec<Vec<String>>,
}

/// How well a typed word fits one name of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// The place in the list.
    pub place: usize,
    /// Whether a whole word of the name was typed.
    pub whole: bool,
    /// Higher is better; fits of several words add up.
    pub score: usize,
}

impl<'a> NameBook<'a> {
    pub fn new(names: &'a Names) -> Self {
        Self {
            names,
            services: names
                .services
                .iter()
                .map(|(_, name)| with_twin(name_words(name)))
                .collect(),
            add_ons: names.add_ons.iter().map(|(_, name)| name_words(name)).collect(),
            groomers: names.groomers.iter().map(|(_, name)| name_words(name)).collect(),
        }
    }

    /// The services a word may mean, in the order of the list; whole words count for more.
    pub fn services(&self, typed: &str) -> Vec<Fit> {
        let mut found = fits(&self.services, typed, SERVICE_LETTERS, |whole, _first| {
            usize::from(whole)
        });
        // The whole name of a service means that one, whatever else has the word in its name.
        for fit in found.iter_mut().filter(|fit| fit.whole) {
            let named = text::fold(self.service_name(fit.place));
            if text::words(&named).eq(text::words(&text::fold(typed))) {
                fit.score += EXACT;
            }
        }
        found
    }

    /// What is done on top that a word may mean.
    pub fn add_ons(&self, typed: &str) -> Vec<Fit> {
        fits(&self.add_ons, typed, SERVICE_LETTERS, |whole, _first| {
            usize::from(whole)
        })
    }

    /// The services, and what is done on top, that the first words may name, with how many words that is and whether what is
    /// done on top is rather meant. A word that no name has is read as another word for the same work; two words may be the
    /// one of a name, `shave down` that of a shave-down.
    pub fn work_at(&self, words: &[Word]) -> Vec<(usize, [Vec<Fit>; 2], bool)> {
        let Some(first) = words.first() else {
            return Vec::new();
        };
        let own = |typed: &str| [self.services(typed), self.add_ons(typed)];
        let is_own = |word: &Word| own(&word.text).iter().any(|fits| !fits.is_empty());
        let mut found = Vec::new();
        for (count, named) in same_work_at(words) {
            // `nail trim` is one thing also where the salon has another with a trim in its name.
            let is_a_name = if count == 1 {
                is_own(first)
            } else {
                let all = words[..count].iter().map(|word| self.of_one_name(&word.text));
                all.reduce(|one, other| one.into_iter().filter(|place| other.contains(place)).collect())
                    .is_some_and(|places| !places.is_empty())
            };
            if !is_a_name {
                found.push((
                    count,
                    [alike(&self.services, named), alike(&self.add_ons, named)],
                    false,
                ));
            }
        }
        found.push((1, own(&first.text), self.rather_on_top(&first.text)));
        if let [one, two, ..] = words {
            let joined = format!("{}{}", one.text, two.text);
            let whole = |fits: Vec<Fit>| fits.into_iter().filter(|fit| fit.whole).collect::<Vec<Fit>>();
            if one.text.len() > 1 && !(is_own(one) && is_own(two)) {
                found.push((2, own(&joined).map(whole), self.rather_on_top(&joined)));
            }
        }
        found
    }

    /// The places of all names, services first, that a word may mean.
    fn of_one_name(&self, typed: &str) -> Vec<usize> {
        let services = self.services(typed).into_iter().map(|fit| fit.place);
        let behind = self.services.len();
        let add_ons = self.add_ons(typed).into_iter().map(|fit| behind + fit.place);
        services.chain(add_ons).collect()
    }

    /// Whether a word rather means something done on top than a service: it is its whole name, and no service's.
    pub fn rather_on_top(&self, typed: &str) -> bool {
        let typed: String = text::words(typed).collect();
        let is_named = |list: &[Vec<String>]| {
            list.iter()
                .any(|words| matches!(words.as_slice(), [only] if *only == typed))
        };
        is_named(&self.add_ons) && !is_named(&self.services)
    }

    /// The groomers a word may mean; whole names count for more, then first names.
    pub fn groomers(&self, typed: &str) -> Vec<Fit> {
        fits(&self.groomers, typed, GROOMER_LETTERS, |whole, first| {
            2 * usize::from(whole) + usize::from(first)
        })
    }

    /// The one groomer whose name sounds like a word that is nobody's: `davide` is David where no other name sounds so.
    pub fn alike(&self, typed: &str) -> Option<Fit> {
        let typed: String = text::words(typed).collect();
        if typed.chars().count() < SOUND_LETTERS || typed.chars().any(|c| !c.is_alphabetic()) {
            return None;
        }
        let sound = sound_of(&typed);
        let sounds_so = |words: &&Vec<String>| words.first().is_some_and(|word| sound_of(word) == sound);
        let places = self
            .groomers
            .iter()
            .enumerate()
            .filter(|(_, words)| sounds_so(words));
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        let [place] = places.as_slice() else { return None };
        Some(Fit {
            place: *place,
            whole: false,
            score: 1,
        })
    }

    /// Every word of the names, each with what is shown for it: a groomer's whole name, and the word itself of a service.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        let groomers = self.groomers.iter().zip(&self.names.groomers);
        let groomers =
            groomers.flat_map(|(words, (_, name))| words.iter().map(|word| (word.as_str(), name.as_str())));
        let work = self.services.iter().chain(&self.add_ons).flatten();
        groomers.chain(work.map(|word| (word.as_str(), word.as_str())))
    }

    pub fn service_name(&self, place: usize) -> &str {
        self.names.services.get(place).map_or("", |(_, name)| name)
    }

    pub fn groomer_name(&self, place: usize) -> &str {
        self.names.groomers.get(place).map_or("", |(_, name)| name)
    }
}

/// The words a name answers to: `de-shed` to `de`, `shed` and `deshed`.
fn name_words(name: &str) -> Vec<String> {
    let folded = text::fold(name);
    let mut words = Vec::new();
    for piece in folded.split_whitespace() {
        words.extend(text::words(piece).map(str::to_owned));
        let squashed: String = text::words(piece).collect();
        if !words.contains(&squashed) {
            words.push(squashed);
        }
    }
    words
}

/// The fewest letters of a name that is recognised by its sound.
const SOUND_LETTERS: usize = 3;

/// A name as it sounds in the languages of most clients: one way to write each sound, no letter twice, and no vowel at its end.
fn sound_of(name: &str) -> String {
    let mut sound = name.to_owned();
    for (written, sounds) in [
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("ch", "k"),
        ("c", "k"),
        ("q", "k"),
        ("y", "i"),
        ("j", "i"),
        ("z", "s"),
        ("w", "v"),
        ("h", ""),
    ] {
        sound = sound.replace(written, sounds);
    }
    let mut letters: Vec<char> = sound.chars().collect();
    letters.dedup();
    while letters.len() > 2 && letters.last().is_some_and(|c| "aeiou".contains(*c)) {
        letters.pop();
    }
    letters.into_iter().collect()
}

/// The names of a list that have one of these words.
fn alike(list: &[Vec<String>], named: &[&str]) -> Vec<Fit> {
    let has = |words: &Vec<String>| words.iter().any(|word| named.contains(&word.as_str()));
    let alike = list.iter().enumerate().filter(|(_, words)| has(words));
    alike
        .map(|(place, _)| Fit {
            place,
            whole: false,
            score: 0,
        })
        .collect()
}

/// The words of a service with the other word for the same work: who asks for a bath means the wash as well.
fn with_twin(mut words: Vec<String>) -> Vec<String> {
    for (one, other) in [("bath", "wash"), ("wash", "bath")] {
        if words.iter().any(|word| word == one) && !words.iter().any(|word| word == other) {
            words.push(other.to_owned());
            break;
        }
    }
    words
}

fn fits(list: &[Vec<String>], typed: &str, least: usize, score: impl Fn(bool, bool) -> usize) -> Vec<Fit> {
    let typed: String = text::words(typed).collect();
    let long_enough = typed.chars().count() >= least;
    let fit = |(place, words): (usize, &Vec<String>)| {
        let best = words
            .iter()
            .enumerate()
            .filter(|(_, word)| !typed.is_empty() && word.starts_with(&typed));
        best.map(|(i, word)| (*word == typed, i == 0))
            .filter(|(whole, _)| *whole || long_enough)
            .map(|(whole, first)| Fit {
                place,
                whole,
                score: score(whole, first),
            })
            .max_by_key(|fit| fit.score)
    };
    list.iter().enumerate().filter_map(fit).collect()
}
