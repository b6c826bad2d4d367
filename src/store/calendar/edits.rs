//! What changes the salon's days: time off, hours of one day, closing days, and how many dogs the door lets in.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Transaction, named_params};

use super::super::changed_rows;
use super::super::error::Result;
use super::super::types::day_text;
use crate::domain::calendar::{Closing, DropOff};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::days::{days_words, weekdays_words};
use crate::domain::groomer::{Exception, TimeOff};
use crate::domain::hours::DayHours;
use crate::domain::id::GroomerId;
use crate::domain::rejection::Rejection;
use crate::domain::schedule::Span;
use crate::domain::text;

const GROOMER_NAME: &str = "SELECT name FROM groomer WHERE id = :id";
const INSERT_TIME_OFF: &str =
    "INSERT INTO time_off (id, groomer_id, first_day, last_day, start_min, end_min, reason)
    VALUES (:id, :groomer_id, :first_day, :last_day, :start_min, :end_min, :reason)";
const UPDATE_TIME_OFF: &str =
    "UPDATE time_off SET groomer_id = :groomer_id, first_day = :first_day, last_day = :last_day,
      start_min = :start_min, end_min = :end_min, reason = :reason, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const DELETE_TIME_OFF: &str = "DELETE FROM time_off WHERE id = :id AND rev = :rev";
const INSERT_CLOSING: &str = "INSERT INTO closing (id, first_day, last_day, yearly, name)
    VALUES (:id, :first_day, :last_day, :yearly, :name)";
const UPDATE_CLOSING: &str =
    "UPDATE closing SET first_day = :first_day, last_day = :last_day, yearly = :yearly,
      name = :name, rev = rev + 1 WHERE id = :id AND rev = :rev";
const DELETE_CLOSING: &str = "DELETE FROM closing WHERE id = :id AND rev = :rev";
const INSERT_EXCEPTION: &str = "INSERT INTO exception (id, groomer_id, day, kind, start_min, end_min)
    VALUES (:id, :groomer_id, :day, :kind, :start_min, :end_min)";
const DELETE_EXCEPTION: &str = "DELETE FROM exception WHERE id = :id";
const EXCEPTIONS_OF_DAY: &str =
    "SELECT count(*) AS n FROM exception WHERE groomer_id = :groomer_id AND day = :day";
const INSERT_DROP_OFF: &str = "INSERT INTO drop_off (id, weekday, start_min, end_min, dogs)
    VALUES (:id, :weekday, :start_min, :end_min, :dogs)";
const DELETE_DROP_OFF: &str = "DELETE FROM drop_off WHERE id = :id AND rev = :rev";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    GROOMER_NAME,
    INSERT_TIME_OFF,
    UPDATE_TIME_OFF,
    DELETE_TIME_OFF,
    INSERT_CLOSING,
    UPDATE_CLOSING,
    DELETE_CLOSING,
    INSERT_EXCEPTION,
    DELETE_EXCEPTION,
    EXCEPTIONS_OF_DAY,
    INSERT_DROP_OFF,
    DELETE_DROP_OFF,
];

/// An edit of the days on which it is not as every week. What is booked stays booked whatever they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarEdit {
    /// A groomer is off.
    AddTimeOff(TimeOff),
    /// Saves changed time off.
    SaveTimeOff(TimeOff),
    /// The groomer is there after all.
    RemoveTimeOff(TimeOff),
    /// The salon is closed.
    AddClosing(Closing),
    /// Saves changed closing days.
    SaveClosing(Closing),
    /// The salon is open after all.
    RemoveClosing(Closing),
    /// The hours of one groomer on one day, in place of the weekday's: these rows take the place of those.
    OwnHours {
        /// The rows as they were read; none for a day that is as every week until now.
        before: Vec<Exception>,
        /// The rows that count from now on, all of one groomer and day; none and the day is as every week again.
        after: Vec<Exception>,
    },
    /// How many dogs can be dropped off: these limits take the place of those.
    DropOffs {
        /// The limits as they were read.
        before: Vec<DropOff>,
        /// The limits that count from now on, all of one stretch.
        after: Vec<DropOff>,
    },
}

/// Makes one change of the days; `today` is for the words.
pub(in crate::store) fn apply(tx: &Transaction, edit: &CalendarEdit, today: NaiveDate) -> Result<String> {
    match edit {
        CalendarEdit::AddTimeOff(off) => {
            let off = cleaned_off(off)?;
            let label = off_words(tx, &off, today)?;
            insert_time_off(tx, &off)?;
            Ok(label)
        }
        CalendarEdit::SaveTimeOff(off) => {
            let off = cleaned_off(off)?;
            let label = off_words(tx, &off, today)?;
            let count = tx.prepare_cached(UPDATE_TIME_OFF)?.execute(named_params! {
                ":id": off.id, ":groomer_id": off.groomer_id, ":first_day": day_text(off.first_day),
                ":last_day": day_text(off.last_day), ":start_min": off.span.start, ":end_min": off.span.end,
                ":reason": off.reason, ":rev": off.rev,
            })?;
            changed_rows(tx, count, "time_off", &off.id.to_string(), "that time off")?;
            Ok(format!("Changed time off: {label}"))
        }
        CalendarEdit::RemoveTimeOff(off) => {
            let name = groomer_name(tx, off.groomer_id)?;
            let count = tx
                .prepare_cached(DELETE_TIME_OFF)?
                .execute(named_params! {":id": off.id, ":rev": off.rev})?;
            changed_rows(tx, count, "time_off", &off.id.to_string(), "that time off")?;
            Ok(format!("{name} is not off {} after all", off.words(today)))
        }
        CalendarEdit::AddClosing(closing) => {
            let closing = cleaned_closing(closing)?;
            insert_closing(tx, &closing)?;
            Ok(format!("Closed {}", closing.words(today)))
        }
        CalendarEdit::SaveClosing(closing) => {
            let closing = cleaned_closing(closing)?;
            let count = tx.prepare_cached(UPDATE_CLOSING)?.execute(named_params! {
                ":id": closing.id, ":first_day": day_text(closing.first_day),
                ":last_day": day_text(closing.last_day), ":yearly": closing.yearly, ":name": closing.name,
                ":rev": closing.rev,
            })?;
            changed_rows(tx, count, "closing", &closing.id.to_string(), &closing.name)?;
            Ok(format!("Changed closing days: {}", closing.words(today)))
        }
        CalendarEdit::RemoveClosing(closing) => {
            let count = tx
                .prepare_cached(DELETE_CLOSING)?
                .execute(named_params! {":id": closing.id, ":rev": closing.rev})?;
            changed_rows(tx, count, "closing", &closing.id.to_string(), &closing.name)?;
            Ok(format!("Open after all {}", closing.words(today)))
        }
        CalendarEdit::OwnHours { before, after } => own_hours(tx, before, after, today),
        CalendarEdit::DropOffs { before, after } => drop_offs(tx, before, after),
    }
}

fn insert_time_off(tx: &Transaction, off: &TimeOff) -> Result<()> {
    tx.prepare_cached(INSERT_TIME_OFF)?.execute(named_params! {
        ":id": off.id, ":groomer_id": off.groomer_id, ":first_day": day_text(off.first_day),
        ":last_day": day_text(off.last_day), ":start_min": off.span.start, ":end_min": off.span.end,
        ":reason": off.reason,
    })?;
    Ok(())
}

fn insert_closing(tx: &Transaction, closing: &Closing) -> Result<()> {
    tx.prepare_cached(INSERT_CLOSING)?.execute(named_params! {
        ":id": closing.id, ":first_day": day_text(closing.first_day), ":last_day": day_text(closing.last_day),
        ":yearly": closing.yearly, ":name": closing.name,
    })?;
    Ok(())
}

fn own_hours(
    tx: &Transaction,
    before: &[Exception],
    after: &[Exception],
    today: NaiveDate,
) -> Result<String> {
    let Some(one) = after.first().or(before.first()) else {
        return Err(invalid("hours of a day need a groomer and a day"));
    };
    let name = groomer_name(tx, one.groomer_id)?;
    let day = short_day(one.day, today);
    if after
        .iter()
        .any(|each| (each.groomer_id, each.day) != (one.groomer_id, one.day))
    {
        return Err(invalid("hours of a day belong to one groomer and one day"));
    }
    for row in before {
        let count = tx
            .prepare_cached(DELETE_EXCEPTION)?
            .execute(named_params! {":id": row.id})?;
        let what = format!("{name} on {}", short_day(row.day, today));
        changed_rows(tx, count, "exception", &row.id.to_string(), &what)?;
    }
    for each in before.first().into_iter().chain(after.first()) {
        let left: i64 = tx.prepare_cached(EXCEPTIONS_OF_DAY)?.query_one(
            named_params! {":groomer_id": each.groomer_id, ":day": day_text(each.day)},
            |row| row.get("n"),
        )?;
        if left > 0 {
            let day = short_day(each.day, today);
            let words = format!("{name} has hours of their own on {day} already; change those instead");
            return Err(invalid(&words));
        }
    }
    for row in after {
        span_fits(row.span)?;
        tx.prepare_cached(INSERT_EXCEPTION)?.execute(named_params! {
            ":id": row.id, ":groomer_id": row.groomer_id, ":day": day_text(row.day),
            ":kind": if row.is_break { "break" } else { "shift" },
            ":start_min": row.span.start, ":end_min": row.span.end,
        })?;
    }
    Ok(if after.is_empty() {
        format!("{name} works as every week on {day} again")
    } else {
        format!("{name} works {} on {day}", DayHours::of_day(after))
    })
}

fn drop_offs(tx: &Transaction, before: &[DropOff], after: &[DropOff]) -> Result<String> {
    let Some(one) = after.first().or(before.first()) else {
        return Err(invalid("a limit needs days and times"));
    };
    let rows = if after.is_empty() { before } else { after };
    let weekdays: Vec<i64> = rows.iter().map(|row| row.weekday).collect();
    let when = format!(
        "{} {}-{}",
        weekdays_words(&weekdays),
        hhmm(one.span.start),
        hhmm(one.span.end)
    );
    for row in before {
        let count = tx
            .prepare_cached(DELETE_DROP_OFF)?
            .execute(named_params! {":id": row.id, ":rev": row.rev})?;
        changed_rows(tx, count, "drop_off", &row.id.to_string(), "that limit")?;
    }
    for row in after {
        span_fits(row.span)?;
        if !(1..=7).contains(&row.weekday) || !(0..=99).contains(&row.dogs) {
            return Err(invalid("a limit is 0 to 99 dogs on a day of the week"));
        }
        tx.prepare_cached(INSERT_DROP_OFF)?.execute(named_params! {
            ":id": row.id, ":weekday": row.weekday, ":start_min": row.span.start, ":end_min": row.span.end,
            ":dogs": row.dogs,
        })?;
    }
    Ok(match (after.is_empty(), one.dogs) {
        (true, _) => format!("No limit any more for drop-offs {when}"),
        (false, 0) => format!("No drop-offs {when}"),
        (false, 1) => format!("Drop-offs {when}: 1 dog at most"),
        (false, dogs) => format!("Drop-offs {when}: {dogs} dogs at most"),
    })
}

fn groomer_name(tx: &Transaction, id: GroomerId) -> Result<String> {
    let name = tx
        .prepare_cached(GROOMER_NAME)?
        .query_row(named_params! {":id": id}, |row| row.get("name"))
        .optional()?;
    name.ok_or_else(|| Rejection::Missing("that groomer".to_owned()).into())
}

fn off_words(tx: &Transaction, off: &TimeOff, today: NaiveDate) -> Result<String> {
    Ok(format!(
        "{} is off {}",
        groomer_name(tx, off.groomer_id)?,
        off.words(today)
    ))
}

fn cleaned_off(off: &TimeOff) -> Result<TimeOff> {
    days_fit(off.first_day, off.last_day)?;
    span_fits(off.span)?;
    Ok(TimeOff {
        reason: text::clean(&off.reason, text::REASON),
        ..off.clone()
    })
}

fn cleaned_closing(closing: &Closing) -> Result<Closing> {
    days_fit(closing.first_day, closing.last_day)?;
    let name = text::clean(&closing.name, text::NAME);
    if name.is_empty() {
        return Err(invalid("a closing day needs a name, such as Christmas"));
    }
    if closing.yearly && (closing.last_day - closing.first_day).num_days() > 300 {
        let words = days_words(closing.first_day, closing.last_day, closing.first_day);
        return Err(invalid(&format!("{words} every year would leave no day open")));
    }
    Ok(Closing {
        name,
        ..closing.clone()
    })
}

fn days_fit(first: NaiveDate, last: NaiveDate) -> Result<()> {
    if first <= last {
        Ok(())
    } else {
        Err(invalid("the last day comes before the first one"))
    }
}

fn span_fits(span: Span) -> Result<()> {
    if span.start < 0 || span.end > 1440 || span.start >= span.end || span.start % 5 != 0 || span.end % 5 != 0
    {
        return Err(invalid("times run forward within one day, in steps of 5 minutes"));
    }
    Ok(())
}

fn invalid(words: &str) -> super::super::StoreError {
    Rejection::Invalid(words.to_owned()).into()
}
