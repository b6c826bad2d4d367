//! Columns by name, without asking the engine for the name of every column at every row: for a board of eighty blocks
//! with thirty columns each, that would cost more than all the rest.

use std::collections::HashMap;

use rusqlite::types::FromSql;
use rusqlite::{Row, Statement};

/// A row whose columns are read by name.
pub(super) trait Columns {
    /// The value of a column.
    fn column<T: FromSql>(&self, name: &str) -> rusqlite::Result<T>;
}

impl Columns for Row<'_> {
    fn column<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        self.get(name)
    }
}

/// Where the columns of a statement stand, looked up once for all of its rows.
pub(super) struct Names(HashMap<String, usize>);

impl Names {
    /// The names of a statement.
    pub(super) fn of(statement: &Statement) -> Self {
        let names = statement.column_names();
        Self(names.into_iter().map(str::to_owned).zip(0..).collect())
    }

    /// A row of that statement.
    pub(super) const fn row<'row, 'rows>(&'row self, row: &'row Row<'rows>) -> Named<'row, 'rows> {
        Named { names: self, row }
    }
}

/// A row of a statement whose names are known.
pub(super) struct Named<'row, 'rows> {
    names: &'row Names,
    row: &'row Row<'rows>,
}

impl Columns for Named<'_, '_> {
    fn column<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        match self.names.0.get(name) {
            Some(at) => self.row.get(*at),
            None => Err(rusqlite::Error::InvalidColumnName(name.to_owned())),
        }
    }
}
