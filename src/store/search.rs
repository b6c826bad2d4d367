//! Find: one field for dog, client, phone tail, breed and chip, forgiving accents and typing errors.
//!
//! Each query reads a bounded number of rows: today's dogs, the few that the index does not hold yet, then at most a
//! page of exact words, of words beginning so, and of words one or two letters off.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, ToSql, named_params};
use unicode_normalization::UnicodeNormalization;

use super::Store;
use super::client;
use super::closeness::{begins, own_words, slips, words_of};
use super::columns::{Columns, Names};
use super::dog::{DogLine, line_from_row};
use super::error::Result;
use super::spelling::{LETTERS, variants};
use super::types::day_text;
use crate::domain::breed;
use crate::domain::client::Client;
use crate::domain::text::{digits, fold, forgiven, prefix_distance_at_most, words};

const TODAY: &str = "SELECT DISTINCT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed,
      d.chip AS chip, d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id LEFT JOIN client AS c ON c.id = d.client_id
    WHERE a.day = :day AND a.status NOT IN ('cancelled', 'no_show') ORDER BY a.start_min LIMIT 200";
const NEW_DOGS: &str =
    "SELECT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed, d.chip AS chip,
      d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
    WHERE d.number > (SELECT dogs FROM find_mark) ORDER BY d.number DESC LIMIT :limit";
const NEW_CLIENTS: &str =
    "SELECT c.id AS id, c.first_name AS first_name, c.last_name AS last_name, c.phone AS phone,
      c.email AS email, c.note AS note, c.emergency AS emergency, c.pick_up AS pick_up,
      c.deposit_cents AS deposit_cents, c.owes_cents AS owes_cents, c.do_not_book AS do_not_book, c.rev AS rev
    FROM client AS c WHERE c.number > (SELECT clients FROM find_mark) ORDER BY c.number DESC LIMIT :limit";
// The documents first, then their rows: the other way round the whole index would be read for each dog.
const DOGS: &str = "SELECT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed,
      d.chip AS chip, d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM (SELECT rowid AS number FROM find_index WHERE find_index MATCH :words AND rowid > 0 LIMIT :limit) AS f
      CROSS JOIN dog AS d ON d.number = f.number LEFT JOIN client AS c ON c.id = d.client_id";
const CLIENTS: &str = "SELECT c.id AS id, c.first_name AS first_name, c.last_name AS last_name, c.phone AS phone,
      c.email AS email, c.note AS note, c.emergency AS emergency, c.pick_up AS pick_up,
      c.deposit_cents AS deposit_cents, c.owes_cents AS owes_cents, c.do_not_book AS do_not_book, c.rev AS rev
    FROM (SELECT -rowid AS number FROM find_index WHERE find_index MATCH :words AND rowid < 0 LIMIT :limit) AS f
      CROSS JOIN client AS c ON c.number = f.number";
const ALIKE: &str = "SELECT DISTINCT word FROM spelling WHERE variant >= :from AND variant < :below LIMIT 80";
const DOG_AT: &str =
    "SELECT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed,
      d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id WHERE d.id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[TODAY, NEW_DOGS, NEW_CLIENTS, DOGS, CLIENTS, ALIKE, DOG_AT];

/// The most words a query looks at.
const MOST_WORDS: usize = 6;

/// Letters of a word's beginning that the index keeps.
const INDEXED: usize = 7;

/// The most rows one of the queries behind find reads.
const PAGE: i64 = 60;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hit {
    /// A dog, with its client, breed and phone beside the name.
    Dog {
        /// The dog.
        #[serde(flatten)]
        dog: DogLine,
        /// Whether it comes today.
        today: bool,
    },
    /// A client found by name or number who has no dog among the hits.
    Client(Client),
}

impl Store {
    /// Finds dogs and clients by what was typed, best first, at most `limit`. Nothing typed gives today's dogs.
    pub fn find(&self, typed: &str, today: NaiveDate, limit: usize) -> Result<Vec<Hit>> {
        Ok(self.find_sure(typed, today, limit)?.0)
    }

    /// The same, and how many of the hits, the first ones, have words that begin as it was typed; the others are guesses.
    pub fn find_sure(&self, typed: &str, today: NaiveDate, limit: usize) -> Result<(Vec<Hit>, usize)> {
        let mut tokens = tokens(typed);
        tokens.truncate(MOST_WORDS);
        let mut found = Found::new(limit);
        self.find_today(&tokens, today, &mut found)?;
        if tokens.is_empty() {
            let sure = found.hits.len();
            return Ok((found.hits, sure));
        }
        let guesses = std::mem::take(&mut found.later);
        self.find_new(&tokens, &mut found)?;
        let accented = accented(typed, &tokens);
        let query = |letters: usize, ending: &str| {
            let words = tokens.iter().zip(&accented);
            let parts: Vec<String> = words
                .map(|(word, accented)| either(word, accented, letters, ending))
                .collect();
            parts.join(" AND ")
        };
        self.find_dogs(&query(usize::MAX, ""), &fold(typed), &mut found)?;
        let full = query(usize::MAX, "*");
        let short = query(INDEXED, "*");
        // Beyond the beginnings that the index keeps, it would gather every document before it gives the first.
        let may_miss_some = self.find_dogs_beginning(&short, &tokens, &fold(typed), &mut found)?;
        if may_miss_some {
            self.find_dogs(&full, &fold(typed), &mut found)?;
        }
        self.find_clients(&short, &tokens, &mut found)?;
        let sure = found.hits.len();
        for line in guesses {
            found.add_dog(line, true);
        }
        for line in std::mem::take(&mut found.later) {
            found.add_dog(line, false);
        }
        if found.has_room()
            && let Some(forgiving) = self.forgiving(&tokens)?
        {
            self.find_dogs(&forgiving, &fold(typed), &mut found)?;
            self.find_clients(&forgiving, &[], &mut found)?;
        }
        if found.hits.is_empty()
            && let Some((name, _)) = breed::behind(typed)
        {
            // The breed may be said otherwise than it stands on the card: who is called so is guessed all the same.
            return Ok((self.find_sure(&name, today, limit)?.0, 0));
        }
        Ok((found.hits, sure))
    }

    /// One dog as lists show it.
    pub fn dog_line(&self, id: crate::domain::id::DogId) -> Result<Option<DogLine>> {
        Ok(self
            .connection
            .prepare_cached(DOG_AT)?
            .query_row(named_params! {":id": id}, |row| line_from_row(row))
            .optional()?)
    }

    /// Dogs of one of the queries above, each with its chip.
    fn lines(&self, sql: &str, of: &[(&str, &dyn ToSql)]) -> Result<Vec<(DogLine, String)>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = Names::of(&statement);
        known_letters(statement.query_map(of, |row| {
            let row = names.row(row);
            Ok((line_from_row(&row)?, row.column("chip")?))
        })?)
    }

    /// Today's few dogs need no index: a wrong letter is forgiven here at once.
    fn find_today(&self, tokens: &[String], today: NaiveDate, found: &mut Found) -> Result<()> {
        let lines = self.lines(TODAY, named_params! {":day": day_text(today)})?;
        found.add_near(lines, tokens, true);
        Ok(())
    }

    /// The few rows whose words the index does not hold yet.
    fn find_new(&self, tokens: &[String], found: &mut Found) -> Result<()> {
        let lines = self.lines(NEW_DOGS, named_params! {":limit": PAGE})?;
        found.add_near(lines, tokens, false);
        let clients = self
            .connection
            .prepare_cached(NEW_CLIENTS)?
            .query_map(named_params! {":limit": PAGE}, client::from_row)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        found.new_clients = clients
            .into_iter()
            .filter(|client| begins(tokens, &own_words(&client.name(), &client.phone)))
            .collect();
        Ok(())
    }

    fn find_dogs(&self, query: &str, typed: &str, found: &mut Found) -> Result<()> {
        self.find_dogs_beginning(query, &[], typed, found).map(|_| ())
    }

    /// Finds a page of dogs and keeps those of which some word begins with each of the words typed; whether there are
    /// more pages and some of this one fell away.
    fn find_dogs_beginning(
        &self,
        query: &str,
        tokens: &[String],
        typed: &str,
        found: &mut Found,
    ) -> Result<bool> {
        if !found.has_room() {
            return Ok(false);
        }
        let mut lines = self.lines(DOGS, named_params! {":words": query, ":limit": PAGE})?;
        let was_full = i64::try_from(lines.len()) == Ok(PAGE);
        let before = lines.len();
        if tokens.iter().any(|token| token.chars().count() > INDEXED) {
            lines.retain(|(line, chip)| begins(tokens, &words_of(line, chip)));
        }
        let fell_away = lines.len() < before;
        lines.sort_by_cached_key(|(line, _)| {
            let name = fold(&line.name());
            (name != typed.trim(), !name.starts_with(typed.trim()), name)
        });
        for (line, _) in lines {
            found.add_dog(line, false);
        }
        Ok(was_full && fell_away)
    }

    fn find_clients(&self, query: &str, tokens: &[String], found: &mut Found) -> Result<()> {
        if !found.has_room() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(CLIENTS)?;
        let of_query = named_params! {":words": query, ":limit": PAGE};
        let clients = known_letters(statement.query_map(of_query, client::from_row)?)?;
        for client in std::mem::take(&mut found.new_clients).into_iter().chain(clients) {
            if begins(tokens, &own_words(&client.name(), &client.phone)) {
                found.add_client(client);
            }
        }
        Ok(())
    }

    /// The query with every word joined by its look-alikes; `None` when none has any.
    fn forgiving(&self, tokens: &[String]) -> Result<Option<String>> {
        let mut any = false;
        let mut parts = Vec::new();
        for token in tokens {
            let alike = self.alike(token)?;
            any |= !alike.is_empty();
            let start: String = token.chars().take(INDEXED).collect();
            let mut choice = vec![format!("\"{start}\"*")];
            choice.extend(alike.iter().map(|word| format!("\"{word}\"")));
            parts.push(format!("({})", choice.join(" OR ")));
        }
        Ok(any.then(|| parts.join(" AND ")))
    }

    /// Words of names that somebody who typed this may have meant, nearest first.
    fn alike(&self, token: &str) -> Result<Vec<String>> {
        let limit = forgiven(token.chars().count());
        if limit == 0 || token.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(ALIKE)?;
        let mut near: Vec<(usize, usize, String)> = Vec::new();
        let mut seen = HashSet::new();
        let start: String = token.chars().take(LETTERS).collect();
        for from in variants(&start) {
            let below = format!("{from}\u{10ffff}");
            let mut rows = statement.query(named_params! {":from": from, ":below": below})?;
            while let Some(row) = rows.next()? {
                let word: String = row.get("word")?;
                if seen.insert(word.clone())
                    && let Some(errors) = prefix_distance_at_most(token, &word, limit)
                {
                    near.push((errors, word.chars().count().abs_diff(token.chars().count()), word));
                }
            }
        }
        near.sort_unstable();
        near.truncate(12);
        Ok(near.into_iter().map(|(_, _, word)| word).collect())
    }
}

/// The words of what was typed; a number typed in groups (`555 01 23`) is one word.
fn tokens(typed: &str) -> Vec<String> {
    let only_number = typed.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    let number = digits(typed);
    if only_number && number.len() > 4 {
        return vec![number];
    }
    words(&fold(typed)).map(str::to_owned).collect()
}

/// Gathers rows of the index. Letters younger than the engine split a word for it, and it answers such a word with an
/// error: then it knows nobody of that name.
fn known_letters<T>(rows: impl Iterator<Item = rusqlite::Result<T>>) -> Result<Vec<T>> {
    match rows.collect() {
        Err(rusqlite::Error::SqliteFailure(_, Some(words))) if words.starts_with("fts5: phrase") => {
            Ok(Vec::new())
        }
        rows => Ok(rows?),
    }
}

/// The words again with the accents they were typed with: of letters that are not Latin the index keeps them. Words that
/// the accents split otherwise are left as they are.
fn accented(typed: &str, tokens: &[String]) -> Vec<String> {
    let lower: String = typed.nfc().flat_map(char::to_lowercase).nfc().collect();
    let accented: Vec<String> = words(&lower).take(tokens.len()).map(str::to_owned).collect();
    if accented.len() == tokens.len() {
        accented
    } else {
        tokens.to_vec()
    }
}

/// A word in the index's language, or either of two when they differ within so many letters.
fn either(word: &str, accented: &str, letters: usize, ending: &str) -> String {
    let start = |word: &str| word.chars().take(letters).collect::<String>();
    let (word, accented) = (start(word), start(accented));
    if word == accented || accented.is_ascii() {
        format!("\"{word}\"{ending}")
    } else {
        format!("(\"{word}\"{ending} OR \"{accented}\"{ending})")
    }
}

/// Hits in order, each dog and client once.
struct Found {
    hits: Vec<Hit>,
    /// Dogs with a wrong letter: after those typed right, before any other guess.
    later: Vec<DogLine>,
    /// Clients that the index does not hold yet.
    new_clients: Vec<Client>,
    dogs: HashSet<crate::domain::id::DogId>,
    clients: HashSet<crate::domain::id::ClientId>,
    limit: usize,
}

impl Found {
    fn new(limit: usize) -> Self {
        Self {
            hits: Vec::new(),
            later: Vec::new(),
            new_clients: Vec::new(),
            dogs: HashSet::new(),
            clients: HashSet::new(),
            limit,
        }
    }

    fn has_room(&self) -> bool {
        self.hits.len() < self.limit
    }

    fn add_dog(&mut self, dog: DogLine, today: bool) {
        if self.has_room() && self.dogs.insert(dog.id) {
            self.clients.extend(dog.client_id);
            self.hits.push(Hit::Dog { dog, today });
        }
    }

    /// Adds those of a few dogs, each with its chip, that what was typed comes nearest to; a wrong letter is forgiven
    /// when none was typed right.
    fn add_near(&mut self, lines: Vec<(DogLine, String)>, tokens: &[String], today: bool) {
        let lines: Vec<(Vec<String>, DogLine)> = lines
            .into_iter()
            .map(|(line, chip)| (words_of(&line, &chip), line))
            .collect();
        let mut any = false;
        for (own, line) in &lines {
            if begins(tokens, own) {
                any = true;
                self.add_dog(line.clone(), today);
            }
        }
        if any {
            return;
        }
        let close: Vec<(usize, DogLine)> = lines
            .into_iter()
            .filter_map(|(own, line)| Some((slips(tokens, &own)?, line)))
            .collect();
        let best = close.iter().map(|(errors, _)| *errors).min();
        let nearest = close.into_iter().filter(|(errors, _)| Some(*errors) == best);
        self.later.extend(nearest.map(|(_, line)| line));
    }

    fn add_client(&mut self, client: Client) {
        if self.has_room() && self.clients.insert(client.id) {
            self.hits.push(Hit::Client(client));
        }
    }
}
