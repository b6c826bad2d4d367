//! How a new series looks, and the sentence for the caller.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line as Text, Span};
use unicode_width::UnicodeWidthStr;

use super::Begin;
use crate::booking::prices_in_turn;
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::money::Cents;
use crate::domain::sentence::{spoken_day, spoken_time};
use crate::domain::series::every;
use crate::tui::component::Paint;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

pub(super) fn view(begin: &mut Begin, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let dog = begin.ask.as_ref().map_or("", |ask| ask.dog.as_str());
    let title = match begin.ask.as_ref().and_then(|ask| ask.longer) {
        Some(longer) => format!("{dog} comes {}: how many more", every(longer.weeks)),
        None => format!("Every so many weeks: {dog}"),
    };
    let inside = popup::open(frame, area, 78, 20, &title, paint);
    let width = usize::from(inside.width);
    let Some(ask) = &begin.ask else {
        line_at(
            frame,
            inside,
            0,
            Text::raw("This appointment is no longer in the book."),
        );
        return;
    };
    let (first, day, minute) = match (ask.longer, ask.joins.is_some()) {
        (Some(longer), _) => ("after the one on", longer.last_day, longer.last_min),
        (None, true) => ("after the one on", ask.first, ask.start_min),
        (None, false) => ("from", ask.first, ask.start_min),
    };
    let when = [
        format!("{} at {}", day.format("%a %-d %b %Y"), hhmm(minute)),
        format!("{} {}", short_day(day, paint.now.date()), hhmm(minute)),
    ];
    let work = when.map(|when| {
        format!(
            "{} {dot} {} {dot} {} {dot} {first} {when}",
            ask.work.service,
            length(ask.work.minutes),
            prices_in_turn((ask.first, &ask.work), &begin.lines.all, ""),
        )
    });
    let work = work
        .iter()
        .find(|words| words.width() <= width)
        .unwrap_or(&work[1]);
    line_at(frame, inside, 0, Text::raw(cut(work, width, paint)));
    line_at(frame, inside, 1, Text::styled("How often ", theme.footer_key));
    let field = Rect {
        x: inside.x + 10,
        y: inside.y + 1,
        width: 28.min(inside.width.saturating_sub(10)),
        height: 1,
    };
    let style = if begin.on_field { theme.title } else { theme.base };
    begin
        .field
        .view(frame, field.intersection(inside), style, begin.on_field);
    let (meant, style) = match &begin.rhythm {
        Ok(rhythm) if ask.longer.is_some() => (format!("more of it, {rhythm}"), theme.dim),
        Ok(rhythm) => (rhythm.to_string(), theme.dim),
        Err(sentence) => (sentence.clone(), theme.warning),
    };
    let room = Rect {
        y: inside.y + 2,
        height: 1,
        ..inside
    };
    let refused = begin.refused_dog.as_ref().or(begin.refused.as_ref());
    let refused = refused.map(|words| (words.clone(), theme.danger));
    let (words, style) = refused.unwrap_or((meant, style));
    line_at(
        frame,
        room.intersection(inside),
        0,
        Text::from(Span::styled(cut(&words, width, paint), style)),
    );
    let list = Rect {
        y: inside.y + 3,
        height: inside.height.saturating_sub(3),
        ..inside
    };
    let count = begin.lines.count();
    let save = match (count, ask.is_more()) {
        (1, true) => "Book this one more".to_owned(),
        (count, true) => format!("Book these {count} more"),
        (1, false) => "Book this one".to_owned(),
        (count, false) => format!("Book these {count}"),
    };
    let said = begin.to_say(paint);
    begin.lines.say = said;
    begin
        .lines
        .view(frame, list.intersection(inside), &save, !begin.on_field, paint);
}

impl Begin {
    /// The sentence for the caller: the rhythm, the first that is booked now, and what each costs.
    fn to_say(&self, paint: &Paint) -> String {
        let (Some(ask), Ok(rhythm)) = (&self.ask, &self.rhythm) else {
            return String::new();
        };
        let Some(way) = self.lines.all.iter().find_map(|line| line.way()) else {
            return String::new();
        };
        let offer = way.offer;
        let count = match self.lines.count() {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        let more = if ask.is_more() { " more" } else { "" };
        let price = if ask.work.price_cents == Cents(0) {
            String::new()
        } else {
            let prices = prices_in_turn((ask.first, &ask.work), &self.lines.all, &self.currency);
            format!(", {prices}")
        };
        format!(
            "Say: {}, {count}{more}, from {} at {} with {} ({}){price}",
            every(rhythm.weeks),
            spoken_day(offer.day, paint.now.date()),
            spoken_time(offer.slot.span.start),
            self.lines.groomer(offer.slot.groomer_id),
            ask.work.service,
        )
    }
}
