//! A salon's file that nobody else uses, the desk on it, and what others do to it meanwhile.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use pomsalon::domain::clock::parse_moment;
use pomsalon::store::{Filling, Purpose, Store};

use crate::salon;
use crate::support::Desk;

/// The moment the stories are told at.
pub const NOW: &str = "2026-11-20T10:00";

/// A salon's file in a folder of its own, which is also the home of who sits at the desk.
pub struct File {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl File {
    /// The small salon of the stories.
    pub fn new() -> Self {
        Self::filled(&salon::filling(now()))
    }

    /// A salon with this in it.
    pub fn filled(filling: &Filling) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("salon.db");
        Store::create(&path, filling, now()).unwrap();
        Self { folder, path }
    }

    /// The salon's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder it is in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the program is started with.
    pub fn arguments(&self) -> [&str; 4] {
        ["--db", self.path.to_str().unwrap(), "--now", NOW]
    }

    /// A desk on it, 80x24.
    pub fn desk(&self) -> Desk {
        self.desk_in(&[], 80, 24)
    }

    /// A desk on it with more in its environment, in a window of any size.
    pub fn desk_in(&self, environment: &[(&str, &str)], columns: u16, rows: u16) -> Desk {
        let mut all = vec![("USER", "ana"), ("HOME", self.folder().to_str().unwrap())];
        all.extend(environment);
        Desk::start(&self.arguments(), &all, columns, rows)
    }

    /// A desk that only looks on, and so never speaks of a backup.
    pub fn desk_read_only(&self, environment: &[(&str, &str)]) -> Desk {
        let mut words = self.arguments().to_vec();
        words.push("--read-only");
        Desk::start(&words, environment, 80, 24)
    }

    /// A desk on the clock of the machine.
    pub fn desk_by_the_real_clock(&self, environment: &[(&str, &str)]) -> Desk {
        Desk::start(&self.arguments()[..2], environment, 80, 24)
    }

    /// A desk that a shell starts: `script` runs it as `"$0" "$@"`.
    pub fn desk_of_shell(&self, script: &str) -> Desk {
        let program = env!("CARGO_BIN_EXE_pomsalon");
        let mut words = vec!["-c", script, program];
        let arguments = self.arguments();
        words.extend(arguments);
        let environment = [("USER", "ana"), ("HOME", self.folder().to_str().unwrap())];
        Desk::start_program("/bin/sh".as_ref(), &words, &environment, 80, 24)
    }

    /// Somebody writes to the file with a tool of their own, past every door of the program.
    pub fn shell(&self) -> rusqlite::Connection {
        let shell = rusqlite::Connection::open(&self.path).unwrap();
        shell.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        shell
    }

    /// Another desk gives Zola, who has no client yet, a name of her own: `Zola <last name>`.
    pub fn rename_zola(&self, last_name: &str) {
        let renamed = self
            .shell()
            .execute(
                "UPDATE dog SET last_name = ?1, rev = rev + 1 WHERE first_name = 'Zola'",
                [last_name],
            )
            .unwrap();
        assert_eq!(renamed, 1);
    }

    /// The file opens for a desk at once, is sound, and nobody is at it.
    pub fn assert_sound_and_free(&self) {
        Store::open(&self.path, Purpose::Desk).unwrap().close().unwrap();
        let sound: String = self
            .shell()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        assert!(pomsalon::store::sessions(&self.path).is_empty());
    }
}

/// [`NOW`] as a moment.
pub fn now() -> NaiveDateTime {
    parse_moment(NOW).unwrap()
}
