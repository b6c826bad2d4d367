//! What is done on top of the service somebody waits for, as the note of the wish keeps it: `with Teeth + Nails; any day`.

const WITH: &str = "with ";
const AND: &str = " + ";
const THEN: &str = "; ";

/// A note that begins with what is done on top.
#[must_use]
pub fn noted(on_top: &[&str], note: &str) -> String {
    let with = format!("{WITH}{}", on_top.join(AND));
    match (on_top.is_empty(), note.is_empty()) {
        (true, _) => note.to_owned(),
        (false, true) => with,
        (false, false) => format!("{with}{THEN}{note}"),
    }
}

/// What a note says is done on top, of what the salon sells, and the rest of it. A name that is sold no more leaves the
/// whole note to be read.
#[must_use]
pub fn on_top<'a, Id: Copy>(note: &'a str, sold: &[(Id, String)]) -> (Vec<Id>, &'a str) {
    let mut found = Vec::new();
    let mut next = note.strip_prefix(WITH);
    while let Some(rest) = next {
        let named = sold.iter().filter_map(|(id, name)| {
            let after = rest.strip_prefix(name.as_str())?;
            let ends = after.is_empty() || after.starts_with(AND) || after.starts_with(THEN);
            ends.then_some((*id, after))
        });
        let Some((id, after)) = named.min_by_key(|(_, after)| after.len()) else {
            return (Vec::new(), note);
        };
        found.push(id);
        next = after.strip_prefix(AND);
        if next.is_none() {
            return (found, after.strip_prefix(THEN).unwrap_or(after));
        }
    }
    (found, note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_as_the_same() {
        let sold = ["Teeth", "Teeth + gums", "Nails; short", "Nails"].map(str::to_owned);
        let sold: Vec<(usize, String)> = sold.into_iter().enumerate().collect();
        for (on_top, note) in [
            (vec![], ""),
            (vec![], "any day"),
            (vec![0], ""),
            (vec![1, 2], "calls back; likes Ana"),
            (vec![3, 0], "with a muzzle"),
        ] {
            let names: Vec<&str> = on_top.iter().map(|id: &usize| sold[*id].1.as_str()).collect();
            let words = noted(&names, note);
            assert_eq!(super::on_top(&words, &sold), (on_top, note), "{words}");
        }
        // Sold no more, it stays to be read.
        assert_eq!(
            on_top("with Bows; any day", &sold),
            (vec![], "with Bows; any day")
        );
    }
}
