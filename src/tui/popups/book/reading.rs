//! What is understood of a typed line so far, drawn below its field: part by part, or carets under the wrong word with the
//! sentence that says what is possible.

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Book;
use crate::booking::together::{named_together, wish_of_line};
use crate::domain::clock::minute_of;
use crate::domain::expert::{self, About, Expert, Names, Wish, marks, parse_wish, parse_wish_about};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::store::Visit;
use crate::tui::component::Paint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::text::{Page, cut, wrap};

/// How a line is read whose dog's name could be one with a misspelt word behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadAs {
    /// All of it is the dog's name.
    Typed,
    /// The book has no such dog: the word belongs to the wish.
    Misspelt,
    /// So many words are the whole name of a dog in the book: the words behind them belong to the wish.
    Named(usize),
}

impl Book {
    /// What the line means.
    pub(super) fn expert(&self) -> Expert {
        if let ReadAs::Named(words) = self.read_as {
            return expert::parse_named(self.line.text(), words, self.choosing.today, &self.choosing.names);
        }
        let whole = expert::parse(self.line.text(), self.choosing.today, &self.choosing.names);
        match whole.misspelt {
            Some(misspelt) if self.read_as == ReadAs::Misspelt => *misspelt,
            misspelt => Expert { misspelt, ..whole },
        }
    }
}

impl Book {
    /// What is wished in the line: of several dogs each may have work of its own.
    pub(super) fn wish_of_line(&self, expert: &Expert) -> Wish {
        let dogs = named_together(&expert.dog);
        if dogs.len() < 2 {
            return expert.wish.clone();
        }
        let (today, names) = (self.choosing.today, &self.choosing.names);
        wish_of_line(self.line.text(), expert, &dogs, today, names).wish
    }
}

/// Rows that the sentence of the first wrong word may take.
const SENTENCE_ROWS: usize = 2;

/// The day a caller talks about who wants an appointment moved.
pub(in crate::tui::popups) fn about(moved: &Visit) -> About {
    About {
        day: moved.appointment.day,
        from: moved.appointment.day,
        minute: moved.appointment.start_min,
        what: "the appointment",
    }
}

/// What a wish means: of a day that is talked about and is still to come, or as it is said of today.
pub(in crate::tui::popups) fn meant(
    line: &str,
    now: NaiveDateTime,
    about: Option<About>,
    names: &Names,
) -> Wish {
    let today = now.date();
    let Some(about) = about.filter(|about| about.day >= today) else {
        return parse_wish(line, today, names);
    };
    let wish = parse_wish_about(line, today, about, names);
    let is_over = match wish.time {
        Some(TimeWish::At(minute)) => minute < minute_of(now),
        Some(wish) => wish.bounds().1 <= minute_of(now),
        None => false,
    };
    // Nine o'clock said at ten is not today's.
    if is_over && wish.about.is_some() && wish.day.map(DayWish::date) == Some(today) {
        return parse_wish(line, today, names);
    }
    wish
}

/// A line that is read while it is typed.
pub(in crate::tui::popups) struct Read<'a> {
    pub field: &'a Field,
    /// Where the field is drawn; its text begins at the left edge of it.
    pub place: Rect,
    /// Whether keys go to it.
    pub focused: bool,
    pub wish: &'a Wish,
    pub names: &'a Names,
    /// Said before the parts that were understood; nothing is told without any.
    pub lead: &'a str,
}

impl Read<'_> {
    /// Puts the lines down.
    pub fn put(&self, frame: &mut Frame, page: &mut Page, paint: &Paint) {
        let theme = &paint.look.theme;
        let width = usize::from(page.width());
        let problems = &self.wish.problems;
        if self.field.is_empty() || problems.is_empty() {
            let parts = self.wish.told(paint.now.date(), self.names);
            if !parts.is_empty() && !self.field.is_empty() {
                let words = parts.join(&format!(" {} ", paint.look.glyphs.dot));
                let words = cut(&format!("{}{words}", self.lead), width, paint);
                page.put(frame, Line::styled(words, theme.dim));
            }
            return;
        }
        let skip = self.field.scroll(self.place.width, self.focused);
        // One column a byte: carets and spaces.
        let carets = marks(self.field.text(), problems);
        let shown = carets.get(skip..).unwrap_or_default();
        let shown = shown.get(..usize::from(self.place.width)).unwrap_or(shown);
        let indent = usize::from(self.place.x.saturating_sub(page.left()));
        let line = format!("{}{shown}", " ".repeat(indent));
        page.put(frame, Line::styled(line, theme.danger));
        let sentence = problems.first().map_or("", |problem| problem.sentence.as_str());
        let mut rows = wrap(sentence, width);
        if rows.len() > SENTENCE_ROWS {
            let rest = rows.split_off(SENTENCE_ROWS - 1).join(" ");
            rows.push(cut(&rest, width, paint));
        }
        for words in rows {
            page.put(frame, Line::styled(words, theme.warning));
        }
    }
}
