//! From the booking of one dog to that of several: by a key in the list of times, or by `bella+max` in the line.

use super::{Book, Chosen};
use crate::booking::together::{named_together, with_named};
use crate::domain::appointment::Appointment;
use crate::domain::expert::Wish;
use crate::domain::household::{both, listed};
use crate::domain::id::DogId;
use crate::domain::text::{fold, words};
use crate::store::{DogLine, Hit, Result, Visit};
use crate::tui::component::{Cx, Effect, Reason};
use crate::tui::popups::together::Together;

/// Words that lead to another dog.
const JOINING: [&str; 4] = ["with", "and", "plus", "&"];

/// The dogs that came with this one to the visit that is booked again, in the order of their work.
pub(super) fn came_with(last: &Appointment, cx: &Cx) -> Result<Vec<(DogId, String)>> {
    let Some(visit) = last.visit_id else {
        return Ok(Vec::new());
    };
    let mut all = cx.store.visit_members(visit)?;
    all.retain(|other| other.day == last.day && other.status.holds_time() && other.id != last.id);
    let mut came = Vec::new();
    for other in all {
        if let Some(dog) = cx.store.dog_line(other.dog_id)? {
            came.push((dog.id, dog.first_name));
        }
    }
    Ok(came)
}

/// The other dogs that can come along, or that do where a visit is moved, by their first names.
pub(super) fn others_of(line: &DogLine, moving: Option<&Visit>, cx: &Cx) -> Result<Vec<(DogId, String)>> {
    if let Some(visit) = moving {
        let day = cx.store.visits(visit.appointment.day)?;
        let companions = visit.companions(&day).into_iter();
        return Ok(companions
            .map(|other| (other.appointment.dog_id, other.dog_first.clone()))
            .collect());
    }
    let Some(client) = line.client_id else {
        return Ok(Vec::new());
    };
    let dogs = cx.store.dogs_of(client)?.into_iter();
    Ok(dogs
        .filter(|dog| dog.id != line.id)
        .map(|dog| (dog.id, dog.first_name))
        .collect())
}

impl Chosen {
    /// What the space bar would do for this dog, in few words; empty where nobody else comes.
    pub(super) fn others_words(&self, is_moving: bool, dot: &str) -> String {
        match self.others.first() {
            None => String::new(),
            Some(_) if self.came_together => {
                let names: Vec<&str> = self.others.iter().map(|(_, name)| name.as_str()).collect();
                let all = both(names.len() + 1);
                format!(" {dot} came with {}: Space books {all} again", listed(&names))
            }
            Some(_) if is_moving => {
                let names: Vec<&str> = self.others.iter().map(|(_, name)| name.as_str()).collect();
                format!(" {dot} comes with {}: Space moves all", listed(&names))
            }
            Some((_, next)) if self.others.len() > 1 => {
                format!(" {dot} Space: {next} too {dot} 0 6: which dogs")
            }
            Some((_, next)) => format!(" {dot} Space: {next} too"),
        }
    }
}

impl Chosen {
    /// Takes the dog's own name out of what was not understood of its wish, and says of another dog's how both come.
    pub(super) fn hear_names(&self, line: &str, wish: &mut Wish) {
        let own = fold(&format!("{} {}", self.line.name(), self.line.client));
        wish.problems.retain_mut(|problem| {
            let word = fold(line.get(problem.at.clone()).unwrap_or_default());
            if !word.is_empty() && words(&own).any(|own| own == word) {
                return false;
            }
            if let Some((_, name)) = self.others.iter().find(|(_, name)| fold(name) == word) {
                problem.sentence = format!(
                    "{name} is a dog of {} too: Space in the list has both come.",
                    self.line.client
                );
            }
            true
        });
    }

    /// Another dog of the household that the wish names, and the wish without it: `full groom with nina`.
    fn named_in(&self, line: &str, wish: &Wish) -> Option<(DogId, String)> {
        wish.problems.iter().find_map(|problem| {
            let word = fold(line.get(problem.at.clone())?);
            let (id, _) = self.others.iter().find(|(_, name)| fold(name) == word)?;
            let (before, after) = (line.get(..problem.at.start)?, line.get(problem.at.end..)?);
            let mut said: Vec<&str> = before.split_whitespace().collect();
            said.pop_if(|word| JOINING.contains(word));
            said.extend(after.split_whitespace());
            Some((*id, said.join(" ")))
        })
    }
}

impl Book {
    /// The pop-up of several dogs where the wish names another one of the household.
    pub(super) fn with_named(&self) -> Option<Effect> {
        let dog = self
            .dog
            .as_ref()
            .filter(|_| self.moving.is_none() && self.again.is_none())?;
        let (other, wish) = dog.named_in(self.choosing.wish.text(), &self.choosing.understood)?;
        let together = Together::of(vec![dog.id, other], &wish);
        Some(Effect::Replace(Box::new(together)))
    }

    /// Why nobody else can be booked or moved along.
    pub(super) fn alone(&self) -> Option<Reason> {
        let dog = self.dog.as_ref()?;
        let name = &dog.line.first_name;
        if !dog.others.is_empty() {
            return None;
        }
        Some(if self.moving.is_some() {
            Reason::Owned(format!("{name} comes alone"))
        } else if dog.line.client_id.is_none() {
            Reason::Owned(format!("{name} has no client yet"))
        } else {
            Reason::Owned(format!("{name} is the only dog of {}", dog.line.client))
        })
    }

    /// The other pop-up with this dog and the next one, or with the whole visit that is moved.
    pub(super) fn with_dogs(&self, cx: &Cx) -> Result<Effect> {
        let Some(dog) = &self.dog else {
            return Ok(Effect::None);
        };
        let wish = self.choosing.wish.text();
        if let Some(visit) = &self.moving {
            let day = cx.store.visits(visit.appointment.day)?;
            let mut all: Vec<Visit> = visit.companions(&day).into_iter().cloned().collect();
            all.push(visit.clone());
            all.sort_by_key(|visit| visit.appointment.start_min);
            return Ok(Effect::Replace(Box::new(Together::moving(&all, visit, wish))));
        }
        if let Some(named) = self.with_named() {
            return Ok(named);
        }
        if let Some(before) = self.again.as_ref().filter(|_| dog.came_together) {
            let mut all = vec![dog.id];
            all.extend(dog.others.iter().map(|(id, _)| *id));
            // The same time as many weeks on, as one would type it, so that it can be changed.
            let next = before.typed();
            let wish = if wish.is_empty() { &next } else { wish };
            return Ok(Effect::Replace(Box::new(Together::of(all, wish))));
        }
        Ok(match dog.others.first() {
            Some((next, _)) => Effect::Replace(Box::new(Together::of(vec![dog.id, *next], wish))),
            None => Effect::None,
        })
    }

    /// Of the dogs found by the first name those whose client has the others too, if there are any.
    pub(super) fn keep_households(&mut self, others: &[String], cx: &Cx) -> Result<()> {
        if others.is_empty() {
            return Ok(());
        }
        let mut fitting = Vec::new();
        for hit in &self.hits {
            if let Hit::Dog { dog, .. } = hit
                && with_named(cx.store, dog, others)?.is_ok()
            {
                fitting.push(hit.clone());
            }
        }
        if !fitting.is_empty() {
            self.hits = fitting;
        }
        Ok(())
    }

    /// The other pop-up for `bella+max`, or who of them is not there.
    pub(super) fn accept_several(&self, first: &DogLine, wish: &str, cx: &Cx) -> Result<Option<Effect>> {
        let names = named_together(&self.parts().0);
        let Some((_, others)) = names.split_first().filter(|(_, others)| !others.is_empty()) else {
            return Ok(None);
        };
        Ok(Some(match with_named(cx.store, first, others)? {
            Ok(dogs) => {
                let dogs = dogs.into_iter().map(|dog| dog.id).collect();
                Effect::Replace(Box::new(Together::of(dogs, wish)))
            }
            Err(sentence) => Effect::Say(sentence),
        }))
    }
}
