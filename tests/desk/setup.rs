//! The first run: a few questions, and the desk can open.

use std::path::PathBuf;

use chrono_tz::Tz;
use pomsalon::domain::clock::{Clock, parse_moment};
use pomsalon::domain::hours::week_words;
use pomsalon::store::{Purpose, Store};
use pomsalon::tui::setup::{Setup, SetupStep};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::harness::{LOOK, keys, picture};

struct FirstRun {
    setup: Setup,
    path: PathBuf,
    last: SetupStep,
    folder: tempfile::TempDir,
}

impl FirstRun {
    fn begin(zone: Option<Tz>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("salon.db");
        Self::making(path, folder, zone)
    }

    fn making(path: PathBuf, folder: tempfile::TempDir, zone: Option<Tz>) -> Self {
        let clock = Clock::Fixed(parse_moment("2026-11-20T10:00").unwrap());
        Self {
            setup: Setup::new(&path, Some(clock), LOOK, zone),
            path,
            last: SetupStep::GoOn,
            folder,
        }
    }

    fn keys(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            assert_eq!(self.last, SetupStep::GoOn, "keys after the end");
            self.last = self.setup.key(key);
        }
        self
    }

    fn screen_of(&mut self, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.setup.draw(frame)).unwrap();
        let folder = self.folder.path().to_str().unwrap();
        picture(terminal.backend().buffer()).replace(folder, "/home/ana")
    }

    fn screen(&mut self) -> String {
        self.screen_of(80, 24)
    }

    #[track_caller]
    fn must_show(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }
}

#[test]
fn a_salon_is_made_with_a_name_a_groomer_and_enter() {
    let mut first = FirstRun::begin(Some(Tz::Europe__Lisbon));
    insta::assert_snapshot!("setup_1_salon", first.screen());
    first.keys("Salon Pom<enter><enter><enter>");
    insta::assert_snapshot!("setup_2_hours", first.screen());
    first.keys("<enter><enter>Ana, Bo");
    insta::assert_snapshot!("setup_3_groomers", first.screen());
    first.keys("<enter>");
    insta::assert_snapshot!("setup_4_services", first.screen());
    first.keys("<enter>");
    insta::assert_snapshot!("setup_5_summary", first.screen());
    assert!(!first.path.exists(), "nothing is made before the last Enter");
    first.keys("<enter>");
    assert_eq!(first.last, SetupStep::Done);

    let store = Store::open(&first.path, Purpose::Desk).unwrap();
    let salon = store.salon().unwrap();
    assert_eq!(
        (salon.name.as_str(), salon.zone),
        ("Salon Pom", Tz::Europe__Lisbon)
    );
    assert_eq!((salon.opens_min, salon.closes_min), (540, 1080));
    let weeks = store.groomer_weeks().unwrap();
    assert_eq!(weeks.len(), 2);
    assert_eq!(
        week_words(&weeks[1].shifts, &weeks[1].breaks),
        "Mon-Sat 09:00-18:00 break 13:00-13:30"
    );
    assert_eq!(store.services().unwrap()[0].name, "Pom bath + blow-out");
}

#[test]
fn every_answer_can_be_another_and_going_back_loses_nothing() {
    let mut first = FirstRun::begin(None);
    first
        .keys("Patas<enter>Sao Paolo<enter>")
        .must_show("I do not know `Sao Paolo`: perhaps America/Sao_Paulo?");
    first
        .keys("<up>")
        .keys(&"<backspace>".repeat(4))
        .keys("aulo")
        .must_show("where it is 10:00 now");
    first.keys("<enter><enter>").must_show("Opening hours");
    first
        .keys(&"<backspace>".repeat(9))
        .must_show("Patas")
        .must_show("Sao Paulo");
    first.keys("<c-s>tue-sat<enter>").keys(&"<backspace>".repeat(20));
    first.keys("8-12, 13-17<enter>").must_show("Groomers");
    first
        .keys("Ana, ana<enter>")
        .must_show("Two groomers are called ana: give one of them a longer");
    first.keys(" M.; Bo<enter><right><enter>");
    insta::assert_snapshot!("setup_other_answers", first.screen());
    first.keys("<enter>");
    assert_eq!(first.last, SetupStep::Done);
    let store = Store::open(&first.path, Purpose::Desk).unwrap();
    assert_eq!(store.salon().unwrap().zone, Tz::America__Sao_Paulo);
    assert_eq!(store.services().unwrap(), []);
    let names: Vec<String> = store
        .groomers()
        .unwrap()
        .into_iter()
        .map(|groomer| groomer.name)
        .collect();
    assert_eq!(names, ["Ana", "ana M.", "Bo"]);
}

#[test]
fn a_question_without_an_answer_says_what_fits() {
    let mut first = FirstRun::begin(None);
    first
        .keys("<c-s>")
        .must_show("What stands over the door, such as Salon Pom.");
    first
        .keys("P<c-s>")
        .must_show("A city of your time zone, such as Lisbon or New York.");
    first.keys("Lisboa<c-s>").must_show("perhaps Europe/Lisbon?");
}

#[test]
fn leaving_makes_nothing() {
    let mut first = FirstRun::begin(None);
    first
        .keys("P<backspace><backspace>")
        .must_show("that is empty now; Backspace once more goes back");
    first.keys("<backspace>");
    assert_eq!(first.last, SetupStep::Quit);
    assert!(!first.path.exists());
}

#[test]
fn a_file_that_is_there_by_now_is_left_alone_and_named() {
    let mut first = FirstRun::begin(Some(Tz::Europe__Lisbon));
    first.keys("Pom<c-s><c-s>Ana<c-s><c-s>");
    std::fs::write(&first.path, "somebody else's").unwrap();
    first
        .keys("<enter>")
        .must_show("is there already and was left as it is");
    assert_eq!(std::fs::read_to_string(&first.path).unwrap(), "somebody else's");
    std::fs::remove_file(&first.path).unwrap();
    first.keys("<enter>");
    assert_eq!(first.last, SetupStep::Done);
}

#[test]
fn the_set_up_fits_every_window() {
    let mut first = FirstRun::begin(None);
    for step in ["", "Pom<tab>Lisbon<c-s>", "<c-s>", "Ana<c-s>", "<c-s>"] {
        first.keys(step);
        for (width, height) in [(0, 0), (1, 1), (1, 50), (59, 15), (60, 16), (300, 100)] {
            first.screen_of(width, height);
        }
    }
    assert!(first.screen_of(60, 16).contains("[ Make the salon ]"));
}
