//! How the pop-up for several dogs looks: as that for one, with all of them named.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Together;
use crate::booking::together::{Turns, promise_for_all, turns};
use crate::domain::clock::{length, short_day};
use crate::domain::household::names_of;
use crate::tui::component::Paint;
use crate::tui::popups::book::reading::Read;
use crate::tui::popups::book::typing::hint;
use crate::tui::popups::book::warnings::{Coming, lines_of_all};
use crate::tui::popups::hits;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, fit, line_at, wrap};

/// Rows that the reasons of a refusal may take.
const REASONS: usize = 4;
/// Columns that the desk may take that holds a time.
const HELD: usize = 26;

pub(super) fn view(together: &mut Together, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let names: Vec<(&str, &str)> = together
        .cards
        .iter()
        .map(|dog| (dog.first_name.as_str(), dog.last_name.as_str()))
        .collect();
    let verb = if together.is_moving() { "Move" } else { "Book" };
    let title = format!("{verb} {}", names_of(&names));
    let inside = popup::open(frame, area, 78, 20, &title, paint);
    let width = usize::from(inside.width);
    let mut page = Page::on(inside);
    for (words, style) in before_saving(together, width, paint) {
        page.put(frame, Line::styled(cut(&words, width, paint), style));
    }
    view_wish(together, frame, &mut page, paint);
    let reasons = together.words.iter().flat_map(|words| wrap(words, width));
    for words in reasons.take(REASONS) {
        page.put(frame, Line::styled(words, theme.warning));
    }
    for words in together.refused.iter().flat_map(|refused| wrap(refused, width)) {
        page.put(frame, Line::styled(words, theme.danger));
    }
    page.put(frame, Line::raw(""));
    if together.offers.is_empty() {
        let words = if together.understood.problems.is_empty() {
            "No time fits all of them. Ask for another day or groomer."
        } else {
            "The times come back as soon as the wish reads."
        };
        page.put(frame, Line::styled(words, theme.warning));
    }
    let below = to_say(together, width, paint);
    let first = inside
        .height
        .saturating_sub(u16::try_from(below.len()).unwrap_or(1));
    // Where not all times fit, those around the selected one are shown.
    let room = usize::from(first.saturating_sub(page.row()));
    let mut window = together.time;
    for number in window.rows(room, together.offers.len()) {
        page.put(frame, offer_line(together, number, width, paint));
    }
    for (row, (line, style)) in (first..).zip(below) {
        line_at(frame, inside, row, Line::styled(line, style));
    }
}

fn view_wish(together: &Together, frame: &mut Frame, page: &mut Page, paint: &Paint) {
    let theme = &paint.look.theme;
    let row = page.next_row();
    page.put(frame, Line::styled("Wish ", theme.footer_key));
    let field = Rect {
        x: row.x + 5,
        width: row.width.saturating_sub(5),
        ..row
    };
    if together.wish.is_empty() && !together.on_wish {
        let hint = hint(&together.typing);
        line_at(frame, field, 0, Line::styled(hint, theme.dim));
    } else {
        let style = if together.on_wish { theme.title } else { theme.base };
        together.wish.view(frame, field, style, together.on_wish);
    }
    let read = Read {
        field: &together.wish,
        place: field,
        focused: together.on_wish,
        wish: &together.understood,
        names: &together.names,
        lead: "     ",
    };
    read.put(frame, page, paint);
}

/// What must be known before one promises a time: the client, who else could come, what to know of each, and the work.
fn before_saving(together: &Together, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let mut lines = Vec::new();
    let client = together.companions.first().map_or_else(String::new, |each| {
        format!("{} {}", each.dog.client, hits::tail(&each.dog.phone))
    });
    let more = match (together.asked_for.as_ref(), together.next_dog()) {
        (Some(asked_for), _) => format!(" {dot} Space moves only {}", asked_for.dog_first),
        (None, Some(next)) => format!(" {dot} Space: {} too", next.first_name),
        (None, None) => format!(" {dot} all of their dogs"),
    };
    lines.push((format!("{client}{more}"), theme.dim));
    let today = paint.now.date();
    let offer = together.offer();
    let coming: Vec<Coming> = together
        .cards
        .iter()
        .zip(&together.cares)
        .map(|(dog, care)| {
            let at = together.companions.iter().position(|each| each.dog.id == dog.id);
            let companion = at.and_then(|at| together.companions.get(at));
            let on_the_day = at.zip(offer).and_then(|(at, offer)| offer.works.get(at));
            Coming {
                name: &dog.first_name,
                care,
                booked: companion.map(|each| each.to_come(today)).unwrap_or_default(),
                work: on_the_day.or(companion.map(|each| &each.work)),
                day: offer.map_or(today, |offer| offer.day),
            }
        })
        .collect();
    let currency = together
        .salon
        .as_ref()
        .map_or("", |salon| salon.currency.as_str());
    lines.extend(lines_of_all(
        &coming,
        &together.to_sign_for,
        currency,
        width,
        paint,
    ));
    let works = coming.iter().filter_map(|each| Some((each.name, each.work?)));
    let works: Vec<String> = works
        .map(|(name, work)| format!("{name}: {} {}", work.service, length(work.minutes)))
        .collect();
    let works = works.join(&format!(" {dot} "));
    lines.extend(wrap(&works, width).into_iter().map(|line| (line, theme.base)));
    lines
}

fn turns_of(together: &Together, number: usize, paint: &Paint) -> Option<Turns> {
    let offer = together.offers.get(number)?;
    let name = |id| together.groomer_name(id).to_owned();
    Some(turns(&together.companions, offer, name, paint.look.glyphs.dot))
}

fn offer_line<'a>(together: &Together, number: usize, width: usize, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let selected = number == together.time.selected;
    let pointer = if selected { paint.look.glyphs.pointer } else { " " };
    // The days stand in a column as wide as the longest of them.
    let days = together
        .offers
        .iter()
        .map(|offer| short_day(offer.day, today).width());
    let days = days.max().unwrap_or_default() + 2;
    let held = together.held.get(number).and_then(Option::as_ref);
    let held = held.map_or_else(String::new, |hold| {
        cut(&format!("  held by {}", hold.desk), HELD, paint)
    });
    let room = width.saturating_sub(4 + days + held.width());
    let words = turns_of(together, number, paint).map_or_else(String::new, |turns| {
        if turns.full.width() <= room {
            turns.full
        } else {
            cut(&turns.short, room, paint)
        }
    });
    let (start, rest) = words.split_at_checked(5).unwrap_or((&words, ""));
    let line = Line::from(vec![
        Span::styled(format!("{pointer} {} ", number + 1), theme.footer_key),
        Span::raw(fit(&short_day(together.offers[number].day, today), days, paint)),
        Span::styled(start.to_owned(), theme.title),
        Span::raw(rest.to_owned()),
        Span::styled(held, theme.warning),
    ]);
    if selected {
        line.patch_style(theme.selected)
    } else {
        line
    }
}

/// Below the times: the turns of the selected one in full, and the sentence for the caller.
fn to_say(together: &Together, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    if let Some((dog, care)) = together.refused_dog() {
        let client = together.companions.first();
        let client = client.map_or("", |each| each.dog.client.as_str());
        let ways = care.ways_past_a_refusal(&dog.first_name, client);
        let ways = ways.iter().flat_map(|words| wrap(words, width));
        return ways.map(|line| (line, theme.warning)).collect();
    }
    let (Some(offer), Some(salon)) = (together.offer(), together.salon.as_ref()) else {
        return Vec::new();
    };
    let how = if offer.place.is_side_by_side() {
        "Side by side"
    } else {
        "In turn"
    };
    let turns =
        turns_of(together, together.time.selected, paint).map_or_else(String::new, |turns| turns.full);
    let turns = wrap(&format!("{how}: {turns}"), width).into_iter();
    let words = promise_for_all(
        &together.companions,
        offer,
        |id| together.groomer_name(id).to_owned(),
        paint.now.date(),
        &salon.currency,
    );
    let said = wrap(&format!("Say: {words}"), width).into_iter();
    let turns = turns.map(|line| (line, theme.base));
    turns.chain(said.map(|line| (line, theme.good))).collect()
}
