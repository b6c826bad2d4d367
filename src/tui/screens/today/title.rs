//! The line above the board.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Today;
use crate::domain::calendar::out_of_the_usual;
use crate::domain::clock::short_day;
use crate::domain::status::Status;
use crate::store::Visit;
use crate::tui::component::Paint;
use crate::tui::day::mark;
use crate::tui::widgets::text::{cut, line_at};

impl Today {
    /// Which day, how it is out of the usual, and how many dogs; the salon's name where all of it fits.
    pub(super) fn view_title(&self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let dot = paint.look.glyphs.dot;
        let when = match (self.day - self.current).num_days() {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            days if days > 0 => format!("in {days} days"),
            days => format!("{} days ago", -days),
        };
        let count =
            |wanted: &dyn Fn(&Visit) -> bool| self.visits.iter().filter(|visit| wanted(visit)).count();
        let dogs = count(&|visit| visit.appointment.status.holds_time());
        let mut words = vec![if dogs == 1 {
            "1 dog".to_owned()
        } else {
            format!("{dogs} dogs")
        }];
        for (number, what) in [
            (count(&|visit| visit.appointment.status.is_expected()), "to come"),
            (count(&|visit| mark::is_late(visit, paint.now)), "late"),
            (count(&|visit| visit.appointment.status == Status::Ready), "ready"),
        ] {
            if number > 0 {
                words.push(format!("{number} {what}"));
            }
        }
        let words = words.join(", ");
        let width = u16::try_from(words.len() + 1).unwrap_or(u16::MAX).min(area.width);
        let left = Rect {
            width: area.width - width,
            ..area
        };
        let right = Rect {
            x: area.right() - width,
            width,
            ..area
        };
        let unusual = out_of_the_usual(&self.workdays);
        let when = format!(" {dot} {when}");
        let between = format!(" {dot} ");
        let long = format!(" {}", self.day.format("%A %-d %B %Y"));
        // What is out of the usual is read by everybody; the year by nobody.
        let needs = if unusual.is_empty() {
            long.len() + 1
        } else {
            long.len() + when.width() + between.width() + unusual.width() + 1
        };
        let day = if needs <= usize::from(left.width) {
            long
        } else {
            format!(" {}", short_day(self.day, self.current))
        };
        let room = usize::from(left.width).saturating_sub(day.len() + when.width() + between.width() + 1);
        // Everybody knows where they work: a part of the name is no help.
        let (words_of_day, style) = if !unusual.is_empty() {
            (between + &cut(&unusual, room, paint), theme.warning)
        } else if self.salon.width() <= room {
            (between + &self.salon, theme.dim)
        } else {
            (String::new(), theme.dim)
        };
        let line = Line::from(vec![
            Span::styled(day, theme.title),
            Span::styled(when, theme.dim),
            Span::styled(words_of_day, style),
        ]);
        line_at(frame, left, 0, line);
        line_at(frame, right, 0, Line::raw(words));
    }
}
