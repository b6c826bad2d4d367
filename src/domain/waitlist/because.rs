//! Why the salon calls a client, as the note of the call keeps it: `Ana is ill; was Fri 20 Nov 10:30 with Ana`.

const THEN: &str = "; ";
const WAS: &str = "was ";

/// Why a client is called, and where the appointment was before the salon moved it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Because<'a> {
    /// Why, as one says it: `Ana is ill`; empty when nobody noted it.
    pub why: &'a str,
    /// Where it was; `None` where it stands as it was agreed, or was called off.
    pub was: Option<&'a str>,
}

impl<'a> Because<'a> {
    /// Reads the note of a call.
    #[must_use]
    pub fn read(note: &'a str) -> Self {
        if let Some(was) = note.strip_prefix(WAS) {
            return Self {
                why: "",
                was: Some(was),
            };
        }
        let parted = note
            .split_once(THEN)
            .and_then(|(why, rest)| Some((why, rest.strip_prefix(WAS)?)));
        parted.map_or(Self { why: note, was: None }, |(why, was)| Self {
            why,
            was: Some(was),
        })
    }

    /// The note that says it.
    #[must_use]
    pub fn noted(&self) -> String {
        match (self.why, self.was) {
            (why, None) => why.to_owned(),
            ("", Some(was)) => format!("{WAS}{was}"),
            (why, Some(was)) => format!("{why}{THEN}{WAS}{was}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_of_a_call_is_read_as_the_same() {
        for (why, was) in [
            ("", None),
            ("Ana is ill", None),
            ("Ana is ill", Some("Fri 20 Nov 10:30 with Ana")),
            // As earlier programs wrote it.
            ("", Some("Fri 20 Nov 10:30 with Ana")),
            ("Was Not Was is away", None),
        ] {
            let because = Because { why, was };
            assert_eq!(Because::read(&because.noted()), because);
        }
    }
}
