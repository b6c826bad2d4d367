//! How numbered times and the wish for them look, of one dog or of several: what to know first, the wish, why not, the
//! lines, and the sentence for the caller.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::choosing::Choosing;
use super::reading::Read;
use super::typing::hint;
use crate::domain::text;
use crate::tui::component::Paint;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, line_at, wrap};

/// How wide the pop-up is.
const WIDTH: u16 = 78;

/// Above times that are only near what was asked for.
pub(in crate::tui::popups) const NEAREST: &str = "Nearest:";

/// Lines that the reasons of a refused time may take; all of them are behind `0`.
const MOST_REASONS: usize = 6;

/// How many columns there are for words.
pub(in crate::tui::popups) fn room(area: Rect) -> usize {
    usize::from(popup::inside(area, WIDTH))
}

/// What is drawn.
pub(in crate::tui::popups) struct Times<'a> {
    pub title: String,
    /// What must be known before one promises a time.
    pub above: Vec<(String, Style)>,
    pub choosing: &'a Choosing,
    /// Why the time asked for is refused.
    pub reasons: &'a [String],
    /// What the lines are.
    pub heading: &'a str,
    /// What is said where there are none.
    pub none: &'a str,
    /// How many lines there are.
    pub count: usize,
    /// The sentence for the caller.
    pub below: Vec<(String, Style)>,
}

impl Times<'_> {
    /// Draws it, with each line as it is given.
    pub fn view<'a>(&self, frame: &mut Frame, area: Rect, line: impl Fn(usize) -> Line<'a>, paint: &Paint) {
        let theme = &paint.look.theme;
        let inside = popup::open(frame, area, WIDTH, 20, &self.title, paint);
        let width = usize::from(inside.width);
        let mut page = Page::on(inside);
        for (words, style) in &self.above {
            page.put(frame, Line::styled(cut(words, width, paint), *style));
        }
        self.view_wish(frame, &mut page, paint);
        // The sentences about the wish stand below its words already.
        let wrong = &self.choosing.understood.problems;
        let reasons = self.reasons.iter();
        let reasons = reasons.filter(|words| wrong.iter().all(|problem| problem.sentence != **words));
        let reasons: Vec<String> = reasons.cloned().collect();
        // The nearest times stay on the screen however many reasons there are.
        let kept = self.below.len() + self.count.min(4) + 1;
        let room = usize::from(inside.height.saturating_sub(page.row())).saturating_sub(kept);
        for words in whole_sentences(&reasons, width, room.min(MOST_REASONS)) {
            page.put(frame, Line::styled(words, theme.warning));
        }
        let refused = self.choosing.refused.iter();
        for words in refused.flat_map(|refused| wrap(refused, width)) {
            page.put(frame, Line::styled(words, theme.danger));
        }
        page.put(frame, Line::styled(self.heading, theme.dim));
        if self.count == 0 {
            let words = if wrong.is_empty() {
                self.none
            } else if self.choosing.asks() {
                "Enter takes the word that is asked about; or type the right one."
            } else {
                "The times come back as soon as the wish reads."
            };
            page.put(frame, Line::styled(words, theme.warning));
        }
        let below = u16::try_from(self.below.len()).unwrap_or(1);
        let first = inside.height.saturating_sub(below);
        // Where not all times fit, those around the selected one are shown.
        let room = usize::from(first.saturating_sub(page.row()));
        let mut window = self.choosing.time;
        for number in window.rows(room, self.count) {
            page.put(frame, line(number));
        }
        for (row, (words, style)) in (first..).zip(&self.below) {
            line_at(frame, inside, row, Line::styled(words.as_str(), *style));
        }
    }

    fn view_wish(&self, frame: &mut Frame, page: &mut Page, paint: &Paint) {
        let theme = &paint.look.theme;
        let choosing = self.choosing;
        let row = page.next_row();
        page.put(frame, Line::styled("Wish ", theme.footer_key));
        let field = Rect {
            x: row.x + 5,
            width: row.width.saturating_sub(5),
            ..row
        };
        if choosing.wish.is_empty() && !choosing.on_wish {
            line_at(frame, field, 0, Line::styled(hint(&choosing.typing), theme.dim));
        } else {
            let style = match (choosing.on_wish, choosing.typing.old_wish) {
                (true, _) => theme.title,
                (false, true) => theme.selected,
                (false, false) => theme.base,
            };
            choosing.wish.view(frame, field, style, choosing.on_wish);
        }
        let read = Read {
            field: &choosing.wish,
            place: field,
            focused: choosing.on_wish,
            wish: &choosing.understood,
            names: &choosing.names,
            lead: "     ",
        };
        read.put(frame, page, paint);
    }
}

/// Sentences broken into lines of one style.
pub(in crate::tui::popups) fn wrapped(
    sentences: &[String],
    width: usize,
    style: Style,
) -> Vec<(String, Style)> {
    let lines = sentences.iter().flat_map(|words| wrap(words, width));
    lines.map(|line| (line, style)).collect()
}

/// Sentences broken into lines, as many whole ones as there is room for; the last line says how many more there are.
fn whole_sentences(sentences: &[String], width: usize, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (place, sentence) in sentences.iter().enumerate() {
        let wrapped = wrap(&text::sentence(sentence), width);
        let left = sentences.len() - place;
        let kept = usize::from(left > 1);
        if place > 0 && lines.len() + wrapped.len() + kept > room {
            lines.push(match left {
                1 => "and one more reason".to_owned(),
                left => format!("and {left} more reasons"),
            });
            break;
        }
        lines.extend(wrapped);
    }
    lines
}
