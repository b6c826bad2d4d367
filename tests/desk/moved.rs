//! A salon's file that goes away under a desk at work: what was said is safe, and nothing more is taken on.

use std::fs;
use std::path::{Path, PathBuf};

use pomsalon::domain::clock::{Clock, parse_moment};
use pomsalon::store::{Purpose, Store};
use pomsalon::tui::app::App;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::broken::{Broken, NOW};
use crate::harness::{LOOK, keys, picture};

/// A desk at work, whose file then goes.
fn desk_on(path: &Path) -> App {
    let store = Store::open(path, Purpose::Desk).unwrap();
    let clock = Clock::Fixed(parse_moment(NOW).unwrap());
    App::open(store, "ana".to_owned(), Some(clock), LOOK).unwrap()
}

fn screen_of(app: &mut App) -> String {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    picture(terminal.backend().buffer())
}

fn press(app: &mut App, script: &str) {
    for key in keys(script) {
        app.key(key).unwrap();
    }
}

fn rescued(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".rescued-"))
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect();
    found.sort();
    found
}

#[test]
fn a_desk_whose_file_is_deleted_saves_all_it_sees_and_the_page_offers_it() {
    let mut salon = Broken::salon();
    let folder = salon.path.parent().unwrap().to_owned();
    let mut app = desk_on(&salon.path);
    press(&mut app, "bkiki<enter><enter><enter>");
    assert!(screen_of(&mut app).contains("Booked Kiki Costa"));
    fs::remove_file(&salon.path).unwrap();
    // Without a key pressed: the next look at the clock notices.
    app.tick().unwrap();
    let screen = screen_of(&mut app);
    assert!(
        screen.contains("Everything saved up to then is safe in"),
        "{screen}"
    );
    assert!(screen.contains("The salon's file is gone"), "{screen}");
    press(&mut app, "<enter><space>");
    let screen = screen_of(&mut app);
    assert!(screen.contains("Nothing can be saved here any more"), "{screen}");
    press(&mut app, "<enter>u<enter>");
    app.tick().unwrap();
    assert_eq!(rescued(&folder).len(), 1, "one is enough");
    assert!(app.lost().unwrap().contains("pomsalon restore"));
    app.close().unwrap();

    salon
        .start()
        .must_show("The salon's file is gone")
        .must_show("1 Bring back what a desk rescued of")
        .must_show("rescued")
        .keys("1<enter>");
    let (name, _, board) = salon.board();
    assert_eq!(name, "Salon Lost");
    assert!(board.contains("Kiki Costa"), "{board}");
}

#[test]
fn a_desk_whose_file_is_replaced_saves_nothing_into_the_new_one() {
    let salon = Broken::salon();
    let mut app = desk_on(&salon.path);
    press(&mut app, "bkiki<enter><enter><enter>");
    let other = Broken::without_backups();
    fs::rename(&other.path, &salon.path).unwrap();
    press(&mut app, "<space>");
    let screen = screen_of(&mut app);
    assert!(
        screen.contains("Everything saved up to then is safe in"),
        "{screen}"
    );
    app.close().unwrap();
    assert_eq!(fs::read(&salon.path).unwrap(), other.whole);
    let rescued = rescued(salon.path.parent().unwrap());
    assert_eq!(rescued.len(), 1);
    let store = Store::open(&rescued[0], Purpose::Look).unwrap();
    let today = parse_moment(NOW).unwrap().date();
    assert!(
        store
            .visits(today)
            .unwrap()
            .iter()
            .any(|visit| visit.dog == "Kiki Costa" && visit.appointment.start_min == 735)
    );
}

#[test]
fn a_practice_salon_that_goes_away_is_not_saved_anywhere() {
    let salon = Broken::without_backups();
    let mut app = desk_on(&salon.path);
    app.let_go_of_the_file();
    fs::remove_file(&salon.path).unwrap();
    app.tick().unwrap();
    press(&mut app, "<space>");
    let screen = screen_of(&mut app);
    assert!(screen.contains("only for practice"), "{screen}");
    assert_eq!(rescued(salon.path.parent().unwrap()), [] as [PathBuf; 0]);
    app.close().unwrap();
}

#[test]
fn a_file_written_over_under_a_desk_takes_nothing_more_on() {
    let salon = Broken::salon();
    let mut app = desk_on(&salon.path);
    press(&mut app, "bkiki<enter><enter><enter>");
    let bytes = "Dear Ana, ".repeat(9_000).into_bytes();
    fs::write(&salon.path, &bytes).unwrap();
    app.tick().unwrap();
    assert!(app.lost().unwrap().contains("written over"));
    let screen = screen_of(&mut app);
    assert!(screen.contains("Nothing can be saved here any more"), "{screen}");
    // What cannot be read any more ends the desk; the program then tells the same in the shell.
    let ends = keys("<enter><space>")
        .into_iter()
        .any(|key| app.key(key).is_err());
    assert!(ends || app.context() == pomsalon::tui::keymap::Context::Question);
    app.close().unwrap();
    assert_eq!(fs::read(&salon.path).unwrap(), bytes, "nothing is folded into it");
}
