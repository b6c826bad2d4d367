//! What each key does while several dogs are booked or moved.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::asked::more;
use super::draft::Picked;
use super::{Together, view};
use crate::domain::clock::hhmm;
use crate::domain::draft::Draft;
use crate::domain::household::MOST_DOGS;
use crate::domain::id::HoldId;
use crate::domain::rejection::Rejection;
use crate::store::{Offer, Result};
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Holding, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::book::choosing::{Chooses, Choosing};
use crate::tui::popups::book::guess::take_guess;

impl Component for Together {
    fn context(&self) -> Context {
        if self.choosing.on_wish {
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
        if self.choosing.time_gone || self.refused_dog().is_some() {
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
            Action::Accept if self.choosing.asks() => "take the word meant",
            Action::Accept if self.is_moving() => "move them there",
            Action::Accept => "book them",
            Action::WithDogs if self.is_moving() => "only one",
            Action::WithDogs => "one more dog",
            Action::NextField if self.choosing.on_wish => "to the times",
            Action::NextField => "type a wish",
            Action::Pick1 => "line or time",
            Action::Close if self.is_moving() || self.choosing.on_wish => action.words(),
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
            Action::Accept if self.choosing.asks() => None,
            Action::Accept if self.offers.is_empty() => {
                let why = self.choosing.wrong();
                Some(match why.or(self.words.first().map(String::as_str)) {
                    Some(words) => Reason::Owned(words.to_owned()),
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
        let mut offers = self.offers.iter().map(Picked::of);
        let at = offers.position(|offer| picked.as_ref() == Some(&offer));
        self.choosing.stay_on(picked.is_some(), at);
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let before = self.choosing.typing.take_digit();
        self.choosing.typing.begun = None;
        match action {
            Action::Accept => Ok(match take_guess(self, cx)? {
                Some(taken) => taken,
                None => self.accept(),
            }),
            Action::More if !matches!(before, Some('1'..='3')) => {
                Ok(Effect::Open(Box::new(more(self.asked(cx)))))
            }
            Action::WithDogs => self.add_dog(cx),
            _ => self.choose_by(action, before, cx),
        }
    }

    fn is_rubbed_out(&self) -> bool {
        self.choosing.wish.is_empty()
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        self.type_key(key, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        self.paste_wish(text, cx)
    }

    fn receive(&mut self, answer: Answer, cx: &Cx) -> Result<Effect> {
        match answer {
            Answer::Dogs(dogs) => self.come(dogs, cx),
            Answer::Day(_) => Ok(Effect::None),
        }
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.choosing.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}

impl Chooses for Together {
    fn choosing(&self) -> &Choosing {
        &self.choosing
    }

    fn choosing_mut(&mut self) -> &mut Choosing {
        &mut self.choosing
    }

    fn times(&self) -> usize {
        self.offers.len()
    }

    fn day_of(&self, line: usize) -> Option<NaiveDate> {
        self.offers.get(line).map(|offer| offer.day)
    }

    fn warn(&self) -> Effect {
        let hold = self.held.get(self.choosing.time.selected);
        let Some((hold, offer)) = hold.and_then(Option::as_ref).zip(self.offer()) else {
            return Effect::None;
        };
        Effect::Say(format!(
            "{} is held by {} for {}; Enter still takes it",
            hhmm(offer.place.drop_off_min),
            hold.desk,
            hold.dog
        ))
    }

    /// The dogs that were added stay.
    fn is_kept_anyway(&self) -> bool {
        self.choosing.touched
    }

    fn look_again(&mut self, cx: &Cx) -> Result<()> {
        self.look_for_times(cx)
    }

    fn amended(&self, before: &str, more: &str) -> String {
        self.with_more(before, more)
    }

    /// Without the dog that came last.
    fn back(&mut self, cx: &Cx) -> Result<Effect> {
        if self.is_moving() {
            return Ok(Effect::Close);
        }
        let mut dogs = self.dogs.clone();
        dogs.pop();
        self.come(dogs, cx)
    }
}
