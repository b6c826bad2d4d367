//! The one door for changes: an `Edit` is data, and goes in as one transaction with its entry in the journal.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::{Transaction, TransactionBehavior};

use super::appointment::{self, AppointmentEdit};
use super::calendar::{self, CalendarEdit};
use super::client::{self, ClientEdit};
use super::dog::{self, DogEdit};
use super::error::{Result, StoreError};
use super::groomer::{self, GroomerEdit};
use super::journal::{self, Applied, By, Intent, Kind};
use super::lock::writer;
use super::long_work::{CHUNK, on_and_on};
use super::rate::{self, OwnRateEdit, RateEdit};
use super::record::{self, RecordEdit};
use super::series::{self, SeriesEdit};
use super::service::{self, ServiceEdit};
use super::vaccine::{self, VaccineEdit};
use super::waitlist::{self, WaitEdit};
use super::weight::{self, WeightEdit};
use super::{Store, salon};
use crate::domain::clock::parse_moment;
use crate::domain::rejection::Rejection;
use crate::domain::salon::Salon;

/// Anything a person can change about the salon.
#[allow(clippy::large_enum_variant)] // one at a time, never in lists
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The salon's own card.
    Salon(Salon),
    /// A client.
    Client(ClientEdit),
    /// A dog.
    Dog(DogEdit),
    /// A groomer.
    Groomer(GroomerEdit),
    /// A service.
    Service(ServiceEdit),
    /// A dog's vaccinations, or the rules which work asks for which.
    Vaccine(VaccineEdit),
    /// What a dog weighs.
    Weight(WeightEdit),
    /// What was done at a visit.
    Record(RecordEdit),
    /// The days on which it is not as every week.
    Calendar(CalendarEdit),
    /// The price list.
    Rate(RateEdit),
    /// What one dog takes and pays.
    OwnRate(OwnRateEdit),
    /// An appointment.
    Appointment(AppointmentEdit),
    /// Somebody who waits.
    Wait(WaitEdit),
    /// A series of appointments.
    Series(SeriesEdit),
    /// Several edits as one: all or nothing, one entry of the journal, one undo.
    Together {
        /// What they do, in the desk's words.
        label: String,
        /// The edits, in order; none of them takes something back.
        edits: Vec<Self>,
    },
    /// Takes the person's newest standing intent back.
    Undo,
    /// Brings back what the last undo took.
    Redo,
    /// Takes one entry of the journal back by its number, whoever made it; an undo is brought back.
    TakeBack(i64),
}

/// What an edit would take back or bring back in many transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongWork {
    /// The entry of the journal.
    pub entry: i64,
    /// What it did, in the desk's words.
    pub label: String,
    /// Whether it is an undo, so that what it took back comes back.
    pub brings_back: bool,
}

impl Store {
    /// What an edit would take back or bring back in many transactions; `None` for everything shorter, and where this
    /// session may not write.
    pub fn takes_a_while(&self, edit: &Edit, actor: &str) -> Result<Option<LongWork>> {
        let target = match edit {
            _ if self.only_looks() => None,
            Edit::Undo => journal::newest_standing(&self.connection, actor)?,
            Edit::Redo => journal::newest_undo(&self.connection, actor)?,
            Edit::TakeBack(intent) => journal::standing(&self.connection, *intent)?,
            _ => None,
        };
        let long = target.filter(|target| target.last_seq - target.first_seq >= CHUNK);
        Ok(long.map(|target| LongWork {
            entry: target.id,
            brings_back: target.kind == "undo",
            label: target.label,
        }))
    }

    /// What undo or redo would reach now: when it was done, and what, in the desk's words; `None` for every other edit, and
    /// where there is nothing.
    pub fn reaches(&self, edit: &Edit, actor: &str) -> Result<Option<(NaiveDateTime, String)>> {
        let target = match edit {
            Edit::Undo => journal::newest_standing(&self.connection, actor)?,
            Edit::Redo => journal::newest_undo(&self.connection, actor)?,
            _ => None,
        };
        Ok(target.and_then(|target| Some((parse_moment(&target.at)?, target.label))))
    }

    /// Takes one entry of the journal back as [`Edit::TakeBack`] does, and tells after each of its transactions how many
    /// hundredths are done; the answer `Break` stops it there, and whoever asks for the same again goes on with it.
    ///
    /// # Errors
    /// As [`Store::apply`]; `Stopped` when it was.
    pub fn take_back_telling(
        &mut self,
        entry: i64,
        by: &By,
        tell: &mut dyn FnMut(i64) -> ControlFlow<()>,
    ) -> Result<Applied> {
        // Cut off by a stumble of the disk, it goes on where it stopped.
        self.twice(|store| store.take_back_once(entry, by, tell))
    }

    fn take_back_once(
        &mut self,
        entry: i64,
        by: &By,
        tell: &mut dyn FnMut(i64) -> ControlFlow<()>,
    ) -> Result<Applied> {
        let target = journal::standing(&self.connection, entry)?.ok_or_else(|| {
            Rejection::Invalid("that was taken back already, or nothing can be taken back there".to_owned())
        })?;
        let kind = if target.kind == "undo" {
            Kind::Redo
        } else {
            Kind::Undo
        };
        self.invert(target, by, kind, tell)
    }

    /// Applies an edit in one transaction, journaled under the person's name. A refusal changes nothing.
    ///
    /// # Errors
    /// `Refused` with the rule's words, `Busy` when another session holds the write lock for longer than this
    /// connection waits, `Full` when the disk is, and the file's own failures.
    pub fn apply(&mut self, edit: &Edit, by: &By) -> Result<Applied> {
        self.twice(|store| store.apply_once(edit, by))
    }

    fn apply_once(&mut self, edit: &Edit, by: &By) -> Result<Applied> {
        match edit {
            Edit::Undo => {
                let target = journal::newest_standing(&self.connection, &by.actor)?;
                let target = target.ok_or(Rejection::NothingToUndo)?;
                self.invert(target, by, Kind::Undo, &mut on_and_on)
            }
            Edit::Redo => {
                let target = journal::newest_undo(&self.connection, &by.actor)?;
                let target = target.ok_or(Rejection::NothingToRedo)?;
                self.invert(target, by, Kind::Redo, &mut on_and_on)
            }
            Edit::TakeBack(entry) => self.take_back_once(*entry, by, &mut on_and_on),
            _ => self.write(|tx| {
                let intent = journal::begin(tx, by, Kind::Edit, "")?;
                let label = change(tx, edit, by)?;
                journal::end(tx, intent, &label)?;
                Ok(Applied {
                    intent,
                    label,
                    kind: Kind::Edit,
                })
            }),
        }
    }

    /// Runs a piece of work in one IMMEDIATE transaction; an error rolls all of it back.
    pub(super) fn write<T>(&mut self, work: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        if self.only_looks() {
            return Err(Rejection::Invalid(
                "this desk only looks at the salon: nothing can be changed here".to_owned(),
            )
            .into());
        }
        let path = &self.path;
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| named(error.into(), path))?;
        self.moved.check(&tx)?;
        let result = work(&tx).map_err(refusal)?;
        tx.commit()?;
        Ok(result)
    }

    /// Takes an intent back or brings it back: a short one in one transaction, an import in chunks with rests between.
    fn invert(
        &mut self,
        target: Intent,
        by: &By,
        kind: Kind,
        tell: &mut dyn FnMut(i64) -> ControlFlow<()>,
    ) -> Result<Applied> {
        if target.last_seq - target.first_seq >= CHUNK {
            let turn = self.long_work()?;
            return self.invert_long(target, by, kind, &turn, tell);
        }
        self.write(|tx| {
            let label = kind.label_of(&target.label);
            let mut inverse = journal::begin_inverse(tx, target, by, kind)?;
            while !journal::invert_some(tx, &mut inverse, CHUNK)? {}
            journal::end_inverse(tx, &inverse)?;
            Ok(Applied {
                intent: inverse.intent,
                label,
                kind,
            })
        })
    }
}

/// Makes one change within an intent that has begun; the answer is its label.
fn change(tx: &Transaction, edit: &Edit, by: &By) -> Result<String> {
    Ok(match edit {
        Edit::Salon(salon) => salon::save(tx, salon)?,
        Edit::Client(edit) => client::apply(tx, edit)?,
        Edit::Dog(edit) => dog::apply(tx, edit)?,
        Edit::Groomer(edit) => groomer::apply(tx, edit)?,
        Edit::Service(edit) => service::apply(tx, edit)?,
        Edit::Vaccine(edit) => vaccine::apply(tx, edit)?,
        Edit::Weight(edit) => weight::apply(tx, edit)?,
        Edit::Record(edit) => record::apply(tx, edit)?,
        Edit::Calendar(edit) => calendar::apply(tx, edit, by.at.date())?,
        Edit::Rate(edit) => rate::apply(tx, edit, by)?,
        Edit::OwnRate(edit) => rate::apply_own(tx, edit)?,
        Edit::Appointment(edit) => appointment::apply(tx, edit, by)?,
        Edit::Wait(edit) => waitlist::apply(tx, edit, by)?,
        Edit::Series(edit) => series::apply(tx, edit)?,
        Edit::Together { label, edits } => {
            for edit in edits {
                change(tx, edit, by)?;
            }
            label.clone()
        }
        Edit::Undo | Edit::Redo | Edit::TakeBack(_) => {
            let why = "taking something back is a change of its own".to_owned();
            return Err(Rejection::Invalid(why).into());
        }
    })
}

/// Says who holds a busy file, where the system tells.
fn named(error: StoreError, db: &Path) -> StoreError {
    match error {
        StoreError::Busy(None) => StoreError::Busy(writer(db).map(|session| session.to_string())),
        other => other,
    }
}

/// Turns the file's own refusals, which hold for every writer, into the desk's words.
fn refusal(error: StoreError) -> StoreError {
    let StoreError::Sqlite(rusqlite::Error::SqliteFailure(code, Some(message))) = &error else {
        return error;
    };
    let words = match code.extended_code {
        rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER if message.contains("E_GROOMER") => {
            "the groomer is taken at that time by now"
        }
        rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER if message.contains("E_DOG") => {
            "the dog is booked elsewhere at that time by now"
        }
        rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER if message.contains("E_LANE") => {
            "the groomer does not take that many dogs at once"
        }
        rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER if message.contains("E_OVER") => {
            "a booking beyond the rules keeps its reason"
        }
        // ON DELETE RESTRICT speaks as a trigger does.
        rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER if message.starts_with("FOREIGN KEY") => {
            "something else in the book still needs it"
        }
        rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => "something else in the book still needs it",
        rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            "that is in the book already"
        }
        rusqlite::ffi::SQLITE_CONSTRAINT_CHECK => "one of the values cannot be right",
        _ => return error,
    };
    Rejection::InUse(words.to_owned()).into()
}
