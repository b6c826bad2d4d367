//! What a dog was vaccinated with, and until when; with the bookings that outlive it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::outliving::OutlivingList;
use crate::domain::id::{DogId, VaccinationId};
use crate::domain::vaccine::{Vaccinated, Vaccination};
use crate::store::{Edit, Result, VaccineEdit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::vaccination::VaccinationForm;
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{fit, line_at};
use crate::tui::widgets::{list::Window, popup};

/// The vaccinations of one dog.
pub struct VaccineList {
    dog_id: DogId,
    dog: String,
    book: Vaccinated,
    window: Window,
    outliving: usize,
    /// The line to start from, until the list is read.
    start: Option<VaccinationId>,
}

impl VaccineList {
    /// The list of a dog.
    #[must_use]
    pub fn of(dog_id: DogId) -> Self {
        Self {
            dog_id,
            dog: String::new(),
            book: Vaccinated::default(),
            window: Window::default(),
            outliving: 0,
            start: None,
        }
    }

    /// The same with one vaccination selected.
    #[must_use]
    pub fn at(dog_id: DogId, id: VaccinationId) -> Self {
        Self {
            start: Some(id),
            ..Self::of(dog_id)
        }
    }

    fn selected(&self) -> Option<&Vaccination> {
        self.book.had.get(self.window.selected)
    }

    fn row(&self, had: &Vaccination, paint: &Paint) -> Line<'static> {
        let theme = &paint.look.theme;
        let vaccine = self.book.vaccines.iter().find(|each| each.id == had.vaccine_id);
        let name = vaccine.map(|vaccine| vaccine.name.clone()).unwrap_or_default();
        let given = had
            .given
            .map(|day| format!("given {}", day.format("%-d %b %Y")))
            .unwrap_or_default();
        let over = had.until < paint.now.date();
        let verb = if over { "ran out" } else { "until" };
        let until = format!("{verb} {}", had.until.format("%-d %b %Y"));
        let seen = match (had.exempt, had.proof) {
            (true, true) => "letter seen",
            (true, false) => "letter not seen",
            (false, true) => "paper seen",
            (false, false) => "paper not seen",
        };
        let style = if over { theme.dim } else { theme.base };
        Line::from(vec![
            Span::styled(fit(&name, 18, paint), theme.title),
            Span::styled(fit(&given, 19, paint), style),
            Span::styled(fit(&until, 21, paint), style),
            Span::styled(fit(seen, 15, paint), theme.dim),
        ])
    }
}

impl Component for VaccineList {
    fn context(&self) -> Context {
        Context::Vaccines
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        match action {
            Action::New if self.book.vaccines.is_empty() => Some(Reason::Borrowed(
                "there is no vaccine in the list yet: v on Services adds one",
            )),
            Action::Edit | Action::TakeOff if self.book.had.is_empty() => {
                Some(Reason::Borrowed("nothing on the card yet; n adds a vaccination"))
            }
            Action::Outliving if self.outliving == 0 => {
                Some(Reason::Borrowed("no booking of this dog outlives a vaccine"))
            }
            _ => None,
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let before = self.start.take().or_else(|| self.selected().map(|had| had.id));
        let dog = cx.store.dog(self.dog_id)?;
        self.dog = dog.map(|dog| dog.name()).unwrap_or_default();
        self.book = cx.store.vaccinated(self.dog_id)?;
        let place = |had: &Vaccination| {
            let mut vaccines = self.book.vaccines.iter();
            vaccines.position(|each| each.id == had.vaccine_id)
        };
        let mut had = self.book.had.clone();
        had.sort_by_key(|had| (place(had), std::cmp::Reverse(had.until)));
        self.book.had = had;
        self.outliving = cx.store.outliving(cx.now.date(), Some(self.dog_id))?.len();
        let at = self.book.had.iter().position(|had| Some(had.id) == before);
        let count = self.book.had.len();
        self.window.select(
            at.unwrap_or(self.window.selected).min(count.saturating_sub(1)),
            count,
        );
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.book.had.len();
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::New => return Ok(Effect::Replace(Box::new(VaccinationForm::new_of(self.dog_id)))),
            Action::Edit => {
                if let Some(had) = self.selected() {
                    return Ok(Effect::Replace(Box::new(VaccinationForm::of(
                        self.dog_id,
                        had.id,
                    ))));
                }
            }
            Action::TakeOff => {
                if let Some(had) = self.selected() {
                    let edit = Edit::Vaccine(VaccineEdit::Remove(had.clone()));
                    return Ok(Effect::ApplyThen(edit, Box::new(Self::of(self.dog_id))));
                }
            }
            Action::Outliving => {
                return Ok(Effect::Replace(Box::new(OutlivingList::of(Some(self.dog_id)))));
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let rows = u16::try_from(self.book.had.len().max(1)).unwrap_or(u16::MAX);
        let title = format!("Vaccinations of {}", self.dog);
        let inside = popup::open(frame, area, 78, rows.saturating_add(4), &title, paint);
        let below = inside.height.saturating_sub(1);
        let height = usize::from(below.saturating_sub(1));
        if self.book.had.is_empty() {
            let words = "None on the card yet. Press n to add the first one.";
            line_at(frame, inside, 0, Line::styled(words, theme.base));
        }
        for (row, at) in self.window.rows(height, self.book.had.len()).enumerate() {
            let mut line = self.row(&self.book.had[at], paint);
            let pointer = if at == self.window.selected {
                paint.look.glyphs.pointer
            } else {
                " "
            };
            line.spans.insert(0, Span::raw(format!("{pointer} ")));
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
        let words = match self.outliving {
            0 => Line::raw(""),
            1 => Line::styled("1 booking outlives a vaccine: o shows it", theme.warning),
            many => Line::styled(
                format!("{many} bookings outlive a vaccine: o shows them"),
                theme.warning,
            ),
        };
        line_at(frame, inside, below, words);
    }
}
