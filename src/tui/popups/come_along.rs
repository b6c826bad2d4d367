//! Which dogs of a household come: every dog of the client with a tick or without.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::ticks::Ticks;
use crate::booking::work_for;
use crate::domain::clock::length;
use crate::domain::dog::Dog;
use crate::domain::household::MOST_DOGS;
use crate::domain::id::{ClientId, DogId};
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, fit, line_at};

/// The widest that names are drawn.
const NAMES: usize = 20;

/// The dogs of a client, with ticks for those that come.
pub struct ComeAlong {
    client: ClientId,
    /// Each with what it usually comes for.
    dogs: Vec<(Dog, String)>,
    ticks: Ticks<DogId>,
    notice: String,
}

impl ComeAlong {
    /// Which dogs of a client come, beginning with these; the answer is given to the layer below.
    #[must_use]
    pub fn of(client: ClientId, coming: Vec<DogId>) -> Self {
        let mut ticks = Ticks::default();
        ticks.ticked = coming;
        Self {
            client,
            dogs: Vec::new(),
            ticks,
            notice: String::new(),
        }
    }

    fn ids(&self) -> Vec<DogId> {
        self.dogs.iter().map(|(dog, _)| dog.id).collect()
    }

    fn accept(&mut self) -> Effect {
        match self.ticks.ticked.len() {
            0 => "Tick at least one dog; Backspace leaves it as it was.".clone_into(&mut self.notice),
            1..=MOST_DOGS => return Effect::Return(Answer::Dogs(self.ticks.ticked.clone())),
            _ => {
                self.notice = format!("{MOST_DOGS} dogs at once are the most; book the others after these.");
            }
        }
        Effect::None
    }
}

impl Component for ComeAlong {
    fn context(&self) -> Context {
        Context::Ticks
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.dogs.clear();
        for dog in cx.store.dogs_of(self.client)? {
            let work = work_for(cx.store, Some(dog.id), None, &[], cx.now.date())?;
            let usual = work.map_or_else(String::new, |work| {
                format!("{} {}", work.service, length(work.minutes))
            });
            self.dogs.push((dog, usual));
        }
        let ids = self.ids();
        self.ticks.ticked.retain(|id| ids.contains(id));
        self.ticks.keep_inside(self.dogs.len());
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "these come",
            Action::Pick1 => "tick",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        self.notice.clear();
        match action {
            Action::Accept => return Ok(self.accept()),
            Action::Close => return Ok(Effect::Close),
            _ => self.ticks.update(action, &self.ids()),
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let height = u16::try_from(self.dogs.len().max(1)).unwrap_or(u16::MAX);
        let inside = popup::open(
            frame,
            area,
            64,
            height.saturating_add(4),
            "Which dogs come?",
            paint,
        );
        let below = inside.height.saturating_sub(1);
        let rows = Rect {
            height: below.saturating_sub(1),
            ..inside
        };
        let width = usize::from(inside.width);
        let names = self.dogs.iter().map(|(dog, _)| dog.first_name.width());
        let names = names.max().unwrap_or_default().min(NAMES) + 2;
        for (row, at) in (0u16..).zip(self.ticks.rows(usize::from(rows.height), self.dogs.len())) {
            let (dog, usual) = &self.dogs[at];
            let room = width.saturating_sub(names + 8);
            let words = vec![
                Span::raw(fit(&dog.first_name, names, paint)),
                Span::styled(cut(usual, room, paint), theme.dim),
            ];
            line_at(frame, rows, row, self.ticks.line(at, dog.id, words, paint));
        }
        let line = if self.notice.is_empty() {
            let words = match self.ids().first() {
                Some(_) => "Other work for one of them: its name and the work as a wish.",
                None => "This client has no dogs in the book.",
            };
            Line::styled(cut(words, width, paint), theme.dim)
        } else {
            Line::styled(cut(&self.notice, width, paint), theme.warning)
        };
        line_at(frame, inside, below, line);
    }
}
