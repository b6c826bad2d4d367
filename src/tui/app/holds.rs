//! Times held while somebody is on the phone: kept in the file for other desks to see, let go when the call is over.

use std::cell::Cell;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::App;
use crate::domain::hold::{HELD_FOR, Hold};
use crate::domain::id::{DraftId, HoldId};
use crate::store::{Note, Result, Store};
use crate::tui::this_desk::ThisDesk;

/// The least time between two writes of a hold: an arrow key held down is not a write each.
const BETWEEN: Duration = Duration::from_secs(1);

/// A hold is made longer by a key, but not by each.
const LONGER_AFTER: TimeDelta = TimeDelta::minutes(1);

/// What this desk holds, and when what it shows of others is over.
#[derive(Default)]
pub struct Holds {
    /// As the file has it.
    held: HashMap<HoldId, Hold>,
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
    fn due(&mut self, wanted: Option<Hold>, now: DateTime<Utc>) -> Option<Hold> {
        let hold = wanted.filter(|hold| match self.held.get(&hold.id) {
            // One that ended stays ended until somebody presses a key.
            None => self.pressed,
            Some(old) => {
                let same = Hold {
                    until: old.until,
                    ..hold.clone()
                } == *old;
                !same || self.pressed && old.until - now < HELD_FOR - LONGER_AFTER
            }
        });
        if hold.is_none() {
            self.pressed = false;
        }
        hold
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
        let wanted = wanted.map(|holding| Hold {
            id: holding.id,
            desk: self.this.name.clone(),
            process: self.this.process,
            dog: holding.dog,
            groomer: holding.offer.slot.groomer_id,
            lane: holding.offer.slot.lane,
            day: holding.offer.day,
            start_min: holding.offer.slot.span.start,
            end_min: holding.offer.slot.span.end,
            until: now + HELD_FOR,
        });
        let holds = &mut self.holds;
        // What ended by itself is swept out of the file by the next hold of any desk.
        holds.held.retain(|_, hold| hold.until > now);
        let (drafts, wanted_id) = (&self.drafts, wanted.as_ref().map(|hold| hold.id));
        // A clock that was put back would make a hold of minutes one of hours.
        let over = holds.held.extract_if(|id, hold| {
            let kept = wanted_id == Some(*id) || drafts.is_aside(DraftId::from_uuid(id.uuid()));
            !kept || !hold.stands(now)
        });
        holds.let_go.extend(over.map(|(id, _)| id));
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
            holds.held.insert(hold.id, hold);
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
