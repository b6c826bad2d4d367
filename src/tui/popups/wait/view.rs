//! How the pop-up of the waiting list looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{About, WaitForm};
use crate::domain::clock::length;
use crate::store::DogLine;
use crate::tui::component::Paint;
use crate::tui::popups::hits;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, line_at, wrap};

pub(super) fn view(form: &mut WaitForm, frame: &mut Frame, area: Rect, paint: &Paint) {
    match form.dog.clone() {
        None => view_dogs(form, frame, area, paint),
        Some(dog) => view_wish(form, &dog, frame, area, paint),
    }
}

fn view_dogs(form: &mut WaitForm, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let inside = popup::open(frame, area, 78, 20, "Waiting list: which dog?", paint);
    form.line
        .view(frame, Rect { height: 1, ..inside }, theme.title, true);
    let hint = if form.line.is_empty() {
        "a name or phone tail; or all at once: bella thu after 14 ana until 5 dec"
    } else {
        "Enter takes the dog, then you say what would do"
    };
    line_at(frame, inside, 1, Line::styled(hint, theme.dim));
    let list = Rect {
        y: inside.y + 2,
        height: inside.height.saturating_sub(2),
        ..inside
    };
    hits::view(frame, list, &form.hits, &mut form.hit, true, paint);
}

fn view_wish(form: &WaitForm, dog: &DogLine, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let title = match form.about {
        About::Sooner(_) => format!("{} wants to come sooner", dog.name()),
        About::Wait(_) => format!("{} waits for", dog.name()),
        _ if !form.others.is_empty() => format!("{} on the waiting list", form.names()),
        _ => format!("{} on the waiting list", dog.name()),
    };
    let inside = popup::open(frame, area, 78, 13, &title, paint);
    let width = usize::from(inside.width);
    let mut page = Page::on(inside);
    let client = if dog.client.is_empty() {
        "no client yet"
    } else {
        &dog.client
    };
    let mut who = format!("{client} {}", hits::tail(&dog.phone));
    for more in [
        Some(dog.breed.clone()),
        form.work
            .as_ref()
            .map(|work| format!("{} {}", work.service, length(work.minutes))),
    ] {
        who.extend(
            more.filter(|more| !more.is_empty())
                .map(|more| format!(" {dot} {more}")),
        );
    }
    page.put(frame, Line::styled(cut(&who, width, paint), theme.dim));
    if let Some(line) = &form.already {
        let wish = line.wait.wish.words(line.groomer.as_deref(), paint.now.date());
        let words = format!("is on the list already: {wish}");
        page.put(frame, Line::styled(cut(&words, width, paint), theme.warning));
    }
    page.put(frame, Line::raw(""));
    let row = Rect {
        y: inside.y + page.row(),
        height: 1,
        ..inside
    }
    .intersection(inside);
    page.put(frame, Line::from(Span::styled("Wish ", theme.footer_key)));
    let field = Rect {
        x: row.x + 5,
        width: row.width.saturating_sub(5),
        ..row
    };
    form.wish.view(frame, field, theme.title, true);
    let (words, style) = understood(form, paint);
    for line in wrap(&words, width) {
        page.put(frame, Line::styled(line, style));
    }
    if let Some(refused) = &form.refused {
        page.put(frame, Line::styled(cut(refused, width, paint), theme.danger));
    }
    page.put(frame, Line::raw(""));
    let hint = "Work, days, times, a groomer, a last day: bath thu fri after 14 until 5 dec";
    page.put(frame, Line::styled(hint, theme.dim));
    let save = if form.old.is_some() {
        "Enter saves it"
    } else if !form.others.is_empty() {
        "Enter puts them on the list"
    } else {
        "Enter puts it on the list"
    };
    let keys = Line::styled(format!("{save}    nothing typed is any time"), theme.footer_key);
    line_at(frame, inside, inside.height.saturating_sub(1), keys);
}

/// What the wish was understood as, or what could not be followed.
fn understood(form: &WaitForm, paint: &Paint) -> (String, ratatui::style::Style) {
    let theme = &paint.look.theme;
    let Some(read) = &form.read else {
        return (String::new(), theme.base);
    };
    if let Some(problem) = read.problems.first() {
        return (problem.clone(), theme.warning);
    }
    let groomers = &form.names.groomers;
    let groomer = groomers.iter().find(|(id, _)| Some(*id) == read.wish.groomer_id);
    let wish = read
        .wish
        .words(groomer.map(|(_, name)| name.as_str()), paint.now.date());
    (format!("Waits for: {wish}"), theme.good)
}
