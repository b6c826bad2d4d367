//! A card that is not finished: what was typed in it, as the file keeps it, and how it comes back into the form.

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::{Record, RecordForm, value_of};
use crate::domain::draft::Draft;
use crate::domain::id::DraftId;
use crate::tui::component::Typed;
use crate::tui::forms::form::Form;
use crate::tui::popups::history::when;

/// What was typed earlier and is to come into the form as soon as it is read.
pub(super) struct Earlier {
    title: String,
    pub fields: Value,
    at: NaiveDateTime,
    aside: bool,
}

impl Earlier {
    /// Says that it came back, and how one begins with an empty form.
    pub fn words(&self, now: NaiveDateTime) -> String {
        let how = if self.aside {
            "Put aside"
        } else {
            "Left half typed"
        };
        let word = if self.at.date() == now.date() { "at" } else { "on" };
        format!(
            "{how} {word} {}; what was typed then is here again. `Start afresh` below forgets it.",
            when(self.at, now)
        )
    }
}

impl<R: Record> RecordForm<R> {
    /// What is kept of it, when there is anything to keep.
    pub(super) fn as_draft(&self) -> Option<Typed> {
        let kept = |title, fields| Typed {
            id: self.draft,
            form: self.record.keeps(),
            title,
            fields,
        };
        // A card that is gone may come back, by an undo: then what was typed is still wanted.
        if let Some(earlier) = &self.earlier {
            return Some(kept(earlier.title.clone(), earlier.fields.clone()));
        }
        let form = self.form.as_ref()?;
        (self.differs() || self.record.brought()).then(|| kept(self.told(form), self.fields(form)))
    }

    /// Becomes what was typed earlier, as soon as it is read.
    pub(super) fn take_up(&mut self, draft: &Draft) {
        let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        self.draft = draft.id;
        self.record.go_on(fields.get("with").unwrap_or(&Value::Null));
        self.earlier = Some(Earlier {
            title: draft.title.clone(),
            fields,
            at: draft.at,
            aside: draft.parked,
        });
        self.left = false;
    }

    /// Forgets what was typed: the form is as if it had been opened now, and under a name of its own.
    pub(super) fn begin_afresh(&mut self) {
        self.form = None;
        self.draft = DraftId::new();
        self.clashes.clear();
    }

    /// What a list says of it.
    fn told(&self, form: &Form) -> String {
        let title = self.record.title();
        if !self.record.is_new() {
            return format!("Changes to {title}");
        }
        let first = form.values().into_iter().map(|(_, value)| value).next();
        match first.filter(|value| !value.is_empty()) {
            Some(value) if title.ends_with('?') => format!("{title} {value}"),
            Some(value) => format!("{title}: {value}"),
            None => title,
        }
    }

    /// Every field that differs: what stands in the file, unless another desk wrote that, and what was typed.
    fn fields(&self, form: &Form) -> Value {
        let typed: Vec<Value> = form
            .values()
            .into_iter()
            .filter_map(|(title, value)| {
                let base = value_of(&self.base, title).filter(|base| **base != value)?;
                let clashes = value_of(&self.clashes, title).is_some();
                Some(json!([title, (!clashes).then_some(base), value]))
            })
            .collect();
        json!({"typed": typed, "focus": form.focus, "with": self.record.seed(), "left": self.left})
    }

    /// Puts what was typed earlier into the form that was just read. What stood in the file then is compared with what
    /// stands there now, as if the form had been open all the time.
    pub(super) fn restore(&mut self, form: &mut Form, fields: &Value) -> Vec<String> {
        let mut homeless = Vec::new();
        for row in fields
            .get("typed")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let cell = |at: usize| row.get(at).and_then(Value::as_str);
            let (Some(title), Some(value)) = (cell(0), cell(2)) else {
                continue;
            };
            let Some((own, _)) = form.values().into_iter().find(|(own, _)| *own == title) else {
                homeless.push(format!("{title}: {value}"));
                continue;
            };
            let now = form.value(own);
            form.bring_back(own, value);
            match cell(1) {
                // What a new row starts with is nobody's change.
                _ if self.record.is_new() => {}
                Some(was) => {
                    for (title, base) in &mut self.base {
                        if *title == own {
                            was.clone_into(base);
                        }
                    }
                }
                None if now != value => self.clashes.push((own, now)),
                None => {}
            }
        }
        let focus = fields.get("focus").and_then(Value::as_u64);
        let focus = focus.and_then(|focus| usize::try_from(focus).ok());
        // On a button nobody would see where the next letters go.
        if let Some(focus) = focus.filter(|focus| *focus < form.entries.len()) {
            form.focus = focus;
        }
        homeless
    }
}
