//! What one reads before touching a dog: the alerts first, then who it is, whose it is, and when it comes.

mod lines;
mod waits;

pub use waits::about_call;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::booking::{next_to_come, unsigned};
use crate::domain::appointment::Appointment;
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::id::{AppointmentId, DogId};
use crate::domain::series::Standing;
use crate::domain::service::with_add_ons;
use crate::domain::status::Status;
use crate::domain::vaccine::Vaccinated;
use crate::domain::weight::Weight;
use crate::store::{About, DogEdit, Edit, LastRecord, Outliving, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::dog::DogForm;
use crate::tui::forms::visit_record::VisitRecordForm;
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::card::{A_CARD_STAYS, scrolled};
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::history::History;
use crate::tui::popups::merge::{Kept, MergeWith};
use crate::tui::popups::own_prices::OwnPrices;
use crate::tui::popups::question::Question;
use crate::tui::popups::vaccines::VaccineList;
use crate::tui::widgets::popup;

/// How many appointments are read: those to come and the last visits.
const APPOINTMENTS: i64 = 80;

/// How many of them are shown, newest first.
const SHOWN: usize = 6;

/// How many weights are shown.
const WEIGHTS: usize = 4;

/// Said where the next appointment of a dog is looked for and there is none.
const NOTHING_BOOKED: &str = "nothing is booked for this dog; b books it";

/// An appointment in words.
struct Visit {
    appointment: Appointment,
    service: String,
    groomer: String,
    /// The service that nobody has signed for, where the visit is still to come or under way.
    unsigned: Option<String>,
    /// Its place in its series, when it has one.
    standing: Option<Standing>,
}

/// The card of one dog.
pub struct DogCard {
    id: DogId,
    dog: Option<Dog>,
    client: Option<Client>,
    vaccinated: Vaccinated,
    /// The visits it is booked for that a vaccine does not last until.
    outliving: Vec<Outliving>,
    weights: Vec<Weight>,
    record: Option<LastRecord>,
    visits: Vec<Visit>,
    /// The day of its next appointment, and which one that is.
    next: Option<(NaiveDate, AppointmentId)>,
    /// What it waits for, or what its client has to be called about.
    waits: Vec<String>,
    today: NaiveDate,
    top: usize,
    /// How far the card can be scrolled, as it was drawn last.
    most: usize,
}

impl DogCard {
    /// The card of a dog in the book.
    #[must_use]
    pub fn of(id: DogId) -> Self {
        Self {
            id,
            dog: None,
            client: None,
            vaccinated: Vaccinated::default(),
            outliving: Vec::new(),
            weights: Vec::new(),
            record: None,
            visits: Vec::new(),
            next: None,
            waits: Vec::new(),
            today: NaiveDate::MIN,
            top: 0,
            most: 0,
        }
    }

    /// The visit that is written down now: the newest whose dog came.
    fn done(&self) -> Option<&Appointment> {
        let mut visits = self.visits.iter().map(|visit| &visit.appointment);
        visits.find(|visit| {
            visit.day <= self.today && (visit.status.is_in_salon() || visit.status == Status::Gone)
        })
    }

    /// Asks before it is written that the client signed: a letter typed elsewhere must not.
    fn signature(&self, dog: &Dog, today: NaiveDate) -> Question {
        let signed = Dog {
            waiver: Some(today),
            ..dog.clone()
        };
        let who = match &self.client {
            Some(client) => client.name(),
            None => "the client".to_owned(),
        };
        let words = format!(
            "Has {who} signed today, {}, that {} with its double coat may be shaved?",
            today.format("%a %-d %b %Y"),
            dog.name()
        );
        let edit = Edit::Together {
            label: format!("Signed for shaving: {}", dog.name()),
            edits: vec![Edit::Dog(DogEdit::Save(signed))],
        };
        Question::over_a_card("Signed for shaving", words, edit)
    }

    /// The visit that the next one follows: the newest that took place or will.
    fn last(&self) -> Option<&Appointment> {
        let mut visits = self.visits.iter().map(|visit| &visit.appointment);
        visits.find(|appointment| appointment.status.holds_time())
    }
}

impl Component for DogCard {
    fn context(&self) -> Context {
        Context::Card
    }

    fn answers(&self, action: Action) -> bool {
        !matches!(action, Action::WithDogs | Action::OpenDog | Action::NewDog)
    }

    fn words(&self, action: Action) -> &'static str {
        // Short, so that all that one may want here fits into the last line.
        match action {
            Action::NextVisit => "next",
            Action::OpenClient => "client",
            Action::OwnPrices => "price",
            Action::Vaccines => "vaccine",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let on_the_dog = matches!(
            action,
            Action::Edit
                | Action::Accept
                | Action::Book
                | Action::Again
                | Action::NextVisit
                | Action::OpenClient
                | Action::OwnPrices
                | Action::WriteVisit
                | Action::Vaccines
                | Action::Merge
                | Action::Signed
        );
        if action == Action::Remove {
            return Some(Reason::Borrowed(match self.next {
                Some(_) => "g goes to its next appointment, and x there calls it off; a card stays",
                None => A_CARD_STAYS,
            }));
        }
        match &self.dog {
            None if on_the_dog => Some(Reason::Borrowed("this dog is no longer in the book")),
            Some(dog) if action == Action::OpenClient && dog.client_id.is_none() => {
                Some(Reason::Borrowed("this dog has no client yet; e adds one"))
            }
            Some(_) if action == Action::WriteVisit && self.done().is_none() => Some(Reason::Borrowed(
                "this dog has not been here yet; a visit is written down once it is here",
            )),
            Some(dog) if action == Action::Signed && !dog.never_shave() => Some(match dog.waiver {
                Some(day) => Reason::Owned(format!("signed on {} already", day.format("%-d %b %Y"))),
                None => Reason::Borrowed("only a double coat needs a signature before it is shaved"),
            }),
            Some(_) if action == Action::NextVisit && self.next.is_none() => {
                Some(Reason::Borrowed(NOTHING_BOOKED))
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
        self.vaccinated = cx.store.vaccinated(self.id)?;
        self.outliving = cx.store.outliving(self.today, Some(self.id))?;
        self.weights = cx.store.weights_of(self.id, WEIGHTS)?;
        self.record = cx.store.last_record(self.id, None)?;
        let (services, groomers) = (cx.store.services()?, cx.store.groomers()?);
        self.waits = waits::words(&cx.store.waits_of(self.id, self.today)?, &groomers, self.today);
        self.next = next_to_come(cx.store, self.id, self.today)?.map(|next| (next.day, next.id));
        let visits = cx.store.appointments_of(self.id, APPOINTMENTS)?.into_iter();
        self.visits = visits
            .map(|appointment| {
                let add_ons = cx.store.add_ons(appointment.id)?;
                let standing = match appointment.series_id {
                    Some(_) => cx.store.standings(appointment.day)?.remove(&appointment.id),
                    None => None,
                };
                let is_open = appointment.status.is_expected() && appointment.day >= self.today
                    || appointment.status.is_in_salon();
                let add_on_ids = add_ons.iter().map(|each| each.service_id);
                let work: Vec<_> = std::iter::once(appointment.service_id)
                    .chain(add_on_ids)
                    .collect();
                let unsigned = if is_open {
                    unsigned(cx.store, self.id, &work)?
                } else {
                    None
                };
                let service = services
                    .iter()
                    .find(|service| service.id == appointment.service_id);
                let groomer = groomers
                    .iter()
                    .find(|groomer| groomer.id == appointment.groomer_id);
                let on_top: Vec<&str> = services
                    .iter()
                    .filter(|service| add_ons.iter().any(|each| each.service_id == service.id))
                    .map(|service| service.name.as_str())
                    .collect();
                let service = service.map_or("", |service| service.name.as_str());
                Ok(Visit {
                    service: with_add_ons(service, &on_top),
                    groomer: groomer.map(|groomer| groomer.name.clone()).unwrap_or_default(),
                    appointment,
                    unsigned,
                    standing,
                })
            })
            .collect::<Result<_>>()?;
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Close => Effect::Close,
            Action::Edit | Action::Accept => Effect::Open(Box::new(DogForm::of(self.id))),
            Action::Book => Effect::Replace(Box::new(Book::for_dog(self.id))),
            Action::Again => match self.last() {
                Some(last) => Effect::Replace(Box::new(Book::again(last))),
                None => Effect::None,
            },
            Action::NextVisit => match self.next {
                Some((day, id)) => Effect::StandOn(day, id),
                None => Effect::None,
            },
            Action::WriteVisit => match self.done() {
                Some(visit) => Effect::Open(Box::new(VisitRecordForm::of(visit.id))),
                None => Effect::None,
            },
            Action::Signed => match &self.dog {
                Some(dog) => Effect::Open(Box::new(self.signature(dog, cx.now.date()))),
                None => Effect::None,
            },
            Action::Vaccines => Effect::Open(Box::new(VaccineList::of(self.id))),
            Action::Merge => {
                let name = self.dog.as_ref().map(Dog::name).unwrap_or_default();
                Effect::Replace(Box::new(MergeWith::find(Kept::Dog(self.id), &name)))
            }
            Action::OwnPrices => Effect::Replace(Box::new(OwnPrices::of(self.id))),
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
