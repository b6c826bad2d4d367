//! The list of times and the wish for them, of one dog or of several: what the keys do there, and what the wish means.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::typing::{Begun, Typing};
use crate::booking::{amended, names};
use crate::domain::expert::{Names, Wish};
use crate::domain::id::{GroomerId, ServiceId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::salon::Salon;
use crate::domain::text::LINE;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::numbered::digit_of;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// Numbered times and a wish for them: what the booking of one dog and that of several have in common.
pub(in crate::tui::popups) struct Choosing {
    pub wish: Field,
    /// What the wish was last understood as.
    pub understood: Wish,
    /// Keys go to the wish; else to the numbered times.
    pub on_wish: bool,
    /// What the last keys began in the list of times.
    pub typing: Typing,
    /// The day of the line on which one was when a time alone was typed.
    pub line_day: Option<NaiveDate>,
    /// The line that is selected.
    pub time: Window,
    /// The time that was selected has just gone: the next Enter only says so.
    pub time_gone: bool,
    /// Why the book refused what was to be saved.
    pub refused: Option<String>,
    /// Something was typed or chosen that closing must not lose.
    pub touched: bool,
    pub names: Names,
    /// The work for which the client of a double coat has to sign.
    pub to_sign_for: Vec<ServiceId>,
    pub groomers: Vec<(GroomerId, String)>,
    pub salon: Option<Salon>,
    pub today: NaiveDate,
}

impl Choosing {
    /// With a wish for the time.
    pub fn wishing(wish: &str) -> Self {
        Self {
            wish: Field::new(wish, LINE),
            understood: Wish::default(),
            on_wish: false,
            typing: Typing::default(),
            line_day: None,
            time: Window::default(),
            time_gone: false,
            refused: None,
            touched: false,
            names: Names::default(),
            to_sign_for: Vec::new(),
            groomers: Vec::new(),
            salon: None,
            today: NaiveDate::MIN,
        }
    }

    /// Reads again what a wish is read by.
    pub fn read(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        let groomers = cx.store.groomers()?.into_iter();
        self.groomers = groomers.map(|groomer| (groomer.id, groomer.name)).collect();
        self.names = names(cx.store)?;
        let services = cx.store.services()?.into_iter();
        self.to_sign_for = services
            .filter(|service| service.needs_waiver)
            .map(|service| service.id)
            .collect();
        self.salon = Some(cx.salon.clone());
        Ok(())
    }

    pub fn groomer_name(&self, id: GroomerId) -> &str {
        self.groomers
            .iter()
            .find(|(groomer, _)| *groomer == id)
            .map_or("", |(_, name)| name)
    }

    pub fn currency(&self) -> &str {
        self.salon.as_ref().map_or("", |salon| salon.currency.as_str())
    }

    /// Takes the wish as it was understood; a time alone is one of the day of the line it was typed on. Gives that day,
    /// where it counts.
    pub fn understand(&mut self, meant: Wish) -> Option<NaiveDate> {
        self.understood = meant;
        if self.understood.day.is_some() || self.wish.is_empty() {
            self.line_day = None;
        }
        let at = matches!(self.understood.time, Some(TimeWish::At(_)));
        let line_day = self.line_day.filter(|_| at);
        self.understood.day = self.understood.day.or(line_day.map(DayWish::On));
        line_day
    }

    /// What is wrong with the wish, its first word first.
    pub fn wrong(&self) -> Option<&str> {
        let first = self.understood.problems.first();
        first.map(|problem| problem.sentence.as_str())
    }

    /// What of the wish a time does not meet: its day, its minute, or else the groomer.
    pub fn missed(&self, day: NaiveDate, start: i64) -> &'static str {
        if self.understood.day.is_some_and(|wish| !wish.has(day)) {
            "on the day"
        } else if !self.understood.time.is_none_or(|time| time.accepts(start)) {
            "at the time"
        } else {
            "with the groomer"
        }
    }

    /// Whether Enter says first that the selected time has gone.
    pub fn gone(&mut self) -> Option<Effect> {
        std::mem::take(&mut self.time_gone).then(|| {
            Effect::Say(
                "the time you had selected has just gone; look at the times again, then Enter".to_owned(),
            )
        })
    }

    /// Whether Enter is the first since the wish was typed, with no line picked by hand meanwhile.
    pub fn untold(&mut self) -> bool {
        !std::mem::replace(&mut self.typing.told, true) || self.on_wish
    }

    /// The cursor is on the line at which the time stands that was picked before, whatever came or went around it.
    pub fn stay_on(&mut self, picked: bool, line: Option<usize>) {
        if let Some(line) = line {
            self.time.selected = line;
        } else if picked {
            self.time_gone = true;
            self.refused = Some("the time that was selected here has just gone".to_owned());
        }
    }
}

/// The keys of a pop-up with numbered times and a wish for them, of one dog or of several.
pub(in crate::tui::popups) trait Chooses {
    fn choosing(&self) -> &Choosing;

    fn choosing_mut(&mut self) -> &mut Choosing;

    /// How many times are numbered.
    fn times(&self) -> usize;

    /// The day of a line, by its number from 0.
    fn day_of(&self, line: usize) -> Option<NaiveDate>;

    /// Says who else holds the time that is selected now.
    fn warn(&self) -> Effect;

    /// Whether there is something to keep although nothing is wished.
    fn is_kept_anyway(&self) -> bool {
        false
    }

    /// Reads the wish again and looks for times.
    fn look_again(&mut self, cx: &Cx) -> Result<()>;

    /// A wish with more words behind it.
    fn amended(&self, before: &str, more: &str) -> String {
        let choosing = self.choosing();
        amended(before, more, choosing.today, &choosing.names)
    }

    /// One step back from the list of times.
    fn back(&mut self, cx: &Cx) -> Result<Effect>;

    /// Does what a key does to the list of times and its wish; nothing for any other.
    fn choose_by(&mut self, action: Action, before: Option<char>, cx: &Cx) -> Result<Effect> {
        let times = self.times();
        let choosing = self.choosing_mut();
        match action {
            Action::Close if choosing.on_wish => return Ok(Effect::Close),
            Action::Close => return self.back(cx),
            Action::PutAside => {
                choosing.touched = true;
                return Ok(Effect::Close);
            }
            // Ten, twenty and thirty begin a time or a day; after any other line 0 means what it does.
            Action::More if matches!(before, Some('1'..='3')) => return self.digit(before, '0', cx),
            Action::NextField => {
                choosing.on_wish = !choosing.on_wish;
                choosing.typing.old_wish = false;
            }
            Action::Down if choosing.on_wish => choosing.on_wish = false,
            Action::Up if choosing.time.selected == 0 => {
                choosing.on_wish = true;
                choosing.typing.old_wish = false;
            }
            Action::Up | Action::Down => {
                choosing
                    .time
                    .step(if action == Action::Up { -1 } else { 1 }, times);
                return Ok(self.picked_by_hand());
            }
            _ => {
                if let Some(digit) = digit_of(action) {
                    return self.digit(before, digit, cx);
                }
            }
        }
        Ok(Effect::None)
    }

    /// Takes a key that no action belongs to.
    fn type_key(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.choosing().wish.is_empty() {
            return self.back(cx);
        }
        let before = self.choosing_mut().typing.take_digit();
        match key.code {
            _ if self.choosing().on_wish => self.wish_key(key, cx),
            KeyCode::Char(letter) => self.letter(before, letter, cx),
            _ => Ok(Effect::None),
        }
    }

    /// Puts text into the wish.
    fn paste_wish(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        let choosing = self.choosing_mut();
        choosing.typing.picked_by = None;
        choosing.typing.begun = None;
        choosing.on_wish = true;
        choosing.wish.paste(text);
        self.wish_changed(cx)
    }

    /// Selects a line, by its number from 0.
    fn select(&mut self, line: usize) -> Effect {
        let times = self.times();
        let choosing = self.choosing_mut();
        choosing.typing.picked_from = Some(choosing.time.selected);
        choosing.time.select(line, times);
        self.picked_by_hand()
    }

    /// What is selected now is what somebody wanted.
    fn picked_by_hand(&mut self) -> Effect {
        let choosing = self.choosing_mut();
        choosing.touched = true;
        choosing.time_gone = false;
        choosing.typing.told = true;
        choosing.typing.old_wish = false;
        self.warn()
    }

    /// A wish begins that may say a time alone: "no, rather at eleven" is said of the day of the line one is on.
    fn stays_on_day(&mut self) {
        let choosing = self.choosing_mut();
        let line = choosing.typing.picked_from.take();
        let line = line.unwrap_or(choosing.time.selected);
        if choosing.understood.day.is_none() || choosing.line_day.is_some() {
            let day = self.day_of(line);
            self.choosing_mut().line_day = day;
        }
    }

    /// Reads the wish again after it was changed, and looks for times.
    fn wish_changed(&mut self, cx: &Cx) -> Result<Effect> {
        let kept = self.is_kept_anyway();
        let choosing = self.choosing_mut();
        // A wish that was rubbed out again leaves nothing to keep.
        choosing.touched = kept || !choosing.wish.is_empty();
        choosing.time = Window::default();
        choosing.typing.told = false;
        choosing.refused = None;
        self.look_again(cx)?;
        Ok(self.warn())
    }

    /// A digit in the list of times: picks its line, or is the beginning of a wish.
    fn digit(&mut self, before: Option<char>, digit: char, cx: &Cx) -> Result<Effect> {
        if let Some(before) = before {
            return self.begin(None, &format!("{before}{digit}"), cx);
        }
        let number = digit.to_digit(10).and_then(|number| usize::try_from(number).ok());
        match number.filter(|number| (1..=self.times()).contains(number)) {
            Some(number) => {
                self.choosing_mut().typing.picked_by = Some(digit);
                Ok(self.select(number - 1))
            }
            // No line has this number: eight is eight o'clock.
            None => self.begin(None, &digit.to_string(), cx),
        }
    }

    /// A letter or sign in the list of times starts words behind the wish that is there.
    fn letter(&mut self, before: Option<char>, letter: char, cx: &Cx) -> Result<Effect> {
        match before {
            Some(digit) if matches!(letter, ':' | '.' | '/') => {
                self.begin(None, &format!("{digit}{letter}"), cx)
            }
            digit => self.begin(digit, &letter.to_string(), cx),
        }
    }

    /// Keys go to the wish from here on, behind what stands in it.
    fn begin(&mut self, digit: Option<char>, typed: &str, cx: &Cx) -> Result<Effect> {
        self.stays_on_day();
        let choosing = self.choosing_mut();
        choosing.on_wish = true;
        let before = if std::mem::take(&mut choosing.typing.old_wish) {
            String::new()
        } else {
            choosing.wish.text().to_owned()
        };
        choosing.typing.begun = Some(Begun {
            before,
            digit,
            typed: typed.to_owned(),
        });
        self.read_begun(cx)
    }

    /// Takes a key into the wish.
    fn wish_key(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        let chord = key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let choosing = self.choosing_mut();
        let full = choosing.wish.text().chars().count() >= LINE;
        match (&mut choosing.typing.begun, key.code) {
            (Some(begun), KeyCode::Char(letter)) if !chord && !full => begun.typed.push(letter),
            (Some(begun), KeyCode::Backspace) if !chord => {
                let mut words = begun.words();
                words.pop();
                begun.digit = None;
                begun.typed = words;
            }
            _ => {
                // The cursor may stand anywhere from here on.
                choosing.typing.begun = None;
                return if choosing.wish.key(key) {
                    self.wish_changed(cx)
                } else {
                    Ok(Effect::None)
                };
            }
        }
        self.read_begun(cx)
    }

    /// Puts what was typed so far behind the wish that was there.
    fn read_begun(&mut self, cx: &Cx) -> Result<Effect> {
        let choosing = self.choosing_mut();
        let begun = choosing.typing.begun.as_ref();
        if let Some((words, before)) = begun.map(|begun| (begun.words(), begun.before.clone())) {
            if words.is_empty() {
                choosing.wish.set(&before);
                choosing.typing.begun = None;
            } else {
                let wish = self.amended(&before, &words);
                let choosing = self.choosing_mut();
                choosing.wish.set(&wish.chars().take(LINE).collect::<String>());
            }
        }
        self.wish_changed(cx)
    }
}
