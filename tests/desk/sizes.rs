//! Every list, card and form in windows of every size.

use crate::harness::Desk;

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
