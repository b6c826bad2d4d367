//! The journal to read: who did what and when, newest first, a page at a time, with what was there before and after.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::error::Result;
use super::journal::{Kind, SET_UP};
use crate::domain::id::{AppointmentId, ClientId, DogId};
use crate::domain::text::fold;

mod fields;
mod recall;
mod since;
mod stood;
mod told;

pub use fields::{FieldChange, RowChange, RowChanged};
pub use since::Theirs;
pub use stood::{DayStory, Moment};

/// Rows of one entry that are counted at most, and that are read to be shown.
pub const MOST_ROWS: i64 = 200;

/// Changes in which the rows of an entry without an end are looked for.
const UNFINISHED: i64 = 5_000;

/// Entries that a search by words looks through at most, going on from where it stands.
const SEARCHED: i64 = 20_000;

/// Entries read at once while searching.
const STRIDE: i64 = 500;

const OLDER: &str = "SELECT id, at, actor, kind, label, undone_by, first_seq, last_seq FROM intent
    WHERE id < :id ORDER BY id DESC LIMIT :limit";
const NEWER: &str = "SELECT id, at, actor, kind, label, undone_by, first_seq, last_seq FROM intent
    WHERE id > :id ORDER BY id LIMIT :limit";
const ONE: &str =
    "SELECT id, at, actor, kind, label, undone_by, first_seq, last_seq FROM intent WHERE id = :id";
const COUNT: &str = "SELECT count(*) AS n FROM (
      SELECT 1 FROM change WHERE seq BETWEEN :first AND :last AND intent = :id LIMIT :limit)";
const LATEST: &str = "SELECT id, at, actor, kind, undone_by FROM intent WHERE id = :id";
// An appointment that left the book has no row that leads to it: the newest part of the journal is looked through.
const ABOUT_DOG: &str = "SELECT DISTINCT c.intent AS id FROM change AS c
    WHERE c.row_id IN (SELECT :row_id UNION ALL SELECT a.id FROM appointment AS a WHERE a.dog_id = :row_id
      UNION ALL SELECT g.row_id FROM change AS g
        WHERE g.seq > (SELECT max(seq) FROM change) - 50000 AND g.tbl = 'appointment' AND g.op = 'delete'
          AND instr(g.before, :row_id) > 0)
    ORDER BY id DESC";
const ABOUT_CLIENT: &str = "SELECT DISTINCT c.intent AS id FROM change AS c
    WHERE c.row_id IN (SELECT :row_id UNION ALL SELECT d.id FROM dog AS d WHERE d.client_id = :row_id)
    ORDER BY id DESC";
const ABOUT_ROW: &str =
    "SELECT DISTINCT c.intent AS id FROM change AS c WHERE c.row_id = :row_id ORDER BY id DESC";

#[cfg(test)]
pub(super) const STATEMENTS: &[&[&str]] = &[
    &[
        OLDER,
        NEWER,
        ONE,
        COUNT,
        LATEST,
        ABOUT_DOG,
        ABOUT_CLIENT,
        ABOUT_ROW,
    ],
    fields::STATEMENTS,
    recall::STATEMENTS,
    since::STATEMENTS,
    stood::STATEMENTS,
];

/// Whether a column has words of its own.
#[cfg(test)]
pub(super) fn has_title(table: &str, column: &str) -> bool {
    told::known(table, column).is_some()
}

/// Whether what an entry did is in the book now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// It is, and can be taken back.
    Stands,
    /// It was taken back, and can be brought back.
    TakenBack {
        /// By whom.
        by: String,
        /// When.
        at: NaiveDateTime,
    },
    /// It has no end: it is being done at this moment, or was cut off.
    UnderWay,
    /// It made the salon, which nobody can take back.
    Fixed,
    /// It came with a newer edition of the file, and stays.
    Updated,
}

/// One thing that somebody did, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number; later ones have higher numbers, whatever the clock said.
    pub id: i64,
    /// When, on the salon's clock.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// What was done, in the desk's words.
    pub label: String,
    /// How many rows it touched; [`MOST_ROWS`] stands for that many or more.
    pub rows: i64,
    /// Whether it is in the book now.
    pub state: EntryState,
    /// The number to give to [`Edit::TakeBack`](super::Edit::TakeBack): this entry's, or that of its last undo or redo.
    pub latest: i64,
    first_seq: i64,
    last_seq: i64,
}

/// Whose entries are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A dog's card and its appointments: all that are in the book, and those that left it within the newest 50,000
    /// changes.
    Dog(DogId),
    /// A client's card and those of the client's dogs.
    Client(ClientId),
    /// One appointment.
    Appointment(AppointmentId),
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryAsk {
    /// Words that must all be in who, what or the day (`20 nov`, `2026-11-20`); without accents and capitals.
    pub words: String,
    /// Only those that touched this.
    pub about: Option<About>,
}

/// A moment as the journal writes it; what no desk ever wrote counts as the beginning of time.
pub(super) fn moment(text: &str) -> NaiveDateTime {
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .unwrap_or_default()
}

/// What an entry of a kind did, in words: an undo is told by what it undid.
pub(super) fn told(kind: &str, label: String) -> String {
    match kind {
        "undo" => Kind::Undo.label_of(&label),
        "redo" => Kind::Redo.label_of(&label),
        _ => label,
    }
}

/// An entry as its own row tells it, and the entry that undid it.
struct Bare {
    entry: Entry,
    undone_by: Option<i64>,
}

fn bare(row: &Row) -> rusqlite::Result<Bare> {
    let (id, kind): (i64, String) = (row.get("id")?, row.get("kind")?);
    let actor: String = row.get("actor")?;
    let (first_seq, last_seq): (i64, Option<i64>) = (row.get("first_seq")?, row.get("last_seq")?);
    let last_seq = last_seq.filter(|last| *last >= 0);
    let state = match last_seq {
        None => EntryState::UnderWay,
        _ if actor == SET_UP && id == 1 => EntryState::Fixed,
        _ if actor == SET_UP => EntryState::Updated,
        _ => EntryState::Stands,
    };
    Ok(Bare {
        entry: Entry {
            id,
            at: moment(&row.get::<_, String>("at")?),
            actor,
            label: told(&kind, row.get("label")?),
            rows: 0,
            state,
            latest: id,
            first_seq,
            last_seq: last_seq.unwrap_or(first_seq + UNFINISHED),
        },
        undone_by: row.get("undone_by")?,
    })
}

/// Whether all words are in who, what or when.
fn fits(entry: &Entry, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let said = fold(&format!(
        "{} {} {} {}",
        entry.actor,
        entry.label,
        entry.at.format("%a %-d %b %Y"),
        entry.at.format("%Y-%m-%d %H:%M")
    ));
    words.iter().all(|word| said.contains(word.as_str()))
}

impl EntryAsk {
    fn folded(&self) -> Vec<String> {
        fold(&self.words).split_whitespace().map(str::to_owned).collect()
    }
}

/// Counts the rows of an entry and follows its undos and redos to the last one.
fn complete(connection: &Connection, bare: Bare) -> Result<Entry> {
    let Bare { mut entry, undone_by } = bare;
    entry.rows = connection.prepare_cached(COUNT)?.query_one(
        named_params! {":first": entry.first_seq, ":last": entry.last_seq, ":id": entry.id, ":limit": MOST_ROWS},
        |row| row.get("n"),
    )?;
    let mut next = undone_by;
    let mut stands = true;
    // Each one undid the one before it, so every second one lets the entry stand again.
    while let Some(id) = next {
        let (by, at, undone_by) =
            connection
                .prepare_cached(LATEST)?
                .query_one(named_params! {":id": id}, |row| {
                    let at: String = row.get("at")?;
                    Ok((row.get("actor")?, moment(&at), row.get("undone_by")?))
                })?;
        stands = !stands;
        entry.latest = id;
        entry.state = if stands {
            EntryState::Stands
        } else {
            EntryState::TakenBack { by, at }
        };
        next = undone_by;
    }
    Ok(entry)
}

impl Store {
    /// At most `limit` entries older than one, newest first; with `None` from the newest on. A search by words gives up
    /// after looking through 20,000 entries.
    pub fn entries_older(&self, than: Option<i64>, ask: &EntryAsk, limit: usize) -> Result<Vec<Entry>> {
        let from = than.unwrap_or(i64::MAX);
        if let Some(about) = ask.about {
            let ids = self.entries_about(about)?;
            return self.of_these(ids.into_iter().filter(|id| *id < from), ask, limit);
        }
        self.walk(OLDER, from, ask, limit)
    }

    /// At most `limit` entries newer than one, oldest first; with `None` from the oldest on.
    pub fn entries_newer(&self, than: Option<i64>, ask: &EntryAsk, limit: usize) -> Result<Vec<Entry>> {
        let from = than.unwrap_or(0);
        if let Some(about) = ask.about {
            let ids = self.entries_about(about)?;
            return self.of_these(ids.into_iter().rev().filter(|id| *id > from), ask, limit);
        }
        self.walk(NEWER, from, ask, limit)
    }

    /// One entry by its number.
    pub fn entry(&self, id: i64) -> Result<Option<Entry>> {
        let bare = self
            .connection
            .prepare_cached(ONE)?
            .query_row(named_params! {":id": id}, bare)
            .optional()?;
        bare.map(|bare| complete(&self.connection, bare)).transpose()
    }

    fn entries_about(&self, about: About) -> Result<Vec<i64>> {
        let (sql, row_id) = match about {
            About::Dog(id) => (ABOUT_DOG, id.to_string()),
            About::Client(id) => (ABOUT_CLIENT, id.to_string()),
            About::Appointment(id) => (ABOUT_ROW, id.to_string()),
        };
        let ids = self
            .connection
            .prepare_cached(sql)?
            .query_map(named_params! {":row_id": row_id}, |row| row.get("id"))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    fn of_these(&self, ids: impl Iterator<Item = i64>, ask: &EntryAsk, limit: usize) -> Result<Vec<Entry>> {
        let words = ask.folded();
        let mut entries = Vec::new();
        for id in ids {
            if entries.len() == limit {
                break;
            }
            entries.extend(self.entry(id)?.filter(|entry| fits(entry, &words)));
        }
        Ok(entries)
    }

    fn walk(&self, sql: &str, mut from: i64, ask: &EntryAsk, limit: usize) -> Result<Vec<Entry>> {
        let words = ask.folded();
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let stride = if words.is_empty() { most } else { STRIDE };
        let (mut entries, mut looked_at) = (Vec::new(), 0);
        while entries.len() < limit && looked_at < SEARCHED {
            let some: Vec<Bare> = self
                .connection
                .prepare_cached(sql)?
                .query_map(named_params! {":id": from, ":limit": stride}, bare)?
                .collect::<rusqlite::Result<_>>()?;
            let Some(last) = some.last() else { break };
            from = last.entry.id;
            looked_at += stride;
            for bare in some {
                if entries.len() < limit && fits(&bare.entry, &words) {
                    entries.push(complete(&self.connection, bare)?);
                }
            }
        }
        Ok(entries)
    }

    /// What an entry did, row by row in the desk's words: at most [`MOST_ROWS`] changes are read.
    pub fn entry_rows(&self, entry: &Entry) -> Result<Vec<RowChange>> {
        let mut names = HashMap::new();
        fields::rows(&self.connection, entry, &mut names)
    }
}
