//! Files as spreadsheets, old machines and accidents leave them: what can be read is read, the rest is named.

use std::fs;

use crate::salon::{Said, Salon};

fn import(salon: &Salon, bytes: &[u8]) -> Said {
    let path = salon.folder.path().join("dogs.csv");
    fs::write(&path, bytes).unwrap();
    salon.run(&["import", "dogs", path.to_str().unwrap()])
}

fn names(salon: &Salon) -> Vec<String> {
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    let mut statement = shell
        .prepare("SELECT first_name || '|' || note FROM dog ORDER BY number")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).skip(4).collect() // the salon's own four
}

fn utf16(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(write).collect()
}

#[test]
fn every_way_of_saving_the_same_list_brings_the_same_dogs() {
    let list = "Name;Note\r\nŁatka;shy\r\nJosé;\r\n";
    let marked = format!("\u{feff}{list}");
    for bytes in [
        list.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        list.replace("\r\n", "\r").into_bytes(),
        list.replace("\r\n", "\n").into_bytes(),
        list.replace(';', "\t").into_bytes(),
        list.replace(';', ",").into_bytes(),
    ] {
        let salon = Salon::open();
        import(&salon, &bytes).ok();
        assert_eq!(names(&salon), ["Łatka|shy", "José|"], "{bytes:?}");
    }
}

#[test]
fn empty_bytes_and_a_field_of_ten_megabytes_cost_their_own_lines_only() {
    let salon = Salon::open();
    let list = format!(
        "Name,Note\nRex,a\nLu\0na,b\nBo,{}\nMax,c\n",
        "x".repeat(10_000_000)
    );
    let imported = import(&salon, list.as_bytes());
    assert_eq!(imported.code, 5);
    assert!(
        imported.err.contains("line 3: the line holds empty bytes"),
        "{}",
        imported.err
    );
    assert!(
        imported.err.contains("line 4: the note is 10000 kB long"),
        "{}",
        imported.err
    );
    assert!(imported.err.len() < 1000);
    assert_eq!(names(&salon), ["Rex|a", "Max|c"]);
}

#[test]
fn what_a_spreadsheet_would_run_is_only_a_name_here() {
    let salon = Salon::open();
    import(&salon, b"Name,Note\n=cmd|' /C calc'!A0,+1\n@SUM(A1),-2\n").ok();
    assert_eq!(names(&salon), ["=cmd|' /C calc'!A0|+1", "@SUM(A1)|-2"]);
}

#[test]
fn a_file_that_is_no_list_is_refused_whole() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xde\xad", "Line 1"),
        (b"\0\0\0\0\0\0\0\0", "No column"),
    ] {
        let salon = Salon::open();
        let refused = import(&salon, bytes);
        assert_ne!(refused.code, 0, "{refused:?}");
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
        assert_eq!(refused.err.lines().count(), 1);
        assert!(names(&salon).is_empty());
    }
}
