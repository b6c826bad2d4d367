//! The off-site command as people type it: words with blanks between them, quotes around those that have some inside.

/// Splits a typed line into words; nothing in it is a shell's.
///
/// # Errors
/// A sentence about a quote that does not end.
pub fn words_of(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    if let Some(open) = quote {
        return Err(format!("A quote ( {open} ) begins here and does not end."));
    }
    words.extend(word);
    Ok(words)
}

/// Writes words down as a line that [`words_of`] reads back.
#[must_use]
pub fn line_of(words: &[String]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| {
            let plain =
                !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            match word {
                word if plain => word.clone(),
                word if !word.contains('"') => format!("\"{word}\""),
                word => format!("'{}'", word.replace('\'', "'\"'\"'")),
            }
        })
        .collect();
    quoted.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_with_blanks_stand_in_quotes() {
        let words = words_of("  rclone copyto {} \"away:my salon/\"'s' ''").unwrap();
        assert_eq!(words, ["rclone", "copyto", "{}", "away:my salon/s", ""]);
        assert!(words_of("cp {} \"/mnt/x").is_err());
        assert_eq!(words_of(" ").unwrap(), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn what_is_written_down_is_read_back(words in prop::collection::vec("[a '\"{}é/]{0,6}", 0..5)) {
            prop_assert_eq!(words_of(&line_of(&words)).unwrap(), words);
        }
    }
}
