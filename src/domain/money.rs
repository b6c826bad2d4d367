//! Money: whole cents of the salon's one currency.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// An amount in cents; prints as `72` or `72.50`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// The largest price the desk accepts: 100,000.00.
    pub const MAX: Self = Self(10_000_000);

    /// Reads `72`, `72.5`, `72,50`; `None` for anything else, below zero or above [`Cents::MAX`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
            return None;
        }
        let cents: i64 = format!("{part:0<2}").parse().ok()?;
        let amount = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
        (amount <= Self::MAX.0).then_some(Self(amount))
    }
}

impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let text = if part == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part:02}")
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_read_as_people_write_them() {
        assert_eq!(Cents::parse("72"), Some(Cents(7200)));
        assert_eq!(Cents::parse(" 72,5 "), Some(Cents(7250)));
        assert_eq!(Cents::parse("0.05"), Some(Cents(5)));
        for wrong in ["", "-1", "7.505", "1e3", "72 euros", "100000.01"] {
            assert_eq!(Cents::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whole_amounts_print_without_cents() {
        assert_eq!(Cents(7200).to_string(), "72");
        assert_eq!(Cents(7205).to_string(), "72.05");
        assert_eq!(Cents(-50).to_string(), "-0.50");
    }
}
