//! Nothing half typed is lost: put aside for another client, left by a dropped line or a crash, and gone on with.

use pomsalon::domain::draft::Draft;
use pomsalon::store::{ClientEdit, DogEdit, Edit};
use proptest::prelude::*;

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// What the file keeps for Ana.
fn kept(desk: &Desk) -> Vec<Draft> {
    desk.store().drafts("ana").unwrap()
}

#[test]
fn a_booking_put_aside_for_another_client_is_gone_on_with_where_it_was() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>3").must_show("Book Kiki Costa");
    let third = desk.selected();
    // One plain key; the footer shows it.
    desk.must_show("Left put aside").keys("<left>");
    assert_eq!(
        desk.message(),
        "Put aside: Booking for Kiki Costa · w goes on with it"
    );
    // Meanwhile somebody else is served, with the same key from an empty field.
    desk.keys("bbella moreira<enter><enter><enter>")
        .must_show("Booked Bella Moreira");
    desk.keys("w")
        .must_show("1 10:00         Booking for Kiki Costa")
        .must_show("put aside");
    desk.keys("<enter>").must_show("Book Kiki Costa");
    assert_eq!(desk.message(), "Put aside at 10:00: Booking for Kiki Costa");
    assert_eq!(desk.selected(), third);
    desk.keys("<enter>").must_show("Booked Kiki Costa");
    desk.tick().keys("w").must_show("Nothing is put aside");
    assert_eq!(kept(&desk), []);
}

#[test]
fn several_things_wait_at_once_and_a_digit_chooses() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter><left>")
        .keys("bbella moreira<enter>mon<esc>")
        .keys("2nMomo<enter>Havanese<esc>")
        .keys("4e<enter><enter>555 0999<esc>1");
    desk.keys("w")
        .must_show("Booking for Kiki Costa")
        .must_show("Booking for Bella Moreira")
        .must_show("New dog: Momo")
        .must_show("Changes to Client");
    insta::assert_snapshot!(desk.page());
    desk.keys("3<enter>").must_show("Wish mon");
    // Put aside again it is where it was, and still there tomorrow.
    desk.keys("<left>");
    let mut desk = desk.again();
    assert_eq!(
        desk.message(),
        "w goes on with one of 4 things you typed; they are still here, last Changes to Client Inês Costa"
    );
    desk.keys("w3<enter>").must_show("Wish mon");
}

#[test]
fn a_killed_desk_offers_what_was_half_typed() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>tue 14 bo").wait(2);
    let mut desk = desk.killed();
    assert_eq!(
        desk.message(),
        "w goes on with what you typed; it is still here: Booking for Kiki Costa"
    );
    desk.keys("w").must_show("left half typed").keys("<enter>");
    desk.must_show("Wish tue 14 bo").keys("<enter>");
    desk.must_show("Booked Kiki Costa Tue 24 Nov 14:00 with Bo · Tab shows it · u undoes");
    desk.tick();
    assert_eq!(kept(&desk), []);
    assert_eq!(desk.killed().message(), "");
}

#[test]
fn every_kind_of_form_comes_back_after_a_kill() {
    // How to get there, what is typed, what the list says, and what the form shows again.
    let forms = [
        ("2n", "Momo<enter>Havanese", "New dog: Momo", "Havanese"),
        ("/kiki<enter>e", "<tab><tab><down>", "", ""),
        (
            "/kiki<enter>e",
            "<tab><tab>x",
            "Changes to Kiki Costa",
            "Shih tzux",
        ),
        ("/zola<enter>b<enter>", "Rui", "Who brings Zola? Rui", "Rui"),
        ("4n", "Rui<tab>Alves", "New client: Rui", "Alves"),
        ("4e", "<end>x", "Changes to Client Inês Costa", "Inêsx"),
        ("5n", "Cleo<tab>3", "New groomer: Cleo", "Cleo"),
        ("5e", "<end>x<tab>2", "Changes to Groomer Ana", "Anax"),
        ("6n", "Wash<tab>30", "New service: Wash", "Wash"),
        ("6e", "<end>x", "Changes to Service Pom bath", "Pom bathx"),
        ("5c", "1", "What Ana can do", "[ ] Pom bath"),
        ("5dn", "thu<tab>9-11", "Time off of Ana: thu", "9-11"),
        ("5dh", "sat<tab>10-16", "Hours of Ana on one day: sat", "10-16"),
        ("9n", "25 dec<tab>Chr", "New closing day: 25 dec", "Chr"),
        (
            "9<end>n",
            "mon-fri<tab>9-9:30",
            "New limit for drop-offs: mon-fri",
            "9-9:30",
        ),
        ("9e", "<end>x", "Changes to The salon", "Salon Pomx"),
        (
            "e",
            "<tab><tab>88",
            "Changes to Work of Rex Weber Fri 20 Nov 10:30",
            "88",
        ),
        ("6r<enter>", "90", "Pom bath: any dog: 90", "90"),
        ("6rn", "1 jan", "New price list: 1 jan", "1 jan"),
        (
            "/kiki<enter>o<enter>",
            "<tab><tab>42",
            "Pom bath for Kiki Costa",
            "42",
        ),
        (
            "/bella mor<enter>r",
            "4F",
            "Visit of Bella Moreira, Fri 20 Nov: 4F",
            "4F",
        ),
        (
            "/kiki<enter>vn",
            "<tab>12 mar 2026",
            "Vaccination of Kiki Costa: Rabies",
            "12 mar 2026",
        ),
        ("6vn", "Lepto<tab>9", "New vaccine: Lepto", "Lepto"),
        ("6ve", "<end>x", "Changes to Vaccine Rabies", "Rabiesx"),
        ("m", "tue 14", "Move of Rex Weber", "tue 14"),
        (
            "bmomo thu 10<enter>",
            "<tab>Havanese",
            "New dog: Momo",
            "Havanese",
        ),
        ("3b", "kik", "Booking: kik", "kik"),
        (
            "8n",
            "kiki thu after 14",
            "Waiting list: kiki thu after 14",
            "kiki thu",
        ),
        (
            "8nkiki<enter>",
            "thu after 14",
            "Waiting list: Kiki Costa",
            "thu after 14",
        ),
        ("5o<tab>", "until mon", "Ana is off until mon", "until mon"),
        ("i", "bo 14", "Booking for Rex Weber", "bo 14"),
        ("0", "4w x3", "Series of Rex Weber", "4w x3"),
    ];
    for (way, text, title, shown) in forms {
        let mut desk = Desk::at(TEN);
        desk.keys(way).keys(text).wait(2);
        let mut desk = desk.killed();
        if title.is_empty() {
            assert_eq!(desk.message(), "", "{way}{text}");
            continue;
        }
        let says = format!("w goes on with what you typed; it is still here: {title}");
        assert_eq!(desk.message(), says, "{way}{text}");
        desk.keys("w<enter>").must_show(shown);
        // And it is kept once more, for this desk now.
        let desk = desk.killed();
        assert_eq!(desk.message(), says, "{way}{text}");
    }
}

#[test]
fn what_was_saved_by_a_desk_that_died_at_once_is_not_offered_as_new_again() {
    let forms = [
        ("2n", "Momo<tab>Havanese<tab><tab>"),
        ("4n", "Rui<tab>Alves"),
        ("5n", "Cleo"),
        ("6n", "Wash<tab>30<tab>60<tab>20"),
        ("5dn", "thu"),
        ("9n", "25 dec<tab>Christmas"),
        ("6vn", "Lepto"),
        ("/kiki<enter>vn", "<tab>12 mar 2026"),
    ];
    for (way, text) in forms {
        let mut desk = Desk::at(TEN);
        desk.keys(way).keys(text).wait(2);
        let left = kept(&desk);
        assert_eq!(left.len(), 1, "{way}{text}");
        desk.keys("<c-s>");
        if desk.shows("Nobody can be called") {
            desk.keys("<c-s>");
        }
        desk.wait(2);
        assert_eq!(kept(&desk), [], "{way}{text}:\n{}", desk.screen());
        // The desk died before it could note that.
        desk.other_desk()
            .note(&pomsalon::store::Note::Draft(left[0].clone()))
            .unwrap();
        let mut desk = desk.killed();
        desk.keys("w<enter>");
        let said = desk.message();
        assert!(
            said.ends_with("that is in the book already"),
            "{way}{text}: {said}"
        );
    }
}

#[test]
fn a_new_dog_typed_in_a_booking_is_booked_after_a_kill_as_it_would_have_been() {
    let mut desk = Desk::at(TEN);
    desk.keys("bmomo tue 14 bo<enter><tab>Rui Alves").wait(2);
    let mut desk = desk.killed();
    desk.keys("w<enter><c-s><c-s>").must_show("Book Momo Alves");
    desk.keys("<enter>")
        .must_show("Booked Momo Alves Tue 24 Nov 14:00 with Bo");
    assert_eq!(desk.killed().message(), "");
}

#[test]
fn while_a_desk_runs_nobody_is_offered_what_is_typed_there_and_nobody_else_ever() {
    let mut ana = Desk::at(TEN);
    ana.keys("bkiki<enter>tue").wait(2);
    assert_eq!(kept(&ana).len(), 1);
    let mut again = ana.beside("ana");
    assert_eq!(again.message(), "");
    again.keys("w").must_show("Nothing is put aside").keys("<esc>");
    let mut bo = ana.beside("bo");
    ana.kill();
    bo.keys("w").must_show("Nothing is put aside");
    again.keys("w").must_show("Booking for Kiki Costa");
}

#[test]
fn what_is_saved_emptied_or_left_alone_leaves_nothing_in_the_file() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>tue").wait(2);
    assert_eq!(kept(&desk).len(), 1);
    desk.keys("<enter>").must_show("Booked Kiki Costa");
    assert_eq!(kept(&desk), []);
    desk.keys("bki").wait(2);
    assert_eq!(kept(&desk).len(), 1);
    desk.keys("<backspace><backspace>").wait(2);
    assert_eq!(kept(&desk), []);
    desk.keys("<backspace><backspace>/kiki<enter>e<tab>").wait(3);
    desk.keys("<esc><esc>m<esc>").wait(3);
    assert_eq!(kept(&desk), []);
}

#[test]
fn throwing_away_asks_first() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter><left>2nMomo<esc>1w<down>x")
        .must_show("Throw away Booking for Kiki Costa? Enter yes, Backspace no");
    desk.keys("<backspace>").must_not_show("Throw away");
    desk.keys("x<enter>")
        .must_not_show("Booking for Kiki")
        .must_show("New dog: Momo");
    assert_eq!(kept(&desk).len(), 1);
    desk.keys("x<enter>").must_show("Nothing is put aside");
    assert_eq!(kept(&desk), []);
    assert_eq!(desk.killed().message(), "");
}

#[test]
fn what_another_desk_wrote_meanwhile_is_shown_beside_what_was_typed() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e<tab><tab>x").wait(2);
    let mut kiki = desk.dog("Kiki Costa");
    "Spitz".clone_into(&mut kiki.breed);
    "shy".clone_into(&mut kiki.note);
    desk.bo_changes(Edit::Dog(DogEdit::Save(kiki)));
    let mut desk = desk.killed();
    desk.keys("w<enter>")
        .must_show("Shih tzux")
        .must_show("bo, 10:00, wrote: Spitz");
    // Killed once more: still both, and saving asks.
    desk.wait(2);
    let mut desk = desk.killed();
    desk.keys("w<enter>").must_show("wrote: Spitz").keys("<c-s>");
    desk.must_show("mine: Shih tzux").must_show("theirs: Spitz");
    desk.keys("<c-s>");
    let kiki = desk.dog("Kiki Costa");
    assert_eq!((kiki.breed.as_str(), kiki.note.as_str()), ("Shih tzux", "shy"));
}

#[test]
fn what_was_typed_for_a_card_that_is_gone_waits_until_the_card_is_back() {
    let mut desk = Desk::at(TEN);
    desk.keys("6nWash<c-s>").must_show("Added");
    desk.keys("<end>e<end>x<esc>")
        .must_show("Put aside: Changes to Service Wash");
    desk.keys("u").must_show("Undone");
    desk.keys("w<enter>")
        .must_show("no longer in the book")
        .keys("<esc>");
    desk.keys("y")
        .must_show("Redone")
        .keys("w<enter>")
        .must_show("Washx");
}

#[test]
fn a_busy_file_delays_no_key_and_loses_nothing() {
    let mut desk = Desk::at(TEN);
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.keys("bkiki<enter>tue 14").wait(3);
    desk.must_show("Wish tue 14").keys("<esc>");
    desk.must_show("Put aside: Booking for Kiki Costa").keys("w");
    desk.must_show("Booking for Kiki Costa").keys("<esc>");
    assert_eq!(kept(&desk), []);
    shell.execute_batch("COMMIT").unwrap();
    desk.wait(2);
    assert_eq!(kept(&desk).len(), 1);
    assert!(kept(&desk)[0].parked);
}

#[test]
fn what_goes_on_from_one_form_to_the_next_is_in_the_file_at_every_moment() {
    let mut desk = Desk::at(TEN);
    desk.keys("bmomo tue 14 bo").wait(2);
    assert_eq!(kept(&desk).len(), 1);
    // The name goes on into the card of a new dog; nothing more can be kept from here on.
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, 'full'); END";
    shell.execute_batch(full).unwrap();
    desk.keys("<enter>").wait(3);
    desk.must_show("New dog");
    shell.execute_batch("DROP TRIGGER full").unwrap();
    let mut desk = desk.killed();
    desk.keys("w<enter>").must_show("momo tue 14 bo");
}

#[test]
fn a_letter_typed_after_another_desk_saved_something_goes_on_with_the_word() {
    let mut desk = Desk::at(TEN);
    desk.keys("bki");
    let mut client = desk
        .store()
        .client(desk.dog("Bella Moreira").client_id.unwrap())
        .unwrap()
        .unwrap();
    "call late".clone_into(&mut client.note);
    desk.bo_changes(Edit::Client(ClientEdit::Save(client)));
    desk.tick().keys("ki").must_show(" kiki");
}

#[test]
fn a_desk_at_rest_writes_nothing() {
    let mut desk = Desk::at(TEN);
    let other = desk.other_desk();
    desk.keys("bkiki<enter>tue").wait(3);
    let before = other.data_version().unwrap();
    desk.wait(120);
    assert_eq!(other.data_version().unwrap(), before);
}

/// What the first field of a form shows after its desk was killed; nothing when nothing waits.
fn found_again(desk: &mut Desk) -> String {
    if desk.message().is_empty() {
        return String::new();
    }
    desk.keys("w<enter>");
    let line = desk.before_cursor().unwrap();
    line.trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    /// Whenever the desk is killed: all that was typed two seconds ago or earlier is there again.
    #[test]
    fn a_kill_costs_the_last_two_seconds_at_most(pauses in prop::collection::vec(0_u64..9, 1..24)) {
        let mut desk = Desk::at(TEN);
        desk.keys("b");
        let letters = "abcdefghijklmnopqrstuvwxyz";
        // How long ago each letter was typed, in quarters of a second.
        let mut ages: Vec<u64> = Vec::new();
        for (letter, pause) in letters.chars().zip(pauses) {
            desk.keys(&letter.to_string()).tick();
            ages.push(0);
            for _ in 0..pause {
                desk.quarter_second();
                for age in &mut ages {
                    *age += 1;
                }
            }
        }
        let sure = ages.iter().filter(|age| **age >= 8).count();
        let typed: String = letters.chars().take(ages.len()).collect();
        let mut desk = desk.killed();
        let found = found_again(&mut desk);
        prop_assert!(typed.starts_with(&found), "{found:?} of {typed:?}");
        prop_assert!(found.len() >= sure, "{found:?} of {typed:?}, {sure} for sure");
    }
}

#[test]
fn a_move_that_was_put_aside_begins_a_new_wish_with_the_first_letter() {
    let mut desk = Desk::at(TEN);
    desk.keys("mmon 14 bo<esc>");
    assert_eq!(desk.message(), "Put aside: Move of Rex Weber · w goes on with it");
    desk.keys("m")
        .must_show("Wish mon 14 bo")
        .must_show("Put aside at 10:00: Move of Rex Weber: mon 14 bo");
    desk.keys("tue 15")
        .must_show("Wish tue 15")
        .must_not_show("bo tue");
    desk.keys("<enter>")
        .must_show("Moved Rex Weber to Tue 24 Nov 15:00");
    // With Tab it can be changed as it stands; and what a crash left goes on.
    let mut desk = Desk::at(TEN);
    desk.keys("mmon 14 bo<esc>m<tab><backspace><backspace>ana")
        .must_show("Wish mon 14 ana");
    desk.wait(2);
    let mut desk = desk.killed();
    desk.keys("w<enter>15").must_show("Wish mon ana 15");
}

#[test]
fn one_thing_put_aside_for_a_dog_and_a_kind_of_work_takes_the_place_of_the_one_before() {
    let mut desk = Desk::at(TEN);
    for wish in ["mon", "tue", "wed"] {
        desk.keys("bkiki<enter>").keys(wish).keys("<esc>");
    }
    desk.keys("bbella moreira<enter>mon<esc>mthu<esc>")
        .keys("<home>imon 14 dec<esc>");
    let titles: Vec<String> = kept(&desk).into_iter().map(|draft| draft.title).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    desk.keys("w").must_show("Booking for Kiki Costa");
    desk.must_show("Booking for Bella Moreira")
        .must_show("Move of Rex Weber");
    desk.keys("3<enter>").must_show("Wish wed");
}

#[test]
fn a_wish_that_was_rubbed_out_again_is_not_put_aside() {
    let mut desk = Desk::at(TEN);
    desk.keys("mmo<backspace><backspace>")
        .keys("<esc>")
        .must_not_show("Put aside")
        .wait(3);
    assert_eq!(kept(&desk), []);
    desk.keys("m<esc>").must_not_show("Put aside");
    assert_eq!(kept(&desk), []);
}

#[test]
fn what_was_put_aside_goes_once_the_same_dog_is_booked_and_two_of_a_name_are_told_apart() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki mon 14<enter><left>w")
        .must_show("Booking for Kiki Costa: mon 14");
    desk.keys("<esc>/kiki<enter>bmon 16 bo<enter>")
        .must_show("Booked Kiki Costa");
    desk.keys("w").must_show("Nothing is put aside").keys("<esc>");
    // A move that is made another way is done as well.
    desk.keys("g23 nov<enter>mtue 14<esc>").must_show("Put aside");
    desk.keys("m<enter>").must_show("Moved Kiki Costa to Tue 24 Nov");
    desk.keys("w").must_show("Nothing is put aside");
}

#[test]
fn a_booking_that_is_gone_on_with_lists_the_times_of_the_day_one_was_on() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // A time alone is said of the day of the line one is on.
    desk.keys("bkiki<enter><down><down><down>")
        .must_show("» 4 Mon 23 Nov       09:00")
        .keys("16")
        .must_show("Mon 23 Nov · 16:00")
        .must_show("» 4 Mon 23 Nov       16:00-17:15  Ana");
    desk.keys("<esc><esc>w<enter>")
        .must_show("Mon 23 Nov · 16:00")
        .must_show("» 4 Mon 23 Nov       16:00-17:15  Ana");
    // Also where the desk died over it.
    let mut desk = desk.again();
    desk.keys("w<enter>")
        .must_show("Mon 23 Nov · 16:00")
        .keys("<enter>")
        .must_show("Booked Kiki Costa Mon 23 Nov 16:00");
}

#[test]
fn a_move_begins_with_the_day_it_was_said_of() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex mon 10 ana<enter><enter>g23 nov<enter>")
        .must_show("Rex Weber")
        .keys("m15")
        .must_show("Mon 23 Nov")
        .keys("<enter>")
        .must_show("Moved Rex Weber to Mon 23 Nov 15:00");
}

#[test]
fn in_a_card_that_came_back_the_first_letter_begins_a_field_anew() {
    let earlier = "typed earlier: typing begins anew";
    let mut desk = Desk::at(TEN);
    desk.keys("2nBelllla<esc>n").must_show(earlier).keys("Bella");
    assert!(desk.before_cursor().unwrap().ends_with("  Bella"));
    desk.must_not_show(earlier).must_not_show("Belllla");
    // A second look at the field goes on with it as ever.
    desk.keys("<tab><backtab>").must_not_show(earlier).keys("x");
    assert!(desk.before_cursor().unwrap().ends_with("  Bellax"));
    // An arrow or Backspace goes on with what came back.
    let mut desk = Desk::at(TEN);
    desk.keys("2nBelllla<esc>n<backspace>").must_not_show(earlier);
    desk.keys("e").must_show("Belllle");
    let mut desk = Desk::at(TEN);
    desk.keys("2nBell<esc>n<left><right>a").must_show("Bella");
    // The cursor is where it was, and what is only passed through stays.
    let mut desk = Desk::at(TEN);
    desk.keys("9n25 dec<tab>Chrismas<esc>n").must_show(earlier);
    desk.keys("Christmas<backtab>")
        .must_show("Christmas")
        .must_not_show("Chrismas")
        .must_show("= Fri 25 Dec")
        .must_show(earlier);
    desk.keys("26 dec").must_show("= Sat 26 Dec");
}
