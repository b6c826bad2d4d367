//! The first run: a few questions, each with a default where there can be one, and the salon's file is made.

mod questions;
mod view;

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;

use super::Look;
use super::action::Action;
use super::component::Paint;
use super::forms::form::{Form, FormStep};
use super::keymap::{Context, lookup};
use super::widgets::rubbing::{EMPTY_NOW, Rubbing};
use crate::domain::clock::Clock;
use crate::domain::groomer::Groomer;
use crate::domain::hours::{DayHours, parse_weekdays};
use crate::domain::id::GroomerId;
use crate::domain::opening;
use crate::domain::salon::{Salon, find_zone};
use crate::store::{Filling, GroomerWeek, Store};

use questions::{CURRENCY, DAYS, GROOMERS, HOURS, NAME, SERVICES, ZONE};

/// What a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupStep {
    /// The set-up goes on.
    GoOn,
    /// The salon's file is made.
    Done,
    /// The person left; nothing was made.
    Quit,
}

/// The questions of the set-up, one page each; the last one only sums up.
pub struct Setup {
    path: PathBuf,
    clock: Option<Clock>,
    look: Look,
    pages: Vec<Form>,
    at: usize,
    rubbing: Rubbing,
}

impl Setup {
    /// A set-up that makes this file. The clock is the salon's own unless one is given; the zone is a first guess,
    /// see [`system_zone`].
    #[must_use]
    pub fn new(path: &Path, clock: Option<Clock>, look: Look, zone: Option<Tz>) -> Self {
        Self {
            path: path.to_owned(),
            clock,
            look,
            pages: questions::pages(zone),
            at: 0,
            rubbing: Rubbing::default(),
        }
    }

    /// Takes one key.
    pub fn key(&mut self, key: KeyEvent) -> SetupStep {
        let today = self.today();
        let page = &mut self.pages[self.at];
        page.notice.take_if(|(words, _)| words == EMPTY_NOW);
        if self.rubbing.holds_back(&key, page.is_rubbed_out()) {
            page.say(EMPTY_NOW, false);
            return SetupStep::GoOn;
        }
        let step = match lookup(Context::Form, &key) {
            // There is no more help than what stands on the page.
            Some(Action::Help) if key.code == KeyCode::Char('?') => page.input(key),
            Some(action) => page.update(action, today),
            None => page.input(key),
        };
        match step {
            FormStep::Stay | FormStep::Afresh => SetupStep::GoOn,
            FormStep::Stray(letter) => {
                let words = format!(
                    "`{letter}` does nothing on a button: Enter there means {}",
                    self.pages[self.at].enter_words()
                );
                self.pages[self.at].say(words, false);
                SetupStep::GoOn
            }
            FormStep::Leave if self.at == 0 => SetupStep::Quit,
            FormStep::Leave => {
                self.pages[self.at].notice = None;
                self.at -= 1;
                SetupStep::GoOn
            }
            FormStep::Save => self.go_on(today),
        }
    }

    /// Takes pasted text for the focused field.
    pub fn paste(&mut self, text: &str) {
        self.pages[self.at].paste(text);
    }

    fn go_on(&mut self, today: NaiveDate) -> SetupStep {
        if !self.pages[self.at].check(today) {
            return SetupStep::GoOn;
        }
        if self.at + 1 < self.pages.len() {
            self.at += 1;
            return SetupStep::GoOn;
        }
        match Store::create(&self.path, &self.filling(), self.now()) {
            Ok(()) => SetupStep::Done,
            Err(error) => {
                self.pages[self.at].say(error.to_string(), true);
                SetupStep::GoOn
            }
        }
    }

    fn value(&self, title: &str) -> String {
        let known = self.pages.iter().find_map(|page| page.entry(title));
        known.map(super::forms::entry::Entry::value).unwrap_or_default()
    }

    fn zone(&self) -> Option<Tz> {
        find_zone(&self.value(ZONE))
    }

    /// The time in the zone that stands on the first page.
    fn now(&self) -> NaiveDateTime {
        self.clock
            .unwrap_or_else(|| Clock::Zone(self.zone().unwrap_or(Tz::UTC)))
            .now()
    }

    fn today(&self) -> NaiveDate {
        self.clock
            .map_or_else(|| Utc::now().date_naive(), |clock| clock.now().date())
    }

    /// What the answers so far make; fields still wrong count as their defaults.
    fn filling(&self) -> Filling {
        let hours = DayHours::parse(&self.value(HOURS)).unwrap_or_default();
        let days = parse_weekdays(&self.value(DAYS)).unwrap_or_default();
        let mut salon = Salon::new(&self.value(NAME), self.zone().unwrap_or(Tz::UTC));
        if let (Some(first), Some(last)) = (hours.shifts.first(), hours.shifts.last()) {
            (salon.opens_min, salon.closes_min) = (first.start, last.end);
        }
        salon.currency = self.value(CURRENCY);
        let names = questions::names(&self.value(GROOMERS));
        let groomers = (1..).zip(names).map(|(position, name)| {
            let id = GroomerId::new();
            let (shifts, breaks): (Vec<_>, Vec<_>) = days.iter().map(|day| hours.rows(id, *day)).unzip();
            GroomerWeek {
                groomer: Groomer {
                    id,
                    name,
                    lanes: 1,
                    position,
                    active: true,
                    largest: None,
                    max_dogs: None,
                    rev: 1,
                },
                shifts: shifts.concat(),
                breaks: breaks.concat(),
                skills: Vec::new(),
            }
        });
        let takes_services = self.pages.iter().find_map(|page| page.chosen(SERVICES)) == Some(0);
        let services = if takes_services {
            opening::services()
        } else {
            Vec::new()
        };
        Filling {
            groomers: groomers.collect(),
            rates: opening::rates(&services, self.now().date()),
            services,
            ..Filling::empty(salon)
        }
    }

    /// Draws the page over the whole screen.
    pub fn draw(&mut self, frame: &mut Frame) {
        let look = self.look;
        let now = self.now();
        let there = self
            .zone()
            .map(|_| format!("where it is {} now", now.format("%H:%M")));
        self.pages[0].set_beside(ZONE, there.into_iter().collect());
        let paint = Paint { look: &look, now };
        view::draw(self, frame, &paint);
    }
}

/// The zone that this machine says it is in; `None` when it does not say, or only keeps the world's time as servers do.
#[must_use]
pub fn system_zone() -> Option<Tz> {
    let named = std::fs::read_to_string("/etc/timezone").ok();
    let link = std::fs::read_link("/etc/localtime").ok();
    zone_told(named.as_deref(), link.as_deref())
}

fn zone_told(named: Option<&str>, link: Option<&Path>) -> Option<Tz> {
    let link = link.and_then(Path::to_str);
    let linked = link
        .and_then(|link| link.rsplit_once("zoneinfo/"))
        .map(|(_, name)| name);
    let told = [named, linked].into_iter().flatten().map(str::trim);
    told.filter(|name| name.contains('/') && !name.starts_with("Etc/"))
        .find_map(find_zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machines_zone_is_a_first_guess_unless_it_is_a_servers() {
        let link = |text| Some(Path::new(text));
        assert_eq!(zone_told(Some("Europe/Lisbon\n"), None), Some(Tz::Europe__Lisbon));
        assert_eq!(
            zone_told(None, link("/usr/share/zoneinfo/America/New_York")),
            Some(Tz::America__New_York)
        );
        assert_eq!(
            zone_told(Some("Etc/UTC"), link("../usr/share/zoneinfo/Europe/Berlin")),
            Some(Tz::Europe__Berlin)
        );
        for nothing in ["", "UTC", "Etc/UTC", "/etc/elsewhere"] {
            assert_eq!(zone_told(Some(nothing), link(nothing)), None, "{nothing}");
        }
    }
}
