//! What an entry did to each row: field by field, before and after. Several changes of one row within an entry are told
//! as one, and what came back to what it was is not told at all.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, named_params};

use super::recall::{Recalled, row_at};
use super::told::{Names, Say, known, row_name, title, value};
use super::{Entry, MOST_ROWS};
use crate::store::error::Result;
use crate::store::journal::{columns, values};

const CHANGES: &str = "SELECT seq, tbl, row_id, before, after FROM change
    WHERE seq BETWEEN :first AND :last AND intent = :id ORDER BY seq LIMIT :limit";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[CHANGES];

/// One field before and after, in words; nothing is an empty text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its title, as on the card: `Time`, `Groomer`, `Note`.
    pub title: String,
    /// What stood there.
    pub before: String,
    /// What stands there since.
    pub after: String,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChanged {
    /// It came into the book.
    Added,
    /// Some of its fields changed.
    Changed,
    /// It left the book.
    Removed,
}

/// One row that an entry touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Which: `Dog Bella Moreira`.
    pub what: String,
    /// What happened to it.
    pub how: RowChanged,
    /// Its fields that changed; all that say something when it was added or removed.
    pub fields: Vec<FieldChange>,
    /// The day of an appointment: where it is since, or where it was when it left the book.
    pub day: Option<NaiveDate>,
}

/// One line of the journal.
pub(super) struct Line {
    seq: i64,
    table: String,
    row_id: String,
    before: Option<String>,
    after: Option<String>,
}

pub(super) fn line(row: &Row) -> rusqlite::Result<Line> {
    Ok(Line {
        seq: row.get("seq")?,
        table: row.get("tbl")?,
        row_id: row.get("row_id")?,
        before: row.get("before")?,
        after: row.get("after")?,
    })
}

/// What several lines together did to one row. Where the row was there, only what is known to differ is kept.
#[derive(Default)]
pub(super) struct Together {
    pub table: String,
    pub row_id: String,
    first: i64,
    last: i64,
    before: Option<Recalled>,
    after: Option<Recalled>,
}

impl Together {
    /// Takes the next newer line of the same row in.
    pub fn and(&mut self, line: Line) -> Result<()> {
        let read = |json: &Option<String>| -> Result<Option<Recalled>> {
            let pairs = json.as_deref().map(values).transpose()?;
            Ok(pairs.map(|pairs| Recalled(pairs.into_iter().collect())))
        };
        let (before, after) = (read(&line.before)?, read(&line.after)?);
        if self.first == 0 {
            (self.first, self.table, self.row_id) = (line.seq, line.table, line.row_id);
            (self.before, self.after) = (before, after);
        } else {
            // What stood there at first is what the first line says, and what later ones say of other fields.
            if let (Some(first), Some(more)) = (&mut self.before, before) {
                for (column, value) in more.0 {
                    first.0.entry(column).or_insert(value);
                }
            }
            self.after = match (self.after.take(), after) {
                (Some(mut old), Some(new)) => {
                    old.0.extend(new.0);
                    Some(old)
                }
                (_, new) => new,
            };
        }
        self.last = line.seq;
        Ok(())
    }

    /// The fields that differ, in the order of the card.
    pub fn fields(&self, connection: &Connection, names: &mut Names) -> Result<Vec<FieldChange>> {
        let nothing = Recalled::default();
        let (before, after) = (
            self.before.as_ref().unwrap_or(&nothing),
            self.after.as_ref().unwrap_or(&nothing),
        );
        let touched: BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
        let mut fields = Vec::new();
        for (column, _) in columns(connection, &self.table)? {
            if !touched.contains(&column)
                || known(&self.table, &column).is_some_and(|(_, say)| say == Say::Never)
            {
                continue;
            }
            let (title, say) = title(&self.table, &column);
            let said = |row: &Recalled, names: &mut Names, seq| {
                let kept: Option<&Value> = row.0.get(&column);
                value(connection, names, say, kept, seq)
            };
            let field = FieldChange {
                title,
                before: said(before, names, self.first - 1)?,
                after: said(after, names, self.last)?,
            };
            if field.before != field.after {
                fields.push(field);
            }
        }
        Ok(fields)
    }

    fn told(&self, connection: &Connection, names: &mut Names) -> Result<Option<RowChange>> {
        let how = match (&self.before, &self.after) {
            (None, None) => return Ok(None),
            (None, Some(_)) => RowChanged::Added,
            (Some(_), Some(_)) => RowChanged::Changed,
            (Some(_), None) => RowChanged::Removed,
        };
        let fields = self.fields(connection, names)?;
        if how == RowChanged::Changed && fields.is_empty() {
            return Ok(None);
        }
        // Told as it was called then: before, so that a moved appointment is found again.
        let seq = if how == RowChanged::Added {
            self.last
        } else {
            self.first - 1
        };
        let row = row_at(connection, &self.table, &self.row_id, seq)?.unwrap_or_default();
        let what = row_name(connection, names, &self.table, &row, seq)?;
        let day = match self.after {
            Some(_) => row_at(connection, &self.table, &self.row_id, self.last)?.unwrap_or_default(),
            None => row,
        };
        let day = NaiveDate::parse_from_str(day.text("day"), "%Y-%m-%d").ok();
        Ok(Some(RowChange {
            what,
            how,
            fields,
            day,
        }))
    }
}

pub(super) fn rows(connection: &Connection, entry: &Entry, names: &mut Names) -> Result<Vec<RowChange>> {
    let lines: Vec<Line> = connection
        .prepare_cached(CHANGES)?
        .query_map(
            named_params! {":first": entry.first_seq, ":last": entry.last_seq, ":id": entry.id, ":limit": MOST_ROWS},
            line,
        )?
        .collect::<rusqlite::Result<_>>()?;
    let mut rows: Vec<Together> = Vec::new();
    for line in lines {
        let same = rows
            .iter()
            .position(|row| row.row_id == line.row_id && row.table == line.table);
        if let Some(at) = same {
            rows[at].and(line)?;
        } else {
            let mut row = Together::default();
            row.and(line)?;
            rows.push(row);
        }
    }
    let mut told = Vec::new();
    for row in rows {
        told.extend(row.told(connection, names)?);
    }
    Ok(told)
}
