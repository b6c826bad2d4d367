//! Stories of files people bring.

use std::fmt::Write as _;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::demo::dogs::write_dogs_csv;
use crate::domain::dog::Sex;

const HEADER: &str = "ID,FirstName,LastName,Age,Sex,Temperament\n";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn checked(text: &str) -> Checked {
    check(text.as_bytes(), today()).unwrap()
}

fn id(n: u32) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

/// The reason against one founding line.
fn refusal(cells: &str) -> String {
    let checked = checked(&format!("{HEADER}{},{cells}\n", id(1)));
    assert_eq!((checked.rows.len(), checked.refused.len()), (0, 1), "{cells}");
    checked.refused[0].to_string()
}

/// The names taken in and the lines refused.
fn outcome(text: &str) -> (Vec<(u64, String)>, Vec<u64>) {
    let checked = checked(text);
    let rows = checked
        .rows
        .iter()
        .map(|row| (row.line, row.dog.name()))
        .collect();
    (rows, checked.refused.iter().map(|refused| refused.line).collect())
}

#[test]
fn what_generate_writes_is_taken_in_without_one_refusal() {
    let mut bytes = Vec::new();
    write_dogs_csv(&mut bytes, 3_000, 1).unwrap();
    let checked = check(&bytes, today()).unwrap();
    assert_eq!((checked.rows.len(), checked.refused.len()), (3_000, 0));
    let text = String::from_utf8(bytes).unwrap();
    for (row, line) in checked.rows.iter().zip(text.lines().skip(1)) {
        let dog = &row.dog;
        assert!(line.starts_with(&format!(
            "{},{},{},{},",
            dog.id,
            dog.first_name,
            dog.last_name,
            dog.age.unwrap()
        )));
        assert!(dog.age_told == Some(today()) && dog.client_id.is_none() && row.owner.is_none());
    }
}

#[test]
fn sex_and_temperament_are_read_in_every_way_the_salon_writes_them() {
    for (text, sex) in [
        ("male", Sex::Male),
        ("M", Sex::Male),
        ("mn", Sex::MaleNeutered),
        ("FEMALE", Sex::Female),
        (" f ", Sex::Female),
        ("FS", Sex::FemaleSpayed),
    ] {
        let checked = checked(&format!("{HEADER}{},Rex,Sousa,3,{text},Calm\n", id(1)));
        assert_eq!(
            (checked.rows[0].dog.sex, checked.rows[0].dog.temperament),
            (sex, Some(1)),
            "{text}"
        );
    }
    for (text, temperament) in [
        ("playful", 2),
        ("Nervous", 3),
        ("aggressive", 4),
        ("1", 1),
        ("5", 5),
    ] {
        let checked = checked(&format!("{HEADER}{},Rex,Sousa,30,F,{text}\n", id(1)));
        assert_eq!(checked.rows[0].dog.temperament, Some(temperament), "{text}");
    }
}

#[test]
fn a_wrong_entry_is_named_with_what_is_possible() {
    assert_eq!(
        refusal("Rex,Sousa,31,male,calm"),
        "line 2: the age \"31\" is not possible; possible are whole years from 0 to 30"
    );
    for age in ["-1", "3.5", "three", "+3", "１", "99999999999999999999"] {
        assert!(refusal(&format!("Rex,Sousa,{age},male,calm")).contains(&format!("the age \"{age}\"")));
    }
    assert_eq!(
        refusal("Rex,Sousa,3,dog,0"),
        "line 2: the sex \"dog\" is not known; possible are male, female, M, MN (neutered), F and FS (spayed); \
         the temperament \"0\" is not known; possible are calm, playful, nervous, aggressive and 1 to 5"
    );
    assert_eq!(refusal(" ,Sousa,3,male,calm"), "line 2: the dog has no name");
    assert_eq!(
        refusal("Rex,Sousa,,male,calm"),
        "line 2: the age is blank; possible are whole years from 0 to 30"
    );
    let wrong_id = checked(&format!("{HEADER}17,Rex,Sousa,3,male,calm\n"));
    assert!(
        wrong_id.refused[0]
            .reason
            .starts_with("the ID \"17\" is not a UUID; possible is one such as")
    );
}

#[test]
fn a_repeated_id_is_refused_and_a_repeated_name_is_not() {
    let mut text = HEADER.to_owned();
    for n in [1, 2, 3, 4, 5, 2, 2] {
        let _ = writeln!(text, "{},Bella,Moreira,3,F,calm", id(n));
    }
    let checked = checked(&text);
    assert_eq!(checked.rows.len(), 5);
    assert_eq!(
        checked.refused[0].to_string(),
        format!("line 7: the ID {} stands in line 3 already", id(2))
    );
    assert!(checked.refused[1].reason.ends_with("stands in line 3 already"));
}

#[test]
fn the_dog_keeps_its_id_whatever_the_version() {
    for given in [
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "018f4c1e-7a2b-7c3d-8e4f-5a6b7c8d9e0f",
        "7F3C9A1E-5B2D-4E6F-8A9B-0C1D2E3F4A5B",
    ] {
        let checked = checked(&format!("{HEADER}{given},Rex,Sousa,3,M,calm\n"));
        assert_eq!(checked.rows[0].dog.id.to_string(), given.to_lowercase());
    }
}

#[test]
fn a_list_of_clients_and_dogs_becomes_both() {
    let checked = checked(
        "Owner;Phone;Mobile;E-mail;Dog;Breed;Birthday;Notes;Comments;Chip;Points\r\n\
         Marta Moreira;;+351 912 000 111;marta@example.com;Bella Moreira;Pomeranian;2021-03-25;shy;\"left\near\";9990001;7\r\n\
         \"Sousa, Jan\";'+44 7700 900123;;;Rex;;;;;;\r\n\
         ;;;;Solo;;;;;;\r\n\
         ;07700 900456;;;Fido;;;;;;\r\n",
    );
    assert!(checked.refused.is_empty(), "{:?}", checked.refused);
    assert_eq!(checked.ignored_columns, ["Points"]);
    let [bella, rex, solo, _fido] = &checked.rows[..] else {
        panic!("four dogs")
    };
    let marta = bella.owner.as_ref().unwrap();
    assert_eq!(
        (marta.first_name.as_str(), marta.phone.as_str()),
        ("Marta", "+351 912 000 111")
    );
    assert_eq!(
        (bella.dog.first_name.as_str(), bella.dog.last_name.as_str()),
        ("Bella", "Moreira")
    );
    assert_eq!(bella.dog.note, "shy; left ear");
    assert_eq!(
        (bella.dog.birth.unwrap().to_string(), bella.dog.age),
        ("2021-03-25".to_owned(), None)
    );
    assert_eq!(rex.owner.as_ref().unwrap().phone, "+44 7700 900123");
    assert_eq!(
        (rex.line, rex.dog.name(), rex.dog.sex),
        (4, "Rex Sousa".to_owned(), Sex::Unknown)
    );
    assert_eq!(
        (solo.owner.clone(), solo.dog.age, solo.dog.age_told),
        (None, None, None)
    );
}

#[test]
fn dogs_without_an_id_column_get_new_ids_in_order() {
    let checked = checked("name,age\nRex,3\nRex,3\n");
    let [one, two] = [checked.rows[0].dog.id, checked.rows[1].dog.id];
    assert!(one < two && one.uuid().get_version_num() == 7);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let named = |line: u64, name: &str| (line, name.to_owned());
    for text in [
        "Name,Age\nRex,3\n\n\nBo,x\nMax,4",
        "Name,Age\r\nRex,3\r\n\r\n\r\nBo,x\r\nMax,4\r\n",
        "Name,Age\rRex,3\r\r\rBo,x\rMax,4\r",
    ] {
        assert_eq!(
            outcome(text),
            (vec![named(2, "Rex"), named(6, "Max")], vec![5]),
            "{text:?}"
        );
    }
    let quoted = "\n\nName,Note\n\"Rex\",\"one\ntwo\r\n\r\nthree\"\n,none\n\"Bo\nBo\",x\n";
    assert_eq!(
        outcome(quoted),
        (vec![named(4, "Rex"), named(9, "Bo Bo")], vec![8])
    );
    assert_eq!(
        outcome("sep=;\nName;Age\nRex;3\n"),
        (vec![named(3, "Rex")], vec![])
    );
    assert_eq!(
        outcome("Name,Age\nRex,3\n,\n  , \n"),
        (vec![named(2, "Rex")], vec![])
    );
}

#[test]
fn torn_lines_are_refused_and_the_others_are_taken() {
    let checked = checked("Name,Age\nRex\nBo,3,x\nMax,4,,\nLu\0na,2\n\"Open,3\nLost,2\n");
    assert_eq!(checked.rows.len(), 1);
    let reasons: Vec<String> = checked.refused.iter().map(Refused::to_string).collect();
    assert!(
        reasons[0].starts_with("line 2: the line has 1 columns where the first line has 2"),
        "{reasons:?}"
    );
    assert!(reasons[1].starts_with("line 3: the line has 3 columns"));
    assert!(reasons[2].starts_with("line 5: the line holds empty bytes"));
    assert!(
        reasons[3]
            .starts_with("line 6: a quotation mark opens here and is never closed, so the lines up to 7")
    );
}

#[test]
fn an_entry_far_too_long_is_refused_by_its_length() {
    let checked = checked(&format!(
        "Name,Note,Age\nRex,{},3\n{},,3\nBo,x,{}\n",
        "x".repeat(10_000_000),
        "é".repeat(61),
        "9".repeat(100_000)
    ));
    let reasons: Vec<String> = checked.refused.iter().map(Refused::to_string).collect();
    assert_eq!(
        reasons[0],
        "line 2: the note is 10000 kB long; at most 500 letters fit"
    );
    assert_eq!(
        reasons[1],
        "line 3: the dog's name is 61 letters long; at most 60 fit"
    );
    assert!(
        reasons[2].starts_with("line 4: the age \"999") && reasons[2].len() < 200,
        "{}",
        reasons[2]
    );
}

#[test]
fn a_header_alone_is_a_file_of_no_dogs() {
    assert_eq!(outcome(HEADER), (vec![], vec![]));
    assert_eq!(check(b"", today()), Err(Unreadable::Empty));
    assert!(matches!(
        check(b"1,2,3\n", today()),
        Err(Unreadable::NoDogName { .. })
    ));
}

#[test]
fn an_old_western_file_is_taken_in_with_a_remark() {
    let checked = check(b"Nome;Dono\nA\xe7or;Jos\xe9 Sim\xf5es\n", today()).unwrap();
    assert_eq!(checked.rows[0].dog.name(), "Açor Simões");
    assert!(checked.encoding.remark().unwrap().contains("Windows-1252"));
}

fn in_order_and_once(checked: &Checked) -> bool {
    let mut lines: Vec<u64> = checked.rows.iter().map(|row| row.line).collect();
    let rising = lines.is_sorted() && checked.refused.iter().map(|refused| refused.line).is_sorted();
    lines.extend(checked.refused.iter().map(|refused| refused.line));
    let all = lines.len();
    lines.sort_unstable();
    lines.dedup();
    rising && lines.len() == all
}

proptest! {
    #[test]
    fn no_bytes_can_break_the_check(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(checked) = check(&bytes, today()) {
            prop_assert!(in_order_and_once(&checked));
        }
    }

    #[test]
    fn no_text_under_a_good_header_can_break_the_check(text in "[a-z0-9\"',;\t\r\n =é\u{202e}\0]{0,300}") {
        let text = format!("name,owner,age\n{text}");
        prop_assert!(in_order_and_once(&checked(&text)));
    }

    #[test]
    fn every_line_is_taken_or_refused_exactly_once(
        cells in proptest::collection::vec(("[a-z ]{0,5}", "[0-9]{0,3}", 0_usize..4), 0..60),
        ending in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
    ) {
        let mut text = format!("name,age{ending}");
        let mut expected = Vec::new();
        let mut line = 2;
        for (name, age, blanks) in cells {
            let _ = write!(text, "{name},{age}{ending}{}", ending.repeat(blanks));
            if !name.trim().is_empty() || !age.is_empty() {
                expected.push(line);
            }
            line += 1 + blanks as u64;
        }
        let checked = checked(&text);
        let mut lines: Vec<u64> = checked.rows.iter().map(|row| row.line).collect();
        lines.extend(checked.refused.iter().map(|refused| refused.line));
        lines.sort_unstable();
        prop_assert_eq!(lines, expected);
    }
}
