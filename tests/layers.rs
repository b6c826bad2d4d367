//! The walls between the rooms of ARCHITECTURE.md: who may use whom, who may know SQL, who may ask the clock.

#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Every room and the rooms it may use besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("demo", &["domain"]),
    ("import", &["domain"]),
    ("store", &["domain"]),
    // A drill reads the page that would be printed after a restore.
    ("backup", &["domain", "store", "paper"]),
    ("booking", &["domain", "store"]),
    ("paper", &["domain", "store"]),
    ("tui", &["domain", "store", "booking", "backup"]),
    (
        "cli",
        &[
            "domain", "demo", "import", "store", "backup", "booking", "paper", "tui",
        ],
    ),
];

/// What only some rooms may write down, and the places that may.
const WORDS: &[Rule] = &[
    Rule {
        because: "only the store and the backups know SQLite",
        words: &["rusqlite"],
        // The benchmark sets the store against a bare table, which it has to make itself.
        allowed: &["src/store/", "src/backup/", "src/cli/bench"],
    },
    Rule {
        because: "only the store and the backups know SQL",
        words: &[
            "\"SELECT ",
            "\"INSERT ",
            "\"UPDATE ",
            "\"DELETE ",
            "\"CREATE ",
            "\"PRAGMA ",
            "\"BEGIN",
            "\"VACUUM",
        ],
        allowed: &["src/store/", "src/backup/", "src/cli/bench"],
    },
    Rule {
        because: "only the desk draws and hears keys",
        words: &["ratatui", "crossterm", "tui_input"],
        allowed: &["src/tui/"],
    },
    Rule {
        because: "what the salon knows does not ask the clock; `now` is an argument",
        words: &["SystemTime", "Utc::now", "Local::now", "Instant::now"],
        allowed: &[
            "src/domain/clock.rs",
            "src/store/",
            "src/backup/",
            "src/paper/",
            "src/tui/",
            "src/cli/",
        ],
    },
    Rule {
        because: "the salon's time zone is in its file; the machine's own is not asked",
        words: &["chrono::Local", "Local::now", "\"TZ\""],
        allowed: &[],
    },
    Rule {
        because: "a second descriptor of the live file drops the engine's locks; only the store and the backups open files near it",
        words: &["File::open", "OpenOptions"],
        allowed: &["src/store/", "src/backup/", "src/cli/"],
    },
];

struct Rule {
    because: &'static str,
    words: &'static [&'static str],
    allowed: &'static [&'static str],
}

struct Source {
    /// From the root of the repository, such as `src/tui/app.rs`.
    path: String,
    /// The program's own lines with their numbers: no tests, no comments.
    lines: Vec<(usize, String)>,
}

impl Source {
    /// The folder or file right below `src`.
    fn room(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
            } else if is_program(&path) {
                sources.push(read(root, &path));
            }
        }
    }
    assert!(sources.len() > 50, "the sources are where they were");
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn is_program(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.extension().is_some_and(|end| end == "rs") && stem != "tests" && !stem.ends_with("_tests")
}

fn read(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = Vec::new();
    // Inside the module or item that is only there for tests, at the margin.
    let mut testing = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("#[cfg(test)]") {
            testing = true;
        } else if testing {
            let ends = line.starts_with('}') || (line.ends_with(';') && !line.starts_with(' '));
            testing = !ends;
        } else {
            lines.push((at + 1, without_comment(line).to_owned()));
        }
    }
    Source {
        path: path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
        lines,
    }
}

/// The line without what a comment says; `://` inside a text is not one.
fn without_comment(line: &str) -> &str {
    let mut from = 0;
    while let Some(at) = line[from..].find("//") {
        if !line[..from + at].ends_with(':') {
            return &line[..from + at];
        }
        from += at + 2;
    }
    line
}

/// The rooms a line uses: `crate::store::Edit` and, from `main`, `pomsalon::cli`.
fn used(line: &str) -> Vec<&str> {
    ["crate::", "pomsalon::"]
        .iter()
        .flat_map(|prefix| {
            line.match_indices(prefix)
                .map(|(at, _)| &line[at + prefix.len()..])
        })
        .map(|rest| {
            let end = rest
                .find(|c: char| c != '_' && !c.is_ascii_lowercase())
                .unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
}

#[track_caller]
fn must_be_empty(faults: &str) {
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_room_uses_only_the_rooms_below_it() {
    let mut faults = String::new();
    for source in sources() {
        let Some((room, below)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            assert!(
                ["lib", "main"].contains(&source.room()),
                "{}: a new room; say in tests/layers.rs and ARCHITECTURE.md what it may use",
                source.path
            );
            continue;
        };
        for (number, line) in &source.lines {
            for other in used(line) {
                let is_room = ROOMS.iter().any(|(name, _)| *name == other);
                if is_room && other != *room && !below.contains(&other) {
                    let _ = writeln!(faults, "{}:{number}: {room} must not use {other}", source.path);
                }
            }
        }
    }
    must_be_empty(&faults);
}

#[test]
fn every_word_stays_in_its_room() {
    let mut faults = String::new();
    for source in sources() {
        for rule in WORDS {
            if rule.allowed.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for (number, line) in &source.lines {
                if let Some(word) = rule.words.iter().find(|word| line.contains(**word)) {
                    let _ = writeln!(
                        faults,
                        "{}:{number}: {word} stands here, but {}",
                        source.path, rule.because
                    );
                }
            }
        }
    }
    must_be_empty(&faults);
}

#[test]
fn screens_do_not_know_each_other() {
    let screens = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui/screens");
    let names: Vec<String> = fs::read_dir(screens)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            path.file_stem().unwrap().to_string_lossy().into_owned()
        })
        .filter(|name| name != "mod")
        .collect();
    assert!(names.len() >= 6, "the screens are where they were");

    let mut faults = String::new();
    for source in sources() {
        let Some(inside) = source.path.strip_prefix("src/tui/screens/") else {
            continue;
        };
        let own = inside.split('/').next().unwrap().trim_end_matches(".rs");
        if own == "mod" {
            continue;
        }
        // In a file right below `screens`, `super` is where the other screens are.
        let neighbours = if inside.contains('/') {
            ["super::super::", "screens::"]
        } else {
            ["super::", "screens::"]
        };
        for (number, line) in &source.lines {
            for name in names.iter().filter(|name| *name != own) {
                if neighbours
                    .iter()
                    .any(|prefix| line.contains(&format!("{prefix}{name}")))
                {
                    let _ = writeln!(faults, "{}:{number}: {own} knows {name}", source.path);
                }
            }
        }
    }
    must_be_empty(&faults);
}

#[test]
fn a_wall_that_is_broken_is_noticed() {
    assert_eq!(used("use crate::cli::Cli; // as crate::store"), ["cli", "store"]);
    assert_eq!(without_comment("    call(); // crate::cli"), "    call(); ");
    assert_eq!(
        without_comment("let page = \"https://a.b\";"),
        "let page = \"https://a.b\";"
    );
    assert_eq!(used(without_comment("//! reads crate::tui")), Vec::<&str>::new());
}
