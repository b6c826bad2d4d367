//! `pomsalon sql`: the file's own engine, for those who speak its language; it only looks.

use std::io;

use clap::Args;
use serde::Serialize;

use super::failure::{Failure, Result};
use super::output::{counted, print, print_json, tell};
use super::salon_file::Globals;
use crate::domain::rejection::Rejection;
use crate::paper::{Columns, PAGE};
use crate::store::{Answer, Cell, MOST_ANSWERED, StoreError};

/// Asks the salon's file in SQL; it only looks, whatever it is asked.
#[derive(Debug, Args)]
pub struct Sql {
    /// One statement, such as "select day, count(*) from appointment group by day"
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    question: String,
    /// Prints CSV, with nothing cut
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

#[derive(Serialize)]
struct Answered<'a> {
    columns: &'a [String],
    rows: &'a [Vec<Cell>],
    cut: bool,
}

impl Sql {
    /// Asks, and prints the answer.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let mut open = globals.open_to_read()?;
        let answer = open.store.ask(&self.question);
        open.store.close()?;
        let answer = answer.map_err(|error| match error {
            StoreError::Refused(Rejection::Invalid(words)) => Failure::Usage(format!("{words}.")),
            other => other.into(),
        })?;
        if answer.is_cut {
            tell(&format!(
                "Only the first {} rows are shown.",
                counted(MOST_ANSWERED)
            ));
        }
        if globals.json {
            return print_json(&Answered {
                columns: &answer.columns,
                rows: &answer.rows,
                cut: answer.is_cut,
            });
        }
        if self.csv {
            return print(&csv_of(&answer)?);
        }
        if answer.rows.is_empty() {
            tell("There is nothing like that in the file.");
            return Ok(());
        }
        print(&table(&answer))
    }
}

/// The answer in columns that fit a page; a row is a line, whatever stands in it.
fn table(answer: &Answer) -> String {
    let rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| one_line(&words(cell))).collect())
        .collect();
    let titles: Vec<(String, bool)> = answer
        .columns
        .iter()
        .map(|title| (one_line(title), true))
        .collect();
    let columns = Columns::fit(&titles, &rows, PAGE);
    let mut lines = vec![columns.titles()];
    lines.extend(rows.iter().map(|row| columns.line(row)));
    lines.join("\n")
}

fn csv_of(answer: &Answer) -> Result<String> {
    let failed = |error: csv::Error| Failure::Output(io::Error::other(error));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&answer.columns).map_err(failed)?;
    for row in &answer.rows {
        let cells = row.iter().map(harmless);
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Failure::Output(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

/// A text that a spreadsheet would take for a formula is marked as a text, as spreadsheets do it themselves. A phone
/// number with its `+` is no formula.
fn harmless(cell: &Cell) -> String {
    let words = words(cell);
    let rest = words.trim_start();
    let is_number_like = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '.' | '(' | ')' | '/'))
    };
    let is_formula =
        matches!(cell, Cell::Text(_)) && rest.starts_with(['=', '+', '-', '@']) && !is_number_like(rest);
    if is_formula { format!("'{words}") } else { words }
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_marked_and_a_phone_number_is_not() {
        let told = |text: &str| harmless(&Cell::Text(text.to_owned()));
        assert_eq!(told("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(told("+351 555-0123"), "+351 555-0123");
        assert_eq!(told("Bella"), "Bella");
        assert_eq!(harmless(&Cell::Integer(-5)), "-5");
    }
}
