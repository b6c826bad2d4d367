//! The groomers in the order of their columns, with their hours.

use std::collections::HashMap;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::clock::short_day;
use crate::domain::groomer::TimeOff;
use crate::domain::hours::week_words;
use crate::domain::id::GroomerId;
use crate::domain::schedule::Off;
use crate::store::{GroomerWeek, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::groomer::GroomerForm;
use crate::tui::keymap::Context;
use crate::tui::popups::away::Away;
use crate::tui::popups::days_of::DaysOf;
use crate::tui::popups::skills::Skills;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::table;
use crate::tui::widgets::text::{column, cut, fit, line_at, wrap};

/// The list of groomers.
#[derive(Default)]
pub struct Groomers {
    weeks: Vec<GroomerWeek>,
    /// Who is off today, leaves or comes later, in words.
    off: HashMap<GroomerId, String>,
    /// Somebody is being added, to be selected once they are in the book; until a key is pressed in the list again. By
    /// which id is not known: a form that was put aside comes back with its own.
    adding: bool,
    window: Window,
    height: usize,
}

impl Groomers {
    fn page(&self) -> isize {
        isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1)
    }
}

/// The week, and what the groomer does not take.
fn told(week: &GroomerWeek) -> String {
    let mut parts = vec![week_words(&week.shifts, &week.breaks)];
    parts.extend(limits(week));
    parts.join(", ")
}

/// What the groomer does not take.
fn limits(week: &GroomerWeek) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(largest) = week.groomer.largest {
        parts.push(format!("up to {}", largest.as_str()));
    }
    match week.groomer.max_dogs {
        None => {}
        Some(1) => parts.push("1 dog a day".to_owned()),
        Some(dogs) => parts.push(format!("{dogs} dogs a day")),
    }
    match week.skills.len() {
        0 => {}
        1 => parts.push("1 service".to_owned()),
        count => parts.push(format!("{count} services")),
    }
    parts
}

/// The same in so many columns: the breaks give way first, then the limits, for both stand below the list.
fn told_short(week: &GroomerWeek, columns: usize, paint: &Paint) -> String {
    let hours = week_words(&week.shifts, &[]);
    let mut without_breaks = vec![hours.clone()];
    without_breaks.extend(limits(week));
    let mut ways = [told(week), without_breaks.join(", ")].into_iter();
    ways.find(|words| words.width() <= columns)
        .unwrap_or_else(|| cut(&hours, columns, paint))
}

/// What the list says of time off: `today off: ill`, until when somebody stays who leaves, and from when somebody is here
/// who starts or comes back.
fn told_off(off: &TimeOff, today: NaiveDate) -> Option<String> {
    if !off.is_on(today) {
        let last = off.first_day.pred_opt().filter(|_| off.is_endless())?;
        return Some(format!("until {}", short_day(last, today)));
    }
    let first = off.last_day.succ_opt();
    let first = first.filter(|_| off.is_all_day() && !off.is_endless() && off.last_day > today);
    let words = Off {
        span: off.span,
        reason: off.reason.clone(),
    };
    let words = format!("today {}", words.words());
    Some(match first {
        Some(first) if off.reason.is_empty() => format!("from {}", short_day(first, today)),
        Some(first) => format!("{words}, from {}", short_day(first, today)),
        None => words,
    })
}

impl Component for Groomers {
    fn context(&self) -> Context {
        Context::Groomers
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.weeks.get(self.window.selected).map(|week| week.groomer.id);
        let before = std::mem::replace(&mut self.weeks, cx.store.groomer_weeks()?);
        let today = cx.now.date();
        self.off.clear();
        for off in cx.store.times_off(today)? {
            if let Some(words) = told_off(&off, today) {
                // What is today stands before what comes.
                let told = self.off.entry(off.groomer_id);
                told.or_insert(words);
            }
        }
        let at = self
            .weeks
            .iter()
            .position(|week| Some(week.groomer.id) == selected);
        let new = self
            .weeks
            .iter()
            .position(|week| before.iter().all(|old| old.groomer.id != week.groomer.id))
            .filter(|_| self.adding);
        if let Some(at) = new.or(at) {
            self.window.select(at, self.weeks.len());
        }
        self.window.step(0, self.weeks.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(
            action,
            Action::Edit | Action::DaysOff | Action::Skills | Action::SickDay
        );
        (needs_one && self.weeks.is_empty())
            .then_some(Reason::Borrowed("there is no groomer yet; n adds one"))
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let length = self.weeks.len();
        let all = isize::try_from(length).unwrap_or(isize::MAX);
        self.adding = action == Action::New;
        match action {
            Action::Up => self.window.step(-1, length),
            Action::Down => self.window.step(1, length),
            Action::PageUp => self.window.step(-self.page(), length),
            Action::PageDown => self.window.step(self.page(), length),
            Action::First => self.window.step(-all, length),
            Action::Last => self.window.step(all, length),
            Action::New => {
                let form = GroomerForm::new_groomer(GroomerId::new());
                return Ok(Effect::Open(Box::new(form)));
            }
            Action::SickDay => {
                if let Some(week) = self.weeks.get(self.window.selected) {
                    return Ok(Effect::Open(Box::new(Away::of(week.groomer.id))));
                }
            }
            Action::Edit => {
                if let Some(week) = self.weeks.get(self.window.selected) {
                    return Ok(Effect::Open(Box::new(GroomerForm::of(week.clone()))));
                }
            }
            Action::DaysOff => {
                if let Some(week) = self.weeks.get(self.window.selected) {
                    return Ok(Effect::Open(Box::new(DaysOf::of(&week.groomer))));
                }
            }
            Action::Skills => {
                if let Some(week) = self.weeks.get(self.window.selected) {
                    return Ok(Effect::Open(Box::new(Skills::of(week.groomer.id))));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let name = usize::from(area.width / 6).clamp(8, 24);
        let hours = usize::from(area.width).saturating_sub(2 + name + 9);
        let head = format!(
            "{}At once  {}",
            fit("Groomer", name, paint),
            fit("Hours", hours, paint)
        );
        let list = table::head(frame, area, None, &head, paint);
        if self.weeks.is_empty() {
            table::nothing(
                frame,
                list,
                "No groomers yet. Press n to add the first one.",
                paint,
            );
            return;
        }
        // Below the list all that is known of the selected one, whole.
        let selected = self.weeks.get(self.window.selected);
        let words = selected.map(|week| format!("{}: {}", week.groomer.name, told(week)));
        let words = words.unwrap_or_default();
        let lines = wrap(&words, usize::from(area.width).saturating_sub(2));
        let below = u16::try_from(lines.len() + 1).unwrap_or(1).min(list.height / 2);
        let list = Rect {
            height: list.height - below,
            ..list
        };
        let rule = paint.look.glyphs.line.horizontal.repeat(usize::from(area.width));
        let panel = Rect {
            x: area.x,
            y: list.bottom(),
            width: area.width,
            height: below,
        };
        line_at(frame, panel, 0, Line::styled(rule, theme.dim));
        for (row, words) in (1..).zip(lines) {
            line_at(frame, panel, row, Line::raw(format!(" {words}")));
        }
        self.height = usize::from(list.height);
        let rows = self.window.rows(self.height, self.weeks.len());
        for (row, at) in rows.enumerate() {
            let week = &self.weeks[at];
            let mut spans = vec![
                Span::styled(column(&week.groomer.name, name, paint), theme.title),
                Span::raw(fit(&week.groomer.lanes.to_string(), 9, paint)),
            ];
            let mut room = hours;
            if let Some(off) = self.off.get(&week.groomer.id).filter(|_| week.groomer.active) {
                let off = cut(&format!("{off}, "), room, paint);
                room -= off.width();
                spans.push(Span::styled(off, theme.warning));
            }
            let (words, style) = if week.groomer.active {
                (told_short(week, room, paint), theme.base)
            } else {
                ("left".to_owned(), theme.dim)
            };
            spans.push(Span::styled(fit(&words, room, paint), style));
            table::row(
                frame,
                list,
                row,
                Line::from(spans),
                at == self.window.selected,
                paint,
            );
        }
    }
}
