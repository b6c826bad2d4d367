//! What one reads before touching a dog: the alerts first, then who it is, whose it is, and when it comes.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::appointment::Appointment;
use crate::domain::client::Client;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::dog::{Dog, Sex, alert_words, temperament_words};
use crate::domain::id::DogId;
use crate::domain::status::Status;
use crate::store::{About, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::dog::DogForm;
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::history::History;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap};

/// How many appointments are read: those to come and the last visits.
const APPOINTMENTS: i64 = 30;

/// How many of them are shown, newest first.
const SHOWN: usize = 6;

/// Columns of a title on the card.
const TITLE: usize = 12;

/// An appointment in words.
struct Visit {
    appointment: Appointment,
    service: String,
    groomer: String,
}

/// The card of one dog.
pub struct DogCard {
    id: DogId,
    dog: Option<Dog>,
    client: Option<Client>,
    visits: Vec<Visit>,
    today: NaiveDate,
    top: usize,
    /// How far the card can be scrolled, as it was drawn last.
    most: usize,
}

impl DogCard {
    /// The card of a dog in the book.
    #[must_use]
    pub const fn of(id: DogId) -> Self {
        Self {
            id,
            dog: None,
            client: None,
            visits: Vec::new(),
            today: NaiveDate::MIN,
            top: 0,
            most: 0,
        }
    }

    /// The visit that the next one follows: the newest that took place or will.
    fn last(&self) -> Option<&Appointment> {
        let mut visits = self.visits.iter().map(|visit| &visit.appointment);
        visits.find(|appointment| appointment.status.holds_time())
    }

    fn lines(&self, dog: &Dog, width: usize, paint: &Paint) -> Vec<Line<'static>> {
        let theme = &paint.look.theme;
        let mut card = Card {
            lines: Vec::new(),
            width,
            dim: theme.dim,
        };
        self.warnings(dog, &mut card, theme.danger);
        let dot = format!(" {} ", paint.look.glyphs.dot);
        card.put("Dog", &who(dog, self.today).join(&dot), theme.title);
        if let Some(temper) = dog.temperament {
            let style = if temper > 2 { theme.warning } else { theme.base };
            card.put(
                "Temper",
                &format!("{temper} {}", temperament_words(temper)),
                style,
            );
        }
        // One that ran out stands among the alerts.
        if let Some(until) = dog.vaccine_until.filter(|until| *until >= self.today) {
            card.put(
                "Vaccine",
                &format!("until {}", short_day(until, self.today)),
                theme.base,
            );
        }
        card.put("Chip", &dog.chip, theme.base);
        card.put("Note", &dog.note, theme.warning);
        let whose = match &self.client {
            Some(client) if client.phone.is_empty() => client.name(),
            Some(client) => format!("{}{dot}{}", client.name(), client.phone),
            None => "no client yet; e adds one".to_owned(),
        };
        card.put("Client", &whose, theme.base);
        if let Some(client) = &self.client {
            card.put("", &client.note, theme.base);
        }
        card.lines.push(Line::raw(""));
        self.visit_lines(&mut card, paint);
        card.lines
    }

    /// Each alert by its letter and in words, for the letter is what the day shows.
    fn warnings(&self, dog: &Dog, card: &mut Card, style: Style) {
        for letter in dog.alert_letters(self.today).chars() {
            let more = match letter {
                'A' => format!(": {}", dog.allergies),
                'V' => dog.vaccine_until.map_or_else(String::new, |until| {
                    format!(": ran out {}", short_day(until, self.today))
                }),
                _ => String::new(),
            };
            let words = format!("{}{more}", alert_words(letter));
            card.put_styled(&format!("! {letter}"), &words, style, style);
        }
    }

    fn visit_lines(&self, card: &mut Card, paint: &Paint) {
        let theme = &paint.look.theme;
        let to_come = |visit: &&Visit| {
            let status = visit.appointment.status;
            visit.appointment.day >= self.today && status.holds_time() && status != Status::Gone
        };
        let next: Vec<&Visit> = self.visits.iter().filter(to_come).collect();
        let last: Vec<&Visit> = self.visits.iter().filter(|visit| !to_come(visit)).collect();
        if next.is_empty() {
            card.put("Next", "nothing booked; b books", theme.dim);
        }
        let groups = [
            ("Next", next.into_iter().rev().take(SHOWN).collect::<Vec<_>>()),
            ("Last", last),
        ];
        for (title, visits) in groups {
            for (row, visit) in visits.into_iter().take(SHOWN).enumerate() {
                let appointment = &visit.appointment;
                let day = short_day(appointment.day, self.today);
                let reason = match appointment.status {
                    Status::Cancelled if !appointment.cancel_reason.is_empty() => {
                        format!(" ({})", appointment.cancel_reason)
                    }
                    _ => String::new(),
                };
                let words = format!(
                    "{day} {} {} with {}, {}{reason}",
                    hhmm(appointment.start_min),
                    visit.service,
                    visit.groomer,
                    appointment.status.words(),
                );
                let title = if row == 0 { title } else { "" };
                card.put(title, &words, theme.status(appointment.status));
            }
        }
    }
}

/// Breed, size, sex and age, as far as they are known.
fn who(dog: &Dog, today: NaiveDate) -> Vec<String> {
    let mut words = Vec::new();
    if !dog.breed.is_empty() {
        words.push(dog.breed.clone());
    }
    words.extend(dog.size.map(|size| size.as_str().to_owned()));
    if dog.sex != Sex::Unknown {
        words.push(dog.sex.words().to_owned());
    }
    words.extend(dog.age_on(today).map(|age| match age {
        0 => "younger than a year".to_owned(),
        1 => "1 year".to_owned(),
        age => format!("{age} years"),
    }));
    if let Some(birth) = dog.birth {
        words.push(format!("born {}", birth.format("%-d %b %Y")));
    }
    if words.is_empty() {
        words.push("nothing more is known yet; e fills the card in".to_owned());
    }
    words
}

/// The lines of a card: a title, then words that run on below one another.
pub(super) struct Card {
    pub lines: Vec<Line<'static>>,
    pub width: usize,
    pub dim: Style,
}

impl Card {
    /// Puts a line down unless it would say nothing.
    pub fn put(&mut self, title: &str, words: &str, style: Style) {
        self.put_styled(title, words, style, self.dim);
    }

    fn put_styled(&mut self, title: &str, words: &str, style: Style, title_style: Style) {
        let room = self.width.saturating_sub(TITLE).max(1);
        for (row, words) in wrap(words, room).into_iter().enumerate() {
            let title = if row == 0 { title } else { "" };
            self.lines.push(Line::from(vec![
                Span::styled(format!("{title:TITLE$}"), title_style),
                Span::styled(words, style),
            ]));
        }
    }
}

impl Component for DogCard {
    fn context(&self) -> Context {
        Context::Card
    }

    fn answers(&self, action: Action) -> bool {
        !matches!(action, Action::OpenDog | Action::NewDog)
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let on_the_dog = matches!(
            action,
            Action::Edit | Action::Accept | Action::Book | Action::Again | Action::OpenClient
        );
        match &self.dog {
            None if on_the_dog => Some(Reason::Borrowed("this dog is no longer in the book")),
            Some(dog) if action == Action::OpenClient && dog.client_id.is_none() => {
                Some(Reason::Borrowed("this dog has no client yet; e adds one"))
            }
            Some(_) if action == Action::Again && self.last().is_none() => {
                Some(Reason::Borrowed("this dog has not been here yet; b books it"))
            }
            _ => None,
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        self.dog = cx.store.dog(self.id)?;
        let client_id = self.dog.as_ref().and_then(|dog| dog.client_id);
        self.client = match client_id {
            Some(id) => cx.store.client(id)?,
            None => None,
        };
        let (services, groomers) = (cx.store.services()?, cx.store.groomers()?);
        let visits = cx.store.appointments_of(self.id, APPOINTMENTS)?.into_iter();
        self.visits = visits
            .map(|appointment| {
                let service = services
                    .iter()
                    .find(|service| service.id == appointment.service_id);
                let groomer = groomers
                    .iter()
                    .find(|groomer| groomer.id == appointment.groomer_id);
                Visit {
                    service: service.map(|service| service.name.clone()).unwrap_or_default(),
                    groomer: groomer.map(|groomer| groomer.name.clone()).unwrap_or_default(),
                    appointment,
                }
            })
            .collect();
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Close => Effect::Close,
            Action::Edit | Action::Accept => Effect::Open(Box::new(DogForm::of(self.id))),
            Action::Book => Effect::Replace(Box::new(Book::for_dog(self.id))),
            Action::Again => match self.last() {
                Some(last) => Effect::Replace(Box::new(Book::again(last))),
                None => Effect::None,
            },
            Action::History => {
                let name = self.dog.as_ref().map(Dog::name).unwrap_or_default();
                Effect::Replace(Box::new(History::of(&name, About::Dog(self.id))))
            }
            Action::OpenClient => match &self.client {
                Some(client) => Effect::Replace(Box::new(ClientCard::of(client.id))),
                None => Effect::None,
            },
            Action::Up => {
                self.top = self.top.saturating_sub(1);
                Effect::None
            }
            Action::Down => {
                self.top = (self.top + 1).min(self.most);
                Effect::None
            }
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let width = 76.min(area.width);
        let room = usize::from(width.saturating_sub(4));
        let (title, lines) = match &self.dog {
            Some(dog) => (dog.name(), self.lines(dog, room, paint)),
            None => (
                "Dog".to_owned(),
                vec![Line::raw("This dog is no longer in the book. Backspace closes.")],
            ),
        };
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inside = popup::open(frame, area, width, height, &title, paint);
        self.most = lines.len().saturating_sub(usize::from(inside.height));
        self.top = self.top.min(self.most);
        scrolled(frame, inside, lines, self.top, paint);
    }
}

/// Draws as many lines as fit, from one on; signs at the edge say that there are more.
pub(super) fn scrolled(frame: &mut Frame, area: Rect, lines: Vec<Line<'static>>, top: usize, paint: &Paint) {
    let (height, count) = (usize::from(area.height), lines.len());
    for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
        line_at(frame, area, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
    let edge = |sign: &'static str| Line::styled(sign, paint.look.theme.dim).right_aligned();
    if top > 0 {
        line_at(frame, area, 0, edge(paint.look.glyphs.up));
    }
    if top + height < count && height > 0 {
        line_at(frame, area, area.height - 1, edge(paint.look.glyphs.down));
    }
}
