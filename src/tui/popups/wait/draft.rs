//! A wish that is half typed, as the file keeps it.

use serde_json::{Value, json};

use super::{About, WaitForm};
use crate::domain::draft::Draft;
use crate::domain::text::LINE;
use crate::store::DogLine;
use crate::tui::component::Typed;
use crate::tui::reopen::id_in;
use crate::tui::widgets::field::Field;

impl WaitForm {
    /// The name of the form.
    pub(super) fn form(&self) -> String {
        match self.about {
            About::AnyDog => "wait:new".to_owned(),
            About::Dog(id) => format!("wait:dog:{id}"),
            About::Sooner(id) => format!("wait:sooner:{id}"),
            About::Wait(id) => format!("wait:{id}"),
        }
    }

    /// What is kept of it, when there is anything to keep.
    pub(super) fn as_draft(&self) -> Option<Typed> {
        if !self.touched {
            return None;
        }
        let dog = self.dog.as_ref();
        let name = dog.map_or_else(|| self.line.text().trim().to_owned(), DogLine::name);
        Some(Typed {
            id: self.draft,
            form: self.form(),
            title: format!("Waiting list: {name}"),
            fields: json!({
                "id": self.id,
                "line": self.line.text(),
                "wish": self.wish.text(),
                "dog": dog.map(|dog| dog.id).or(self.earlier),
            }),
        })
    }

    /// Becomes what was typed earlier; the rest is read by the next reload.
    pub(super) fn take_up(&mut self, draft: &Draft) {
        let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        self.id = id_in(&fields, "id").unwrap_or(self.id);
        self.line = Field::new(text("line"), LINE);
        self.wish = Field::new(text("wish"), LINE);
        self.earlier = id_in(&fields, "dog");
        self.draft = draft.id;
        self.touched = true;
    }
}
