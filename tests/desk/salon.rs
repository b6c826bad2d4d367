//! The salon of the stories: Ana and Bo, three services, six dogs of four clients, and a morning's work.

use chrono::{NaiveDate, NaiveDateTime};
use pomsalon::domain::appointment::{Appointment, Steps};
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::{Alerts, Dog, Sex, Size};
use pomsalon::domain::groomer::{Break, Groomer, Shift};
use pomsalon::domain::id::{
    AppointmentId, BreakId, ClientId, DogId, GroomerId, ServiceId, ShiftId, VaccinationId,
};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon;
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::domain::vaccine::{Vaccination, Vaccine};
use pomsalon::store::{Filling, GroomerWeek};

fn groomer(name: &str, position: i64, days: std::ops::RangeInclusive<i64>, lunch: bool) -> GroomerWeek {
    let id = GroomerId::new();
    GroomerWeek {
        groomer: Groomer {
            id,
            name: name.to_owned(),
            lanes: 1,
            position,
            active: true,
            largest: None,
            max_dogs: None,
            rev: 1,
        },
        shifts: days
            .clone()
            .map(|weekday| Shift {
                id: ShiftId::new(),
                groomer_id: id,
                weekday,
                start_min: 540,
                end_min: 1080,
            })
            .collect(),
        breaks: days
            .filter(|_| lunch)
            .map(|weekday| Break {
                id: BreakId::new(),
                groomer_id: id,
                weekday,
                start_min: 780,
                end_min: 810,
            })
            .collect(),
        skills: Vec::new(),
    }
}

fn service(name: &str, minutes: i64, stay_minutes: i64, price: i64, position: i64) -> Service {
    Service {
        id: ServiceId::new(),
        name: name.to_owned(),
        minutes,
        stay_minutes,
        price_cents: Cents(price * 100),
        position,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    }
}

fn client(first: &str, last: &str, phone: &str) -> Client {
    Client {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        phone: phone.to_owned(),
        ..Client::blank()
    }
}

fn dog(first: &str, last: &str, breed: &str, client_id: Option<ClientId>) -> Dog {
    Dog {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        breed: breed.to_owned(),
        ..Dog::blank(client_id)
    }
}

struct Plan {
    dog_id: DogId,
    groomer_id: GroomerId,
    day: NaiveDate,
    start_min: i64,
    status: Status,
}

fn appointment(plan: &Plan, work: &Service) -> Appointment {
    Appointment {
        id: AppointmentId::new(),
        dog_id: plan.dog_id,
        groomer_id: plan.groomer_id,
        service_id: work.id,
        lane: Some(1),
        day: plan.day,
        start_min: plan.start_min,
        end_min: plan.start_min + work.minutes,
        pickup_min: plan.start_min + work.stay_minutes,
        status: plan.status,
        price_cents: work.price_cents,
        cancel_reason: String::new(),
        note: String::new(),
        drop_off_min: None,
        over_reason: String::new(),
        visit_id: None,
        series_id: None,
        rev: 1,
    }
}

/// Everything the file starts with; appointments lie on the day of `now` and before.
pub fn filling(now: NaiveDateTime) -> Filling {
    let today = now.date();
    let (ana, bo) = (groomer("Ana", 1, 1..=6, false), groomer("Bo", 2, 1..=5, true));
    let (ana_id, bo_id) = (ana.groomer.id, bo.groomer.id);
    let bath = service("Pom bath", 75, 120, 50, 1);
    let tidy = service("Pom full tidy", 105, 180, 78, 2);
    let nails = service("Nails", 15, 15, 18, 3);

    let marta = client("Marta", "Moreira", "+351 555 0123");
    let jonas = client("Jonas", "Weber", "555 0177");
    let ines = client("Inês", "Costa", "555 0142");
    let lukasz = client("Łukasz", "Großmann", "555 0188");

    let bella = Dog {
        size: Some(Size::Small),
        sex: Sex::FemaleSpayed,
        birth: NaiveDate::from_ymd_opt(2021, 3, 12),
        temperament: Some(1),
        chip: "620 098 100 123 456".to_owned(),
        ..dog("Bella", "Moreira", "Pomeranian", Some(marta.id))
    };
    let bruno = dog("Bruno", "Moreira", "Labrador", Some(marta.id));
    let rex = Dog {
        size: Some(Size::Large),
        sex: Sex::Male,
        age: Some(4),
        age_told: NaiveDate::from_ymd_opt(2025, 1, 10),
        temperament: Some(4),
        alerts: Alerts {
            bites: true,
            muzzle: true,
            ..Alerts::default()
        },
        allergies: "oatmeal shampoo".to_owned(),
        note: "fears the dryer; two people for the nails".to_owned(),
        ..dog("Rex", "Weber", "German shepherd", Some(jonas.id))
    };
    let kiki = dog("Kiki", "Costa", "Shih tzu", Some(ines.id));
    let other_bella = dog("Bella", "Costa", "Spaniel", Some(ines.id));
    let stray = dog("Zola", "", "Mix", None);

    let vaccines = Vaccine::usual();
    let rabies = |dog: &Dog, (year, month, day)| Vaccination {
        id: VaccinationId::new(),
        dog_id: dog.id,
        vaccine_id: vaccines[0].id,
        given: None,
        until: NaiveDate::from_ymd_opt(year, month, day).unwrap(),
        proof: true,
        exempt: false,
        rev: 1,
    };
    let vaccinations = vec![rabies(&bella, (2027, 5, 1)), rabies(&rex, (2026, 11, 1))];
    let plan = |dog: &Dog, groomer_id, day, start_min, status| Plan {
        dog_id: dog.id,
        groomer_id,
        day,
        start_min,
        status,
    };
    let five_weeks_ago = today - chrono::Days::new(35);
    let stamp = |minute: &str| pomsalon::domain::clock::parse_moment(&format!("{today}T{minute}"));
    let appointments = vec![
        (
            appointment(&plan(&bella, ana_id, five_weeks_ago, 600, Status::Gone), &bath),
            Steps::default(),
        ),
        (
            appointment(&plan(&bella, ana_id, today, 540, Status::InWork), &bath),
            Steps {
                arrived: stamp("08:55"),
                started: stamp("09:05"),
                ..Steps::default()
            },
        ),
        (
            appointment(&plan(&rex, ana_id, today, 630, Status::Booked), &tidy),
            Steps::default(),
        ),
        (
            appointment(&plan(&kiki, bo_id, today, 660, Status::Confirmed), &bath),
            Steps::default(),
        ),
    ];
    Filling {
        groomers: vec![ana, bo],
        services: vec![bath, tidy, nails],
        clients: vec![marta, jonas, ines, lukasz],
        dogs: vec![bella, bruno, rex, kiki, other_bella, stray],
        appointments,
        vaccines,
        vaccinations,
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    }
}
