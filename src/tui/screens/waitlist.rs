//! Who waits for a time: first those who have to be called, then the others, the longest wait on top; and for the selected
//! one the first time that fits now, ready to be said.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::booking::{Candidate, call_log, coming, coming_words, first_fit, told, work_of};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::{AppointmentId, GroomerId, WaitId};
use crate::domain::sentence::{promise, spoken_day, spoken_time};
use crate::domain::waitlist::Outcome;
use crate::store::{Edit, Result, Visit, WaitEdit, WaitLine};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::hits::tail;
use crate::tui::popups::question::Question;
use crate::tui::popups::wait::WaitForm;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::table;
use crate::tui::widgets::text::{cut, fit, line_at, wrap};

/// Lines below the list.
const DETAIL: u16 = 7;

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
        if let Some(at) = self.lines.iter().position(|line| Some(line.wait.id) == selected) {
            self.window.select(at, self.lines.len());
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
            Action::New => return Ok(Effect::Open(Box::new(WaitForm::new_wait()))),
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
        let detail = if area.height >= 18 { DETAIL } else { 3 };
        let [body, below] = area.layout(&Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(detail),
        ]));
        // The sign of a call, phone tail, since when and the last answer have their place; the rest is shared out.
        let room = usize::from(area.width).saturating_sub(2 + 2 + 7 + 8 + 10);
        let columns = [room * 6 / 19, room * 5 / 19, room - room * 6 / 19 - room * 5 / 19];
        let head = format!(
            "  {}{}{}{}{}Last said",
            fit("Dog", columns[0], paint),
            fit("Client", columns[1], paint),
            fit("Phone", 7, paint),
            fit("Wish", columns[2], paint),
            fit("Since", 8, paint)
        );
        let list = table::head(frame, body, None, &head, paint);
        if self.lines.is_empty() {
            let words = "Nobody waits. Press n to put a dog on the list; when a time becomes free, those who fit are shown.";
            table::nothing(frame, list, words, paint);
            return;
        }
        self.height = usize::from(list.height);
        for (row, at) in self.window.rows(self.height, self.lines.len()).enumerate() {
            let line = row_of(&self.lines[at], columns, paint);
            table::row(frame, list, row, line, at == self.window.selected, paint);
        }
        let width = usize::from(below.width).saturating_sub(2);
        for (row, (words, style)) in self.detail(width, paint).into_iter().enumerate() {
            let line = Line::styled(format!(" {words}"), style);
            line_at(frame, below, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
    }
}

fn row_of<'a>(line: &WaitLine, columns: [usize; 3], paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let wish = if let (true, Some((day, minute))) = (line.has_moved(), line.booked) {
        format!("now {} {}", short_day(day, today), hhmm(minute))
    } else if line.wait.wish.is_over(today) {
        format!("over: {}", line.wait.wish.words(line.groomer.as_deref(), today))
    } else {
        line.wait.wish.words(line.groomer.as_deref(), today)
    };
    let last = line.offers.last().map_or("", |made| made.outcome.words());
    let sign = if line.wait.call { "!" } else { " " };
    Line::from(vec![
        Span::styled(format!("{sign} "), theme.danger),
        Span::styled(
            fit(
                &cut(&line.dog, columns[0].saturating_sub(1), paint),
                columns[0],
                paint,
            ),
            theme.title,
        ),
        Span::raw(fit(
            &cut(&line.client, columns[1].saturating_sub(1), paint),
            columns[1],
            paint,
        )),
        Span::raw(fit(&tail(&line.phone), 7, paint)),
        Span::raw(fit(
            &cut(&wish, columns[2].saturating_sub(1), paint),
            columns[2],
            paint,
        )),
        Span::styled(
            fit(&line.wait.asked_at.format("%-d %b").to_string(), 8, paint),
            theme.dim,
        ),
        Span::styled(fit(last, 10, paint), theme.dim),
    ])
}

impl Waitlist {
    /// What one needs on the phone with the selected one.
    fn detail(&self, width: usize, paint: &Paint) -> Vec<(String, Style)> {
        let theme = &paint.look.theme;
        let dot = paint.look.glyphs.dot;
        let today = paint.now.date();
        let Some(line) = self.selected() else {
            return Vec::new();
        };
        let number = if line.phone.is_empty() {
            "no number on the card"
        } else {
            &line.phone
        };
        let call = if line.wait.call { "! CALL " } else { "" };
        let mut lines = vec![(
            format!(
                "{call}{} {dot} {} {dot} {} {number} {dot} {}",
                line.dog, line.breed, line.client, self.work
            ),
            theme.title,
        )];
        let (words, style) = self.first_words(line, paint);
        lines.extend(wrap(&words, width).into_iter().map(|words| (words, style)));
        let wish = line.wait.wish.words(line.groomer.as_deref(), today);
        let note = if line.remark.is_empty() {
            String::new()
        } else {
            format!("; {}", line.remark)
        };
        if line.has_moved() {
            lines.push((format!("It {}", line.remark), theme.base));
            let keys = "Enter they know and come    d another time    o no answer";
            lines.push((keys.to_owned(), theme.footer_key));
        } else {
            lines.push((format!("Wish: {wish}{note}"), theme.base));
        }
        if let Some((day, minute)) = line.booked.filter(|_| !line.has_moved()) {
            let (is, what) = if line.wait.call {
                ("Had", ", which the salon called off")
            } else {
                ("Has", " and wants to come sooner")
            };
            lines.push((
                format!("{is} {} {}{what}", short_day(day, today), hhmm(minute)),
                theme.base,
            ));
        }
        if !self.coming.is_empty() {
            lines.push((self.coming.clone(), theme.warning));
        }
        if let Some(made) = line.offers.last() {
            let groomer = self.groomer(made.groomer_id);
            lines.push((
                format!(
                    "{} {} with {groomer}: {} ({})",
                    short_day(made.day, today),
                    hhmm(made.start_min),
                    made.outcome.words(),
                    made.at.format("%-d %b %H:%M")
                ),
                theme.dim,
            ));
        }
        lines
            .into_iter()
            .map(|(words, style)| (cut(&words, width, paint), style))
            .collect()
    }

    /// The sentence about the first time that fits.
    fn first_words(&self, line: &WaitLine, paint: &Paint) -> (String, Style) {
        let theme = &paint.look.theme;
        let today = paint.now.date();
        if let (true, Some((day, minute))) = (line.has_moved(), line.booked) {
            let with = line.booked_with.as_deref().unwrap_or_default();
            let (day, time) = (spoken_day(day, today), spoken_time(minute));
            let words = format!("Say: {} comes {day} at {time} with {with} now. Would that do?", line.dog);
            return (words, theme.good);
        }
        let Some(first) = &self.first else {
            let words = "Nothing that would do is free now; when something becomes free, it is shown.";
            return (words.to_owned(), theme.dim);
        };
        let (offer, work) = (&first.offer, &first.work);
        let promise = promise(
            offer.day,
            today,
            offer.slot.span.start,
            self.groomer(offer.slot.groomer_id),
            work.stay_minutes,
            &work.service,
            work.price_cents,
            &self.currency,
        );
        let said = first
            .said
            .map_or(String::new(), |said| format!(" ({})", said.words()));
        (format!("Say: {promise}{said}"), theme.good)
    }
}
