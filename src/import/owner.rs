//! The person a line of a file names beside the dog.

/// Who brings the dog, as the file tells it; two lines with the same owner are two dogs of one client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Owner {
    /// First name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// The phone number as written; may be empty.
    pub phone: String,
    /// The mail address as written; may be empty.
    pub email: String,
    /// Whom to call when they cannot be reached; may be empty.
    pub emergency: String,
    /// Who else may pick the dog up; may be empty.
    pub pick_up: String,
}

impl Owner {
    /// Whether nothing is known at all.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.first_name, &self.last_name, &self.phone, &self.email]
            .iter()
            .all(|text| text.is_empty())
    }
}

/// Splits a whole name into first and last: the last word with the small words before it (`de`, `van der`) is the
/// family's; `Moreira, Marta` is turned round; a single word is the family's.
pub(super) fn split_name(name: &str) -> (String, String) {
    if let Some((last, first)) = name.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some(mut cut) = words.len().checked_sub(1) else {
        return (String::new(), String::new());
    };
    while cut > 1 && words[cut - 1].starts_with(char::is_lowercase) {
        cut -= 1;
    }
    (words[..cut].join(" "), words[cut..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_name_falls_into_first_and_last() {
        for (name, first, last) in [
            ("Marta Moreira", "Marta", "Moreira"),
            ("Ana Maria de Sousa", "Ana Maria", "de Sousa"),
            ("Jan van der Berg", "Jan", "van der Berg"),
            ("Moreira, Marta", "Marta", "Moreira"),
            ("Moreira", "", "Moreira"),
            ("de Sousa", "de", "Sousa"),
            ("", "", ""),
        ] {
            assert_eq!(split_name(name), (first.to_owned(), last.to_owned()), "{name}");
        }
    }
}
