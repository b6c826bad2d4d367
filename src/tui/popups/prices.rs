//! What a service takes and costs: a table of sizes and coats, as it counts today and from each coming day on.

mod view;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::dog::{Coat, Size};
use crate::domain::id::ServiceId;
use crate::domain::price::{Cost, Rate, listed, row_for};
use crate::domain::service::Service;
use crate::store::{Edit, RateEdit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::new_prices::NewPricesForm;
use crate::tui::forms::rate::RateForm;
use crate::tui::keymap::Context;

/// The rows of the table: any size, then each.
const SIZES: [Option<Size>; 5] = [
    None,
    Some(Size::Small),
    Some(Size::Medium),
    Some(Size::Large),
    Some(Size::ExtraLarge),
];
/// The columns of the table: any coat, then each.
const COATS: [Option<Coat>; 6] = [
    None,
    Some(Coat::Short),
    Some(Coat::Double),
    Some(Coat::Long),
    Some(Coat::Curly),
    Some(Coat::Wire),
];

/// The prices of one service.
pub struct Prices {
    id: ServiceId,
    service: Option<Service>,
    currency: String,
    rates: Vec<Rate>,
    today: NaiveDate,
    /// Today, then each coming day from which on something else counts.
    days: Vec<NaiveDate>,
    /// The day whose list is shown; `None` is today's, also past midnight.
    day: Option<NaiveDate>,
    row: usize,
    column: usize,
}

impl Prices {
    /// The prices of a service as they count today.
    #[must_use]
    pub const fn of(id: ServiceId) -> Self {
        Self {
            id,
            service: None,
            currency: String::new(),
            rates: Vec::new(),
            today: NaiveDate::MIN,
            days: Vec::new(),
            day: None,
            row: 0,
            column: 0,
        }
    }

    /// The same with one cell of the list of a day selected.
    #[must_use]
    pub fn at(id: ServiceId, size: Option<Size>, coat: Option<Coat>, day: NaiveDate) -> Self {
        Self {
            day: Some(day),
            row: SIZES.iter().position(|each| *each == size).unwrap_or(0),
            column: COATS.iter().position(|each| *each == coat).unwrap_or(0),
            ..Self::of(id)
        }
    }

    /// The day whose list is shown.
    fn shown(&self) -> NaiveDate {
        self.day.filter(|day| *day > self.today).unwrap_or(self.today)
    }

    fn cell(&self) -> (Option<Size>, Option<Coat>) {
        (SIZES[self.row], COATS[self.column])
    }

    /// The row of the list that is for exactly these dogs and counts on the day shown.
    fn own(&self, size: Option<Size>, coat: Option<Coat>) -> Option<&Rate> {
        row_for(&self.rates, self.id, size, coat, self.shown())
            .filter(|rate| (rate.size, rate.coat) == (size, coat))
    }

    /// What such a dog takes and pays on the day shown.
    fn cost(&self, service: &Service, size: Option<Size>, coat: Option<Coat>) -> Cost {
        listed(service, &self.rates, size, coat, self.shown())
    }

    /// Goes to the list before or after.
    fn turn(&mut self, by: isize) {
        let at = self.days.iter().position(|day| *day == self.shown()).unwrap_or(0);
        let at = at
            .saturating_add_signed(by)
            .min(self.days.len().saturating_sub(1));
        self.day = self.days.get(at).copied();
    }
}

impl Component for Prices {
    fn context(&self) -> Context {
        Context::Prices
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        self.currency.clone_from(&cx.salon.currency);
        let services = cx.store.services()?;
        self.service = services.into_iter().find(|service| service.id == self.id);
        self.rates = cx.store.rates()?;
        self.rates.retain(|rate| rate.service_id == self.id);
        self.days = vec![self.today];
        self.days.extend(
            self.rates
                .iter()
                .map(|rate| rate.valid_from)
                .filter(|day| *day > self.today),
        );
        self.days.dedup();
        // The list one looked at is gone: the one before it.
        if let Some(day) = self.day
            && !self.days.contains(&day)
        {
            self.day = self.days.iter().rev().find(|known| **known <= day).copied();
        }
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Edit => "change",
            Action::New => "new list",
            Action::TakeOff => "take off",
            Action::Earlier => "list before",
            Action::Later => "list after",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let at_first = self.shown() == self.today;
        match action {
            _ if self.service.is_none() && action != Action::Close => {
                Some(Reason::Borrowed("this service is no longer in the book"))
            }
            Action::TakeOff if self.own(self.cell().0, self.cell().1).is_none() => Some(Reason::Borrowed(
                "these dogs have no price of their own on this list",
            )),
            Action::Earlier if at_first => Some(Reason::Borrowed(
                "this is what counts today; what was before stands in the history",
            )),
            Action::Later if self.days.last() == Some(&self.shown()) => {
                Some(Reason::Borrowed("no later list yet; n makes one"))
            }
            _ => None,
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let (size, coat) = self.cell();
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.row = self.row.saturating_sub(1),
            Action::Down => self.row = (self.row + 1).min(SIZES.len() - 1),
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => self.column = (self.column + 1).min(COATS.len() - 1),
            Action::Earlier => self.turn(-1),
            Action::Later => self.turn(1),
            Action::Edit => {
                return Ok(Effect::Replace(Box::new(RateForm::of(
                    self.id,
                    size,
                    coat,
                    self.shown(),
                ))));
            }
            Action::New => return Ok(Effect::Replace(Box::new(NewPricesForm::of(self.id)))),
            Action::TakeOff => {
                if let Some(rate) = self.own(size, coat) {
                    let again = Self::at(self.id, size, coat, self.shown());
                    let edit = Edit::Rate(RateEdit::Remove(rate.clone()));
                    return Ok(Effect::ApplyThen(edit, Box::new(again)));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
