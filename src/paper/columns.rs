//! Columns of plain text that fit a terminal and a printer.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::text::clean;

/// The width of a page, in columns.
pub const PAGE: usize = 80;

/// No column of words is cut shorter than this.
const LEAST: usize = 6;

/// Columns with a title, wide enough for their cells where the page is.
#[derive(Debug)]
pub struct Columns {
    widths: Vec<usize>,
    titles: Vec<String>,
    gap: usize,
}

impl Columns {
    /// Fits columns to what stands in them, on `width` columns of screen. A column whose `true` says so is cut when the
    /// page is too narrow, the widest first; a column with nothing in it is left out.
    #[must_use]
    pub fn fit<T: AsRef<str>>(columns: &[(T, bool)], rows: &[Vec<String>], width: usize) -> Self {
        let mut widths: Vec<usize> = (0..columns.len())
            .map(|at| {
                let widest = rows
                    .iter()
                    .filter_map(|row| row.get(at))
                    .map(|cell| one_line(cell).width())
                    .max();
                match widest.unwrap_or(0) {
                    0 => 0,
                    widest => widest.max(columns[at].0.as_ref().width()),
                }
            })
            .collect();
        let used = widths.iter().filter(|width| **width > 0).count();
        let total =
            |widths: &[usize], gap: usize| widths.iter().sum::<usize>() + gap * used.saturating_sub(1);
        let gap = if total(&widths, 2) <= width { 2 } else { 1 };
        while total(&widths, gap) > width {
            let widest = (0..columns.len())
                .filter(|at| columns[*at].1 && widths[*at] > LEAST)
                .max_by_key(|at| widths[*at]);
            let Some(widest) = widest else { break };
            widths[widest] -= 1;
        }
        Self {
            widths,
            titles: columns
                .iter()
                .map(|(title, _)| title.as_ref().to_owned())
                .collect(),
            gap,
        }
    }

    /// The line of titles.
    #[must_use]
    pub fn titles(&self) -> String {
        self.line(&self.titles)
    }

    /// One row as a line, without blanks at its end.
    #[must_use]
    pub fn line(&self, cells: &[String]) -> String {
        let shown: Vec<String> = self
            .widths
            .iter()
            .zip(cells)
            .filter(|(width, _)| **width > 0)
            .map(|(width, cell)| padded(cell, *width))
            .collect();
        shown.join(&" ".repeat(self.gap)).trim_end().to_owned()
    }
}

/// The text cut to so many columns of screen, with two dots where something is missing.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    let text = one_line(text);
    if text.width() <= width {
        return text;
    }
    let room = width.saturating_sub(2);
    let mut used = 0;
    let mut kept = String::new();
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        kept.push(c);
    }
    format!("{}{}", kept.trim_end(), &".."[..width.min(2)])
}

/// A cell without what would move the columns; a file that another tool wrote to may hold anything.
fn one_line(text: &str) -> String {
    clean(text, usize::MAX)
}

fn padded(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn long_names_are_cut_and_the_page_is_kept() {
        let rows = [
            row(&["10:00", "Bella Moreira", "", "x"]),
            row(&[
                "11:00",
                "An extraordinarily long name of a dog",
                "",
                "Łukasz Großmann 犬犬犬犬",
            ]),
        ];
        let columns = Columns::fit(
            &[
                ("Time", false),
                ("Dog", true),
                ("Alerts", false),
                ("Client", true),
            ],
            &rows,
            40,
        );
        let lines: Vec<String> = rows.iter().map(|row| columns.line(row)).collect();
        assert!(lines.iter().all(|line| line.width() <= 40), "{lines:?}");
        assert!(lines[1].contains(".."));
        assert_eq!(columns.titles(), "Time  Dog               Client");
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        assert_eq!(cut("Bella", 5), "Bella");
        assert_eq!(cut("Bella", 4), "Be..");
        assert_eq!(cut("犬犬犬", 5), "犬..");
        assert_eq!(cut("Bella", 1), ".");
        assert_eq!(cut("Bella\nRex \u{1b}[2J", 20), "Bella Rex [2J");
    }
}
