//! A wish that is half typed, as the file keeps it.

use serde_json::{Value, json};

use super::household::Other;
use super::{About, WaitForm};
use crate::domain::draft::Draft;
use crate::domain::text::LINE;
use crate::tui::component::Typed;
use crate::tui::reopen::id_in;
use crate::tui::widgets::field::Field;

impl WaitForm {
    /// The name of the form.
    pub(super) fn form(&self) -> String {
        match self.about {
            About::AnyDog => "wait:new".to_owned(),
            About::Dog(id) if !self.others.is_empty() => format!("wait:dogs:{id}"),
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
        let name = match dog {
            Some(_) if !self.others.is_empty() => self.names(),
            Some(dog) => dog.name(),
            None => self.line.text().trim().to_owned(),
        };
        Some(Typed {
            id: self.draft,
            form: self.form(),
            title: format!("Waiting list: {name}"),
            fields: json!({
                "id": self.id,
                "line": self.line.text(),
                "wish": self.wish.text(),
                "dog": dog.map(|dog| dog.id).or(self.earlier),
                "others": self.others.iter().map(|other| (other.dog, other.id)).collect::<Vec<_>>(),
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
        let others = fields.get("others").and_then(Value::as_array);
        let others = others.into_iter().flatten().filter_map(Other::in_draft);
        self.others = others.collect();
        self.draft = draft.id;
        self.touched = true;
    }
}
