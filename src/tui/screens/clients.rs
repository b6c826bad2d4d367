//! Every client of the salon, by family name; however many there are, only a window of them is read.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::client::Client;
use crate::store::{About, Result, Store, StoreError};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::client::ClientForm;
use crate::tui::keymap::Context;
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::history::History;
use crate::tui::popups::merge::{Kept, MergeWith};
use crate::tui::widgets::paged::{Paged, Rows};
use crate::tui::widgets::table;
use crate::tui::widgets::text::{column, fit};

/// The clients of a file in the order of their family names.
struct ByFamily<'a>(&'a Store);

impl Rows for ByFamily<'_> {
    type Row = Client;
    type Error = StoreError;

    fn after(&self, row: Option<&Client>, limit: usize) -> Result<Vec<Client>> {
        self.0.clients_after(row, limit)
    }

    fn before(&self, row: Option<&Client>, limit: usize) -> Result<Vec<Client>> {
        // Stands behind every client.
        let end = || Client {
            last_name: char::MAX.to_string(),
            ..Client::blank()
        };
        match row {
            Some(row) => self.0.clients_before(row, limit),
            None => self.0.clients_before(&end(), limit),
        }
    }

    fn again(&self, row: &Client) -> Result<Option<Client>> {
        self.0.client(row.id)
    }
}

/// The list of clients.
#[derive(Default)]
pub struct Clients {
    list: Paged<Client>,
}

/// `Moreira, Marta`, as the list is ordered.
fn listed(client: &Client) -> String {
    if client.first_name.is_empty() || client.last_name.is_empty() {
        client.name()
    } else {
        format!("{}, {}", client.last_name, client.first_name)
    }
}

impl Component for Clients {
    fn context(&self) -> Context {
        Context::Clients
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.list.reload(&ByFamily(cx.store))
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let on_a_client = matches!(action, Action::OpenClient | Action::Edit | Action::Merge);
        (on_a_client && self.list.is_empty())
            .then_some(Reason::Borrowed("there is no client yet; n adds one"))
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = ByFamily(cx.store);
        match action {
            Action::Up => self.list.step(-1, &rows)?,
            Action::Down => self.list.step(1, &rows)?,
            Action::PageUp => self.list.step(-self.list.page(), &rows)?,
            Action::PageDown => self.list.step(self.list.page(), &rows)?,
            Action::First => self.list.first(&rows)?,
            Action::Last => self.list.last(&rows)?,
            Action::New => return Ok(Effect::Open(Box::new(ClientForm::new_client()))),
            _ => {}
        }
        Ok(match (action, self.list.selected()) {
            (Action::OpenClient, Some(client)) => Effect::Open(Box::new(ClientCard::of(client.id))),
            (Action::History, Some(client)) => Effect::Open(Box::new(History::beside(
                &client.name(),
                About::Client(client.id),
            ))),
            (Action::Merge, Some(client)) => {
                Effect::Open(Box::new(MergeWith::find(Kept::Client(client.id), &client.name())))
            }
            (Action::Edit, Some(client)) => Effect::Open(Box::new(ClientForm::of(client.id))),
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let room = usize::from(area.width).saturating_sub(2);
        let (name, phone) = (room * 2 / 5, room / 4);
        let note = room - name - phone;
        let head = format!(
            "{}{}{}",
            fit("Client", name, paint),
            fit("Phone", phone, paint),
            fit("Note", note, paint)
        );
        let list = table::head(
            frame,
            area,
            Some("a client or dog by name or phone tail"),
            &head,
            paint,
        );
        if self.list.is_empty() {
            table::nothing(
                frame,
                list,
                "No clients yet. Press n to add the first one.",
                paint,
            );
            return;
        }
        let selected = self.list.selected_at();
        let (range, rows) = self.list.in_sight(usize::from(list.height));
        for (row, (at, client)) in range.zip(rows).enumerate() {
            let spans = vec![
                Span::styled(column(&listed(client), name, paint), theme.title),
                Span::raw(column(&client.phone, phone, paint)),
                Span::styled(fit(&client.note, note, paint), theme.dim),
            ];
            table::row(frame, list, row, Line::from(spans), at == selected, paint);
        }
    }
}
