//! Every statement of the store is understood by a new file, names its parameters, and reads no big table from end to
//! end.

use super::*;

/// Tables that grow with the years, by name and by the short names the statements give them.
const BIG: [&str; 17] = [
    "backup_log",
    "dog",
    "client",
    "appointment",
    "change",
    "intent",
    "find_index",
    "spelling",
    "appointment_add_on",
    "offer",
    "own_rate",
    "record",
    "series",
    "vaccination",
    "waitlist",
    "waitlist_add_on",
    "weight",
];

/// Statements that may, what, and why.
const MAY_SCAN: [(&str, &str, &str); 12] = [
    (
        "SELECT utc, kind, backup, good, words, duration_ms FROM backup_log\n    ORDER BY",
        "backup_log",
        "from its end, as many rows as are shown",
    ),
    (
        "SELECT count(*) AS n FROM dog",
        "dog",
        "counting reads the narrowest index; never asked for at a key",
    ),
    (
        "INSERT INTO groomer",
        "appointment",
        "only while rows point nowhere, which only a shell can bring about",
    ),
    ("INSERT INTO service", "appointment", "as above"),
    (
        "SELECT c.seq AS seq, i.at AS at FROM change",
        "change",
        "from its end, one row",
    ),
    ("SELECT coalesce(max(seq)", "change", "as above"),
    (
        "SELECT at FROM intent WHERE kind <>",
        "intent",
        "from its end, until one is found",
    ),
    (
        "SELECT count(*) AS changes",
        "change",
        "the owner asked for an examination from end to end",
    ),
    ("SELECT count(*) AS outside", "intent", "as above"),
    ("SELECT count(*) AS on_purpose", "appointment", "as above"),
    (
        "SELECT day FROM (\n      SELECT day, start_min,\n",
        "appointment",
        "a backup is checked from end to end, on its own thread",
    ),
    (
        "SELECT day FROM (\n      SELECT day, start_min, lag",
        "appointment",
        "as above",
    ),
];

fn all() -> Vec<&'static str> {
    let mut all = vec![DATA_VERSION, NEWEST_OF_ROW];
    for some in [
        backup_log::STATEMENTS,
        place::STATEMENTS,
        rate::STATEMENTS,
        board::STATEMENTS,
        change::STATEMENTS,
        merge::STATEMENTS,
        record::STATEMENTS,
        vaccine::STATEMENTS,
        vaccine::list::STATEMENTS,
        vaccine::outliving::STATEMENTS,
        weight::STATEMENTS,
        care::STATEMENTS,
        client::STATEMENTS,
        content::STATEMENTS,
        dog::STATEMENTS,
        draft::STATEMENTS,
        fill::STATEMENTS,
        groomer::STATEMENTS,
        hold::STATEMENTS,
        proposed::STATEMENTS,
        household::STATEMENTS,
        import::STATEMENTS,
        salon::STATEMENTS,
        search::STATEMENTS,
        series::STATEMENTS,
        service::STATEMENTS,
        slots::STATEMENTS,
        spelling::STATEMENTS,
        workday::STATEMENTS,
    ] {
        all.extend(some);
    }
    all.extend(appointment::STATEMENTS.iter().copied().flatten());
    all.extend(waitlist::STATEMENTS.iter().copied().flatten());
    all.extend(calendar::STATEMENTS.iter().copied().flatten());
    all.extend(journal::STATEMENTS.iter().copied().flatten());
    all.extend(examine::STATEMENTS.iter().copied().flatten());
    all.extend(crate::store::history::STATEMENTS.iter().copied().flatten());
    all
}

#[test]
fn every_statement_is_understood_and_names_its_parameters() {
    let desk = desk();
    for sql in all() {
        let statement = desk
            .store
            .connection
            .prepare(sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        for at in 1..=statement.parameter_count() {
            let name = statement.parameter_name(at);
            assert!(
                name.is_some_and(|name| name.starts_with(':')),
                "{sql}: parameter {at}"
            );
        }
        for column in statement.column_names() {
            let named = column
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            assert!(named, "{sql}: the column {column} has no name of its own");
        }
        let shouted = sql.to_uppercase();
        assert!(
            !shouted.contains("OR REPLACE"),
            "{sql}: REPLACE takes rows away unseen"
        );
        assert!(!shouted.contains("SELECT *"), "{sql}");
    }
}

/// What the plan of a statement scans, by the table's own name.
fn scans(connection: &Connection, sql: &str) -> Vec<String> {
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps: Vec<String> = plan
        .raw_query()
        .mapped(|row| row.get("detail"))
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    steps
        .iter()
        .filter_map(|step| step.strip_prefix("SCAN "))
        // FTS5 tells a look-up by its own index apart from a walk over all: `M` stands for MATCH.
        .filter(|step| !(step.contains("VIRTUAL TABLE INDEX") && step.contains(":M")))
        .map(|step| step.split(' ').next().unwrap_or_default().to_owned())
        .map(|name| {
            let called = format!(" AS {name}");
            sql.split_once(&called)
                .or_else(|| sql.split_once(&format!("{called}\n")))
                .and_then(|(before, _)| before.split_whitespace().last().map(str::to_owned))
                .unwrap_or(name)
        })
        .collect()
}

#[test]
fn no_statement_reads_a_table_that_grows_from_end_to_end() {
    let desk = desk();
    for sql in all() {
        if sql.starts_with("PRAGMA") {
            continue;
        }
        let may = MAY_SCAN.iter().find(|(may, ..)| sql.starts_with(may));
        for table in scans(&desk.store.connection, sql) {
            // The engine names every table that points here; it only looks there after a promise to repair a reference later,
            // which nobody gives.
            let points_here = ["groomer", "service"]
                .iter()
                .any(|parent| sql.starts_with(&format!("INSERT INTO {parent} ")));
            let allowed = points_here || may.is_some_and(|(_, may, _)| *may == table);
            assert!(allowed || !BIG.contains(&table.as_str()), "{sql}\nscans {table}");
        }
    }
    // The test itself can tell.
    assert_eq!(
        scans(&desk.store.connection, "SELECT d.note FROM dog AS d"),
        ["dog"]
    );
}

#[test]
fn the_rules_inside_the_file_read_by_index_as_well() {
    let desk = desk();
    for sql in [
        "SELECT 1 FROM appointment WHERE groomer_id = :g AND lane = :l AND day = :d
           AND status NOT IN ('no_show', 'cancelled') AND start_min < :e AND end_min > :s",
        "SELECT 1 FROM appointment WHERE dog_id = :g AND day = :d AND lane IS NOT NULL
           AND status NOT IN ('no_show', 'cancelled') AND start_min < :e AND end_min > :s",
        "SELECT number, find_words FROM dog WHERE client_id = :c",
        "SELECT 1 FROM appointment WHERE dog_id = :parent",
        "SELECT 1 FROM dog WHERE client_id = :parent",
        "SELECT max(seq) AS n FROM change",
        "SELECT max(id) AS n FROM intent",
    ] {
        assert_eq!(scans(&desk.store.connection, sql), [""; 0], "{sql}");
    }
}
