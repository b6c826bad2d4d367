//! The two files on paper: `day-sheets/today.txt` and `tomorrow.txt` beside the salon's.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::sheet::Sheet;
use crate::domain::text::is_safe_on_screen;
use crate::store::durable::replace;
use crate::store::guard::folder_of;
use crate::store::sharing::{file_mode, make_folder};
use crate::store::{Result, Store};

/// Where a salon's day sheets lie.
#[must_use]
pub fn folder(db: &Path) -> PathBuf {
    folder_of(db).join("day-sheets")
}

/// How the sheets compare with the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Both say what the book says.
    Fresh,
    /// One of them says something else: another day, or an older state.
    Stale,
    /// There is none yet.
    Missing,
}

/// Writes both sheets as the book stands at this moment of the salon's clock.
///
/// # Errors
/// Says why a sheet could not be written; the one that was there is left as it was.
pub fn write(store: &Store, now: NaiveDateTime) -> Result<()> {
    let pages = Pages::read(store, now.date())?;
    pages.write(store.path(), now)
}

/// Compares what lies on paper with the book of this day.
pub fn freshness(store: &Store, today: NaiveDate) -> Result<Freshness> {
    let pages = Pages::read(store, today)?;
    let folder = folder(store.path());
    let found: Vec<Option<String>> = pages
        .files(&folder)
        .iter()
        .map(|(path, _)| fs::read_to_string(path).ok()) // not the live file: a day sheet
        .collect();
    Ok(match found.as_slice() {
        [None, None] => Freshness::Missing,
        [Some(one), Some(other)]
            if [one, other].map(|text| without_moment(text))
                == [&pages.today, &pages.tomorrow].map(with_end) =>
        {
            Freshness::Fresh
        }
        _ => Freshness::Stale,
    })
}

/// The text of both sheets, without the moment at which they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pages {
    today: String,
    tomorrow: String,
}

impl Pages {
    pub(super) fn read(store: &Store, today: NaiveDate) -> Result<Self> {
        // The last day of the calendar has no tomorrow; nobody will see it.
        let tomorrow = today.succ_opt().unwrap_or(today);
        Ok(Self {
            today: swept(&Sheet::read(store, today)?.page()),
            tomorrow: swept(&Sheet::read(store, tomorrow)?.page()),
        })
    }

    pub(super) fn write(&self, db: &Path, now: NaiveDateTime) -> Result<()> {
        let folder = folder(db);
        make_folder(&folder, db)?;
        let mode = file_mode(db);
        for (path, page) in self.files(&folder) {
            replace(&path, &with_moment(page, now), mode)?;
        }
        Ok(())
    }

    fn files(&self, folder: &Path) -> [(PathBuf, &str); 2] {
        [
            (folder.join("today.txt"), &self.today),
            (folder.join("tomorrow.txt"), &self.tomorrow),
        ]
    }
}

/// No byte of a name is a command, for a printer as for a terminal.
fn swept(page: &str) -> String {
    page.chars()
        .filter(|c| *c == '\n' || is_safe_on_screen(*c))
        .collect()
}

/// How the second line begins, which on the page itself is empty.
const AS_OF: &str = "as of ";

/// The page with the moment in its second line, right below the day.
fn with_moment(page: &str, now: NaiveDateTime) -> String {
    let (first, rest) = page.split_once('\n').unwrap_or((page, ""));
    format!("{first}\n{AS_OF}{}\n{rest}\n", now.format("%H:%M, %a %-d %b %Y"))
}

fn with_end(page: &String) -> String {
    format!("{page}\n")
}

/// What [`with_moment`] began with, and an end of line.
fn without_moment(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if rest.starts_with(AS_OF) => {
            let rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            format!("{first}\n{rest}")
        }
        _ => text.to_owned(),
    }
}

/// How long a sheet may say the same moment while a desk is open: whoever reads it should see that it is kept.
pub(super) const RENEWED_AFTER: TimeDelta = TimeDelta::minutes(10);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_goes_in_and_comes_out_again() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 20)
            .and_then(|day| day.and_hms_opt(10, 5, 0))
            .unwrap();
        let page = "Salon Pom, Friday 20 November 2026\n\nNobody works.";
        let text = with_moment(page, now);
        assert_eq!(
            text,
            "Salon Pom, Friday 20 November 2026\nas of 10:05, Fri 20 Nov 2026\n\nNobody works.\n"
        );
        assert_eq!(without_moment(&text), with_end(&page.to_owned()));
    }
}
