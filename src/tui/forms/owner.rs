//! The client of a dog that has none yet: two fields, and a question when that client seems to be in the book.

use super::entry::{Entry, Kind};
use super::form::Form;
use crate::domain::breed;
use crate::domain::client::{Client, phone_tail};
use crate::domain::id::ClientId;
use crate::domain::text::{NAME, digits, fold};
use crate::store::{Hit, Result};
use crate::tui::component::Cx;

/// The field of the client's name.
pub const CLIENT: &str = "Client";
/// The field of the client's phone number.
pub const CLIENT_PHONE: &str = "Client's phone";
/// The question which client is meant.
pub const WHICH: &str = "Which client";

/// A number of fewer digits tells nobody apart.
const TELLING_DIGITS: usize = 6;
/// What is said of a number in the place of a name while there is one in its own place.
const NUMBER_HERE: &str = "This has a phone number in it, and one stands as the client's phone already.";
/// More clients than this nobody tells apart in one field.
const MOST_OFFERED: usize = 3;
/// Rows of find that are looked through for a family.
const FAMILY: usize = 40;

/// What the two fields say.
pub enum Owner {
    /// Nothing: the dog has no client yet.
    Nobody,
    /// A client who is in the book.
    Known(Client),
    /// A client to be added with the dog.
    New(Client),
    /// The question stands in the form now.
    Asked,
}

/// Reads the client's two fields; remembers who was offered.
pub struct Ask {
    /// Minted here, so that the edit is complete as data.
    id: ClientId,
    offered: Option<(String, Vec<Client>)>,
    /// Whether a number was asked for.
    asked: bool,
    /// The name that was doubted because a breed is called so.
    doubted: Option<String>,
}

/// Said once to a new client without a number.
pub const NO_NUMBER: &str = "Nobody can be called without a number: type it, or Enter again saves without.";

impl Ask {
    /// Nobody offered yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            id: ClientId::new(),
            offered: None,
            asked: false,
            doubted: None,
        }
    }

    /// The two fields.
    #[must_use]
    pub fn entries() -> [Entry; 2] {
        [
            Entry::new(CLIENT, Kind::Text(NAME), "")
                .hint("Who brings the dog: first and family name, such as Marta Moreira"),
            Entry::new(CLIENT_PHONE, Kind::Phone, ""),
        ]
    }

    /// Who the client is; asks when somebody of that name or number is in the book already.
    pub fn settle(&mut self, form: &mut Form, cx: &Cx) -> Result<Owner> {
        let (name, phone) = (form.value(CLIENT), form.value(CLIENT_PHONE));
        if name.is_empty() && digits(&phone).len() < TELLING_DIGITS {
            form.drop_entry(WHICH);
            if phone.is_empty() {
                return Ok(Owner::Nobody);
            }
        }
        let typed = format!("{name}\n{phone}");
        if let (Some((same, twins)), Some(chosen)) = (&self.offered, form.chosen(WHICH))
            && *same == typed
        {
            match twins.get(chosen) {
                Some(client) => return Ok(Owner::Known(client.clone())),
                None if !name.is_empty() => return Ok(self.new_client(&name, &phone, form)),
                None => {}
            }
        } else {
            form.drop_entry(WHICH);
            let mut twins = twins(&name, &phone, cx)?;
            if twins.is_empty() {
                twins = family(&name, cx)?;
            }
            if !twins.is_empty() {
                form.ask(CLIENT_PHONE, question(&twins, &name, &phone));
                form.say(there_already(&twins), false);
                self.offered = Some((typed, twins));
                return Ok(Owner::Asked);
            }
            if !name.is_empty() {
                return Ok(self.new_client(&name, &phone, form));
            }
        }
        form.wrong(CLIENT, "A new client needs a name, such as Marta Moreira.");
        Ok(Owner::Asked)
    }

    /// A new client; one without a number is asked for it once.
    fn new_client(&mut self, name: &str, phone: &str, form: &mut Form) -> Owner {
        if doubts_name(&mut self.doubted, name, CLIENT, form) {
            return Owner::Asked;
        }
        if phone.is_empty() && !std::mem::replace(&mut self.asked, true) {
            form.ask_once(CLIENT_PHONE, NO_NUMBER);
            return Owner::Asked;
        }
        Owner::New(self.client(name, phone))
    }

    fn client(&self, name: &str, phone: &str) -> Client {
        let (first, last) = name.split_once(' ').unwrap_or(("", name));
        Client {
            id: self.id,
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            phone: phone.to_owned(),
            ..Client::blank()
        }
    }
}

/// Says once of a name that it begins with a breed, in the field where it stands; the next Enter keeps it.
pub fn doubts_name(doubted: &mut Option<String>, name: &str, title: &'static str, form: &mut Form) -> bool {
    let Some(breed) = breed::in_front_of_name(name).filter(|_| doubted.as_deref() != Some(name)) else {
        return false;
    };
    *doubted = Some(name.to_owned());
    form.ask_once(
        title,
        &format!("`{breed}` is a breed: is that the client's name? Enter again keeps it."),
    );
    true
}

fn question(twins: &[Client], name: &str, phone: &str) -> Entry {
    let mut options: Vec<String> = twins
        .iter()
        .map(|client| format!("{}, in the book", told(client)))
        .collect();
    options.push("a new client".to_owned());
    // Two families may share a number, or it was mistyped: the next Enter must not give a dog to strangers.
    let mut may_be = (0..twins.len()).filter(|at| may_be(&twins[*at], name, phone));
    let chosen = may_be
        .next()
        .filter(|_| may_be.next().is_none() || name.is_empty() || name.contains(' '));
    Entry::choice(WHICH, options, chosen.unwrap_or(twins.len())).hint("Left and Right choose; Enter takes it")
}

/// Whether somebody called so may be this client: nobody was named, or the family name is the same. A family's name alone
/// with another number is another family of that name.
fn may_be(client: &Client, name: &str, phone: &str) -> bool {
    let name = fold(name);
    if name.contains(' ') {
        let family = fold(&client.last_name);
        return name == fold(&client.name()) || !family.is_empty() && name.ends_with(&format!(" {family}"));
    }
    let is_named = [&client.first_name, &client.last_name]
        .iter()
        .any(|own| fold(own) == name);
    name.is_empty() || is_named && (phone.is_empty() || is_number_of(client, &digits(phone)))
}

/// Whether a number, as digits, is the client's, with or without what stands before it.
fn is_number_of(client: &Client, number: &str) -> bool {
    let own = digits(&client.phone);
    own.len().min(number.len()) >= TELLING_DIGITS && (own.ends_with(number) || number.ends_with(&own))
}

/// `Marta Moreira (..0123)`.
#[must_use]
pub fn told(client: &Client) -> String {
    let tail = phone_tail(&client.phone);
    if tail.is_empty() {
        client.name()
    } else {
        format!("{} (..{tail})", client.name())
    }
}

/// Says that somebody is in the book already.
#[must_use]
pub fn there_already(twins: &[Client]) -> String {
    let names: Vec<String> = twins.iter().map(told).collect();
    let are = if twins.len() == 1 { "is" } else { "are" };
    format!("{} {are} in the book already.", names.join(" and "))
}

/// Clients of a family, where nothing but its name was typed; nobody where more than 3 are called so.
fn family(name: &str, cx: &Cx) -> Result<Vec<Client>> {
    let folded = fold(name);
    if folded.is_empty() || folded.contains(' ') {
        return Ok(Vec::new());
    }
    let mut found: Vec<Client> = Vec::new();
    for hit in cx.store.find(name, cx.now.date(), FAMILY)? {
        let client = match hit {
            Hit::Client(client) => Some(client),
            Hit::Dog { dog, .. } => dog.client_id.map(|id| cx.store.client(id)).transpose()?.flatten(),
        };
        if let Some(client) = client.filter(|client| fold(&client.last_name) == folded)
            && !found.iter().any(|other| other.id == client.id)
        {
            found.push(client);
        }
    }
    if found.len() > MOST_OFFERED {
        found.clear();
    }
    Ok(found)
}

/// Moves a number that was typed where a name belongs to the client's phone, as long as that is empty; otherwise it is said
/// to be in the wrong place.
pub fn number_to_phone(form: &mut Form, fields: &[&'static str]) {
    for title in fields {
        if form.focused() == Some(title) {
            continue;
        }
        let typed = form.value(title);
        let (number, rest): (Vec<&str>, Vec<&str>) = typed
            .split_whitespace()
            .partition(|word| word.chars().all(|c| c.is_ascii_digit() || "+-()./".contains(c)));
        let number = number.join(" ");
        let is_number = digits(&number).len() >= TELLING_DIGITS;
        let has_place = form.value(CLIENT_PHONE).is_empty();
        if is_number && has_place {
            form.set(title, &rest.join(" "));
            form.set(CLIENT_PHONE, &number);
        }
        form.doubt(title, NUMBER_HERE, is_number && !has_place);
    }
}

/// Clients of the same name or number, at most 3.
pub fn twins(name: &str, phone: &str, cx: &Cx) -> Result<Vec<Client>> {
    let (folded, number) = (fold(name), digits(phone));
    let mut twins: Vec<Client> = Vec::new();
    let by_number = (number.len() >= TELLING_DIGITS).then_some(number.as_str());
    for asked in by_number.into_iter().chain((!name.is_empty()).then_some(name)) {
        for hit in cx.store.find(asked, cx.now.date(), 20)? {
            let client = match hit {
                Hit::Client(client) => Some(client),
                Hit::Dog { dog, .. } => match dog.client_id {
                    Some(id) => cx.store.client(id)?,
                    None => None,
                },
            };
            let same = |client: &Client| fold(&client.name()) == folded || is_number_of(client, &number);
            if let Some(client) = client.filter(same)
                && !twins.iter().any(|twin| twin.id == client.id)
            {
                twins.push(client);
            }
        }
    }
    twins.truncate(MOST_OFFERED);
    Ok(twins)
}
