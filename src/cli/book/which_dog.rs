//! The dogs that a typed name may mean, where it is not one alone.

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::output::{print_json, tell};
use crate::domain::client::phone_tail;
use crate::domain::text;
use crate::paper::{Columns, PAGE};
use crate::store::DogLine;

/// More candidates than this nobody reads aloud.
const CANDIDATES: usize = 12;

const COLUMNS: [(&str, bool); 4] = [("Dog", true), ("Client", true), ("Breed", true), ("Phone", false)];

#[derive(Serialize)]
struct Ambiguous<'a> {
    booked: Option<()>,
    candidates: &'a [DogLine],
}

/// Lists the dogs one could mean.
pub(super) fn several(typed: &str, dogs: &[DogLine], json: bool) -> Failure {
    if json {
        let candidates = Ambiguous {
            booked: None,
            candidates: dogs,
        };
        if let Err(failure) = print_json(&candidates) {
            return failure;
        }
    }
    if let [only] = dogs {
        tell(&did_you_mean(typed, only));
        return Failure::Said(5);
    }
    tell(&format!(
        "`{typed}` could be one of these; add the last name or the client's name:"
    ));
    let rows: Vec<Vec<String>> = dogs
        .iter()
        .map(|dog| {
            vec![
                dog.name(),
                dog.client.clone(),
                dog.breed.clone(),
                phone_tail(&dog.phone),
            ]
        })
        .collect();
    let (shown, beyond) = rows.split_at(rows.len().min(CANDIDATES));
    let columns = Columns::fit(&COLUMNS, shown, PAGE - 2);
    for row in shown {
        tell(&format!("  {}", columns.line(row)));
    }
    if !beyond.is_empty() {
        tell(&format!("  and {} more", beyond.len()));
    }
    Failure::Said(5)
}

/// Asks about the one dog that is called nearly so, and says how it is typed.
fn did_you_mean(typed: &str, dog: &DogLine) -> String {
    let tail = phone_tail(&dog.phone);
    let of = match (dog.client.as_str(), tail.as_str()) {
        ("", _) => String::new(),
        (client, "") => format!(" of {client}"),
        (client, tail) => format!(" of {client} (..{tail})"),
    };
    let breed = match dog.breed.as_str() {
        "" => String::new(),
        breed => format!(", {breed}"),
    };
    let name = dog.name();
    format!(
        "No dog is called `{typed}`. Did you mean {name}{breed}{of}? Then type `{}` in its place.",
        text::fold(&name)
    )
}
