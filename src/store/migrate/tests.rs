//! The steps, and what they lead to.

use sha2::{Digest, Sha256};

use super::*;

/// A step that shipped never changes: a file out there has already taken it.
#[test]
fn the_hash_of_the_triggers_is_known_by_heart() {
    assert_eq!(
        SALON.triggers_sha256,
        Some(sha256_of(&SALON.golden_triggers().unwrap()).as_str())
    );
}

#[test]
fn shipped_steps_are_frozen() {
    let frozen = [
        "cb52b1cd3e59831c10907116e2dcf4ae6bf10c981d408f2d9680939d012d6c05",
        "2fc0428a33328d07e8575f7d53ca2505cb76ccd7c60c2adc04ca6ea1cb92c363",
        "8bf5d33a64230727e618475627cc8cc3d61a7be90f4d1116e326cdee59911d74",
        "ff9e2a8a7c35bd183d9cf48192ca8176204360d708d9552872b288647de92dd8",
    ];
    let found: Vec<String> = STEPS
        .iter()
        .map(|step| digest::finish(Sha256::new_with_prefix(step)))
        .collect();
    assert_eq!(found, frozen, "a shipped step was edited; add a new one instead");
}

const FIRST: &str = "CREATE TABLE a (id TEXT PRIMARY KEY NOT NULL) STRICT;
    INSERT INTO a VALUES ('kept');";
const SECOND: &str = "CREATE TABLE b (id TEXT PRIMARY KEY NOT NULL, a_id TEXT REFERENCES a (id)) STRICT;";
const DANGLING: &str = "INSERT INTO b VALUES ('x', 'nobody');";

static OLD: [&str; 2] = [STEPS[0], FIRST];
static NEW: [&str; 3] = [STEPS[0], FIRST, SECOND];
static BAD: [&str; 4] = [STEPS[0], FIRST, SECOND, DANGLING];

fn salon() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    Schema::new(&OLD).migrate(&mut connection, |_| Ok(())).unwrap();
    connection
}

#[test]
fn an_older_file_takes_only_the_steps_it_lacks() {
    let mut connection = salon();
    Schema::new(&NEW).migrate(&mut connection, |_| Ok(())).unwrap();
    assert_eq!(number(&connection, "user_version").unwrap(), 3);
    assert_eq!(number(&connection, "application_id").unwrap(), APPLICATION_ID);
    assert_eq!(number(&connection, "foreign_keys").unwrap(), 1);
    let kept: String = connection
        .query_row("SELECT id FROM a", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "kept");
}

#[test]
fn a_step_that_leaves_rows_pointing_nowhere_is_taken_back_whole() {
    let mut connection = salon();
    let refused = Schema::new(&BAD)
        .migrate(&mut connection, |_| Ok(()))
        .unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
    assert_eq!(number(&connection, "user_version").unwrap(), 2);
    assert!(connection.prepare("SELECT * FROM b").is_err());
    assert_eq!(number(&connection, "foreign_keys").unwrap(), 1);
}

#[test]
fn a_newer_file_is_left_alone() {
    let mut connection = salon();
    connection.pragma_update(None, "user_version", 99).unwrap();
    let refused = SALON.migrate(&mut connection, |_| Ok(())).unwrap_err();
    assert!(matches!(refused, StoreError::Newer(99, 4)), "{refused}");
}

#[test]
fn a_lost_rule_is_named() {
    let mut connection = Connection::open_in_memory().unwrap();
    SALON.migrate(&mut connection, |_| Ok(())).unwrap();
    SALON.check_triggers(&connection).unwrap();
    let triggers = SALON.golden_triggers().unwrap();
    let name = triggers.keys().next().unwrap();
    connection
        .execute_batch(&format!("DROP TRIGGER \"{name}\""))
        .unwrap();
    let refused = SALON.check_triggers(&connection).unwrap_err();
    assert!(refused.to_string().contains(name.as_str()), "{refused}");
}

/// Everything in a file that the steps have just made, in an order in which it can be made again: what was written down
/// of it, and the rows that every new file has.
fn written_down() -> String {
    let mut model = Connection::open_in_memory().unwrap();
    Schema::new(&STEPS).migrate(&mut model, |_| Ok(())).unwrap();
    let mut text = "-- What the steps in assets/migrations lead to, for files made new; the journal's triggers are made from it.\n\
        -- Written by `just assets`, never by hand.\n"
        .to_owned();
    for sort in ["table", "index", "trigger"] {
        let mut objects = model
            .prepare(
                "SELECT sql FROM sqlite_schema WHERE type = :sort AND sql IS NOT NULL AND name NOT LIKE 'find\\_index\\_%' ESCAPE '\\'
                   AND name NOT LIKE 'journal\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
            )
            .unwrap();
        let objects = objects
            .query_map(&[(":sort", sort)], |row| row.get::<_, String>("sql"))
            .unwrap();
        for sql in objects {
            text.push('\n');
            text.push_str(&sql.unwrap());
            text.push_str(";\n");
        }
    }
    text.push_str("\nINSERT INTO current_intent (id, intent, unfinished) VALUES (1, NULL, NULL);\n");
    text.push_str("INSERT INTO find_mark (id, dogs, clients, handful) VALUES (1, 0, 0, 32);\n");
    text
}

#[test]
fn what_the_steps_lead_to_is_written_down() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/schema.sql");
    if std::env::var_os("POMSALON_WRITE_ASSETS").is_some() {
        std::fs::write(path, written_down()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        written_down(),
        "run `just assets`"
    );
}

#[test]
fn a_new_file_is_as_one_that_took_every_step() {
    let mut stepped = Connection::open_in_memory().unwrap();
    Schema::new(&STEPS).migrate(&mut stepped, |_| Ok(())).unwrap();
    let mut new = Connection::open_in_memory().unwrap();
    SALON.migrate(&mut new, |_| Ok(())).unwrap();
    let (new_objects, stepped_objects) = (objects(&new).unwrap(), objects(&stepped).unwrap());
    for (name, text) in &stepped_objects {
        assert_eq!(new_objects.get(name), Some(text), "{name}");
    }
    assert_eq!(new_objects.len(), stepped_objects.len());
    assert_eq!(rows(&new), rows(&stepped));
}

/// Every row of every table that a new file has, as text.
fn rows(connection: &Connection) -> BTreeMap<String, Vec<String>> {
    let mut tables = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name <> 'sqlite_schema'")
        .unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>("name")).unwrap();
    tables
        .map(|table| {
            let table = table.unwrap();
            let mut found = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns = found.column_count();
            let lines = found
                .query_map([], |row| {
                    let cells: Vec<String> = (0..columns)
                        .map(|at| format!("{:?}", row.get_ref(at).unwrap()))
                        .collect();
                    Ok(cells.join(" "))
                })
                .unwrap();
            (table, lines.collect::<rusqlite::Result<_>>().unwrap())
        })
        .collect()
}
