//! Who waits for a time: first those who have to be called, then the others, the longest wait on top; and for the selected
//! one the first time that fits now, ready to be said.

mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::id::WaitId;
use crate::store::{Edit, Result, WaitEdit, WaitLine};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::call::{Call, Calling};
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
    /// What a call about the selected one needs.
    calling: Option<Calling>,
    /// Who is being put on the list here: selected once they are.
    added: Option<WaitId>,
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

    /// Looks for what can be said to the selected one.
    fn look(&mut self, cx: &Cx) -> Result<()> {
        self.calling = match self.selected() {
            Some(line) => Some(Calling::read(cx, &self.lines, line)?),
            None => None,
        };
        Ok(())
    }
}

impl Component for Waitlist {
    fn context(&self) -> Context {
        Context::Waitlist
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected: Option<WaitId> = self.selected().map(|line| line.wait.id);
        let calls = |lines: &[WaitLine]| lines.iter().filter(|line| line.wait.call).count();
        let before = calls(&self.lines);
        self.lines = cx.store.waitlist(cx.now.date())?;
        let at = |id: Option<WaitId>| self.lines.iter().position(|line| Some(line.wait.id) == id);
        let added = at(self.added);
        if let Some(at) = added.or_else(|| at(selected)) {
            self.window.select(at, self.lines.len());
        }
        if added.is_some() {
            self.added = None;
        }
        // Whom to call stands on top, and is what one came for.
        if calls(&self.lines) > before && added.is_none() {
            self.window.select(0, self.lines.len());
        }
        self.window.step(0, self.lines.len());
        self.look(cx)
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "call them",
            Action::Book => "times for this dog",
            Action::Withdraw if self.selected().is_some_and(WaitLine::is_asked) => "call it off",
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
                | Action::Book
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
            Action::Edit if line.calls_about_standing() => Some(Reason::Owned(format!(
                "{} is booked: Enter calls, b shows all times it could move to",
                line.dog
            ))),
            Action::Book if self.calling.as_ref().is_some_and(Calling::is_here) => Some(Reason::Owned(
                format!("{} is in the salon already; Enter calls", line.dog),
            )),
            // Nobody is on the phone: there is nothing they could have said anything to.
            Action::Declined | Action::NoAnswer => {
                let client = if line.client.is_empty() {
                    "them"
                } else {
                    &line.client
                };
                Some(Reason::Owned(format!(
                    "nothing has been offered yet: Enter calls {client}, then d or o"
                )))
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
            _ => {}
        }
        let Some(line) = self.selected() else {
            return Ok(Effect::None);
        };
        Ok(match action {
            Action::Accept => Effect::Open(Box::new(Call::about(line.wait.id))),
            Action::Book => match &self.calling {
                Some(calling) => Effect::Open(Box::new(calling.other_times(cx)?)),
                None => Effect::None,
            },
            Action::Edit => Effect::Open(Box::new(WaitForm::change(line.wait.id))),
            Action::Withdraw if line.is_asked() => {
                match self.calling.as_ref().and_then(Calling::called_off) {
                    Some(edit) => Effect::Open(Box::new(Question::new(
                        "Waitlist",
                        self.calling.as_ref().map(Calling::off_words).unwrap_or_default(),
                        edit,
                    ))),
                    None => Effect::None,
                }
            }
            Action::Withdraw => Effect::Open(Box::new(Question::new(
                "Waitlist",
                format!(
                    "Take {} of {} off the {} list?",
                    line.dog,
                    line.client,
                    if line.wait.call { "call" } else { "waiting" }
                ),
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
