//! What the README says is so: its commands run, its tour is walked key by key, its keys and commands exist.

#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pomsalon::tui::keymap::{BINDINGS, key_words};
use support::Desk;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The lines of the table that follows a mark, without its head.
fn table(mark: &str) -> Vec<Vec<String>> {
    let readme = page("README.md");
    let (_, after) = readme.split_once(mark).unwrap();
    after
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            line.trim_matches('|')
                .split(" | ")
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect()
}

/// What stands between two signs, wherever they are.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(close)?.0))
        .collect()
}

/// The marked commands in their order, with the smaller numbers that their marks ask for.
fn commands() -> String {
    let readme = page("README.md");
    let mut script = String::from("set -eu\n");
    for part in readme.split("<!-- run").skip(1) {
        let (mark, rest) = part.split_once("-->").unwrap();
        let (_, rest) = rest.split_once("```sh\n").unwrap();
        let (block, _) = rest.split_once("```").unwrap();
        let block = match mark.trim_matches([',', ' ']).split_once(" as ") {
            Some((large, small)) => block.replace(large, small),
            None => block.to_owned(),
        };
        script.push_str(&block);
    }
    script
}

#[test]
fn the_commands_do_what_the_page_promises() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_pomsalon"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("sh")
        .args(["-c", &commands()])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder.path())
        .env("USER", "ana")
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let (said, told) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(output.status.success(), "{said}\n{told}");
    for words in ["Imported 400 dogs", "made and verified", "Restored from"] {
        assert!(
            format!("{said}{told}").contains(words),
            "no {words:?} in\n{said}\n{told}"
        );
    }
}

/// A cell of the tour as keys: `<kbd>Enter</kbd>` is a key, what stands in backquotes is typed.
fn script(cell: &str) -> String {
    let mut keys = String::new();
    for part in cell.split("<kbd>") {
        let rest = match part.split_once("</kbd>") {
            Some((key, rest)) => {
                if key.chars().count() == 1 {
                    keys.push_str(key);
                } else {
                    keys.extend(["<", &key.to_lowercase(), ">"]);
                }
                rest
            }
            None => part,
        };
        if let Some(typed) = rest.split('`').nth(1) {
            keys.push_str(typed);
        }
    }
    keys
}

#[test]
fn the_first_five_minutes_go_as_written() {
    let arguments = ["demo", "--now", "2026-11-20T10:40"];
    let mut desk = Desk::start(&arguments, &[("USER", "ana")], 80, 24);
    desk.wait_for("? help");
    let tour = table("<!-- tour -->\n");
    assert!(tour.len() > 10, "the tour is where it was");
    for step in &tour {
        desk.keys(&script(&step[0]));
        for shown in step[1].split("**").skip(1).step_by(2) {
            desk.wait_for(shown);
        }
    }
    assert_eq!(desk.exit_code(), Some(0));
}

#[test]
fn every_key_it_names_is_a_key() {
    let known: BTreeSet<String> = BINDINGS
        .iter()
        .flat_map(|binding| binding.keys)
        .map(|name| key_words(name))
        .collect();
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(page) {
        for key in between(&page, "<kbd>", "</kbd>") {
            assert!(known.contains(key), "there is no key {key}");
        }
    }
}

#[test]
fn its_table_of_commands_is_the_programs_own() {
    let named: BTreeSet<String> = table("<!-- commands -->\n")
        .iter()
        .map(|row| {
            row[0]
                .trim_matches('`')
                .trim_start_matches("pomsalon")
                .trim()
                .to_owned()
        })
        .filter(|name| !name.is_empty())
        .collect();
    let help = Command::new(env!("CARGO_BIN_EXE_pomsalon"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let known: BTreeSet<String> = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(ToOwned::to_owned)
        .collect();
    assert_eq!(named, known);
}

#[test]
fn its_pictures_and_pages_are_there() {
    for name in ["README.md", "CONTRIBUTING.md"] {
        for target in between(&page(name), "](", ")") {
            assert!(
                target.contains("://") || Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(),
                "{name} points to {target}"
            );
        }
    }
}

/// Paths such as `tui/action.rs` in a page, as far as they are not placeholders.
fn paths(page: &str) -> Vec<&str> {
    page.split(|c: char| !(c.is_alphanumeric() || "/._-".contains(c)))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.contains('/') && Path::new(word).extension().is_some_and(|end| end == "rs"))
        .filter(|word| !word.contains("NAME") && !word.contains("NOUN"))
        .collect()
}

#[test]
fn every_file_that_a_page_sends_a_newcomer_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["CONTRIBUTING.md", "ARCHITECTURE.md", "src/lib.rs"] {
        for path in paths(&page(name)) {
            let places = ["", "src", "src/tui"].map(|room| root.join(room).join(path));
            assert!(
                places.iter().any(|place| place.exists()),
                "{name} sends to {path}"
            );
        }
    }
}

#[test]
fn the_script_that_checks_everything_runs_the_tests_as_the_page_says() {
    let readme = page("README.md");
    let (_, rest) = readme.split_once("```sh\ncargo test").unwrap();
    assert!(
        rest.starts_with("\n```"),
        "the page says cargo test and nothing more"
    );
    assert!(page(".ci/run").lines().any(|line| line.ends_with(" cargo test")));
}
