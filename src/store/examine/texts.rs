//! Looks for texts with characters that a terminal would obey, which only another program can have put there.

use rusqlite::Connection;

use crate::domain::text::is_safe_on_screen;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::journal::{columns, tables};

impl Store {
    /// How many texts of the salon hold a character that the desk never shows.
    pub fn strange_texts(&self) -> Result<usize> {
        let mut count = 0;
        for table in tables(&self.connection)? {
            for (column, _) in columns(&self.connection, &table)? {
                count += strange_in(&self.connection, &table, &column)?;
            }
        }
        Ok(count)
    }
}

fn strange_in(connection: &Connection, table: &str, column: &str) -> Result<usize> {
    // Plain letters are sorted out by the engine: of a million rows few are left to look at.
    let sql = format!(
        "SELECT \"{column}\" AS text FROM \"{table}\"
        WHERE typeof(\"{column}\") = 'text' AND \"{column}\" GLOB '*[^ -~]*'"
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let text: String = row.get("text")?;
        count += usize::from(!text.chars().all(is_safe_on_screen));
    }
    Ok(count)
}
