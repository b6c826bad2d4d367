//! What each key does in the booking pop-up.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::draft::Picked;
use super::more::more;
use super::typing::{TimesAndWish, Typing};
use super::{Book, view};
use crate::booking::names;
use crate::domain::draft::Draft;
use crate::domain::expert::Names;
use crate::domain::id::HoldId;
use crate::domain::rejection::Rejection;
use crate::domain::waitlist::Wait;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Holding, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::digit_of;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

const NOTHING_SOLD: &str = "the salon sells nothing yet; add a service under 6 Services";

impl Component for Book {
    fn context(&self) -> Context {
        if self.asks_for_dog() || self.on_wish {
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
        if self.time_gone || self.refused_dog().is_some() {
            return None;
        }
        let offer = *self.times.offers.get(self.time.selected)?;
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
            Action::Accept
                if self.asks_for_dog() && !self.line.is_empty() && self.hit_selected().is_none() =>
            {
                "a new dog"
            }
            Action::Accept if self.asks_for_dog() => "take this dog",
            Action::Accept if self.moving.is_some() => "move it there",
            Action::Accept if self.understood.repeat.is_some() => "look at its days",
            Action::Accept => "book it",
            Action::WithDogs if self.moving.is_some() => "all of the visit",
            Action::NextField if self.on_wish => "to the times",
            Action::NextField => "wish",
            Action::Pick1 => "line or time",
            Action::Close if !self.on_wish && self.dog.is_some() && self.asked_for.is_none() => "back",
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
        self.today = cx.now.date();
        self.waits = match self.waits_as {
            Some(id) => cx
                .store
                .wait(id)?
                .filter(Wait::is_waiting)
                .map(|wait| (wait, cx.now)),
            None => None,
        };
        self.groomers = cx
            .store
            .groomers()?
            .into_iter()
            .map(|groomer| (groomer.id, groomer.name))
            .collect();
        self.names = names(cx.store)?;
        let services = cx.store.services()?.into_iter();
        self.to_sign_for = services
            .filter(|service| service.needs_waiver)
            .map(|service| service.id)
            .collect();
        self.salon = Some(cx.salon.clone());
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
        // The cursor stays on the time that was picked, whatever came or went around it.
        let mut offers = self.times.offers.iter();
        if let Some(at) = offers.position(|offer| picked == Some(Picked::of(offer))) {
            self.time.selected = at;
        } else if picked.is_some() && self.dog.is_some() {
            self.time_gone = true;
            self.refused = Some("the time that was selected here has just gone".to_owned());
        }
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = self.rows();
        let before = self.typing.picked_by.take();
        self.typing.begun = None;
        match action {
            Action::Close => return Ok(if self.on_wish { Effect::Close } else { self.back() }),
            Action::PutAside => {
                self.kept.touched = true;
                return Ok(Effect::Close);
            }
            Action::Accept => return self.accept(cx),
            // Ten, twenty and thirty begin a time or a day; after any other line 0 means what it does.
            Action::More if matches!(before, Some('1'..='3')) => return self.digit(before, '0', cx),
            Action::More => {
                return Ok(match self.asked_exactly(cx.now.date()) {
                    Some(asked) => Effect::Open(Box::new(more(asked))),
                    None => Effect::None,
                });
            }
            Action::WithDogs => return self.with_dogs(cx),
            Action::NextField => {
                self.on_wish = !self.on_wish;
                self.typing.old_wish = false;
            }
            Action::Up if self.asks_for_dog() => self.hit.step(-1, rows),
            Action::Down if self.asks_for_dog() => self.hit.step(1, rows),
            Action::PageUp if self.asks_for_dog() => self.hit.step(-10, rows),
            Action::PageDown if self.asks_for_dog() => self.hit.step(10, rows),
            Action::Down if self.on_wish => self.on_wish = false,
            Action::Up if self.time.selected == 0 => {
                self.on_wish = true;
                self.typing.old_wish = false;
            }
            Action::Up | Action::Down => {
                self.kept.touched = true;
                self.time_gone = false;
                self.untold = false;
                self.typing.old_wish = false;
                self.time
                    .step(if action == Action::Up { -1 } else { 1 }, self.times.offers.len());
                return Ok(self.warn());
            }
            _ => {
                if let Some(digit) = digit_of(action) {
                    return self.digit(before, digit, cx);
                }
            }
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        if self.asks_for_dog() {
            self.line.is_empty()
        } else {
            self.wish.is_empty()
        }
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if self.asks_for_dog() {
            if key.code == KeyCode::Backspace && self.is_rubbed_out() {
                return Ok(Effect::Close);
            }
            if std::mem::replace(&mut self.old_line, false) && matches!(key.code, KeyCode::Char(_)) {
                self.line.set("");
                self.wish.set("");
                self.time = Window::default();
            }
            if self.line.key(key) {
                self.hit = Window::default();
                self.search(cx)?;
            }
            return Ok(Effect::None);
        }
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return Ok(self.back());
        }
        let before = self.typing.picked_by.take();
        match key.code {
            _ if self.on_wish => self.wish_key(key, cx),
            KeyCode::Char(letter) => self.letter(before, letter, cx),
            _ => Ok(Effect::None),
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        if self.asks_for_dog() {
            self.line.paste(text);
            self.hit = Window::default();
            self.search(cx)?;
            return Ok(Effect::None);
        }
        self.typing.picked_by = None;
        self.typing.begun = None;
        self.on_wish = true;
        self.wish.paste(text);
        self.wish_changed(cx)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}

impl TimesAndWish for Book {
    fn typing(&mut self) -> &mut Typing {
        &mut self.typing
    }

    fn wish(&mut self) -> &mut Field {
        &mut self.wish
    }

    fn read_by(&self) -> (NaiveDate, &Names) {
        (self.today, &self.names)
    }

    fn times(&self) -> usize {
        self.times.offers.len()
    }

    fn select(&mut self, line: usize) -> Effect {
        self.kept.touched = true;
        self.time_gone = false;
        self.untold = false;
        self.typing.old_wish = false;
        self.time.select(line, self.times.offers.len());
        self.warn()
    }

    fn to_wish(&mut self) {
        self.on_wish = true;
    }

    fn wish_changed(&mut self, cx: &Cx) -> Result<Effect> {
        // A wish that was rubbed out again leaves nothing to keep.
        self.kept.touched = !self.wish.is_empty();
        self.time = Window::default();
        self.untold = true;
        self.refused = None;
        self.look_for_times(cx)?;
        Ok(self.warn())
    }
}
