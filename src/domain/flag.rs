//! Words that only say that there is nothing, or that there is something without saying what.

use super::text::fold;

/// Ways to write that there is nothing, folded and without marks; a dash alone leaves nothing at all.
const NOTHING: [&str; 12] = [
    "", "no", "none", "nothing", "nil", "na", "nao", "nada", "nenhum", "nenhuma", "nein", "keine",
];

/// Ways to write that there is something.
const YES: [&str; 8] = ["yes", "y", "true", "sim", "si", "ja", "oui", "x"];

/// Whether words only say that there is nothing: `no`, `none`, `-`, `não`, and no words at all.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&plain(text).as_str())
}

/// Whether words only say that there is something: `yes`, `y`, `sim`.
#[must_use]
pub fn is_yes(text: &str) -> bool {
    YES.contains(&plain(text).as_str())
}

/// Folded, without marks around and between the words: `N/A` is `na`.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let kept = folded.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_in_any_way_is_nothing_and_yes_alone_says_nothing_either() {
        for text in ["", "no", "None", "-", "--", "não", "N/A", "nothing.", " no "] {
            assert!(is_nothing(text), "{text}");
            assert!(!is_yes(text), "{text}");
        }
        for text in ["yes", "Y", "sim!", "x"] {
            assert!(is_yes(text), "{text}");
            assert!(!is_nothing(text), "{text}");
        }
        for text in ["nuts", "no chicken", "none but oats", "bit Ana, yes"] {
            assert!(!is_nothing(text) && !is_yes(text), "{text}");
        }
    }
}
