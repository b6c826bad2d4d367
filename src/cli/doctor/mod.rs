//! `pomsalon doctor`: one line a promise, kept or not, with what was found and what to do.

mod access;
mod book;
mod copies;
mod desks;
mod file;
mod line;
mod patient;

use chrono::NaiveDateTime;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::failure::{Failure, Result};
use super::output::{print, print_json};
use super::salon_file::Globals;
use crate::domain::clock::short_day;
use crate::paper::PAGE;
use line::{Line, Verdict};
use patient::Patient;

#[derive(Serialize)]
struct Report {
    path: String,
    salon: Option<String>,
    at: NaiveDateTime,
    /// What is wrong with the whole file, when something is.
    diagnosis: Option<String>,
    kept: bool,
    promises: Vec<Line>,
}

/// Looks at everything and says it; the exit code is 0 when every promise is kept, else 1.
pub fn run(globals: &Globals) -> Result<()> {
    let patient = Patient::admit(globals)?;
    let promises = vec![
        file::saved(&patient),
        file::booked_once(&patient),
        copies::verified(&patient),
        copies::rehearsed(&patient),
        file::never_empty(&patient),
        desks::apart(&patient),
        book::line_drops(&patient),
        book::text_is_text(&patient),
        book::remembered(&patient),
        book::clock_may_lie(&patient),
    ];
    let report = Report {
        path: patient.db.display().to_string(),
        salon: patient.salon.as_ref().map(|salon| salon.name.clone()),
        at: patient.now,
        diagnosis: patient.diagnosis(),
        kept: promises.iter().all(|line| line.verdict == Verdict::Kept),
        promises,
    };
    if globals.json {
        print_json(&report)?;
    } else {
        print(&page(&report))?;
    }
    if report.kept {
        Ok(())
    } else {
        Err(Failure::Said(1))
    }
}

fn page(report: &Report) -> String {
    let moment = format!(
        "{} {}",
        short_day(report.at.date(), report.at.date()),
        report.at.format("%H:%M")
    );
    let mut lines = match &report.salon {
        Some(salon) => vec![format!("{salon}, {moment}: {}", report.path)],
        None => vec![format!("{moment}: {}", report.path)],
    };
    if let Some(diagnosis) = &report.diagnosis {
        lines.push(String::new());
        lines.extend(wrapped("First of all: ", &format!("{diagnosis}.")));
    }
    for line in &report.promises {
        lines.push(String::new());
        lines.push(format!(
            "{:>2}  {:<8}  {}",
            line.number,
            line.verdict.words(),
            line.promise
        ));
        for found in &line.found {
            lines.extend(wrapped("    ", found));
        }
        for todo in &line.to_do {
            lines.extend(wrapped("    -> ", todo));
        }
    }
    lines.push(String::new());
    lines.push(sum(&report.promises));
    lines.join("\n")
}

fn sum(promises: &[Line]) -> String {
    let count = |verdict| promises.iter().filter(|line| line.verdict == verdict).count();
    let kept = match count(Verdict::Kept) {
        kept if kept == promises.len() => format!("All {kept} promises are kept"),
        kept => format!("{kept} of {} promises are kept", promises.len()),
    };
    let care = match count(Verdict::Careful) {
        0 => String::new(),
        1 => "; 1 asks for care".to_owned(),
        many => format!("; {many} ask for care"),
    };
    let broken = match count(Verdict::NotKept) {
        0 => String::new(),
        1 => "; 1 is not kept".to_owned(),
        many => format!("; {many} are not kept"),
    };
    format!("{kept}{care}{broken}.")
}

/// The words in lines of the page's width, the first behind `start`, the others below where it ends. A word that is
/// longer, such as a path, has a line of its own.
fn wrapped(start: &str, words: &str) -> Vec<String> {
    let indent = " ".repeat(start.width().min(7));
    let mut lines = vec![start.to_owned()];
    let mut is_empty = true;
    for word in words.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if !is_empty && line.width() + 1 + word.width() > PAGE {
            lines.push(format!("{indent}{word}"));
            continue;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_set_in_lines_that_fit_the_page() {
        let lines = wrapped("    -> ", &"copy that folder to another disk as well ".repeat(4));
        assert!(
            lines.len() > 2 && lines.iter().all(|line| line.width() <= PAGE),
            "{lines:?}"
        );
        assert!(lines[1].starts_with("       "), "{lines:?}");
    }
}
