//! Two desks in one card: what the other one wrote comes in, and where both wrote one chooses.

use super::{Record, RecordForm, Values, value_of};
use crate::tui::forms::entry::Entry;
use crate::tui::forms::form::Form;

impl<R: Record> RecordForm<R> {
    /// Takes in what another desk wrote: into fields left alone at once, beside the others.
    pub(super) fn meet(&mut self, theirs: Values) {
        let Some(form) = &mut self.form else { return };
        let mut taken = Vec::new();
        for (title, their) in &theirs {
            let was = value_of(&self.base, title);
            if was.is_none_or(|was| was == their) {
                continue;
            }
            let mine = form.value(title);
            self.clashes.retain(|(clash, _)| clash != title);
            if was == Some(&mine) {
                form.set(title, their);
                taken.push(*title);
            } else if mine != *their {
                self.clashes.push((title, their.clone()));
            }
        }
        self.base = theirs;
        for (title, their) in &self.clashes {
            form.set_beside(
                title,
                vec![format!("{} wrote: {}", self.other, or_nothing(their))],
            );
        }
        if !self.clashes.is_empty() {
            let words = format!(
                "{} changed this card too; when you save, you choose what stays.",
                self.other
            );
            form.say(words, false);
        } else if !taken.is_empty() {
            let words = format!(
                "{} changed {}; it is in here, and what you typed is too.",
                self.other,
                taken.join(", ")
            );
            form.say(words, false);
        }
    }

    /// Opens the choice between both desks' words.
    pub(super) fn choose(&mut self) {
        let Some(form) = &self.form else { return };
        let both = self.clashes.iter().map(|(title, their)| {
            let mine = form.value(title);
            let options = vec!["keep mine".to_owned(), "take theirs".to_owned()];
            let mut entry = Entry::choice(title, options, 0).hint("Left and Right choose what stays");
            entry.beside = vec![
                format!("mine: {}", or_nothing(&mine)),
                format!("theirs: {}", or_nothing(their)),
            ];
            entry
        });
        let mut choosing = Form::new(both.collect()).stops("Save", "Back to the card");
        let why = self
            .changed
            .take()
            .unwrap_or_else(|| format!("{} changed this card while you typed", self.other));
        choosing.say(format!("{why}. Choose what stays:"), false);
        self.choosing = Some(choosing);
    }

    /// Takes what was chosen into the card.
    pub(super) fn take_choice(&mut self) {
        let (Some(form), Some(choosing)) = (&mut self.form, self.choosing.take()) else {
            return;
        };
        for (title, their) in std::mem::take(&mut self.clashes) {
            form.set_beside(title, Vec::new());
            if choosing.chosen(title) == Some(1) {
                form.set(title, &their);
            }
        }
        form.notice = None;
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}
