//! A client: how to reach them, what to know, and their dogs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::card::{A_CARD_STAYS, Card, scrolled};
use super::dog_card::DogCard;
use crate::booking::unsigned_to_come;
use crate::domain::client::Client;
use crate::domain::dog::{Dog, UNSIGNED};
use crate::domain::household::MOST_DOGS;
use crate::domain::id::{ClientId, DogId};
use crate::domain::money::Cents;
use crate::store::{About, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::client::ClientForm;
use crate::tui::forms::dog::DogForm;
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::history::History;
use crate::tui::popups::merge::{Kept, MergeWith};
use crate::tui::popups::together::Together;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::fit;

/// The card of one client.
pub struct ClientCard {
    id: ClientId,
    client: Option<Client>,
    dogs: Vec<Dog>,
    /// Whose vaccine is due.
    due: Vec<DogId>,
    /// Who is booked for work that nobody has signed for.
    unsigned: Vec<DogId>,
    selected: usize,
    /// The dog to be selected once they are read.
    stands_on: Option<DogId>,
}

impl ClientCard {
    /// The card of a client in the book.
    #[must_use]
    pub const fn of(id: ClientId) -> Self {
        Self {
            id,
            client: None,
            dogs: Vec::new(),
            due: Vec::new(),
            unsigned: Vec::new(),
            selected: 0,
            stands_on: None,
        }
    }

    /// The same with one of their dogs selected.
    #[must_use]
    pub fn with(id: ClientId, dog: DogId) -> Self {
        Self {
            stands_on: Some(dog),
            ..Self::of(id)
        }
    }

    fn dog_id(&self) -> Option<DogId> {
        self.dogs.get(self.selected).map(|dog| dog.id)
    }

    /// The lines of the card, and which of them is the selected dog.
    fn lines(&self, client: &Client, width: usize, paint: &Paint) -> (Vec<Line<'static>>, usize) {
        let theme = &paint.look.theme;
        let mut card = Card {
            lines: Vec::new(),
            width,
            dim: theme.dim,
        };
        let phone = if client.phone.is_empty() {
            "none yet; e adds one"
        } else {
            &client.phone
        };
        if !client.do_not_book.is_empty() {
            let words = format!("do not book: {}", client.do_not_book);
            card.put_styled("! Stop", &words, theme.danger, theme.danger);
        }
        card.put("Phone", phone, theme.title);
        card.put("Mail", &client.email, theme.base);
        card.put("Note", &client.note, theme.warning);
        if client.owes_cents > Cents(0) {
            card.put("Owes", &client.owes_cents.to_string(), theme.warning);
        }
        if client.deposit_cents > Cents(0) {
            let words = format!("{} before a booking stands", client.deposit_cents);
            card.put("Deposit", &words, theme.warning);
        }
        card.put("Emergency", &client.emergency, theme.base);
        card.put("May pick up", &client.pick_up, theme.base);
        card.lines.push(Line::raw(""));
        if self.dogs.is_empty() {
            card.put("Dogs", "none yet; n adds one", theme.dim);
        }
        let first = card.lines.len();
        for (at, dog) in self.dogs.iter().enumerate() {
            let selected = at == self.selected;
            let sign = if selected { paint.look.glyphs.pointer } else { " " };
            let title = if at == 0 { "Dogs" } else { "" };
            let name = width.saturating_sub(14) / 2;
            let mut letters = dog.alert_letters(self.due.contains(&dog.id));
            if self.unsigned.contains(&dog.id) {
                letters.push(UNSIGNED);
            }
            let mut line = Line::from(vec![
                Span::styled(format!("{sign} {}", fit(&dog.name(), name, paint)), theme.title),
                Span::styled(fit(&dog.breed, name.saturating_sub(7), paint), theme.dim),
                Span::styled(fit(&letters, 7, paint), theme.danger),
            ]);
            if selected {
                line = line.patch_style(theme.selected);
            }
            let mut spans = vec![Span::styled(format!("{title:10}"), theme.dim)];
            spans.extend(line.spans.into_iter().map(|span| {
                let style = line.style.patch(span.style);
                span.style(style)
            }));
            card.lines.push(Line::from(spans));
        }
        (card.lines, first + self.selected)
    }
}

impl Component for ClientCard {
    fn context(&self) -> Context {
        Context::Card
    }

    fn answers(&self, action: Action) -> bool {
        !matches!(
            action,
            Action::WriteVisit
                | Action::Vaccines
                | Action::OpenClient
                | Action::Again
                | Action::NextVisit
                | Action::OwnPrices
                | Action::Signed
        )
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Book => "book dog",
            Action::WithDogs => "book all dogs",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action == Action::Remove {
            return Some(Reason::Borrowed(A_CARD_STAYS));
        }
        let on_a_dog = matches!(
            action,
            Action::OpenDog | Action::Accept | Action::Book | Action::WithDogs
        );
        let on_the_client = matches!(action, Action::Edit | Action::NewDog);
        if self.client.is_none() && (on_a_dog || on_the_client) {
            return Some(Reason::Borrowed("this client is no longer in the book"));
        }
        if on_a_dog && self.dogs.is_empty() {
            return Some(Reason::Borrowed("this client has no dog yet; n adds one"));
        }
        match (action, self.dogs.as_slice()) {
            (Action::WithDogs, [only]) => Some(Reason::Owned(format!(
                "{} is the only dog of this client; b books it",
                only.first_name
            ))),
            (Action::WithDogs, dogs) if dogs.len() > MOST_DOGS => Some(Reason::Owned(format!(
                "{} dogs are too many at once; b books one, Space there the next ones",
                dogs.len()
            ))),
            _ => None,
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.stands_on.take().or(self.dog_id());
        self.client = cx.store.client(self.id)?;
        self.dogs = cx.store.dogs_of(self.id)?;
        self.due.clear();
        self.unsigned.clear();
        for dog in &self.dogs {
            let today = cx.now.date();
            // As the board, which judges each visit by its own day.
            let at_a_visit = || {
                cx.store
                    .outliving(today, Some(dog.id))
                    .map(|rows| !rows.is_empty())
            };
            if cx.store.vaccinated(dog.id)?.is_due(&[], today) || at_a_visit()? {
                self.due.push(dog.id);
            }
            if unsigned_to_come(cx.store, dog.id, today)?.is_some() {
                self.unsigned.push(dog.id);
            }
        }
        let at = self.dogs.iter().position(|dog| Some(dog.id) == selected);
        self.selected = at.unwrap_or(self.selected).min(self.dogs.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Edit => return Ok(Effect::Open(Box::new(ClientForm::of(self.id)))),
            Action::History => {
                let name = self.client.as_ref().map(Client::name).unwrap_or_default();
                let history = History::of(&name, About::Client(self.id));
                return Ok(Effect::Replace(Box::new(history)));
            }
            Action::Merge => {
                let name = self.client.as_ref().map(Client::name).unwrap_or_default();
                let merge = MergeWith::find(Kept::Client(self.id), &name);
                return Ok(Effect::Replace(Box::new(merge)));
            }
            Action::NewDog => return Ok(Effect::Open(Box::new(DogForm::new_dog("", Some(self.id))))),
            Action::WithDogs => {
                let dogs = self.dogs.iter().map(|dog| dog.id).collect();
                return Ok(Effect::Replace(Box::new(Together::of(dogs, ""))));
            }
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(self.dogs.len().saturating_sub(1)),
            _ => {}
        }
        Ok(match (action, self.dog_id()) {
            (Action::OpenDog | Action::Accept, Some(id)) => Effect::Replace(Box::new(DogCard::of(id))),
            (Action::Book, Some(id)) => Effect::Replace(Box::new(Book::for_dog(id))),
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let width = 76.min(area.width);
        let room = usize::from(width.saturating_sub(4));
        let (title, (lines, at)) = if let Some(client) = &self.client {
            (client.name(), self.lines(client, room, paint))
        } else {
            let words = Line::raw("This client is no longer in the book. Backspace closes.");
            ("Client".to_owned(), (vec![words], 0))
        };
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inside = popup::open(frame, area, width, height, &title, paint);
        let top = (at + 1).saturating_sub(usize::from(inside.height));
        scrolled(frame, inside, lines, top, paint);
    }
}
