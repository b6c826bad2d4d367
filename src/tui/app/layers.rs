//! What an effect does to the layers: pop-ups open and close, keep what was typed, and answer the one below.

use std::path::PathBuf;

use super::saving::Then;
use super::{After, App, MAKING_A_BACKUP};
use crate::store::{Result, sessions};
use crate::tui::component::{Answer, Component, Effect, Request, Tab};

impl App {
    pub(super) fn perform(&mut self, effect: Effect) -> Result<()> {
        match effect {
            Effect::None => {}
            Effect::Open(layer) => self.push(layer)?,
            Effect::Close => self.close_layer()?,
            Effect::Return(answer) => {
                self.layers.pop();
                self.give(answer)?;
            }
            Effect::Replace(layer) => {
                self.layers.pop();
                self.push(layer)?;
            }
            Effect::BackTo(layer) => {
                let typed = self.layers.pop().and_then(|left| left.typed());
                self.push(layer)?;
                if let Some(typed) = typed {
                    self.put_aside(typed);
                }
            }
            Effect::GoOn(draft) => self.go_on(draft)?,
            Effect::ThrowAway(id) => {
                self.throw_away(id);
                self.read_again()?;
            }
            Effect::Show(tab) => {
                self.tab = tab;
                self.screens.show(tab);
                self.message = None;
                self.reload()?;
            }
            Effect::GoTo(tab) => {
                self.layers.pop();
                self.perform(Effect::Show(tab))?;
            }
            Effect::ShowDay(day) => {
                self.perform(Effect::Show(Tab::Today))?;
                self.give(Answer::Day(day))?;
            }
            Effect::StandOn(day, id) => {
                while !self.layers.is_empty() {
                    self.close_layer()?;
                }
                self.perform(Effect::ShowDay(day))?;
                self.screens.stand_on(day, id);
            }
            Effect::Run(action) => {
                self.layers.pop();
                self.run(action)?;
            }
            Effect::Apply(edit) => self.apply(edit, Then::Nothing)?,
            Effect::ApplyAndReturn(edit) => self.apply(edit, Then::Below)?,
            Effect::ApplyHere(edit) => self.apply(edit, Then::Here)?,
            Effect::ApplyThen(edit, then) => self.apply(edit, Then::InPlace(then))?,
            Effect::ApplyAndTell(edit, then) => self.apply(edit, Then::Alone(then))?,
            Effect::ApplyAnswered => self.apply_answered()?,
            Effect::ApplySized(dog, size) => self.apply_sized(&dog, size)?,
            Effect::Say(words) => self.say(words, false),
            Effect::Stray(letter) => self.stray(letter),
            Effect::BackUp => {
                self.after = After::BackUp;
                self.say(MAKING_A_BACKUP, false);
            }
            Effect::Ask(request) => {
                match request {
                    Request::Drill => self.say("Rehearsing a restore; the desk goes on meanwhile …", false),
                    Request::Verify(_) => {
                        self.say("Looking at every byte of it; the desk goes on meanwhile …", false);
                    }
                    // The list itself says so, until it has the answer.
                    Request::Preview(_) => self.message = None,
                }
                self.after = After::Ask(request);
            }
            Effect::Restore(backup) => self.restore(backup),
            Effect::Suspend => self.after = After::Suspend,
            Effect::Quit => self.after = After::Quit,
        }
        Ok(())
    }

    /// Restoring needs the file alone: with another desk at it nothing happens but a word about who that is.
    fn restore(&mut self, backup: PathBuf) {
        if !self.may_leave() {
            return;
        }
        if self.lost().is_some() {
            let words =
                "Not restored: the salon's file is gone from its place; close the desk and open it again";
            self.say(words, true);
            return;
        }
        let own = std::process::id();
        let others: Vec<String> = sessions(self.store.path())
            .iter()
            .filter(|session| session.pid != own)
            .map(ToString::to_string)
            .collect();
        if others.is_empty() {
            self.after = After::Restore(backup);
        } else {
            let who = others.join("; ");
            self.say(format!("Not restored: close the other desk first ({who})"), true);
        }
    }

    pub(super) fn push(&mut self, mut layer: Box<dyn Component>) -> Result<()> {
        self.message = None;
        if let Some(name) = layer.keeps()
            && let Some(draft) = self.typed_earlier(&name)?
        {
            layer.go_on(&draft);
            self.take_over(draft);
        }
        self.layers.push(layer);
        let (layer, cx) = self.top();
        layer.reload(&cx)
    }

    fn close_layer(&mut self) -> Result<()> {
        // A refusal belongs to what is closed here, and so does an answer.
        self.message = None;
        self.answered.clear();
        self.of_any_size.clear();
        if let Some(layer) = self.layers.pop()
            && let Some(typed) = layer.typed()
        {
            self.put_aside(typed);
        }
        let (layer, cx) = self.top();
        layer.reload(&cx)
    }

    fn give(&mut self, answer: Answer) -> Result<()> {
        let (layer, cx) = self.top();
        let effect = layer.receive(answer, &cx)?;
        self.perform(effect)
    }
}
