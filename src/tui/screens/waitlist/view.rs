//! How the waiting list looks: a line each, and below it what one needs on the phone with the selected one.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Waitlist;
use crate::domain::clock::{hhmm, short_day};
use crate::store::WaitLine;
use crate::tui::component::Paint;
use crate::tui::popups::hits::tail;
use crate::tui::widgets::table;
use crate::tui::widgets::text::{cut, fit, line_at, wrap};

/// Lines below the list.
const DETAIL: u16 = 9;

/// Columns of a window in which there is room for since when somebody waits; the lines below say it everywhere.
const WIDE: u16 = 100;

/// Columns of since when.
const SINCE: usize = 8;

/// How wide the columns are that share the room.
#[derive(Clone, Copy)]
struct Widths {
    dog: usize,
    client: usize,
    wish: usize,
    since: usize,
}

impl Widths {
    /// The sign of a call, phone tail and the last answer have their place; a wish needs more than a name.
    fn of(width: u16) -> Self {
        let since = if width >= WIDE { SINCE } else { 0 };
        let room = usize::from(width).saturating_sub(2 + 2 + 7 + 10 + since);
        let (dog, client) = (room * 5 / 19, room * 4 / 19);
        Self {
            dog,
            client,
            wish: room - dog - client,
            since,
        }
    }
}

pub(super) fn view(screen: &mut Waitlist, frame: &mut Frame, area: Rect, paint: &Paint) {
    let detail = if area.height >= 18 { DETAIL } else { 3 };
    let [body, below] = area.layout(&Layout::vertical([
        Constraint::Fill(1),
        Constraint::Length(detail),
    ]));
    let widths = Widths::of(area.width);
    let head = format!(
        "  {}{}{}{}{}Last said",
        fit("Dog", widths.dog, paint),
        fit("Client", widths.client, paint),
        fit("Phone", 7, paint),
        fit("Wish", widths.wish, paint),
        fit("Since", widths.since, paint)
    );
    let list = table::head(frame, body, None, &head, paint);
    if screen.lines.is_empty() {
        let words = "Nobody waits. Press n to put a dog on the list; when a time becomes free, those who fit are shown.";
        table::nothing(frame, list, words, paint);
        return;
    }
    let has_more = screen.lines.len() > usize::from(list.height);
    screen.height = usize::from(list.height).saturating_sub(usize::from(has_more));
    let rows = screen.window.rows(screen.height, screen.lines.len());
    if has_more {
        let glyphs = &paint.look.glyphs;
        let words = match (rows.start, screen.lines.len() - rows.end) {
            (above, 0) => format!("  {above} more {}", glyphs.up),
            (_, below) => format!("  {below} more {}", glyphs.down),
        };
        let line = Line::styled(words, paint.look.theme.dim);
        line_at(frame, list, list.height.saturating_sub(1), line);
    }
    for (row, at) in rows.enumerate() {
        let line = row_of(&screen.lines[at], widths, paint);
        table::row(frame, list, row, line, at == screen.window.selected, paint);
    }
    let width = usize::from(below.width).saturating_sub(2);
    for (row, (words, style)) in screen.detail(width, paint).into_iter().enumerate() {
        let line = Line::styled(format!(" {words}"), style);
        line_at(frame, below, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
}

fn row_of<'a>(line: &WaitLine, widths: Widths, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let when = |(day, minute)| format!("{} {}", short_day(day, today), hhmm(minute));
    let proposed = line.wait.wish.place().map(|(_, day, minute)| (day, minute));
    let wish = match (line.is_asked(), line.has_moved(), line.booked) {
        (true, _, _) => format!(
            "ask: {}",
            proposed.map_or_else(|| "another time".to_owned(), when)
        ),
        (_, true, Some(_)) if line.nobody_took_over(today) => "tell: nobody took over".to_owned(),
        (_, true, Some(booked)) => format!("tell: {}", when(booked)),
        (_, _, Some((day, _))) if line.is_over => format!("day is over: {}", short_day(day, today)),
        _ => {
            let over = if line.wait.wish.is_over(today) {
                "over: "
            } else {
                ""
            };
            let (wish, groomer) = (&line.wait.wish, line.groomer.as_deref());
            let whole = format!("{over}{}", wish.words(groomer, today));
            // The lines below say the whole of it in words.
            if whole.width() < widths.wish {
                whole
            } else {
                format!("{over}{}", wish.short(groomer, today))
            }
        }
    };
    let last = line.offers.last().map_or("", |made| made.outcome.words());
    let sign = if line.wait.call { "!" } else { " " };
    Line::from(vec![
        Span::styled(format!("{sign} "), theme.danger),
        Span::styled(
            fit(
                &cut(&line.dog, widths.dog.saturating_sub(1), paint),
                widths.dog,
                paint,
            ),
            theme.title,
        ),
        Span::raw(fit(
            &cut(&line.client, widths.client.saturating_sub(1), paint),
            widths.client,
            paint,
        )),
        Span::raw(fit(&tail(&line.phone), 7, paint)),
        Span::raw(fit(
            &cut(&wish, widths.wish.saturating_sub(1), paint),
            widths.wish,
            paint,
        )),
        Span::styled(
            fit(
                &line.wait.asked_at.format("%-d %b").to_string(),
                widths.since,
                paint,
            ),
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
        let Some(calling) = &self.calling else {
            return Vec::new();
        };
        let line = &calling.line;
        let number = if line.phone.is_empty() {
            "no number on the card"
        } else {
            &line.phone
        };
        let call = if line.wait.call { "! CALL " } else { "" };
        let who = format!(
            "{call}{} {dot} {} {dot} {} {number} {dot} {}",
            calling.dogs(),
            line.breed,
            line.client,
            calling.work
        );
        let (say, is_said) = calling.say(today);
        let style = if is_said { theme.good } else { theme.dim };
        let mut all = vec![(who, theme.title), (say, style)];
        all.extend(calling.facts(today).into_iter().map(|words| (words, theme.base)));
        all.push((calling.coming.clone(), theme.warning));
        all.extend(
            calling
                .last_calls(today)
                .into_iter()
                .map(|words| (words, theme.dim)),
        );
        all.into_iter()
            .flat_map(|(words, style)| {
                let lines = wrap(&words, width);
                lines.into_iter().map(move |words| (words, style))
            })
            .collect()
    }
}
