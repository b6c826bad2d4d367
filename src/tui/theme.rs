//! How things look, by what they mean: screens name a meaning, never a colour.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::status::Status;

/// The styles of the desk. Built from the 16 colours that the terminal's owner chose, on the terminal's own
/// background, so that it suits dark and light ones; Bold, Reverse and Underline only. Nothing is told by colour
/// alone: pair a style with a word, a letter or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Plain text.
    pub base: Style,
    /// What matters less: the past, hints, units.
    pub dim: Style,
    /// The name of a screen or pop-up.
    pub title: Style,
    /// The first line of the screen and the heads of columns.
    pub header: Style,
    /// A key in the last line.
    pub footer_key: Style,
    /// What that key does.
    pub footer_word: Style,
    /// What the next key acts on; patch it over the style below.
    pub selected: Style,
    /// Letters of a find that match.
    pub found: Style,
    /// Something to look at: late, due, held elsewhere.
    pub warning: Style,
    /// Something to act on: bites, refused, backup failed.
    pub danger: Style,
    /// Something in order: saved, paid, verified.
    pub good: Style,
    /// The minute it is.
    pub now_line: Style,
    /// A pop-up's frame.
    pub popup_border: Style,
    /// Time one could book.
    pub free: Style,
    statuses: [Style; Status::ALL.len()],
}

const PLAIN: Style = Style::new();

const fn coloured(color: Color) -> Style {
    Style::new().fg(color)
}

const fn modified(modifier: Modifier) -> Style {
    Style::new().add_modifier(modifier)
}

impl Theme {
    /// The usual theme: the terminal's own 16 colours.
    #[must_use]
    pub const fn sixteen() -> Self {
        Self {
            base: PLAIN,
            dim: coloured(Color::DarkGray),
            title: modified(Modifier::BOLD),
            header: modified(Modifier::BOLD.union(Modifier::REVERSED)),
            footer_key: coloured(Color::Cyan).add_modifier(Modifier::BOLD),
            footer_word: PLAIN,
            selected: modified(Modifier::REVERSED),
            found: modified(Modifier::BOLD.union(Modifier::UNDERLINED)),
            warning: coloured(Color::Yellow).add_modifier(Modifier::BOLD),
            danger: coloured(Color::Red).add_modifier(Modifier::BOLD),
            good: coloured(Color::Green),
            now_line: coloured(Color::Magenta).add_modifier(Modifier::BOLD),
            popup_border: coloured(Color::Cyan),
            free: coloured(Color::Green),
            statuses: [
                PLAIN,
                coloured(Color::Cyan),
                coloured(Color::Yellow).add_modifier(Modifier::BOLD),
                coloured(Color::Magenta).add_modifier(Modifier::BOLD),
                coloured(Color::Green).add_modifier(Modifier::BOLD),
                coloured(Color::DarkGray),
                coloured(Color::Red),
                coloured(Color::DarkGray).add_modifier(Modifier::UNDERLINED),
            ],
        }
    }

    /// No colour at all: for `NO_COLOR`, paper-white terminals and those that never had any.
    #[must_use]
    pub const fn mono() -> Self {
        let bold = modified(Modifier::BOLD);
        let underlined = modified(Modifier::UNDERLINED);
        Self {
            base: PLAIN,
            dim: PLAIN,
            title: bold,
            header: modified(Modifier::BOLD.union(Modifier::REVERSED)),
            footer_key: bold,
            footer_word: PLAIN,
            selected: modified(Modifier::REVERSED),
            found: modified(Modifier::BOLD.union(Modifier::UNDERLINED)),
            warning: bold,
            danger: modified(Modifier::BOLD.union(Modifier::UNDERLINED)),
            good: PLAIN,
            now_line: bold,
            popup_border: PLAIN,
            free: PLAIN,
            statuses: [
                PLAIN,
                PLAIN,
                bold,
                modified(Modifier::BOLD.union(Modifier::UNDERLINED)),
                underlined,
                PLAIN,
                PLAIN,
                PLAIN,
            ],
        }
    }

    /// How an appointment of this status looks; show [`Status::letter`] with it.
    #[must_use]
    pub const fn status(&self, status: Status) -> Style {
        self.statuses[match status {
            Status::Booked => 0,
            Status::Confirmed => 1,
            Status::Arrived => 2,
            Status::InWork => 3,
            Status::Ready => 4,
            Status::Gone => 5,
            Status::NoShow => 6,
            Status::Cancelled => 7,
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(theme: &Theme) -> Vec<Style> {
        let mut styles = vec![
            theme.base,
            theme.dim,
            theme.title,
            theme.header,
            theme.footer_key,
            theme.footer_word,
            theme.selected,
            theme.found,
            theme.warning,
            theme.danger,
            theme.good,
            theme.now_line,
            theme.popup_border,
            theme.free,
        ];
        styles.extend(Status::ALL.map(|status| theme.status(status)));
        styles
    }

    #[test]
    fn no_colour_means_no_colour() {
        for style in all(&Theme::mono()) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn only_bold_reverse_and_underline_reach_a_terminal() {
        let allowed = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
        for style in all(&Theme::mono()).into_iter().chain(all(&Theme::sixteen())) {
            assert!(allowed.contains(style.add_modifier));
        }
    }

    #[test]
    fn text_stays_readable_on_black_and_on_white() {
        use Color::{Cyan, DarkGray, Green, Magenta, Red, Yellow};
        for style in all(&Theme::sixteen()) {
            assert_eq!(style.bg, None, "the background is the terminal's own");
            assert!(
                style
                    .fg
                    .is_none_or(|color| [Cyan, DarkGray, Green, Magenta, Red, Yellow].contains(&color))
            );
        }
    }

    #[test]
    fn the_selection_shows_on_every_status() {
        for theme in [Theme::mono(), Theme::sixteen()] {
            for status in Status::ALL {
                let style = theme.status(status);
                assert!(!style.add_modifier.contains(Modifier::REVERSED));
                assert_ne!(style.patch(theme.selected), style);
            }
        }
    }
}
