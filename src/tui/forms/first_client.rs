//! Who brings a dog that has no client yet, asked for at its first booking.

use serde_json::{Value, json};

use super::dog::given;
use super::entry::Entry;
use super::form::Form;
use super::owner::{Ask, CLIENT, Owner};
use super::record::{Record, RecordForm};
use crate::domain::dog::Dog;
use crate::domain::id::DogId;
use crate::store::{DogEdit, Edit, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::book::Book;

/// A dog that gets its first client.
pub struct FirstClient {
    id: DogId,
    dog: Option<Dog>,
    /// What was typed for the time, handed on to the booking.
    wish: String,
    ask: Ask,
}

/// The form that asks for it.
pub type FirstClientForm = RecordForm<FirstClient>;

impl FirstClientForm {
    /// Asks who brings this dog, then goes on to its booking with what was typed for the time.
    #[must_use]
    pub fn of(id: DogId, wish: &str) -> Self {
        Self::on(FirstClient {
            id,
            dog: None,
            wish: wish.to_owned(),
            ask: Ask::new(),
        })
    }
}

impl Record for FirstClient {
    fn keeps(&self) -> String {
        format!("dog:client:{}", self.id)
    }

    fn row_id(&self) -> String {
        self.id.to_string()
    }

    fn title(&self) -> String {
        let dog = self.dog.as_ref().map_or_else(String::new, Dog::name);
        format!("Who brings {dog}?")
    }

    fn is_new(&self) -> bool {
        true
    }

    fn seed(&self) -> Value {
        json!({"wish": self.wish})
    }

    fn go_on(&mut self, seed: &Value) {
        if self.wish.is_empty() {
            let wish = seed.get("wish").and_then(Value::as_str);
            wish.unwrap_or_default().clone_into(&mut self.wish);
        }
    }

    fn brought(&self) -> bool {
        !self.wish.is_empty()
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        self.dog = cx.store.dog(self.id)?;
        let [client, phone] = Ask::entries();
        let client = client.needed("A booking needs a client to call: a name, such as Marta Moreira.");
        Ok(self.dog.as_ref().map(|_| vec![client, phone]))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let Some(dog) = self.dog.clone() else {
            return Ok(Effect::Close);
        };
        let edit = match self.ask.settle(form, cx)? {
            Owner::Asked => return Ok(Effect::None),
            Owner::Nobody => {
                form.wrong(
                    CLIENT,
                    "A booking needs a client to call: a name, such as Marta Moreira.",
                );
                return Ok(Effect::None);
            }
            Owner::Known(client) => DogEdit::Save(given(dog, &client)),
            Owner::New(client) => DogEdit::SaveWithClient {
                dog: given(dog, &client),
                client,
            },
        };
        let then = Book::for_dog(self.id).wishing(&self.wish);
        Ok(Effect::ApplyThen(Edit::Dog(edit), Box::new(then)))
    }
}
