//! A client's card to fill in.

use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::flags;
use super::form::Form;
use super::owner::{NO_NUMBER, doubts_name, there_already, told, twins};
use super::record::{Record, RecordForm};
use crate::domain::client::Client;
use crate::domain::id::ClientId;
use crate::domain::money::Cents;
use crate::domain::text;
use crate::store::{ClientEdit, Edit, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::client_card::ClientCard;
use crate::tui::reopen::id_in;

const FIRST: &str = "First name";
const LAST: &str = "Family name";
const PHONE: &str = "Phone";
const MAIL: &str = "Mail";
const NOTE: &str = "Note";
const EMERGENCY: &str = "In an emergency";
const PICK_UP: &str = "May pick up";
const DEPOSIT: &str = "Deposit";
const OWES: &str = "Owes";
const REFUSED: &str = "Do not book";
/// The question whether somebody in the book is meant.
const WHICH: &str = "Which client";

/// A client in the book, or a new one.
pub struct ClientRecord {
    client: Client,
    new: bool,
    offered: Option<(String, Vec<Client>)>,
    /// Whether a number was asked for.
    asked: bool,
    /// The name that was doubted because a breed is called so.
    doubted: Option<String>,
}

/// A form on a client's card.
pub type ClientForm = RecordForm<ClientRecord>;

impl ClientForm {
    /// The card of a client in the book.
    #[must_use]
    pub fn of(id: ClientId) -> Self {
        let client = Client {
            id,
            ..Client::blank()
        };
        Self::on(ClientRecord {
            client,
            new: false,
            offered: None,
            asked: false,
            doubted: None,
        })
    }

    /// A new client.
    #[must_use]
    pub fn new_client() -> Self {
        Self::on(ClientRecord {
            client: Client::blank(),
            new: true,
            offered: None,
            asked: false,
            doubted: None,
        })
    }
}

impl ClientRecord {
    /// Asks once whether somebody of the same name or number is meant.
    fn twin(&mut self, client: &Client, form: &mut Form, cx: &Cx) -> Result<Option<Effect>> {
        let typed = format!("{}\n{}", client.name(), client.phone);
        if let (Some((same, twins)), Some(chosen)) = (&self.offered, form.chosen(WHICH))
            && *same == typed
        {
            let taken = twins.get(chosen);
            return Ok(taken.map(|client| Effect::Replace(Box::new(ClientCard::of(client.id)))));
        }
        form.drop_entry(WHICH);
        let twins = twins(&client.name(), &client.phone, cx)?;
        if twins.is_empty() {
            return Ok(None);
        }
        form.say(there_already(&twins), false);
        let mut options: Vec<String> = twins
            .iter()
            .map(|client| format!("open {}", told(client)))
            .collect();
        options.push("add as a new client".to_owned());
        let question = Entry::choice(WHICH, options, 0).hint("Left and Right choose; Enter takes it");
        form.ask(NOTE, question);
        self.offered = Some((typed, twins));
        Ok(Some(Effect::None))
    }
}

/// What a card gets once the client is in the book; a new one is asked for as little as possible.
fn more(client: &Client) -> [Entry; 5] {
    let amount = |cents: Cents| match cents {
        Cents(0) => String::new(),
        cents => cents.to_string(),
    };
    [
        Entry::new(EMERGENCY, Kind::Text(text::CONTACT), &client.emergency)
            .hint("Whom to call when the client cannot be reached, with the number"),
        Entry::new(PICK_UP, Kind::Text(text::LINE), &client.pick_up).hint("Who else may take the dogs home"),
        Entry::new(DEPOSIT, Kind::Money, &amount(client.deposit_cents))
            .hint("What has to be paid before a booking stands; empty for most"),
        Entry::new(OWES, Kind::Money, &amount(client.owes_cents))
            .hint("What is still to be paid from earlier visits; empty when all is paid"),
        Entry::new(REFUSED, flags::DO_NOT_BOOK, &client.do_not_book)
            .hint("Why nobody should book for them any more; empty for everybody else"),
    ]
}

impl Record for ClientRecord {
    fn keeps(&self) -> String {
        if self.new {
            "client:new".to_owned()
        } else {
            format!("client:{}", self.client.id)
        }
    }

    fn row_id(&self) -> String {
        self.client.id.to_string()
    }

    fn title(&self) -> String {
        if self.new {
            "New client".to_owned()
        } else {
            format!("Client {}", self.client.name())
        }
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.client.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.client.id = id_in(seed, "id").unwrap_or(self.client.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        if !self.new {
            let Some(client) = cx.store.client(self.client.id)? else {
                return Ok(None);
            };
            self.client = client;
        }
        let client = &self.client;
        let mut entries = vec![
            Entry::new(FIRST, Kind::Text(text::NAME), &client.first_name),
            Entry::new(LAST, Kind::Text(text::NAME), &client.last_name),
            Entry::new(PHONE, Kind::Phone, &client.phone),
            Entry::new(MAIL, Kind::Text(text::EMAIL), &client.email),
            Entry::new(NOTE, Kind::Text(text::NOTE), &client.note),
        ];
        if !self.new {
            entries.extend(more(client));
        }
        Ok(Some(entries))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let mut client = Client {
            first_name: form.value(FIRST),
            last_name: form.value(LAST),
            phone: form.value(PHONE),
            email: form.value(MAIL),
            note: form.value(NOTE),
            ..self.client.clone()
        };
        if !self.new {
            client.emergency = form.value(EMERGENCY);
            client.pick_up = form.value(PICK_UP);
            client.deposit_cents = form.money(DEPOSIT);
            client.owes_cents = form.money(OWES);
            client.do_not_book = form.value(REFUSED);
        }
        if client.name().is_empty() {
            form.wrong(
                FIRST,
                "A client needs a name: the first, the family name or both.",
            );
            return Ok(Effect::None);
        }
        if !self.new {
            // The card it was opened from is there again.
            return Ok(Effect::ApplyAndReturn(Edit::Client(ClientEdit::Save(client))));
        }
        if let Some(effect) = self.twin(&client, form, cx)? {
            return Ok(effect);
        }
        let at = if client.first_name.is_empty() { LAST } else { FIRST };
        if doubts_name(&mut self.doubted, &client.name(), at, form) {
            return Ok(Effect::None);
        }
        if client.phone.is_empty() && !std::mem::replace(&mut self.asked, true) {
            form.ask_once(PHONE, NO_NUMBER);
            return Ok(Effect::None);
        }
        let then = Box::new(ClientCard::of(client.id));
        Ok(Effect::ApplyThen(Edit::Client(ClientEdit::Add(client)), then))
    }
}
