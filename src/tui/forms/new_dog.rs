//! A new dog, asked for while its client stands at the counter: as few fields as one needs to go on.

use serde_json::{Value, json};

use super::dog::given;
use super::entry::{Entry, Kind};
use super::form::Form;
use super::owner::{Ask, CLIENT, Owner, number_to_phone};
use super::record::{Record, RecordForm};
use crate::domain::breed;
use crate::domain::client::Client;
use crate::domain::dog::{Dog, Size};
use crate::domain::expert::size_said;
use crate::domain::id::{ClientId, DogId};
use crate::domain::newcomer::{Newcomer, capital};
use crate::domain::text::{self, clean, distance_at_most, fold, forgiven};
use crate::store::{DogEdit, Edit, Result};
use crate::tui::component::{Component, Cx, Effect};
use crate::tui::popups::book::Book;
use crate::tui::popups::dog_card::DogCard;
use crate::tui::reopen::id_in;

const NAME: &str = "Dog's name";
const BREED: &str = "Breed";
const SIZE: &str = "Size";
/// The first choice of the size.
const UNKNOWN: &str = "not known";
/// The question whether a dog of the same name and client is meant.
const SAME: &str = "Same dog?";

/// A dog that is not in the book yet.
pub struct NewDogRecord {
    /// Minted here, so that the edit is complete as data.
    id: DogId,
    name: String,
    client_id: Option<ClientId>,
    client: Option<Client>,
    /// Goes on to its booking, with what was typed for the time.
    then_book: Option<String>,
    ask: Ask,
    /// Whether any price goes by the size.
    by_size: bool,
    /// The size that the breed proposed last; what somebody chose instead stays.
    proposed: Option<Size>,
    /// Whose dog of which name was offered instead.
    offered: Option<(ClientId, String, DogId)>,
    /// What stands as the breed though it is none that is known here, once that was said.
    strange: Option<String>,
}

/// A form on a new dog.
pub type NewDogForm = RecordForm<NewDogRecord>;

impl NewDogForm {
    /// A new dog with a name typed elsewhere, and its client when known; `then_book` goes on to its booking.
    #[must_use]
    pub fn named(name: &str, client_id: Option<ClientId>, then_book: Option<String>) -> Self {
        Self::on(NewDogRecord {
            id: DogId::new(),
            name: capital(&clean(name, text::NAME)),
            client_id,
            client: None,
            then_book,
            ask: Ask::new(),
            by_size: false,
            proposed: None,
            offered: None,
            strange: None,
        })
    }
}

impl NewDogRecord {
    /// What one calls the dog, the family that a caller named with it, and the breed behind them in its usual spelling:
    /// `schnuffi mayer pomeranien` is the Pomeranian Schnuffi of the Mayers.
    fn names(&self) -> (String, String, String) {
        let Some(wish) = &self.then_book else {
            return (self.name.clone(), String::new(), String::new());
        };
        let said = Newcomer::read(&self.name, wish);
        if self.client_id.is_none() || said.family.is_empty() {
            return (said.name, said.family, said.breed);
        }
        (
            format!("{} {}", said.name, said.family),
            String::new(),
            said.breed,
        )
    }

    /// The client's name, where the whole of it was typed before the family name that stood there already.
    fn once(name: &str, family: &str) -> Option<String> {
        let twice = format!(" {family} {family}");
        let typed = name.get(..name.len().checked_sub(family.len() + 1)?)?;
        (!family.is_empty() && fold(&format!(" {name}")).ends_with(&fold(&twice))).then(|| typed.to_owned())
    }

    /// How big the caller said it is.
    fn said(&self) -> Option<Size> {
        size_said(self.then_book.as_deref()?)
    }

    /// Says once of each word in the place of the breed that none is called so: it may be the client's name.
    fn asks_for_breed(&mut self, form: &mut Form) -> bool {
        let typed = form.value(BREED);
        if typed.is_empty() || breed::names_a_breed(&typed) || self.strange.as_ref() == Some(&typed) {
            return false;
        }
        form.wrong(
            BREED,
            &format!("`{typed}` is no breed I know: Enter again keeps it."),
        );
        self.strange = Some(typed);
        true
    }

    fn dog(&self, form: &Form, owner: Option<&Client>) -> Dog {
        let breed = form.value(BREED);
        let (usual_size, coat) = breed::usual(&breed);
        let usual_size = self.said().or(usual_size);
        let size = match form.chosen(SIZE) {
            Some(chosen) => chosen.checked_sub(1).and_then(|at| Size::ALL.get(at).copied()),
            None => usual_size,
        };
        let mut dog = Dog {
            id: self.id,
            first_name: form.value(NAME),
            breed,
            size,
            coat,
            ..Dog::blank(None)
        };
        if let Some(client) = owner {
            dog = given(dog, client);
            // `Bella Moreira` of Marta Moreira is Bella.
            let family = format!(" {}", fold(&client.last_name));
            if fold(&dog.first_name).ends_with(&family)
                && let Some((first, _)) = dog.first_name.rsplit_once(' ')
                && family.matches(' ').count() == 1
            {
                dog.first_name.truncate(first.len());
            }
        }
        dog
    }

    fn after(&self, id: DogId) -> Box<dyn Component> {
        if let Some(wish) = &self.then_book {
            Box::new(Book::for_dog(id).wishing(wish))
        } else {
            Box::new(DogCard::of(id))
        }
    }

    /// The dog of this client that has the same name, or one that a slip of the finger makes of it, unless the form says
    /// that this is another one.
    fn twin(&mut self, dog: &Dog, form: &mut Form, cx: &Cx) -> Result<Option<Effect>> {
        let Some(client_id) = dog.client_id else {
            return Ok(None);
        };
        let name = fold(&dog.first_name);
        let same = |(id, asked, _): &(ClientId, String, DogId)| *id == client_id && *asked == name;
        if let Some((.., twin)) = self.offered.clone().filter(same)
            && let Some(chosen) = form.chosen(SAME)
        {
            return Ok((chosen == 0).then(|| Effect::Replace(self.after(twin))));
        }
        form.drop_entry(SAME);
        let slips = forgiven(name.chars().count());
        let dogs = cx.store.dogs_of(client_id)?;
        let alike = dogs
            .iter()
            .filter_map(|other| Some((distance_at_most(&fold(&other.first_name), &name, slips)?, other)));
        let Some((slips, twin)) = alike.min_by_key(|(slips, _)| *slips) else {
            return Ok(None);
        };
        let [known, typed] = [&twin.breed, &dog.breed].map(|breed| fold(breed));
        // `pom` is a Pomeranian, and nothing at all says nothing.
        let breed_differs = !known.starts_with(&typed) && !typed.starts_with(&known);
        // Another name and another breed are rather another dog.
        let rather_another = usize::from(slips > 0 && breed_differs);
        let breed = if twin.breed.is_empty() {
            String::new()
        } else {
            format!(" ({})", twin.breed)
        };
        form.say(format!("{}{breed} is in the book already.", twin.name()), false);
        let options = vec![
            format!("yes, take {} from the book", twin.first_name),
            if slips == 0 {
                "no, another dog of that name".to_owned()
            } else {
                format!("no, another dog: {}", dog.first_name)
            },
        ];
        let last = form.values().last().map_or(BREED, |(title, _)| title);
        form.ask(
            last,
            Entry::choice(SAME, options, rather_another).hint("Left and Right choose; Enter takes it"),
        );
        self.offered = Some((client_id, name, twin.id));
        Ok(Some(Effect::None))
    }
}

impl Record for NewDogRecord {
    fn keeps(&self) -> String {
        let client = self.client_id.map(|id| id.to_string()).unwrap_or_default();
        format!("dog:new:{client}:{}", self.name)
    }

    fn row_id(&self) -> String {
        self.client_id.map(|id| id.to_string()).unwrap_or_default()
    }

    fn title(&self) -> String {
        match &self.client {
            Some(client) => format!("New dog of {}", client.name()),
            None => "New dog".to_owned(),
        }
    }

    fn is_new(&self) -> bool {
        true
    }

    fn seed(&self) -> Value {
        json!({"id": self.id, "name": self.name, "client": self.client_id, "book": self.then_book})
    }

    fn go_on(&mut self, seed: &Value) {
        let text = |name: &str| seed.get(name).and_then(Value::as_str).map(str::to_owned);
        self.id = id_in(seed, "id").unwrap_or(self.id);
        self.name = text("name").unwrap_or_default();
        self.client_id = id_in(seed, "client");
        // A wish typed just now counts for more than one of earlier.
        if self.then_book.as_ref().is_none_or(String::is_empty) {
            self.then_book = text("book").or_else(|| self.then_book.take());
        }
    }

    fn brought(&self) -> bool {
        !self.name.is_empty() || self.then_book.as_ref().is_some_and(|wish| !wish.is_empty())
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        if let Some(id) = self.client_id {
            self.client = cx.store.client(id)?;
            if self.client.is_none() {
                return Ok(None);
            }
        }
        let rates = cx.store.rates()?;
        self.by_size = rates.iter().any(|rate| rate.size.is_some());
        let (name, family, breed) = self.names();
        let mut entries = vec![
            Entry::new(NAME, Kind::Text(text::NAME), &name)
                .needed("A dog needs a name.")
                .hint("What one calls it; the last name is the client's"),
            Entry::new(BREED, Kind::Text(text::BREED), &breed)
                .hint("Breed or mix; the rest goes on its card later"),
        ];
        if self.client_id.is_none() {
            let [mut client, phone] = Ask::entries();
            if !family.is_empty() {
                client = client
                    .before(&family)
                    .hint("Who brings the dog: type the first name, the family name stands there");
            }
            if self.then_book.is_some() {
                client = client.needed("A booking needs a client to call: a name, such as Marta Moreira.");
            }
            entries.extend([client, phone]);
        }
        if self.by_size {
            let sizes = std::iter::once(UNKNOWN).chain(Size::ALL.map(Size::as_str));
            entries.push(
                Entry::choice(SIZE, sizes.map(str::to_owned).collect(), 0)
                    .hint("The price goes by it: small up to 10 kg, medium to 20, large to 40, XL above"),
            );
        }
        Ok(Some(entries))
    }

    fn starts_at(&self) -> Option<&'static str> {
        let (name, _, breed) = self.names();
        match (name.is_empty(), breed.is_empty()) {
            (true, _) => None,
            (false, false) if self.client_id.is_none() => Some(CLIENT),
            _ => Some(BREED),
        }
    }

    fn follow(&mut self, form: &mut Form) {
        if self.client_id.is_none() {
            number_to_phone(form, &[CLIENT, BREED]);
        }
        let typed = form.value(BREED);
        let usual = breed::spelled(&typed).filter(|usual| fold(usual) != fold(&typed));
        if self.by_size {
            let said = self.said();
            let size = said.or_else(|| breed::usual(&typed).0);
            let by = if said.is_some() { "as was said" } else { "by breed" };
            let chosen = form.value(SIZE);
            let before = self.proposed.map_or(UNKNOWN, Size::as_str);
            if size != self.proposed && chosen == before {
                form.set(SIZE, size.map_or(UNKNOWN, Size::as_str));
            }
            self.proposed = size;
            let words = size.map(|size| format!("{}, {by}: Left and Right choose another", size.as_str()));
            form.set_beside(SIZE, words.into_iter().collect());
        }
        let is_left = form.focused() != Some(BREED);
        let words = usual.as_ref().map_or_else(String::new, |usual| {
            format!("Do you mean {usual}? Else leave it as it is.")
        });
        form.doubt(BREED, &words, usual.is_some() && is_left);
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        if self.asks_for_breed(form) {
            return Ok(Effect::None);
        }
        if let Some(once) = Self::once(&form.value(CLIENT), &self.names().1) {
            form.set(CLIENT, &once);
        }
        let owner = match &self.client {
            Some(client) => Owner::Known(client.clone()),
            None => self.ask.settle(form, cx)?,
        };
        let (dog, client) = match owner {
            Owner::Asked => return Ok(Effect::None),
            Owner::Nobody => (self.dog(form, None), None),
            Owner::Known(client) => (self.dog(form, Some(&client)), None),
            Owner::New(client) => (self.dog(form, Some(&client)), Some(client)),
        };
        if let Some(effect) = self.twin(&dog, form, cx)? {
            return Ok(effect);
        }
        let then = self.after(dog.id);
        Ok(Effect::ApplyThen(Edit::Dog(DogEdit::Add { dog, client }), then))
    }
}
