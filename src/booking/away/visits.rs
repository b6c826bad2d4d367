//! Dogs of one visit stay together when they go elsewhere: side by side or in turn, else all of them are called.

use chrono::NaiveDate;

use super::{AwayPlan, Instead};
use crate::domain::household::LONGEST_GAP;
use crate::domain::id::{GroomerId, VisitId};
use crate::domain::schedule::{Slot, Span};
use crate::store::Offer;

/// Starts of a day that are tried for the first of several dogs, the nearest first.
const MOST_TRIED: usize = 40;

impl AwayPlan {
    /// The dogs that look for a place, those of one visit together, in order of time.
    pub(super) fn parties(&self, open: &[usize]) -> Vec<Vec<usize>> {
        let mut parties: Vec<(Option<VisitId>, NaiveDate, Vec<usize>)> = Vec::new();
        for at in open.iter().copied() {
            let orphan = &self.orphans[at];
            let appointment = &orphan.visit.appointment;
            // Who is on the table stays there or is taken over where it is.
            let visit = appointment.visit_id.filter(|_| !orphan.is_on_the_table());
            let same = parties
                .iter_mut()
                .find(|(other, day, _)| visit.is_some() && (*other, *day) == (visit, appointment.day));
            match same {
                Some((.., party)) => party.push(at),
                None => parties.push((visit, appointment.day, vec![at])),
            }
        }
        parties.into_iter().map(|(.., party)| party).collect()
    }

    /// Lets each of a party keep its time with somebody else; all of them, or none.
    pub(super) fn keep_time(&mut self, party: &[usize]) -> bool {
        self.all_or_none(party, Self::same_time)
    }

    /// Finds a place for a party: one dog its own best, several of them together. Without one all of them are called.
    pub(super) fn find_places(&mut self, party: &[usize]) {
        let [first, ..] = party else { return };
        let stay_behind = self.companions(*first);
        if party.len() == 1 && stay_behind.is_empty() {
            self.orphans[*first].instead = self.choices(*first).into_iter().next().unwrap_or(Instead::Stay);
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
        for at in party {
            let orphan = &mut self.orphans[*at];
            orphan.instead = if orphan.can_be_called_off() {
                Instead::Call
            } else {
                Instead::Stay
            };
        }
    }

    /// When the dogs of the same visit that keep their groomer are worked on.
    fn companions(&self, at: usize) -> Vec<Span> {
        let id = self.orphans[at].visit.appointment.id;
        let found = self.companions.iter().filter(|(of, _)| *of == id);
        found.map(|(_, span)| *span).collect()
    }

    fn together_on(&mut self, party: &[usize], day: NaiveDate, stay_behind: &[Span]) -> bool {
        let Some((first, rest)) = party.split_first() else {
            return false;
        };
        let near = self.near(*first, day).into_iter();
        let near = near.filter(|offer| stay_behind.is_empty() || is_beside(offer.slot.span, stay_behind));
        for offer in near.take(MOST_TRIED).collect::<Vec<Offer>>() {
            self.orphans[*first].instead = Instead::Move(offer);
            let mut placed = stay_behind.to_vec();
            placed.push(offer.slot.span);
            let all = self.all_or_none(rest, |plan, at| {
                let offer = plan.beside(at, day, &placed)?;
                placed.push(offer.slot.span);
                Some(offer)
            });
            if all {
                return true;
            }
            self.orphans[*first].instead = Instead::Stay;
        }
        false
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

/// Whether work starts with others, or so soon after or before one of them that they still come together.
fn is_beside(span: Span, others: &[Span]) -> bool {
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
