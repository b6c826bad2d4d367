//! Many dogs at once: in short transactions with rests between, under one intent, so that one undo takes all back.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use rusqlite::named_params;

use super::error::{Result, StoreError};
use super::journal::{self, Applied, By, Kind};
use super::long_work::REST;
use super::room::require_for_import;
use super::{Store, client, dog, vaccine};
use crate::domain::client::Client;
use crate::domain::dog::Dog;

/// Work of one transaction before it lets others in.
const CHUNK_TIME: Duration = Duration::from_millis(40);

const KNOWN: &str = "SELECT 1 AS known FROM dog WHERE id = :id";

// The find index takes in what one transaction brings all at once.
const GATHER: &str = "UPDATE find_mark SET handful = 1000000";
const TAKE_IN: &str = "UPDATE find_mark SET handful = 32, dogs = max(dogs, (SELECT max(number) FROM dog)),
      clients = max(clients, coalesce((SELECT max(number) FROM client), 0))";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[KNOWN, GATHER, TAKE_IN];

/// A dog to put in, with its client when the file names one that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDog {
    /// The dog; its `client_id` is the new client's when there is one.
    pub dog: Dog,
    /// The client to put in first.
    pub client: Option<Client>,
    /// The last day of its first vaccine, when the file tells.
    pub vaccine_until: Option<NaiveDate>,
}

impl Store {
    /// Which of these dogs are in the file already, as places in the slice.
    pub fn known_dogs(&self, dogs: &[NewDog]) -> Result<HashSet<usize>> {
        let mut statement = self.connection.prepare_cached(KNOWN)?;
        let mut known = HashSet::new();
        for (at, new) in dogs.iter().enumerate() {
            if statement.exists(named_params! {":id": new.dog.id})? {
                known.insert(at);
            }
        }
        Ok(known)
    }

    /// Puts all dogs in under one intent. `progress` hears how many are in after each transaction.
    ///
    /// # Errors
    /// `Busy` while another import runs, `Full` when there would not be room for all. Any failure takes back what was
    /// put in, at the latest at the next start.
    pub fn import_dogs(
        &mut self,
        dogs: &[NewDog],
        label: &str,
        by: &By,
        mut progress: impl FnMut(usize),
    ) -> Result<Applied> {
        require_for_import(&self.path, dogs.len())?;
        let turn = self.long_work()?;
        // Its mark is needed now.
        self.twice(|store| store.put_right_in_turn(by, &turn))?;
        let intent = self.twice(|store| store.begin_import(label, by))?;
        match self.put_all_in(intent, label, dogs, &mut progress) {
            Ok(()) => Ok(Applied {
                intent,
                label: label.to_owned(),
                kind: Kind::Import,
            }),
            Err(error) => {
                let taken_back = self.twice(|store| store.take_back_import(intent, by, &turn));
                Err(stopped(error, taken_back.is_ok()))
            }
        }
    }

    fn begin_import(&mut self, label: &str, by: &By) -> Result<i64> {
        self.write(|tx| {
            let intent = journal::begin(tx, by, Kind::Import, label)?;
            journal::set_unfinished(tx, Some(intent))?;
            journal::pause(tx, intent)?;
            Ok(intent)
        })
    }

    fn put_all_in(
        &mut self,
        intent: i64,
        label: &str,
        dogs: &[NewDog],
        progress: &mut impl FnMut(usize),
    ) -> Result<()> {
        let mut put_in = 0;
        while put_in < dogs.len() {
            put_in = self.twice(|store| store.put_some_in(intent, dogs, put_in))?;
            progress(put_in);
            if put_in < dogs.len() {
                std::thread::sleep(REST);
            }
        }
        self.twice(|store| {
            store.write(|tx| {
                journal::set_unfinished(tx, None)?;
                journal::end(tx, intent, label)
            })
        })
    }

    /// Puts in what one short transaction takes; gives how many are in by then.
    fn put_some_in(&mut self, intent: i64, dogs: &[NewDog], put_in: usize) -> Result<usize> {
        self.write(|tx| {
            let started = Instant::now();
            journal::resume(tx, intent)?;
            tx.prepare_cached(GATHER)?.execute([])?;
            let mut at = put_in;
            while at < dogs.len() && (at == put_in || started.elapsed() < CHUNK_TIME) {
                if let Some(client) = &dogs[at].client {
                    client::insert(tx, client)?;
                }
                dog::insert(tx, &dogs[at].dog)?;
                if let Some(until) = dogs[at].vaccine_until {
                    vaccine::give_first(tx, dogs[at].dog.id, until)?;
                }
                at += 1;
            }
            tx.prepare_cached(TAKE_IN)?.execute([])?;
            journal::pause(tx, intent)?;
            Ok(at)
        })
    }
}

/// Says of a disk that ended an import what became of the dogs that were in by then.
fn stopped(error: StoreError, taken_back: bool) -> StoreError {
    match error {
        StoreError::Full(_) if taken_back => {
            StoreError::Full("the import stopped and was taken back".to_owned())
        }
        StoreError::Full(_) => {
            StoreError::Full("the import stopped; the next start takes it back".to_owned())
        }
        other => other,
    }
}
