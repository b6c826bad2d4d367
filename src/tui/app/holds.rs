//! Times held while somebody is on the phone: kept in the file for other desks to see, let go when the call is over.

use std::cell::Cell;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::App;
use crate::domain::hold::{HELD_FOR, Hold};
use crate::domain::id::{DraftId, HoldId};
use crate::store::{Note, Result, Store};
use crate::tui::component::Holding;
use crate::tui::this_desk::ThisDesk;

/// The least time between two writes of a hold: an arrow key held down is not a write each.
const BETWEEN: Duration = Duration::from_secs(1);

/// A hold is made longer by a key, but not by each.
const LONGER_AFTER: TimeDelta = TimeDelta::minutes(1);

/// What this desk holds, and when what it shows of others is over.
#[derive(Default)]
pub struct Holds {
    /// As the file has it: under the id of each pop-up the times of its dogs, the first of which has that id too.
    held: HashMap<HoldId, Vec<Hold>>,
    /// Let go, and still in the file.
    let_go: Vec<HoldId>,
    /// When the file was last asked to hold or let go of something.
    asked: Option<Duration>,
    /// A key was pressed that counts for how long a time is held.
    pressed: bool,
    /// When the first of the held times that are shown ends by itself.
    next_end: Cell<Option<DateTime<Utc>>>,
}

impl Holds {
    /// What other desks hold on a day. The desk looks again when the first of it ends.
    pub fn elsewhere(&self, store: &Store, this: &ThisDesk, day: NaiveDate) -> Result<Vec<Hold>> {
        let holds = this.held_elsewhere(store, day)?;
        let ends = holds.iter().map(|hold| hold.until).chain(self.next_end.get());
        self.next_end.set(ends.min());
        Ok(holds)
    }

    /// Whether a held time that is shown has ended since the desk last read the file.
    pub(super) fn one_ended(&self, now: DateTime<Utc>) -> bool {
        let ended = self.next_end.get().is_some_and(|end| end <= now);
        if ended {
            self.next_end.set(None);
        }
        ended
    }

    /// Notes that somebody is at it.
    pub(super) fn press(&mut self) {
        self.pressed = true;
    }

    /// What is to be held from now on in place of what is; `None` when the file says it already.
    fn due(&mut self, wanted: Option<Vec<Hold>>, now: DateTime<Utc>) -> Option<Vec<Hold>> {
        let holds = wanted.filter(|holds| match self.held.get(&holds[0].id) {
            // One that ended stays ended until somebody presses a key.
            None => self.pressed,
            Some(old) => {
                let same = old.len() == holds.len()
                    && old.iter().zip(holds).all(|(old, hold)| {
                        let until = old.until;
                        Hold {
                            until,
                            ..hold.clone()
                        } == *old
                    });
                let until = old.iter().map(|hold| hold.until).min().unwrap_or(now);
                !same || self.pressed && until - now < HELD_FOR - LONGER_AFTER
            }
        });
        if holds.is_none() {
            self.pressed = false;
        }
        holds
    }

    /// The rows of what a pop-up holds; those that are in the file keep their ids.
    fn rows(&self, holding: Holding, this: &ThisDesk, until: DateTime<Utc>) -> Option<Vec<Hold>> {
        let old = self.held.get(&holding.id);
        let times = holding.times.into_iter().enumerate();
        let rows = times.map(|(at, (dog, offer))| Hold {
            id: match at {
                0 => holding.id,
                _ => old
                    .and_then(|old| old.get(at))
                    .map_or_else(HoldId::new, |hold| hold.id),
            },
            desk: this.name.clone(),
            process: this.process,
            dog,
            groomer: offer.slot.groomer_id,
            lane: offer.slot.lane,
            day: offer.day,
            start_min: offer.slot.span.start,
            end_min: offer.slot.span.end,
            until,
        });
        let rows: Vec<Hold> = rows.collect();
        (!rows.is_empty()).then_some(rows)
    }
}

impl App {
    /// Holds the time that is chosen in the top pop-up, and lets go of what nobody wants any more; at most one write a
    /// second, none when nothing changed. It never waits for long and never complains.
    pub(super) fn keep_holds(&mut self) {
        if self.store.only_looks() {
            return;
        }
        let now = (self.this.utc)();
        let wanted = self.layers.iter().rev().find_map(|layer| layer.holding());
        let holds = &mut self.holds;
        let wanted = wanted.and_then(|holding| holds.rows(holding, &self.this, now + HELD_FOR));
        // What ended by itself is swept out of the file by the next hold of any desk.
        holds.held.retain(|_, held| {
            held.retain(|hold| hold.until > now);
            !held.is_empty()
        });
        let wanted_id = wanted.as_ref().map(|wanted| wanted[0].id);
        let drafts = &self.drafts;
        // A clock that was put back would make a hold of minutes one of hours.
        let over = holds.held.extract_if(|id, held| {
            let kept = wanted_id == Some(*id) || drafts.is_aside(DraftId::from_uuid(id.uuid()));
            !kept || held.iter().any(|hold| !hold.stands(now))
        });
        let over = over.flat_map(|(_, held)| held);
        holds.let_go.extend(over.map(|hold| hold.id));
        let hold = holds.due(wanted, now);
        let elapsed = (self.this.elapsed)();
        let too_soon = holds
            .asked
            .is_some_and(|asked| elapsed.saturating_sub(asked) < BETWEEN);
        if too_soon || hold.is_none() && holds.let_go.is_empty() {
            return;
        }
        holds.asked = Some(elapsed);
        while let Some(id) = holds.let_go.last() {
            if self.store.note(&Note::LetGo(*id)).is_err() {
                return;
            }
            holds.let_go.pop();
        }
        if let Some(hold) = hold
            && self.store.note(&Note::Hold(hold.clone(), now)).is_ok()
        {
            holds.pressed = false;
            let count = hold.len();
            let old = holds.held.insert(hold[0].id, hold);
            // A dog that does not come along any more holds nothing.
            let left = old.into_iter().flatten().skip(count);
            holds.let_go.extend(left.map(|hold| hold.id));
        }
    }

    /// Lets go of everything, on leaving.
    pub(super) fn let_go_of_all(&mut self) {
        if !self.holds.held.is_empty() || !self.holds.let_go.is_empty() {
            // Where the file is busy: a process that is gone holds nothing.
            let _ = self.store.note(&Note::Leave(self.this.process));
        }
    }
}
