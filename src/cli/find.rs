//! `pomsalon find`: dogs and clients by anything one remembers.

use clap::Args;
use serde::Serialize;

use super::failure::Result;
use super::output::{print_json, print_lines, tell};
use super::salon_file::Globals;
use crate::domain::client::phone_tail;
use crate::domain::text;
use crate::paper::{Columns, PAGE};
use crate::store::Hit;

/// Finds dogs and clients by name, phone, breed or chip.
#[derive(Debug, Args)]
pub struct Find {
    /// What one remembers: a dog, a client, the end of a phone number, a breed, a chip
    #[arg(value_name = "TEXT", required = true)]
    words: Vec<String>,
}

/// The most that is printed; nobody reads on.
const MOST: usize = 50;

const COLUMNS: [(&str, bool); 5] = [
    ("Dog", true),
    ("Client", true),
    ("Breed", true),
    ("Phone", false),
    ("Today", false),
];

#[derive(Serialize)]
struct Found<'a> {
    text: &'a str,
    hits: &'a [Hit],
    more: bool,
}

impl Find {
    /// Prints what was found, best first.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let open = globals.open_to_read()?;
        let typed = text::clean(&self.words.join(" "), text::LINE);
        let mut hits = open.store.find(&typed, open.today(), MOST + 1)?;
        open.store.close()?;
        let more = hits.len() > MOST;
        hits.truncate(MOST);
        if globals.json {
            return print_json(&Found {
                text: &typed,
                hits: &hits,
                more,
            });
        }
        if hits.is_empty() {
            tell(&format!(
                "No dog or client like `{typed}`: try fewer letters, or the end of the phone number."
            ));
            return Ok(());
        }
        let rows: Vec<Vec<String>> = hits.iter().map(cells).collect();
        let columns = Columns::fit(&COLUMNS, &rows, PAGE);
        let mut lines = vec![columns.titles()];
        lines.extend(rows.iter().map(|row| columns.line(row)));
        print_lines(&lines)?;
        if more {
            tell(&format!(
                "These are the first {MOST}: type more letters to see others."
            ));
        }
        Ok(())
    }
}

fn cells(hit: &Hit) -> Vec<String> {
    match hit {
        Hit::Dog { dog, today } => vec![
            dog.name(),
            dog.client.clone(),
            dog.breed.clone(),
            phone_tail(&dog.phone),
            if *today { "today" } else { "" }.to_owned(),
        ],
        Hit::Client(client) => vec![
            "(no dog)".to_owned(),
            client.name(),
            String::new(),
            phone_tail(&client.phone),
            String::new(),
        ],
    }
}
