//! A time that has just become free, and who of those who wait really fits it: whom to call, what to say, and one key for
//! what they answer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Words};

use super::hits::tail;
use super::numbered::picked;
use crate::booking::{Candidate, Freed, call_log, candidates, coming, coming_words, taking};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::{HoldId, WaitId};
use crate::domain::sentence::promise;
use crate::domain::waitlist::Outcome;
use crate::store::{Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Holding, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{Page, cut, fit, line_at, wrap};
use crate::tui::widgets::{list::Window, popup};

/// The pop-up about one time.
pub struct FreedTime {
    freed: Freed,
    groomer: String,
    currency: String,
    found: Vec<Candidate>,
    /// What each of them and its household are booked for already.
    coming: Vec<String>,
    window: Window,
    /// Somebody is on the phone about it: keys say what they answer.
    calls: bool,
    hold: HoldId,
}

impl FreedTime {
    /// Shows who fits a time.
    #[must_use]
    pub fn of(freed: Freed) -> Self {
        Self {
            freed,
            groomer: String::new(),
            currency: String::new(),
            found: Vec::new(),
            coming: Vec::new(),
            window: Window::default(),
            calls: false,
            hold: HoldId::new(),
        }
    }

    /// The same time once somebody has answered: the next one is selected, and called with a key of its own.
    fn next(&self) -> Self {
        Self {
            hold: self.hold,
            ..Self::of(self.freed)
        }
    }

    fn candidate(&self) -> Option<&Candidate> {
        self.found.get(self.window.selected)
    }

    fn all_asked(&self) -> bool {
        self.found.iter().all(|one| one.said.is_some())
    }

    fn log(&self, outcome: Outcome, cx: &Cx) -> Effect {
        let Some(one) = self.candidate() else {
            return Effect::None;
        };
        let edit = Edit::Wait(call_log(&one.line.wait, one.place(), outcome, cx.now));
        Effect::ApplyThen(edit, Box::new(self.next()))
    }
}

impl Component for FreedTime {
    fn context(&self) -> Context {
        if self.calls {
            Context::Offering
        } else {
            Context::Freed
        }
    }

    fn holding(&self) -> Option<Holding> {
        let one = self.candidate()?;
        Some(Holding {
            id: self.hold,
            times: vec![(one.line.dog.clone(), one.offer)],
        })
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected: Option<WaitId> = self.candidate().map(|one| one.line.wait.id);
        self.currency.clone_from(&cx.salon.currency);
        let groomers = cx.store.groomers()?.into_iter();
        self.groomer = groomers
            .filter(|groomer| groomer.id == self.freed.groomer_id)
            .map(|groomer| groomer.name)
            .collect();
        self.found = candidates(cx.store, &self.freed, &cx.held(self.freed.day)?, cx.now)?;
        self.coming.clear();
        for one in &self.found {
            let words = coming_words(&coming(cx.store, &one.line, cx.now)?, cx.now.date());
            self.coming.push(words);
        }
        let at = self
            .found
            .iter()
            .position(|one| Some(one.line.wait.id) == selected);
        self.window.selected = at.unwrap_or(0);
        if at.is_none() {
            // Whoever was on the phone is gone.
            self.calls = false;
        }
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(action, Action::Accept | Action::Declined | Action::NoAnswer);
        (needs_one && self.found.is_empty()).then_some(Reason::Borrowed(
            "nobody who waits fits this time any more; Backspace leaves it free",
        ))
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::Book
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.calls => "they take it",
            Action::Accept => "call them",
            Action::Close if self.calls => "back to the list",
            Action::Close => "leave it free",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let count = self.found.len();
        match action {
            // The words of what made it free stand below, and say so.
            Action::Undo => return Ok(Effect::Apply(Edit::Undo)),
            Action::Close if self.calls => self.calls = false,
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::Accept if !self.calls => self.calls = true,
            Action::Accept => {
                return Ok(match self.candidate() {
                    Some(one) => Effect::Apply(taking(cx.store, one, cx.now)?),
                    None => Effect::None,
                });
            }
            Action::Declined => return Ok(self.log(Outcome::Declined, cx)),
            Action::NoAnswer => return Ok(self.log(Outcome::NoAnswer, cx)),
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, count);
                }
            }
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let (today, span) = (paint.now.date(), self.freed.span);
        let day = if self.freed.day == today {
            String::new()
        } else {
            format!("{} ", short_day(self.freed.day, today))
        };
        let times = format!("{}-{}", hhmm(span.start), hhmm(span.end));
        let title = format!("{day}{times} with {} is free now", self.groomer);
        let below = self.below(paint, usize::from(area.width.min(78)).saturating_sub(4));
        let lines = u16::try_from(self.found.len() + below.len()).unwrap_or(u16::MAX);
        let height = lines.saturating_add(5).clamp(8, 20);
        let inside = popup::open(frame, area, 78, height, &title, paint);
        let width = usize::from(inside.width);
        let mut page = Page::on(inside);
        page.put(frame, Line::styled(cut(&self.head(), width, paint), theme.dim));
        let first = inside
            .height
            .saturating_sub(u16::try_from(below.len()).unwrap_or(u16::MAX));
        let room = usize::from(first.saturating_sub(page.row() + 1));
        for at in self.window.rows(room, self.found.len()) {
            let line = self.row(at, width, paint);
            page.put(frame, line);
        }
        for (row, (words, style)) in (first..).zip(below) {
            line_at(frame, inside, row, Line::styled(words, style));
        }
    }
}

impl FreedTime {
    fn head(&self) -> String {
        let fit = match self.found.len() {
            0 => return "Nobody who waits fits it any more. Backspace leaves it free.".to_owned(),
            1 => "1 who waits fits".to_owned(),
            count => format!("{count} who wait fit"),
        };
        if self.all_asked() {
            format!("{fit}, and all were asked; Backspace leaves it free")
        } else {
            format!("{fit}; whom to call first stands on top")
        }
    }

    fn row<'a>(&self, at: usize, width: usize, paint: &Paint) -> Line<'a> {
        let theme = &paint.look.theme;
        let one = &self.found[at];
        let selected = at == self.window.selected;
        let pointer = if selected { paint.look.glyphs.pointer } else { " " };
        let number = if at < 9 {
            (at + 1).to_string()
        } else {
            " ".to_owned()
        };
        let span = one.offer.slot.span;
        let (mark, style) = match one.said {
            Some(outcome) => (outcome.words(), theme.dim),
            None if one.line.wait.call => ("to be called", theme.warning),
            None if one.line.wait.is_sooner() => ("comes sooner", theme.good),
            None => ("", theme.dim),
        };
        // Pointer and number, times, phone tail and mark have their place; the names share the rest.
        let room = width.saturating_sub(4 + 13 + 7 + 12);
        let dog = room * 11 / 20;
        let line = Line::from(vec![
            Words::styled(format!("{pointer} {number} "), theme.footer_key),
            Words::styled(fit(&one.line.dog, dog, paint), theme.title),
            Words::raw(fit(&one.line.client, room - dog, paint)),
            Words::raw(fit(&tail(&one.line.phone), 7, paint)),
            Words::raw(fit(
                &format!("{}-{}", hhmm(span.start), hhmm(span.end)),
                13,
                paint,
            )),
            Words::styled(fit(mark, 12, paint), style),
        ]);
        if selected {
            line.patch_style(theme.selected)
        } else {
            line
        }
    }

    /// What one needs on the phone with the selected one.
    fn below(&self, paint: &Paint, width: usize) -> Vec<(String, Style)> {
        let theme = &paint.look.theme;
        let today = paint.now.date();
        let Some(one) = self.candidate() else {
            return Vec::new();
        };
        let (line, offer) = (&one.line, &one.offer);
        let mut below = Vec::new();
        let wish = line.wait.wish.words(line.groomer.as_deref(), today);
        let since = short_day(line.wait.asked_at.date(), today);
        below.push((format!("Wish: {wish}; waits since {since}"), theme.dim));
        if !line.wait.note.is_empty() {
            below.push((line.wait.note.clone(), theme.warning));
        }
        if let Some(coming) = self
            .coming
            .get(self.window.selected)
            .filter(|words| !words.is_empty())
        {
            below.push((coming.clone(), theme.warning));
        }
        if let Some((day, minute)) = line.booked {
            let is = if line.wait.call { "had" } else { "has" };
            let what = if line.wait.call { "" } else { ", which moves here" };
            below.push((
                format!("{is} {} {}{what}", short_day(day, today), hhmm(minute)),
                theme.base,
            ));
        }
        let number = if line.phone.is_empty() {
            "no number on the card"
        } else {
            &line.phone
        };
        let verb = if self.calls { "Calling" } else { "Call" };
        below.push((
            format!("{verb} {}, {number}, about {}", line.client, line.dog),
            theme.title,
        ));
        let say = promise(
            offer.day,
            today,
            offer.slot.span.start,
            &self.groomer,
            one.work.stay_minutes,
            &one.work.service,
            one.work.asked(),
            &self.currency,
        );
        let mut lines: Vec<(String, Style)> = below
            .into_iter()
            .map(|(words, style)| (cut(&words, width, paint), style))
            .collect();
        let say = wrap(&format!("Say: {say}. Would that do?"), width);
        lines.extend(say.into_iter().map(|words| (words, theme.good)));
        let keys = if self.calls {
            "Enter they take it    d declined    o no answer    Backspace back"
        } else {
            "Enter calls them    1-9 another one    Backspace leaves it free"
        };
        lines.push((keys.to_owned(), theme.footer_key));
        lines
    }
}
