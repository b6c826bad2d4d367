//! A groomer is off or ill, or the salon is closed: the dogs booked then, each with a place that is proposed, saved as one.

mod keys;
mod view;

use crate::booking::{Absence, AwayPlan, Instead};
use crate::domain::away::read_away;
use crate::domain::calendar::Closing;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::groomer::TimeOff;
use crate::domain::household::listed;
use crate::domain::id::{DraftId, GroomerId, TimeOffId};
use crate::domain::text::LINE;
use crate::store::{CalendarEdit, Result};
use crate::tui::component::{Cx, Effect, Paint, Tab};
use crate::tui::popups::told::Told;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// So many calls are told one by one; the waiting list has all of them.
const CALLS: usize = 9;

/// Who or what is away.
enum About {
    /// A groomer; when is typed here.
    Groomer(GroomerId),
    /// The salon, on these days; with the edit that puts them into the book unless they stand there.
    Salon(Closing, Option<CalendarEdit>),
}

/// The pop-up.
pub struct Away {
    about: About,
    groomer: String,
    groomers: Vec<(GroomerId, String)>,
    /// When they are off, as typed.
    when: Field,
    on_when: bool,
    plan: Option<AwayPlan>,
    /// Why the line cannot be followed.
    problem: Option<String>,
    refused: Option<String>,
    window: Window,
    /// Minted here, so that the edit is complete as data.
    id: TimeOffId,
    draft: DraftId,
    touched: bool,
}

impl Away {
    /// A groomer is off, today unless something else is typed.
    #[must_use]
    pub fn of(groomer_id: GroomerId) -> Self {
        Self::on(About::Groomer(groomer_id))
    }

    /// The salon is closed; with the edit that puts these days into the book unless they stand there.
    #[must_use]
    pub fn closed(closing: Closing, edit: Option<CalendarEdit>) -> Self {
        Self::on(About::Salon(closing, edit))
    }

    fn on(about: About) -> Self {
        Self {
            about,
            groomer: String::new(),
            groomers: Vec::new(),
            when: Field::new("", LINE),
            on_when: false,
            plan: None,
            problem: None,
            refused: None,
            window: Window::default(),
            id: TimeOffId::new(),
            draft: DraftId::new(),
            touched: false,
        }
    }

    fn count(&self) -> usize {
        self.plan.as_ref().map_or(0, |plan| plan.orphans.len())
    }

    /// Reads the line and proposes anew; what was chosen stays where it still can be.
    fn propose(&mut self, cx: &Cx) -> Result<()> {
        let Some(absence) = self.absence(cx) else {
            return Ok(());
        };
        let before = self.plan.as_ref().map(AwayPlan::chosen).unwrap_or_default();
        self.plan = Some(AwayPlan::propose(cx.store, absence, &before, cx.now)?);
        self.window.step(0, self.count());
        Ok(())
    }

    /// Who or what is away and when; `None` while the line cannot be followed.
    fn absence(&mut self, cx: &Cx) -> Option<Absence> {
        let groomer_id = match &self.about {
            About::Groomer(id) => *id,
            About::Salon(closing, edit) => {
                return Some(Absence::Salon {
                    closing: closing.clone(),
                    edit: edit.clone(),
                });
            }
        };
        let read = match read_away(self.when.text(), cx.now.date()) {
            Ok(read) => read,
            Err(why) => {
                self.problem = Some(why);
                return None;
            }
        };
        self.problem = None;
        let off = TimeOff {
            id: self.id,
            groomer_id,
            first_day: read.first_day,
            last_day: read.last_day,
            span: read.span,
            reason: read.reason,
            rev: 1,
        };
        Some(Absence::Groomer {
            name: self.groomer.clone(),
            off,
        })
    }

    /// Whether one can type when it is.
    const fn has_line(&self) -> bool {
        matches!(self.about, About::Groomer(_))
    }

    /// The name of the form that keeps the line.
    fn form(&self) -> Option<String> {
        match &self.about {
            About::Groomer(id) => Some(format!("away:{id}")),
            About::Salon(..) => None,
        }
    }

    /// Saves all of it; then says whom to call, and where one works through that.
    fn save(&self, cx: &Cx) -> Effect {
        let Some(plan) = &self.plan else {
            return Effect::None;
        };
        if plan.changes_nothing(cx.now) {
            return Effect::Close;
        }
        let edit = plan.edit(cx.now);
        let calls = plan.to_call().into_iter();
        let calls: Vec<String> = calls.map(|at| self.call_words(plan, at, cx)).collect();
        let on_the_table = plan.orphans.iter().filter(|orphan| orphan.needs_somebody());
        let on_the_table: Vec<&str> = on_the_table
            .map(|orphan| orphan.visit.dog_first.as_str())
            .collect();
        if calls.is_empty() && on_the_table.is_empty() {
            return Effect::Apply(edit);
        }
        let mut words = Vec::new();
        if !on_the_table.is_empty() {
            let dogs = listed(&on_the_table);
            words.push(format!(
                "{dogs}: nobody yet, 8 has it on top; m on 1 Today looks for somebody."
            ));
        }
        words.push(match plan.calls() {
            0 => "Nobody has to be called.".to_owned(),
            1 => "1 to call; 8 Waitlist has it on top, with one key for each answer.".to_owned(),
            count => format!("{count} to call; 8 Waitlist has them on top, with one key for each answer."),
        });
        let more = calls.len().saturating_sub(CALLS);
        words.extend(calls.into_iter().take(CALLS));
        if more > 0 {
            words.push(format!("and {more} more"));
        }
        Effect::ApplyAndTell(
            edit,
            Box::new(Told::each("Whom to call", words).then(Tab::Waitlist)),
        )
    }

    /// Whom to call about what: `Jonas Weber 0177 (Rex): ask for Fri 20 Nov 09:15 with Bo`.
    fn call_words(&self, plan: &AwayPlan, at: usize, cx: &Cx) -> String {
        let orphan = &plan.orphans[at];
        let what = match orphan.instead {
            Instead::Move(offer) => {
                let groomer = self.name(offer.slot.groomer_id);
                let (day, time) = (short_day(offer.day, cx.now.date()), hhmm(offer.slot.span.start));
                if plan.is_asked(at) {
                    format!("ask for {day} {time} with {groomer}")
                } else if orphan.is_on_the_table() {
                    let at = if offer.slot.span.start == orphan.visit.appointment.start_min {
                        String::new()
                    } else {
                        format!(" at {time}")
                    };
                    format!("tell, {groomer} takes over{at}")
                } else {
                    format!("tell, {day} {time} with {groomer}")
                }
            }
            Instead::Stay => "tell, nobody takes over yet".to_owned(),
            Instead::Call => "needs another time".to_owned(),
        };
        format!("{}: {what}", orphan.whom())
    }

    fn typed_anew(&mut self, cx: &Cx) -> Result<Effect> {
        self.touched = true;
        self.refused = None;
        self.propose(cx)?;
        Ok(Effect::None)
    }
}

impl Away {
    fn name(&self, id: GroomerId) -> &str {
        let found = self.groomers.iter().find(|(groomer, _)| *groomer == id);
        found.map_or("", |(_, name)| name)
    }

    /// What becomes of the dog of a row, in words.
    fn instead(&self, at: usize, paint: &Paint) -> String {
        let Some(orphan) = self.plan.as_ref().and_then(|plan| plan.orphans.get(at)) else {
            return String::new();
        };
        let appointment = &orphan.visit.appointment;
        // First, so that it is read where the name of a groomer has no room.
        let plan = self.plan.as_ref();
        let apart = match plan {
            Some(plan) if plan.is_apart(at) => "apart ",
            _ => "",
        };
        let ask = match plan {
            Some(plan) if plan.is_asked(at) => "ask ",
            _ => "",
        };
        let words = match orphan.instead {
            Instead::Move(offer) if orphan.is_on_the_table() => {
                let groomer = self.name(offer.slot.groomer_id);
                if offer.slot.span.start == appointment.start_min {
                    format!("{groomer} takes over")
                } else {
                    format!("{} {groomer} takes over", hhmm(offer.slot.span.start))
                }
            }
            Instead::Move(offer) => {
                let groomer = self.name(offer.slot.groomer_id);
                let time = hhmm(offer.slot.span.start);
                if offer.day != appointment.day {
                    format!("{} {time} {groomer}", short_day(offer.day, paint.now.date()))
                } else if offer.slot.span.start == appointment.start_min {
                    format!("{time} {groomer}, same time")
                } else {
                    format!("{time} {groomer}")
                }
            }
            Instead::Call => "call list".to_owned(),
            Instead::Stay if orphan.is_on_the_table() => "who takes over?".to_owned(),
            Instead::Stay => "stays; sort it out by hand".to_owned(),
        };
        format!("{apart}{ask}{words}")
    }
}
