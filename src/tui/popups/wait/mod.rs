//! Putting a dog on the waiting list, or changing what it waits for: the dog, then a wish in one's own words.

mod draft;
mod household;
mod keys;
mod view;

use chrono::NaiveDate;

use super::hits;
use crate::booking::{Work, booked_work, meant_service, names, work_for, work_of};
use crate::domain::expert::{self, Names};
use crate::domain::id::{AppointmentId, DogId, DraftId, ServiceId, WaitId};
use crate::domain::text::LINE;
use crate::domain::waitlist::{ReadWish, Wait, WaitState, read_wish, weekdays_apart};
use crate::store::{DogLine, Edit, Hit, Result, WaitEdit, WaitLine};
use crate::tui::component::Cx;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// What the pop-up is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Any dog, asked for first.
    AnyDog,
    /// This dog.
    Dog(DogId),
    /// An appointment that is to come sooner.
    Sooner(AppointmentId),
    /// Somebody who waits already.
    Wait(WaitId),
}

/// The pop-up.
pub struct WaitForm {
    about: About,
    line: Field,
    hits: Vec<Hit>,
    hit: Window,
    dog: Option<DogLine>,
    /// Those that wait with it.
    others: Vec<household::Other>,
    wish: Field,
    read: Option<ReadWish>,
    /// The work it waits for.
    work: Option<Work>,
    /// Somebody who waits, as it was read.
    old: Option<Wait>,
    /// The same dog on the list already.
    already: Option<WaitLine>,
    names: Names,
    today: NaiveDate,
    refused: Option<String>,
    /// Minted here, so that the edit is complete as data.
    id: WaitId,
    draft: DraftId,
    touched: bool,
    /// A dog that was chosen before the form was closed.
    earlier: Option<DogId>,
}

impl WaitForm {
    fn on(about: About) -> Self {
        Self {
            about,
            line: Field::new("", LINE),
            hits: Vec::new(),
            hit: Window::default(),
            dog: None,
            others: Vec::new(),
            wish: Field::new("", LINE),
            read: None,
            work: None,
            old: None,
            already: None,
            names: Names::default(),
            today: NaiveDate::MIN,
            refused: None,
            id: WaitId::new(),
            draft: DraftId::new(),
            touched: false,
            earlier: None,
        }
    }

    /// Puts any dog on the list: asks for it first.
    #[must_use]
    pub fn new_wait() -> Self {
        Self::on(About::AnyDog)
    }

    /// Puts this dog on the list, with what was wished for it so far.
    #[must_use]
    pub fn for_dog(dog_id: DogId, wish: &str) -> Self {
        Self {
            wish: Field::new(wish, LINE),
            ..Self::on(About::Dog(dog_id))
        }
    }

    /// Notes that an appointment is to come sooner.
    #[must_use]
    pub fn sooner(appointment_id: AppointmentId, wish: &str) -> Self {
        Self {
            wish: Field::new(wish, LINE),
            ..Self::on(About::Sooner(appointment_id))
        }
    }

    /// Changes what somebody waits for.
    #[must_use]
    pub fn change(id: WaitId) -> Self {
        Self::on(About::Wait(id))
    }

    /// The id that the entry of the list has once it is saved.
    #[must_use]
    pub const fn id(&self) -> WaitId {
        self.id
    }

    const fn asks_for_dog(&self) -> bool {
        self.dog.is_none()
    }

    /// The part of the line that names the dog, and the rest.
    fn parts(&self) -> (String, String) {
        let line = weekdays_apart(self.line.text());
        let expert = expert::parse(&line, self.today, &self.names);
        let typed = line.trim();
        let bound = ["until ", "till ", "by "]
            .iter()
            .filter_map(|word| expert.dog.find(&format!(" {word}")))
            .min()
            .unwrap_or(expert.dog.len());
        let dog = expert.dog[..bound].to_owned();
        let rest = typed.get(bound..).unwrap_or_default().trim().to_owned();
        (dog, rest)
    }

    fn search(&mut self, cx: &Cx) -> Result<()> {
        let dog = if self.line.is_empty() {
            String::new()
        } else {
            self.parts().0
        };
        self.hits = cx.store.find(&dog, cx.now.date(), hits::MOST)?;
        self.hits.retain(|hit| matches!(hit, Hit::Dog { .. }));
        Ok(())
    }

    /// Reads again what the pop-up is about.
    fn read_again(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        self.names = names(cx.store)?;
        self.read_others(cx)?;
        let mut dog_id = self.dog.as_ref().map(|dog| dog.id).or(self.earlier);
        match self.about {
            About::AnyDog => {}
            About::Dog(id) => dog_id = Some(id),
            About::Sooner(id) => dog_id = cx.store.appointment(id)?.map(|booked| booked.dog_id),
            About::Wait(id) => {
                if let Some(wait) = cx.store.wait(id)? {
                    dog_id = Some(wait.dog_id);
                    let groomer = self
                        .names
                        .groomers
                        .iter()
                        .find(|(groomer, _)| Some(*groomer) == wait.wish.groomer_id);
                    if self.old.is_none() && !self.touched {
                        let typed = wait
                            .wish
                            .typed(groomer.map(|(_, name)| name.as_str()), self.today);
                        self.wish.set(&typed);
                    }
                    // What somebody else changes meanwhile is not agreed to by looking.
                    self.old.get_or_insert(wait);
                }
            }
        }
        match dog_id {
            Some(id) => self.choose(id, cx),
            None => self.search(cx),
        }
    }

    fn choose(&mut self, id: DogId, cx: &Cx) -> Result<()> {
        self.dog = cx.store.dog_line(id)?;
        let waiting = cx.store.waitlist(cx.now.date())?;
        let own = self.old.as_ref().map(|old| old.id);
        self.already = waiting
            .into_iter()
            .find(|line| line.wait.dog_id == id && Some(line.wait.id) != own);
        self.read_wish(cx)
    }

    fn read_wish(&mut self, cx: &Cx) -> Result<()> {
        let Some(dog) = &self.dog else { return Ok(()) };
        let mut read = read_wish(self.wish.text(), cx.now.date(), &self.names);
        if read.usual_groomer {
            let usual = cx.store.usual_work(dog.id)?.and_then(|usual| usual.groomer_id);
            read.wish.groomer_id = usual;
            if usual.is_none() {
                let sentence = "There is no usual groomer yet: leave that out, or type a name.";
                read.problems.push(sentence.to_owned());
            }
        }
        let said = meant_service(cx.store, &read.services, dog.id)?;
        self.work = match (self.about, &self.old) {
            (About::Sooner(id), _) => match cx.store.appointment(id)? {
                Some(booked) => booked_work(cx.store, &booked)?,
                None => None,
            },
            (_, Some(old)) if said.is_none() && read.add_ons.is_empty() => {
                work_of(cx.store, old, read.wish.first_day)?
            }
            (_, old) => {
                let service = said.or(old.as_ref().map(|old| old.service_id));
                work_for(
                    cx.store,
                    Some(dog.id),
                    service,
                    &read.add_ons,
                    read.wish.first_day,
                )?
            }
        };
        self.read = Some(read);
        Ok(())
    }

    /// What is wished on top; an appointment that is to come sooner knows that itself.
    fn add_ons(&self, work: &Work) -> Vec<ServiceId> {
        if matches!(self.about, About::Sooner(_)) || self.old.as_ref().is_some_and(Wait::is_sooner) {
            return Vec::new();
        }
        work.add_ons.iter().map(|each| each.service_id).collect()
    }

    fn edit(&self, cx: &Cx) -> Option<Edit> {
        let (read, work, dog) = (self.read.as_ref()?, self.work.as_ref()?, self.dog.as_ref()?);
        Some(Edit::Wait(match &self.old {
            Some(old) => WaitEdit::Save(Wait {
                service_id: work.service_id,
                minutes: work.minutes,
                // Other days leave it as it was wished, what is not sold just now too.
                add_ons: if read.services.is_empty() && read.add_ons.is_empty() && !old.add_ons.is_empty() {
                    old.add_ons.clone()
                } else {
                    self.add_ons(work)
                },
                wish: read.wish,
                ..old.clone()
            }),
            None => WaitEdit::Add(Wait {
                id: self.id,
                dog_id: dog.id,
                service_id: work.service_id,
                appointment_id: match self.about {
                    About::Sooner(id) => Some(id),
                    _ => None,
                },
                minutes: work.minutes,
                wish: read.wish,
                add_ons: self.add_ons(work),
                note: String::new(),
                call: false,
                state: WaitState::Waiting,
                asked_at: cx.now,
                rev: 1,
            }),
        }))
    }
}
