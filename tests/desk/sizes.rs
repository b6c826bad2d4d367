//! Every list, card and form in windows of every size.

use proptest::prelude::*;

use crate::harness::Desk;

/// Ways to each screen, pop-up and form, and what is pressed there.
const WAYS: [&str; 44] = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "<enter>",
    "b",
    "bzola<enter>",
    "bkiki<enter>",
    "m",
    "x",
    "r",
    "n",
    "v",
    "c",
    "d",
    "e",
    "?",
    "p",
    "g",
    "gmon<enter>",
    "/",
    "/bella<enter>",
    "/zzz",
    "2n",
    "2e",
    "4n",
    "4e",
    "5n",
    "5e",
    "6n",
    "6e",
    "2nLuna<enter><enter>zoe new<enter>",
    "<esc>",
    "<c-s>",
    "<tab><right>9",
    "<backtab><left>犬🐩é",
    "<down><down>",
    "<pagedown>",
    "s",
    "s<enter>",
    "a",
    "/rex<enter>s",
];

#[test]
fn nothing_breaks_in_any_window() {
    let places = [
        "2",
        "4",
        "5",
        "6",
        "/rex<enter>",
        "/bella mor<enter>c",
        "/kiki<enter>e",
        "/zola<enter>e",
        "z",
        "ze",
        "2n",
        "/bella mor<enter>cn",
        "4n",
        "4e",
        "5n",
        "5e",
        "6n",
        "6e",
        "2nLuna<enter><enter>marta moreira<c-s>",
        "/kiki<enter>e<tab><tab><tab><tab><tab>12 mar<tab>99<c-s>",
        "4nMarta<tab>Moreira<c-s>",
    ];
    let mut desk = Desk::at("2026-11-20T10:00");
    for place in places {
        desk.keys(place);
        for (width, height) in [(0, 0), (1, 1), (1, 50), (59, 15), (60, 16), (80, 24), (300, 100)] {
            desk.resize(width, height);
            desk.keys("<down><tab><right>x");
        }
        desk.resize(80, 24);
        desk.keys("<esc><esc><esc>");
    }
}

#[test]
fn a_form_in_the_smallest_window_keeps_the_focused_field_in_sight() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.resize(60, 16);
    desk.keys("/kiki<enter>e");
    let titles = [
        "First name",
        "Last name",
        "Breed",
        "Size",
        "Coat",
        "Weight",
        "Sex",
        "Born",
        "Age in years",
        "Temperament",
        "Bites",
    ];
    for title in titles {
        desk.must_show(&format!("» {title}"));
        desk.keys("<down>");
    }
    for _ in titles.len()..17 {
        desk.keys("<down>");
    }
    insta::assert_snapshot!(desk.page());
}

#[test]
fn every_pop_up_a_message_leads_to_fits_every_window() {
    // The length of an appointment, a dog that did not come, a dog without a client, a new dog's client, two desks in one
    // field: the places that the lists above do not open by one key.
    let ways = [
        "<down>r",
        "<down>n",
        "bzola<enter><enter>",
        "2nLuna<enter><enter>zoe new<enter>",
        "<down>x<down>",
    ];
    for way in ways {
        let mut desk = Desk::at("2026-11-20T10:00");
        desk.keys(way);
        for (width, height) in [(0, 0), (1, 1), (1, 50), (59, 15), (60, 16), (300, 100)] {
            desk.resize(width, height);
            desk.draw();
            desk.keys("<down><right><tab>");
        }
    }
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/kiki<enter>eKaki");
    let mut kiki = desk.dog("Kiki Costa");
    "Koko".clone_into(&mut kiki.first_name);
    desk.bo_changes(pomsalon::store::Edit::Dog(pomsalon::store::DogEdit::Save(kiki)));
    desk.tick().keys("<c-s>");
    for (width, height) in [(0, 0), (1, 1), (1, 50), (59, 15), (60, 16), (300, 100)] {
        desk.resize(width, height);
        desk.draw();
        desk.keys("<down><right><tab>");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn no_window_of_any_size_breaks_anything_on_any_way(
        steps in prop::collection::vec((0..WAYS.len(), 0_u16..140, 0_u16..50), 1..16)
    ) {
        let mut desk = Desk::at("2026-11-20T10:00");
        for (way, width, height) in steps {
            desk.keys(WAYS[way]);
            desk.resize(width, height);
            desk.draw();
        }
    }
}
