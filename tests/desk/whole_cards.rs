//! What stands on a card beside its first lines: vaccinations and their rules, what was done at a visit, and two cards
//! that turn out to be one dog or one client.

use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::money::Cents;
use pomsalon::store::{ClientEdit, Edit};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

#[test]
fn a_clients_card_takes_whom_to_call_who_picks_up_what_is_owed_and_why_to_stop() {
    let mut desk = Desk::at(TEN);
    desk.keys(
        "4e<tab><tab><tab><tab><tab>Rui Costa 555 0111<tab>grandma<tab>20<tab>12.50<tab>never pays<c-s>",
    );
    assert_eq!(desk.message(), "Changed client Inês Costa · u undoes");
    desk.keys("<enter>")
        .must_show("! Stop      do not book: never pays")
        .must_show("Owes        12.50")
        .must_show("Deposit     20 before a booking stands")
        .must_show("Emergency   Rui Costa 555 0111")
        .must_show("May pick up grandma");
    // Whoever books for a dog of hers is stopped, in the same words.
    desk.keys("<backspace>").keys("bkiki<enter><enter>");
    desk.must_show("never pays");
}

#[test]
fn a_double_coat_is_not_shaved_before_the_client_has_signed() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e<tab><tab><tab><tab>d<c-s>");
    desk.keys("/kiki<enter>")
        .must_show("Shaving     never: the client has not signed");
    // A letter alone signs nothing.
    desk.keys("w")
        .must_show("Has Inês Costa signed today, Fri 20 Nov 2026, that")
        .must_show("Enter yes    Backspace no");
    desk.keys("<backspace>")
        .must_show("never: the client has not signed");
    assert_eq!(desk.dog("Kiki Costa").waiver, None);
    // The client signs at the counter.
    desk.keys("w<enter>").must_show("Shaving     signed 20 Nov 2026");
    assert_eq!(desk.message(), "Signed for shaving: Kiki Costa · u undoes");
    desk.keys("w");
    assert_eq!(desk.message(), "signed on 20 Nov 2026 already");
    // What the last line says is done on the card, and the history says what it was.
    desk.keys("<down>u").must_show("never: the client has not signed");
    assert_eq!(
        desk.message(),
        "Undone: Signed for shaving: Kiki Costa · y redoes"
    );
    desk.keys("y").must_show("Shaving     signed 20 Nov 2026");
    desk.keys("s").must_show("Signed for shaving: Kiki Costa");
}

#[test]
fn what_is_put_aside_on_a_card_names_the_key_that_goes_on_with_it_from_there() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e<tab><tab><tab><tab>d<c-s>");
    desk.keys("/kiki<enter><enter>willow<esc>")
        .must_show("never: the client has not signed");
    assert_eq!(
        desk.message(),
        "Put aside: Changes to Kiki Costa · w on 1 Today goes on with it"
    );
    desk.keys("<backspace>1w")
        .must_show("1 10:00         Changes to Kiki Costa");
}

#[test]
fn a_shave_down_that_nobody_signed_for_takes_one_more_enter() {
    let mut desk = Desk::filled(TEN, |filling| {
        filling.services[1].name = "Shave-down".to_owned();
        filling.services[1].needs_waiver = true;
        let kiki = filling.dogs.iter_mut().find(|dog| dog.first_name == "Kiki");
        kiki.unwrap().coat = Some(pomsalon::domain::dog::Coat::Double);
    });
    // A bath needs no signature.
    desk.keys("bkiki bath mon 10<enter><enter>");
    assert!(desk.message().starts_with("Booked Kiki"), "{}", desk.message());
    desk.keys("bkiki shave tue 10<enter>")
        .must_show("! DOUBLE COAT: nobody signed for Shave-down")
        .keys("<enter>")
        .must_show("! Kiki has a double coat, and nobody signed for Shave-down: let")
        .must_show("Enter again saves it all the same");
    desk.keys("<enter>");
    assert!(desk.message().starts_with("Booked Kiki"), "{}", desk.message());
    // Signed, there is nothing to ask.
    desk.keys("/kiki<enter>w<enter><backspace>bkiki shave wed 10<enter><enter>");
    assert!(desk.message().starts_with("Booked Kiki"), "{}", desk.message());
}

#[test]
fn a_weight_of_today_stands_beside_the_earlier_ones() {
    let mut desk = Desk::at(TEN);
    let to_weight = "/kiki<enter>e<tab><tab><tab><tab><tab>";
    desk.keys(to_weight).keys("5.2<c-s>");
    // A slip on the same day is put right, not kept.
    desk.keys(to_weight).keys("5.3<c-s>");
    desk.keys("/kiki<enter>")
        .must_show("Weight      5.3 kg 20 Nov 2026");
    let kiki = desk.dog("Kiki Costa").id;
    assert_eq!(desk.store().weights_of(kiki, 9).unwrap().len(), 1);
    desk.keys("<backspace>").keys(to_weight).keys("12 stone<tab>");
    desk.must_show("A weight fits here, such as 4.2 or 9 lb");
}

#[test]
fn a_vaccination_lasts_by_its_rule_the_first_for_a_year_the_next_for_three() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>")
        .must_show("none on the card; v adds one");
    desk.keys("v")
        .must_show("None on the card yet. Press n to add the first one.");
    desk.keys("n<tab>1 dec 2025<tab><tab>y<c-s>");
    desk.must_show("Rabies")
        .must_show("until 1 Dec 2026")
        .must_show("paper seen");
    // The next one, before the first has run out, counts for three years.
    desk.keys("n<tab>20 nov 2026<c-s>").must_show("until 20 Nov 2029");
    insta::assert_snapshot!(desk.page());
    desk.keys("x")
        .must_not_show("paper not seen")
        .must_show("until 1 Dec 2026");
    desk.keys("<backspace>u").keys("/kiki<enter>");
    desk.must_show("Vaccines    Rabies until 20 Nov 2029, paper not seen");
    // The day on a paper has been: without a year it is the last such day, and its own last day is still to come.
    desk.keys("vn<tab>17 nov").must_show("Tue 17 Nov 2026");
    desk.keys("<tab>17 nov").must_show("Wed 17 Nov 2027");
}

#[test]
fn a_booking_that_outlives_a_vaccine_is_marked_and_listed() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>vn<tab><tab>25 nov 2026<c-s><backspace><backspace>");
    desk.keys("bkiki mon 30<enter><enter>");
    assert!(
        desk.message().starts_with("Booked Kiki Costa"),
        "{}",
        desk.message()
    );
    desk.keys("/kiki<enter>v")
        .must_show("1 booking outlives a vaccine: o shows it");
    desk.keys("o")
        .must_show("Mon 30 Nov")
        .must_show("Rabies 25 Nov 2026");
    // The card says it as the board will on that day, with the dates; the client's card has the letter too.
    desk.keys("<backspace><backspace>/kiki<enter>").must_show("! V");
    desk.must_show("vaccine due: Rabies until 25 Nov 2026, not valid at the")
        .must_show("visit on Mon 30 Nov  ");
    desk.keys("c")
        .must_show("Kiki Costa                   Shih tzu              V");
    // From Services, of every dog: Rex is booked today with one that has run out.
    desk.keys("<backspace>")
        .keys("6v")
        .must_show("2 bookings outlive a vaccine");
    desk.keys("o").must_show("Rex Weber").must_show("Kiki Costa");
    insta::assert_snapshot!(desk.page());
    desk.keys("<enter>").must_show("German shepherd");
}

#[test]
fn a_service_that_is_refused_without_a_vaccine_says_so_and_names_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("6v").must_show("told for every service");
    desk.keys("e<tab><tab><tab><tab><tab>shampooing<c-s>")
        .must_show("No service is called shampooing; possible are");
    desk.keys(&"<backspace>".repeat(10)).keys("pom bath<c-s>");
    desk.must_show("refused for Pom bath; told for every");
    desk.keys("<backspace>").keys("bbruno bath<enter><enter>");
    desk.must_show("Bruno Moreira needs Rabies, and none is on its card");
    assert!(!desk.message().starts_with("Booked"), "{}", desk.message());
}

#[test]
fn what_was_done_at_a_visit_is_there_the_next_time() {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>r")
        .must_show("Visit of Bella Moreira, Fri 20 Nov");
    desk.keys("4F body<tab>round head<tab>oatmeal<tab>mat behind the ear<tab><tab>85<tab>78<tab>2.4<c-s>");
    assert!(
        desk.message()
            .starts_with("Wrote down the visit of Bella Moreira"),
        "{}",
        desk.message()
    );
    // One is back on the card, and the next letter is about this dog.
    desk.must_show("Last time   today: 4F body, round head; oatmeal; 85 min; 78")
        .must_show("found: mat behind the ear")
        .must_show("Weight      2.4 kg 20 Nov 2026");
    insta::assert_snapshot!(desk.page());
    // One undo takes both back.
    desk.keys("u")
        .must_show("Bella Moreira")
        .must_not_show("Last time")
        .must_not_show("2.4 kg");
}

#[test]
fn the_same_as_last_time_is_one_key_and_saving() {
    let mut desk = Desk::at(TEN);
    // Bella was here on 16 October; that visit is written down first.
    let bella = desk.dog("Bella Moreira").id;
    let visits = desk.store().appointments_of(bella, 9).unwrap();
    let october = visits.iter().find(|visit| visit.day < desk.now().date()).unwrap();
    let record = pomsalon::domain::record::VisitRecord {
        blade: "7F".to_owned(),
        style: "teddy".to_owned(),
        findings: "fleas".to_owned(),
        ..pomsalon::domain::record::VisitRecord::blank(october.id)
    };
    desk.bo_changes(Edit::Record(pomsalon::store::RecordEdit::Add(record)));
    desk.tick()
        .keys("/bella mor<enter>")
        .must_show("Last time   5 weeks ago: 7F, teddy; 75 min; 50");
    desk.keys("r")
        .must_show("7F")
        .must_show("As last time")
        .must_not_show("fleas");
    desk.keys("<backtab><backtab><enter>");
    let today = visits
        .iter()
        .find(|visit| visit.day == desk.now().date())
        .unwrap();
    let written = desk.store().record_of(today.id).unwrap().unwrap();
    assert_eq!((written.blade.as_str(), written.style.as_str()), ("7F", "teddy"));
    assert_eq!(
        (written.findings.as_str(), written.minutes, written.price_cents),
        ("", None, None)
    );
}

#[test]
fn two_cards_of_one_dog_become_one_and_one_undo_makes_them_two_again() {
    let mut desk = Desk::at(TEN);
    // Bella Costa is Bella Moreira, written down a second time.
    desk.keys("/bella mor<enter>m")
        .must_show("Which other card is Bella Moreira too?");
    desk.keys("bella costa<enter>");
    desk.must_show("Bella Moreira and Bella Costa: one dog?")
        .must_show("These look like two dogs: Pomeranian and Spaniel.")
        .must_show("choose what stays. Nothing else is on the other card; u makes them two");
    insta::assert_snapshot!(desk.page());
    // A Pomeranian and a Spaniel: one has to mean it.
    desk.keys("<tab><right><c-s>");
    assert_eq!(
        desk.message(),
        "These look like two dogs: Pomeranian and Spaniel · Enter again merges"
    );
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Merged Bella Costa into Bella Moreira · u undoes");
    let bella = desk.dog("Bella Moreira");
    assert_eq!((bella.breed.as_str(), bella.size.is_some()), ("Spaniel", true));
    desk.keys("/bella cos").must_show("nothing found");
    desk.keys("<esc>u");
    assert_eq!(desk.dog("Bella Costa").breed, "Spaniel");
    assert_eq!(desk.dog("Bella Moreira").breed, "Pomeranian");
}

#[test]
fn of_two_cards_of_one_dog_the_one_with_the_visits_is_believed() {
    let mut desk = Desk::at(TEN);
    // Bella Moreira once more, misspelt; no is not proposed for a slip and a breed cut short.
    desk.keys("2nBelle<tab>pom<tab>Marta Moreira<c-s><enter>")
        .must_show("Bella Moreira (Pomeranian) is in the book already.")
        .must_show("yes, take Bella from the book");
    desk.keys("<right><enter>");
    assert!(
        desk.message().starts_with("Added Belle Moreira"),
        "{}",
        desk.message()
    );
    desk.keys("mbella mor<enter>")
        .must_show("Belle Moreira and Bella Moreira: one dog?");
    insta::assert_snapshot!(desk.page());
    desk.keys("<c-s>");
    assert_eq!(desk.message(), "Merged two cards of Bella Moreira · u undoes");
    let bella = desk.dog("Bella Moreira");
    assert_eq!(bella.breed, "Pomeranian");
}

#[test]
fn two_cards_of_one_client_become_one_with_all_their_dogs_and_what_both_owe() {
    let mut desk = Desk::at(TEN);
    let twin = Client {
        first_name: "Martha".to_owned(),
        last_name: "Moreira".to_owned(),
        email: "martha@example.com".to_owned(),
        owes_cents: Cents(1000),
        ..Client::blank()
    };
    let dog = Dog {
        first_name: "Nino".to_owned(),
        ..Dog::blank(Some(twin.id))
    };
    desk.bo_changes(Edit::Client(ClientEdit::Add(twin)));
    desk.bo_changes(Edit::Dog(pomsalon::store::DogEdit::Add { dog, client: None }));
    desk.tick()
        .keys("/bella mor<enter>cm")
        .must_show("Martha Moreira");
    desk.keys("<enter>")
        .must_show("choose what stays. From the other card 1 dog comes")
        .keys("<c-s>");
    assert_eq!(
        desk.message(),
        "Merged client Martha Moreira into Marta Moreira · u undoes"
    );
    desk.keys("/bella mor<enter>c")
        .must_show("Nino")
        .must_show("Bruno Moreira")
        .must_show("martha@example.com")
        .must_show("Owes        10");
    desk.keys("<backspace>u").keys("/martha<enter>").must_show("Nino");
}

#[test]
fn two_clients_who_share_nothing_are_merged_only_when_it_is_said_twice() {
    let mut desk = Desk::at(TEN);
    // From the list, one key: it stands in its last line, and in that of the card.
    desk.keys("4").must_show("m merge");
    desk.keys("<enter>").must_show("m merge").keys("<backspace>");
    desk.keys("mweber<enter>")
        .must_show("These look like two clients: Costa and Weber, two phone")
        .keys("<c-s>");
    desk.must_show("Enter again merges").must_show("one client?");
    // Leaving leaves both.
    desk.keys("<tab><enter>");
    assert_eq!(desk.store().clients_after(None, 9).unwrap().len(), 4);
}

#[test]
fn every_letter_on_a_card_says_what_does_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>x");
    assert_eq!(
        desk.message(),
        "g goes to its next appointment, and x there calls it off; a card stays"
    );
    desk.keys("z");
    assert_eq!(desk.message(), "z does nothing here; ? shows every key that does");
    desk.keys("<down>w");
    assert_eq!(
        desk.message(),
        "only a double coat needs a signature before it is shaved"
    );
    desk.keys("cx").must_show("a card stays");
    // All that one may want at a dog's card fits into the last line.
    desk.keys("<backspace>/bella mor<enter>")
        .must_show("g next  c client  r visit  v vaccine  o price  ? help");
    desk.keys("ou");
    assert_eq!(desk.message(), "close this first, then u undoes");
}

#[test]
fn a_vaccine_that_nobody_uses_goes_and_the_others_stand_in_the_order_one_wants() {
    let mut desk = Desk::at(TEN);
    let names = |desk: &Desk| -> Vec<String> {
        let vaccines = desk.store().vaccines().unwrap().into_iter();
        vaccines.map(|vaccine| vaccine.name).collect()
    };
    assert_eq!(names(&desk), ["Rabies", "DHPP", "Bordetella"]);
    desk.keys("6vx");
    assert_eq!(
        desk.message(),
        "Rabies is asked for: empty \"told for\" and \"refused for\" first (e)"
    );
    // Without its rule it is still on the cards of dogs.
    desk.keys(&format!(
        "e<tab><tab><tab><tab>{}<c-s>x",
        "<backspace>".repeat(20)
    ));
    assert_eq!(
        desk.message(),
        "Rabies stays: it is on cards 2 times; nobody is asked for it"
    );
    // The first one comes second, and stays selected.
    desk.keys("e<up><up><up>2<c-s>");
    assert_eq!(desk.message(), "Changed vaccine Rabies · u undoes");
    assert!(desk.selected()[1].contains("Rabies"), "{:?}", desk.selected());
    assert_eq!(names(&desk), ["DHPP", "Rabies", "Bordetella"]);
    desk.keys("e<up><up><up>9<c-s><up>x");
    assert_eq!(desk.message(), "Took vaccine Bordetella off the list · u undoes");
    assert_eq!(names(&desk), ["DHPP", "Rabies"]);
    desk.keys("<backspace>u");
    assert_eq!(names(&desk), ["DHPP", "Bordetella", "Rabies"]);
}
