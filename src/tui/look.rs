//! Which theme and which signs suit this terminal, decided from its environment.

use super::glyphs::Glyphs;
use super::theme::Theme;

/// How the desk looks on one terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its styles.
    pub theme: Theme,
    /// Its signs.
    pub glyphs: Glyphs,
}

impl Look {
    /// Decides from the environment, given as a function from a variable's name to its value: `TERM`, `COLORTERM`,
    /// `NO_COLOR`, and the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let hardware = is_hardware(&term);
        let colourless =
            set("NO_COLOR").is_some() || ((hardware || term.ends_with("-m")) && set("COLORTERM").is_none());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(set)
            .unwrap_or_default()
            .to_lowercase();
        let speaks_unicode = locale.contains("utf-8") || locale.contains("utf8");
        Self {
            theme: if colourless {
                Theme::mono()
            } else {
                Theme::sixteen()
            },
            glyphs: if speaks_unicode && !hardware {
                Glyphs::unicode()
            } else {
                Glyphs::ascii()
            },
        }
    }
}

/// Whether this is one of the terminals made of glass and keys, or a program that claims to be one.
fn is_hardware(term: &str) -> bool {
    term.starts_with("vt1") || term.starts_with("vt2") || term == "vt52" || term == "ansi-m"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(environment: &[(&str, &str)]) -> Look {
        Look::from_environment(|name| {
            environment
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_owner_at_home_over_ssh_gets_colours_and_boxes() {
        let look = look(&[("TERM", "xterm-256color"), ("LANG", "pt_PT.UTF-8")]);
        assert_eq!(
            look,
            Look {
                theme: Theme::sixteen(),
                glyphs: Glyphs::unicode()
            }
        );
    }

    #[test]
    fn no_color_keeps_the_boxes() {
        let wish = look(&[("TERM", "xterm"), ("LANG", "C.utf8"), ("NO_COLOR", "1")]);
        assert_eq!(
            wish,
            Look {
                theme: Theme::mono(),
                glyphs: Glyphs::unicode()
            }
        );
        let empty = look(&[("TERM", "xterm"), ("LANG", "C.utf8"), ("NO_COLOR", "")]);
        assert_eq!(empty.theme, Theme::sixteen());
    }

    #[test]
    fn a_locale_without_unicode_gets_ascii() {
        for environment in [&[("TERM", "xterm")][..], &[("TERM", "xterm"), ("LANG", "C")]] {
            assert!(look(environment).glyphs.is_ascii());
        }
        let overruled = look(&[("TERM", "xterm"), ("LC_ALL", "POSIX"), ("LANG", "en_GB.UTF-8")]);
        assert!(overruled.glyphs.is_ascii());
        let unset = look(&[("TERM", "xterm"), ("LC_ALL", ""), ("LANG", "en_GB.UTF-8")]);
        assert!(!unset.glyphs.is_ascii());
    }

    #[test]
    fn an_old_terminal_gets_neither_colour_nor_boxes() {
        let old = look(&[("TERM", "vt100"), ("LANG", "en_GB.UTF-8")]);
        assert_eq!(
            old,
            Look {
                theme: Theme::mono(),
                glyphs: Glyphs::ascii()
            }
        );
        let pretender = look(&[
            ("TERM", "vt220"),
            ("LANG", "en_GB.UTF-8"),
            ("COLORTERM", "truecolor"),
        ]);
        assert_eq!(pretender.theme, Theme::sixteen());
    }

    #[test]
    fn the_console_gets_what_its_font_has() {
        let console = look(&[("TERM", "linux"), ("LANG", "de_DE.UTF-8")]);
        assert_eq!(
            console,
            Look {
                theme: Theme::sixteen(),
                glyphs: Glyphs::unicode()
            }
        );
    }
}
