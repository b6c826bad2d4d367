//! A day of the book as it stood: back and forth from change to change, or to a time one types. Only to look at.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::entry::EntryCard;
use crate::domain::clock::short_day;
use crate::domain::phrase::parse_time;
use crate::store::{DayStory, EntryAsk, Result, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::day::mark::Marks;
use crate::tui::day::{Shown, list};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

/// Changes that a page of keys goes over.
const PAGE: isize = 10;

/// Where to begin, once the day's story is read.
#[derive(Clone, Copy)]
enum Start {
    /// With everything that was done.
    Now,
    /// Right after an entry of the journal.
    After(i64),
    /// At a moment.
    At(NaiveDateTime),
}

/// A day as it stood.
pub struct AsItStood {
    day: NaiveDate,
    start: Option<Start>,
    story: DayStory,
    /// How many of the story's moments have passed.
    passed: usize,
    /// The time that was asked for, until one goes on from there.
    asked: Option<NaiveDateTime>,
    visits: Vec<Visit>,
    window: Window,
    time: Field,
    now: NaiveDateTime,
}

impl AsItStood {
    const fn starting(day: NaiveDate, start: Start, time: Field) -> Self {
        Self {
            day,
            start: Some(start),
            story: DayStory::unread(day),
            passed: 0,
            asked: None,
            visits: Vec::new(),
            window: Window::new(),
            time,
            now: NaiveDateTime::MIN,
        }
    }

    /// A day, from how it stands now on backwards.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self::starting(day, Start::Now, Field::new("", 20))
    }

    /// A day as it stood right after an entry of the journal.
    #[must_use]
    pub fn after(day: NaiveDate, entry: i64) -> Self {
        Self::starting(day, Start::After(entry), Field::new("", 20))
    }

    /// How many moments had passed at a time; the order in which things were done counts, not what clocks said.
    fn passed_at(&self, at: NaiveDateTime) -> usize {
        let before = self.story.moments.iter().rposition(|moment| moment.at <= at);
        before.map_or(0, |at| at + 1)
    }

    fn go(&mut self, to: usize, cx: &Cx) -> Result<Effect> {
        self.passed = to.min(self.story.moments.len());
        self.asked = None;
        self.show(cx)?;
        Ok(Effect::None)
    }

    /// Reads the day as it stood, and selects what the last change touched.
    fn show(&mut self, cx: &Cx) -> Result<()> {
        self.visits = cx.store.day_as_it_stood(&self.story, self.passed)?;
        if let Some(before) = self.passed.checked_sub(1) {
            let before = cx.store.day_as_it_stood(&self.story, before)?;
            let touched = self.visits.iter().position(|visit| !before.contains(visit));
            self.window.selected = touched.unwrap_or(self.window.selected);
        }
        Ok(())
    }

    fn step(&mut self, by: isize, cx: &Cx) -> Result<Effect> {
        let to = self.passed.saturating_add_signed(by);
        if to == self.passed || to > self.story.moments.len() && self.passed == self.story.moments.len() {
            let words = if by < 0 {
                self.beginning()
            } else {
                "this is how the day stands now"
            };
            return Ok(Effect::Say(words.to_owned()));
        }
        self.go(to, cx)
    }

    const fn beginning(&self) -> &'static str {
        if self.story.whole {
            "before this, nothing was done to this day"
        } else {
            "further back than this the day is not put together; the history of each dog goes on"
        }
    }

    fn on_day(&mut self, day: Option<NaiveDate>, cx: &Cx) -> Result<Effect> {
        let Some(day) = day else {
            return Ok(Effect::None);
        };
        let start = match self.moment() {
            Some(at) if self.passed < self.story.moments.len() => Start::At(at),
            _ => Start::Now,
        };
        *self = Self::starting(day, start, self.time.clone());
        self.reload(cx)?;
        Ok(Effect::None)
    }

    /// When the last change that is in here was made.
    fn moment(&self) -> Option<NaiveDateTime> {
        let last = self.passed.checked_sub(1);
        last.and_then(|at| self.story.moments.get(at))
            .map(|moment| moment.at)
    }

    fn go_to_time(&mut self, cx: &Cx) -> Result<Effect> {
        let minute = match parse_time(self.time.text()) {
            Ok(minute) => minute,
            Err(error) => return Ok(Effect::Say(error.to_string())),
        };
        self.time.set("");
        let date = self.day.min(cx.now.date());
        let at = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
        self.go(self.passed_at(at), cx)?;
        self.asked = Some(at);
        Ok(Effect::None)
    }

    fn title(&self) -> String {
        let today = self.now.date();
        let when = match self.asked.or_else(|| self.moment()) {
            _ if self.passed == self.story.moments.len() => "stands now".to_owned(),
            None if self.story.whole => "stood before anything was done to it".to_owned(),
            None => "stood as far back as it is put together".to_owned(),
            Some(at) if at.date() == today => format!("stood today at {}", at.format("%H:%M")),
            Some(at) => format!("stood {} at {}", short_day(at.date(), today), at.format("%H:%M")),
        };
        if self.day == today {
            format!("The book of today as it {when}")
        } else {
            format!("The book of {} as it {when}", short_day(self.day, today))
        }
    }
}

impl Component for AsItStood {
    fn context(&self) -> Context {
        Context::Past
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.time.is_empty() => "what was done",
            Action::Accept => "go to that time",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let nothing = action == Action::Accept && self.time.is_empty() && self.passed == 0;
        nothing.then_some(Reason::Borrowed("nothing was done here yet; Right goes on"))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.now = cx.now;
        let at_end = self.passed == self.story.moments.len();
        if let Some(start) = self.start.take() {
            self.story = cx.store.day_story(self.day)?;
            let all = self.story.moments.len();
            self.passed = match start {
                Start::Now => all,
                Start::After(entry) => {
                    let found = self.story.moments.iter().position(|moment| moment.entry == entry);
                    found.map_or(all, |at| at + 1)
                }
                Start::At(at) => self.passed_at(at),
            };
        } else {
            cx.store.read_on(&mut self.story)?;
            // Who looks at the day as it stands goes on seeing it as it stands.
            if at_end {
                self.passed = self.story.moments.len();
            }
        }
        self.show(cx)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = self.visits.len();
        match action {
            Action::Close if !self.time.is_empty() => {
                self.time.set("");
                Ok(Effect::None)
            }
            Action::Close => Ok(Effect::Close),
            Action::Earlier => self.step(-1, cx),
            Action::Later => self.step(1, cx),
            Action::PageUp => self.step(-PAGE, cx),
            Action::PageDown => self.step(PAGE, cx),
            Action::First => self.go(0, cx),
            Action::Last => self.go(usize::MAX, cx),
            Action::PreviousDay => self.on_day(self.day.checked_sub_days(Days::new(1)), cx),
            Action::NextDay => self.on_day(self.day.checked_add_days(Days::new(1)), cx),
            Action::Accept if !self.time.is_empty() => self.go_to_time(cx),
            Action::Accept => {
                let last = self.passed.checked_sub(1);
                let moment = last.and_then(|at| self.story.moments.get(at));
                Ok(moment.map_or(Effect::None, |moment| {
                    Effect::Replace(Box::new(EntryCard::of(moment.entry, EntryAsk::default())))
                }))
            }
            Action::Up | Action::Down => {
                self.window.step(if action == Action::Up { -1 } else { 1 }, rows);
                Ok(Effect::None)
            }
            _ => Ok(Effect::None),
        }
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        match key.code {
            KeyCode::Char(c) if c.is_ascii_digit() || !self.time.is_empty() => {
                self.time.key(key);
                Ok(Effect::None)
            }
            KeyCode::Char(_) => Ok(Effect::Say(
                "this is only to look at; type a time, such as 9 or 14:30, or Backspace closes".to_owned(),
            )),
            _ => Ok(Effect::None),
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let inside = popup::open(frame, area, 96, 60, &self.title(), paint);
        let width = usize::from(inside.width);
        let dot = paint.look.glyphs.dot;
        let all = self.story.moments.len();
        let last = self
            .passed
            .checked_sub(1)
            .and_then(|at| self.story.moments.get(at));
        let done = last.map_or_else(
            || self.beginning().to_owned(),
            |moment| format!("{} {} {}", moment.actor, moment.at.format("%H:%M"), moment.label),
        );
        let banner = format!(
            "Only to look at {dot} change {} of {all} {dot} {done}",
            self.passed
        );
        line_at(
            frame,
            inside,
            0,
            Line::styled(cut(&banner, width, paint), theme.warning),
        );
        let body = Rect {
            y: inside.y.saturating_add(1),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        // Late is who was late then.
        let then = Paint {
            now: self.moment().unwrap_or(paint.now),
            ..*paint
        };
        let nobody = "Nobody is booked on this day.";
        let shown = Shown {
            day: self.day,
            visits: &self.visits,
            // The call list is that of now.
            marks: &Marks::default(),
        };
        list::view(frame, body, shown, &mut self.window, nobody, &then);
        let typed = if self.time.is_empty() {
            "Left before, Right after; or a time such as 9 or 14:30, and Enter".to_owned()
        } else {
            format!("at {}_", self.time.text())
        };
        let line = Line::from(Span::styled(cut(&typed, width, paint), theme.footer_key));
        line_at(frame, inside, inside.height.saturating_sub(1), line);
    }
}
