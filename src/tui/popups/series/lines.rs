//! The list of what would be saved: a line each, with what stands in its way and what is done instead.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line as Text, Span};

use crate::booking::{Line, twice};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::GroomerId;
use crate::domain::money::Cents;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Cx, Paint, Reason};
use crate::tui::widgets::list::Window;
use crate::tui::widgets::text::{cut, fit, line_at, wrap};

/// The lines below the row that saves them.
#[derive(Default)]
pub(super) struct Lines {
    pub all: Vec<Line>,
    /// Row 0 saves; the lines follow.
    window: Window,
    groomers: Vec<(GroomerId, String)>,
    today: NaiveDate,
    /// Days of the lines on which many salons close and nobody has said yet whether this one does.
    perhaps_closed: Vec<NaiveDate>,
    /// What is done with a line that is left out: `left out`, or `stays` for one that is in the book.
    out: &'static str,
    /// The sentence for the caller, shown as long as the row that saves is selected and nothing stands in its way.
    pub say: String,
    /// What the first one costs; a line that costs something else says so.
    pub usual_price: Option<Cents>,
}

impl Lines {
    pub fn new(out: &'static str) -> Self {
        Self {
            out,
            ..Self::default()
        }
    }

    /// Takes freshly planned lines; what was chosen before is chosen again where it still can be.
    pub fn take(&mut self, mut lines: Vec<Line>, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        let groomers = cx.store.groomers()?.into_iter();
        self.groomers = groomers.map(|groomer| (groomer.id, groomer.name)).collect();
        for line in &mut lines {
            let Some(before) = self.all.iter().find(|before| before.wished == line.wished) else {
                continue;
            };
            let chosen = before.way().map(|way| way.offer);
            line.chosen = match chosen {
                // A line that had no way is not one that somebody left out.
                None if before.ways.is_empty() => line.chosen,
                None => None,
                Some(offer) => {
                    let at = line.ways.iter().position(|way| {
                        let (now, then) = (way.offer.slot, offer.slot);
                        (way.offer.day, now.groomer_id, now.span) == (offer.day, then.groomer_id, then.span)
                    });
                    at.or(line.chosen)
                }
            };
        }
        self.perhaps_closed.clear();
        for way in lines.iter().flat_map(|line| &line.ways) {
            if cx.store.perhaps_closed(way.offer.day)?.is_some() {
                self.perhaps_closed.push(way.offer.day);
            }
        }
        self.all = lines;
        self.window.step(0, self.all.len() + 1);
        Ok(())
    }

    /// Whether the row that saves is selected.
    pub const fn on_save(&self) -> bool {
        self.window.selected == 0
    }

    /// The name of a groomer.
    pub fn groomer(&self, id: GroomerId) -> &str {
        let found = self.groomers.iter().find(|(known, _)| *known == id);
        found.map_or("", |(_, name)| name)
    }

    fn selected(&self) -> Option<&Line> {
        self.all.get(self.window.selected.checked_sub(1)?)
    }

    pub fn words(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Accept if !self.on_save() => Some("another way"),
            Action::LeaveOut if self.selected().is_some_and(|line| line.chosen.is_none()) => Some("take in"),
            _ => None,
        }
    }

    pub fn disabled(&self, action: Action) -> Option<Reason> {
        match (action, self.selected()) {
            (Action::Accept, None) => {
                if self.all.iter().all(|line| line.chosen.is_none()) {
                    return Some("nothing is left to save; take a line in again with x".into());
                }
                twice(&self.all, self.today).map(Reason::Owned)
            }
            (Action::Accept | Action::LeaveOut, Some(line)) if line.ways.is_empty() => {
                Some(format!("nothing near that day is free either, so it is {}", self.out).into())
            }
            (Action::LeaveOut, None) => Some("choose a line first, with Down".into()),
            _ => None,
        }
    }

    /// Does what a key means on a line; the row that saves is the caller's.
    pub fn update(&mut self, action: Action) {
        let rows = self.all.len() + 1;
        match action {
            Action::Up => self.window.step(-1, rows),
            Action::Down => self.window.step(1, rows),
            Action::PageUp => self.window.step(-10, rows),
            Action::PageDown => self.window.step(10, rows),
            Action::Accept | Action::LeaveOut => {
                let at = self.window.selected;
                if let Some(line) = at.checked_sub(1).and_then(|at| self.all.get_mut(at)) {
                    if action == Action::Accept {
                        line.next_way();
                    } else {
                        line.leave_out();
                    }
                }
            }
            _ => {}
        }
    }

    /// How many are saved.
    pub fn count(&self) -> usize {
        self.all.iter().filter(|line| line.chosen.is_some()).count()
    }

    /// How the lines differ from the first one, in words for the row that saves them.
    fn summary(&self) -> String {
        let elsewhere = self.all.iter().filter_map(Line::way);
        let elsewhere = elsewhere.filter(|way| !way.words.is_empty()).count();
        let out = self.all.len() - self.count();
        let mut words = Vec::new();
        if elsewhere > 0 {
            words.push(format!("{elsewhere} elsewhere"));
        }
        if out > 0 {
            words.push(format!("{out} {}", self.out));
        }
        if words.is_empty() {
            words.push("no exceptions".to_owned());
        }
        words.join(", ")
    }

    /// Draws the row that saves, the lines, and what stands in the way of the selected one.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, save: &str, focused: bool, paint: &Paint) {
        let theme = &paint.look.theme;
        let width = usize::from(area.width);
        let refused = self.disabled(Action::Accept).filter(|_| self.on_save());
        let (below, style) = match (refused, self.selected()) {
            (Some(reason), _) => (reason.into_owned(), theme.warning),
            (None, Some(line)) => (self.reason(line), theme.warning),
            (None, None) => (self.say.clone(), theme.good),
        };
        let below = wrap(&below, width);
        let list = area.height.saturating_sub(3);
        for (row, at) in (0..).zip(self.window.rows(usize::from(list), self.all.len() + 1)) {
            let selected = focused && at == self.window.selected;
            let pointer = if selected { paint.look.glyphs.pointer } else { " " };
            let mut text = match at.checked_sub(1).and_then(|at| self.all.get(at)) {
                None => Text::from(vec![
                    Span::styled(format!("{pointer} {save}"), theme.footer_key),
                    Span::raw(format!(" {} {}", paint.look.glyphs.dot, self.summary())),
                ]),
                Some(line) => self.line(pointer, at, line, width, paint),
            };
            if selected {
                text = text.patch_style(theme.selected);
            }
            line_at(frame, area, row, text);
        }
        for (row, words) in (area.height.saturating_sub(2)..).zip(below.into_iter().take(2)) {
            line_at(frame, area, row, Text::styled(words, style));
        }
    }

    fn line<'a>(
        &self,
        pointer: &'a str,
        number: usize,
        line: &Line,
        width: usize,
        paint: &Paint,
    ) -> Text<'a> {
        let theme = &paint.look.theme;
        let (day, start, end, groomer) = match (line.way(), &line.old) {
            (Some(way), _) => {
                let slot = way.offer.slot;
                (
                    way.offer.day,
                    slot.span.start,
                    Some(slot.span.end),
                    slot.groomer_id,
                )
            }
            (None, Some(old)) => (old.day, old.start_min, Some(old.end_min), old.groomer_id),
            (None, None) => (line.wished.day, line.wished.start, None, line.wished.groomer),
        };
        let until = end.map_or_else(String::new, |end| format!("-{}", hhmm(end)));
        let price = line.price().filter(|price| Some(*price) != self.usual_price);
        let price = price.map_or_else(String::new, |price| format!(", {price}"));
        let (words, style): (String, Style) = match line.way() {
            None if line.already => ("! comes already, left out".to_owned(), theme.warning),
            None => (format!("! {}", self.out), theme.warning),
            Some(way) if way.words.is_empty() && self.perhaps_closed.contains(&way.offer.day) => {
                (format!("ok{price}; many salons close"), theme.warning)
            }
            Some(way) if way.words.is_empty() => (format!("ok{price}"), theme.good),
            Some(way) => (format!("! {}{price}", way.words), theme.warning),
        };
        let name = self.groomer(groomer);
        Text::from(vec![
            Span::styled(format!("{pointer} {number:>2} "), theme.footer_key),
            Span::raw(fit(&short_day(day, self.today), 17, paint)),
            Span::styled(fit(&format!("{}{until}", hhmm(start)), 13, paint), theme.title),
            Span::raw(fit(name, 14, paint)),
            Span::styled(cut(&words, width.saturating_sub(49), paint), style),
        ])
    }

    /// What stands in the way of a line, and what it came to.
    fn reason(&self, line: &Line) -> String {
        let day = short_day(line.wished.day, self.today);
        match &line.why {
            Some(why) => format!("{day} {}: {why}", hhmm(line.wished.start)),
            None => String::new(),
        }
    }
}
