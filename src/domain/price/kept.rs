//! What is booked keeps its price: how many appointments a new price does not reach.

use chrono::NaiveDate;

use super::{Rate, listed};
use crate::domain::clock::short_day;
use crate::domain::dog::Coat;
use crate::domain::how_big::HowBig;
use crate::domain::id::ServiceId;
use crate::domain::service::Service;

/// Work that is booked and not done yet, as far as the price list asks about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The day.
    pub day: NaiveDate,
    /// What for.
    pub service_id: ServiceId,
    /// How big the dog is.
    pub how_big: HowBig,
    /// Its coat, when known.
    pub coat: Option<Coat>,
}

/// The list with these rows on it, each in the place of one for the same dogs from the same day.
#[must_use]
pub fn with_rows(rates: &[Rate], rows: &[Rate]) -> Vec<Rate> {
    let is_for = |rate: &Rate| (rate.service_id, rate.size, rate.coat, rate.valid_from);
    let mut all = rates.to_vec();
    all.retain(|rate| rows.iter().all(|row| is_for(row) != is_for(rate)));
    all.extend(rows.iter().cloned());
    all
}

/// How many of them the list would ask another price for once it says something else; they keep the one that was promised.
#[must_use]
pub fn kept(promised: &[Promised], services: &[Service], before: &[Rate], after: &[Rate]) -> usize {
    let price = |service: &Service, rates: &[Rate], each: &Promised| {
        listed(service, rates, each.how_big.size(), each.coat, each.day).price_cents
    };
    let changes = |each: &&Promised| {
        let service = services.iter().find(|service| service.id == each.service_id);
        service.is_some_and(|service| price(service, before, each) != price(service, after, each))
    };
    promised.iter().filter(changes).count()
}

/// The same in words, with the day from which the new price counts; nothing where none is booked.
#[must_use]
pub fn kept_words(count: usize, from: NaiveDate, today: NaiveDate) -> Option<String> {
    let from = short_day(from.max(today), today);
    match count {
        0 => None,
        1 => Some(format!("1 booked from {from} on keeps its old price")),
        many => Some(format!("{many} booked from {from} on keep their old price")),
    }
}

/// The same in few words, behind a sentence that names that day: `; 3 booked keep theirs`.
#[must_use]
pub fn kept_behind(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; 1 booked keeps its price".to_owned(),
        many => format!("; {many} booked keep theirs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dog::Size;
    use crate::domain::id::RateId;
    use crate::domain::money::Cents;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn those_count_that_the_new_price_would_reach() {
        let bath = Service {
            id: ServiceId::new(),
            name: "Bath".to_owned(),
            minutes: 60,
            stay_minutes: 60,
            price_cents: Cents(5000),
            position: 1,
            active: true,
            add_on: false,
            needs_waiver: false,
            rev: 1,
        };
        let rate = |size: Option<Size>, euros: i64| Rate {
            id: RateId::new(),
            service_id: bath.id,
            size,
            coat: None,
            valid_from: day("2026-12-01"),
            minutes: 60,
            stay_minutes: 60,
            price_cents: Cents(euros * 100),
            rev: 1,
        };
        let booked = |on: &str, how_big: HowBig| Promised {
            day: day(on),
            service_id: bath.id,
            how_big,
            coat: None,
        };
        let promised = [
            booked("2026-11-30", HowBig::Unknown),
            booked("2026-12-01", HowBig::Unknown),
            booked("2026-12-02", HowBig::Noted(Size::Small)),
            booked("2026-12-03", HowBig::ByBreed(Size::Large)),
        ];
        let services = [bath.clone()];
        let of = |rows: &[Rate]| kept(&promised, &services, &[], &with_rows(&[], rows));
        assert_eq!(of(&[rate(None, 55)]), 3, "those before that day are not asked");
        assert_eq!(of(&[rate(Some(Size::Large), 55)]), 1);
        assert_eq!(of(&[rate(None, 50)]), 0, "the same price is no other");
        let (from, today) = (day("2026-12-01"), day("2026-11-20"));
        assert_eq!(
            kept_words(3, from, today).as_deref(),
            Some("3 booked from Tue 1 Dec on keep their old price")
        );
        assert_eq!(kept_words(0, from, today), None);
    }
}
