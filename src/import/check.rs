//! Checks a whole file of dogs before anything is written, and names every line that cannot be taken.

use std::collections::HashMap;
use std::fmt;

use chrono::NaiveDate;

use super::decode::{self, Encoding, decode};
use super::error::Unreadable;
use super::header::{Header, read_header};
use super::owner::Owner;
use super::row::Line;
use crate::domain::dog::Dog;
use crate::domain::id::DogId;

/// A dog that can be taken in, and who brings it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// The dog, still without a client.
    pub dog: Dog,
    /// The last day of its first vaccine, when the file tells.
    pub vaccine_until: Option<NaiveDate>,
    /// Who brings it, when the file tells.
    pub owner: Option<Owner>,
}

/// A line that is not taken, and why; prints as `line 7: the age …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// Everything that is wrong with it, and what is possible.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// A checked file: each line that is not blank stands in `rows` or in `refused`, once, in the file's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The dogs that can be taken in.
    pub rows: Vec<ImportRow>,
    /// The lines that cannot.
    pub refused: Vec<Refused>,
    /// The columns that say nothing to the desk, as written.
    pub ignored_columns: Vec<String>,
    /// How the file's letters were written.
    pub encoding: Encoding,
}

/// Checks the bytes of a CSV file; `today` is the day its ages were told. Fails only when nothing at all can be read.
///
/// Under the founding header every cell but the last name must be filled; in any other file a blank cell is simply not
/// known, and a line without an id gets a new one.
pub fn check(bytes: &[u8], today: NaiveDate) -> Result<Checked, Unreadable> {
    let decoded = decode(bytes)?;
    let header = read_header(&decoded.text)?;
    let mut checked = Checked {
        rows: Vec::new(),
        refused: Vec::new(),
        ignored_columns: header.ignored.clone(),
        encoding: decoded.encoding,
    };
    let mut ids: HashMap<DogId, u64> = HashMap::new();
    for_each_record(&decoded.text, &header, |line, outcome| {
        let made = outcome.and_then(|cells| {
            let line = Line::new(&header, cells);
            if line.is_blank() {
                Ok(None)
            } else {
                line.make(today).map(Some)
            }
        });
        let made = made.and_then(|made| {
            let Some(made) = made else { return Ok(None) };
            let earlier = made.told_id.then(|| ids.insert(made.dog.id, line)).flatten();
            if let Some(earlier) = earlier {
                ids.insert(made.dog.id, earlier);
                return Err(format!("the ID {} stands in line {earlier} already", made.dog.id));
            }
            Ok(Some(made))
        });
        match made {
            Ok(Some(made)) => checked.rows.push(ImportRow {
                line,
                dog: made.dog,
                vaccine_until: made.vaccine_until,
                owner: made.owner,
            }),
            Ok(None) => {}
            Err(reason) => checked.refused.push(Refused { line, reason }),
        }
    });
    Ok(checked)
}

/// Walks over the records after the header, each with the line it begins on, or with what is wrong with its quotes.
fn for_each_record(
    text: &str,
    header: &Header,
    mut take: impl FnMut(u64, Result<&csv::StringRecord, String>),
) {
    let table = &text[header.start..];
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(header.delimiter)
        .from_reader(table.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut line = 1 + decode::breaks(&text.as_bytes()[..header.start]);
    let mut counted = 0;
    let mut at_header = true;
    // The text is UTF-8 and in memory, and rows of any length are welcome: reading cannot fail.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let end = place(reader.position());
        // The reader's place is where it stopped before: blank lines may still lie between there and the record.
        let from = record.position().map_or(end, place);
        let blank = table[from..end]
            .bytes()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let start = from + blank;
        line += decode::breaks(&table.as_bytes()[counted..start]);
        counted = start;
        if std::mem::take(&mut at_header) {
            continue;
        }
        if end == table.len() && ends_inside_quotes(&table[start..], header.delimiter) {
            let last = line + decode::breaks(table[start..].trim_end_matches(['\r', '\n']).as_bytes());
            let reason = format!(
                "a quotation mark opens here and is never closed, so the lines up to {last} cannot be told apart; close it or remove it"
            );
            take(line, Err(reason));
        } else {
            take(line, Ok(&record));
        }
    }
}

fn place(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// Whether a record's last cell was opened with a quotation mark and never closed.
fn ends_inside_quotes(record: &str, delimiter: u8) -> bool {
    #[derive(PartialEq)]
    enum At {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }
    let mut at = At::CellStart;
    for byte in record.bytes() {
        at = match (at, byte) {
            (At::CellStart | At::QuoteInQuoted, b'"') | (At::Quoted, 0..=33 | 35..) => At::Quoted,
            (At::Quoted, b'"') => At::QuoteInQuoted,
            (_, byte) if byte == delimiter || byte == b'\n' || byte == b'\r' => At::CellStart,
            _ => At::Plain,
        };
    }
    at == At::Quoted
}
