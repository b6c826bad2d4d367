//! Clients in the file.

use rusqlite::{OptionalExtension, Row, Transaction, named_params};

use super::dog::name_order;
use super::error::Result;
use super::{Store, changed_rows, merge, spelling};
use crate::domain::client::Client;
use crate::domain::id::ClientId;
use crate::domain::rejection::Rejection;
use crate::domain::text;

const INSERT: &str = "INSERT INTO client (id, first_name, last_name, phone, email, note, emergency, pick_up,
      deposit_cents, owes_cents, do_not_book)
    VALUES (:id, :first_name, :last_name, :phone, :email, :note, :emergency, :pick_up,
      :deposit_cents, :owes_cents, :do_not_book)";
const UPDATE: &str = "UPDATE client SET first_name = :first_name, last_name = :last_name, phone = :phone,
      email = :email, note = :note, emergency = :emergency, pick_up = :pick_up, deposit_cents = :deposit_cents,
      owes_cents = :owes_cents, do_not_book = :do_not_book, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const SELECT: &str = "SELECT id, first_name, last_name, phone, email, note, emergency, pick_up,
      deposit_cents, owes_cents, do_not_book, rev FROM client WHERE id = :id";
const PAGE_AFTER: &str = "SELECT id, first_name, last_name, phone, email, note, emergency, pick_up,
      deposit_cents, owes_cents, do_not_book, rev FROM client
    WHERE (name_order, id) > (:name, :id) ORDER BY name_order, id LIMIT :limit";
const PAGE_BEFORE: &str = "SELECT id, first_name, last_name, phone, email, note, emergency, pick_up,
      deposit_cents, owes_cents, do_not_book, rev FROM client
    WHERE (name_order, id) < (:name, :id) ORDER BY name_order DESC, id DESC LIMIT :limit";
const LIKE: &str = "SELECT id FROM client
    WHERE name_order = lower(:last || ' ' || :first) AND phone_digits = :digits ORDER BY id LIMIT 1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, UPDATE, SELECT, PAGE_AFTER, PAGE_BEFORE, LIKE];

/// An edit of one client.
#[allow(clippy::large_enum_variant)] // one at a time, never in lists
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientEdit {
    /// Puts a new client into the book.
    Add(Client),
    /// Saves a changed card.
    Save(Client),
    /// Makes two cards one: the dogs of the other client go to the one that is kept.
    Merge {
        /// The client who is kept, as the card reads from now on.
        kept: Client,
        /// The client whose card goes, as it was seen.
        gone: Client,
    },
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<Client> {
    Ok(Client {
        id: row.get("id")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        phone: row.get("phone")?,
        email: row.get("email")?,
        note: row.get("note")?,
        emergency: row.get("emergency")?,
        pick_up: row.get("pick_up")?,
        deposit_cents: row.get("deposit_cents")?,
        owes_cents: row.get("owes_cents")?,
        do_not_book: row.get("do_not_book")?,
        rev: row.get("rev")?,
    })
}

/// The client as it may stand in the file: texts cleaned, a name there.
fn cleaned(client: &Client) -> Result<Client> {
    let cleaned = Client {
        first_name: text::clean(&client.first_name, text::NAME),
        last_name: text::clean(&client.last_name, text::NAME),
        phone: text::clean(&client.phone, text::PHONE),
        email: text::clean(&client.email, text::EMAIL),
        note: text::clean(&client.note, text::NOTE),
        emergency: text::clean(&client.emergency, text::CONTACT),
        pick_up: text::clean(&client.pick_up, text::LINE),
        do_not_book: text::clean(&client.do_not_book, text::REASON),
        ..client.clone()
    };
    if cleaned.name().is_empty() {
        return Err(Rejection::Invalid("a client needs a name".to_owned()).into());
    }
    Ok(cleaned)
}

pub(super) fn insert(tx: &Transaction, client: &Client) -> Result<String> {
    let client = cleaned(client)?;
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": client.id, ":first_name": client.first_name, ":last_name": client.last_name,
        ":phone": client.phone, ":email": client.email, ":note": client.note, ":emergency": client.emergency,
        ":pick_up": client.pick_up, ":deposit_cents": client.deposit_cents, ":owes_cents": client.owes_cents,
        ":do_not_book": client.do_not_book,
    })?;
    spelling::learn(tx, &[&client.first_name, &client.last_name])?;
    Ok(format!("Added client {}", client.name()))
}

pub(super) fn apply(tx: &Transaction, edit: &ClientEdit) -> Result<String> {
    match edit {
        ClientEdit::Add(client) => insert(tx, client),
        ClientEdit::Merge { kept, gone } => merge::clients(tx, kept, gone),
        ClientEdit::Save(client) => {
            let client = cleaned(client)?;
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": client.id, ":first_name": client.first_name, ":last_name": client.last_name,
                ":phone": client.phone, ":email": client.email, ":note": client.note, ":emergency": client.emergency,
                ":pick_up": client.pick_up, ":deposit_cents": client.deposit_cents,
                ":owes_cents": client.owes_cents, ":do_not_book": client.do_not_book, ":rev": client.rev,
            })?;
            changed_rows(tx, count, "client", &client.id.to_string(), &client.name())?;
            spelling::learn(tx, &[&client.first_name, &client.last_name])?;
            Ok(format!("Changed client {}", client.name()))
        }
    }
}

impl Store {
    /// One client by id.
    pub fn client(&self, id: ClientId) -> Result<Option<Client>> {
        Ok(self
            .connection
            .prepare_cached(SELECT)?
            .query_row(named_params! {":id": id}, from_row)
            .optional()?)
    }

    /// The client of this name and phone number, however it is written; a name alone is not enough, for names repeat.
    pub fn client_like(&self, first: &str, last: &str, phone: &str) -> Result<Option<ClientId>> {
        let digits = text::digits(phone);
        if digits.is_empty() {
            return Ok(None);
        }
        let mut statement = self.connection.prepare_cached(LIKE)?;
        Ok(statement
            .query_row(
                named_params! {":last": last, ":first": first, ":digits": digits},
                |row| row.get("id"),
            )
            .optional()?)
    }

    /// At most `limit` clients by family name, after one or from the first.
    pub fn clients_after(&self, after: Option<&Client>, limit: usize) -> Result<Vec<Client>> {
        self.client_page(PAGE_AFTER, after, limit)
    }

    /// At most `limit` clients before one, nearest first.
    pub fn clients_before(&self, before: &Client, limit: usize) -> Result<Vec<Client>> {
        self.client_page(PAGE_BEFORE, Some(before), limit)
    }

    fn client_page(&self, sql: &str, from: Option<&Client>, limit: usize) -> Result<Vec<Client>> {
        let (name, id) = from
            .map(|client| {
                (
                    name_order(&client.last_name, &client.first_name),
                    client.id.to_string(),
                )
            })
            .unwrap_or_default();
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement
            .query_map(
                named_params! {":name": name, ":id": id,
                ":limit": i64::try_from(limit).unwrap_or(i64::MAX)},
                from_row,
            )?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }
}
