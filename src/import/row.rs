//! Makes a dog out of one line of a file, or says everything that is wrong with the line.

use chrono::NaiveDate;
use uuid::Uuid;

use super::column::Column;
use super::date::{read_birth, read_day};
use super::header::Header;
use super::owner::{Owner, split_name};
use crate::domain::dog::{Coat, Dog, Sex, Size};
use crate::domain::flag::is_nothing;
use crate::domain::id::DogId;
use crate::domain::text::{self, clean};

/// A cell this large is a torn file, not an entry; its letters are not even counted.
const HUGE: usize = 64 * 1024;

/// A dog and who brings it, made of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    /// Whether the id stands in the file.
    pub told_id: bool,
    pub dog: Dog,
    pub vaccine_until: Option<NaiveDate>,
    pub owner: Option<Owner>,
}

/// One line with the meaning of its cells, and what was found wrong so far.
pub(super) struct Line<'a> {
    header: &'a Header,
    cells: &'a csv::StringRecord,
    wrong: Vec<String>,
}

impl<'a> Line<'a> {
    pub fn new(header: &'a Header, cells: &'a csv::StringRecord) -> Self {
        Self {
            header,
            cells,
            wrong: Vec::new(),
        }
    }

    /// Whether nothing is written in any cell.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Makes the dog, or gives every reason against it in one sentence.
    pub fn make(mut self, today: NaiveDate) -> Result<Made, String> {
        self.whole()?;
        let id = self.read(Column::Id, "ID", id);
        let mut dog = Dog {
            id: id.unwrap_or_else(DogId::new),
            first_name: self.text(Column::DogName, "dog's name", text::NAME),
            last_name: self.text(Column::DogLastName, "last name", text::NAME),
            breed: self.text(Column::Breed, "breed", text::BREED),
            sex: self.read(Column::Sex, "sex", sex).unwrap_or_default(),
            birth: self.read(Column::Birth, "birthday", |text| read_birth(text, today)),
            age: self.read(Column::Age, "age", age),
            temperament: self.read(Column::Temperament, "temperament", temperament),
            allergies: self.unless_nothing(Column::Allergies, "allergy", text::ALLERGIES),
            coat: self.read(Column::Coat, "coat", coat),
            size: self.read(Column::Size, "size", size),
            medication: self.unless_nothing(Column::Medication, "medication", text::LINE),
            vet: self.text(Column::Vet, "vet", text::CONTACT),
            chip: self.text(Column::Chip, "chip", text::CHIP),
            note: self.text(Column::Note, "note", text::NOTE),
            ..Dog::blank(None)
        };
        if dog.birth.is_some() {
            dog.age = None;
        }
        dog.age_told = dog.age.map(|_| today);
        let vaccine_until = self.read(Column::VaccineUntil, "vaccine's last day", read_day);
        let owner = self.owner(&mut dog);
        if dog.first_name.is_empty() {
            self.wrong.insert(0, "the dog has no name".to_owned());
        }
        if self.wrong.is_empty() {
            Ok(Made {
                told_id: id.is_some(),
                dog,
                vaccine_until,
                owner,
            })
        } else {
            Err(self.wrong.join("; "))
        }
    }

    /// Refuses a line that is torn rather than wrong: cells missing or too many, or bytes that are no text.
    fn whole(&self) -> Result<(), String> {
        let (told, found) = (self.header.columns.len(), self.cells.len());
        let extra = self.cells.iter().skip(told).any(|cell| !cell.trim().is_empty());
        if found < told || extra {
            return Err(format!(
                "the line has {found} columns where the first line has {told}; a separator or a quotation mark is missing or too many"
            ));
        }
        if self.cells.iter().any(|cell| cell.contains('\0')) {
            return Err(
                "the line holds empty bytes (NUL), which no text has; the file may be damaged there"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// The cells of a column that are filled, without the quote our own export puts before a `=`.
    fn filled(&self, column: Column) -> impl Iterator<Item = &'a str> {
        let cells = self.cells.iter().zip(&self.header.columns);
        cells
            .filter(move |(_, told)| **told == Some(column))
            .map(|(cell, _)| unguarded(cell.trim()))
            .filter(|cell| !cell.is_empty())
    }

    /// Reads a cell that must mean something; blank is unknown, except under the founding header.
    fn read<T>(
        &mut self,
        column: Column,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let cell = self.filled(column).next();
        let text = match cell {
            Some(cell) if cell.len() > HUGE => clean(&cell[..cell.floor_char_boundary(HUGE)], SHOWN),
            Some(cell) => clean(cell, SHOWN),
            None if self.header.founding && self.header.columns.contains(&Some(column)) => String::new(),
            None => return None,
        };
        match read(&text) {
            Ok(value) => Some(value),
            Err(why) if text.is_empty() => {
                let possible = why.split_once("; ").map_or("", |(_, possible)| possible);
                self.wrong.push(format!("the {name} is blank; {possible}"));
                None
            }
            Err(why) => {
                self.wrong.push(format!("the {name} {why}"));
                None
            }
        }
    }

    /// Reads a cell that may say anything, up to a length in characters.
    fn text(&mut self, column: Column, name: &str, longest: usize) -> String {
        let mut cells: Vec<&str> = self.filled(column).collect();
        if cells.is_empty() {
            return String::new();
        }
        if column != Column::Note {
            cells.truncate(1);
        }
        let bytes: usize = cells.iter().map(|cell| cell.len()).sum();
        let text = if bytes > HUGE {
            String::new()
        } else {
            clean(&cells.join("; "), HUGE)
        };
        let length = text.chars().count();
        if bytes > HUGE {
            self.wrong.push(format!(
                "the {name} is {} kB long; at most {longest} letters fit",
                bytes / 1000
            ));
        } else if length > longest {
            self.wrong.push(format!(
                "the {name} is {length} letters long; at most {longest} fit"
            ));
        }
        text
    }

    /// Reads a cell that warns whoever books, in which `none` says that there is nothing.
    fn unless_nothing(&mut self, column: Column, name: &str, longest: usize) -> String {
        let text = self.text(column, name, longest);
        if is_nothing(&text) { String::new() } else { text }
    }

    /// Reads who brings the dog, and shares the last name between the two.
    fn owner(&mut self, dog: &mut Dog) -> Option<Owner> {
        let (mut first, mut last) = split_name(&self.text(Column::Owner, "client's name", text::NAME));
        let told_first = self.text(Column::OwnerFirst, "client's first name", text::NAME);
        let told_last = self.text(Column::OwnerLast, "client's last name", text::NAME);
        if !told_first.is_empty() || !told_last.is_empty() {
            (first, last) = (told_first, told_last);
        }
        let mut owner = Owner {
            first_name: first,
            last_name: last,
            phone: self.text(Column::Phone, "phone", text::PHONE),
            email: self.text(Column::Email, "mail address", text::EMAIL),
            emergency: self.text(Column::Emergency, "emergency contact", text::CONTACT),
            pick_up: self.text(Column::PickUp, "pick-up", text::LINE),
        };
        if owner.is_blank() {
            return None;
        }
        if owner.last_name.is_empty() {
            owner.last_name.clone_from(&dog.last_name);
        }
        if dog.last_name.is_empty() {
            // "Bella Moreira" of Marta Moreira is Bella; the last name is told once.
            let shared = dog.first_name.strip_suffix(&owner.last_name).map(str::trim_end);
            if let Some(first) = shared.filter(|first| !first.is_empty() && *first != dog.first_name) {
                dog.first_name = first.to_owned();
            }
            dog.last_name.clone_from(&owner.last_name);
        }
        if owner.first_name.is_empty() && owner.last_name.is_empty() {
            // A phone number alone is worth keeping, and a client needs a name to be found by.
            owner.last_name = clean(&format!("client of {}", dog.first_name), text::NAME);
        }
        Some(owner)
    }
}

/// At most so much of a wrong entry is repeated to the user, in characters.
const SHOWN: usize = 60;

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']))
        .unwrap_or(cell)
}

fn id(text: &str) -> Result<DogId, String> {
    Uuid::parse_str(text).map(DogId::from_uuid).map_err(|_not_hex| {
        format!("\"{text}\" is not a UUID; possible is one such as 018f4c1e-7a2b-7c3d-8e4f-5a6b7c8d9e0f, or no ID column at all")
    })
}

fn age(text: &str) -> Result<i64, String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let years: Option<i64> = text
        .parse()
        .ok()
        .filter(|years| digits && (0..=30).contains(years));
    years.ok_or_else(|| format!("\"{text}\" is not possible; possible are whole years from 0 to 30"))
}

fn sex(text: &str) -> Result<Sex, String> {
    match text.to_lowercase().as_str() {
        "male" | "m" => Ok(Sex::Male),
        "mn" => Ok(Sex::MaleNeutered),
        "female" | "f" => Ok(Sex::Female),
        "fs" => Ok(Sex::FemaleSpayed),
        _ => Err(format!(
            "\"{text}\" is not known; possible are male, female, M, MN (neutered), F and FS (spayed)"
        )),
    }
}

fn coat(text: &str) -> Result<Coat, String> {
    match text.to_lowercase().as_str() {
        "short" | "smooth" => Ok(Coat::Short),
        "double" | "undercoat" => Ok(Coat::Double),
        "long" | "silky" => Ok(Coat::Long),
        "curly" | "wavy" => Ok(Coat::Curly),
        "wire" | "wiry" | "rough" => Ok(Coat::Wire),
        _ => Err(format!(
            "\"{text}\" is not known; possible are short, double, long, curly and wire"
        )),
    }
}

fn size(text: &str) -> Result<Size, String> {
    match text.to_lowercase().as_str() {
        "small" | "s" | "xs" | "toy" => Ok(Size::Small),
        "medium" | "m" => Ok(Size::Medium),
        "large" | "l" => Ok(Size::Large),
        "xl" | "extra large" | "giant" => Ok(Size::ExtraLarge),
        _ => Err(format!(
            "\"{text}\" is not known; possible are small, medium, large and XL"
        )),
    }
}

fn temperament(text: &str) -> Result<i64, String> {
    match text.to_lowercase().as_str() {
        "calm" | "1" => Ok(1),
        "playful" | "2" => Ok(2),
        "nervous" | "3" => Ok(3),
        "aggressive" | "4" => Ok(4),
        "5" => Ok(5),
        _ => Err(format!(
            "\"{text}\" is not known; possible are calm, playful, nervous, aggressive and 1 to 5"
        )),
    }
}
