//! Which dogs come: one more, one less, or others of the household; and the work that the wish names for one of them alone.

use super::Together;
use crate::booking::amended;
use crate::booking::together::{WorkOfOne, wish_for_all, without};
use crate::domain::dog::Dog;
use crate::domain::expert::parse_wish;
use crate::domain::id::DogId;
use crate::store::Result;
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::book::Book;
use crate::tui::widgets::list::Window;

impl Together {
    /// The next dog of the client that does not come along yet.
    pub(super) fn next_dog(&self) -> Option<&Dog> {
        self.household.iter().find(|dog| !self.dogs.contains(&dog.id))
    }

    /// One more dog, or in a visit that is moved only the one that was asked for.
    pub(super) fn add_dog(&mut self, cx: &Cx) -> Result<Effect> {
        if let Some(visit) = &self.asked_for {
            let book = Book::moving(visit).wishing(self.choosing.wish.text());
            return Ok(Effect::Replace(Box::new(book)));
        }
        let Some(id) = self.next_dog().map(|dog| dog.id) else {
            return Ok(Effect::None);
        };
        let mut dogs = self.dogs.clone();
        dogs.push(id);
        self.come(dogs, cx)
    }

    /// These dogs come and no others; the booking of one dog is the other pop-up's.
    pub(super) fn come(&mut self, dogs: Vec<DogId>, cx: &Cx) -> Result<Effect> {
        let wish = self.wish_of(&dogs);
        if dogs.is_empty() {
            return Ok(Effect::Close);
        }
        if let [only] = dogs.as_slice() {
            return Ok(Effect::Replace(Box::new(Book::for_dog(*only).wishing(&wish))));
        }
        self.choosing.touched = true;
        self.choosing.wish.set(&wish);
        self.choosing.typing.begun = None;
        self.choosing.typing.told = false;
        self.choosing.time = Window::default();
        self.dogs = dogs;
        self.look(cx)?;
        Ok(Effect::None)
    }

    /// The wish without the work of those who do not come; of a dog that comes alone its own work is the work.
    fn wish_of(&self, dogs: &[DogId]) -> String {
        let line = self.choosing.wish.text();
        let alone = dogs.len() == 1;
        let comes = |work: &&WorkOfOne| self.cards.get(work.dog).is_some_and(|dog| dogs.contains(&dog.id));
        let leaves = self.own.iter().filter(|work| alone || !comes(work));
        let left = tidy(&without(line, leaves.map(|work| work.at.clone())));
        let own = self.own.iter().rev().find(comes).filter(|_| alone);
        let Some(words) = own.and_then(|work| line.get(work.work_at.clone())) else {
            return if self.own.is_empty() {
                line.to_owned()
            } else {
                left
            };
        };
        amended(&left, words, self.choosing.today, &self.choosing.names)
    }

    /// A wish with more words behind it: what is said of one dog leaves what was said of the others as it is.
    pub(super) fn with_more(&self, before: &str, more: &str) -> String {
        let (today, names) = (self.choosing.today, &self.choosing.names);
        let dogs: Vec<&str> = self.cards.iter().map(|dog| dog.first_name.as_str()).collect();
        let read = |line: &str| wish_for_all(line, &dogs, |line| parse_wish(line, today, names));
        let (old, new) = (read(before), read(more));
        if old.own.is_empty() && new.own.is_empty() {
            return amended(before, more, today, names);
        }
        let of_all = |line: &str, own: &[WorkOfOne]| {
            let all = without(line, own.iter().map(|work| work.at.clone()));
            tidy(&all)
        };
        let said_of_all = of_all(more, &new.own);
        let mut wish = of_all(before, &old.own);
        if !said_of_all.is_empty() {
            wish = amended(&wish, &said_of_all, today, names);
        }
        let is_said_anew = |work: &&WorkOfOne| new.own.iter().any(|other| other.dog == work.dog);
        let stays = old.own.iter().filter(|work| !is_said_anew(work));
        let stays = stays.filter_map(|work| before.get(work.at.clone()));
        let said = new.own.iter().filter_map(|work| more.get(work.at.clone()));
        for words in stays.chain(said) {
            wish = format!("{wish} {words}");
        }
        wish.trim_start().to_owned()
    }
}

/// The words with one blank between them.
fn tidy(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
