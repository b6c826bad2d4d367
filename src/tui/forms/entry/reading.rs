//! How a field is read: what is understood of it, and what cannot be right.

use chrono::NaiveDate;

use super::{Entry, Kind};
use crate::domain::clock::short_day;
use crate::domain::flag::is_yes;
use crate::domain::hours::DayHours;
use crate::domain::money::Cents;
use crate::domain::phrase::{PhraseError, parse_day, parse_day_that_was};
use crate::domain::text::digits;

impl Entry {
    /// The day that stands in it, as a field of this kind reads one.
    ///
    /// # Errors
    /// What about it is no day.
    pub fn day(&self, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
        match self.kind {
            Kind::LastDay => parse_day_that_was(&self.value(), today),
            _ => parse_day(&self.value(), today),
        }
    }

    /// What is understood of it, when that says more than what was typed.
    ///
    /// # Errors
    /// One sentence that says what is possible.
    pub fn understood(&self, today: NaiveDate) -> Result<Option<String>, String> {
        if let Some(why) = self.no_such_choice() {
            return Err(why);
        }
        let value = self.value();
        if value.is_empty() {
            return Ok((!self.typed().is_empty()).then(|| "nothing".to_owned()));
        }
        match &self.kind {
            Kind::Flag { yes, .. } if is_yes(&value) => Err((*yes).to_owned()),
            Kind::Phone if digits(&value).is_empty() => {
                Err("A phone number has digits, such as 555 0123.".to_owned())
            }
            Kind::Text(_) | Kind::Flag { .. } | Kind::Phone | Kind::Choice(_) => Ok(None),
            Kind::Day | Kind::PastDay | Kind::LastDay => {
                let day = self.day(today).map_err(|why| why.to_string())?;
                if matches!(self.kind, Kind::LastDay) && day > today {
                    return Err(format!("{} is still to come.", short_day(day, today)));
                }
                if matches!(self.kind, Kind::PastDay) && day > today {
                    return Err(format!(
                        "{} is still to come: write the year as well, such as 12 mar 2021.",
                        short_day(day, today)
                    ));
                }
                let written = day.format("%a %-d %b %Y").to_string();
                Ok((day.to_string() != value).then_some(written))
            }
            Kind::Number { least, most, step } => match value.parse::<i64>() {
                Ok(number) if (*least..=*most).contains(&number) && number % step == 0 => Ok(None),
                _ if value.contains(['.', ',']) && Cents::parse(&value).is_some() => Err(format!(
                    "{value} looks like a price; here a whole number from {least} to {most} fits."
                )),
                _ if *step > 1 => Err(format!(
                    "A whole number from {least} to {most} in steps of {step} fits here."
                )),
                _ => Err(format!("A whole number from {least} to {most} fits here.")),
            },
            Kind::Money => match Cents::parse(&value) {
                Some(_) => Ok(None),
                None => Err("An amount fits here, such as 72 or 72.50.".to_owned()),
            },
            Kind::Hours => {
                let hours = DayHours::parse(&value).map_err(|why| why.to_string())?;
                Ok(Some(hours.to_string()).filter(|words| *words != value))
            }
            Kind::Read(read) => Ok(Some(read(&value, today)?).filter(|words| *words != value)),
        }
    }

    /// Checks it; with `at_save` an empty field that is needed is wrong as well. True when it is in order.
    pub fn check(&mut self, today: NaiveDate, at_save: bool) -> bool {
        self.error = match self.understood(today) {
            Err(why) => Some(why),
            Ok(_) if at_save && !self.is_choice() && self.value().is_empty() => {
                self.needed.map(str::to_owned)
            }
            Ok(_) => None,
        };
        if at_save {
            // It is as it was before the word; once that was said, it is saved so.
            self.choosing.end();
        }
        self.error.is_none()
    }
}
