//! Other words for the same work: what callers call a service that the salon's list names otherwise.

use crate::domain::phrase::{Word, starts};

/// What callers say, and the words of the services that do it.
pub(super) struct SameWork {
    said: &'static [&'static str],
    pub named: &'static [&'static str],
}

/// Asked only where no service of the salon has the word itself. A phrase of several words comes before its parts.
const SAME_WORK: [SameWork; 8] = [
    SameWork {
        said: &[
            "nail trim",
            "nail trimming",
            "nail clip",
            "nail clipping",
            "nail cut",
            "nails trimmed",
            "nails clipped",
            "nails cut",
            "nails done",
            "nail",
            "nails",
            "claws",
            "pedicure",
        ],
        named: &["nails", "nail", "claws", "pedicure"],
    },
    SameWork {
        said: &["teeth cleaning", "teeth brushing", "teeth", "tooth", "dental"],
        named: &["teeth", "tooth", "dental"],
    },
    SameWork {
        said: &["shave down", "shave-down", "shave", "shaved", "shaving"],
        named: &["shave", "shaved", "shaving", "shavedown"],
    },
    SameWork {
        said: &["deshed", "deshedding", "de shedding", "shedding", "undercoat"],
        named: &["deshed", "deshedding", "shed", "shedding", "undercoat"],
    },
    SameWork {
        said: &["bath", "wash", "shampoo", "bathing", "washing"],
        named: &["bath", "wash", "shampoo"],
    },
    SameWork {
        said: &["blow dry", "blow-dry", "blow out", "dry", "drying"],
        named: &["blow", "dry", "blowout", "blowdry"],
    },
    SameWork {
        said: &["dematting", "de matting", "matting", "mats"],
        named: &["matting", "dematting", "mats"],
    },
    SameWork {
        said: &[
            "full groom",
            "full grooming",
            "full haircut",
            "full trim",
            "full clip",
            "full works",
            "works",
            "hair cut",
            "haircut",
            "groom",
            "grooming",
            "tidy",
            "trim",
            "trimming",
            "clip",
            "clipping",
            "cut",
            "style",
            "styling",
        ],
        named: &[
            "groom", "grooming", "haircut", "cut", "trim", "clip", "tidy", "style", "styling",
        ],
    },
];

/// The other words for the work that the first words name, and how many words that is; the longest phrase first.
pub(super) fn same_work_at(words: &[Word]) -> impl Iterator<Item = (usize, &'static [&'static str])> {
    let mut found: Vec<(usize, &'static [&'static str])> = Vec::new();
    for work in &SAME_WORK {
        let longest = work.said.iter().filter_map(|said| starts(words, said)).max();
        found.extend(longest.map(|count| (count, work.named)));
    }
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    found.into_iter()
}

/// Whether a word is one that callers use for some work.
pub(super) fn is_of_work(typed: &str) -> bool {
    SAME_WORK.iter().any(|work| work.said.contains(&typed))
}
