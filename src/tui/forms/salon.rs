//! The salon's own card to fill in: its name, its hours, its city and its currency.

use chrono::NaiveDate;

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::hours::DayHours;
use crate::domain::salon::{Salon, find_zone, near_zones};
use crate::domain::schedule::Span;
use crate::domain::text;
use crate::domain::why::listed;
use crate::store::{Edit, GroomerEdit, GroomerWeek, Result};
use crate::tui::component::{Cx, Effect};

const NAME: &str = "Salon's name";
const HOURS: &str = "Open from";
const ALSO: &str = "Groomers";
const ZONE: &str = "City";
const CURRENCY: &str = "Prices in";

/// The longest word for the currency, in characters.
pub(in crate::tui) const CURRENCY_LETTERS: usize = 20;

/// The salon's card.
pub struct SalonRecord {
    salon: Option<Salon>,
    /// The groomers who work from when the salon opens until it closes.
    all_day: Vec<GroomerWeek>,
}

/// A form on the salon.
pub type SalonForm = RecordForm<SalonRecord>;

impl SalonForm {
    /// The salon of this file.
    #[must_use]
    pub fn of_salon() -> Self {
        Self::on(SalonRecord {
            salon: None,
            all_day: Vec::new(),
        })
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

/// Those who work exactly while the salon is open, on whichever days.
fn all_day(weeks: Vec<GroomerWeek>, salon: &Salon) -> Vec<GroomerWeek> {
    let mut weeks = weeks;
    weeks.retain(|week| {
        let open = (salon.opens_min, salon.closes_min);
        let as_open = week
            .shifts
            .iter()
            .all(|shift| (shift.start_min, shift.end_min) == open);
        week.groomer.active && !week.shifts.is_empty() && as_open
    });
    weeks
}

impl SalonRecord {
    fn names(&self) -> String {
        let names: Vec<&str> = self
            .all_day
            .iter()
            .map(|week| week.groomer.name.as_str())
            .collect();
        listed(&names)
    }

    /// The salon, and with it the hours of those who work as long as it is open, where that was asked for.
    fn edit(&self, salon: Salon, with_groomers: bool) -> Edit {
        let hours = (salon.opens_min, salon.closes_min);
        let same = self
            .salon
            .as_ref()
            .is_some_and(|before| (before.opens_min, before.closes_min) == hours);
        if same || !with_groomers || self.all_day.is_empty() {
            return Edit::Salon(salon);
        }
        let label = format!("Changed the salon, and the hours of {}", self.names());
        let weeks = self.all_day.iter().cloned().map(|mut week| {
            for shift in &mut week.shifts {
                (shift.start_min, shift.end_min) = hours;
            }
            Edit::Groomer(GroomerEdit::Save(week))
        });
        Edit::Together {
            label,
            edits: std::iter::once(Edit::Salon(salon)).chain(weeks).collect(),
        }
    }
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
        let salon = cx.salon.clone();
        self.salon = Some(salon.clone());
        let open = super::stretch(Span {
            start: salon.opens_min,
            end: salon.closes_min,
        });
        self.all_day = all_day(cx.store.groomer_weeks()?, &salon);
        let mut entries = vec![
            Entry::new(NAME, Kind::Text(text::NAME), &salon.name)
                .needed("What stands over the door, such as Salon Pom.")
                .hint("What stands over the door"),
            Entry::new(HOURS, Kind::Hours, &open)
                .needed("When the salon is open, such as 9-18.")
                .hint("New groomers start with these; 5 Groomers changes each one's own"),
        ];
        if !self.all_day.is_empty() {
            let new = format!("{}: these hours too", self.names());
            let options = vec!["keep the hours they have".to_owned(), new];
            entries.push(Entry::choice(ALSO, options, 0).hint("Those who work as long as the salon is open"));
        }
        entries.extend([
            Entry::new(ZONE, Kind::Read(read_zone), salon.zone.name())
                .needed("A city of your time zone, such as Lisbon or New York.")
                .hint("A city of your time zone, such as Lisbon; the salon's clock follows it"),
            Entry::new(CURRENCY, Kind::Text(CURRENCY_LETTERS), &salon.currency)
                .hint("The word said after an amount"),
        ]);
        Ok(Some(entries))
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
        let changed = Salon {
            name: form.value(NAME),
            zone,
            opens_min: open.start,
            closes_min: open.end,
            currency: form.value(CURRENCY),
            ..salon
        };
        let with_groomers = form.chosen(ALSO) == Some(1);
        Ok(Effect::Apply(self.edit(changed, with_groomers)))
    }
}
