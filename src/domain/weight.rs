//! What a dog weighed, and when.

use chrono::NaiveDate;

use super::id::{DogId, WeightId};

/// A dog's weight on a day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Weight {
    /// The row's id.
    pub id: WeightId,
    /// Which dog.
    pub dog_id: DogId,
    /// The day it was weighed.
    pub day: NaiveDate,
    /// In grams, 100 to 150,000.
    pub grams: i64,
    /// Raised at each edit.
    pub rev: i64,
}

/// Reads `4.2`, `4,2 kg`, `4200 g` or `9 lb` as grams; a bare number is in kilograms.
///
/// # Errors
/// One sentence that says what is possible.
pub fn parse_weight(text: &str) -> Result<i64, String> {
    let text = text.trim().to_lowercase().replace(',', ".");
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, unit) = text.split_at(split.unwrap_or(text.len()));
    let grams_each = match unit.trim() {
        "" | "kg" | "kilo" | "kilos" => Some(1_000_000),
        "g" | "grams" => Some(1_000),
        "lb" | "lbs" | "pounds" => Some(453_592),
        _ => None,
    };
    let grams = grams_each
        .zip(thousandths(number))
        .map(|(each, number)| (number * each + 500_000) / 1_000_000)
        .filter(|grams| (100..=150_000).contains(grams));
    grams.ok_or_else(|| "A weight fits here, such as 4.2 or 9 lb, up to 150 kg.".to_owned())
}

/// A number with up to three places behind the point, in thousandths.
fn thousandths(number: &str) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || whole.len() > 6 || part.len() > 3 || part.contains('.') {
        return None;
    }
    format!("{whole}{part:0<3}").parse().ok()
}

/// `4.2 kg`; whole tens of grams where it matters.
#[must_use]
pub fn weight_words(grams: i64) -> String {
    let tens = (grams + 5) / 10;
    let (kilograms, part) = (tens / 100, tens % 100);
    if part == 0 {
        format!("{kilograms} kg")
    } else if part % 10 == 0 {
        format!("{kilograms}.{} kg", part / 10)
    } else {
        format!("{kilograms}.{part:02} kg")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_as_people_say_it() {
        for (text, grams) in [
            ("4.2", 4200),
            ("4,25 kg", 4250),
            ("4200 g", 4200),
            ("9 lb", 4082),
            ("30kg", 30_000),
        ] {
            assert_eq!(parse_weight(text), Ok(grams), "{text}");
        }
        for wrong in ["", "kg", "4 stone", "0.05", "151", "4.2.1", "1e3", "-4"] {
            assert!(parse_weight(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_weight_is_said_in_kilograms() {
        for (grams, words) in [
            (4200, "4.2 kg"),
            (30_000, "30 kg"),
            (4082, "4.08 kg"),
            (450, "0.45 kg"),
        ] {
            assert_eq!(weight_words(grams), words);
            assert!((parse_weight(words).unwrap() - grams).abs() < 5);
        }
    }
}
