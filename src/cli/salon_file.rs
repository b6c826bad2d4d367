//! The salon's file as every command opens it: which one, at what time, in whose name.

use std::ffi::OsString;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use directories::ProjectDirs;

use super::failure::{Failure, Result};
use super::output::tell;
use crate::backup::upgrade;
use crate::domain::clock::{Clock, parse_moment, utc_of};
use crate::domain::phrase::parse_day_to_see;
use crate::domain::salon::Salon;
use crate::domain::text;
use crate::paper;
use crate::store::{By, Purpose, Store, StoreError};

/// The options that every command shares.
#[derive(Clone, Debug)]
pub struct Globals {
    /// The file named on the line or in `POMSALON_DB`.
    pub db: Option<PathBuf>,
    /// The moment the clock stands at, when it is fixed.
    pub now: Option<NaiveDateTime>,
    /// Whether to print JSON.
    pub json: bool,
    /// Whether nothing may be changed.
    pub read_only: bool,
}

/// The salon's file, open.
#[derive(Debug)]
pub struct Open {
    /// The file.
    pub store: Store,
    /// The salon in it.
    pub salon: Salon,
    /// The salon's time.
    pub now: NaiveDateTime,
}

impl Globals {
    /// Reads the shared options; an empty one counts as not given, as an empty environment variable does.
    pub fn read(db: Option<OsString>, now: Option<&str>, json: bool, read_only: bool) -> Result<Self> {
        let moment = |text: &str| {
            parse_moment(text).ok_or_else(|| {
                Failure::Usage(format!(
                    "I do not know the moment `{}`: write it like 2026-11-20T10:00.",
                    text::clean(text, text::NAME)
                ))
            })
        };
        let now = now.filter(|text| !text.trim().is_empty());
        Ok(Self {
            db: db.filter(|path| !path.is_empty()).map(PathBuf::from),
            now: now.map(moment).transpose()?,
            json,
            read_only,
        })
    }

    /// The salon's file: the one named, else the one in this account's data folder.
    pub fn path(&self) -> Result<PathBuf> {
        match &self.db {
            Some(path) => Ok(path.clone()),
            None => default_path(),
        }
    }

    /// Opens the file to read.
    pub fn open_to_read(&self) -> Result<Open> {
        self.open(Purpose::ReadOnly)
    }

    /// Opens the file to write, unless `--read-only` forbids what `doing` names, such as `book`.
    pub fn open_to_write(&self, doing: &str) -> Result<Open> {
        self.refuse_read_only(doing)?;
        self.open(Purpose::Command)
    }

    /// Refuses a command that writes while `--read-only` is given.
    pub fn refuse_read_only(&self, doing: &str) -> Result<()> {
        if self.read_only {
            return Err(Failure::Usage(format!(
                "`{doing}` changes something, and --read-only forbids that; leave --read-only out."
            )));
        }
        Ok(())
    }

    fn open(&self, purpose: Purpose) -> Result<Open> {
        let path = self.path()?;
        let store = if self.read_only {
            Store::open(&path, purpose)?
        } else {
            up_to_date(&path, tell, || Store::open(&path, purpose))?
        };
        if let Some(notice) = store.notice() {
            tell(notice);
        }
        let salon = store.salon()?;
        let clock = self.clock(&salon);
        if let Some(behind) = clock.behind(store.newest_moment()?) {
            tell(&behind.to_string());
        }
        let now = clock.now();
        Ok(Open { store, salon, now })
    }

    /// The moment as backups count it; a fixed one is read on the clock of the salon, where its file opens.
    pub fn utc_now(&self, db: &Path) -> DateTime<Utc> {
        match self.now {
            Some(_) => self.utc_in(zone_of(db)),
            None => Utc::now(),
        }
    }

    /// The moment as backups count it; a fixed one is read on a clock in this zone.
    pub fn utc_in(&self, zone: Tz) -> DateTime<Utc> {
        let Some(moment) = self.now else {
            return Utc::now();
        };
        utc_of(moment, zone)
    }

    /// The clock of a salon: fixed by `--now`, else the time in its zone.
    pub fn clock(&self, salon: &Salon) -> Clock {
        self.now.map_or(Clock::Zone(salon.zone), Clock::Fixed)
    }
}

impl Open {
    /// The salon's day.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// In whose name a change is made, and when.
    pub fn by(&self) -> By {
        By {
            actor: actor(),
            at: self.now,
        }
    }

    /// Writes the day sheets on paper anew; what stands in the way is told and stops nobody.
    pub fn renew_paper(&self) {
        if let Err(error) = paper::write(&self.store, self.now) {
            tell(&format!("The day sheet on paper is not up to date: {error}."));
        }
    }

    /// Reads a day as people type it; nothing typed is today.
    pub fn day(&self, typed: &str) -> Result<NaiveDate> {
        if typed.trim().is_empty() {
            return Ok(self.today());
        }
        parse_day_to_see(typed, self.today()).map_err(|error| Failure::Usage(error.to_string()))
    }
}

/// The zone of the salon's clock; UTC where its file does not open.
pub fn zone_of(db: &Path) -> Tz {
    let zone = || {
        let store = Store::open(db, Purpose::ReadOnly)?;
        let zone = store.salon()?.zone;
        store.close()?;
        Ok::<Tz, StoreError>(zone)
    };
    zone().unwrap_or(Tz::UTC)
}

/// Does something with a salon's file. One of an older edition is backed up and brought up to date before, and `told`
/// hears of that in a sentence.
pub fn up_to_date<T>(
    path: &Path,
    told: impl FnOnce(&str),
    open: impl Fn() -> crate::store::Result<T>,
) -> Result<T> {
    match open() {
        Err(StoreError::Older(..)) => {
            if let Some(upgraded) = upgrade(path, Utc::now())? {
                told(&upgraded.words());
            }
            Ok(open()?)
        }
        other => Ok(other?),
    }
}

/// The person at the keyboard as Unix knows them.
pub fn actor() -> String {
    let named = |name: &str| {
        let value = text::clean(&std::env::var(name).ok()?, text::NAME);
        (!value.is_empty()).then_some(value)
    };
    named("USER")
        .or_else(|| named("LOGNAME"))
        .unwrap_or_else(|| format!("user {}", rustix::process::getuid().as_raw()))
}

fn default_path() -> Result<PathBuf> {
    ProjectDirs::from("", "", "pomsalon")
        .map(|folders| folders.data_dir().join("salon.db"))
        .ok_or_else(|| {
            Failure::Failed(
                "this account has no home folder to keep the salon's file in; name a file with --db"
                    .to_owned(),
            )
        })
}

/// Makes the folder a file is to lie in, for this account alone: what lies in it is private, and so are its names.
pub fn make_folder_of(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(Failure::io(format!("making the folder {}", folder.display()))),
        _ => Ok(()),
    }
}
