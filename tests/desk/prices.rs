//! What work takes and costs: by size and coat, from a day on, for one dog, and with something done on top.

use chrono::NaiveDate;
use pomsalon::domain::dog::{Coat, Size};
use pomsalon::domain::id::{OwnRateId, RateId, ServiceId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::price::{OwnRate, Rate};
use pomsalon::domain::service::Service;
use pomsalon::store::{DogEdit, Edit, Filling, OwnRateEdit, Purpose, RateEdit, Store};

use crate::harness::Desk;
use crate::how_big::by_size;

const TEN: &str = "2026-11-20T10:00";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn on_top(name: &str, minutes: i64, euros: i64, position: i64) -> Service {
    Service {
        id: ServiceId::new(),
        name: name.to_owned(),
        minutes,
        stay_minutes: minutes,
        price_cents: Cents(euros * 100),
        position,
        active: true,
        add_on: true,
        needs_waiver: false,
        rev: 1,
    }
}

fn with_add_ons(filling: &mut Filling) {
    filling.services.push(on_top("Teeth", 10, 12, 4));
    filling.services.push(on_top("Nails on top", 15, 15, 5));
}

pub fn rate(service: &Service, size: Option<Size>, coat: Option<Coat>, from: &str, euros: i64) -> Rate {
    Rate {
        id: RateId::new(),
        service_id: service.id,
        size,
        coat,
        valid_from: day(from),
        minutes: service.minutes,
        stay_minutes: service.stay_minutes,
        price_cents: Cents(euros * 100),
        rev: 1,
    }
}

fn service(desk: &Desk, name: &str) -> Service {
    let services = desk.store().services().unwrap();
    services.into_iter().find(|service| service.name == name).unwrap()
}

/// The salon with another list for the bath from the first of December on.
fn dearer_from_december() -> Desk {
    Desk::filled(TEN, |filling| {
        let bath = filling.services[0].clone();
        filling.rates = vec![rate(&bath, None, None, "2026-12-01", 55)];
    })
}

#[test]
fn the_price_is_that_of_the_size_and_the_coat() {
    let mut desk = Desk::filled(TEN, |filling| {
        let tidy = filling.services[1].clone();
        filling.rates = vec![
            rate(&tidy, Some(Size::Small), None, "2026-01-01", 70),
            rate(&tidy, Some(Size::Small), Some(Coat::Double), "2026-01-01", 85),
        ];
    });
    // Nobody noted how big Kiki is: what a dog of her breed pays.
    desk.keys("bkiki tidy<enter>")
        .must_show("Pom full tidy · 1 h 45 on the table · 70 (small by breed)");
    desk.keys("<esc><esc>bbella moreira tidy<enter>")
        .must_show("1 h 45 on the table · 70")
        .must_show("70 euros");
    let bella = desk.dog("Bella Moreira");
    desk.bo_changes(Edit::Dog(DogEdit::Save(pomsalon::domain::dog::Dog {
        coat: Some(Coat::Double),
        ..bella
    })));
    desk.tick().must_show("85 euros").keys("<enter><enter>");
    let booked = desk
        .store()
        .last_appointment(desk.dog("Bella Moreira").id)
        .unwrap()
        .unwrap();
    assert_eq!(booked.price_cents, Cents(8500));
}

#[test]
fn the_day_of_the_appointment_decides_the_price_not_the_day_of_the_call() {
    let mut desk = dearer_from_december();
    desk.keys("bbella costa bath 30 nov<enter>").must_show("50 euros");
    desk.keys(&format!("<tab>{}1 dec", "<backspace>".repeat(6)))
        .must_show("bath 1 dec");
    desk.must_show("Pom bath · 1 h 15 on the table · 55")
        .must_show("55 euros");
    desk.keys("<enter>").must_show("Booked Bella Costa Tue 1 Dec");
    // And where the list changes between two lines of the offers, each says its own.
    desk.keys("bkiki tue 10<enter>")
        .must_show("Tue 24 Nov")
        .must_show("50 euros");
    desk.keys("3")
        .must_show("Say: Tuesday 1st December")
        .must_show("55 euros");
}

#[test]
fn last_times_price_counts_only_while_the_list_is_the_same() {
    let mut desk = dearer_from_december();
    // Bella once got the bath for less, and it took longer.
    desk.keys("<up><up>e<tab>90<tab>42<c-s>");
    assert_eq!(
        desk.message(),
        "Changed Bella Moreira Fri 20 Nov 09:00: 1 h 30, until 10:30, price 42 · u undoes"
    );
    desk.keys("bbella moreira 30 nov<enter>")
        .must_show("1 h 30 on the table · 42");
    // The new list says nothing else about the time.
    desk.keys("<esc><esc>bbella moreira 1 dec<enter>")
        .must_show("1 h 30 on the table · 55");
}

#[test]
fn a_dog_has_a_price_of_its_own() {
    let mut desk = dearer_from_december();
    let (bella, bath) = (desk.dog("Bella Moreira"), service(&desk, "Pom bath"));
    desk.bo_changes(Edit::OwnRate(OwnRateEdit::Add(OwnRate {
        id: OwnRateId::new(),
        dog_id: bella.id,
        service_id: bath.id,
        minutes: Some(100),
        stay_minutes: None,
        price_cents: Some(Cents(4000)),
        note: "first customer".to_owned(),
        rev: 1,
    })));
    desk.keys("bbella moreira 1 dec<enter>")
        .must_show("Pom bath · 1 h 40 on the table · 40 · own price: first customer")
        .must_show("40 euros");
}

#[test]
fn what_is_done_on_top_is_typed_said_booked_shown_and_offered_again() {
    let mut desk = Desk::filled(TEN, with_add_ons);
    desk.keys("bbella moreira bath teeth nails thu 10<enter>")
        .must_show("Pom bath with teeth and nails on top · 1 h 40 on the table · 77")
        .must_show("about 2 and a half hours (Pom bath with")
        .must_show("teeth and nails on top), 77 euros");
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira Thu 26 Nov 10:00 with Ana");
    desk.keys("gthu<enter>")
        .must_show("Pom bath + teeth + nails on top · 77");
    desk.keys("<enter>")
        .must_show("10:00 Pom bath + teeth + nails on top with Ana");
    // Next time the same is proposed; who names something gets that.
    desk.keys("b").must_show("Pom bath with teeth and nails on top");
    desk.keys("teeth")
        .must_show("Pom bath with teeth · 1 h 25 on the table · 62");
    desk.keys("<backspace><backspace><backspace><backspace><backspace>bath")
        .must_show("Pom bath · 1 h 15 on the table · 50");
    // Two services are one too many.
    desk.keys(" tidy")
        .must_show("The service is Pom bath already, and `tidy` is another: leave one out.");
}

#[test]
fn only_on_top_cannot_be_booked_alone() {
    let desk = Desk::filled(TEN, with_add_ons);
    let teeth = service(&desk, "Teeth");
    let old = desk
        .store()
        .last_appointment(desk.dog("Bella Moreira").id)
        .unwrap()
        .unwrap();
    let alone = pomsalon::domain::appointment::Appointment {
        id: pomsalon::domain::id::AppointmentId::new(),
        service_id: teeth.id,
        day: day("2026-11-26"),
        ..old
    };
    let mut store = Store::open(desk.path(), Purpose::Desk).unwrap();
    let by = pomsalon::store::By {
        actor: "bo".to_owned(),
        at: desk.now(),
    };
    let edit = Edit::Appointment(pomsalon::store::AppointmentEdit::Book(alone.into()));
    assert_eq!(
        store.apply(&edit, &by).unwrap_err().to_string(),
        "Teeth is only done on top of another service; choose that one as well"
    );
}

#[test]
fn a_booked_appointment_gets_something_on_top() {
    let mut desk = Desk::filled(TEN, with_add_ons);
    // Rex at half past ten, tidy until a quarter past twelve.
    desk.keys("e").must_show("Work of Rex Weber Fri 20 Nov 10:30");
    insta::assert_snapshot!(desk.page());
    // Minutes and price follow what is chosen, and what is typed counts for more.
    desk.keys("<tab>t").must_show("115").must_show("90");
    desk.keys("<tab><tab><tab>88<tab>muzzle first<c-s>");
    assert_eq!(
        desk.message(),
        "Changed Rex Weber Fri 20 Nov 10:30: now Pom full tidy + teeth, 1 h 55, until 12:25, price 88, note · u undoes"
    );
    desk.must_show("Pom full tidy + teeth · 88")
        .must_show("10:30-12:25");
    desk.keys("u")
        .must_show("10:30-12:15")
        .must_show("Pom full tidy · 78");
    desk.keys("y").must_show("10:30-12:25");
    // As the day stood in between, there were no teeth.
    let story = desk.store().day_story(desk.now().date()).unwrap();
    let rex_after = |moments: usize| {
        let visits = desk.store().day_as_it_stood(&story, moments).unwrap();
        let rex = visits.into_iter().find(|visit| visit.dog == "Rex Weber");
        rex.unwrap().service
    };
    let moments = story.moments.len();
    assert_eq!(rex_after(moments), "Pom full tidy + teeth");
    assert_eq!(rex_after(moments - 1), "Pom full tidy");
    assert_eq!(rex_after(moments - 2), "Pom full tidy + teeth");
    // And off again: what it cost goes with it.
    desk.keys("e<tab>-<c-s>").must_show("Pom full tidy · 76");
}

#[test]
fn more_work_than_fits_is_refused_in_the_form() {
    let mut desk = Desk::filled(TEN, with_add_ons);
    desk.keys("<up>").must_show("09:00-10:15 with Ana");
    // Rex is next at half past ten.
    desk.keys("e<tab>t<tab>n<c-s>")
        .must_show("Work of Bella Moreira")
        .must_show("Ana has Rex Weber at 10:30, this would end 10:40");
    // Without the nails it fits.
    desk.keys("<backtab>");
    desk.keys("<tab>-<c-s>").must_show("Pom bath + teeth · 62");
}

#[test]
fn two_desks_in_the_work_of_one_appointment_both_stay() {
    let mut desk = Desk::filled(TEN, with_add_ons);
    desk.keys("e<tab><tab><tab><tab><tab>ring the bell");
    let mut other = desk.beside("bo");
    other.keys("e<tab>t<c-s>").must_show("now Pom full tidy + teeth");
    desk.tick().keys("<c-s>");
    assert!(desk.message().contains("note"), "{}", desk.screen());
    desk.must_show("Pom full tidy + teeth · 90")
        .must_show("ring the bell");
}

#[test]
fn a_new_list_is_one_change_and_one_undo() {
    let desk = Desk::at(TEN);
    let bath = service(&desk, "Pom bath");
    let rows = vec![
        rate(&bath, Some(Size::Small), None, "2026-12-01", 52),
        rate(&bath, Some(Size::Large), None, "2026-12-01", 80),
    ];
    desk.bo_changes(Edit::Rate(RateEdit::Add(rows.clone())));
    assert_eq!(desk.store().rates().unwrap().len(), 2);
    desk.bo_changes(Edit::Undo);
    assert_eq!(desk.store().rates().unwrap(), []);
}

#[test]
fn a_table_of_sizes_and_coats_says_what_counts_today_and_later() {
    let mut desk = dearer_from_december();
    desk.keys("6").must_show("new 1 Dec").keys("r");
    desk.must_show("Prices: Pom bath")
        .must_show("»75 min")
        .must_show("press .");
    // A small double coat takes longer, from today on.
    desk.keys("<down><right><right><enter>")
        .must_show("Pom bath: small dogs with a double coat");
    desk.keys("64<tab>90<tab>150<enter><enter>");
    assert_eq!(
        desk.message(),
        "New price of Pom bath, small dogs with a double coat from Fri 20 Nov · u undoes"
    );
    desk.must_show("»90 min").must_show("Since Fri 20 Nov");
    desk.keys(".")
        .must_show("What counts from Tue 1 Dec on")
        .must_show("55*")
        .must_show("90 min");
    insta::assert_snapshot!(desk.page());
    // On the later list these dogs pay more.
    desk.keys("<enter>70<c-s>").must_show("70*");
    desk.keys(",")
        .must_show("64 euros")
        .must_show("Coming: from Tue 1 Dec 90 min, 70");
    desk.keys(".x");
    assert_eq!(
        desk.message(),
        "Took the price of Pom bath, small dogs with a double coat off the list · u undoes"
    );
    desk.must_show("64 euros")
        .keys("<backspace>6")
        .must_show("by size, new 1 Dec");
    // Changed on the day on which it counts already, it is the same price corrected.
    desk.keys("r<down><right><right><enter>66<c-s>");
    assert!(
        desk.message().starts_with("Changed the price of Pom bath, small"),
        "{}",
        desk.message()
    );
}

#[test]
fn a_new_list_for_every_service_is_one_form_and_one_undo() {
    let mut desk = Desk::at(TEN);
    desk.keys("6rn")
        .must_show("New price list")
        .keys("1 jan<enter>5<enter><enter>e<c-s>");
    assert_eq!(desk.message(), "New price list from Fri 1 Jan 2027 · u undoes");
    desk.must_show("What counts from Fri 1 Jan 2027 on")
        .must_show("53*");
    let prices: Vec<i64> = desk
        .store()
        .rates()
        .unwrap()
        .iter()
        .map(|rate| rate.price_cents.0)
        .collect();
    assert_eq!(prices.len(), 3);
    assert!(
        [5300, 8200, 1900].iter().all(|price| prices.contains(price)),
        "{prices:?}"
    );
    desk.keys("<backspace>u");
    assert_eq!(desk.store().rates().unwrap(), []);
    // The same day twice is asked about where one is.
    desk.keys("y6rn1 jan<c-s>")
        .must_show("There is a list from that day already; choose another day.");
}

#[test]
fn a_service_that_gets_dearer_says_from_when() {
    let mut desk = Desk::at(TEN);
    // Pom bath: price, from.
    desk.keys("6e<tab><tab><tab>56<tab>1 dec<c-s>");
    assert_eq!(desk.message(), "Changed service Pom bath · u undoes");
    desk.must_show("new 1 Dec");
    desk.keys("bbella moreira 30 nov<enter>").must_show("50 euros");
    desk.keys("<esc><esc>bbella moreira 1 dec<enter>")
        .must_show("56 euros")
        .keys("<esc><esc>u");
    assert_eq!(desk.store().rates().unwrap(), []);
    // Without a day it counts from today on: Bella's last bath does not overrule it.
    desk.keys("6e<tab><tab><tab>58<c-s>").must_show("58");
    desk.keys("bbella moreira sat<enter>").must_show("58 euros");
}

#[test]
fn a_new_thing_on_top_is_sold_at_once() {
    let mut desk = Desk::at(TEN);
    desk.keys("6nTeeth<enter>10<enter>10<enter>12<enter><enter>y<c-s>");
    assert_eq!(desk.message(), "Added service Teeth · u undoes");
    desk.must_show("only on top")
        .keys("bkiki teeth<enter>")
        .must_show("Pom bath with teeth · 1 h 25");
}

#[test]
fn a_dogs_card_gives_it_a_price_of_its_own() {
    let mut desk = Desk::at(TEN);
    desk.keys("<up><enter>o")
        .must_show("What Bella Moreira takes and pays");
    insta::assert_snapshot!(desk.page());
    desk.keys("<enter>").must_show("as listed: 50").keys("<c-s>");
    desk.must_show("Fill in the minutes or the price that this dog has of its");
    desk.keys("40<enter><enter><enter>first customer<enter>");
    assert_eq!(desk.message(), "Bella Moreira has its own Pom bath · u undoes");
    desk.must_show("its own: first customer").must_show("40");
    desk.keys("<backspace>bbella moreira<enter>")
        .must_show("own price: first customer")
        .must_show("40 euros");
    // Emptied it is as listed again.
    desk.keys("<esc><esc>1<enter>o<enter>");
    desk.keys("<backspace><backspace><c-s>");
    assert_eq!(
        desk.message(),
        "Pom bath for Bella Moreira is as listed again · u undoes"
    );
}

/// Full tidy with a price for large dogs, and another one for the curly ones among them.
fn large_and_large_curly() -> Desk {
    Desk::filled(TEN, |filling| {
        let tidy = filling.services[1].clone();
        filling.rates = vec![
            rate(&tidy, Some(Size::Large), None, "2026-01-01", 90),
            rate(&tidy, Some(Size::Large), Some(Coat::Curly), "2026-01-01", 95),
        ];
    })
}

fn euros(desk: &Desk, coat: Option<Coat>, on: &str) -> i64 {
    let (tidy, rates) = (service(desk, "Pom full tidy"), desk.store().rates().unwrap());
    let listed = pomsalon::domain::price::listed(&tidy, &rates, Some(Size::Large), coat, day(on));
    listed.price_cents.0 / 100
}

#[test]
fn no_finer_price_stays_behind_unseen() {
    let mut desk = large_and_large_curly();
    // Large dogs pay 100 now: those with a curly coat are asked about, and change by as much.
    desk.keys("6<down>r<down><down><down><enter>100<c-s>")
        .must_show("Some of these dogs have a price of their own")
        .must_show("large dogs with a curly coat: 95, then 105");
    assert_eq!(euros(&desk, Some(Coat::Curly), "2026-11-20"), 95);
    desk.keys("<enter>");
    assert_eq!(
        desk.message(),
        "New price of Pom full tidy: large dogs and 1 finer from Fri 20 Nov; 1 booked keeps its price · u undoes"
    );
    assert_eq!(euros(&desk, None, "2026-11-20"), 100);
    assert_eq!(euros(&desk, Some(Coat::Curly), "2026-11-20"), 105);
    // One change, one undo; what was before is as it was.
    assert_eq!(euros(&desk, Some(Coat::Curly), "2026-11-19"), 95);
    desk.keys("<backspace>u");
    assert_eq!(euros(&desk, Some(Coat::Curly), "2026-11-20"), 95);
    // Or they stay, said by name and chosen on purpose.
    desk.keys("r<down><down><down><enter>100<c-s>")
        .must_show("95, then 105")
        .keys("<right><enter>");
    assert_eq!(euros(&desk, None, "2026-11-20"), 100);
    assert_eq!(euros(&desk, Some(Coat::Curly), "2026-11-20"), 95);
    // The service's own card changes what any dog pays, and says that these stay.
    desk.keys("<backspace>e")
        .must_show("2 prices by size and coat stay as they are: r on the list");
}

#[test]
fn a_price_typed_into_the_stay_is_noticed() {
    let mut desk = large_and_large_curly();
    desk.keys("6re<tab><tab>50<tab>")
        .must_show("Shorter than the minutes on the table. Is it the price?");
    desk.keys("<up>72,50<tab>")
        .must_show("72,50 looks like a price; here a whole number from 5 to")
        .keys("<up>120<tab>");
    desk.must_not_show("looks like a price").must_not_show("Shorter");
}

#[test]
fn leaving_a_price_comes_back_to_the_table_it_was_opened_from() {
    let mut desk = large_and_large_curly();
    desk.keys("6<down>r<down><down><down><right><right><right><right><enter>")
        .must_show("large dogs with a curly coat");
    desk.keys("<esc>")
        .must_show("Prices: Pom full tidy")
        .must_show("Large dogs with a curly coat: 1 h 45 on the table");
    // What is half typed waits for the next Enter there.
    desk.keys("<enter>90<tab><esc>")
        .must_show("Prices: Pom full tidy")
        .must_show("Put aside")
        .keys("<enter>")
        .must_show("Put aside at 10:00: 90");
    desk.keys("<esc><enter><tab><c-s>");
    // The same for a dog's own price, a vaccination and a vaccine.
    desk.keys("<esc><esc>1<up><enter>o<enter><esc>")
        .must_show("What Bella Moreira takes and pays");
    desk.keys("<backspace>6v<enter><esc>")
        .must_show("Vaccines: how long they last");
    desk.keys("<backspace>1<enter>vn<esc>")
        .must_show("Vaccinations of");
}

#[test]
fn the_usual_work_is_what_was_really_done_most_often() {
    let mut desk = Desk::at(TEN);
    // Booked for once is not what she usually comes for.
    desk.keys("bbella mor<enter>tidy mon 14 bo<enter>")
        .must_show("Booked Bella Moreira");
    desk.keys("bbella mor<enter>")
        .must_show("Pom bath · 1 h 15 on the table · 50");
}

#[test]
fn the_whole_name_of_a_service_means_that_one() {
    let mut desk = Desk::filled(TEN, |filling| {
        let nails = filling.services[2].clone();
        let both = Service {
            id: ServiceId::new(),
            name: "Nails + teeth".to_owned(),
            position: 0,
            ..nails
        };
        // The last visit was for both.
        filling.appointments[0].0.service_id = both.id;
        filling.services.push(both);
    });
    desk.keys("bbella mor<enter>nails")
        .must_show("Nails · 15 min on the table · 18")
        .must_show("(Nails), 18 euros");
    desk.keys("<c-u>nails teeth").must_show("(Nails + teeth)");
}

#[test]
fn in_the_price_list_of_a_dog_what_suits_it_stands_first() {
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("/bruno<enter>o").must_show("» 1 Full groom");
}

#[test]
fn a_new_price_says_how_many_booked_ones_keep_the_old_one() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella mor<enter>bath 2 dec 10 ana<enter>")
        .must_show("Booked Bella Moreira");
    desk.keys("bbruno<enter>bath 3 dec 10 bo<enter>")
        .must_show("Booked Bruno");
    // On the table of prices, before it is saved and after.
    desk.keys("6r.").keys("<enter>55<tab><tab><tab><c-u>1 dec<tab>");
    desk.must_show("2 booked from Tue 1 Dec on keep their old price");
    desk.keys("<c-s>");
    assert!(
        desk.message().contains("from Tue 1 Dec; 2 booked keep theirs"),
        "{}",
        desk.message()
    );
    desk.keys("u<backspace>");
    // On the card of the service.
    desk.keys("6e<tab><tab><tab><c-u>60<tab>3 dec<tab>")
        .must_show("1 booked from Thu 3 Dec on keeps its old price");
    desk.keys("<c-s>");
    assert!(
        desk.message()
            .contains("from Thu 3 Dec; 1 booked keeps its price"),
        "{}",
        desk.message()
    );
    let booked = desk.store().visits(day("2026-12-03")).unwrap();
    assert_eq!(booked[0].appointment.price_cents, Cents(5000));
    desk.keys("u");
    // And in a whole new list.
    desk.keys("6rn2 dec<enter>5<tab>")
        .must_show("2 booked from Wed 2 Dec on keep their old price");
    desk.keys("<c-s>");
    assert!(
        desk.message().contains("from Wed 2 Dec; 2 booked keep theirs"),
        "{}",
        desk.message()
    );
}

#[test]
fn a_series_over_a_new_list_says_what_each_of_its_days_costs() {
    let mut desk = dearer_from_december();
    desk.keys("bbella costa bath wed 10 every 2w x3<enter><enter>")
        .must_show("Pom bath · 1 h 15 · 50, from December 55 · from Wed 25 Nov 2026 at 10:00")
        .must_show("Wed 25 Nov       10:00-11:15  Ana           ok ")
        .must_show("Wed 9 Dec        10:00-11:15  Ana           ok, 55")
        .must_show("Wed 23 Dec       10:00-11:15  Ana           ok, 55")
        .must_show("Say: every 2 weeks, 3 times, from Wednesday 25th at 10 with Ana (Pom bath),")
        .must_show("50 euros, from December 55");
    desk.keys("<enter>")
        .must_show("Booked Bella Costa every 2 weeks, 3 times");
}
