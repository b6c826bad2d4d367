//! How the pop-up for several dogs looks: as that for one, with all of them named.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Together;
use crate::booking::together::{OfferForAll, promise_for_all};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::dog::alert_words;
use crate::domain::household::names_of;
use crate::domain::id::ServiceId;
use crate::tui::component::Paint;
use crate::tui::popups::hits;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, fit, line_at, wrap};

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
    for (words, style) in before_saving(together, paint) {
        page.put(frame, Line::styled(cut(&words, width, paint), style));
    }
    let row = Rect {
        y: inside.y + page.row(),
        height: 1,
        ..inside
    }
    .intersection(inside);
    page.put(frame, Line::styled("Wish ", theme.footer_key));
    let field = Rect {
        x: row.x + 5,
        width: row.width.saturating_sub(5),
        ..row
    };
    if together.wish.is_empty() && !together.on_wish {
        let hint = "type a day, time, groomer or service: fri after 14 ana";
        line_at(frame, field, 0, Line::styled(hint, theme.dim));
    } else {
        let style = if together.on_wish { theme.title } else { theme.base };
        together.wish.view(frame, field, style, together.on_wish);
    }
    for words in together.words.iter().take(4) {
        page.put(frame, Line::styled(cut(words, width, paint), theme.warning));
    }
    if let Some(refused) = &together.refused {
        page.put(frame, Line::styled(cut(refused, width, paint), theme.danger));
    }
    page.put(frame, Line::raw(""));
    if together.offers.is_empty() {
        let words = "No time fits all of them. Ask for another day or groomer.";
        page.put(frame, Line::styled(words, theme.warning));
    }
    let say: Vec<String> = to_say(together, paint).map_or_else(Vec::new, |words| wrap(&words, width));
    let first = inside
        .height
        .saturating_sub(u16::try_from(say.len()).unwrap_or(1));
    // Where not all times fit, those around the selected one are shown.
    let room = usize::from(first.saturating_sub(page.row()));
    let mut window = together.time;
    for number in window.rows(room, together.offers.len()) {
        page.put(frame, offer_line(together, number, width, paint));
    }
    for (row, line) in (first..).zip(say) {
        line_at(frame, inside, row, Line::styled(line, theme.good));
    }
}

/// What must be known before one promises a time: the client, who else could come, alerts of each dog, and the work.
fn before_saving(together: &Together, paint: &Paint) -> Vec<(String, Style)> {
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
    let day = together.offer().map_or(paint.now.date(), |offer| offer.day);
    for (dog, vaccinated) in together.cards.iter().zip(&together.vaccinated) {
        let work = together
            .companions
            .iter()
            .find(|each| each.dog.id == dog.id)
            .map(|each| &each.work);
        let services: Vec<ServiceId> = work
            .iter()
            .flat_map(|work| work.need.services.iter().map(|(id, _)| *id))
            .collect();
        let letters = dog.alert_letters(vaccinated.is_due(&services, day));
        let mut alerts: Vec<String> = letters
            .chars()
            .map(|letter| alert_words(letter).to_uppercase())
            .collect();
        if !dog.allergies.is_empty() {
            alerts.push(dog.allergies.clone());
        }
        if !alerts.is_empty() {
            lines.push((
                format!("! {}: {}", dog.first_name, alerts.join(", ")),
                theme.danger,
            ));
        }
    }
    for each in &together.companions {
        let today = paint.now.date();
        let next = each
            .booked
            .iter()
            .filter(|other| other.day >= today && other.status.is_expected() && each.moving.is_none())
            .min_by_key(|other| (other.day, other.start_min));
        if let Some(next) = next {
            let words = format!(
                "{} has an appointment already: {} {}",
                each.dog.first_name,
                short_day(next.day, today),
                hhmm(next.start_min)
            );
            lines.push((words, theme.warning));
        }
    }
    let works: Vec<String> = together
        .companions
        .iter()
        .enumerate()
        .map(|(at, each)| {
            let work = together
                .offer()
                .and_then(|offer| offer.works.get(at))
                .unwrap_or(&each.work);
            format!(
                "{}: {} {}",
                each.dog.first_name,
                work.service,
                length(work.minutes)
            )
        })
        .collect();
    lines.push((works.join(&format!(" {dot} ")), theme.base));
    lines
}

/// `Bella Ana, Max Bo`; who starts later with the time: `Bella Ana, 11:15 Max Ana`.
fn who(together: &Together, offer: &OfferForAll) -> String {
    let mut each: Vec<(i64, String)> = together
        .companions
        .iter()
        .zip(&offer.place.slots)
        .map(|(dog, slot)| {
            let groomer = together.groomer_name(slot.groomer_id);
            let name = &dog.dog.first_name;
            let words = if slot.span.start == offer.place.drop_off_min {
                format!("{name} {groomer}")
            } else {
                format!("{} {name} {groomer}", hhmm(slot.span.start))
            };
            (slot.span.start, words)
        })
        .collect();
    each.sort_by_key(|(start, _)| *start);
    let words: Vec<String> = each.into_iter().map(|(_, words)| words).collect();
    words.join(", ")
}

fn offer_line<'a>(together: &Together, number: usize, width: usize, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let offer = &together.offers[number];
    let selected = number == together.time.selected;
    let pointer = if selected { paint.look.glyphs.pointer } else { " " };
    let kind = if offer.place.is_side_by_side() {
        "side by side"
    } else {
        "in turn"
    };
    let room = width.saturating_sub(4 + 16 + 13 + 13);
    let line = Line::from(vec![
        Span::styled(format!("{pointer} {} ", number + 1), theme.footer_key),
        Span::raw(fit(&short_day(offer.day, paint.now.date()), 16, paint)),
        Span::styled(
            format!(
                "{}-{}  ",
                hhmm(offer.place.drop_off_min),
                hhmm(offer.place.pickup_min)
            ),
            theme.title,
        ),
        Span::styled(fit(kind, 13, paint), theme.dim),
        Span::raw(cut(&who(together, offer), room, paint)),
    ]);
    if selected {
        line.patch_style(theme.selected)
    } else {
        line
    }
}

/// The sentence for the caller.
fn to_say(together: &Together, paint: &Paint) -> Option<String> {
    let offer = together.offer()?;
    let words = promise_for_all(
        &together.companions,
        offer,
        |id| together.groomer_name(id).to_owned(),
        paint.now.date(),
        &together.salon.as_ref()?.currency,
    );
    Some(format!("Say: {words}"))
}
