//! Finds out which column of a file tells what, from the names in its first line.

use super::column::{Column, folded, meaning};
use super::error::Unreadable;
use crate::domain::text::{NAME, clean};

/// The founding header, its names folded.
const FOUNDING: [&str; 6] = ["id", "firstname", "lastname", "age", "sex", "temperament"];

/// What the first line of a file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// What stands between two cells.
    pub delimiter: u8,
    /// Where the first line begins, in bytes; a line `sep=;` before it is left out.
    pub start: usize,
    /// What each column tells, `None` for one that is ignored.
    pub columns: Vec<Option<Column>>,
    /// The ignored columns, as written.
    pub ignored: Vec<String>,
    /// Whether it is the founding header to the letter: then no cell of a line may be blank.
    pub founding: bool,
}

/// Reads the first line of a file, trying comma, semicolon and tab, whichever makes more sense.
pub fn read_header(text: &str) -> Result<Header, Unreadable> {
    let (told, start) = told_delimiter(text);
    let tried: Vec<u8> = told.map_or_else(|| vec![b',', b';', b'\t'], |delimiter| vec![delimiter]);
    let mut best: Option<(usize, u8, Vec<String>)> = None;
    for delimiter in tried {
        let cells = first_record(&text[start..], delimiter);
        let known = cells.iter().filter(|cell| meaning(cell).is_some()).count();
        // A cell more is only a tie-break: a known name weighs more than any number of unknown ones.
        let score = known * 1_000_000 + cells.len();
        if best.as_ref().is_none_or(|(so_far, ..)| score > *so_far) {
            best = Some((score, delimiter, cells));
        }
    }
    let Some((_, delimiter, cells)) = best.filter(|(.., cells)| !cells.is_empty()) else {
        return Err(Unreadable::Empty);
    };
    let mut columns: Vec<Option<Column>> = cells.iter().map(|cell| meaning(cell)).collect();
    settle_names(&mut columns);
    drop_repeats(&mut columns);
    if !columns.contains(&Some(Column::DogName)) {
        return Err(Unreadable::NoDogName { found: cells });
    }
    let named = cells.iter().zip(&columns);
    let ignored = named
        .filter(|(cell, column)| column.is_none() && !cell.is_empty())
        .map(|(cell, _)| cell.clone())
        .collect();
    let founding = cells.len() == FOUNDING.len()
        && cells
            .iter()
            .zip(FOUNDING)
            .all(|(cell, name)| folded(cell) == name);
    Ok(Header {
        delimiter,
        start,
        columns,
        ignored,
        founding,
    })
}

/// Reads the line `sep=;` that spreadsheet programs put before the header.
fn told_delimiter(text: &str) -> (Option<u8>, usize) {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..line_end].trim_matches('"');
    match line.as_bytes() {
        [
            b's' | b'S',
            b'e' | b'E',
            b'p' | b'P',
            b'=',
            delimiter @ (b',' | b';' | b'\t' | b'|'),
        ] => (Some(*delimiter), line_end),
        _ => (None, 0),
    }
}

fn first_record(text: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(|cell| clean(cell, NAME)).collect()
}

/// Settles whose a bare name is: the dog's, unless another column is surely the dog's name.
fn settle_names(columns: &mut [Option<Column>]) {
    let has = |wanted: &[Column]| columns.iter().flatten().any(|column| wanted.contains(column));
    let owner_known = has(&[Column::Owner, Column::OwnerFirst, Column::OwnerLast]);
    let (name, first, last) = if !has(&[Column::DogName]) {
        if has(&[Column::FirstName]) {
            (None, Some(Column::DogName), Some(Column::DogLastName))
        } else {
            (Some(Column::DogName), None, Some(Column::DogLastName))
        }
    } else if owner_known {
        (None, None, Some(Column::DogLastName))
    } else {
        (
            Some(Column::Owner),
            Some(Column::OwnerFirst),
            Some(Column::OwnerLast),
        )
    };
    for column in columns {
        *column = match *column {
            Some(Column::Name) => name,
            Some(Column::FirstName) => first,
            Some(Column::LastName) => last,
            settled => settled,
        };
    }
}

/// Lets the first of several columns with one meaning stand, except where several make sense.
fn drop_repeats(columns: &mut [Option<Column>]) {
    for place in 0..columns.len() {
        let several = matches!(columns[place], Some(Column::Phone | Column::Email | Column::Note));
        if !several && columns[..place].contains(&columns[place]) {
            columns[place] = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> Vec<Option<Column>> {
        read_header(text).unwrap().columns
    }

    #[test]
    fn the_founding_header_is_known_in_any_case() {
        for text in [
            "ID,FirstName,LastName,Age,Sex,Temperament\n",
            "id;first name;LAST_NAME;age;sex;temperament",
        ] {
            let header = read_header(text).unwrap();
            assert!(header.founding && header.ignored.is_empty(), "{text}");
            assert_eq!(header.columns[1], Some(Column::DogName));
        }
        assert!(
            !read_header("ID,FirstName,LastName,Age,Sex,Temperament,Breed")
                .unwrap()
                .founding
        );
    }

    #[test]
    fn comma_semicolon_and_tab_are_told_apart() {
        for (text, delimiter) in [
            ("Name,Owner,Phone", b','),
            ("Name;\"Owner, client\";Phone", b';'),
            ("Name\tOwner\tPhone", b'\t'),
            ("sep=;\r\nName;Owner;Phone", b';'),
            ("Name", b','),
        ] {
            assert_eq!(read_header(text).unwrap().delimiter, delimiter, "{text}");
        }
    }

    #[test]
    fn names_are_the_dogs_unless_another_column_is() {
        use Column::{Breed, DogLastName, DogName, Owner, OwnerFirst, OwnerLast, Phone};
        assert_eq!(columns("Name,Breed"), [Some(DogName), Some(Breed)]);
        assert_eq!(
            columns("Name,Dog,Phone"),
            [Some(Owner), Some(DogName), Some(Phone)]
        );
        assert_eq!(
            columns("First name,Last name,Pet name"),
            [Some(OwnerFirst), Some(OwnerLast), Some(DogName)]
        );
        assert_eq!(
            columns("Dog's name,Last name,Owner"),
            [Some(DogName), Some(DogLastName), Some(Owner)]
        );
        assert_eq!(
            columns("Name,Mobile,Phone"),
            [Some(DogName), Some(Phone), Some(Phone)]
        );
    }

    #[test]
    fn accents_and_other_languages_do_not_hide_a_column() {
        use Column::{Breed, DogName, Note, Owner, Phone};
        assert_eq!(
            columns("Cão;Raça;Dono;Telemóvel;OBSERVAÇÕES"),
            [Some(DogName), Some(Breed), Some(Owner), Some(Phone), Some(Note)]
        );
    }

    #[test]
    fn unknown_and_repeated_columns_are_listed_as_ignored() {
        let header = read_header("Name,Shoe size,Breed,breed,,Loyalty points\n").unwrap();
        assert_eq!(header.ignored, ["Shoe size", "breed", "Loyalty points"]);
    }

    #[test]
    fn a_file_without_dogs_says_which_columns_it_has() {
        let refusal = read_header("Product,Price\nShampoo,7\n").unwrap_err().to_string();
        assert!(
            refusal.contains("names \"Product\", \"Price\"; possible are FirstName, Name"),
            "{refusal}"
        );
        assert_eq!(read_header("\n\r\n\n"), Err(Unreadable::Empty));
    }
}
