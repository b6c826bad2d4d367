//! A day of the book as it stood at some moment: its appointments of now, and those that left it since, each with
//! everything newer taken off. Nothing is written, and only rows of that one day are put together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::Value;
use rusqlite::{Connection, named_params};

use super::recall::{Recalled, row_at};
use super::{moment, told};
use crate::domain::id::ServiceId;
use crate::store::Store;
use crate::store::board::{self, Visit};
use crate::store::error::Result;
use crate::store::journal::values;
use crate::store::types::day_text;
use crate::store::vaccine::vaccinated;

/// Changes that are looked through for appointments that have left the day; further back than this nothing is told.
const LOOK_BACK: i64 = 50_000;

const HEAD: &str = "SELECT coalesce(max(seq), 0) AS seq FROM change";
const OF_DAY: &str = "SELECT id FROM appointment WHERE day = :day";
const LEFT_DAY: &str = "SELECT row_id FROM change
    WHERE seq > :seq AND tbl = 'appointment' AND op <> 'insert' AND instr(before, :day) > 0";
const OF_ROW: &str = "SELECT seq, intent, op, before, after FROM change
    WHERE row_id = :row_id AND seq > :seq AND tbl = 'appointment' ORDER BY seq DESC";
const INTENT: &str = "SELECT at, actor, kind, label FROM intent WHERE id = :id";
const LAST_OF_ENTRY: &str = "SELECT max(last_seq, :seq) AS seq FROM intent WHERE id = :entry";
const ADD_ONS: &str = "SELECT id FROM appointment_add_on WHERE appointment_id = :id";
const GONE_ADD_ONS: &str =
    "SELECT row_id FROM change WHERE seq > :seq AND tbl = 'appointment_add_on' AND op = 'delete'";
const NO_SHOWS: &str = "SELECT count(*) AS n FROM appointment WHERE dog_id = :dog_id AND status = 'no_show'";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    HEAD,
    LAST_OF_ENTRY,
    OF_DAY,
    LEFT_DAY,
    OF_ROW,
    INTENT,
    ADD_ONS,
    GONE_ADD_ONS,
    NO_SHOWS,
];

/// One change of a day's appointments, and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The entry of the journal.
    pub entry: i64,
    /// When, on the salon's clock.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// What was done, in the desk's words.
    pub label: String,
    /// Its last change of this day; the day as it stood then has everything up to here.
    seq: i64,
}

/// A day with all that happened to its appointments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayStory {
    /// What happened, oldest first, in the order in which it was done.
    pub moments: Vec<Moment>,
    /// Whether it is told from the beginning; else only the newest part, about 50,000 changes of the whole book.
    pub whole: bool,
    day: NaiveDate,
    rows: BTreeSet<String>,
    from: i64,
    read_to: i64,
}

impl DayStory {
    /// A day of which nothing was read yet.
    #[must_use]
    pub const fn unread(day: NaiveDate) -> Self {
        Self {
            moments: Vec::new(),
            whole: true,
            day,
            rows: BTreeSet::new(),
            from: 0,
            read_to: 0,
        }
    }
}

/// The day of an appointment in an entry of the journal, if the entry says it.
fn day_in(json: Option<&str>) -> Result<Option<String>> {
    let said = json.map(values).transpose()?.unwrap_or_default();
    Ok(said.into_iter().find_map(|(name, value)| match value {
        Value::Text(day) if name == "day" => Some(day),
        _ => None,
    }))
}

impl Store {
    /// Everything that happened to a day's appointments.
    pub fn day_story(&self, day: NaiveDate) -> Result<DayStory> {
        let head = self.head()?;
        let from = (head - LOOK_BACK).max(0);
        let mut story = DayStory {
            from,
            read_to: from,
            whole: from == 0,
            ..DayStory::unread(day)
        };
        self.read_on(&mut story)?;
        Ok(story)
    }

    fn head(&self) -> Result<i64> {
        Ok(self
            .connection
            .prepare_cached(HEAD)?
            .query_one([], |row| row.get("seq"))?)
    }

    /// Takes in what happened to the day since it was read.
    pub fn read_on(&self, story: &mut DayStory) -> Result<()> {
        let head = self.head()?;
        let day = day_text(story.day);
        let mut now = self.connection.prepare_cached(OF_DAY)?;
        let now = now.query_map(named_params! {":day": day}, |row| row.get("id"))?;
        story.rows.extend(now.collect::<rusqlite::Result<Vec<String>>>()?);
        let said = format!("\"day\":\"{day}\"");
        let mut left = self.connection.prepare_cached(LEFT_DAY)?;
        let left = left.query_map(named_params! {":seq": story.read_to, ":day": said}, |row| {
            row.get("row_id")
        })?;
        story
            .rows
            .extend(left.collect::<rusqlite::Result<Vec<String>>>()?);
        let mut last_of_entry: BTreeMap<i64, i64> = BTreeMap::new();
        for row_id in &story.rows {
            for (seq, entry) in self.touched(row_id, &day, story.from)? {
                let last = last_of_entry.entry(entry).or_default();
                *last = seq.max(*last);
            }
        }
        let mut in_order: Vec<(i64, i64)> = last_of_entry
            .into_iter()
            .map(|(entry, seq)| (seq, entry))
            .collect();
        in_order.sort_unstable();
        let known: HashMap<i64, &Moment> = story
            .moments
            .iter()
            .map(|moment| (moment.entry, moment))
            .collect();
        let moments = in_order.into_iter().map(|(seq, entry)| match known.get(&entry) {
            Some(moment) => Ok(Moment {
                seq,
                ..(*moment).clone()
            }),
            None => self.moment_of(entry, seq),
        });
        story.moments = moments.collect::<Result<_>>()?;
        story.read_to = head;
        Ok(())
    }

    /// Changes of an appointment while it was on the day, or that brought it there or away: number and entry.
    fn touched(&self, row_id: &str, day: &str, from: i64) -> Result<Vec<(i64, i64)>> {
        type Change = (i64, i64, String, Option<String>, Option<String>);
        let changes: Vec<Change> = self
            .connection
            .prepare_cached(OF_ROW)?
            .query_map(named_params! {":row_id": row_id, ":seq": from}, |row| {
                Ok((
                    row.get("seq")?,
                    row.get("intent")?,
                    row.get("op")?,
                    row.get("before")?,
                    row.get("after")?,
                ))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let now = row_at(&self.connection, "appointment", row_id, i64::MAX)?;
        let mut stood = now.map(|row| row.text("day").to_owned());
        let mut touched = Vec::new();
        // Newest first: behind each change stands what the newer ones left, before it what it says itself.
        for (seq, entry, op, before, after) in changes {
            let behind = day_in(after.as_deref())?.or(stood.take());
            let ahead = match op.as_str() {
                "insert" => None,
                _ => day_in(before.as_deref())?.or_else(|| behind.clone()),
            };
            let behind = if op == "delete" { None } else { behind };
            if behind.as_deref() == Some(day) || ahead.as_deref() == Some(day) {
                touched.push((seq, entry));
            }
            stood = ahead;
        }
        Ok(touched)
    }

    fn moment_of(&self, entry: i64, seq: i64) -> Result<Moment> {
        Ok(self
            .connection
            .prepare_cached(INTENT)?
            .query_one(named_params! {":id": entry}, |row| {
                let (at, kind): (String, String) = (row.get("at")?, row.get("kind")?);
                Ok(Moment {
                    entry,
                    at: moment(&at),
                    actor: row.get("actor")?,
                    label: told(&kind, row.get("label")?),
                    seq,
                })
            })?)
    }

    /// The day's appointments as they stood when so many of its moments had passed: 0 is before the first. Names and
    /// alerts are those of the cards as they stood then; only no-shows and vaccinations count as they are known now.
    pub fn day_as_it_stood(&self, story: &DayStory, moments: usize) -> Result<Vec<Visit>> {
        let seq = match moments.checked_sub(1) {
            None => story.from,
            Some(at) => story.moments.get(at).map_or(i64::MAX, |moment| moment.seq),
        };
        // What is done on top is written behind its appointment in the same entry.
        let entry = moments.checked_sub(1).and_then(|at| story.moments.get(at));
        let add_on_seq = match entry {
            Some(moment) => self
                .connection
                .prepare_cached(LAST_OF_ENTRY)?
                .query_one(named_params! {":seq": seq, ":entry": moment.entry}, |row| {
                    row.get::<_, Option<i64>>("seq")
                })?
                .unwrap_or(seq),
            None => seq,
        };
        let mut gone = self.connection.prepare_cached(GONE_ADD_ONS)?;
        let gone = gone
            .query_map(named_params! {":seq": add_on_seq}, |row| row.get("row_id"))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let mut cards = Cards {
            connection: &self.connection,
            seq,
            add_on_seq,
            gone,
            read: HashMap::new(),
        };
        let day = day_text(story.day);
        let mut visits = Vec::new();
        for row_id in &story.rows {
            let Some(row) = row_at(&self.connection, "appointment", row_id, seq)? else {
                continue;
            };
            if row.text("day") == day {
                let place = cards.of("groomer", row.text("groomer_id"))?.number("position");
                visits.push((place, cards.visit(row)?));
            }
        }
        visits.sort_by_key(|(place, visit)| {
            let a = &visit.appointment;
            (a.start_min, *place, a.lane, a.id)
        });
        Ok(visits.into_iter().map(|(_, visit)| visit).collect())
    }
}

/// Cards as they stood, each read once.
struct Cards<'a> {
    connection: &'a Connection,
    seq: i64,
    /// The same for what is done on top.
    add_on_seq: i64,
    /// What was done on top then and was taken off since, of any appointment.
    gone: Vec<String>,
    read: HashMap<(&'static str, String), Recalled>,
}

impl Cards<'_> {
    fn of(&mut self, table: &'static str, id: &str) -> Result<Recalled> {
        let key = (table, id.to_owned());
        if let Some(card) = self.read.get(&key) {
            return Ok(card.clone());
        }
        let card = row_at(self.connection, table, id, self.seq)?.unwrap_or_default();
        self.read.insert(key, card.clone());
        Ok(card)
    }

    /// What was done on top of an appointment's service, and its names as the board's query gives them.
    fn add_ons(&mut self, id: &str, needs_waiver: &mut bool) -> Result<(Vec<ServiceId>, Value)> {
        let mut rows = self.connection.prepare_cached(ADD_ONS)?;
        let mut rows = rows
            .query_map(named_params! {":id": id}, |row| row.get("id"))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        rows.extend(self.gone.iter().cloned());
        // One that was taken off and brought back is in both.
        rows.sort_unstable();
        rows.dedup();
        let (mut ids, mut names) = (Vec::new(), Vec::new());
        for row_id in rows {
            let row = row_at(self.connection, "appointment_add_on", &row_id, self.add_on_seq)?;
            if let Some(row) = row.filter(|row| row.text("appointment_id") == id) {
                let service = self.of("service", row.text("service_id"))?;
                ids.extend(row.text("service_id").parse::<ServiceId>().ok());
                *needs_waiver |= service.number("needs_waiver") == Some(1);
                names.push((service.number("position"), service.text("name").to_owned()));
            }
        }
        names.sort_unstable();
        let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
        let names = if names.is_empty() {
            Value::Null
        } else {
            Value::Text(names.join(&board::BETWEEN.to_string()))
        };
        Ok((ids, names))
    }

    /// The appointment with what the board shows of it, under the names of the board's own query.
    fn visit(&mut self, mut row: Recalled) -> Result<Visit> {
        let dog = self.of("dog", row.text("dog_id"))?;
        let client = self.of("client", dog.text("client_id"))?;
        let service = self.of("service", row.text("service_id"))?;
        let groomer = self.of("groomer", row.text("groomer_id"))?;
        let no_shows: i64 = self
            .connection
            .prepare_cached(NO_SHOWS)?
            .query_one(named_params! {":dog_id": row.text("dog_id")}, |row| row.get("n"))?;
        let mut needs_waiver = service.number("needs_waiver") == Some(1);
        let (mut services, add_ons) = self.add_ons(row.text("id"), &mut needs_waiver)?;
        let unsigned = needs_waiver && dog.text("coat") == "double" && dog.text("waiver").is_empty();
        services.extend(row.text("service_id").parse::<ServiceId>().ok());
        let vaccine_due = match (
            row.text("dog_id").parse(),
            NaiveDate::parse_from_str(row.text("day"), "%Y-%m-%d"),
        ) {
            (Ok(dog), Ok(day)) => vaccinated(self.connection, dog)?.is_due(&services, day),
            _ => false,
        };
        let from = |card: &Recalled, column: &str| card.0.get(column).cloned().unwrap_or(Value::Null);
        // A dog without a client owes nothing.
        let do_not_book = match dog.text("do_not_book") {
            "" => client.text("do_not_book"),
            own => own,
        };
        let do_not_book = do_not_book.to_owned();
        let owes = client.0.get("owes_cents").cloned().unwrap_or(Value::Integer(0));
        let shown = [
            ("dog_first", from(&dog, "first_name")),
            ("dog_last", from(&dog, "last_name")),
            ("breed", from(&dog, "breed")),
            ("client_id", from(&dog, "client_id")),
            ("bites", from(&dog, "bites")),
            ("muzzle", from(&dog, "muzzle")),
            ("heart", from(&dog, "heart")),
            ("seizures", from(&dog, "seizures")),
            ("allergies", from(&dog, "allergies")),
            ("owes_cents", owes),
            ("vaccine_due", Value::Integer(i64::from(vaccine_due))),
            ("unsigned", Value::Integer(i64::from(unsigned))),
            ("dog_note", from(&dog, "note")),
            ("do_not_book", Value::Text(do_not_book)),
            ("client_first", from(&client, "first_name")),
            ("client_last", from(&client, "last_name")),
            ("phone", from(&client, "phone")),
            ("service", from(&service, "name")),
            ("groomer", from(&groomer, "name")),
            ("add_ons", add_ons),
            ("no_shows", Value::Integer(no_shows)),
        ];
        row.0.extend(shown.map(|(name, value)| (name.to_owned(), value)));
        Ok(board::from_row(&row)?)
    }
}
