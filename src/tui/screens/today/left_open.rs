//! What the days before left open: a dog nobody has fetched, dogs nobody has seen come. The board of today says so until
//! somebody has said what became of them.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::Today;
use crate::domain::clock::short_day;
use crate::store::LeftOpen;
use crate::tui::component::Paint;
use crate::tui::widgets::text::line_at;

/// The day to look at first: where a dog is still in the salon, else the last one.
pub(super) fn first_day(left: &[LeftOpen]) -> Option<NaiveDate> {
    let here = left.iter().find(|each| each.status.is_in_salon());
    here.or(left.last()).map(|each| each.day)
}

/// What is open on that day, and on how many others something is: `Sat 28 Nov: Faísca not fetched, 7 still booked`.
pub(super) fn words(left: &[LeftOpen], today: NaiveDate) -> Option<String> {
    let day = first_day(left)?;
    let of_day = left.iter().filter(|each| each.day == day);
    let (here, booked): (Vec<_>, Vec<_>) = of_day.partition(|each| each.status.is_in_salon());
    let mut words = Vec::new();
    match here.as_slice() {
        [] => {}
        [one] => words.push(format!("{} not fetched", one.dog)),
        several => words.push(format!("{} not fetched", several.len())),
    }
    match booked.as_slice() {
        [] => {}
        [one] if here.is_empty() => words.push(format!("{} still booked", one.dog)),
        several => words.push(format!("{} still booked", several.len())),
    }
    let mut days: Vec<NaiveDate> = left.iter().map(|each| each.day).collect();
    days.dedup();
    let more = match days.len() {
        1 => String::new(),
        2 => "; 1 more day".to_owned(),
        days => format!("; {} more days", days - 1),
    };
    Some(format!("{}: {}{more}", short_day(day, today), words.join(", ")))
}

impl Today {
    /// Says in the rule below today's board what is left open, and how to get there.
    pub(super) fn view_left_open(&self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let words = words(&self.left_open, self.current).filter(|_| self.day == self.current);
        let Some(words) = words else { return };
        let words = format!(" {words} {} g Enter ", paint.look.glyphs.dot);
        let width = u16::try_from(words.width()).unwrap_or(u16::MAX);
        // What is out of sight stands at its beginning.
        let place = Rect {
            x: area.right().saturating_sub(width.saturating_add(1)).max(area.x),
            height: 1,
            ..area
        };
        let place = place.intersection(area);
        line_at(frame, place, 0, Line::styled(words, paint.look.theme.warning));
    }
}
