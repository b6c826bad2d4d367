//! How the booking pop-up looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Book;
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::dog::{alert_letters, alert_words};
use crate::domain::id::GroomerId;
use crate::domain::sentence::promise;
use crate::tui::component::Paint;
use crate::tui::popups::hits;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, fit, line_at, wrap};

pub(super) fn view(book: &mut Book, frame: &mut Frame, area: Rect, paint: &Paint) {
    if book.dog.is_none() {
        view_dogs(book, frame, area, paint);
    } else {
        view_times(book, frame, area, paint);
    }
}

fn view_dogs(book: &mut Book, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let inside = popup::open(frame, area, 78, 20, "Book: which dog?", paint);
    let style = if book.old_line {
        theme.selected
    } else {
        theme.title
    };
    book.line.view(frame, Rect { height: 1, ..inside }, style, true);
    let hint = if book.line.is_empty() {
        "a name or phone tail; or all at once: bella bath thu 10 ana"
    } else {
        "Enter takes the dog, then you choose the time"
    };
    line_at(frame, inside, 1, Line::styled(hint, theme.dim));
    let new = usize::from(!book.line.is_empty());
    let height = inside.height.saturating_sub(2 + u16::try_from(new).unwrap_or(0));
    let list = Rect {
        y: inside.y + 2,
        height,
        ..inside
    };
    let on_new = new == 1 && book.hit.selected >= book.hits.len();
    let mut window = book.hit;
    hits::view(frame, list, &book.hits, &mut window, !on_new, paint);
    if !on_new {
        book.hit = window;
    }
    if new == 1 {
        let row = u16::try_from(book.hits.len().min(usize::from(height))).unwrap_or(0) + 2;
        let pointer = if on_new { paint.look.glyphs.pointer } else { " " };
        let mut line = Line::from(vec![
            Span::raw(format!("{pointer} ")),
            Span::styled("a new dog: ", theme.footer_key),
            Span::raw(book.parts().0),
        ]);
        if on_new {
            line = line.patch_style(theme.selected);
        }
        line_at(frame, inside, row, line);
    }
}

fn view_times(book: &mut Book, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let Some(dog) = &book.dog else { return };
    let verb = if book.moving.is_some() { "Move" } else { "Book" };
    let inside = popup::open(frame, area, 78, 20, &format!("{verb} {}", dog.line.name()), paint);
    let width = usize::from(inside.width);
    let today = paint.now.date();
    let mut page = Page::on(inside);

    let tail = hits::tail(&dog.line.phone);
    let who = if dog.line.client.is_empty() {
        "no client yet"
    } else {
        &dog.line.client
    };
    let dot = paint.look.glyphs.dot;
    let breed = if dog.line.breed.is_empty() {
        String::new()
    } else {
        format!(" {dot} {}", dog.line.breed)
    };
    page.put(
        frame,
        Line::styled(cut(&format!("{who} {tail}{breed}"), width, paint), theme.dim),
    );

    let offer = book.times.offers.get(book.time.selected);
    let day = offer.map_or(today, |offer| offer.day);
    let due = dog.card.vaccine_until.is_some_and(|until| until < day);
    let letters = alert_letters(dog.card.alerts, !dog.card.allergies.is_empty(), due);
    let mut alerts: Vec<String> = letters.chars().map(|c| alert_words(c).to_uppercase()).collect();
    if !dog.card.allergies.is_empty() {
        alerts.push(dog.card.allergies.clone());
    }
    if let Some(next) = &dog.next {
        alerts.push(format!(
            "booked already {} {}",
            short_day(next.day, today),
            hhmm(next.start_min)
        ));
    }
    if !alerts.is_empty() {
        let words = cut(&format!("! {}", alerts.join(", ")), width, paint);
        page.put(frame, Line::styled(words, theme.danger));
    }
    if let Some(work) = book.times.work {
        let service = book.services.iter().find(|service| service.id == work.service_id);
        let name = service.map_or("", |service| &service.name);
        let words = format!(
            "{name} {dot} {} on the table {dot} {}",
            length(work.minutes),
            work.price_cents
        );
        page.put(frame, Line::raw(cut(&words, width, paint)));
    }

    let label = "Wish ";
    let (at, label_width) = (inside.y + page.row(), u16::try_from(label.len()).unwrap_or(0));
    page.put(frame, Line::styled(label, theme.footer_key));
    let field = Rect {
        x: inside.x + label_width,
        y: at,
        width: inside.width - label_width,
        height: 1,
    };
    if at < inside.bottom() {
        let style = if book.on_wish { theme.title } else { theme.base };
        if book.wish.is_empty() && !book.on_wish {
            frame.render_widget(
                Line::styled(
                    "type a day, time, groomer or service: fri after 14 ana",
                    theme.dim,
                ),
                field.intersection(frame.area()),
            );
        } else {
            book.wish.view(frame, field, style, book.on_wish);
        }
    }
    for words in book.times.words.iter().take(4) {
        page.put(frame, Line::styled(cut(words, width, paint), theme.warning));
    }
    if let Some(refused) = &book.refused {
        page.put(frame, Line::styled(cut(refused, width, paint), theme.danger));
    }
    page.put(frame, Line::raw(""));
    let name_of = |id: GroomerId| {
        book.groomers
            .iter()
            .find(|(groomer, _)| *groomer == id)
            .map_or("", |(_, name)| name.as_str())
    };
    let usual = book.times.work.and_then(|work| work.usual_groomer);
    for (number, offer) in book.times.offers.iter().enumerate() {
        let selected = number == book.time.selected;
        let mark = if Some(offer.slot.groomer_id) == usual {
            "as last time"
        } else {
            ""
        };
        let pointer = if selected { paint.look.glyphs.pointer } else { " " };
        let span = offer.slot.span;
        let mut line = Line::from(vec![
            Span::styled(format!("{pointer} {} ", number + 1), theme.footer_key),
            Span::raw(fit(&short_day(offer.day, today), 17, paint)),
            Span::styled(format!("{}-{}  ", hhmm(span.start), hhmm(span.end)), theme.title),
            Span::raw(fit(name_of(offer.slot.groomer_id), 20, paint)),
            Span::styled(mark, theme.dim),
        ]);
        if selected {
            line = line.patch_style(theme.selected);
        }
        page.put(frame, line);
    }
    if book.times.offers.is_empty() {
        page.put(
            frame,
            Line::styled("No time fits. Ask for another day or groomer.", theme.warning),
        );
    }
    if let (Some(offer), Some(work), Some(salon)) = (offer, book.times.work, &book.salon) {
        let service = book.services.iter().find(|service| service.id == work.service_id);
        let words = promise(
            offer.day,
            today,
            offer.slot.span.start,
            name_of(offer.slot.groomer_id),
            work.stay_minutes,
            service.map_or("", |service| &service.name),
            work.price_cents,
            &salon.currency,
        );
        let lines = wrap(&format!("Say: {words}"), width);
        let first = inside
            .height
            .saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
        for (n, line) in lines.into_iter().enumerate() {
            let row = first + u16::try_from(n).unwrap_or(0);
            line_at(frame, inside, row, Line::styled(line, theme.good));
        }
    }
}
