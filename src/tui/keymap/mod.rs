//! Which key does what, where: one table. Dispatch, footer, help, palette and `assets/keys.md` all read it.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::popups::numbered::picked;

mod table;

pub use table::{BINDINGS, Binding};

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
    /// The week and the month.
    Week,
    /// Who waits for a time.
    Waitlist,
    /// The salon itself.
    Salon,
    /// A field one types into, with a list below it.
    Search,
    /// The list of times when booking or moving.
    Times,
    /// The lines of a series, before they are saved.
    Series,
    /// How far a change of one appointment of a series reaches.
    Extent,
    /// A card or form with fields.
    Form,
    /// A card one reads.
    Card,
    /// A list of choices.
    Choice,
    /// The table of prices of a service.
    Prices,
    /// The dogs of a groomer who is off.
    Away,
    /// Vaccinations of a dog, or the vaccines of the salon.
    Vaccines,
    /// What somebody who waits says to a time.
    Offering,
    /// Who of those who wait fits a time that has become free.
    Freed,
    /// The list of what was put aside, to be gone on with.
    Waiting,
    /// The list of a groomer's special days.
    Days,
    /// A list of lines to tick.
    Ticks,
    /// A question with yes and no.
    Question,
    /// Why a key does nothing now, where one would have typed on.
    NotNow,
    /// One field and nothing else.
    Line,
    /// A text to read.
    Reading,
    /// The list of backups.
    Backups,
    /// The page about a salon's file that does not open.
    Recovery,
    /// One entry of the history.
    Entry,
    /// A day as it stood earlier.
    Past,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Screen,
        Self::Today,
        Self::Dogs,
        Self::Slots,
        Self::Clients,
        Self::Groomers,
        Self::Services,
        Self::Week,
        Self::Waitlist,
        Self::Salon,
        Self::Search,
        Self::Times,
        Self::Series,
        Self::Extent,
        Self::Form,
        Self::Card,
        Self::Choice,
        Self::Prices,
        Self::Away,
        Self::Vaccines,
        Self::Offering,
        Self::Freed,
        Self::Waiting,
        Self::Days,
        Self::Ticks,
        Self::Question,
        Self::NotNow,
        Self::Line,
        Self::Reading,
        Self::Backups,
        Self::Recovery,
        Self::Entry,
        Self::Past,
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
            Self::Week => "Week",
            Self::Waitlist => "Waitlist",
            Self::Salon => "Salon",
            Self::Search => "Searching",
            Self::Times => "Choosing a time",
            Self::Series => "Looking at a series before it is saved",
            Self::Extent => "Changing one of a series",
            Self::Form => "Filling in a card",
            Self::Card => "Reading a card",
            Self::Choice => "Choosing from a list",
            Self::Prices => "The prices of a service",
            Self::Away => "A groomer is off",
            Self::Vaccines => "Vaccines",
            Self::Offering => "Offering a time",
            Self::Freed => "A time that has become free",
            Self::Waiting => "What was put aside",
            Self::Days => "A groomer's days",
            Self::Ticks => "Ticking lines",
            Self::Question => "Answering a question",
            Self::NotNow => "Reading why something cannot be done now",
            Self::Line => "Typing one line",
            Self::Reading => "Reading",
            Self::Backups => "Backups",
            Self::Recovery => "When the salon's file does not open",
            Self::Entry => "Reading one change",
            Self::Past => "Looking at the book as it stood",
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
                | Self::Week
                | Self::Waitlist
                | Self::Salon
        )
    }

    /// Whether letters are text here.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Search | Self::Form | Self::Line)
    }
}

impl Binding {
    /// What the key does there, in a sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.context {
            Context::Ticks if picked(self.action).is_some() => {
                "Ticks the line with this number, or takes its tick away"
            }
            _ => self.action.help(),
        }
    }
}

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
    let shared = BINDINGS.iter().filter(move |binding| {
        context.is_screen() && context != Context::Screen && binding.context == Context::Screen
    });
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
    for context in Context::ALL.iter().copied() {
        let _ = write!(out, "\n## {}\n\n| key | does |\n|---|---|\n", context.words());
        for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .map(|name| format!("`{}`", key_words(name).replace('|', "\\|")))
                .collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), binding.help());
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
                BINDINGS.iter().any(|binding| binding.action == *action),
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
