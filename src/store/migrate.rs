//! Brings a file to the schema this program knows, all in one transaction; and knows that schema by heart.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::error::{Result, StoreError};
use super::{digest, journal};

/// The mark of a salon's file in its header: the letters P, o, m, S.
pub(crate) const APPLICATION_ID: i64 = 0x506F_6D53;

/// The numbered steps from an empty file to today's; only ever added to.
static STEPS: [&str; 4] = [
    include_str!("../../assets/migrations/0001_salon.sql"),
    include_str!("../../assets/migrations/0002_kept_safe.sql"),
    include_str!("../../assets/migrations/0003_whole_book.sql"),
    include_str!("../../assets/migrations/0004_wishes.sql"),
];

/// What the steps lead to, written down: a new file takes this in place of them, in a third of the time. The journal's
/// triggers are not in it, they are made from the tables.
const WHOLE: &str = include_str!("../../assets/schema.sql");

/// The schema of a salon's file, with the hash of its triggers: making a model of it to compare with would be most of
/// what a start costs.
pub(crate) static SALON: Schema = Schema {
    steps: &STEPS,
    whole: Some(WHOLE),
    triggers_sha256: Some("150831def546d1b46bd1a74c6544b809944e33309703f68dd29e427994495c66"),
    golden: OnceLock::new(),
};

/// A schema: its steps, and what they lead to.
pub(crate) struct Schema {
    steps: &'static [&'static str],
    whole: Option<&'static str>,
    triggers_sha256: Option<&'static str>,
    golden: OnceLock<BTreeMap<String, String>>,
}

impl Schema {
    /// The schema that these steps lead to.
    #[cfg(test)]
    pub(crate) const fn new(steps: &'static [&'static str]) -> Self {
        Self {
            steps,
            whole: None,
            triggers_sha256: None,
            golden: OnceLock::new(),
        }
    }

    /// The number of this schema, kept in the file as `user_version`.
    pub(crate) fn version(&self) -> i64 {
        i64::try_from(self.steps.len()).unwrap_or(i64::MAX)
    }

    /// Takes the missing steps, then fills; a file that is up to date by now is left alone.
    ///
    /// # Errors
    /// Leaves the file as it was when a step fails or leaves a row that points nowhere.
    pub(crate) fn migrate(
        &self,
        connection: &mut Connection,
        fill: impl FnOnce(&Transaction) -> Result<()>,
    ) -> Result<()> {
        // A table that others point to could not be rebuilt otherwise; inside a transaction it would be ignored.
        connection.pragma_update(None, "foreign_keys", false)?;
        let done = self.migrate_unchecked(connection, fill);
        connection.pragma_update(None, "foreign_keys", true)?;
        done
    }

    fn migrate_unchecked(
        &self,
        connection: &mut Connection,
        fill: impl FnOnce(&Transaction) -> Result<()>,
    ) -> Result<()> {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read again under the write lock: somebody else may have been faster.
        let found = number(&tx, "user_version")?;
        if found > self.version() {
            return Err(StoreError::Newer(found, self.version()));
        }
        let taken = usize::try_from(found).unwrap_or(0);
        if taken == self.steps.len() {
            return Ok(());
        }
        let is_new = taken == 0 && objects(&tx)?.is_empty();
        match self.whole {
            Some(whole) if is_new => {
                tx.execute_batch(whole)?;
                journal::install(&tx)?;
                self.check_triggers(&tx)?;
            }
            _ => {
                let before = counts(&tx)?;
                for step in &self.steps[taken..] {
                    tx.execute_batch(step)?;
                }
                journal::install(&tx)?;
                self.judge(&tx, &before)?;
            }
        }
        fill(&tx)?;
        if let Some(table) = points_nowhere(&tx)? {
            return Err(StoreError::Damaged(format!(
                "a row of {table} points to one that is not there"
            )));
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", self.version())?;
        tx.commit()?;
        Ok(())
    }

    /// Makes sure, before anything is kept, that no row was lost on the way and that the file now looks as one that was
    /// made new.
    fn judge(&self, tx: &Transaction, before: &BTreeMap<String, i64>) -> Result<()> {
        let after = counts(tx)?;
        for (table, count) in before {
            let left = after.get(table).copied().unwrap_or(0);
            if !may_become(table, *count, left) {
                return Err(StoreError::Damaged(format!(
                    "{count} rows of {table} would become {left}"
                )));
            }
        }
        let (found, golden) = (objects(tx)?, self.golden()?);
        let differs = |(name, text): &(&String, &String)| found.get(*name) != Some(*text);
        if let Some((name, _)) = golden.iter().find(differs) {
            return Err(StoreError::Damaged(format!("{name} would not be as it should")));
        }
        // What the owner added with another tool stays theirs.
        Ok(())
    }

    /// Compares the triggers of a file with what the steps lead to: rules can be lost in a rebuild by other tools.
    pub(crate) fn check_triggers(&self, connection: &Connection) -> Result<()> {
        let found = triggers(connection)?;
        if self
            .triggers_sha256
            .is_some_and(|known| known == sha256_of(&found))
        {
            return Ok(());
        }
        for (name, text) in self.golden_triggers()? {
            match found.get(&name) {
                Some(same) if *same == text => {}
                Some(_) => return Err(StoreError::Damaged(format!("the rule {name} was changed"))),
                None => return Err(StoreError::Damaged(format!("the rule {name} is missing"))),
            }
        }
        Ok(())
    }

    /// Every rule that a file has lost or that reads otherwise than it should, by name.
    pub(crate) fn lost_rules(&self, connection: &Connection) -> Result<Vec<String>> {
        let found = triggers(connection)?;
        Ok(self
            .golden_triggers()?
            .into_iter()
            .filter(|(name, text)| found.get(name) != Some(text))
            .map(|(name, _)| name)
            .collect())
    }

    fn golden_triggers(&self) -> Result<BTreeMap<String, String>> {
        let golden = self.golden()?.iter();
        let triggers = golden.filter_map(|(name, text)| Some((name.strip_prefix("trigger ")?, text)));
        Ok(triggers
            .map(|(name, text)| (name.to_owned(), text.clone()))
            .collect())
    }

    /// Everything that a new file has: `table dog`, `trigger ..`, each with its text.
    pub(crate) fn golden(&self) -> Result<&BTreeMap<String, String>> {
        if let Some(known) = self.golden.get() {
            return Ok(known);
        }
        let mut model = Connection::open_in_memory()?;
        // As in `migrate`: a step may put rows in before those they point to.
        model.pragma_update(None, "foreign_keys", false)?;
        let tx = model.transaction()?;
        for text in self.whole.as_ref().map_or(self.steps, std::slice::from_ref) {
            tx.execute_batch(text)?;
        }
        journal::install(&tx)?;
        let objects = objects(&tx)?;
        Ok(self.golden.get_or_init(|| objects))
    }
}

/// Whether a table may have so many rows after a step: as many as before, and more where the step tells the journal what it
/// did.
pub(crate) fn may_become(table: &str, before: i64, after: i64) -> bool {
    after == before || (after > before && matches!(table, "change" | "intent"))
}

fn sha256_of(triggers: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (name, text) in triggers {
        hash.update(name);
        hash.update([0]);
        hash.update(text);
        hash.update([0]);
    }
    digest::finish(hash)
}

/// Reads a pragma that is a number.
pub(crate) fn number(connection: &Connection, name: &str) -> Result<i64> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

/// The first table with a row that points to one that is not there.
pub(crate) fn points_nowhere(connection: &Connection) -> Result<Option<String>> {
    let mut statement = connection.prepare("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")?;
    let mut tables = statement.query_map([], |row| row.get("table"))?;
    Ok(tables.next().transpose()?)
}

const OBJECTS: &str = "SELECT type || ' ' || name AS name, sql AS text FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// Every table, index, trigger and view of a file with its text.
fn objects(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare(OBJECTS)?;
    let rows = statement.query_map([], |row| Ok((row.get("name")?, row.get("text")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows of every table of the salon's own; a new file has no tables yet.
fn counts(connection: &Connection) -> Result<BTreeMap<String, i64>> {
    let mut counts = BTreeMap::new();
    for table in journal::tables(connection)? {
        let count =
            connection.query_one(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0))?;
        counts.insert(table, count);
    }
    Ok(counts)
}

fn triggers(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let rows = statement.query_map([], |row| Ok((row.get("name")?, row.get("sql")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
