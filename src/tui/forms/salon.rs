//! The salon's own card to fill in: its name, its hours, its city and its currency.

use chrono::NaiveDate;

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::hours::DayHours;
use crate::domain::salon::{Salon, find_zone, near_zones};
use crate::domain::schedule::Span;
use crate::domain::text;
use crate::store::{Edit, Result};
use crate::tui::component::{Cx, Effect};

const NAME: &str = "Salon's name";
const HOURS: &str = "Open from";
const ZONE: &str = "City";
const CURRENCY: &str = "Prices in";

/// The longest word for the currency, in characters.
pub(in crate::tui) const CURRENCY_LETTERS: usize = 20;

/// The salon's card.
pub struct SalonRecord {
    salon: Option<Salon>,
}

/// A form on the salon.
pub type SalonForm = RecordForm<SalonRecord>;

impl SalonForm {
    /// The salon of this file.
    #[must_use]
    pub fn of_salon() -> Self {
        Self::on(SalonRecord { salon: None })
    }
}

/// Reads a city as a time zone.
pub(in crate::tui) fn read_zone(typed: &str, _today: NaiveDate) -> std::result::Result<String, String> {
    if let Some(zone) = find_zone(typed) {
        return Ok(zone.name().to_owned());
    }
    let near = near_zones(typed, 3);
    Err(if near.is_empty() {
        format!(
            "I do not know `{typed}`: write the largest city near you, such as Lisbon, Berlin or New York."
        )
    } else {
        format!("I do not know `{typed}`: perhaps {}?", near.join(" or "))
    })
}

impl Record for SalonRecord {
    fn keeps(&self) -> String {
        "salon".to_owned()
    }

    fn row_id(&self) -> String {
        "salon".to_owned()
    }

    fn title(&self) -> String {
        "The salon".to_owned()
    }

    fn is_new(&self) -> bool {
        false
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let salon = self.salon.insert(cx.salon.clone());
        let open = super::stretch(Span {
            start: salon.opens_min,
            end: salon.closes_min,
        });
        Ok(Some(vec![
            Entry::new(NAME, Kind::Text(text::NAME), &salon.name)
                .needed("What stands over the door, such as Salon Pom.")
                .hint("What stands over the door"),
            Entry::new(HOURS, Kind::Hours, &open)
                .needed("When the salon is open, such as 9-18.")
                .hint("New groomers start with these; 5 Groomers changes the others"),
            Entry::new(ZONE, Kind::Read(read_zone), salon.zone.name())
                .needed("A city of your time zone, such as Lisbon or New York.")
                .hint("A city of your time zone, such as Lisbon; the salon's clock follows it"),
            Entry::new(CURRENCY, Kind::Text(CURRENCY_LETTERS), &salon.currency)
                .hint("The word said after an amount"),
        ]))
    }

    fn save(&mut self, form: &mut Form, _cx: &Cx) -> Result<Effect> {
        // All was checked before.
        let (Some(salon), Ok(hours), Some(zone)) = (
            self.salon.clone(),
            DayHours::parse(&form.value(HOURS)),
            find_zone(&form.value(ZONE)),
        ) else {
            return Ok(Effect::None);
        };
        let ([open], []) = (hours.shifts.as_slice(), hours.breaks.as_slice()) else {
            form.wrong(
                HOURS,
                "From when to when, such as 9-18; breaks are each groomer's own.",
            );
            return Ok(Effect::None);
        };
        Ok(Effect::Apply(Edit::Salon(Salon {
            name: form.value(NAME),
            zone,
            opens_min: open.start,
            closes_min: open.end,
            currency: form.value(CURRENCY),
            ..salon
        })))
    }
}
