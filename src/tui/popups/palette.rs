//! Commands by name, for the key one forgot: type a few letters, Enter runs it.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::text::fold;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::{Context, bindings, key_words};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::text::{fit, line_at, wrap};
use crate::tui::widgets::{list::Window, popup};

/// Columns of a key.
const KEY: usize = 10;

/// Rows for why the selected command is not possible now.
const WHY: u16 = 2;

struct Command {
    action: Action,
    key: String,
    reason: Option<Reason>,
}

/// The commands of the layer below.
pub struct Palette {
    field: Field,
    commands: Vec<Command>,
    shown: Vec<usize>,
    window: Window,
    /// Where the day lies as text, for whoever looks for a key that prints it.
    on_paper: String,
}

impl Palette {
    /// The commands that the layer answers to.
    #[must_use]
    pub fn over(layer: &dyn Component) -> Self {
        let mut commands: Vec<Command> = Vec::new();
        for binding in bindings(layer.context()) {
            let known = commands.iter().any(|command| command.action == binding.action);
            if !known && binding.action != Action::Palette && layer.answers(binding.action) {
                commands.push(Command {
                    action: binding.action,
                    key: key_words(binding.keys[0]),
                    reason: layer.disabled(binding.action),
                });
            }
        }
        let shown = (0..commands.len()).collect();
        Self {
            field: Field::new("", 40),
            commands,
            shown,
            window: Window::default(),
            on_paper: String::new(),
        }
    }

    fn filter(&mut self) {
        let typed = fold(self.field.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        self.shown = (0..self.commands.len())
            .filter(|&at| {
                let action = self.commands[at].action;
                let text = fold(&format!("{} {}", action.words(), action.help()));
                words.iter().all(|word| text.contains(word))
            })
            .collect();
        self.window = Window::default();
    }
}

impl Component for Palette {
    fn context(&self) -> Context {
        Context::Search
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::NextField
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let sheet = cx.store.path().with_file_name("day-sheets").join("today.txt");
        self.on_paper = format!("The day to print: {}, tomorrow.txt beside it", sheet.display());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let nothing = action == Action::Accept && self.shown.is_empty();
        nothing.then_some(Reason::Borrowed("no command has these words"))
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, self.shown.len()),
            Action::Down => self.window.step(1, self.shown.len()),
            Action::PageUp => self.window.step(-10, self.shown.len()),
            Action::PageDown => self.window.step(10, self.shown.len()),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => {
                if let Some(&at) = self.shown.get(self.window.selected) {
                    return Ok(Effect::Run(self.commands[at].action));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.field.is_empty()
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return Ok(Effect::Close);
        }
        if self.field.key(key) {
            self.filter();
        }
        Ok(Effect::None)
    }

    fn paste(&mut self, text: &str, _cx: &Cx) -> Result<Effect> {
        self.field.paste(text);
        self.filter();
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let inside = popup::open(frame, area, 78, 20, "Commands", paint);
        self.field
            .view(frame, Rect { height: 1, ..inside }, theme.base, true);
        let below = Rect {
            y: inside.bottom().saturating_sub(WHY),
            height: WHY,
            ..inside
        };
        let list = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(1 + WHY),
            ..inside
        };
        if self.shown.is_empty() {
            let words = "No command has these words; fewer letters find more.";
            line_at(frame, list, 0, Line::styled(words, theme.warning));
        }
        let rows = self.window.rows(usize::from(list.height), self.shown.len());
        let width = usize::from(list.width).saturating_sub(KEY);
        for (row, at) in rows.clone().enumerate() {
            let command = &self.commands[self.shown[at]];
            let (mark, style) = match command.reason {
                Some(_) => ("- ", theme.dim),
                None => ("  ", theme.base),
            };
            let words = format!("{mark}{}", command.action.help());
            let mut line = Line::from(vec![
                Span::styled(fit(&command.key, KEY, paint), theme.footer_key),
                Span::styled(fit(&words, width, paint), style),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, list, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
        let selected = self.shown.get(self.window.selected);
        let why = selected.and_then(|at| self.commands[*at].reason.as_ref());
        let (words, style) = match why {
            Some(why) => (format!("- not now: {why}"), theme.warning),
            None => (self.on_paper.clone(), theme.dim),
        };
        for (row, words) in (0..WHY).zip(wrap(&words, usize::from(below.width))) {
            line_at(frame, below, row, Line::styled(words, style));
        }
    }
}
