//! The screens of the desk, one for each tab.

pub mod clients;
pub mod dogs;
pub mod groomers;
pub mod salon;
pub mod services;
pub mod slots;
pub mod today;
pub mod waitlist;
pub mod week;

use chrono::NaiveDate;

use super::component::{Component, Tab};
use crate::domain::id::AppointmentId;

/// All screens; each keeps its selection while another one is shown.
pub struct Screens {
    today: today::Today,
    dogs: dogs::Dogs,
    slots: slots::Slots,
    clients: clients::Clients,
    groomers: groomers::Groomers,
    services: services::Services,
    week: week::Week,
    waitlist: waitlist::Waitlist,
    salon: salon::SalonScreen,
}

impl Screens {
    /// Every screen, on this day.
    #[must_use]
    pub fn new(day: NaiveDate) -> Self {
        Self {
            today: today::Today::new(day),
            dogs: dogs::Dogs::default(),
            slots: slots::Slots::new(day),
            clients: clients::Clients::default(),
            groomers: groomers::Groomers::default(),
            services: services::Services::default(),
            week: week::Week::new(day),
            waitlist: waitlist::Waitlist::default(),
            salon: salon::SalonScreen::default(),
        }
    }

    /// Puts the board's cursor on an appointment; false when the board shows another day.
    pub fn stand_on(&mut self, day: NaiveDate, id: AppointmentId) -> bool {
        self.today.stand_on(day, id)
    }

    /// Makes a screen ready to be shown: the week is a week again.
    pub fn show(&mut self, tab: Tab) {
        if tab == Tab::Week {
            self.week.show_week();
        }
    }

    /// Takes the day that one looks at along, from one screen of days to one of free time.
    pub fn carry_day(&mut self, from: Tab, to: Tab) {
        let day = match from {
            Tab::Today => self.today.day(),
            Tab::Slots => self.slots.day(),
            Tab::Week => self.week.day(),
            _ => return,
        };
        match to {
            Tab::Slots if from != to => self.slots.set_day(day),
            Tab::Week if from != to => self.week.set_day(day),
            _ => {}
        }
    }

    /// A screen to read.
    #[must_use]
    pub fn get(&self, tab: Tab) -> &(dyn Component + 'static) {
        match tab {
            Tab::Today => &self.today,
            Tab::Dogs => &self.dogs,
            Tab::Slots => &self.slots,
            Tab::Clients => &self.clients,
            Tab::Groomers => &self.groomers,
            Tab::Services => &self.services,
            Tab::Week => &self.week,
            Tab::Waitlist => &self.waitlist,
            Tab::Salon => &self.salon,
        }
    }

    /// A screen to work on.
    pub fn get_mut(&mut self, tab: Tab) -> &mut (dyn Component + 'static) {
        match tab {
            Tab::Today => &mut self.today,
            Tab::Dogs => &mut self.dogs,
            Tab::Slots => &mut self.slots,
            Tab::Clients => &mut self.clients,
            Tab::Groomers => &mut self.groomers,
            Tab::Services => &mut self.services,
            Tab::Week => &mut self.week,
            Tab::Waitlist => &mut self.waitlist,
            Tab::Salon => &mut self.salon,
        }
    }
}
