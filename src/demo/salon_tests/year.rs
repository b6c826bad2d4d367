//! The year behind and the people in it: how often dogs come, that nobody is real, and when each step was taken.

use super::*;

#[test]
fn a_year_lies_behind_and_six_weeks_are_begun() {
    for (story, now, demo) in salons() {
        let today = now.date();
        let past: Vec<_> = demo.appointments.iter().filter(|one| one.day < today).collect();
        let share = |status| past.iter().filter(|one| one.status == status).count() * 100 / past.len();
        assert!(
            (5_000..8_500).contains(&past.len()),
            "{story}: {} visits",
            past.len()
        );
        assert!(
            (5..=9).contains(&share(Status::NoShow)),
            "{story}: {}%",
            share(Status::NoShow)
        );
        assert!(
            (8..=12).contains(&share(Status::Cancelled)),
            "{story}: {}%",
            share(Status::Cancelled)
        );
        assert!(
            past.iter()
                .all(|one| matches!(one.status, Status::Gone | Status::NoShow | Status::Cancelled))
        );
        let ahead = |from, to| {
            let days = days_from(today, from)..days_from(today, to);
            demo.appointments
                .iter()
                .filter(|one| days.contains(&one.day))
                .count()
        };
        let (soon, later) = (ahead(1, 8), ahead(35, 42));
        assert!(soon > later * 3 / 2 && later > 5, "{story}: {soon} then {later}");
        assert!(
            demo.appointments
                .iter()
                .all(|one| one.day <= today || one.status.is_expected() || !one.status.holds_time())
        );
    }
}

#[test]
fn nobody_comes_at_christmas_and_new_year_but_on_the_days_one_looks_at() {
    for (story, now, demo) in salons() {
        let looked_at = now.date()..=days_from(now.date(), 1);
        let days: HashSet<(u32, u32)> = demo
            .appointments
            .iter()
            .filter(|one| !looked_at.contains(&one.day))
            .map(|one| (one.day.month(), one.day.day()))
            .collect();
        for rest in [(12, 25), (12, 26), (1, 1)] {
            assert!(!days.contains(&rest), "{story}: {rest:?}");
        }
        let known: HashSet<_> = demo.appointments.iter().map(|one| one.id).collect();
        assert!(demo.add_ons.iter().all(|(id, _)| known.contains(id)), "{story}");
        assert!(
            demo.records
                .iter()
                .all(|record| known.contains(&record.appointment_id)),
            "{story}"
        );
        assert_eq!(demo.appointments.len(), demo.steps.len(), "{story}");
    }
}

#[test]
fn dogs_come_back_after_about_the_weeks_of_their_breed() {
    let demo = plan(1, moment("2026-11-24T10:40"));
    let mut last: HashMap<DogId, NaiveDate> = HashMap::new();
    let mut waits: Vec<i64> = Vec::new();
    for one in demo.appointments.iter().filter(|one| one.status == Status::Gone) {
        if let Some(before) = last.insert(one.dog_id, one.day) {
            waits.push((one.day - before).num_days());
        }
    }
    waits.sort_unstable();
    let (tenth, middle) = (waits[waits.len() / 10], waits[waits.len() / 2]);
    assert!(
        (25..=40).contains(&tenth) && (32..=56).contains(&middle),
        "{tenth} {middle}"
    );
}

#[test]
fn the_people_are_believable_and_nobody_real() {
    for (story, now, demo) in salons() {
        assert!((800..805).contains(&demo.dogs.len()), "{story}");
        let phones: HashSet<&str> = demo.clients.iter().map(|client| client.phone.as_str()).collect();
        assert_eq!(phones.len(), demo.clients.len());
        assert!(demo.clients.len() > 500 && phones.iter().all(|phone| phone.starts_with("07700 900")));
        assert!(
            demo.clients
                .iter()
                .all(|client| client.email.is_empty() || client.email.ends_with("@example.com"))
        );
        let mut ids: HashSet<uuid::Uuid> = demo.dogs.iter().map(|dog| dog.id.uuid()).collect();
        ids.extend(demo.clients.iter().map(|client| client.id.uuid()));
        ids.extend(demo.appointments.iter().map(|one| one.id.uuid()));
        assert_eq!(
            ids.len(),
            demo.dogs.len() + demo.clients.len() + demo.appointments.len()
        );
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        for dog in &demo.dogs {
            let age = dog.age_on(now.date()).unwrap();
            assert!(
                (0..=17).contains(&age) && dog.client_id.is_some(),
                "{story}: {dog:?}"
            );
        }
    }
}

#[test]
fn steps_are_stamped_in_order_and_never_after_now() {
    for (story, now, demo) in salons() {
        assert_eq!(demo.steps.len(), demo.appointments.len());
        let latest = (*now).max(days_from(now.date(), 0).and_hms_opt(2, 10, 0).unwrap());
        for (one, steps) in demo.appointments.iter().zip(&demo.steps) {
            let taken = [
                steps.confirmed,
                steps.arrived,
                steps.started,
                steps.ready,
                steps.gone,
            ];
            let times: Vec<NaiveDateTime> = taken.into_iter().flatten().collect();
            assert!(
                times.is_sorted() && times.iter().all(|at| *at <= latest),
                "{story}: {one:?} {steps:?}"
            );
            assert_eq!(steps.gone.is_some(), one.status == Status::Gone, "{story}");
            assert_eq!(
                steps.started.is_some(),
                one.status.holds_time() && one.status >= Status::InWork,
                "{story}"
            );
        }
    }
}
