//! The days on which a groomer does not work as every week: time off, and hours of single days.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::question::Question;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::days::days_words;
use crate::domain::groomer::{Exception, Groomer, TimeOff};
use crate::domain::hours::DayHours;
use crate::domain::id::GroomerId;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::own_hours::OwnHoursForm;
use crate::tui::forms::time_off::TimeOffForm;
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{fit, line_at, wrap};
use crate::tui::widgets::{list::Window, popup};

/// The widest a stretch of days is: `Thu 24 Dec-Sat 2 Jan 2027`.
const DAYS: usize = 27;

/// The widest a number of dogs is: `12 dogs booked`.
const BOOKED: usize = 15;

/// One line of the list.
enum Special {
    Off { off: TimeOff, booked: usize },
    Own { day: NaiveDate, rows: Vec<Exception> },
}

impl Special {
    const fn first_day(&self) -> NaiveDate {
        match self {
            Self::Off { off, .. } => off.first_day,
            Self::Own { day, .. } => *day,
        }
    }

    /// The same line after a reload.
    fn key(&self) -> String {
        match self {
            Self::Off { off, .. } => off.id.to_string(),
            Self::Own { day, .. } => day.to_string(),
        }
    }
}

/// The list of a groomer's special days.
pub struct DaysOf {
    groomer_id: GroomerId,
    name: String,
    today: NaiveDate,
    list: Vec<Special>,
    window: Window,
}

impl DaysOf {
    /// The days of a groomer.
    #[must_use]
    pub fn of(groomer: &Groomer) -> Self {
        Self {
            groomer_id: groomer.id,
            name: groomer.name.clone(),
            today: NaiveDate::MIN,
            list: Vec::new(),
            window: Window::default(),
        }
    }

    fn selected(&self) -> Option<&Special> {
        self.list.get(self.window.selected)
    }

    /// Asks before a line is taken out.
    fn question(&self) -> Option<Question> {
        let (words, edit) = match self.selected()? {
            Special::Off { off, .. } => (
                format!("{} is not off {} after all?", self.name, off.words(self.today)),
                CalendarEdit::RemoveTimeOff(off.clone()),
            ),
            Special::Own { day, rows } => (
                format!(
                    "{} works as every week on {} again?",
                    self.name,
                    short_day(*day, self.today)
                ),
                CalendarEdit::OwnHours {
                    before: rows.clone(),
                    after: Vec::new(),
                },
            ),
        };
        Some(Question::new("Remove", words, Edit::Calendar(edit)))
    }

    fn line(&self, special: &Special, width: usize, paint: &Paint) -> Line<'static> {
        let theme = &paint.look.theme;
        let (days, what, booked) = match special {
            Special::Off { off, booked } => {
                let mut what = if off.is_all_day() {
                    "off".to_owned()
                } else {
                    format!("off {}-{}", hhmm(off.span.start), hhmm(off.span.end))
                };
                if !off.reason.is_empty() {
                    what = format!("{what}: {}", off.reason);
                }
                let booked = match booked {
                    0 => String::new(),
                    1 => "1 dog booked".to_owned(),
                    many => format!("{many} dogs booked"),
                };
                (days_words(off.first_day, off.last_day, self.today), what, booked)
            }
            Special::Own { day, rows } => (
                short_day(*day, self.today),
                format!("works {}", DayHours::of_day(rows)),
                String::new(),
            ),
        };
        let room = width.saturating_sub(2 + DAYS + if booked.is_empty() { 0 } else { BOOKED });
        Line::from(vec![
            Span::styled(fit(&days, DAYS, paint), theme.title),
            Span::raw(fit(&what, room, paint)),
            Span::styled(booked, theme.warning),
        ])
    }
}

impl Component for DaysOf {
    fn context(&self) -> Context {
        Context::Days
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::New => "time off",
            _ => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.selected().map(Special::key);
        self.today = cx.now.date();
        self.list.clear();
        for off in cx.store.times_off(self.today)? {
            if off.groomer_id == self.groomer_id {
                let booked = cx.store.booked_in_time_off(&off, self.today)?.len();
                self.list.push(Special::Off { off, booked });
            }
        }
        for row in cx.store.own_hours(self.today)? {
            if row.groomer_id != self.groomer_id {
                continue;
            }
            match self.list.last_mut() {
                Some(Special::Own { day, rows }) if *day == row.day => rows.push(row),
                _ => self.list.push(Special::Own {
                    day: row.day,
                    rows: vec![row],
                }),
            }
        }
        self.list.sort_by_key(Special::first_day);
        let at = self
            .list
            .iter()
            .position(|special| Some(special.key()) == selected);
        if let Some(at) = at {
            self.window.select(at, self.list.len());
        }
        self.window.step(0, self.list.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(action, Action::Edit | Action::Remove);
        (needs_one && self.list.is_empty()).then_some(Reason::Borrowed(
            "nothing is out of the usual; n adds time off, h other hours of a day",
        ))
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.list.len();
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::New => return Ok(Effect::Open(Box::new(TimeOffForm::new_for(self.groomer_id)))),
            Action::OwnHours => return Ok(Effect::Open(Box::new(OwnHoursForm::new_for(self.groomer_id)))),
            Action::Edit => {
                return Ok(match self.selected() {
                    Some(Special::Off { off, .. }) => Effect::Open(Box::new(TimeOffForm::of(off.id))),
                    Some(Special::Own { day, .. }) => {
                        Effect::Open(Box::new(OwnHoursForm::of(self.groomer_id, *day)))
                    }
                    None => Effect::None,
                });
            }
            Action::Remove => {
                if let Some(question) = self.question() {
                    return Ok(Effect::Open(Box::new(question)));
                }
            }
            Action::Close => return Ok(Effect::Close),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let height = u16::try_from(self.list.len().max(2)).unwrap_or(u16::MAX);
        let title = format!("Days of {}", self.name);
        let inside = popup::open(frame, area, 78, height.saturating_add(4), &title, paint);
        let below = inside.height.saturating_sub(1);
        let rows = Rect {
            height: below.saturating_sub(1),
            ..inside
        };
        let width = usize::from(inside.width);
        if self.list.is_empty() {
            let words = format!("{} works as every week, as far as the book says.", self.name);
            for (row, words) in (0u16..).zip(wrap(&words, width)) {
                line_at(frame, rows, row, Line::styled(words, theme.base));
            }
        }
        for (row, at) in (0u16..).zip(self.window.rows(usize::from(rows.height), self.list.len())) {
            let is_selected = at == self.window.selected;
            let sign = if is_selected {
                paint.look.glyphs.pointer
            } else {
                " "
            };
            let mut spans = vec![Span::raw(format!("{sign} "))];
            spans.extend(self.line(&self.list[at], width, paint).spans);
            let mut line = Line::from(spans);
            if is_selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, rows, row, line);
        }
        let keys = Line::styled("n adds time off    h other hours on one day", theme.footer_key);
        line_at(frame, inside, below, keys);
    }
}
