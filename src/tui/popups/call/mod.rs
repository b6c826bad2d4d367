//! Somebody on the waiting list is called: what to say, and one key for each answer. The time on offer is held meanwhile.

mod about;
mod words;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

pub use about::Calling;

use crate::domain::id::{HoldId, WaitId};
use crate::domain::rejection::Rejection;
use crate::store::{Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Holding, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, line_at, wrap};

/// The pop-up of one call.
pub struct Call {
    id: WaitId,
    calling: Option<Calling>,
    refused: Option<String>,
    hold: HoldId,
}

impl Call {
    /// A call about a line of the list.
    #[must_use]
    pub fn about(id: WaitId) -> Self {
        Self {
            id,
            calling: None,
            refused: None,
            hold: HoldId::new(),
        }
    }

    /// The same call goes on with the next time.
    fn goes_on(&self) -> Self {
        Self {
            hold: self.hold,
            ..Self::about(self.id)
        }
    }

    fn has_moved(&self) -> bool {
        self.calling
            .as_ref()
            .is_some_and(|calling| calling.line.has_moved())
    }
}

impl Component for Call {
    fn context(&self) -> Context {
        Context::Offering
    }

    fn holding(&self) -> Option<Holding> {
        let times = self.calling.as_ref()?.offers();
        (!times.is_empty()).then_some(Holding { id: self.hold, times })
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let lines = cx.store.waitlist(cx.now.date())?;
        let line = lines.iter().find(|line| line.wait.id == self.id);
        self.calling = match line {
            Some(line) => Some(Calling::read(cx, &lines, line)?),
            None => None,
        };
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let answers = matches!(
            action,
            Action::Accept | Action::Declined | Action::NoAnswer | Action::Book
        );
        let Some(calling) = &self.calling else {
            return answers.then_some(Reason::Borrowed("they do not wait any more; Backspace goes back"));
        };
        match action {
            Action::Accept | Action::Declined if !calling.has_an_offer() => Some(Reason::Borrowed(
                "no time fits now, so there is none to be offered; b shows all times",
            )),
            Action::Declined | Action::Book if calling.is_here() => Some(Reason::Owned(format!(
                "{} is in the salon already; Enter notes that the client knows",
                calling.line.dog
            ))),
            _ => None,
        }
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.has_moved() => "they know",
            Action::Declined if self.has_moved() => "another time",
            Action::Accept => "they say yes",
            Action::Book => "other times",
            Action::Close => "back to the list",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let Some(calling) = &self.calling else {
            return Ok(match action {
                Action::Close => Effect::Close,
                _ => Effect::None,
            });
        };
        Ok(match action {
            Action::Close => Effect::Close,
            // The words of what was noted before stand below, and say so.
            Action::Undo => Effect::Apply(Edit::Undo),
            Action::Accept => calling.yes(cx)?.map_or(Effect::None, Effect::Apply),
            Action::NoAnswer => calling.no_answer(cx)?.map_or(Effect::None, Effect::Apply),
            Action::Declined if self.has_moved() => Effect::Replace(Box::new(calling.other_times(cx)?)),
            Action::Declined => match calling.no(cx)? {
                Some(edit) => Effect::ApplyThen(edit, Box::new(self.goes_on())),
                None => Effect::None,
            },
            Action::Book => Effect::Replace(Box::new(calling.other_times(cx)?)),
            _ => Effect::None,
        })
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let width = usize::from(area.width.min(78)).saturating_sub(4);
        let lines = self.lines(width, paint);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let title = match &self.calling {
            Some(calling) => {
                let line = &calling.line;
                let number = if line.phone.is_empty() {
                    "no number on the card"
                } else {
                    &line.phone
                };
                if line.client.is_empty() {
                    format!("{} has no client yet", line.dog)
                } else {
                    format!("Calling {}, {number}", line.client)
                }
            }
            None => "Waiting list".to_owned(),
        };
        let inside = popup::open(frame, area, 78, height.min(20), &title, paint);
        let mut page = Page::on(inside);
        for (words, style) in lines {
            page.put(frame, Line::styled(words, style));
        }
        let below = inside.height.saturating_sub(1);
        line_at(frame, inside, below, Line::styled(self.keys(), theme.footer_key));
    }
}

impl Call {
    fn lines(&self, width: usize, paint: &Paint) -> Vec<(String, Style)> {
        let theme = &paint.look.theme;
        let today = paint.now.date();
        let Some(calling) = &self.calling else {
            let words = "They do not wait any more: somebody else has seen to it.";
            return vec![(words.to_owned(), theme.base)];
        };
        let about = format!("about {}: {}", calling.dogs(), calling.work);
        let about = wrap(&about, width).into_iter();
        let mut lines: Vec<_> = about.map(|words| (words, theme.title)).collect();
        lines.push((String::new(), theme.base));
        let (say, is_said) = calling.say(today);
        let style = if is_said { theme.good } else { theme.dim };
        lines.extend(wrap(&say, width).into_iter().map(|words| (words, style)));
        lines.push((String::new(), theme.base));
        let facts = calling.facts(today).into_iter().map(|words| (words, theme.base));
        let coming = Some(calling.coming.clone()).filter(|words| !words.is_empty());
        let refused = self.refused.clone().map(|words| (words, theme.danger));
        let more = facts
            .chain(coming.map(|words| (words, theme.warning)))
            .chain(
                calling
                    .last_calls(today)
                    .into_iter()
                    .map(|words| (words, theme.dim)),
            )
            .chain(refused);
        for (words, style) in more {
            lines.extend(wrap(&words, width).into_iter().map(|words| (words, style)));
        }
        lines
    }

    fn keys(&self) -> &'static str {
        match &self.calling {
            None => "Backspace back to the list",
            Some(calling) if calling.line.has_moved() && calling.is_here() => {
                "Enter they know    o no answer    Backspace back"
            }
            Some(calling) if calling.line.has_moved() => {
                "Enter they know    d another time    o no answer    Backspace back"
            }
            Some(calling) if calling.has_an_offer() => {
                "Enter they say yes   d declined   o no answer   b other times   Backspace"
            }
            Some(_) => "b all times    o no answer    Backspace back to the list",
        }
    }
}
