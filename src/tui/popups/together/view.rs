//! How the pop-up for several dogs looks: as that for one, with all of them named.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Together;
use crate::booking::together::{Turns, promise_for_all, turns};
use crate::domain::clock::{length, short_day};
use crate::domain::household::{listed, names_of};
use crate::tui::component::Paint;
use crate::tui::popups::book::times::{self, NEAREST, Times, wrapped};
use crate::tui::popups::book::warnings::{Coming, lines_of_all};
use crate::tui::popups::hits;
use crate::tui::widgets::text::{cut, fit, wrap};

/// Columns that the desk may take that holds a time.
const HELD: usize = 26;

pub(super) fn view(together: &Together, frame: &mut Frame, area: Rect, paint: &Paint) {
    let names: Vec<(&str, &str)> = together
        .cards
        .iter()
        .map(|dog| (dog.first_name.as_str(), dog.last_name.as_str()))
        .collect();
    let verb = if together.is_moving() { "Move" } else { "Book" };
    let width = times::room(area);
    let heading = if together.refused_dog().is_some() {
        "Only with a reason:"
    } else if together.instead && !together.offers.is_empty() {
        NEAREST
    } else {
        ""
    };
    let times = Times {
        title: format!("{verb} {}", names_of(&names)),
        above: before_saving(together, width, paint),
        choosing: &together.choosing,
        reasons: &together.words,
        heading,
        none: "No time fits all of them. Ask for another day or groomer.",
        count: together.offers.len(),
        below: to_say(together, width, paint),
    };
    times.view(
        frame,
        area,
        |number| offer_line(together, number, width, paint),
        paint,
    );
}

/// What must be known before one promises a time: the client, who else could come, what to know of each, and the work.
fn before_saving(together: &Together, width: usize, paint: &Paint) -> Vec<(String, Style)> {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let mut lines = Vec::new();
    let client = together.companions.first().map_or_else(String::new, |each| {
        format!("{} {}", each.dog.client, hits::tail(&each.dog.phone))
    });
    // Of two dogs one key each says it.
    let choose = if together.household.len() > 2 {
        format!(" {dot} 0 5: which dogs")
    } else {
        String::new()
    };
    let more = match (together.asked_for.as_ref(), together.next_dog()) {
        (Some(asked_for), _) => format!(" {dot} Space moves only {}", asked_for.dog_first),
        (None, Some(next)) => format!(" {dot} Space: {} too{choose}", next.first_name),
        (None, None) => format!(" {dot} all of their dogs{choose}"),
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
            let day = offer.map_or(today, |offer| offer.day);
            let on_the_day = at.zip(offer).and_then(|(at, offer)| offer.works.get(at));
            Coming {
                name: &dog.first_name,
                care,
                booked: companion.map(|each| each.to_come(day, today)).unwrap_or_default(),
                work: on_the_day.or(companion.map(|each| &each.work)),
                day,
            }
        })
        .collect();
    lines.extend(lines_of_all(
        &coming,
        &together.choosing.to_sign_for,
        together.choosing.currency(),
        width,
        paint,
    ));
    // What several of them come for is said once.
    let mut works: Vec<(Vec<&str>, String)> = Vec::new();
    for (name, comes_for) in coming.iter().filter_map(|each| Some((each.name, each.work?))) {
        let told = format!("{} {}", comes_for.service, length(comes_for.minutes));
        match works.iter_mut().find(|(_, other)| *other == told) {
            Some((names, _)) => names.push(name),
            None => works.push((vec![name], told)),
        }
    }
    let works: Vec<String> = works
        .iter()
        .map(|(names, words)| {
            let each = if names.len() > 1 { " each" } else { "" };
            format!("{}: {words}{each}", listed(names))
        })
        .collect();
    let works = works.join(&format!(" {dot} "));
    lines.extend(wrap(&works, width).into_iter().map(|line| (line, theme.base)));
    lines
}

fn turns_of(together: &Together, number: usize, paint: &Paint) -> Option<Turns> {
    let offer = together.offers.get(number)?;
    let name = |id| together.choosing.groomer_name(id).to_owned();
    Some(turns(&together.companions, offer, name, paint.look.glyphs.dot))
}

/// The turns in so many columns. However many dogs there are, when all of them are ready stays in sight: who is with whom
/// is said in full below the times.
fn within(turns: Turns, room: usize, paint: &Paint) -> String {
    if turns.full.width() <= room {
        return turns.full;
    }
    let left = room.saturating_sub(turns.ready.width());
    let [.., least] = &turns.shorter;
    let fitting = turns.shorter.iter().find(|words| words.width() <= left);
    cut(fitting.unwrap_or(least), left, paint) + &turns.ready
}

fn offer_line<'a>(together: &Together, number: usize, width: usize, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let selected = number == together.choosing.time.selected;
    let pointer = if selected { paint.look.glyphs.pointer } else { " " };
    // The days stand in a column as wide as the longest of them.
    let days = together
        .offers
        .iter()
        .map(|offer| short_day(offer.day, today).width());
    let days = days.max().unwrap_or_default() + 2;
    let offer = &together.offers[number];
    let mark = match together.held.get(number).and_then(Option::as_ref) {
        Some(hold) => cut(&format!("  held by {}", hold.desk), HELD, paint),
        None if together.perhaps_closed.contains(&offer.day) => "  many salons close".to_owned(),
        None => String::new(),
    };
    let room = width.saturating_sub(4 + days + mark.width());
    let words =
        turns_of(together, number, paint).map_or_else(String::new, |turns| within(turns, room, paint));
    let (start, rest) = words.split_at_checked(5).unwrap_or((&words, ""));
    let line = Line::from(vec![
        Span::styled(format!("{pointer} {} ", number + 1), theme.footer_key),
        Span::raw(fit(&short_day(offer.day, today), days, paint)),
        Span::styled(start.to_owned(), theme.title),
        Span::raw(rest.to_owned()),
        Span::styled(mark, theme.warning),
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
        return wrapped(&ways, width, theme.warning);
    }
    let (Some(offer), Some(salon)) = (together.offer(), together.choosing.salon.as_ref()) else {
        return Vec::new();
    };
    let how = if offer.place.is_side_by_side() {
        "Side by side"
    } else {
        "In turn"
    };
    let turns = turns_of(together, together.choosing.time.selected, paint)
        .map_or_else(String::new, |turns| turns.full);
    let turns = wrap(&format!("{how}: {turns}"), width).into_iter();
    let words = promise_for_all(
        &together.companions,
        offer,
        |id| together.choosing.groomer_name(id).to_owned(),
        paint.now.date(),
        &salon.currency,
    );
    let said = wrap(&format!("Say: {words}"), width).into_iter();
    let turns = turns.map(|line| (line, theme.base));
    turns.chain(said.map(|line| (line, theme.good))).collect()
}
