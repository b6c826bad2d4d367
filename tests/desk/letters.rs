//! Names in the letters of the world: every column stays where it is.

use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::text::{NAME, clean};
use pomsalon::store::Filling;

use crate::harness::Desk;

/// Chinese, Korean, Japanese, Thai, Arabic, Hebrew, Hindi, joined and plain emoji, marks on letters, narrow wide ones.
const NAMES: [(&str, &str); 10] = [
    ("犬太郎", "高橋"),
    ("뽀삐", "김"),
    ("ｺﾛ ポチ", "さくら"),
    ("น้ำผึ้ง", "ใจดี"),
    ("ريكس", "الخطيب"),
    ("רקסי", "לוי"),
    ("मोती", "शर्मा"),
    ("👩\u{200d}🦰🐩", "👨\u{200d}👩\u{200d}👧"),
    ("Zo\u{308}e\u{301}\u{302}", "Nguye\u{302}\u{303}n"),
    ("🇵🇹❤\u{fe0f}✂\u{fe0f}", "①②Ⅷ"),
];

fn names(filling: &mut Filling) {
    let today = filling.appointments.len();
    for (first, last) in NAMES {
        let client = Client {
            first_name: clean(last, NAME),
            last_name: clean(first, NAME),
            phone: "555 0199".to_owned(),
            note: clean(&format!("{first} {last}"), NAME),
            ..Client::blank()
        };
        filling.dogs.push(Dog {
            first_name: clean(first, NAME),
            last_name: clean(last, NAME),
            breed: clean(last, NAME),
            note: clean(&format!("{last} {first}"), NAME),
            ..Dog::blank(Some(client.id))
        });
        filling.clients.push(client);
    }
    let strangers: Vec<_> = filling.dogs.iter().rev().take(today).map(|dog| dog.id).collect();
    for ((appointment, _), dog) in filling.appointments.iter_mut().zip(strangers) {
        appointment.dog_id = dog;
    }
    filling.groomers[0].groomer.name = clean("美容師 Łucja", NAME);
    filling.services[0].name = clean("シャンプー 🛁", NAME);
    filling.salon.name = clean("サロン・ポム ✂", NAME);
}

/// Each line of the screen is as wide as the window, in cells of a terminal, and a frame's sides are straight.
fn assert_straight(desk: &mut Desk) {
    let buffer = desk.draw();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut column = 0;
        while column < row.len() {
            let width = unicode_width::UnicodeWidthStr::width(row[column].symbol());
            // What lies under the second half of a wide letter must hold nothing of its own.
            for under in 1..width {
                let hidden = row.get(column + under).map(ratatui::buffer::Cell::symbol);
                assert!(
                    matches!(hidden, Some(" " | "")),
                    "{:?} covers {hidden:?}",
                    row[column].symbol()
                );
            }
            column += width.max(1);
        }
        assert_eq!(column, row.len(), "a wide letter sticks out at the right");
    }
}

#[test]
fn names_of_the_world_keep_every_column_straight() {
    let mut desk = Desk::filled("2026-11-20T10:00", names);
    for (name, place) in [
        ("board", ""),
        ("dogs", "2"),
        ("clients", "4"),
        ("groomers", "5"),
        ("services", "6"),
    ] {
        desk.keys(place);
        assert_straight(&mut desk);
        insta::assert_snapshot!(name, desk.page());
    }
    desk.keys("1/高橋");
    assert_straight(&mut desk);
    insta::assert_snapshot!("find", desk.page());
    for (name, place) in [
        ("dog_card", "<enter>"),
        ("client_card", "c"),
        ("dog_form", "<esc>/高橋<enter>e"),
    ] {
        desk.keys(place);
        assert_straight(&mut desk);
        insta::assert_snapshot!(name, desk.page());
    }
    desk.keys("<esc><esc><esc>");
    desk.keys("<esc><esc>1/高橋");
    assert_straight(&mut desk);
    desk.must_show("犬太郎 高橋");
    desk.keys("<enter>b");
    assert_straight(&mut desk);
    insta::assert_snapshot!("book", desk.page());
    desk.keys("<enter>");
    insta::assert_snapshot!("booked", desk.message());
    desk.resize(120, 40);
    desk.keys("<esc><esc>1");
    assert_straight(&mut desk);
}

#[test]
fn a_name_typed_in_any_letters_is_saved_as_typed() {
    let mut desk = Desk::at("2026-11-20T10:00");
    for (number, (first, last)) in NAMES.into_iter().enumerate() {
        desk.keys("4n")
            .paste(first)
            .keys("<tab>")
            .paste(last)
            .keys(&format!("<tab>55501{number:02}<c-s>"));
        assert_straight(&mut desk);
        desk.keys("<esc><esc><esc>");
    }
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    for (first, last) in NAMES {
        let saved: i64 = shell
            .query_row(
                "SELECT count(*) FROM client WHERE first_name = ?1 AND last_name = ?2",
                [clean(first, NAME), clean(last, NAME)],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(saved, 1, "{first} {last}");
    }
}
