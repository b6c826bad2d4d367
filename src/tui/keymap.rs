//! Which key does what, where: one table. Dispatch, footer, help, palette and `assets/keys.md` all read it.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// On every screen, below what the screen itself binds.
    Screen,
    /// The day's appointments.
    Today,
    /// The list of dogs.
    Dogs,
    /// A day's free times.
    Slots,
    /// The list of clients.
    Clients,
    /// The groomers.
    Groomers,
    /// The services.
    Services,
    /// A field one types into, with a list below it.
    Search,
    /// The list of times when booking or moving.
    Times,
    /// A card or form with fields.
    Form,
    /// A card one reads.
    Card,
    /// A list of choices.
    Choice,
    /// A question with yes and no.
    Question,
    /// One field and nothing else.
    Line,
    /// A text to read.
    Reading,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 15] = [
        Self::Screen,
        Self::Today,
        Self::Dogs,
        Self::Slots,
        Self::Clients,
        Self::Groomers,
        Self::Services,
        Self::Search,
        Self::Times,
        Self::Form,
        Self::Card,
        Self::Choice,
        Self::Question,
        Self::Line,
        Self::Reading,
    ];

    /// Its heading in the help.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Screen => "Everywhere",
            Self::Today => "Today",
            Self::Dogs => "Dogs",
            Self::Slots => "Slots",
            Self::Clients => "Clients",
            Self::Groomers => "Groomers",
            Self::Services => "Services",
            Self::Search => "Searching",
            Self::Times => "Choosing a time",
            Self::Form => "Filling in a card",
            Self::Card => "Reading a card",
            Self::Choice => "Choosing from a list",
            Self::Question => "Answering a question",
            Self::Line => "Typing one line",
            Self::Reading => "Reading",
        }
    }

    /// Whether keys that are bound to nothing here are looked up in `Screen`.
    #[must_use]
    pub const fn is_screen(self) -> bool {
        matches!(
            self,
            Self::Screen
                | Self::Today
                | Self::Dogs
                | Self::Slots
                | Self::Clients
                | Self::Groomers
                | Self::Services
        )
    }

    /// Whether letters are text here.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Search | Self::Form | Self::Line)
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The keys, the one to show first; `c-x` is Ctrl and x.
    pub keys: &'static [&'static str],
    /// What.
    pub action: Action,
    /// Whether the footer shows it.
    pub footer: bool,
}

const fn key(context: Context, keys: &'static [&'static str], action: Action) -> Binding {
    Binding {
        context,
        keys,
        action,
        footer: true,
    }
}

const fn quiet(context: Context, keys: &'static [&'static str], action: Action) -> Binding {
    Binding {
        context,
        keys,
        action,
        footer: false,
    }
}

use Action as A;
use Context as C;

/// The table. In the order of the footer: what is pressed most stands first.
pub const BINDINGS: &[Binding] = &[
    key(C::Today, &["space"], A::StepForward),
    key(C::Today, &["b"], A::Book),
    key(C::Today, &["m"], A::Move),
    key(C::Today, &["x"], A::Cancel),
    key(C::Today, &["enter", "d"], A::OpenDog),
    quiet(C::Today, &["-"], A::StepBack),
    quiet(C::Today, &["o"], A::Confirm),
    quiet(C::Today, &["r"], A::Resize),
    quiet(C::Today, &["n"], A::NoShow),
    quiet(C::Today, &["c"], A::OpenClient),
    quiet(C::Today, &["v"], A::ToggleView),
    quiet(C::Today, &["up", "k"], A::Up),
    quiet(C::Today, &["down", "j"], A::Down),
    quiet(C::Today, &["left", "h"], A::Left),
    quiet(C::Today, &["right", "l"], A::Right),
    key(C::Dogs, &["enter"], A::OpenDog),
    key(C::Dogs, &["b"], A::Book),
    key(C::Dogs, &["e"], A::Edit),
    key(C::Dogs, &["n"], A::New),
    quiet(C::Dogs, &["c"], A::OpenClient),
    quiet(C::Dogs, &["up", "k"], A::Up),
    quiet(C::Dogs, &["down", "j"], A::Down),
    key(C::Slots, &["b", "enter"], A::Book),
    quiet(C::Slots, &["up", "k"], A::Up),
    quiet(C::Slots, &["down", "j"], A::Down),
    quiet(C::Slots, &["left", "h"], A::Left),
    quiet(C::Slots, &["right", "l"], A::Right),
    key(C::Clients, &["enter"], A::OpenClient),
    key(C::Clients, &["e"], A::Edit),
    key(C::Clients, &["n"], A::New),
    quiet(C::Clients, &["up", "k"], A::Up),
    quiet(C::Clients, &["down", "j"], A::Down),
    key(C::Groomers, &["enter", "e"], A::Edit),
    key(C::Groomers, &["n"], A::New),
    quiet(C::Groomers, &["up", "k"], A::Up),
    quiet(C::Groomers, &["down", "j"], A::Down),
    key(C::Services, &["enter", "e"], A::Edit),
    key(C::Services, &["n"], A::New),
    quiet(C::Services, &["up", "k"], A::Up),
    quiet(C::Services, &["down", "j"], A::Down),
    key(C::Screen, &["/", "f"], A::Find),
    key(C::Screen, &["g"], A::Jump),
    key(C::Screen, &["u"], A::Undo),
    quiet(C::Screen, &["b"], A::Book),
    quiet(C::Screen, &["y", "c-r"], A::Redo),
    quiet(C::Screen, &["t"], A::Today),
    quiet(C::Screen, &[","], A::PreviousDay),
    quiet(C::Screen, &["."], A::NextDay),
    quiet(C::Screen, &["1"], A::ShowToday),
    quiet(C::Screen, &["2"], A::ShowDogs),
    quiet(C::Screen, &["3"], A::ShowSlots),
    quiet(C::Screen, &["4"], A::ShowClients),
    quiet(C::Screen, &["5"], A::ShowGroomers),
    quiet(C::Screen, &["6"], A::ShowServices),
    quiet(C::Screen, &["c-d", "pagedown"], A::PageDown),
    quiet(C::Screen, &["c-u", "pageup"], A::PageUp),
    quiet(C::Screen, &["home"], A::First),
    quiet(C::Screen, &["end"], A::Last),
    quiet(C::Screen, &["p", ":", "c-p"], A::Palette),
    quiet(C::Screen, &["c-l"], A::Repaint),
    quiet(C::Screen, &["c-z"], A::Suspend),
    quiet(C::Screen, &["c-b"], A::BackUp),
    key(C::Screen, &["q", "c-c"], A::Quit),
    key(C::Screen, &["?", "f1"], A::Help),
    key(C::Search, &["enter"], A::Accept),
    quiet(C::Search, &["down"], A::Down),
    quiet(C::Search, &["up"], A::Up),
    quiet(C::Search, &["pagedown", "c-d"], A::PageDown),
    quiet(C::Search, &["pageup"], A::PageUp),
    key(C::Search, &["tab"], A::NextField),
    key(C::Search, &["esc", "c-c"], A::Close),
    key(C::Search, &["?", "f1"], A::Help),
    key(C::Times, &["enter"], A::Accept),
    key(C::Times, &["1"], A::Pick1),
    quiet(C::Times, &["2"], A::Pick2),
    quiet(C::Times, &["3"], A::Pick3),
    quiet(C::Times, &["4"], A::Pick4),
    quiet(C::Times, &["5"], A::Pick5),
    quiet(C::Times, &["6"], A::Pick6),
    quiet(C::Times, &["7"], A::Pick7),
    quiet(C::Times, &["8"], A::Pick8),
    quiet(C::Times, &["9"], A::Pick9),
    quiet(C::Times, &["up"], A::Up),
    quiet(C::Times, &["down"], A::Down),
    key(C::Times, &["tab"], A::NextField),
    key(C::Times, &["backspace", "esc", "c-c"], A::Close),
    key(C::Times, &["?", "f1"], A::Help),
    key(C::Form, &["enter"], A::Accept),
    key(C::Form, &["tab", "down"], A::NextField),
    quiet(C::Form, &["backtab", "up"], A::PreviousField),
    quiet(C::Form, &["left"], A::Left),
    quiet(C::Form, &["right"], A::Right),
    key(C::Form, &["c-s"], A::Save),
    key(C::Form, &["esc", "c-c"], A::Close),
    key(C::Form, &["?", "f1"], A::Help),
    quiet(C::Card, &["enter"], A::Accept),
    key(C::Card, &["e"], A::Edit),
    key(C::Card, &["b"], A::Book),
    key(C::Card, &["c"], A::OpenClient),
    key(C::Card, &["d"], A::OpenDog),
    key(C::Card, &["n"], A::NewDog),
    quiet(C::Card, &["up", "k"], A::Up),
    quiet(C::Card, &["down", "j"], A::Down),
    key(C::Card, &["backspace", "q", "esc", "c-c"], A::Close),
    key(C::Card, &["?", "f1"], A::Help),
    key(C::Choice, &["enter"], A::Accept),
    key(C::Choice, &["1"], A::Pick1),
    quiet(C::Choice, &["2"], A::Pick2),
    quiet(C::Choice, &["3"], A::Pick3),
    quiet(C::Choice, &["4"], A::Pick4),
    quiet(C::Choice, &["5"], A::Pick5),
    quiet(C::Choice, &["6"], A::Pick6),
    quiet(C::Choice, &["7"], A::Pick7),
    quiet(C::Choice, &["8"], A::Pick8),
    quiet(C::Choice, &["9"], A::Pick9),
    quiet(C::Choice, &["up", "k"], A::Up),
    quiet(C::Choice, &["down", "j"], A::Down),
    key(C::Choice, &["backspace", "q", "esc", "c-c"], A::Close),
    key(C::Choice, &["?", "f1"], A::Help),
    key(C::Question, &["enter"], A::Accept),
    key(C::Question, &["backspace", "q", "esc", "c-c"], A::Close),
    key(C::Question, &["?", "f1"], A::Help),
    key(C::Line, &["enter"], A::Accept),
    quiet(C::Line, &["up"], A::Up),
    quiet(C::Line, &["down"], A::Down),
    key(C::Line, &["esc", "c-c"], A::Close),
    key(C::Line, &["?", "f1"], A::Help),
    quiet(C::Reading, &["up", "k"], A::Up),
    key(C::Reading, &["down", "j", "enter"], A::Down),
    quiet(C::Reading, &["pagedown", "space", "c-d"], A::PageDown),
    quiet(C::Reading, &["pageup", "c-u"], A::PageUp),
    key(C::Reading, &["backspace", "q", "esc", "c-c", "?", "f1"], A::Close),
];

/// The action of a key in a context; `None` when it is text there, or nothing.
#[must_use]
pub fn lookup(context: Context, key: &KeyEvent) -> Option<Action> {
    let name = key_name(key)?;
    let bound = |context: Context| {
        BINDINGS
            .iter()
            .find(|binding| binding.context == context && binding.keys.contains(&name.as_str()))
            .map(|binding| binding.action)
    };
    bound(context).or_else(|| {
        if context.is_screen() {
            bound(Context::Screen)
        } else {
            None
        }
    })
}

/// The bindings that work in a context, its own first.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    let own = BINDINGS.iter().filter(move |binding| binding.context == context);
    let shared = BINDINGS
        .iter()
        .filter(move |binding| context.is_screen() && context != C::Screen && binding.context == C::Screen);
    own.chain(shared)
}

/// The name of a key as the table writes it.
#[must_use]
pub fn key_name(key: &KeyEvent) -> Option<String> {
    let name = match key.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "backtab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pageup".to_owned(),
        KeyCode::PageDown => "pagedown".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::F(n) => format!("f{n}"),
        _ => return None,
    };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(if control { format!("c-{name}") } else { name })
}

/// A key as people read it: `Space`, `Ctrl+S`, `b`.
#[must_use]
pub fn key_words(name: &str) -> String {
    if let Some(letter) = name.strip_prefix("c-").filter(|letter| !letter.is_empty()) {
        return format!("Ctrl+{}", letter.to_uppercase());
    }
    match name {
        "pageup" => "PgUp".to_owned(),
        "pagedown" => "PgDn".to_owned(),
        "backtab" => "Shift+Tab".to_owned(),
        _ if name.chars().count() == 1 => name.to_owned(),
        _ => name[..1].to_uppercase() + &name[1..],
    }
}

/// The key table as a page, `assets/keys.md`.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "# Keys\n\nGenerated from the key table; every key works without Ctrl, Alt, F-keys and mouse.\n",
    );
    for context in Context::ALL {
        let _ = write!(out, "\n## {}\n\n| key | does |\n|---|---|\n", context.words());
        for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .map(|name| format!("`{}`", key_words(name).replace('|', "\\|")))
                .collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), binding.action.help());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut seen: HashMap<(Context, &str), Action> = HashMap::new();
        for binding in BINDINGS {
            for name in binding.keys {
                if let Some(other) = seen.insert((binding.context, name), binding.action) {
                    panic!(
                        "{name} in {:?} is {other:?} and {:?}",
                        binding.context, binding.action
                    );
                }
            }
        }
    }

    #[test]
    fn every_action_has_a_key_and_letters_are_never_bound_where_one_types() {
        for action in Action::ALL {
            assert!(
                BINDINGS.iter().any(|binding| binding.action == *action) || *action == Action::Why,
                "{action:?} has no key"
            );
        }
        for binding in BINDINGS.iter().filter(|binding| binding.context.is_text()) {
            for name in binding.keys {
                assert!(
                    name.chars().count() > 1 || *name == "?",
                    "{name} is text in {:?}",
                    binding.context
                );
            }
        }
    }

    #[test]
    fn nothing_needs_a_chord_an_f_key_home_or_esc() {
        for binding in BINDINGS {
            let plain =
                |name: &&&str| !name.starts_with("c-") && !name.starts_with('f') || name.chars().count() == 1;
            let optional = [
                "c-s", "c-l", "c-z", "c-b", "home", "end", "f1", "esc", "c-d", "c-u",
            ];
            assert!(
                binding.keys.iter().any(|name| plain(&name))
                    || binding.keys.iter().all(|k| optional.contains(k)),
                "{binding:?}"
            );
        }
    }

    #[test]
    fn the_key_page_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/keys.md");
        if std::env::var_os("POMSALON_WRITE_ASSETS").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap_or_default(),
            page(),
            "run `just assets`"
        );
    }
}
