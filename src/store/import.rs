//! Many dogs at once: in short transactions with rests between, under one intent, so that one undo takes all back.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::named_params;

use super::edit::REST;
use super::error::{Result, StoreError};
use super::journal::{self, Applied, By, Kind};
use super::{Store, client, dog};
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::rejection::Rejection;

/// Work of one transaction before it lets others in.
const CHUNK_TIME: Duration = Duration::from_millis(40);

const KNOWN: &str = "SELECT 1 AS known FROM dog WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[KNOWN];

/// A dog to put in, with its client when the file names one that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDog {
    /// The dog; its `client_id` is the new client's when there is one.
    pub dog: Dog,
    /// The client to put in first.
    pub client: Option<Client>,
}

/// Held while an import runs; gone with the process, so the next start knows a cut-off import from a running one.
struct ImportLock(#[allow(dead_code)] File); // the lock lives as long as the handle

fn lock_path(db: &Path) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(".import-lock");
    name.into()
}

fn try_import_lock(db: &Path) -> Result<Option<ImportLock>> {
    let path = lock_path(db);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(StoreError::io(format!("opening {}", path.display())))?;
    Ok(file.try_lock().is_ok().then_some(ImportLock(file)))
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
    /// `InUse` while another import runs. Any failure takes back what was put in.
    pub fn import_dogs(
        &mut self,
        dogs: &[NewDog],
        label: &str,
        by: &By,
        mut progress: impl FnMut(usize),
    ) -> Result<Applied> {
        let Some(_lock) = try_import_lock(&self.path)? else {
            return Err(StoreError::InUse("another import is running".to_owned()));
        };
        let intent = self.write(|tx| {
            let intent = journal::begin(tx, by, Kind::Import, label)?;
            journal::set_importing(tx, Some(intent))?;
            journal::pause(tx)?;
            Ok(intent)
        })?;
        let mut put_in = 0;
        while put_in < dogs.len() {
            let chunk = self.write(|tx| {
                let started = Instant::now();
                journal::resume(tx, intent)?;
                let mut at = put_in;
                while at < dogs.len() && (at == put_in || started.elapsed() < CHUNK_TIME) {
                    if let Some(client) = &dogs[at].client {
                        client::insert(tx, client)?;
                    }
                    dog::insert(tx, &dogs[at].dog)?;
                    at += 1;
                }
                journal::pause(tx)?;
                Ok(at)
            });
            match chunk {
                Ok(at) => put_in = at,
                Err(error) => {
                    self.take_back_import(intent, by)?;
                    return Err(error);
                }
            }
            progress(put_in);
            if put_in < dogs.len() {
                std::thread::sleep(REST);
            }
        }
        self.write(|tx| {
            journal::set_importing(tx, None)?;
            journal::end(tx, intent, label)
        })?;
        Ok(Applied {
            intent,
            label: label.to_owned(),
        })
    }

    /// Takes back an import that a crash cut off; says what, when there was one.
    pub(super) fn take_back_cut_off_import(&mut self, by: &By) -> Result<Option<Applied>> {
        let Some(intent) = journal::importing(&self.connection)? else {
            return Ok(None);
        };
        let Some(_lock) = try_import_lock(&self.path)? else {
            return Ok(None);
        };
        // It may have ended while the lock was being taken.
        if journal::importing(&self.connection)? != Some(intent) {
            return Ok(None);
        }
        self.take_back_import(intent, by).map(Some)
    }

    fn take_back_import(&mut self, intent: i64, by: &By) -> Result<Applied> {
        self.write(|tx| journal::close_cut_off(tx, intent))?;
        let target = journal::standing(&self.connection, intent)?
            .ok_or_else(|| Rejection::Missing("that import".to_owned()))?;
        let applied = self.invert(target, by, Kind::Undo)?;
        self.write(|tx| journal::set_importing(tx, None))?;
        Ok(applied)
    }
}
