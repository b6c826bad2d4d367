//! Half-typed forms: written through [`Note`](super::Note), offered again after a hang-up, a crash or a pause.

use chrono::{NaiveDateTime, TimeDelta};
use rusqlite::{Row, Transaction, named_params};

use super::Store;
use super::error::Result;
use crate::domain::draft::Draft;
use crate::domain::id::DraftId;

/// How long a draft waits for its person.
const KEPT_FOR: TimeDelta = TimeDelta::days(14);

const OF_ACTOR: &str = "SELECT id, actor, process, form, title, fields, parked, at FROM draft
    WHERE actor = :actor ORDER BY at DESC, id DESC LIMIT 50";
const KEEP: &str = "INSERT INTO draft (id, actor, process, form, title, fields, parked, at)
    VALUES (:id, :actor, :process, :form, :title, :fields, :parked, :at)
    ON CONFLICT (id) DO UPDATE SET actor = excluded.actor, process = excluded.process, form = excluded.form,
      title = excluded.title, fields = excluded.fields, parked = excluded.parked, at = excluded.at";
const DROP: &str = "DELETE FROM draft WHERE id = :id";
const FORGET: &str = "DELETE FROM draft WHERE actor = :actor AND at < :before";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[OF_ACTOR, KEEP, DROP, FORGET];

/// How a moment stands in the file.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

fn from_row(row: &Row) -> rusqlite::Result<Draft> {
    let at: String = row.get("at")?;
    Ok(Draft {
        id: row.get("id")?,
        actor: row.get("actor")?,
        process: row.get("process")?,
        form: row.get("form")?,
        title: row.get("title")?,
        fields: row.get("fields")?,
        parked: row.get("parked")?,
        at: NaiveDateTime::parse_from_str(&at, MOMENT).unwrap_or_default(),
    })
}

/// Keeps what is typed by now; drafts that waited too long are forgotten.
pub(super) fn keep(tx: &Transaction, draft: &Draft) -> Result<()> {
    let before = draft.at - KEPT_FOR;
    tx.prepare_cached(FORGET)?
        .execute(named_params! {":actor": draft.actor, ":before": before.format(MOMENT).to_string()})?;
    tx.prepare_cached(KEEP)?.execute(named_params! {
        ":id": draft.id, ":actor": draft.actor, ":process": draft.process, ":form": draft.form,
        ":title": draft.title, ":fields": draft.fields, ":parked": draft.parked,
        ":at": draft.at.format(MOMENT).to_string(),
    })?;
    Ok(())
}

/// Drops a draft: it was saved, or thrown away.
pub(super) fn forget(tx: &Transaction, id: DraftId) -> Result<()> {
    tx.prepare_cached(DROP)?.execute(named_params! {":id": id})?;
    Ok(())
}

impl Store {
    /// What a person left half typed, the newest first; at most 50.
    pub fn drafts(&self, actor: &str) -> Result<Vec<Draft>> {
        let mut statement = self.connection.prepare_cached(OF_ACTOR)?;
        let drafts = statement
            .query_map(named_params! {":actor": actor}, from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(drafts)
    }
}
