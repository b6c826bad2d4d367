//! What each key does in the booking pop-up.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::choosing::{Chooses, Choosing};
use super::draft::Picked;
use super::more::more;
use super::{Book, view};
use crate::domain::draft::Draft;
use crate::domain::id::HoldId;
use crate::domain::rejection::Rejection;
use crate::domain::waitlist::Wait;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Holding, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::together::Together;
use crate::tui::widgets::list::Window;

const NOTHING_SOLD: &str = "the salon sells nothing yet; add a service under 6 Services";

impl Component for Book {
    fn context(&self) -> Context {
        if self.asks_for_dog() || self.choosing.on_wish {
            Context::Search
        } else {
            Context::Times
        }
    }

    fn keeps(&self) -> Option<String> {
        if let Some(before) = &self.again {
            return Some(format!("again:{}", before.appointment.id));
        }
        match (&self.moving, self.asked_for) {
            (Some(visit), _) => Some(format!("move:{}", visit.appointment.id)),
            (None, Some(dog)) => Some(format!("book:{dog}")),
            // The booking of another time does not take the place of this one.
            (None, None) => self.from_slot.is_none().then(|| "book".to_owned()),
        }
    }

    fn typed(&self) -> Option<Typed> {
        self.as_draft()
    }

    fn holding(&self) -> Option<Holding> {
        // In place of a time that went another one is selected, which nobody has chosen yet; and none is promised to a dog
        // that is not to be booked.
        if self.choosing.time_gone || self.refused_dog().is_some() {
            return None;
        }
        let offer = *self.times.offers.get(self.choosing.time.selected)?;
        Some(Holding {
            id: HoldId::from_uuid(self.kept.id.uuid()),
            times: vec![(self.dog.as_ref()?.line.name(), offer)],
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        self.take_up(draft);
    }

    fn answers(&self, action: Action) -> bool {
        !(matches!(action, Action::NextField | Action::WithDogs) && self.asks_for_dog())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.answer.is_some() => "say the price",
            Action::Accept
                if self.asks_for_dog() && !self.line.is_empty() && self.hit_selected().is_none() =>
            {
                "a new dog"
            }
            Action::Accept if self.asks_for_dog() => "take this dog",
            Action::Accept if self.choosing.asks() => "take the word meant",
            Action::Accept if self.moving.is_some() => "move it there",
            Action::Accept if self.choosing.understood.repeat.is_some() => "look at its days",
            Action::Accept => "book it",
            Action::WithDogs if self.moving.is_some() => "all of the visit",
            Action::NextField if self.choosing.on_wish => "to the times",
            Action::NextField => "wish",
            Action::Pick1 => "line or time",
            Action::Close if !self.choosing.on_wish && self.dog.is_some() && self.asked_for.is_none() => {
                "back"
            }
            Action::Close if self.is_touched() => "put aside",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action == Action::More && self.times.work.is_none() {
            return Some(Reason::Borrowed(NOTHING_SOLD));
        }
        if action == Action::WithDogs {
            return self.alone();
        }
        if action != Action::Accept {
            return None;
        }
        if self.asks_for_dog() {
            return (self.rows() == 0).then_some(Reason::Borrowed("type the dog's name first"));
        }
        if self.times.work.is_none() {
            return Some(Reason::Borrowed(NOTHING_SOLD));
        }
        if let Some(refused) = self.refused_dog() {
            return Some(Reason::Owned(refused));
        }
        if self.choosing.asks() {
            return None;
        }
        if let Some(sentence) = &self.times.problem {
            return Some(Reason::Owned(sentence.clone()));
        }
        self.times
            .offers
            .is_empty()
            .then(|| match self.times.words.first() {
                Some(words) => Reason::Owned(words.clone()),
                None => Reason::Borrowed("no time fits; ask for another day or groomer"),
            })
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.waits = match self.waits_as {
            Some(id) => cx
                .store
                .wait(id)?
                .filter(Wait::is_waiting)
                .map(|wait| (wait, cx.now)),
            None => None,
        };
        self.choosing.read(cx)?;
        if let Some(visit) = &mut self.moving
            && let Some(appointment) = cx.store.appointment(visit.appointment.id)?
        {
            // What somebody else does to it meanwhile is not agreed to by looking: saving shows both versions.
            let seen = visit.appointment.rev;
            visit.appointment = appointment;
            visit.appointment.rev = seen;
        }
        let earlier = self.kept.earlier.take();
        let dog = self.dog.as_ref().map(|dog| dog.id).or(self.asked_for);
        let Some(id) = dog.or(earlier.as_ref().and_then(|earlier| earlier.dog)) else {
            self.old_line |= earlier.is_some() && !self.line.is_empty();
            return self.search(cx);
        };
        let picked = match &earlier {
            Some(earlier) => earlier.time,
            None => self.picked(),
        };
        self.choose(id, cx)?;
        if self.dog.is_some() {
            let mut offers = self.times.offers.iter();
            let at = offers.position(|offer| picked == Some(Picked::of(offer)));
            self.choosing.stay_on(picked.is_some(), at);
        }
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = self.rows();
        let before = self.choosing.typing.take_digit();
        self.choosing.typing.begun = None;
        match action {
            Action::Accept => self.accept(cx),
            Action::More if !matches!(before, Some('1'..='3')) => {
                Ok(match self.asked_exactly(cx.now.date()) {
                    Some(asked) => Effect::Open(Box::new(more(asked))),
                    None => Effect::None,
                })
            }
            Action::WithDogs => self.with_dogs(cx),
            Action::Up | Action::Down | Action::PageUp | Action::PageDown if self.asks_for_dog() => {
                let by = match action {
                    Action::Up => -1,
                    Action::Down => 1,
                    Action::PageUp => -10,
                    _ => 10,
                };
                self.hit.step(by, rows);
                (self.which_told, self.old_line) = (true, false);
                Ok(Effect::None)
            }
            _ => self.choose_by(action, before, cx),
        }
    }

    fn is_writing(&self) -> bool {
        // A caller's question about a price ends in a question mark; behind other words that key is the help.
        self.asks_for_dog() && self.answer.is_some()
    }

    fn is_rubbed_out(&self) -> bool {
        if self.asks_for_dog() {
            self.line.is_empty()
        } else {
            self.choosing.wish.is_empty()
        }
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if self.asks_for_dog() {
            if key.code == KeyCode::Backspace && self.is_rubbed_out() {
                return Ok(Effect::Close);
            }
            if std::mem::replace(&mut self.old_line, false) && matches!(key.code, KeyCode::Char(_)) {
                self.line.set("");
                self.choosing.wish.set("");
                self.choosing.time = Window::default();
            }
            if self.line.key(key) {
                (self.hit, self.which_told) = (Window::default(), false);
                self.search(cx)?;
            }
            return Ok(Effect::None);
        }
        self.type_key(key, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        if self.asks_for_dog() {
            self.line.paste(text);
            (self.hit, self.which_told) = (Window::default(), false);
            self.search(cx)?;
            return Ok(Effect::None);
        }
        self.paste_wish(text, cx)
    }

    fn receive(&mut self, answer: Answer, _cx: &Cx) -> Result<Effect> {
        Ok(match answer {
            Answer::Dogs(dogs) if dogs.len() > 1 => {
                let together = Together::of(dogs, self.choosing.wish.text());
                Effect::Replace(Box::new(together))
            }
            Answer::Dogs(dogs) => match dogs.first() {
                // Only another one of them comes.
                Some(only) if self.dog.as_ref().is_some_and(|dog| dog.id != *only) => {
                    let book = Self::for_dog(*only).wishing(self.choosing.wish.text());
                    Effect::Replace(Box::new(book))
                }
                _ => Effect::None,
            },
            Answer::Day(_) => Effect::None,
        })
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.choosing.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}

impl Chooses for Book {
    fn choosing(&self) -> &Choosing {
        &self.choosing
    }

    fn choosing_mut(&mut self) -> &mut Choosing {
        &mut self.choosing
    }

    fn times(&self) -> usize {
        self.times.offers.len()
    }

    fn day_of(&self, line: usize) -> Option<NaiveDate> {
        self.times.offers.get(line).map(|offer| offer.day)
    }

    fn warn(&self) -> Effect {
        self.held_words().map_or(Effect::None, Effect::Say)
    }

    fn look_again(&mut self, cx: &Cx) -> Result<()> {
        self.look_for_times(cx)
    }

    /// From the times to the dog, from the dog out.
    fn back(&mut self, cx: &Cx) -> Result<Effect> {
        if self.asked_for.is_none()
            && let Some(dog) = self.dog.take()
        {
            self.choosing.on_wish = false;
            if !self.line.is_empty() {
                // What was said last stands behind the name, not what was typed first.
                let name = Some(self.parts().0).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| dog.line.name());
                let wish = self.choosing.wish.text();
                let said = Some(wish).filter(|wish| self.from_slot.as_deref() != Some(*wish));
                let line = format!("{name} {}", said.unwrap_or_default());
                self.line.set(line.trim());
                self.which_told = true;
                self.search(cx)?;
            }
            Ok(Effect::None)
        } else {
            Ok(Effect::Close)
        }
    }
}
