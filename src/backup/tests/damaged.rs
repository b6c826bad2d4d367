use rusqlite::Connection;

use super::super::*;
use super::{Counter, counter, names, ten};

/// Puts something into a card that the file would refuse, as a bit that turned on the disk does.
pub(in crate::backup) fn spoil_a_card(salon: &Counter) {
    let shell = Connection::open(&salon.db).unwrap();
    shell
        .execute_batch(
            "PRAGMA ignore_check_constraints = ON; UPDATE client SET rev = 1, last_name = hex(zeroblob(500))",
        )
        .unwrap();
    shell.close().unwrap();
}

/// Damages the list of clients by name: one of them is missing from it.
fn spoil_a_list(salon: &Counter) {
    const HIDDEN: &str = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'name_order, id)', 'name_order, id) WHERE number > 1000')
        WHERE name = 'client_by_name'";
    const SHOWN: &str = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, ' WHERE number > 1000', '') WHERE name = 'client_by_name'";
    for sql in [
        HIDDEN,
        "INSERT INTO client (id, first_name) VALUES ('00000000-0000-7000-8000-000000000009', 'Unlisted')",
        SHOWN,
    ] {
        let shell = Connection::open(&salon.db).unwrap();
        shell.execute_batch(sql).unwrap();
        shell.close().unwrap();
    }
}

#[test]
fn what_the_file_itself_would_refuse_does_not_become_a_good_backup() {
    for spoil in [spoil_a_card, spoil_a_list] {
        let salon = counter();
        now(&salon.db, ten()).unwrap();
        look_through(&salon.db).unwrap();
        spoil(&salon);
        let refused = now(&salon.db, ten()).unwrap_err();
        assert!(matches!(refused, StoreError::BadBackup(..)), "{refused}");
        assert!(matches!(look_through(&salon.db), Err(StoreError::Damaged(_))));
        assert!(refused.to_string().contains("client"), "{refused}");
        assert_eq!(names(&salon.backups()).len(), 2, "the good one and its note");
    }
}
