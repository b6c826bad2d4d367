//! Dogs of one visit stay together when they go elsewhere: side by side or in turn, else all of them are called.

use chrono::NaiveDate;

use super::{AwayPlan, Instead, Orphan};
use crate::domain::household::LONGEST_GAP;
use crate::domain::id::GroomerId;
use crate::domain::schedule::{Slot, Span};
use crate::store::Offer;

/// Starts of a day that are tried for the first of several dogs, the nearest first.
const MOST_TRIED: usize = 40;

impl AwayPlan {
    /// The dogs that look for a place, those that come together as one party, in order of time.
    pub(super) fn parties(&self, open: &[usize]) -> Vec<Vec<usize>> {
        let mut parties: Vec<Vec<usize>> = Vec::new();
        for at in open.iter().copied() {
            let same = parties
                .iter_mut()
                .find(|party| party.iter().any(|other| self.come_together(*other, at)));
            match same {
                Some(party) => party.push(at),
                None => parties.push(vec![at]),
            }
        }
        parties
    }

    /// Whether two dogs come on the same day as one visit, or from one client: that is one trip, marked as such or not.
    fn come_together(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|at| &self.orphans[at]);
        // Who is on the table stays there or is taken over where it is.
        if one.is_on_the_table() || other.is_on_the_table() {
            return false;
        }
        let [first, second] = [&one.visit, &other.visit];
        let same_client = first.client_id.is_some() && first.client_id == second.client_id;
        first.appointment.day == second.appointment.day && (is_one_visit(one, other) || same_client)
    }

    /// The other dogs that come together with one.
    pub(super) fn others_with(&self, at: usize) -> Vec<usize> {
        let all = 0..self.orphans.len();
        all.filter(|other| *other != at && self.come_together(at, *other))
            .collect()
    }

    /// Takes those along that come together with a dog which just got another place, where they find one beside it.
    pub(super) fn take_along(&mut self, at: usize, was: Instead) {
        let Instead::Move(offer) = self.orphans[at].instead else {
            return;
        };
        let others = self.others_with(at);
        if others.is_empty() || !self.is_apart(at) {
            return;
        }
        let before: Vec<(usize, Instead)> = others
            .iter()
            .chain([&at])
            .map(|at| (*at, self.orphans[*at].instead))
            .collect();
        // Whoever has been put on the call list stays there.
        let coming: Vec<usize> = others
            .into_iter()
            .filter(|at| self.orphans[*at].instead != Instead::Call)
            .collect();
        for other in &coming {
            self.orphans[*other].instead = Instead::Stay;
        }
        let stay_behind = if offer.day == self.orphans[at].visit.appointment.day {
            self.companions(at)
        } else {
            Vec::new()
        };
        if self.all_beside(&coming, offer, &stay_behind) {
            return;
        }
        // On another day any time does that takes all of them; on the same one it is this time that was asked for.
        let other_day = !matches!(was, Instead::Move(was) if was.day == offer.day);
        let party: Vec<usize> = std::iter::once(at).chain(coming).collect();
        if !(other_day && self.together_on(&party, offer.day, &stay_behind)) {
            for (at, instead) in before {
                self.orphans[at].instead = instead;
            }
        }
    }

    /// Whether a dog that is to have another place would come neither with nor right before or after one that it came
    /// with so far.
    #[must_use]
    pub fn is_apart(&self, at: usize) -> bool {
        let Some(Instead::Move(offer)) = self.orphans.get(at).map(|orphan| orphan.instead) else {
            return false;
        };
        let mut places: Vec<(NaiveDate, Span)> = Vec::new();
        for other in self.others_with(at) {
            let orphan = &self.orphans[other];
            match orphan.instead {
                Instead::Move(offer) => places.push((offer.day, offer.slot.span)),
                Instead::Stay => {
                    let appointment = &orphan.visit.appointment;
                    places.push((appointment.day, appointment.span()));
                }
                Instead::Call => {}
            }
        }
        let own_day = self.orphans[at].visit.appointment.day;
        places.extend(self.companions(at).into_iter().map(|span| (own_day, span)));
        let spans: Vec<Span> = places.iter().map(|(_, span)| *span).collect();
        let same_day = places.iter().all(|(day, _)| *day == offer.day);
        let beside = places.is_empty() || (same_day && is_beside(offer.slot.span, &spans));
        !beside
    }

    /// Lets each of a party keep its time with somebody else; all of them, or none.
    pub(super) fn keep_time(&mut self, party: &[usize]) -> bool {
        self.all_or_none(party, Self::same_time)
    }

    /// Finds a place for a party: one dog its own best, several of them together. Without one all of them are called.
    pub(super) fn find_places(&mut self, party: &[usize]) {
        let [first, ..] = party else { return };
        let stay_behind: Vec<Span> = party.iter().flat_map(|at| self.companions(*at)).collect();
        if party.len() == 1 && stay_behind.is_empty() {
            self.take_best(*first);
            return;
        }
        let own_day = self.orphans[*first].visit.appointment.day;
        // Where a dog of the visit stays with its own groomer, the others stay on that day.
        let days = if stay_behind.is_empty() {
            self.days_of(*first)
        } else {
            vec![own_day]
        };
        for day in days {
            if self.together_on(party, day, &stay_behind) {
                return;
            }
        }
        // Those of one visit are called together; others of a client may still come one by one.
        let is_visit = |at: &usize| is_one_visit(&self.orphans[*first], &self.orphans[*at]);
        let is_marked = match party {
            [one] => self.is_of_a_visit(*one),
            _ => party.iter().all(is_visit) || party.iter().any(|at| self.is_of_a_visit(*at)),
        };
        if !is_marked {
            for at in party {
                if !self.keep_time(&[*at]) {
                    self.take_best(*at);
                }
            }
            return;
        }
        for at in party {
            let orphan = &mut self.orphans[*at];
            orphan.instead = if orphan.can_be_called_off() {
                Instead::Call
            } else {
                Instead::Stay
            };
        }
    }

    fn take_best(&mut self, at: usize) {
        self.orphans[at].instead = self.choices(at).into_iter().next().unwrap_or(Instead::Stay);
    }

    /// When the dogs of the same visit that keep their groomer are worked on.
    fn companions(&self, at: usize) -> Vec<Span> {
        let id = self.orphans[at].visit.appointment.id;
        let found = self.companions.iter().filter(|with| with.of == id);
        found.map(|with| with.span).collect()
    }

    /// Whether another dog of its visit keeps its groomer.
    fn is_of_a_visit(&self, at: usize) -> bool {
        let id = self.orphans[at].visit.appointment.id;
        self.companions.iter().any(|with| with.of == id && with.marked)
    }

    fn together_on(&mut self, party: &[usize], day: NaiveDate, stay_behind: &[Span]) -> bool {
        let Some((first, rest)) = party.split_first() else {
            return false;
        };
        let near = self.near(*first, day).into_iter();
        let near = near.filter(|offer| stay_behind.is_empty() || is_beside(offer.slot.span, stay_behind));
        for offer in near.take(MOST_TRIED).collect::<Vec<Offer>>() {
            self.orphans[*first].instead = Instead::Move(offer);
            if self.all_beside(rest, offer, stay_behind) {
                return true;
            }
            self.orphans[*first].instead = Instead::Stay;
        }
        false
    }

    /// Places dogs side by side with one that has its place, or in turn after it; all of them, or none.
    fn all_beside(&mut self, rest: &[usize], first: Offer, stay_behind: &[Span]) -> bool {
        let mut placed = stay_behind.to_vec();
        placed.push(first.slot.span);
        self.all_or_none(rest, |plan, at| {
            let offer = plan.beside(at, first.day, &placed)?;
            placed.push(offer.slot.span);
            Some(offer)
        })
    }

    /// The first place of a dog side by side with others or in turn after one of them.
    fn beside(&self, at: usize, day: NaiveDate, placed: &[Span]) -> Option<Offer> {
        let first = placed.iter().map(|span| span.start).min()?;
        let ends = placed.iter().map(|span| span.end);
        let mut starts: Vec<i64> = ends
            .flat_map(|end| (0..=LONGEST_GAP / 5).map(move |n| end + 5 * n))
            .collect();
        starts.push(first);
        starts.sort_unstable();
        starts.dedup();
        starts
            .into_iter()
            .find_map(|start| self.fits(at, day, start).into_iter().next())
    }

    fn all_or_none(&mut self, party: &[usize], mut place: impl FnMut(&Self, usize) -> Option<Offer>) -> bool {
        for (done, at) in party.iter().enumerate() {
            let Some(offer) = place(self, *at) else {
                for at in &party[..done] {
                    self.orphans[*at].instead = Instead::Stay;
                }
                return false;
            };
            self.orphans[*at].instead = Instead::Move(offer);
        }
        true
    }
}

/// Whether two dogs were booked as one visit.
fn is_one_visit(one: &Orphan, other: &Orphan) -> bool {
    let [one, other] = [one, other].map(|orphan| orphan.visit.appointment.visit_id);
    one.is_some() && one == other
}

/// Whether work starts with others, or so soon after or before one of them that they still come together.
pub(super) fn is_beside(span: Span, others: &[Span]) -> bool {
    others.iter().any(|other| {
        span.start == other.start
            || (0..=LONGEST_GAP).contains(&(span.start - other.end))
            || (0..=LONGEST_GAP).contains(&(other.start - span.end))
    })
}

/// The slots nearest to a minute, one groomer each: the dog's own where that is possible.
pub(super) fn nearest(mut slots: Vec<Slot>, minute: i64, own: GroomerId) -> Vec<Slot> {
    slots.sort_by_key(|slot| {
        let Span { start, .. } = slot.span;
        ((start - minute).abs(), start, slot.groomer_id != own)
    });
    slots.dedup_by_key(|slot| slot.span.start);
    slots
}
