//! Several dogs of one client on the waiting list: each waits for itself, for the same days and times.

use serde_json::Value;

use super::WaitForm;
use crate::booking::{meant_service, work_for};
use crate::domain::household::listed;
use crate::domain::id::{DogId, WaitId};
use crate::domain::waitlist::Wait;
use crate::store::{Edit, Result, WaitEdit};
use crate::tui::component::Cx;

/// A dog that waits beside the first one.
pub(super) struct Other {
    pub dog: DogId,
    pub id: WaitId,
    /// Its first name, once it was read.
    pub name: String,
}

impl Other {
    /// One that a draft names, by its dog and its own id.
    pub fn in_draft(pair: &Value) -> Option<Self> {
        Some(Self {
            dog: pair.get(0)?.as_str()?.parse().ok()?,
            id: pair.get(1)?.as_str()?.parse().ok()?,
            name: String::new(),
        })
    }
}

impl WaitForm {
    /// Puts all of these dogs on the list, with what was wished for them so far; `None` without any.
    #[must_use]
    pub fn for_dogs(dogs: &[DogId], wish: &str) -> Option<Self> {
        let (first, others) = dogs.split_first()?;
        // The ids in the order of the dogs, which the list keeps among those of one minute.
        let mut form = Self::for_dog(*first, wish);
        form.others = others
            .iter()
            .map(|dog| Other {
                dog: *dog,
                id: WaitId::new(),
                name: String::new(),
            })
            .collect();
        Some(form)
    }

    /// Reads the names of the others again.
    pub(super) fn read_others(&mut self, cx: &Cx) -> Result<()> {
        for other in &mut self.others {
            if let Some(dog) = cx.store.dog_line(other.dog)? {
                other.name = dog.first_name;
            }
        }
        Ok(())
    }

    /// `Bella, Max and Luna`: the first names of all of them.
    pub(super) fn names(&self) -> String {
        let first = self.dog.iter().map(|dog| dog.first_name.as_str());
        let others = self.others.iter().map(|other| other.name.as_str());
        listed(&first.chain(others).collect::<Vec<_>>())
    }

    /// The edit for all of them, one entry of the journal.
    pub(super) fn edit_of_all(&self, cx: &Cx) -> Result<Option<Edit>> {
        let Some(edit) = self.edit(cx) else {
            return Ok(None);
        };
        let (Edit::Wait(WaitEdit::Add(wait)), false) = (&edit, self.others.is_empty()) else {
            return Ok(Some(edit));
        };
        let mut waits = vec![wait.clone()];
        let services = self.read.as_ref().map_or(&[][..], |read| &read.services);
        let add_ons = self.read.as_ref().map_or(&[][..], |read| &read.add_ons);
        for other in &self.others {
            let service = meant_service(cx.store, services, other.dog)?;
            let work = work_for(cx.store, Some(other.dog), service, add_ons, wait.wish.first_day)?;
            waits.extend(work.map(|work| Wait {
                id: other.id,
                dog_id: other.dog,
                service_id: work.service_id,
                minutes: work.minutes,
                add_ons: self.add_ons(&work),
                ..wait.clone()
            }));
        }
        let names = self.names();
        let edits = waits.into_iter().map(|wait| {
            Edit::Wait(WaitEdit::Add(Wait {
                note: format!("comes with {}", self.others_of(wait.dog_id)),
                ..wait
            }))
        });
        Ok(Some(Edit::Together {
            label: format!("Put {names} on the waiting list"),
            edits: edits.collect(),
        }))
    }

    /// The first names of all but one of them.
    fn others_of(&self, dog_id: DogId) -> String {
        let first = self.dog.iter().map(|dog| (dog.id, dog.first_name.as_str()));
        let others = self.others.iter().map(|other| (other.dog, other.name.as_str()));
        let names = first.chain(others).filter(|(id, _)| *id != dog_id);
        listed(&names.map(|(_, name)| name).collect::<Vec<_>>())
    }
}
