//! A client: how to reach them, what to know, and their dogs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::dog_card::{Card, DogCard, scrolled};
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::id::{ClientId, DogId};
use crate::store::{About, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::client::ClientForm;
use crate::tui::forms::dog::DogForm;
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::history::History;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::fit;

/// The card of one client.
pub struct ClientCard {
    id: ClientId,
    client: Option<Client>,
    dogs: Vec<Dog>,
    selected: usize,
}

impl ClientCard {
    /// The card of a client in the book.
    #[must_use]
    pub const fn of(id: ClientId) -> Self {
        Self {
            id,
            client: None,
            dogs: Vec::new(),
            selected: 0,
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
        card.put("Phone", phone, theme.title);
        card.put("Mail", &client.email, theme.base);
        card.put("Note", &client.note, theme.warning);
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
            let letters = dog.alert_letters(paint.now.date());
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
        !matches!(action, Action::OpenClient | Action::Again)
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Book => "book the dog",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let on_a_dog = matches!(action, Action::OpenDog | Action::Accept | Action::Book);
        let on_the_client = matches!(action, Action::Edit | Action::NewDog);
        if self.client.is_none() && (on_a_dog || on_the_client) {
            return Some(Reason::Borrowed("this client is no longer in the book"));
        }
        (on_a_dog && self.dogs.is_empty())
            .then_some(Reason::Borrowed("this client has no dog yet; n adds one"))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.dog_id();
        self.client = cx.store.client(self.id)?;
        self.dogs = cx.store.dogs_of(self.id)?;
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
            Action::NewDog => return Ok(Effect::Open(Box::new(DogForm::new_dog("", Some(self.id))))),
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
