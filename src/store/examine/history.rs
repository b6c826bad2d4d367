//! Whether the journal and the book tell the same story.

use rusqlite::{Connection, named_params};

use crate::store::Store;
use crate::store::error::Result;
use crate::store::journal::{columns, tables};

/// So many of the newest changes are compared with their rows; all of them, in any salon's first years.
const COMPARED: i64 = 50_000;

const CHANGES: &str = "SELECT count(*) AS changes, coalesce(max(seq), 0) AS newest FROM change";
const OUTSIDE: &str = "SELECT count(*) AS outside FROM intent WHERE kind = 'outside'";

#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[CHANGES, OUTSIDE];

/// What was found in the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JournalFound {
    /// Changes in it.
    pub changes: i64,
    /// Changes whose numbers are missing between others.
    pub missing: i64,
    /// Rows of the book that the journal knows nothing of.
    pub unknown: i64,
    /// Rows that are not as their newest change left them, or not there although it did not delete them.
    pub unlike: i64,
    /// Times that another program than PomSalon changed something.
    pub outside: i64,
}

impl JournalFound {
    /// Whether the journal is whole and says what the book says.
    #[must_use]
    pub const fn is_consistent(&self) -> bool {
        self.missing == 0 && self.unknown == 0 && self.unlike == 0
    }
}

impl Store {
    /// Compares the journal with the book, as both stand at one moment.
    pub fn compare_journal(&self) -> Result<JournalFound> {
        let moment = self.connection.unchecked_transaction()?;
        let (changes, newest): (i64, i64) =
            moment.query_one(CHANGES, [], |row| Ok((row.get("changes")?, row.get("newest")?)))?;
        let outside = moment.query_one(OUTSIDE, [], |row| row.get("outside"))?;
        let mut found = JournalFound {
            changes,
            missing: newest - changes,
            outside,
            ..JournalFound::default()
        };
        let from = newest - COMPARED;
        for table in tables(&moment)? {
            found.unknown += count(&moment, &unknown(&table))?;
            let names: Vec<String> = columns(&moment, &table)?
                .into_iter()
                .map(|(name, _)| name)
                // It rises with each change, which does not note it.
                .filter(|name| name != "rev")
                .collect();
            let sql = unlike(&table, &names);
            found.unlike +=
                moment.query_one(&sql, named_params! {":from": from}, |row| row.get::<_, i64>(0))?;
        }
        Ok(found)
    }
}

fn count(connection: &Connection, sql: &str) -> Result<i64> {
    Ok(connection.query_one(sql, [], |row| row.get(0))?)
}

fn unknown(table: &str) -> String {
    format!(
        "SELECT count(*) FROM \"{table}\" AS t
        WHERE NOT EXISTS (SELECT 1 FROM change AS c WHERE c.row_id = t.id AND c.tbl = '{table}')"
    )
}

/// Counts the newest changes of rows that do not fit the rows themselves.
fn unlike(table: &str, names: &[String]) -> String {
    let differs: Vec<String> = names
        .iter()
        .map(|name| format!("WHEN '{name}' THEN t.\"{name}\" IS NOT j.value"))
        .collect();
    format!(
        "SELECT count(*) FROM change AS c LEFT JOIN \"{table}\" AS t ON t.id = c.row_id
        WHERE c.seq > :from AND c.tbl = '{table}'
          AND c.seq = (SELECT max(n.seq) FROM change AS n WHERE n.row_id = c.row_id AND n.tbl = '{table}')
          AND CASE c.op WHEN 'delete' THEN t.id IS NOT NULL
            ELSE t.id IS NULL OR EXISTS (
              SELECT 1 FROM json_each(c.after) AS j WHERE CASE j.key {} ELSE 0 END) END",
        differs.join(" ")
    )
}
