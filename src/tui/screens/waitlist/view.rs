//! How the waiting list looks: a line each, and below it what one needs on the phone with the selected one.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Waitlist;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::sentence::{promise, spoken_day, spoken_time};
use crate::store::WaitLine;
use crate::tui::component::Paint;
use crate::tui::popups::hits::tail;
use crate::tui::widgets::table;
use crate::tui::widgets::text::{cut, fit, line_at, wrap};

/// Lines below the list.
const DETAIL: u16 = 7;

pub(super) fn view(screen: &mut Waitlist, frame: &mut Frame, area: Rect, paint: &Paint) {
    let detail = if area.height >= 18 { DETAIL } else { 3 };
    let [body, below] = area.layout(&Layout::vertical([
        Constraint::Fill(1),
        Constraint::Length(detail),
    ]));
    // The sign of a call, phone tail, since when and the last answer have their place; the rest is shared out.
    let room = usize::from(area.width).saturating_sub(2 + 2 + 7 + 8 + 10);
    let columns = [room * 6 / 19, room * 5 / 19, room - room * 6 / 19 - room * 5 / 19];
    let head = format!(
        "  {}{}{}{}{}Last said",
        fit("Dog", columns[0], paint),
        fit("Client", columns[1], paint),
        fit("Phone", 7, paint),
        fit("Wish", columns[2], paint),
        fit("Since", 8, paint)
    );
    let list = table::head(frame, body, None, &head, paint);
    if screen.lines.is_empty() {
        let words = "Nobody waits. Press n to put a dog on the list; when a time becomes free, those who fit are shown.";
        table::nothing(frame, list, words, paint);
        return;
    }
    screen.height = usize::from(list.height);
    for (row, at) in screen.window.rows(screen.height, screen.lines.len()).enumerate() {
        let line = row_of(&screen.lines[at], columns, paint);
        table::row(frame, list, row, line, at == screen.window.selected, paint);
    }
    let width = usize::from(below.width).saturating_sub(2);
    for (row, (words, style)) in screen.detail(width, paint).into_iter().enumerate() {
        let line = Line::styled(format!(" {words}"), style);
        line_at(frame, below, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
}

fn row_of<'a>(line: &WaitLine, columns: [usize; 3], paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let wish = if let (true, Some((day, minute))) = (line.has_moved(), line.booked) {
        format!("now {} {}", short_day(day, today), hhmm(minute))
    } else if line.wait.wish.is_over(today) {
        format!("over: {}", line.wait.wish.words(line.groomer.as_deref(), today))
    } else {
        line.wait.wish.words(line.groomer.as_deref(), today)
    };
    let last = line.offers.last().map_or("", |made| made.outcome.words());
    let sign = if line.wait.call { "!" } else { " " };
    Line::from(vec![
        Span::styled(format!("{sign} "), theme.danger),
        Span::styled(
            fit(
                &cut(&line.dog, columns[0].saturating_sub(1), paint),
                columns[0],
                paint,
            ),
            theme.title,
        ),
        Span::raw(fit(
            &cut(&line.client, columns[1].saturating_sub(1), paint),
            columns[1],
            paint,
        )),
        Span::raw(fit(&tail(&line.phone), 7, paint)),
        Span::raw(fit(
            &cut(&wish, columns[2].saturating_sub(1), paint),
            columns[2],
            paint,
        )),
        Span::styled(
            fit(&line.wait.asked_at.format("%-d %b").to_string(), 8, paint),
            theme.dim,
        ),
        Span::styled(fit(last, 10, paint), theme.dim),
    ])
}

impl Waitlist {
    /// What one needs on the phone with the selected one.
    fn detail(&self, width: usize, paint: &Paint) -> Vec<(String, Style)> {
        let theme = &paint.look.theme;
        let dot = paint.look.glyphs.dot;
        let today = paint.now.date();
        let Some(line) = self.selected() else {
            return Vec::new();
        };
        let number = if line.phone.is_empty() {
            "no number on the card"
        } else {
            &line.phone
        };
        let call = if line.wait.call { "! CALL " } else { "" };
        let mut lines = vec![(
            format!(
                "{call}{} {dot} {} {dot} {} {number} {dot} {}",
                line.dog, line.breed, line.client, self.work
            ),
            theme.title,
        )];
        let (words, style) = self.first_words(line, paint);
        lines.extend(wrap(&words, width).into_iter().map(|words| (words, style)));
        let wish = line.wait.wish.words(line.groomer.as_deref(), today);
        let note = if line.wait.note.is_empty() {
            String::new()
        } else {
            format!("; {}", line.wait.note)
        };
        if line.has_moved() {
            lines.push((format!("It {}", line.wait.note), theme.base));
            let keys = "Enter they know and come    d another time    o no answer";
            lines.push((keys.to_owned(), theme.footer_key));
        } else {
            lines.push((format!("Wish: {wish}{note}"), theme.base));
        }
        if let Some((day, minute)) = line.booked.filter(|_| !line.has_moved()) {
            let (is, what) = if line.wait.call {
                ("Had", ", which the salon called off")
            } else {
                ("Has", " and wants to come sooner")
            };
            lines.push((
                format!("{is} {} {}{what}", short_day(day, today), hhmm(minute)),
                theme.base,
            ));
        }
        if !self.coming.is_empty() {
            lines.push((self.coming.clone(), theme.warning));
        }
        if let Some(made) = line.offers.last() {
            let groomer = self.groomer(made.groomer_id);
            lines.push((
                format!(
                    "{} {} with {groomer}: {} ({})",
                    short_day(made.day, today),
                    hhmm(made.start_min),
                    made.outcome.words(),
                    made.at.format("%-d %b %H:%M")
                ),
                theme.dim,
            ));
        }
        lines
            .into_iter()
            .map(|(words, style)| (cut(&words, width, paint), style))
            .collect()
    }

    /// The sentence about the first time that fits.
    fn first_words(&self, line: &WaitLine, paint: &Paint) -> (String, Style) {
        let theme = &paint.look.theme;
        let today = paint.now.date();
        if let (true, Some((day, minute))) = (line.has_moved(), line.booked) {
            let with = line.booked_with.as_deref().unwrap_or_default();
            let (day, time) = (spoken_day(day, today), spoken_time(minute));
            let words = format!(
                "Say: {} comes {day} at {time} with {with} now. Would that do?",
                line.dog
            );
            return (words, theme.good);
        }
        let Some(first) = &self.first else {
            let words = "Nothing that would do is free now; when something becomes free, it is shown.";
            return (words.to_owned(), theme.dim);
        };
        let (offer, work) = (&first.offer, &first.work);
        let promise = promise(
            offer.day,
            today,
            offer.slot.span.start,
            self.groomer(offer.slot.groomer_id),
            work.stay_minutes,
            &work.service,
            work.price_cents,
            &self.currency,
        );
        let said = first
            .said
            .map_or(String::new(), |said| format!(" ({})", said.words()));
        (format!("Say: {promise}{said}"), theme.good)
    }
}
