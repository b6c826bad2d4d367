//! Every dog of the salon, by name; however many there are, only a window of them is read.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::id::DogId;
use crate::store::{About, DogLine, Result, Store, StoreError};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::dog::DogForm;
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::dog_card::DogCard;
use crate::tui::popups::history::History;
use crate::tui::popups::hits::tail;
use crate::tui::popups::merge::{Kept, MergeWith};
use crate::tui::widgets::paged::{Paged, Rows};
use crate::tui::widgets::table;
use crate::tui::widgets::text::{column, fit};

/// From so many columns on the whole phone number stands in the list.
const WIDE: u16 = 120;

/// The dogs of a file in the order of their names.
struct ByName<'a>(&'a Store);

/// Stands behind every dog.
fn end() -> DogLine {
    DogLine {
        id: DogId::new(),
        client_id: None,
        first_name: char::MAX.to_string(),
        last_name: String::new(),
        breed: String::new(),
        client: String::new(),
        phone: String::new(),
    }
}

impl Rows for ByName<'_> {
    type Row = DogLine;
    type Error = StoreError;

    fn after(&self, row: Option<&DogLine>, limit: usize) -> Result<Vec<DogLine>> {
        self.0.dogs_after(row, limit)
    }

    fn before(&self, row: Option<&DogLine>, limit: usize) -> Result<Vec<DogLine>> {
        match row {
            Some(row) => self.0.dogs_before(row, limit),
            None => self.0.dogs_before(&end(), limit),
        }
    }

    fn again(&self, row: &DogLine) -> Result<Option<DogLine>> {
        self.0.dog_line(row.id)
    }
}

/// The list of dogs.
#[derive(Default)]
pub struct Dogs {
    list: Paged<DogLine>,
}

impl Component for Dogs {
    fn context(&self) -> Context {
        Context::Dogs
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.list.reload(&ByName(cx.store))
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let on_a_dog = matches!(
            action,
            Action::OpenDog | Action::OpenClient | Action::Edit | Action::Book | Action::Merge
        );
        match self.list.selected() {
            None if on_a_dog && action != Action::Book => {
                Some(Reason::Borrowed("there is no dog yet; n adds one"))
            }
            Some(dog) if action == Action::OpenClient && dog.client_id.is_none() => Some(Reason::Owned(
                format!("{} has no client yet; e on the dog adds one", dog.name()),
            )),
            _ => None,
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = ByName(cx.store);
        match action {
            Action::Up => self.list.step(-1, &rows)?,
            Action::Down => self.list.step(1, &rows)?,
            Action::PageUp => self.list.step(-self.list.page(), &rows)?,
            Action::PageDown => self.list.step(self.list.page(), &rows)?,
            Action::First => self.list.first(&rows)?,
            Action::Last => self.list.last(&rows)?,
            Action::New => return Ok(Effect::Open(Box::new(DogForm::new_dog("", None)))),
            _ => {}
        }
        let Some(dog) = self.list.selected() else {
            return Ok(Effect::None);
        };
        Ok(match action {
            Action::OpenDog => Effect::Open(Box::new(DogCard::of(dog.id))),
            Action::Edit => Effect::Open(Box::new(DogForm::of(dog.id))),
            Action::Book => Effect::Open(Box::new(Book::for_dog(dog.id))),
            Action::Merge => Effect::Open(Box::new(MergeWith::find(Kept::Dog(dog.id), &dog.name()))),
            Action::History => Effect::Open(Box::new(History::beside(&dog.name(), About::Dog(dog.id)))),
            Action::OpenClient => match dog.client_id {
                Some(client_id) => Effect::Open(Box::new(ClientCard::of(client_id))),
                None => Effect::None,
            },
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        // The tail tells dogs of one name apart; where there is room one can read the whole number and call.
        let phone = if area.width >= WIDE { 18 } else { 7 };
        let room = usize::from(area.width).saturating_sub(2 + phone);
        let (name, breed) = (room * 2 / 5, room * 3 / 10);
        let client = room - name - breed;
        let head = format!(
            "{}{}{}{}",
            fit("Dog", name, paint),
            fit("Breed", breed, paint),
            fit("Client", client, paint),
            fit("Phone", phone, paint)
        );
        let list = table::head(
            frame,
            area,
            Some("a dog or client by name, phone tail, breed or chip"),
            &head,
            paint,
        );
        if self.list.is_empty() {
            table::nothing(frame, list, "No dogs yet. Press n to add the first one.", paint);
            return;
        }
        let selected = self.list.selected_at();
        let (range, rows) = self.list.in_sight(usize::from(list.height));
        for (row, (at, dog)) in range.zip(rows).enumerate() {
            let whose = if dog.client.is_empty() {
                "no client yet"
            } else {
                &dog.client
            };
            let spans = vec![
                Span::styled(column(&dog.name(), name, paint), theme.title),
                Span::styled(column(&dog.breed, breed, paint), theme.dim),
                Span::raw(column(whose, client, paint)),
                Span::raw(if phone > 7 {
                    fit(&dog.phone, phone, paint)
                } else {
                    fit(&tail(&dog.phone), phone, paint)
                }),
            ];
            table::row(frame, list, row, Line::from(spans), at == selected, paint);
        }
    }
}
