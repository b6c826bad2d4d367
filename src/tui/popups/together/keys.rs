//! What each key does while several dogs are booked or moved.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::asked::more;
use super::{Together, view};
use crate::domain::draft::Draft;
use crate::domain::expert::Names;
use crate::domain::household::MOST_DOGS;
use crate::domain::id::HoldId;
use crate::domain::rejection::Rejection;
use crate::store::{Offer, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Holding, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::book::typing::{TimesAndWish, Typing};
use crate::tui::popups::numbered::digit_of;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

impl Component for Together {
    fn context(&self) -> Context {
        if self.on_wish {
            Context::Search
        } else {
            Context::Times
        }
    }

    fn keeps(&self) -> Option<String> {
        self.form()
    }

    fn typed(&self) -> Option<Typed> {
        self.as_draft()
    }

    fn holding(&self) -> Option<Holding> {
        if self.time_gone || self.refused_dog().is_some() {
            return None;
        }
        let offer = self.offer()?;
        let each = self.companions.iter().zip(&offer.place.slots);
        let times = each.map(|(dog, slot)| {
            let day = offer.day;
            (dog.dog.name(), Offer { day, slot: *slot })
        });
        Some(Holding {
            id: HoldId::from_uuid(self.kept.id.uuid()),
            times: times.collect(),
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        self.take_up(draft);
    }

    fn answers(&self, _action: Action) -> bool {
        true
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.is_moving() => "move them there",
            Action::Accept => "book them",
            Action::WithDogs if self.is_moving() => "only one",
            Action::WithDogs => "one more dog",
            Action::NextField if self.on_wish => "to the times",
            Action::NextField => "type a wish",
            Action::Pick1 => "line or time",
            Action::Close if self.is_moving() || self.on_wish => action.words(),
            Action::Close => "one dog less",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        match action {
            Action::WithDogs if !self.is_moving() && self.next_dog().is_none() => {
                let who = self
                    .companions
                    .first()
                    .map_or("", |each| each.dog.client.as_str());
                Some(Reason::Owned(format!("these are all dogs of {who}")))
            }
            Action::WithDogs if !self.is_moving() && self.dogs.len() >= MOST_DOGS => Some(Reason::Owned(
                format!("more than {MOST_DOGS} dogs at once find no place; book the others after these"),
            )),
            Action::Accept | Action::More if self.companions.len() < self.dogs.len() => Some(
                Reason::Borrowed("the salon sells nothing yet; add a service under 6 Services"),
            ),
            Action::Accept if self.refused_dog().is_some() => self.refused_dog().map(|(dog, care)| {
                Reason::Owned(format!("do not book {}: {}", dog.name(), care.do_not_book))
            }),
            Action::Accept if self.offers.is_empty() => {
                let wrong = self.understood.problems.first();
                let wrong = wrong.map(|problem| &problem.sentence);
                Some(match wrong.or(self.words.first()) {
                    Some(words) => Reason::Owned(words.clone()),
                    None => Reason::Borrowed("no time fits; ask for another day or groomer"),
                })
            }
            _ => None,
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let earlier = self.kept.earlier.take();
        let picked = earlier.or_else(|| self.picked());
        self.look(cx)?;
        // The cursor stays on the time that was picked, whatever came or went around it.
        let mut offers = self.offers.iter().map(super::Picked::of);
        if let Some(at) = offers.position(|offer| picked.as_ref() == Some(&offer)) {
            self.time.selected = at;
        } else if picked.is_some() {
            self.time_gone = true;
            self.refused = Some("the time that was selected here has just gone".to_owned());
        }
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let before = self.typing.picked_by.take();
        self.typing.begun = None;
        match action {
            Action::Close if self.on_wish => return Ok(Effect::Close),
            Action::Close => return self.back(cx),
            Action::PutAside => {
                self.kept.touched = true;
                return Ok(Effect::Close);
            }
            Action::Accept => return Ok(self.accept()),
            // Ten, twenty and thirty begin a time or a day; after any other line 0 means what it does.
            Action::More if matches!(before, Some('1'..='3')) => return self.digit(before, '0', cx),
            Action::More => return Ok(Effect::Open(Box::new(more(self.asked(cx))))),
            Action::WithDogs => return self.add_dog(cx),
            Action::NextField => self.on_wish = !self.on_wish,
            Action::Down if self.on_wish => self.on_wish = false,
            Action::Up if self.time.selected == 0 => self.on_wish = true,
            Action::Up | Action::Down => {
                self.kept.touched = true;
                self.time_gone = false;
                self.near.unseen = false;
                self.time
                    .step(if action == Action::Up { -1 } else { 1 }, self.offers.len());
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
        self.wish.is_empty()
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return self.back(cx);
        }
        let before = self.typing.picked_by.take();
        match key.code {
            _ if self.on_wish => self.wish_key(key, cx),
            KeyCode::Char(letter) => self.letter(before, letter, cx),
            _ => Ok(Effect::None),
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
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

impl TimesAndWish for Together {
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
        self.offers.len()
    }

    fn select(&mut self, line: usize) -> Effect {
        self.kept.touched = true;
        self.time_gone = false;
        self.near.unseen = false;
        self.time.select(line, self.offers.len());
        self.warn()
    }

    fn to_wish(&mut self) {
        self.on_wish = true;
    }

    fn wish_changed(&mut self, cx: &Cx) -> Result<Effect> {
        // A wish that was rubbed out again leaves nothing to keep, but for the dogs that were added.
        self.kept.touched |= !self.wish.is_empty();
        self.time = Window::default();
        self.near.unseen = true;
        self.refused = None;
        self.look_for_times(cx)?;
        Ok(Effect::None)
    }
}
