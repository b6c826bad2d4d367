//! How the table of prices looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{COATS, Prices, SIZES};
use crate::domain::clock::{length, short_day};
use crate::domain::dog::{Coat, Size};
use crate::domain::price::whom;
use crate::domain::service::Service;
use crate::tui::component::Paint;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, fit, wrap};

/// Columns of the names of the sizes, and of a cell.
const NAME: usize = 8;
const CELL: usize = 11;

pub(super) fn view(prices: &Prices, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let title = prices.service.as_ref().map_or_else(
        || "Prices".to_owned(),
        |service| format!("Prices: {}", service.name),
    );
    let inside = popup::open(frame, area, 78, 20, &title, paint);
    let width = usize::from(inside.width);
    let mut page = Page::on(inside);
    let Some(service) = &prices.service else {
        page.put(
            frame,
            Line::raw("This service is no longer in the book. Backspace closes."),
        );
        return;
    };
    page.put(
        frame,
        Line::styled(cut(&which(prices, paint), width, paint), theme.title),
    );
    page.put(frame, Line::raw(""));
    let mut head = vec![Span::raw(fit("", NAME, paint))];
    for coat in COATS {
        let name = coat.map_or("any coat", Coat::as_str);
        head.push(Span::styled(fit(name, CELL, paint), theme.dim));
    }
    page.put(frame, Line::from(head));
    for (row, size) in SIZES.into_iter().enumerate() {
        let name = size.map_or("any", Size::as_str);
        // The minutes, and the price below them.
        let mut upper = vec![Span::styled(fit(name, NAME, paint), theme.dim)];
        let mut lower = vec![Span::raw(fit("", NAME, paint))];
        for (column, coat) in COATS.into_iter().enumerate() {
            let selected = (row, column) == (prices.row, prices.column);
            let (minutes, price) = cell(prices, service, size, coat, paint);
            let pointer = if selected { paint.look.glyphs.pointer } else { " " };
            let style = if selected { theme.selected } else { theme.base };
            for (line, sign, words) in [(&mut upper, pointer, minutes), (&mut lower, " ", price)] {
                let words = fit(&format!("{sign}{words}"), CELL - 1, paint);
                line.push(Span::styled(words, style));
                line.push(Span::raw(" "));
            }
        }
        page.put(frame, Line::from(upper));
        page.put(frame, Line::from(lower));
    }
    for line in about(prices, service) {
        for words in wrap(&line, width) {
            page.put(frame, Line::raw(words));
        }
    }
}

/// Which list is shown, and how many there are.
fn which(prices: &Prices, paint: &Paint) -> String {
    let shown = prices.shown();
    let at = prices
        .days
        .iter()
        .position(|day| *day == shown)
        .map_or(1, |at| at + 1);
    let what = if shown == prices.today {
        "What counts today".to_owned()
    } else {
        format!("What counts from {} on", short_day(shown, prices.today))
    };
    let dot = paint.look.glyphs.dot;
    match prices.days.get(at) {
        Some(next) => format!(
            "{what} {dot} other prices from {}: press .",
            short_day(*next, prices.today)
        ),
        None if at > 1 => format!("{what} {dot} , is the list before"),
        None => what,
    }
}

/// The minutes, and the price with a star where it is new with this list; a dot where nothing more is said than
/// elsewhere.
fn cell(
    prices: &Prices,
    service: &Service,
    size: Option<Size>,
    coat: Option<Coat>,
    paint: &Paint,
) -> (String, String) {
    let own = prices.own(size, coat);
    if own.is_none() && (size.is_some() || coat.is_some()) {
        return (paint.look.glyphs.dot.to_owned(), String::new());
    }
    let listed = prices.cost(service, size, coat);
    let new = own.is_some_and(|rate| rate.valid_from == prices.shown() && prices.shown() > prices.today);
    let star = if new { "*" } else { "" };
    (
        format!("{} min", listed.minutes),
        format!("{}{star}", listed.price_cents),
    )
}

/// The selected cell in words, and what comes of it.
fn about(prices: &Prices, service: &Service) -> Vec<String> {
    let (size, coat) = prices.cell();
    let listed = prices.cost(service, size, coat);
    let who = whom(size, coat);
    let who = who.get(..1).map_or_else(String::new, str::to_uppercase) + who.get(1..).unwrap_or_default();
    let mut lines = vec![format!(
        "{who}: {} on the table, stay {}, {} {}",
        length(listed.minutes),
        length(listed.stay_minutes),
        listed.price_cents,
        prices.currency
    )];
    let own = prices.own(size, coat);
    lines.push(match own {
        Some(rate) if rate.valid_from > prices.today => {
            format!(
                "New from {} on. x takes it off.",
                short_day(rate.valid_from, prices.today)
            )
        }
        Some(rate) => format!(
            "Since {}. Enter says something else from a day on.",
            short_day(rate.valid_from, prices.today)
        ),
        None if size.is_none() && coat.is_none() => {
            "As the service's own card says. Enter says something else from a day on.".to_owned()
        }
        None => "As listed for the next wider kind of dog. Enter gives these their own.".to_owned(),
    });
    let coming: Vec<String> = prices
        .rates
        .iter()
        .filter(|rate| (rate.size, rate.coat) == (size, coat) && rate.valid_from > prices.shown())
        .map(|rate| {
            format!(
                "from {} {} min, {}",
                short_day(rate.valid_from, prices.today),
                rate.minutes,
                rate.price_cents
            )
        })
        .collect();
    if !coming.is_empty() {
        lines.push(format!("Coming: {}", coming.join("; ")));
    }
    lines
}
