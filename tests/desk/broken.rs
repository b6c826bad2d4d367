//! A salon whose file goes wrong, and the page that opens then.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use pomsalon::backup;
use pomsalon::domain::clock::{Clock, parse_moment};
use pomsalon::store::{By, Edit, Purpose, Store, refuse_lost};
use pomsalon::tui::Look;
use pomsalon::tui::app::App;
use pomsalon::tui::recovery::{Recovery, RecoveryStep, helps_with};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rusqlite::Connection;

use crate::harness::{LOOK, keys, picture};
use crate::salon;

pub const NOW: &str = "2026-11-20T10:00";

pub fn now() -> DateTime<Utc> {
    parse_moment(NOW).unwrap().and_utc()
}

pub fn rename_salon(store: &mut Store, name: &str) {
    let mut card = store.salon().unwrap();
    name.clone_into(&mut card.name);
    let by = By {
        actor: "ana".to_owned(),
        at: parse_moment(NOW).unwrap(),
    };
    store.apply(&Edit::Salon(card), &by).unwrap();
}

/// A salon with a backup of 45 minutes ago, since which its name was changed to `Salon Lost`.
pub struct Broken {
    pub folder: tempfile::TempDir,
    pub path: PathBuf,
    /// The bytes of a whole and healthy file.
    pub whole: Vec<u8>,
    pub page: Option<Recovery>,
    pub opened: Option<(Store, String)>,
    pub has_quit: bool,
}

impl Broken {
    pub fn salon() -> Self {
        let mut salon = Self::without_backups();
        let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
        rename_salon(&mut store, "Salon Before");
        store.close().unwrap();
        backup::now(&salon.path, now() - TimeDelta::minutes(45)).unwrap();
        let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
        rename_salon(&mut store, "Salon Lost");
        store.close().unwrap();
        salon.whole = fs::read(&salon.path).unwrap();
        salon
    }

    pub fn without_backups() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = fs::canonicalize(folder.path()).unwrap().join("salon.db");
        let moment = parse_moment(NOW).unwrap();
        Store::create(&path, &salon::filling(moment), moment).unwrap();
        Self {
            whole: fs::read(&path).unwrap(),
            folder,
            path,
            page: None,
            opened: None,
            has_quit: false,
        }
    }

    /// Starts the desk as the program does; the page opens when the file does not.
    pub fn start(&mut self) -> &mut Self {
        self.start_looking_like(&LOOK)
    }

    pub fn start_looking_like(&mut self, look: &Look) -> &mut Self {
        let lost = refuse_lost(&self.path);
        match lost.and_then(|()| Store::open_or_look(&self.path)) {
            Ok(store) => {
                let words = store.notice().unwrap_or_default().to_owned();
                self.opened = Some((store, words));
            }
            Err(error) => {
                assert!(helps_with(&error), "{error}");
                self.page = Some(Recovery::new(&self.path, &error, Some(now()), *look));
            }
        }
        self
    }

    pub fn keys(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            let page = self.page.as_mut().expect("a page to press keys on");
            let mut step = page.key(key);
            if let RecoveryStep::Work = step {
                step = page.work();
            }
            match step {
                RecoveryStep::Open(store, words) => {
                    self.page = None;
                    self.opened = Some((*store, words));
                }
                RecoveryStep::Quit => self.has_quit = true,
                RecoveryStep::GoOn | RecoveryStep::Work => {}
            }
        }
        self
    }

    pub fn screen_of(&mut self, width: u16, height: u16) -> String {
        let page = self.page.as_mut().expect("a page");
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| page.draw(frame)).unwrap();
        let folder = self.path.parent().unwrap().to_str().unwrap();
        picture(terminal.backend().buffer()).replace(folder, "/home/ana")
    }

    #[track_caller]
    pub fn must_show(&mut self, text: &str) -> &mut Self {
        let screen = self.screen_of(110, 30);
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    /// The desk that opened: its salon's name, what it says, and the first screen.
    pub fn board(&mut self) -> (String, String, String) {
        let (store, words) = self.opened.take().expect("the salon is open");
        let name = store.salon().unwrap().name;
        let clock = Clock::Fixed(parse_moment(NOW).unwrap());
        let mut app = App::open(store, "ana".to_owned(), Some(clock), LOOK).unwrap();
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| app.draw(frame)).unwrap();
        let screen = picture(terminal.backend().buffer());
        app.close().unwrap();
        (name, words, screen)
    }

    pub fn beside(&self, ending: &str) -> PathBuf {
        PathBuf::from(format!("{}{ending}", self.path.display()))
    }

    pub fn put(&self, bytes: impl AsRef<[u8]>) {
        fs::write(&self.path, bytes).unwrap();
    }

    pub fn shell(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }
}
