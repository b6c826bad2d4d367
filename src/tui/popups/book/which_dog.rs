//! Which dog a booking is for: those whose words begin as it was typed, guesses, and a new one of that name.

use super::{Book, reading};
use crate::booking::together::named_together;
use crate::booking::{as_close, is_breed_alone, named_in_full, nearly_called, price_asked};
use crate::domain::newcomer::Newcomer;
use crate::store::{DogLine, Hit, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::hits;

/// Dogs of one name that are looked at where others are named with it.
const MANY: usize = 200;

impl Book {
    /// The part of the line that names the dog, and the rest.
    pub(super) fn parts(&self) -> (String, String) {
        let expert = self.expert();
        let typed = self.line.text().trim();
        let rest = typed
            .get(expert.dog.len()..)
            .unwrap_or_default()
            .trim()
            .to_owned();
        (expert.dog, rest)
    }

    /// What the line is taken for where it names a dog that is not in the book.
    pub(super) fn newcomer(&self) -> Newcomer {
        let (name, rest) = self.parts();
        Newcomer::read(&name, &self.wish_with(&rest))
    }

    pub(super) fn search(&mut self, cx: &Cx) -> Result<()> {
        self.read_as = reading::ReadAs::Typed;
        let (today, currency) = (self.choosing.today, self.choosing.currency());
        self.answer = price_asked(cx.store, self.line.text(), today, &self.choosing.names, currency)?;
        if self.answer.is_some() {
            (self.hits, self.sure) = (Vec::new(), 0);
            return Ok(());
        }
        self.search_name(cx)?;
        if !self.hits.is_empty() {
            return Ok(());
        }
        let expert = self.expert();
        let read_as = match expert.misspelt {
            Some(_) => Some(reading::ReadAs::Misspelt),
            None if named_together(&expert.dog).len() > 1 => None,
            None => named_in_full(cx.store, &expert.dog, self.choosing.today)?.map(reading::ReadAs::Named),
        };
        if let Some(read_as) = read_as {
            self.read_as = read_as;
            self.search_name(cx)?;
        }
        Ok(())
    }

    fn search_name(&mut self, cx: &Cx) -> Result<()> {
        let dog = if self.line.is_empty() {
            String::new()
        } else {
            self.parts().0
        };
        let names = named_together(&dog);
        let first = names.first().map_or("", String::as_str);
        // Of many dogs of one name those are looked for whose client has the others as well.
        let most = if names.len() > 1 { MANY } else { hits::MOST };
        let (hits, sure) = cx.store.find_sure(first, cx.now.date(), most)?;
        let is_dog = |hit: &Hit| matches!(hit, Hit::Dog { .. });
        self.sure = hits.iter().take(sure).filter(|hit| is_dog(hit)).count();
        self.hits = hits;
        self.hits.retain(is_dog);
        if self.sure == 0 {
            self.hits.sort_by_key(|hit| match hit {
                Hit::Dog { dog: found, .. } => !nearly_called(found, first),
                Hit::Client(_) => true,
            });
        }
        self.keep_households(names.get(1..).unwrap_or_default(), cx)?;
        self.hits.truncate(hits::MOST);
        self.sure = self.sure.min(self.hits.len());
        Ok(())
    }

    /// Rows below the field: the dogs found and a new one of the name typed.
    pub(super) fn rows(&self) -> usize {
        self.hits.len() + usize::from(!self.line.is_empty())
    }

    /// Whether a new dog stands above the dogs found, of which none is called as it was typed.
    pub(super) fn new_first(&self) -> bool {
        self.sure == 0 && !self.line.is_empty() && self.perhaps().is_none()
    }

    /// The name of the first of the dogs that were perhaps meant by several words with a slip in one of them.
    pub(super) fn perhaps(&self) -> Option<String> {
        let typed = self.parts().0;
        let first = self.dogs().first().copied().filter(|_| self.sure == 0)?;
        nearly_called(first, &typed).then(|| first.name())
    }

    fn dogs(&self) -> Vec<&DogLine> {
        let dogs = self.hits.iter().filter_map(|hit| match hit {
            Hit::Dog { dog, .. } => Some(dog),
            Hit::Client(_) => None,
        });
        dogs.collect()
    }

    /// What Enter says before it takes a dog that nobody has chosen by hand: of which put aside work, which of several
    /// that fit as well, or that a breed alone is no dog. `None` where it takes the dog at once.
    pub(super) fn which_first(&self) -> Option<String> {
        if self.line.is_empty() || self.which_told {
            return None;
        }
        let typed = self.parts().0;
        let dogs = self.dogs();
        let taken = dogs.get(self.hit.selected).filter(|_| !self.new_first())?;
        let whom = if taken.client.is_empty() {
            taken.name()
        } else {
            format!("{} of {}", taken.name(), taken.client)
        };
        if self.old_line {
            return Some(format!("Enter again takes {whom}; what you type begins anew"));
        }
        if named_together(&typed).len() > 1 {
            return None;
        }
        if is_breed_alone(&dogs, &typed) {
            return Some(format!(
                "{typed} is a breed: type the dog's name or its client's, or Down to one of these"
            ));
        }
        let as_close = match self.sure {
            0 => dogs.iter().filter(|dog| nearly_called(dog, &typed)).count(),
            _ => as_close(&dogs, self.hit.selected, &typed),
        };
        (as_close > 1).then(|| format!("{as_close} dogs fit {typed}: Enter again takes {whom}, Down another"))
    }

    /// Says it; the next Enter takes the dog, unless none is meant by a breed alone.
    pub(super) fn tell_which(&mut self) -> Option<Effect> {
        let words = self.which_first()?;
        self.which_told = self.old_line || !is_breed_alone(&self.dogs(), &self.parts().0);
        Some(Effect::Say(words))
    }

    /// The dog on the selected row; `None` on the row of a new one.
    pub(super) fn hit_selected(&self) -> Option<&Hit> {
        let row = self.hit.selected.checked_sub(usize::from(self.new_first()))?;
        self.hits.get(row)
    }
}
