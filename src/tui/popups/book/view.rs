//! How the booking pop-up looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::reading::Read;
use super::times::{self, NEAREST, Times, wrapped};
use super::{Book, Chosen, warnings};
use crate::booking::{ForSize, Work};
use crate::domain::clock::{hhmm, length, short_day};
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
    let place = Rect { height: 1, ..inside };
    let mut page = Page::on(inside);
    page.put(frame, Line::raw(""));
    book.line.view(frame, place, style, true);
    if let Some(answer) = &book.answer {
        for words in wrap(answer, usize::from(inside.width)) {
            page.put(frame, Line::raw(words));
        }
        let words = "Nothing is booked by it; type the dog's name to book.";
        page.put(frame, Line::styled(words, theme.dim));
        return;
    }
    let expert = book.expert();
    let wish = book.wish_of_line(&expert);
    let read = Read {
        field: &book.line,
        place,
        focused: true,
        wish: &wish,
        names: &book.choosing.names,
        lead: &format!("{} {} ", expert.dog, paint.look.glyphs.dot),
    };
    read.put(frame, &mut page, paint);
    let perhaps = book.perhaps();
    if page.row() == 1 || book.old_line || perhaps.is_some() {
        let perhaps = perhaps.map(|name| match book.hits.len() {
            1 => format!("perhaps {name}? Enter takes it, Down a new dog"),
            _ => format!("perhaps {name}? Enter takes it, Down another, or a new dog in the last line"),
        });
        let hint = if book.old_line {
            "put aside earlier: Enter says whom it is of, what you type begins anew"
        } else if book.line.is_empty() {
            "a name or phone tail; or all at once: bella bath thu 10 ana"
        } else if book.new_first() && book.hits.is_empty() {
            "nobody is called so: Enter writes a new dog down"
        } else if let Some(name) = &perhaps {
            name
        } else if book.new_first() {
            "nobody is called so: Enter writes a new dog down, Down takes one below"
        } else {
            "Enter takes the dog, then you choose the time"
        };
        page.put(frame, Line::styled(hint, theme.dim));
    }
    view_hits(book, frame, inside, page.row(), paint);
}

/// The dogs found and the row of a new one: below them, or above when all of them are guesses.
fn view_hits(book: &mut Book, frame: &mut Frame, inside: Rect, above: u16, paint: &Paint) {
    let theme = &paint.look.theme;
    let has_new = !book.line.is_empty();
    let new_first = book.new_first();
    let on_new = has_new && book.hit_selected().is_none();
    // Above guesses there is room for the new dog and for what they are.
    let lead = if new_first { 2 } else { 0 };
    let below = u16::from(has_new && !new_first);
    let list = Rect {
        y: inside.y + above + lead,
        height: inside.height.saturating_sub(above + lead + below),
        ..inside
    };
    let selected = book.hit.selected;
    let mut window = book.hit;
    window.selected = selected.saturating_sub(usize::from(new_first));
    hits::view(frame, list, &book.hits, &mut window, !on_new, paint);
    if !on_new {
        book.hit = window;
        book.hit.selected = selected;
    }
    if new_first && !book.hits.is_empty() {
        line_at(frame, inside, above + 1, Line::styled("  perhaps:", theme.dim));
    }
    if has_new {
        let found = u16::try_from(book.hits.len()).unwrap_or(u16::MAX);
        let row = above + if new_first { 0 } else { found.min(list.height) };
        let pointer = if on_new { paint.look.glyphs.pointer } else { " " };
        let mut line = Line::from(vec![
            Span::raw(format!("{pointer} ")),
            Span::styled("a new dog: ", theme.footer_key),
            Span::raw(book.newcomer().told()),
        ]);
        if on_new {
            line = line.patch_style(theme.selected);
        }
        line_at(frame, inside, row, line);
    }
}

fn view_times(book: &mut Book, frame: &mut Frame, area: Rect, paint: &Paint) {
    let Some(dog) = &book.dog else { return };
    let verb = if book.moving.is_some() { "Move" } else { "Book" };
    let width = times::room(area);
    let heading = if book.refused_dog().is_some() {
        "Only with a reason:"
    } else if book.times.instead && !book.times.offers.is_empty() {
        NEAREST
    } else {
        ""
    };
    let times = Times {
        title: format!("{verb} {}{}", dog.line.name(), book.again_words()),
        above: before_saving(book, dog, width, paint),
        choosing: &book.choosing,
        reasons: &book.times.words,
        heading,
        none: "No time fits. Ask for another day or groomer.",
        count: book.times.offers.len(),
        below: below_the_times(book, dog, width, paint),
    };
    times.view(frame, area, |number| offer_line(book, number, paint), paint);
}

/// The sentence for the caller; of a dog that is not to be booked who may lift that, and how.
fn below_the_times(book: &Book, dog: &Chosen, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    if book.refused_dog().is_some() {
        let ways = dog
            .care
            .ways_past_a_refusal(&dog.line.first_name, &dog.line.client);
        return wrapped(&ways, width, theme.warning);
    }
    let said = to_say(book, paint);
    // Where the message line would cut it, the box says the whole of it.
    let held = book.held_words().filter(|words| words.width() > width);
    let mut lines = wrapped(held.as_slice(), width, theme.warning);
    lines.extend(wrapped(said.as_slice(), width, theme.good));
    lines
}

/// What must be known before one promises a time: the client, alerts, other appointments, and the work itself.
fn before_saving(book: &Book, dog: &Chosen, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let mut lines = Vec::new();
    let tail = hits::tail(&dog.line.phone);
    let who = if dog.line.client.is_empty() {
        "no client yet"
    } else {
        &dog.line.client
    };
    let breed = if dog.line.breed.is_empty() {
        String::new()
    } else {
        format!(" {dot} {}", dog.line.breed)
    };
    let others = dog.others_words(book.moving.is_some(), dot);
    lines.push((format!("{who} {tail}{breed}{others}"), theme.dim));

    lines.extend(warnings::lines(book, dog, width, paint));
    if let Some(work) = book.times.work_at(book.choosing.time.selected) {
        let name = &work.service;
        let own = match work.own.as_deref() {
            None => String::new(),
            Some("") => format!(" {dot} own price"),
            Some(why) => format!(" {dot} own price: {why}"),
        };
        lines.push((
            format!(
                "{name} {dot} {} on the table {dot} {}{own}",
                length(work.minutes),
                price_words(work)
            ),
            theme.base,
        ));
    }
    lines
}

/// The price, and how far the size it goes by is known.
fn price_words(work: &Work) -> String {
    match work.sized {
        ForSize::Known => work.price_cents.to_string(),
        ForSize::ByBreed(size) => format!("{} ({} by breed)", work.price_cents, size.as_str()),
        ForSize::Unknown => format!("from {}, by size", work.price_cents),
    }
}

fn offer_line<'a>(book: &Book, number: usize, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let offer = &book.times.offers[number];
    let selected = number == book.choosing.time.selected;
    let usual = book.times.usual_groomer;
    let doubtful = book.times.perhaps_closed.contains(&offer.day);
    let comes = |dog: &Chosen| dog.on_day(offer.day).next().is_some();
    let mark = if doubtful {
        "many salons close"
    } else if book.dog.as_ref().is_some_and(comes) {
        "comes that day"
    } else if Some(offer.slot.groomer_id) != usual {
        ""
    } else if book.moving.is_some() {
        "as now"
    } else {
        "as last time"
    };
    let known = book.dog.as_ref();
    let known = known.and_then(|dog| book.times.known_at(number, &dog.line.first_name));
    let pointer = if selected { paint.look.glyphs.pointer } else { " " };
    let span = offer.slot.span;
    // The desk that holds it needs the room that long names of groomers leave.
    let (groomer, mark, style) = match book.times.held_at(number) {
        Some(hold) => (
            14,
            cut(&format!("held by {}", hold.desk), 26, paint),
            theme.warning,
        ),
        None if let Some(known) = known => (20, cut(&known, 22, paint), theme.warning),
        None if doubtful => (20, mark.to_owned(), theme.warning),
        None => (20, mark.to_owned(), theme.dim),
    };
    let line = Line::from(vec![
        Span::styled(format!("{pointer} {} ", number + 1), theme.footer_key),
        Span::raw(fit(&short_day(offer.day, paint.now.date()), 17, paint)),
        Span::styled(format!("{}-{}  ", hhmm(span.start), hhmm(span.end)), theme.title),
        Span::raw(fit(
            book.choosing.groomer_name(offer.slot.groomer_id),
            groomer,
            paint,
        )),
        Span::styled(mark, style),
    ]);
    if selected {
        line.patch_style(theme.selected)
    } else {
        line
    }
}

/// The sentence for the caller.
fn to_say(book: &Book, paint: &Paint) -> Option<String> {
    let offer = book.times.offers.get(book.choosing.time.selected)?;
    let work = book.times.work_at(book.choosing.time.selected)?;
    let words = promise(
        offer.day,
        paint.now.date(),
        offer.slot.span.start,
        book.choosing.groomer_name(offer.slot.groomer_id),
        work.stay_minutes,
        &work.service,
        work.asked(),
        &book.choosing.salon.as_ref()?.currency,
    );
    Some(format!("Say: {words}"))
}
