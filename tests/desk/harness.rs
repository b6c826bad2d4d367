//! A whole desk in a test: a small salon on a file of its own, keys written as text, the screen read as text.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Mutex;
use std::time::Duration;

use chrono::NaiveDateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use pomsalon::domain::clock::{Clock, parse_moment};
use pomsalon::store::{By, Edit, Filling, Hit, Purpose, Store};
use pomsalon::tui::Look;
use pomsalon::tui::app::{After, App};
use pomsalon::tui::glyphs::Glyphs;
use pomsalon::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::machine::Machine;
use crate::salon;

/// Boxes and arrows, no colours: what a picture in a text file can show.
pub const LOOK: Look = Look {
    theme: Theme::mono(),
    glyphs: Glyphs::unicode(),
};

/// The small salon as it was made at each moment that stories begin at: made once, then every story has a copy.
static MADE: Mutex<BTreeMap<NaiveDateTime, Vec<u8>>> = Mutex::new(BTreeMap::new());

/// Puts the small salon, made at this moment, under a name.
fn small_salon(path: &Path, now: NaiveDateTime) {
    let known = MADE.lock().unwrap().get(&now).cloned();
    if let Some(file) = known {
        std::fs::write(path, file).unwrap();
        // As `create` leaves it: for its owner alone.
        std::fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
        return;
    }
    Store::create(path, &salon::filling(now), now).unwrap();
    MADE.lock().unwrap().insert(now, std::fs::read(path).unwrap());
}

/// A running desk on a salon of its own, 80 columns by 24 lines.
pub struct Desk {
    app: App,
    now: NaiveDateTime,
    path: PathBuf,
    size: (u16, u16),
    pressed: usize,
    after: After,
    actor: String,
    machine: Machine,
    process: u32,
    folder: Rc<tempfile::TempDir>,
}

#[allow(dead_code)] // each story uses its part
impl Desk {
    /// Opens the desk on the small salon at a moment such as `2026-11-20T10:00`.
    pub fn at(moment: &str) -> Self {
        Self::with(moment, |_| {})
    }

    /// Opens the desk after somebody else has worked on the file.
    pub fn with(moment: &str, prepare: impl FnOnce(&mut Store)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        small_salon(&folder.path().join("salon.db"), parse_moment(moment).unwrap());
        Self::open(moment, folder, prepare)
    }

    /// Opens the desk on the small salon with more, or less, in it from the start.
    pub fn filled(moment: &str, fill: impl FnOnce(&mut Filling)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = parse_moment(moment).unwrap();
        let mut filling = salon::filling(now);
        fill(&mut filling);
        Store::create(&folder.path().join("salon.db"), &filling, now).unwrap();
        Self::open(moment, folder, |_| {})
    }

    fn open(moment: &str, folder: tempfile::TempDir, prepare: impl FnOnce(&mut Store)) -> Self {
        let now = parse_moment(moment).unwrap();
        let mut store = Store::open(&folder.path().join("salon.db"), Purpose::Desk).unwrap();
        prepare(&mut store);
        Self::start(store, "ana", now, Machine::default(), Rc::new(folder))
    }

    fn start(
        store: Store,
        actor: &str,
        now: NaiveDateTime,
        machine: Machine,
        folder: Rc<tempfile::TempDir>,
    ) -> Self {
        let path = store.path().to_owned();
        let process = machine.start();
        let this = machine.this_desk(actor, process);
        let app = App::open_as(store, actor.to_owned(), this, Some(Clock::Fixed(now)), LOOK).unwrap();
        Self {
            app,
            now,
            path,
            size: (80, 24),
            pressed: 0,
            after: After::GoOn,
            actor: actor.to_owned(),
            machine,
            process,
            folder,
        }
    }

    /// Somebody opens another desk on the same file.
    pub fn beside(&self, actor: &str) -> Self {
        let store = Store::open(&self.path, Purpose::Desk).unwrap();
        Self::start(
            store,
            actor,
            self.now,
            self.machine.clone(),
            Rc::clone(&self.folder),
        )
    }

    /// Somebody opens another desk on the same file at a later moment.
    pub fn beside_at(&self, moment: &str, actor: &str) -> Self {
        let store = Store::open(&self.path, Purpose::Desk).unwrap();
        let now = parse_moment(moment).unwrap();
        Self::start(store, actor, now, self.machine.clone(), Rc::clone(&self.folder))
    }

    /// The process dies where it stands, and the same person opens a desk again.
    pub fn killed(self) -> Self {
        self.machine.end(self.process);
        drop(self.app); // nothing is written when it is dropped
        let store = Store::open(&self.path, Purpose::Desk).unwrap();
        Self::start(store, &self.actor, self.now, self.machine, self.folder)
    }

    /// The process dies where it stands, and nobody opens a desk.
    pub fn kill(self) {
        self.machine.end(self.process);
        drop(self.app);
    }

    /// Closes the desk in order, and nobody opens it again.
    pub fn leave(self) {
        self.app.close().unwrap();
        self.machine.end(self.process);
    }

    /// The moment by the machine's clock, by which held times end.
    pub fn utc(&self) -> chrono::DateTime<chrono::Utc> {
        self.machine.utc()
    }

    /// Lets so many seconds pass; the desk looks around meanwhile, as it does four times a second.
    pub fn wait(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds * 4 {
            self.quarter_second();
        }
        self
    }

    /// Lets the quarter of a second pass after which the desk looks around.
    pub fn quarter_second(&mut self) -> &mut Self {
        self.machine.pass(Duration::from_millis(250));
        self.tick()
    }

    /// Makes the window another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
    }

    /// Presses keys written as text: letters stand for themselves, others as `<enter> <esc> <tab> <backtab>
    /// <backspace> <up> <down> <left> <right> <pageup> <pagedown> <home> <end> <space> <c-s> <lt>`. At `<ring>` no key is
    /// pressed: the phone rings, and somebody talks for some seconds.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for (place, script) in script.split("<ring>").enumerate() {
            if place > 0 {
                self.machine.pass(Duration::from_secs(5));
            }
            for key in keys(script) {
                self.pressed += 1;
                self.after = self.app.key(key).unwrap();
                self.draw(); // drawing places windows and cursors, as between two keys of a person
            }
        }
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app.paste(text).unwrap();
        self
    }

    /// Lets the desk look at the file and the clock, as it does four times a second.
    pub fn tick(&mut self) -> &mut Self {
        self.app.tick().unwrap();
        self
    }

    /// Waits until long work beside the desk is over; two minutes are long enough for any machine.
    #[track_caller]
    pub fn until_done(&mut self) -> &mut Self {
        self.until("the work beside the desk is over", |app| !app.is_working())
    }

    /// Waits until nothing waits for the file any more.
    #[track_caller]
    pub fn until_saved(&mut self) -> &mut Self {
        self.until("everything is saved", |app| !app.is_waiting())
    }

    #[track_caller]
    fn until(&mut self, what: &str, is: impl Fn(&App) -> bool) -> &mut Self {
        let since = std::time::Instant::now();
        while !is(&self.app) {
            assert!(since.elapsed().as_secs() < 120, "never: {what}");
            std::thread::sleep(std::time::Duration::from_millis(2));
            self.tick();
        }
        self
    }

    /// Closes the desk and opens it on the same file again.
    pub fn again(self) -> Self {
        self.app.close().unwrap();
        self.machine.end(self.process);
        let store = Store::open(&self.path, Purpose::Desk).unwrap();
        Self::start(store, &self.actor, self.now, self.machine, self.folder)
    }

    /// How many keys were pressed since the last question.
    pub fn keys_pressed(&mut self) -> usize {
        std::mem::take(&mut self.pressed)
    }

    /// Whether the last key ended the program.
    pub fn has_quit(&self) -> bool {
        self.after == After::Quit
    }

    /// What the last key asked of the terminal's owner.
    pub const fn after(&self) -> &After {
        &self.after
    }

    /// The program, for what no helper here gives.
    pub fn app(&mut self) -> &mut App {
        &mut self.app
    }

    /// The file as this desk reads it.
    pub fn store(&self) -> &Store {
        self.app.store()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The salon's time.
    pub fn now(&self) -> NaiveDateTime {
        self.now
    }

    /// A second desk on the same file.
    pub fn other_desk(&self) -> Store {
        Store::open(&self.path, Purpose::Desk).unwrap()
    }

    /// Bo changes something at the second desk.
    pub fn bo_changes(&self, edit: impl std::borrow::Borrow<Edit>) {
        let by = By {
            actor: "bo".to_owned(),
            at: self.now,
        };
        let mut other = self.other_desk();
        other.apply(edit.borrow(), &by).unwrap();
        other.close().unwrap();
    }

    /// A dog of the salon by its whole name.
    pub fn dog(&self, name: &str) -> pomsalon::domain::dog::Dog {
        let hits = self.store().find(name, self.now.date(), 9).unwrap();
        let id = hits.iter().find_map(|hit| match hit {
            Hit::Dog { dog, .. } if dog.name() == name => Some(dog.id),
            _ => None,
        });
        self.store().dog(id.expect(name)).unwrap().unwrap()
    }

    /// The message line, empty when nothing is said.
    pub fn message(&self) -> String {
        self.app
            .message()
            .map(|message| message.words.clone())
            .unwrap_or_default()
    }

    /// Draws, and gives the cells.
    pub fn draw(&mut self) -> Buffer {
        self.draw_with_cursor().0
    }

    fn draw_with_cursor(&mut self) -> (Buffer, Option<(u16, u16)>) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        let cursor = terminal
            .backend()
            .cursor_visible()
            .then(|| terminal.backend().cursor_position());
        let cursor = cursor.map(|place| (place.x, place.y));
        (terminal.backend().buffer().clone(), cursor)
    }

    /// The screen as text, a line each, without the spaces at the ends.
    pub fn screen(&mut self) -> String {
        picture(&self.draw())
    }

    /// The screen without its first and last line, which are told elsewhere.
    pub fn page(&mut self) -> String {
        let screen = self.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines[1..lines.len() - 1].join("\n")
    }

    /// One line of the screen, from 0.
    pub fn line(&mut self, row: usize) -> String {
        self.screen().lines().nth(row).unwrap_or_default().to_owned()
    }

    /// The lines below the header that are shown as selected.
    pub fn selected(&mut self) -> Vec<String> {
        let buffer = self.draw();
        let rows = buffer.area.top() + 1..buffer.area.bottom();
        rows.filter_map(|y| {
            let reversed: String = (buffer.area.left()..buffer.area.right())
                .map(|x| &buffer[(x, y)])
                .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
                .map(ratatui::buffer::Cell::symbol)
                .collect();
            (!reversed.is_empty()).then(|| reversed.trim().to_owned())
        })
        .collect()
    }

    /// The text on the line where the terminal's cursor stands, up to the cursor; `None` without a cursor.
    pub fn before_cursor(&mut self) -> Option<String> {
        let (buffer, cursor) = self.draw_with_cursor();
        let (column, row) = cursor?;
        Some((0..column).map(|x| buffer[(x, row)].symbol()).collect())
    }

    /// Whether a text stands on the screen.
    pub fn shows(&mut self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// Fails with the whole screen when a text is not on it.
    #[track_caller]
    pub fn must_show(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    /// Fails with the whole screen when a text is on it.
    #[track_caller]
    pub fn must_not_show(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on\n{screen}");
        self
    }
}

/// The cells as lines of text.
pub fn picture(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let mut out = String::new();
    for row in buffer.content.chunks(width) {
        let mut line = String::new();
        let mut skip = 0;
        for cell in row {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            line.push_str(cell.symbol());
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The keys of a script.
pub fn keys(script: &str) -> Vec<KeyEvent> {
    let mut rest = script;
    let mut keys = Vec::new();
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        if let Some((name, after)) = named {
            keys.push(key_named(name));
            rest = after;
        } else {
            keys.push(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

fn key_named(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("c-") {
        let letter = letter.chars().next().expect("a letter after c-");
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "delete" => KeyCode::Delete,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        other => panic!("no key <{other}>"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
