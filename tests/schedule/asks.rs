//! What is offered, and why not: against what the model would take.

use chrono::NaiveDate;
use pomsalon::booking::{Wanted, offers, why_not};
use pomsalon::domain::id::AppointmentId;
use pomsalon::domain::phrase::{DayWish, TimeWish};
use pomsalon::domain::schedule::{GRID, Need, Span};
use pomsalon::domain::status::Status;
use pomsalon::store::{Offer, SlotAsk};

use crate::desk::{DAYS, Desk};
use crate::model::Work;
use crate::tries::Try;

impl Desk {
    /// Whether the model would take a piece of work there.
    fn takes(&self, each: &Try, groomer: usize, day: NaiveDate, start: i64) -> bool {
        let wanted = Work {
            id: AppointmentId::new(),
            dog: each.dog,
            groomer,
            services: self.work_of(each),
            day,
            start,
            end: start + each.minutes,
            drop_off: None,
            over: false,
            status: Status::Booked,
            lane: None,
        };
        self.model.lane_by_the_rules(&wanted).is_some()
    }

    fn takes_offer(&self, each: &Try, offer: &Offer) -> bool {
        let groomers = &self.model.groomers;
        let groomer = groomers
            .iter()
            .position(|week| week.groomer.id == offer.slot.groomer_id);
        self.takes(each, groomer.unwrap(), offer.day, offer.slot.span.start)
    }

    /// Every time on the grid that the model takes on a day, with the groomer.
    fn grid(&self, each: &Try, day: NaiveDate) -> Vec<(i64, usize)> {
        let starts = (0..1440 / GRID).map(|at| at * GRID);
        let all =
            starts.flat_map(|start| (0..self.model.groomers.len()).map(move |groomer| (start, groomer)));
        all.filter(|(start, groomer)| self.takes(each, *groomer, day, *start))
            .collect()
    }

    /// Asks for times as the desk does, and fails where an offer would be refused, or a time that would be taken is missed.
    pub fn assert_offers(&self, each: &Try) {
        let need: Need = self.need(each);
        let ask = SlotAsk {
            need: need.clone(),
            from: self.model.today,
            from_min: 0,
            days: DAYS,
            groomer_id: None,
            between: None,
            dog_id: Some(self.dogs[each.dog]),
            ignore: None,
        };
        let first = self.store.first_slots(&ask, usize::MAX).unwrap();
        let whole = SlotAsk {
            between: Some(Span { start: 0, end: 1440 }),
            ..ask
        };
        let all = self.store.first_slots(&whole, usize::MAX).unwrap();
        for offer in first.iter().chain(&all) {
            assert!(
                self.takes_offer(each, offer),
                "{offer:?} is offered and would be refused: {each:?}"
            );
        }
        for day in self.model.today.iter_days().take(usize::try_from(DAYS).unwrap()) {
            let grid = self.grid(each, day);
            for (start, groomer) in &grid {
                let id = self.model.groomers[*groomer].groomer.id;
                let here = |offer: &&Offer| {
                    (offer.day, offer.slot.span.start, offer.slot.groomer_id) == (day, *start, id)
                };
                assert!(
                    all.iter().any(|offer| here(&offer)),
                    "{day} {start} is missed: {each:?}"
                );
                let sooner = first.iter().any(|offer| {
                    offer.day == day && offer.slot.groomer_id == id && offer.slot.span.start <= *start
                });
                assert!(sooner, "nothing is offered up to {day} {start}: {each:?}");
            }
            self.assert_why_not(each, &need, day, &grid);
        }
    }

    /// A time that the rules refuse has a reason, and what is offered in its place is right and nothing nearer is missed.
    fn assert_why_not(&self, each: &Try, need: &Need, day: NaiveDate, grid: &[(i64, usize)]) {
        let wanted = Wanted {
            need: need.clone(),
            groomer: None,
            day: Some(DayWish::On(day)),
            time: Some(TimeWish::At(each.start)),
            dog: Some(self.dogs[each.dog]),
            moving: None,
            now: self.now(),
        };
        let found = offers(&self.store, &wanted, 9).unwrap();
        let taken_by: Vec<usize> = (0..self.model.groomers.len())
            .filter(|groomer| self.takes(each, *groomer, day, each.start))
            .collect();
        assert_eq!(
            found.len(),
            taken_by.len(),
            "{found:?} at exactly that time: {each:?}"
        );
        if !found.is_empty() {
            return;
        }
        let refusal = why_not(&self.store, &wanted).unwrap();
        assert!(
            !refusal.reasons.is_empty(),
            "a refusal without a reason: {each:?}"
        );
        let far = |start: i64| (start - each.start).abs();
        for offer in &refusal.instead {
            assert!(
                self.takes_offer(each, offer),
                "{offer:?} in its place would be refused: {each:?}"
            );
        }
        if let Some(nearest) = grid.iter().map(|(start, _)| far(*start)).min() {
            let offer = refusal
                .instead
                .get(refusal.nearest)
                .expect("there is room that day");
            assert_eq!(offer.day, day);
            assert!(
                far(offer.slot.span.start) <= nearest,
                "{offer:?} is not the nearest: {each:?}"
            );
        }
        for groomer in 0..self.model.groomers.len() {
            self.assert_same_groomer(each, &wanted, groomer, day);
        }
    }

    /// With a groomer in the wish the answer is about nobody else.
    fn assert_same_groomer(&self, each: &Try, wanted: &Wanted, groomer: usize, day: NaiveDate) {
        let week = &self.model.groomers[groomer];
        let wanted = Wanted {
            groomer: Some(week.groomer.id),
            ..wanted.clone()
        };
        let refusal = why_not(&self.store, &wanted).unwrap();
        assert!(
            !refusal.reasons.is_empty(),
            "a refusal without a reason: {each:?} {day}"
        );
        for other in self
            .model
            .groomers
            .iter()
            .filter(|other| other.groomer.id != week.groomer.id)
        {
            let named = format!("{} ", other.groomer.name);
            assert!(
                !refusal.reasons.iter().any(|words| words.starts_with(&named)),
                "{refusal:?}"
            );
        }
    }
}
