//! Groomers in the file, with their weekly hours.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::error::Result;
use super::{Store, changed_rows};
use crate::domain::groomer::{Break, Groomer, Shift};
use crate::domain::id::{GroomerId, ServiceId, SkillId};
use crate::domain::rejection::Rejection;
use crate::domain::text;

const INSERT: &str = "INSERT INTO groomer (id, name, lanes, position, active, largest, max_dogs)
    VALUES (:id, :name, :lanes, :position, :active, :largest, :max_dogs)";
const UPDATE: &str =
    "UPDATE groomer SET name = :name, lanes = :lanes, position = :position, active = :active,
      largest = :largest, max_dogs = :max_dogs, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const ALL: &str =
    "SELECT id, name, lanes, position, active, largest, max_dogs, rev FROM groomer ORDER BY position, name";
const SHIFTS: &str = "SELECT id, groomer_id, weekday, start_min, end_min FROM shift
    ORDER BY groomer_id, weekday, start_min";
const BREAKS: &str = "SELECT id, groomer_id, weekday, start_min, end_min FROM break
    ORDER BY groomer_id, weekday, start_min";
const ONE: &str =
    "SELECT id, name, lanes, position, active, largest, max_dogs, rev FROM groomer WHERE id = :id";
const SHIFTS_OF: &str = "SELECT id, groomer_id, weekday, start_min, end_min FROM shift
    WHERE groomer_id = :id ORDER BY weekday, start_min";
const BREAKS_OF: &str = "SELECT id, groomer_id, weekday, start_min, end_min FROM break
    WHERE groomer_id = :id ORDER BY weekday, start_min";
const INSERT_SHIFT: &str = "INSERT INTO shift (id, groomer_id, weekday, start_min, end_min)
    VALUES (:id, :groomer_id, :weekday, :start_min, :end_min)";
const INSERT_BREAK: &str = "INSERT INTO break (id, groomer_id, weekday, start_min, end_min)
    VALUES (:id, :groomer_id, :weekday, :start_min, :end_min)";
const SKILLS: &str = "SELECT groomer_id, service_id FROM skill ORDER BY groomer_id, service_id";
const SKILLS_OF: &str = "SELECT service_id FROM skill WHERE groomer_id = :id ORDER BY service_id";
const INSERT_SKILL: &str =
    "INSERT INTO skill (id, groomer_id, service_id) VALUES (:id, :groomer_id, :service_id)";
const DELETE_SKILLS: &str = "DELETE FROM skill WHERE groomer_id = :groomer_id";
const DELETE_SHIFTS: &str = "DELETE FROM shift WHERE groomer_id = :groomer_id";
const DELETE_BREAKS: &str = "DELETE FROM break WHERE groomer_id = :groomer_id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    INSERT,
    UPDATE,
    ALL,
    SHIFTS,
    BREAKS,
    ONE,
    SHIFTS_OF,
    BREAKS_OF,
    INSERT_SHIFT,
    INSERT_BREAK,
    DELETE_SHIFTS,
    DELETE_BREAKS,
    SKILLS,
    SKILLS_OF,
    INSERT_SKILL,
    DELETE_SKILLS,
];

/// A groomer with the week they work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroomerWeek {
    /// Who.
    pub groomer: Groomer,
    /// Weekly working time.
    pub shifts: Vec<Shift>,
    /// Weekly breaks.
    pub breaks: Vec<Break>,
    /// What they can do, sorted; empty is everything.
    pub skills: Vec<ServiceId>,
}

/// An edit of one groomer and their week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroomerEdit {
    /// Adds a groomer.
    Add(GroomerWeek),
    /// Saves a changed groomer; the week replaces the old one.
    Save(GroomerWeek),
}

fn from_row(row: &Row) -> rusqlite::Result<Groomer> {
    Ok(Groomer {
        id: row.get("id")?,
        name: row.get("name")?,
        lanes: row.get("lanes")?,
        position: row.get("position")?,
        active: row.get("active")?,
        largest: row.get("largest")?,
        max_dogs: row.get("max_dogs")?,
        rev: row.get("rev")?,
    })
}

fn shift_from_row(row: &Row) -> rusqlite::Result<Shift> {
    Ok(Shift {
        id: row.get("id")?,
        groomer_id: row.get("groomer_id")?,
        weekday: row.get("weekday")?,
        start_min: row.get("start_min")?,
        end_min: row.get("end_min")?,
    })
}

fn break_from_row(row: &Row) -> rusqlite::Result<Break> {
    Ok(Break {
        id: row.get("id")?,
        groomer_id: row.get("groomer_id")?,
        weekday: row.get("weekday")?,
        start_min: row.get("start_min")?,
        end_min: row.get("end_min")?,
    })
}

fn cleaned(week: &GroomerWeek) -> Result<GroomerWeek> {
    let mut week = week.clone();
    week.groomer.name = text::clean(&week.groomer.name, text::NAME);
    week.skills.sort_unstable();
    week.skills.dedup();
    let times = || {
        let shifts = week.shifts.iter().map(|shift| (shift.start_min, shift.end_min));
        shifts.chain(week.breaks.iter().map(|pause| (pause.start_min, pause.end_min)))
    };
    let wrong = if week.groomer.name.is_empty() {
        "a groomer needs a name"
    } else if !(1..=4).contains(&week.groomer.lanes) {
        "a groomer works on 1 to 4 dogs at once"
    } else if week
        .groomer
        .max_dogs
        .is_some_and(|most| !(1..=50).contains(&most))
    {
        "the most dogs a day are 1 to 50, or nothing for no limit"
    } else if times()
        .any(|(start, end)| start < 0 || end > 1440 || start >= end || start % 5 != 0 || end % 5 != 0)
    {
        "hours run forward within one day, in steps of 5 minutes"
    } else {
        return Ok(week);
    };
    Err(Rejection::Invalid(wrong.to_owned()).into())
}

fn insert_week(tx: &Transaction, week: &GroomerWeek) -> Result<()> {
    for shift in &week.shifts {
        tx.prepare_cached(INSERT_SHIFT)?.execute(named_params! {
            ":id": shift.id, ":groomer_id": week.groomer.id, ":weekday": shift.weekday,
            ":start_min": shift.start_min, ":end_min": shift.end_min,
        })?;
    }
    for pause in &week.breaks {
        tx.prepare_cached(INSERT_BREAK)?.execute(named_params! {
            ":id": pause.id, ":groomer_id": week.groomer.id, ":weekday": pause.weekday,
            ":start_min": pause.start_min, ":end_min": pause.end_min,
        })?;
    }
    Ok(())
}

fn insert_skills(tx: &Transaction, week: &GroomerWeek) -> Result<()> {
    for service_id in &week.skills {
        tx.prepare_cached(INSERT_SKILL)?.execute(named_params! {
            ":id": SkillId::new(), ":groomer_id": week.groomer.id, ":service_id": service_id,
        })?;
    }
    Ok(())
}

pub(super) fn insert(tx: &Transaction, week: &GroomerWeek) -> Result<String> {
    let week = cleaned(week)?;
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": week.groomer.id, ":name": week.groomer.name, ":lanes": week.groomer.lanes,
        ":position": week.groomer.position, ":active": week.groomer.active, ":largest": week.groomer.largest,
        ":max_dogs": week.groomer.max_dogs,
    })?;
    insert_week(tx, &week)?;
    insert_skills(tx, &week)?;
    Ok(format!("Added groomer {}", week.groomer.name))
}

pub(super) fn apply(tx: &Transaction, edit: &GroomerEdit) -> Result<String> {
    match edit {
        GroomerEdit::Add(week) => insert(tx, week),
        GroomerEdit::Save(week) => {
            let week = cleaned(week)?;
            let groomer = &week.groomer;
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": groomer.id, ":name": groomer.name, ":lanes": groomer.lanes,
                ":position": groomer.position, ":active": groomer.active, ":largest": groomer.largest,
                ":max_dogs": groomer.max_dogs, ":rev": groomer.rev,
            })?;
            changed_rows(tx, count, "groomer", &groomer.id.to_string(), &groomer.name)?;
            let old = week_of(tx, groomer.id)?;
            if old.as_ref().is_none_or(|old| old.skills != week.skills) {
                tx.prepare_cached(DELETE_SKILLS)?
                    .execute(named_params! {":groomer_id": groomer.id})?;
                insert_skills(tx, &week)?;
            }
            if old.is_none_or(|old| old.shifts != week.shifts || old.breaks != week.breaks) {
                tx.prepare_cached(DELETE_SHIFTS)?
                    .execute(named_params! {":groomer_id": groomer.id})?;
                tx.prepare_cached(DELETE_BREAKS)?
                    .execute(named_params! {":groomer_id": groomer.id})?;
                insert_week(tx, &week)?;
            }
            Ok(format!("Changed groomer {}", groomer.name))
        }
    }
}

/// Every groomer with their week.
pub(super) fn weeks(connection: &Connection) -> Result<Vec<GroomerWeek>> {
    let mut statement = connection.prepare_cached(ALL)?;
    let groomers = statement
        .query_map([], from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection.prepare_cached(SHIFTS)?;
    let shifts = statement
        .query_map([], shift_from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection.prepare_cached(BREAKS)?;
    let breaks = statement
        .query_map([], break_from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection.prepare_cached(SKILLS)?;
    let skills = statement
        .query_map([], |row| Ok((row.get("groomer_id")?, row.get("service_id")?)))?
        .collect::<rusqlite::Result<Vec<(GroomerId, ServiceId)>>>()?;
    let of = |id: GroomerId| {
        (
            shifts
                .iter()
                .filter(|shift| shift.groomer_id == id)
                .cloned()
                .collect(),
            breaks
                .iter()
                .filter(|pause| pause.groomer_id == id)
                .cloned()
                .collect(),
            skills
                .iter()
                .filter(|(groomer, _)| *groomer == id)
                .map(|(_, service)| *service)
                .collect(),
        )
    };
    Ok(groomers
        .into_iter()
        .map(|groomer| {
            let (shifts, breaks, skills) = of(groomer.id);
            GroomerWeek {
                groomer,
                shifts,
                breaks,
                skills,
            }
        })
        .collect())
}

/// One groomer with their week.
pub(super) fn week_of(connection: &Connection, id: GroomerId) -> Result<Option<GroomerWeek>> {
    let groomer = connection
        .prepare_cached(ONE)?
        .query_row(named_params! {":id": id}, from_row)
        .optional()?;
    let Some(groomer) = groomer else {
        return Ok(None);
    };
    let shifts = connection
        .prepare_cached(SHIFTS_OF)?
        .query_map(named_params! {":id": id}, shift_from_row)?
        .collect::<rusqlite::Result<_>>()?;
    let breaks = connection
        .prepare_cached(BREAKS_OF)?
        .query_map(named_params! {":id": id}, break_from_row)?
        .collect::<rusqlite::Result<_>>()?;
    let skills = connection
        .prepare_cached(SKILLS_OF)?
        .query_map(named_params! {":id": id}, |row| row.get("service_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(GroomerWeek {
        groomer,
        shifts,
        breaks,
        skills,
    }))
}

impl Store {
    /// Every groomer in the order of the columns, those who left included.
    pub fn groomers(&self) -> Result<Vec<Groomer>> {
        let mut statement = self.connection.prepare_cached(ALL)?;
        let groomers = statement
            .query_map([], from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(groomers)
    }

    /// Every groomer with their weekly hours and breaks.
    pub fn groomer_weeks(&self) -> Result<Vec<GroomerWeek>> {
        weeks(&self.connection)
    }
}
