use super::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn groom() -> Service {
    Service {
        id: ServiceId::new(),
        name: "Full groom".to_owned(),
        minutes: 90,
        stay_minutes: 120,
        price_cents: Cents(6000),
        position: 1,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    }
}

fn rate(
    service: &Service,
    size: Option<Size>,
    coat: Option<Coat>,
    from: NaiveDate,
    minutes: i64,
    euros: i64,
) -> Rate {
    Rate {
        id: RateId::new(),
        service_id: service.id,
        size,
        coat,
        valid_from: from,
        minutes,
        stay_minutes: minutes + 30,
        price_cents: Cents(euros * 100),
        rev: 1,
    }
}

#[test]
fn what_fits_closest_counts_and_then_the_newest_that_is_valid() {
    let groom = groom();
    let (old, new) = (day(1, 1), day(12, 1));
    let (small, large) = (Some(Size::Small), Some(Size::Large));
    let (double, curly) = (Some(Coat::Double), Some(Coat::Curly));
    let rates = [
        rate(&groom, None, None, new, 95, 65),
        rate(&groom, small, None, old, 75, 50),
        rate(&groom, small, None, new, 75, 55),
        rate(&groom, None, double, old, 120, 80),
        rate(&groom, small, double, old, 100, 70),
    ];
    let price = |size, coat, on| listed(&groom, &rates, size, coat, on).price_cents.0 / 100;
    for (size, coat, on, euros) in [
        (small, None, day(11, 30), 50),
        (small, None, new, 55),
        (small, curly, new, 55),
        // The pair beats the newer row of the size alone, and the size beats the coat.
        (small, double, new, 70),
        (large, double, new, 80),
        (None, double, new, 80),
        (large, curly, day(11, 30), 60),
        (large, curly, new, 65),
        // Before any list the service speaks for itself.
        (small, double, NaiveDate::MIN, 60),
        (None, None, old, 60),
    ] {
        assert_eq!(price(size, coat, on), euros, "{size:?} {coat:?} {on}");
    }
    let other = Service {
        id: ServiceId::new(),
        ..groom
    };
    assert_eq!(
        listed(&other, &rates, small, double, new),
        Cost::of_service(&other)
    );
}

#[test]
fn last_time_counts_until_the_list_says_something_else() {
    let cost = |minutes, stay_minutes, cents| Cost {
        minutes,
        stay_minutes,
        price_cents: Cents(cents),
    };
    let last = cost(60, 90, 4500);
    let then = cost(75, 120, 5000);
    let ever = [then];
    assert_eq!(then.or_as_last(then, last, &ever), last);
    // The new price counts, the minutes this dog takes are as they were.
    let dearer = cost(75, 120, 5500);
    assert_eq!(dearer.or_as_last(then, last, &ever), cost(60, 90, 5500));
    let longer = cost(100, 120, 5000);
    assert_eq!(longer.or_as_last(then, last, &ever), cost(100, 100, 4500));
    // Booked by the old list for a day of the new one: that was nobody's wish.
    let ever = [then, dearer];
    assert_eq!(
        dearer.or_as_last(dearer, cost(60, 90, 5000), &ever),
        cost(60, 90, 5500)
    );
}

#[test]
fn a_dogs_own_rate_says_as_much_as_was_filled_in() {
    let listed = Cost {
        minutes: 75,
        stay_minutes: 120,
        price_cents: Cents(5000),
    };
    let mut own = OwnRate {
        id: OwnRateId::new(),
        dog_id: DogId::new(),
        service_id: ServiceId::new(),
        minutes: None,
        stay_minutes: None,
        price_cents: Some(Cents(4000)),
        note: String::new(),
        rev: 1,
    };
    assert_eq!(
        listed.for_own(&own),
        Cost {
            price_cents: Cents(4000),
            ..listed
        }
    );
    own.minutes = Some(100);
    assert_eq!(listed.for_own(&own).stay_minutes, 145);
    own.stay_minutes = Some(60);
    assert_eq!(listed.for_own(&own).stay_minutes, 100);
}

#[test]
fn something_on_top_adds_its_time_and_its_price() {
    let bath = Cost {
        minutes: 75,
        stay_minutes: 120,
        price_cents: Cents(5000),
    };
    let teeth = Cost {
        minutes: 10,
        stay_minutes: 30,
        price_cents: Cents(1200),
    };
    assert_eq!(
        bath.with(teeth),
        Cost {
            minutes: 85,
            stay_minutes: 130,
            price_cents: Cents(6200),
        }
    );
}
