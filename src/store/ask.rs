//! A question in the file's own language, from somebody who knows it: only answered, never obeyed.

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, ErrorCode};

use super::Store;
use super::error::{Result, StoreError};
use crate::domain::rejection::Rejection;

/// Settings that only tell something about the file's tables.
const TELLING: [&str; 13] = [
    "application_id",
    "collation_list",
    // The index of find asks this itself.
    "data_version",
    "foreign_key_check",
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// The most rows of an answer; whoever wants more asks more narrowly, or exports.
pub const MOST_ANSWERED: usize = 100_000;

const ONLY_LOOKS: &str = "this only looks into the salon's file, and that statement would do more than look; ask with SELECT, WITH, EXPLAIN or PRAGMA table_info(dog)";

/// What a question was answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, at most [`MOST_ANSWERED`].
    pub rows: Vec<Vec<Cell>>,
    /// Whether there are more rows than that.
    pub is_cut: bool,
}

/// One value of an answer.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// A text, or bytes written as `x'00ff'`.
    Text(String),
}

impl Store {
    /// Answers one statement that changes nothing, whoever opened the file and for what.
    ///
    /// # Errors
    /// Refuses what is not a question, in words; says what the engine does not understand.
    pub fn ask(&mut self, question: &str) -> Result<Answer> {
        self.connection.authorizer(Some(judge))?;
        let answer = answer(&self.connection, question);
        self.connection
            .authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
        answer
    }
}

/// Whether a part of a statement only looks. The engine asks this while it reads the statement, before anything is done.
fn judge(context: AuthContext<'_>) -> Authorization {
    let looks = match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        AuthAction::Pragma {
            pragma_name,
            pragma_value,
        } => {
            let name = pragma_name.to_ascii_lowercase();
            // With a value, this one would change the file's mark.
            TELLING.contains(&name.as_str()) && (name != "application_id" || pragma_value.is_none())
        }
        _ => false,
    };
    if looks {
        Authorization::Allow
    } else {
        Authorization::Deny
    }
}

fn answer(connection: &Connection, question: &str) -> Result<Answer> {
    let mut statements = Batch::new(connection, question);
    let mut statement = statements
        .next()
        .map_err(explain)?
        .ok_or_else(|| invalid("ask something, such as: select count(*) from dog"))?;
    if !statement.readonly() {
        return Err(invalid(ONLY_LOOKS));
    }
    if statement.parameter_count() > 0 {
        return Err(invalid(
            "write the values into the question; ? and :name have none here",
        ));
    }
    let mut answer = Answer {
        columns: statement.column_names().map(str::to_owned).collect(),
        ..Answer::default()
    };
    let width = answer.columns.len();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next().map_err(explain)? {
        if answer.rows.len() == MOST_ANSWERED {
            answer.is_cut = true;
            break;
        }
        let cells = (0..width).map(|at| row.get_ref(at).map(cell));
        answer.rows.push(cells.collect::<rusqlite::Result<_>>()?);
    }
    drop(rows);
    drop(statement);
    // What follows is looked at as well, so that nobody thinks it was done.
    match statements.next() {
        Ok(None) => Ok(answer),
        Ok(Some(_)) => Err(invalid(
            "ask one thing at a time: there is a second statement behind the `;`",
        )),
        Err(error) => Err(explain(error)),
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => {
            let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            Cell::Text(format!("x'{}'", digits.concat()))
        }
    }
}

fn invalid(words: &str) -> StoreError {
    Rejection::Invalid(words.to_owned()).into()
}

fn explain(error: rusqlite::Error) -> StoreError {
    let (code, words) = match &error {
        rusqlite::Error::SqlInputError { error, msg, .. } => (error.code, msg.clone()),
        rusqlite::Error::SqliteFailure(error, Some(words)) => (error.code, words.clone()),
        _ => return error.into(),
    };
    match code {
        ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly => invalid(ONLY_LOOKS),
        // A function that is refused has no code of its own.
        ErrorCode::Unknown if words.starts_with("not authorized") => invalid(ONLY_LOOKS),
        ErrorCode::Unknown => invalid(&format!("the file's engine does not understand that: {words}")),
        _ => error.into(),
    }
}
