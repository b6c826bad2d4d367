//! How the booking pop-up looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::reading::Read;
use super::{Book, Chosen, typing, warnings};
use crate::booking::{ForSize, Work};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::sentence::promise;
use crate::domain::text;
use crate::domain::usual_closing::name_of;
use crate::tui::component::Paint;
use crate::tui::popups::hits;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, fit, line_at, wrap};

/// Lines that the reasons of a refused time may take; all of them are behind `0`.
const MOST_REASONS: usize = 6;

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
    let expert = book.expert();
    let read = Read {
        field: &book.line,
        place,
        focused: true,
        wish: &expert.wish,
        names: &book.names,
        lead: &format!("{} {} ", expert.dog, paint.look.glyphs.dot),
    };
    read.put(frame, &mut page, paint);
    if page.row() == 1 {
        let perhaps = book.perhaps();
        let perhaps = perhaps.map(|name| format!("perhaps {name}? Enter takes it, Down a new dog"));
        let hint = if book.line.is_empty() {
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
    let inside = popup::open(
        frame,
        area,
        78,
        20,
        &format!("{verb} {}{}", dog.line.name(), book.again_words()),
        paint,
    );
    let width = usize::from(inside.width);
    let mut page = Page::on(inside);
    for (words, style) in before_saving(book, dog, width, paint) {
        page.put(frame, Line::styled(cut(&words, width, paint), style));
    }
    let row = page.next_row();
    page.put(frame, Line::styled("Wish ", theme.footer_key));
    let field = Rect {
        x: row.x + 5,
        width: row.width.saturating_sub(5),
        ..row
    };
    view_wish(book, frame, field, paint);
    let read = Read {
        field: &book.wish,
        place: field,
        focused: book.on_wish,
        wish: &book.understood,
        names: &book.names,
        lead: "     ",
    };
    read.put(frame, &mut page, paint);
    // The sentences about the wish stand below its words already.
    let wrong = &book.understood.problems;
    let reasons = book.times.words.iter();
    let reasons = reasons.filter(|words| wrong.iter().all(|problem| problem.sentence != **words));
    let reasons: Vec<String> = reasons.cloned().collect();
    let (say, say_style) = below_the_times(book, dog, width, paint);
    // The nearest times stay on the screen however many reasons there are.
    let kept = say.len() + book.times.offers.len().min(4) + 1;
    let room = usize::from(inside.height.saturating_sub(page.row())).saturating_sub(kept);
    let room = room.min(MOST_REASONS);
    for words in whole_sentences(&reasons, width, room) {
        page.put(frame, Line::styled(words, theme.warning));
    }
    for words in book.refused.iter().flat_map(|refused| wrap(refused, width)) {
        page.put(frame, Line::styled(words, theme.danger));
    }
    let heading = if book.refused_dog().is_some() {
        "Only with a reason:"
    } else if book.times.instead && !book.times.offers.is_empty() {
        "Nearest:"
    } else {
        ""
    };
    page.put(frame, Line::styled(heading, theme.dim));
    if book.times.offers.is_empty() {
        let words = if wrong.is_empty() {
            "No time fits. Ask for another day or groomer."
        } else {
            "The times come back as soon as the wish reads."
        };
        page.put(frame, Line::styled(words, theme.warning));
    }
    let first = inside
        .height
        .saturating_sub(u16::try_from(say.len()).unwrap_or(1));
    // Where not all times fit, those around the selected one are shown.
    let room = usize::from(first.saturating_sub(page.row()));
    let mut window = book.time;
    for number in window.rows(room, book.times.offers.len()) {
        let line = offer_line(book, number, paint);
        page.put(frame, line);
    }
    for (row, line) in (first..).zip(say) {
        line_at(frame, inside, row, Line::styled(line, say_style));
    }
}

/// The sentence for the caller; of a dog that is not to be booked who may lift that, and how.
fn below_the_times(book: &Book, dog: &Chosen, width: usize, paint: &Paint) -> (Vec<String>, Style) {
    let theme = &paint.look.theme;
    if book.refused_dog().is_some() {
        let ways = dog
            .care
            .ways_past_a_refusal(&dog.line.first_name, &dog.line.client);
        return (wrap_all_of(&ways, width), theme.warning);
    }
    let said = to_say(book, paint).map_or_else(Vec::new, |words| wrap(&words, width));
    (said, theme.good)
}

fn wrap_all_of(sentences: &[String], width: usize) -> Vec<String> {
    sentences.iter().flat_map(|words| wrap(words, width)).collect()
}

/// Sentences broken into lines, as many whole ones as there is room for; the last line says how many more there are.
fn whole_sentences(sentences: &[String], width: usize, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (place, sentence) in sentences.iter().enumerate() {
        let wrapped = wrap(&text::sentence(sentence), width);
        let left = sentences.len() - place;
        let kept = usize::from(left > 1);
        if place > 0 && lines.len() + wrapped.len() + kept > room {
            lines.push(match left {
                1 => "and one more reason".to_owned(),
                left => format!("and {left} more reasons"),
            });
            break;
        }
        lines.extend(wrapped);
    }
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
    if let Some(work) = book.times.work_at(book.time.selected) {
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
        ForSize::Unknown(least) => format!("from {least}, by size"),
    }
}

fn view_wish(book: &Book, frame: &mut Frame, field: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    if book.wish.is_empty() && !book.on_wish {
        let hint = typing::hint(&book.typing);
        line_at(frame, field, 0, Line::styled(hint, theme.dim));
    } else {
        let style = match (book.on_wish, book.typing.old_wish) {
            (true, _) => theme.title,
            (false, true) => theme.selected,
            (false, false) => theme.base,
        };
        book.wish.view(frame, field, style, book.on_wish);
    }
}

fn offer_line<'a>(book: &Book, number: usize, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let offer = &book.times.offers[number];
    let selected = number == book.time.selected;
    let usual = book.times.usual_groomer;
    let doubtful = name_of(offer.day).is_some();
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
        Span::raw(fit(book.groomer_name(offer.slot.groomer_id), groomer, paint)),
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
    let offer = book.times.offers.get(book.time.selected)?;
    let work = book.times.work_at(book.time.selected)?;
    let words = promise(
        offer.day,
        paint.now.date(),
        offer.slot.span.start,
        book.groomer_name(offer.slot.groomer_id),
        work.stay_minutes,
        &work.service,
        work.asked(),
        &book.salon.as_ref()?.currency,
    );
    Some(format!("Say: {words}"))
}
