//! What each key does in the pop-up of the waiting list.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{About, WaitForm, view};
use crate::domain::draft::Draft;
use crate::domain::rejection::Rejection;
use crate::store::{Hit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::widgets::list::Window;

impl Component for WaitForm {
    fn context(&self) -> Context {
        if self.asks_for_dog() {
            Context::Search
        } else {
            Context::Line
        }
    }

    fn keeps(&self) -> Option<String> {
        Some(self.form())
    }

    fn typed(&self) -> Option<Typed> {
        self.as_draft()
    }

    fn go_on(&mut self, draft: &Draft) {
        self.take_up(draft);
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::NextField && (self.asks_for_dog() || !matches!(action, Action::Up | Action::Down))
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.asks_for_dog() => "take this dog",
            Action::Accept if self.old.is_some() => "save the wish",
            Action::Accept => "put it on the list",
            Action::Close if self.touched => "put aside",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action != Action::Accept {
            return None;
        }
        if self.asks_for_dog() {
            return self.hits.is_empty().then_some(Reason::Borrowed(
                "no dog of that name is in the book; fewer letters find more",
            ));
        }
        if self.work.is_none() {
            return Some(Reason::Borrowed(
                "the salon sells nothing yet; add a service under 6 Services",
            ));
        }
        let problem = self.read.as_ref()?.problems.first()?;
        Some(Reason::Owned(problem.clone()))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.read_again(cx)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = self.hits.len();
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.hit.step(-1, rows),
            Action::Down => self.hit.step(1, rows),
            Action::PageUp => self.hit.step(-10, rows),
            Action::PageDown => self.hit.step(10, rows),
            Action::Accept if self.asks_for_dog() => {
                let Some(Hit::Dog { dog, .. }) = self.hits.get(self.hit.selected) else {
                    return Ok(Effect::None);
                };
                let id = dog.id;
                let rest = self.parts().1;
                if !rest.is_empty() {
                    self.wish.set(&rest);
                }
                self.touched = true;
                self.choose(id, cx)?;
            }
            Action::Accept => return Ok(self.edit(cx).map_or(Effect::None, Effect::Apply)),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        if self.asks_for_dog() {
            self.line.is_empty()
        } else {
            self.wish.is_empty()
        }
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        let goes_back = key.code == KeyCode::Backspace && self.is_rubbed_out();
        if self.asks_for_dog() {
            if goes_back {
                self.touched = false;
                return Ok(Effect::Close);
            }
            if self.line.key(key) {
                self.touched = !self.line.is_empty();
                self.hit = Window::default();
                self.search(cx)?;
            }
            return Ok(Effect::None);
        }
        if goes_back {
            // One step back: from the wish to the dog, from the dog out.
            if self.about != About::AnyDog {
                return Ok(Effect::Close);
            }
            self.dog = None;
            self.earlier = None;
            self.search(cx)?;
            return Ok(Effect::None);
        }
        if self.wish.key(key) {
            self.touched = true;
            self.refused = None;
            self.read_wish(cx)?;
        }
        Ok(Effect::None)
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        self.touched = true;
        if self.asks_for_dog() {
            self.line.paste(text);
            self.hit = Window::default();
            self.search(cx)?;
        } else {
            self.wish.paste(text);
            self.read_wish(cx)?;
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
