//! How the domain's types stand in the file: ids and days as text, money and minutes as integers.

use chrono::NaiveDate;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use super::columns::Columns;
use crate::domain::dog::{Coat, Sex, Size};
use crate::domain::id::{
    AddOnId, AppointmentId, BreakId, ClientId, ClosingId, DogId, DraftId, DropOffId, ExceptionId, GroomerId,
    HoldId, OfferId, OwnRateId, RateId, RecordId, SeriesId, ServiceId, ShiftId, SkillId, TimeOffId,
    VaccinationId, VaccineId, VaccineNeedId, VisitId, WaitId, WeightId,
};
use crate::domain::money::Cents;
use crate::domain::status::Status;
use crate::domain::waitlist::{Outcome, WaitState};

macro_rules! ids_as_text {
    ($($name:ident)*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_str()?.parse().map_err(FromSqlError::other)
            }
        }
    )*};
}

ids_as_text! {
    AddOnId AppointmentId BreakId ClientId ClosingId DogId DraftId DropOffId ExceptionId GroomerId HoldId OfferId OwnRateId
    RateId RecordId SeriesId ServiceId ShiftId SkillId TimeOffId VaccinationId VaccineId VaccineNeedId VisitId WaitId WeightId
}

macro_rules! words_as_text {
    ($($name:ident)*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    )*};
}

words_as_text! { Coat Outcome Sex Size Status WaitState }

impl ToSql for Cents {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Cents {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Cents)
    }
}

/// A day as the file keeps it.
pub(super) fn day_text(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// Reads a day; a text that is none cannot come from the desk and names its column.
pub(super) fn day(row: &impl Columns, column: &str) -> rusqlite::Result<NaiveDate> {
    optional_day(row, column)?.ok_or_else(|| rusqlite::Error::InvalidColumnName(format!("{column} is empty")))
}

/// Reads a day that may be unknown.
pub(super) fn optional_day(row: &impl Columns, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    let Some(text) = row.column::<Option<String>>(column)? else {
        return Ok(None);
    };
    NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .map(Some)
        .map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
        })
}
