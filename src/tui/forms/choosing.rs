//! Choosing by letters: they build a word, and the option that it means is chosen. A word that means none leaves the
//! field as it was before the word.

use crate::domain::text::fold;

/// Letters of a word before it may stand in the middle of another.
const INSIDE: usize = 3;

/// Columns that the options may take in a sentence.
const ROOM: usize = 60;

/// Which option is chosen, and the word typed to choose it.
#[derive(Clone, Debug, Default)]
pub(super) struct Choosing {
    chosen: usize,
    /// What was chosen before the word was begun.
    before: usize,
    word: String,
    /// Whether the word means an option.
    fits: bool,
}

impl Choosing {
    pub(super) fn on(chosen: usize) -> Self {
        Self {
            chosen,
            ..Self::default()
        }
    }

    pub(super) const fn chosen(&self) -> usize {
        self.chosen
    }

    /// What was chosen before the word, or is chosen where there is none.
    pub(super) const fn before(&self) -> usize {
        if self.word.is_empty() {
            self.chosen
        } else {
            self.before
        }
    }

    /// The word as far as it was typed; empty when none is.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Chooses an option otherwise than by a word.
    pub(super) fn choose(&mut self, at: usize) {
        self.chosen = at;
        self.end();
    }

    /// The word is over; what it chose stays.
    pub(super) fn end(&mut self) {
        self.word.clear();
    }

    /// Takes the next letter of the word.
    pub(super) fn letter(&mut self, letter: char, options: &[String]) {
        if self.word.is_empty() {
            self.before = self.chosen;
        }
        self.word.push(letter);
        self.read(options);
    }

    /// Takes the last letter back.
    pub(super) fn rub(&mut self, options: &[String]) {
        if self.word.pop().is_some() {
            self.read(options);
        }
    }

    fn read(&mut self, options: &[String]) {
        let found = meant(&self.word, self.before, options);
        self.fits = self.word.trim().is_empty() || found.is_some();
        self.chosen = found.unwrap_or(self.before);
    }

    /// What is wrong with the word, as one sentence; nothing while it means an option.
    pub(super) fn problem(&self, options: &[String]) -> Option<String> {
        if self.word.is_empty() || self.fits {
            return None;
        }
        let stays = options.get(self.chosen).map_or("", String::as_str);
        let all = options.join(", ");
        let possible = if all.chars().count() <= ROOM {
            all
        } else {
            "Left and Right show them all".to_owned()
        };
        Some(format!(
            "There is no choice `{}`, so it stays {stays}. Possible: {possible}.",
            self.word.trim()
        ))
    }
}

fn plain(text: &str) -> String {
    let words = fold(text).replace([',', ';', '.'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The option that a word means: the one that is called so, begins so, has a word that begins so, or has it inside. A
/// letter alone, or typed again and again, goes from one option that begins with it to the next.
fn meant(word: &str, before: usize, options: &[String]) -> Option<usize> {
    let word = plain(word);
    let first = word.chars().next()?;
    let names: Vec<String> = options.iter().map(|option| plain(option)).collect();
    let by = |fits: &dyn Fn(&str) -> bool| names.iter().position(|name| fits(name));
    let same = word.chars().all(|letter| letter == first);
    let times = word.chars().count();
    if times > 1
        && let Some(at) =
            by(&|name| name == word.as_str()).or_else(|| by(&|name| name.starts_with(word.as_str())))
    {
        return Some(at);
    }
    if same {
        let after: Vec<usize> = (1..=names.len())
            .map(|ahead| (before + ahead) % names.len())
            .filter(|at| names[*at].starts_with(first))
            .collect();
        if !after.is_empty() {
            return after.get((times - 1) % after.len()).copied();
        }
    }
    if times == 1 {
        return None;
    }
    let begins = |name: &str| {
        let mut ends = name.match_indices(' ').map(|(at, _)| &name[at + 1..]);
        ends.any(|end| end.starts_with(word.as_str()))
    };
    by(&begins).or_else(|| {
        (times >= INSIDE)
            .then(|| by(&|name| name.contains(word.as_str())))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(all: &[&str]) -> Vec<String> {
        all.iter().map(|&option| option.to_owned()).collect()
    }

    fn typed(word: &str, from: usize, options: &[String]) -> Choosing {
        let mut choosing = Choosing::on(from);
        for letter in word.chars() {
            choosing.letter(letter, options);
        }
        choosing
    }

    #[test]
    fn a_word_chooses_what_it_says_and_one_letter_goes_on_to_the_next() {
        let sizes = options(&["not known", "small", "medium", "large", "XL"]);
        let sexes = options(&["male", "male, neutered", "female", "female, spayed", "not known"]);
        let vaccines = options(&["Bordetella", "DHPP", "Rabies", "Leptospirosis 4"]);
        for (word, all, from, chosen) in [
            ("small", &sizes, 0, "small"),
            ("s", &sizes, 0, "small"),
            ("Large", &sizes, 1, "large"),
            ("xl", &sizes, 1, "XL"),
            ("known", &sizes, 1, "not known"),
            ("female", &sexes, 0, "female"),
            ("m", &sexes, 0, "male, neutered"),
            ("mm", &sexes, 4, "male, neutered"),
            ("male", &sexes, 1, "male"),
            ("male neut", &sexes, 4, "male, neutered"),
            ("spayed", &sexes, 4, "female, spayed"),
            ("f", &sexes, 2, "female, spayed"),
            ("Rabies", &vaccines, 0, "Rabies"),
            ("spiro", &vaccines, 0, "Leptospirosis 4"),
        ] {
            let choosing = typed(word, from, all);
            assert_eq!(all[choosing.chosen()], chosen, "{word}");
            assert_eq!(choosing.problem(all), None, "{word}");
        }
    }

    #[test]
    fn a_word_that_means_nothing_leaves_what_was_chosen_before_it() {
        let sizes = options(&["not known", "small", "medium", "large", "XL"]);
        for word in ["smallish", "tiny", "k", "hello wait", "large dog"] {
            let choosing = typed(word, 2, &sizes);
            assert_eq!(sizes[choosing.chosen()], "medium", "{word}");
            let said = choosing.problem(&sizes).unwrap();
            assert!(said.contains("so it stays medium"), "{said}");
            assert!(said.contains("not known, small, medium, large, XL"), "{said}");
        }
        let mut choosing = typed("lx", 2, &sizes);
        choosing.rub(&sizes);
        assert_eq!(sizes[choosing.chosen()], "large", "the last letter is taken back");
        choosing.rub(&sizes);
        assert_eq!(sizes[choosing.chosen()], "medium");
        assert_eq!(choosing.problem(&sizes), None);
    }
}
