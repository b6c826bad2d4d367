//! Who waits for a time: first those who have to be called, then the others, the longest wait on top; and for the selected
//! one the first time that fits now, ready to be said.

mod view;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::booking::{Candidate, call_log, coming, coming_words, first_fit, told, work_of};
use crate::domain::id::{AppointmentId, GroomerId, WaitId};
use crate::domain::waitlist::Outcome;
use crate::store::{Edit, Result, Visit, WaitEdit, WaitLine};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::question::Question;
use crate::tui::popups::wait::WaitForm;
use crate::tui::widgets::list::Window;

/// The list of those who wait.
#[derive(Default)]
pub struct Waitlist {
    lines: Vec<WaitLine>,
    window: Window,
    height: usize,
    /// The first time that fits the selected one now.
    first: Option<Candidate>,
    /// What the selected one waits for, with what is done on top.
    work: String,
    /// What it and its household are booked for already.
    coming: String,
    /// Who is being put on the list here: selected once they are.
    added: Option<WaitId>,
    groomers: Vec<(GroomerId, String)>,
    currency: String,
}

impl Waitlist {
    fn selected(&self) -> Option<&WaitLine> {
        self.lines.get(self.window.selected)
    }

    fn step(&mut self, by: isize, cx: &Cx) -> Result<Effect> {
        self.window.step(by, self.lines.len());
        self.look(cx)?;
        Ok(Effect::None)
    }

    /// Looks for the first time that fits the selected one.
    fn look(&mut self, cx: &Cx) -> Result<()> {
        let Some(line) = self.selected() else {
            self.first = None;
            return Ok(());
        };
        let first = first_fit(cx.store, line, cx.now)?;
        let work = match &first {
            Some(first) => Some(first.work.clone()),
            None => work_of(cx.store, &line.wait, line.wait.wish.first_day.max(cx.now.date()))?,
        };
        let work = work.map_or_else(|| line.service.clone(), |work| work.service);
        let coming = coming_words(&coming(cx.store, line, cx.now)?, cx.now.date());
        (self.first, self.work, self.coming) = (first, work, coming);
        Ok(())
    }

    fn groomer(&self, id: GroomerId) -> &str {
        let found = self.groomers.iter().find(|(groomer, _)| *groomer == id);
        found.map_or("", |(_, name)| name)
    }

    /// Notes what became of a call: about the first time that fits, or where none does about the appointment that was
    /// called off.
    fn log(&self, outcome: Outcome, cx: &Cx) -> Result<Effect> {
        let Some(line) = self.selected() else {
            return Ok(Effect::None);
        };
        let place = match &self.first {
            Some(first) => Some(first.place()),
            None => booked_place(line, cx)?,
        };
        Ok(place.map_or(Effect::None, |place| {
            Effect::Apply(Edit::Wait(call_log(&line.wait, place, outcome, cx.now)))
        }))
    }

    /// Opens the booking with the wish in words, so that the first time that would do is among those offered.
    fn find_times(&self, line: &WaitLine, cx: &Cx) -> Result<Effect> {
        let wait = &line.wait;
        let moving = match wait.appointment_id {
            Some(id) if wait.is_sooner() || line.has_moved() => visit(id, cx)?,
            _ => None,
        };
        let first = self.first.as_ref().map(|first| first.offer.day);
        let words = wait
            .wish
            .for_booking(line.groomer.as_deref(), first, cx.now.date());
        let book = Book::for_wait(
            wait,
            moving.as_ref(),
            words.trim(),
            self.first.as_ref().map(|first| &first.offer),
        );
        Ok(Effect::Open(Box::new(book)))
    }
}

/// Where the appointment of a line is, or was.
fn booked_place(line: &WaitLine, cx: &Cx) -> Result<Option<(GroomerId, NaiveDate, i64)>> {
    let booked = match line.wait.appointment_id {
        Some(id) => cx.store.appointment(id)?,
        None => None,
    };
    Ok(booked.map(|booked| (booked.groomer_id, booked.day, booked.start_min)))
}

/// An appointment with the names around it.
fn visit(id: AppointmentId, cx: &Cx) -> Result<Option<Visit>> {
    let Some(appointment) = cx.store.appointment(id)? else {
        return Ok(None);
    };
    let visits = cx.store.visits(appointment.day)?;
    Ok(visits.into_iter().find(|visit| visit.appointment.id == id))
}

impl Component for Waitlist {
    fn context(&self) -> Context {
        Context::Waitlist
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected: Option<WaitId> = self.selected().map(|line| line.wait.id);
        self.lines = cx.store.waitlist(cx.now.date())?;
        self.currency.clone_from(&cx.salon.currency);
        let groomers = cx.store.groomers()?.into_iter();
        self.groomers = groomers.map(|groomer| (groomer.id, groomer.name)).collect();
        let at = |id: Option<WaitId>| self.lines.iter().position(|line| Some(line.wait.id) == id);
        let added = at(self.added);
        if let Some(at) = added.or_else(|| at(selected)) {
            self.window.select(at, self.lines.len());
        }
        if added.is_some() {
            self.added = None;
        }
        self.window.step(0, self.lines.len());
        self.look(cx)
    }

    fn words(&self, action: Action) -> &'static str {
        let has_moved = self.selected().is_some_and(WaitLine::has_moved);
        match action {
            Action::Accept if has_moved => "they know and come",
            Action::Declined if has_moved => "another time",
            Action::Accept => "find a time",
            Action::New => "add a dog",
            Action::Edit => "change wish",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(
            action,
            Action::Accept
                | Action::Edit
                | Action::Withdraw
                | Action::Declined
                | Action::NoAnswer
                | Action::OpenClient
        );
        if !needs_one {
            return None;
        }
        let Some(line) = self.selected() else {
            return Some(Reason::Borrowed("nobody waits; n puts a dog on the list"));
        };
        match action {
            Action::OpenClient if line.client_id.is_none() => {
                Some(Reason::Owned(format!("{} has no client yet", line.dog)))
            }
            Action::Edit if line.has_moved() => Some(Reason::Owned(format!(
                "{} has a time: Enter when they come then, d for another one",
                line.dog
            ))),
            Action::Declined | Action::NoAnswer
                if self.first.is_none() && line.wait.appointment_id.is_none() =>
            {
                Some(Reason::Borrowed(
                    "no time fits now, so there is none to be offered",
                ))
            }
            _ => None,
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let page = isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1);
        let all = isize::try_from(self.lines.len()).unwrap_or(isize::MAX);
        match action {
            Action::Up => return self.step(-1, cx),
            Action::Down => return self.step(1, cx),
            Action::PageUp => return self.step(-page, cx),
            Action::PageDown => return self.step(page, cx),
            Action::First => return self.step(-all, cx),
            Action::Last => return self.step(all, cx),
            Action::New => {
                let form = WaitForm::new_wait();
                self.added = Some(form.id());
                return Ok(Effect::Open(Box::new(form)));
            }
            Action::Declined if !self.selected().is_some_and(WaitLine::has_moved) => {
                return self.log(Outcome::Declined, cx);
            }
            Action::NoAnswer => return self.log(Outcome::NoAnswer, cx),
            _ => {}
        }
        let Some(line) = self.selected() else {
            return Ok(Effect::None);
        };
        Ok(match action {
            Action::Accept if line.has_moved() => match booked_place(line, cx)? {
                Some(place) => Effect::Apply(told(line, place, cx.now)),
                None => Effect::None,
            },
            Action::Accept | Action::Declined => self.find_times(line, cx)?,
            Action::Edit => Effect::Open(Box::new(WaitForm::change(line.wait.id))),
            Action::Withdraw => Effect::Open(Box::new(Question::new(
                "Waitlist",
                format!("Take {} of {} off the waiting list?", line.dog, line.client),
                Edit::Wait(WaitEdit::End {
                    id: line.wait.id,
                    rev: line.wait.rev,
                    filled: false,
                }),
            ))),
            Action::OpenClient => match line.client_id {
                Some(id) => Effect::Open(Box::new(ClientCard::of(id))),
                None => Effect::None,
            },
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
