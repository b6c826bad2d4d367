//! Questions in SQL: answered like any list, and never obeyed.

use std::fs;

use crate::salon::Salon;

fn ask(salon: &Salon, question: &str) -> crate::salon::Said {
    salon.run(&["sql", question])
}

#[test]
fn a_question_is_answered_as_a_table_as_json_and_as_csv() {
    let salon = Salon::open();
    let table = ask(
        &salon,
        "select first_name, phone, note as remark from client order by phone",
    )
    .ok();
    assert_eq!(
        table.out,
        "first_name  phone\nMarta       +351 555 0123\nPaulo       555-2299\nZoe         555-4400\nŁukasz      555-7788\n"
    );
    let json = salon
        .run(&["sql", "select count(*) as n, 1.5, null from dog;", "--json"])
        .ok()
        .json();
    assert_eq!((&json["version"], &json["columns"][0]), (&1.into(), &"n".into()));
    assert_eq!(json["rows"][0], serde_json::json!([4, 1.5, null]));
    let csv = salon
        .run(&["sql", "select 'a,\"b\"' as x, '=1+1' as y", "--csv"])
        .ok();
    assert_eq!(csv.out, "x,y\n\"a,\"\"b\"\"\",'=1+1\n");
    let long = ask(&salon, "select *, * from appointment").ok();
    assert!(long.out.lines().count() == 2);
    let none = ask(&salon, "select 1 where 0").ok();
    assert_eq!(
        (none.out.as_str(), none.err.as_str()),
        ("", "There is nothing like that in the file.\n")
    );
    for question in [
        "with recursive n(x) as (values(1) union all select x + 1 from n where x < 3) select * from n",
        "explain query plan select * from dog",
        "pragma table_info(dog)",
        "select * from pragma_table_list",
        "select rowid from find_index where find_index match 'bella'",
        "-- only words\nselect 1",
    ] {
        ask(&salon, question).ok();
    }
}

#[test]
fn nothing_that_is_asked_can_change_anything() {
    let salon = Salon::open();
    ask(&salon, "select 1").ok();
    let before = fs::read(&salon.db).unwrap();
    let stolen = salon.folder.path().join("stolen.db");
    let stolen = stolen.display();
    for question in [
        "insert into client (id, first_name) values ('01900000-0000-7000-8000-000000000001', 'X')".to_owned(),
        "update dog set first_name = 'X'".to_owned(),
        "delete from appointment".to_owned(),
        "with x as (select 1) delete from dog".to_owned(),
        "insert into client (id, first_name) values ('1', 'X') returning id".to_owned(),
        "replace into salon (id) values ('salon')".to_owned(),
        "drop table dog".to_owned(),
        "drop trigger appointment_free_insert".to_owned(),
        "alter table dog add column x".to_owned(),
        "create table x (y)".to_owned(),
        "create temp table x (y)".to_owned(),
        "create index x on dog (breed)".to_owned(),
        "pragma query_only = off".to_owned(),
        "pragma journal_mode = delete".to_owned(),
        "pragma journal_mode".to_owned(),
        "pragma user_version = 99".to_owned(),
        "pragma application_id = 1".to_owned(),
        "pragma synchronous = off".to_owned(),
        "pragma wal_checkpoint(truncate)".to_owned(),
        "pragma optimize".to_owned(),
        "pragma writable_schema = on".to_owned(),
        format!("attach '{stolen}' as x"),
        "detach main".to_owned(),
        format!("vacuum into '{stolen}'"),
        "vacuum".to_owned(),
        "reindex".to_owned(),
        "analyze".to_owned(),
        "begin immediate".to_owned(),
        "savepoint x".to_owned(),
        "rollback".to_owned(),
        "select load_extension('x')".to_owned(),
        "insert into find_index (find_index) values ('rebuild')".to_owned(),
        "explain delete from dog".to_owned(),
    ] {
        let refused = ask(&salon, &question);
        assert_eq!(
            (refused.code, refused.out.as_str()),
            (2, ""),
            "{question}: {refused:?}"
        );
        assert_eq!(refused.err.lines().count(), 1, "{question}: {refused:?}");
    }
    assert!(ask(&salon, "delete from dog").err.contains("this only looks"));
    assert_eq!(fs::read(&salon.db).unwrap(), before);
    let names = fs::read_dir(salon.folder.path()).unwrap();
    assert_eq!(names.count(), 2, "only the salon's file and its lock are there");
}

#[test]
fn one_thing_at_a_time_and_what_is_not_understood_is_said_in_one_line() {
    let salon = Salon::open();
    for (question, words) in [
        ("select 1; select 2", "one thing at a time"),
        ("select 1; delete from dog", "only looks"),
        ("", "ask something"),
        (" -- nothing", "ask something"),
        ("select ?", "write the values into the question"),
        ("selct 1", "does not understand"),
        ("select * from cats", "does not understand"),
    ] {
        let refused = ask(&salon, question);
        assert_eq!(refused.code, 2, "{question}: {refused:?}");
        assert!(refused.err.contains(words), "{question}: {refused:?}");
        assert_eq!(refused.err.lines().count(), 1, "{question}: {refused:?}");
    }
}

#[test]
fn no_byte_of_an_answer_is_a_command_to_the_terminal() {
    let salon = Salon::open();
    let question = "select 'Bella' || char(27) || '[2J' || char(155) || '31m' || char(8238) || char(10) || char(13) || 'x' || char(7) || char(0) || 'y' as \"a\u{1b}b\"";
    for more in [vec![], vec!["--csv"], vec!["--json"]] {
        let mut words = vec!["sql", question];
        words.extend(more);
        let said = salon.run(&words).ok();
        let strange = said
            .out
            .chars()
            .find(|c| *c != '\n' && (c.is_control() || *c == '\u{202e}'));
        assert_eq!(strange, None, "{said:?}");
    }
    let table = ask(&salon, question).ok();
    assert_eq!(table.out.lines().count(), 2, "{table:?}");
}
