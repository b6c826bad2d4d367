//! A day's free times, groomer by groomer: what one can say on the phone at a glance.

use chrono::{Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};

use crate::domain::calendar::out_of_the_usual;
use crate::domain::clock::{hhmm, length, minute_of, short_day};
use crate::domain::hold::Hold;
use crate::domain::id::GroomerId;
use crate::domain::schedule::{GRID, Span};
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::jump::Jump;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::text::{cut, fit, line_at};

/// One free stretch of one groomer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Free {
    groomer: String,
    span: Span,
    /// What other desks hold of it, in words; empty when nothing is.
    held: String,
}

/// The free times of a day.
pub struct Slots {
    day: NaiveDate,
    today: NaiveDate,
    free: Vec<Free>,
    /// Whether the salon is closed or somebody is off, in words.
    unusual: String,
    window: Window,
}

impl Slots {
    /// The screen on a day.
    #[must_use]
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            today: day,
            free: Vec::new(),
            unusual: String::new(),
            window: Window::default(),
        }
    }

    fn go_to(&mut self, day: NaiveDate, cx: &Cx) -> Result<Effect> {
        self.day = day;
        self.window = Window::default();
        self.reload(cx)?;
        Ok(Effect::None)
    }

    /// The bar of a free stretch: a mark for each quarter of an hour.
    fn bar(span: Span, paint: &Paint) -> String {
        let quarters = usize::try_from(span.minutes() / GRID).unwrap_or(0);
        paint.look.glyphs.half.repeat(quarters)
    }
}

/// Who holds what of a free stretch, such as `held 10:00-11:15 by ana on pts/3`.
fn held_in(holds: &[Hold], groomer: GroomerId, span: Span) -> String {
    let mut here = holds
        .iter()
        .filter(|hold| hold.groomer == groomer && hold.start_min < span.end && span.start < hold.end_min);
    let Some(first) = here.next() else {
        return String::new();
    };
    let times = format!("{}-{}", hhmm(first.start_min), hhmm(first.end_min));
    match here.count() {
        0 => format!("held {times} by {}", first.desk),
        more => format!("held {times} by {}, {more} more", first.desk),
    }
}

impl Component for Slots {
    fn context(&self) -> Context {
        Context::Slots
    }

    fn answers(&self, action: Action) -> bool {
        !matches!(action, Action::Left | Action::Right)
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let was_today = self.day == self.today;
        self.today = cx.now.date();
        if was_today {
            self.day = self.today;
        }
        let selected = self.free.get(self.window.selected).cloned();
        let from = if self.day == self.today {
            (minute_of(cx.now) + 4) / 5 * 5
        } else {
            0
        };
        self.free.clear();
        self.unusual.clear();
        if self.day >= self.today {
            let holds = cx.held(self.day)?;
            let workdays = cx.store.workdays(self.day, None)?;
            self.unusual = out_of_the_usual(&workdays);
            for workday in workdays {
                for gap in workday.gaps() {
                    let span = Span {
                        start: gap.start.max(from),
                        end: gap.end,
                    };
                    if span.minutes() >= GRID {
                        self.free.push(Free {
                            groomer: workday.groomer.clone(),
                            held: held_in(&holds, workday.groomer_id, span),
                            span,
                        });
                    }
                }
            }
        }
        // What somebody holds of it comes and goes; the place stays the same.
        let place = |free: &Free| (free.groomer.clone(), free.span);
        let selected = selected.as_ref().map(place);
        if let Some(at) = self.free.iter().position(|free| Some(place(free)) == selected) {
            self.window.selected = at;
        }
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Book && self.free.is_empty())
            .then_some(Reason::Borrowed("no time is free on this day"))
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, self.free.len()),
            Action::Down => self.window.step(1, self.free.len()),
            Action::PageUp => self.window.step(-10, self.free.len()),
            Action::PageDown => self.window.step(10, self.free.len()),
            Action::First => self.window.select(0, self.free.len()),
            Action::Last => self
                .window
                .select(self.free.len().saturating_sub(1), self.free.len()),
            Action::Today => return self.go_to(cx.now.date(), cx),
            Action::PreviousDay => {
                return self.go_to(self.day.checked_sub_days(Days::new(1)).unwrap_or(self.day), cx);
            }
            Action::NextDay => {
                return self.go_to(self.day.checked_add_days(Days::new(1)).unwrap_or(self.day), cx);
            }
            Action::Jump => return Ok(Effect::Open(Box::new(Jump::new(cx.now.date())))),
            Action::Book => {
                let Some(free) = self.free.get(self.window.selected) else {
                    return Ok(Effect::None);
                };
                let start = free.span.start;
                let wish = format!(
                    "{} after {} {}",
                    self.day.format("%Y-%m-%d"),
                    hhmm(start),
                    free.groomer
                );
                return Ok(Effect::Open(Box::new(Book::with_wish(&wish))));
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn receive(&mut self, answer: Answer, cx: &Cx) -> Result<Effect> {
        let Answer::Day(day) = answer;
        self.go_to(day, cx)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let day = format!(" Free on {}", self.day.format("%A %-d %B %Y"));
        let when = if self.day == self.today {
            " from now on".to_owned()
        } else {
            String::new()
        };
        let unusual = if self.unusual.is_empty() {
            String::new()
        } else {
            format!(" {} {}", paint.look.glyphs.dot, self.unusual)
        };
        let room = usize::from(area.width).saturating_sub(day.len() + when.len() + 1);
        line_at(
            frame,
            area,
            0,
            Line::from(vec![
                Words::styled(day, theme.title),
                Words::styled(when, theme.dim),
                Words::styled(cut(&unusual, room, paint), theme.warning),
            ]),
        );
        let list = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        if self.free.is_empty() {
            let words = if self.day < self.today {
                format!(
                    " {} is over. t comes back to today.",
                    short_day(self.day, self.today)
                )
            } else {
                " Nothing is free. The full stop key goes on to the day after.".to_owned()
            };
            line_at(frame, list, 0, Line::styled(words, theme.warning));
            return;
        }
        let rows = self.window.rows(usize::from(list.height), self.free.len());
        for (row, at) in rows.enumerate() {
            let free = &self.free[at];
            let first = at == 0 || self.free[at - 1].groomer != free.groomer;
            let selected = at == self.window.selected;
            let name = if first || row == 0 {
                free.groomer.as_str()
            } else {
                ""
            };
            let pointer = if selected { paint.look.glyphs.pointer } else { " " };
            let mut line = Line::from(vec![
                Words::raw(format!("{pointer} ")),
                Words::styled(fit(name, 14, paint), theme.title),
                Words::raw(fit(
                    &format!("{}-{}", hhmm(free.span.start), hhmm(free.span.end)),
                    14,
                    paint,
                )),
                Words::raw(fit(&length(free.span.minutes()), 10, paint)),
                if free.held.is_empty() {
                    Words::styled(Self::bar(free.span, paint), theme.free)
                } else {
                    let room = usize::from(list.width).saturating_sub(40);
                    Words::styled(cut(&free.held, room, paint), theme.warning)
                },
            ]);
            if selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, list, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
    }
}
