//! What an effect does to the layers: pop-ups open and close, keep what was typed, and answer the one below.

use super::{After, App, MAKING_A_BACKUP};
use crate::store::Result;
use crate::tui::component::{Answer, Component, Effect};

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
            Effect::GoOn(draft) => self.go_on(draft)?,
            Effect::ThrowAway(id) => {
                self.throw_away(id);
                self.read_again()?;
            }
            Effect::Show(tab) => {
                self.tab = tab;
                self.message = None;
                self.reload()?;
            }
            Effect::Run(action) => {
                self.layers.pop();
                self.run(action)?;
            }
            Effect::Apply(edit) => self.apply(edit, None)?,
            Effect::ApplyThen(edit, then) => self.apply(edit, Some(then))?,
            Effect::Say(words) => self.say(words, false),
            Effect::BackUp => {
                self.after = After::BackUp;
                self.say(MAKING_A_BACKUP, false);
            }
            Effect::Suspend => self.after = After::Suspend,
            Effect::Quit => self.after = After::Quit,
        }
        Ok(())
    }

    fn push(&mut self, mut layer: Box<dyn Component>) -> Result<()> {
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
        // A refusal belongs to what is closed here.
        self.message = None;
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
