//! Everything about the selected appointment, below the board.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::clock::hhmm;
use crate::domain::dog::alert_words;
use crate::domain::household::listed;
use crate::domain::series::Standing;
use crate::domain::status::Status;
use crate::store::Visit;
use crate::tui::component::Paint;
use crate::tui::day::Shown;
use crate::tui::widgets::text::{cut, line_at};

/// Draws the panel; its rule says how much of the list above is out of sight.
pub(super) fn view(
    frame: &mut Frame,
    area: Rect,
    visit: &Visit,
    shown: Shown,
    standing: Option<&Standing>,
    below: usize,
    paint: &Paint,
) {
    let theme = &paint.look.theme;
    let glyphs = &paint.look.glyphs;
    let Shown {
        visits: day, marks, ..
    } = shown;
    let width = usize::from(area.width).saturating_sub(2);
    let rule = glyphs.line.horizontal.repeat(usize::from(area.width));
    line_at(frame, area, 0, Line::styled(rule, theme.dim));
    if below > 0 {
        let words = format!(" {below} more {} ", glyphs.down);
        let place = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(1),
            ..area
        };
        line_at(frame, place, 0, Line::styled(words, theme.title));
    }
    line_at(frame, area, 1, who(visit, day, width, paint));
    line_at(
        frame,
        area,
        2,
        Line::raw(when(visit, day, marks.word(visit, paint.now), width, paint)),
    );
    line_at(
        frame,
        area,
        3,
        to_know(visit, marks.call(visit), standing, width, paint),
    );
}

/// The dog, whose it is, and who comes with it.
fn who(visit: &Visit, day: &[Visit], width: usize, paint: &Paint) -> Line<'static> {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let client = match (visit.client.is_empty(), visit.phone.is_empty()) {
        (true, _) => "no client yet".to_owned(),
        (false, true) => visit.client.clone(),
        (false, false) => format!("{} {}", visit.client, visit.phone),
    };
    let breed = if visit.breed.is_empty() {
        String::new()
    } else {
        format!(" {dot} {}", visit.breed)
    };
    let others: Vec<&str> = visit
        .companions(day)
        .iter()
        .map(|other| other.dog_first.as_str())
        .collect();
    let companions = if others.is_empty() {
        String::new()
    } else {
        format!(" {dot} with {}", listed(&others))
    };
    // Where all does not fit, the breed goes first; then the client's name is cut, never the phone number.
    let fixed = visit.dog.width() + companions.width();
    let whose = [format!("{breed} {dot} {client}"), format!(" {dot} {client}")];
    let whose = whose
        .into_iter()
        .find(|words| fixed + words.width() <= width)
        .unwrap_or_else(|| {
            let phone = format!(" {}", visit.phone);
            let room = width.saturating_sub(fixed + phone.width() + 3);
            format!(" {dot} {}{phone}", cut(&visit.client, room, paint))
        });
    Line::from(vec![
        Span::raw(" "),
        Span::styled(visit.dog.clone(), theme.title),
        Span::raw(whose),
        Span::styled(companions, theme.title),
    ])
}

/// When, with whom, what for, for how much, until when, and how far it is.
fn when(visit: &Visit, day: &[Visit], word: &str, width: usize, paint: &Paint) -> String {
    let dot = paint.look.glyphs.dot;
    let a = &visit.appointment;
    let together = if visit.companions(day).is_empty() {
        ""
    } else {
        " for all"
    };
    let comes = if a.arrives_min() == a.start_min {
        String::new()
    } else {
        format!(" {dot} comes {}", hhmm(a.arrives_min()))
    };
    let since = match a.status {
        Status::Arrived | Status::InWork => visit.arrived_at.as_ref().map(|at| ("here since", at)),
        Status::Ready => visit.ready_at.as_ref().map(|at| ("since", at)),
        _ => None,
    };
    let since = since.map_or_else(String::new, |(words, at)| {
        format!(" {words} {}", at.get(11..16).unwrap_or(at))
    });
    let late = match word {
        "off" => format!(" {dot} {} is off", visit.groomer),
        "late" => " · late".replace('·', dot),
        "stays" => " · should have been picked up".replace('·', dot),
        _ => String::new(),
    };
    let when = format!(
        "{}-{} with {}{comes}",
        hhmm(a.start_min),
        hhmm(a.end_min),
        visit.groomer
    );
    let pick_up = format!("{} {dot} pick-up {}{together}", a.price_cents, hhmm(a.pickup_min));
    let status = format!(" {dot} {}{since}", a.status.words());
    // The board says the status too, and the service is what can be cut: the end of the line is what one looks for.
    let here = if since.is_empty() {
        String::new()
    } else {
        format!(" {dot}{since}")
    };
    let end = [
        format!("{pick_up}{status}{late}"),
        format!("{pick_up}{here}{late}"),
        format!("{pick_up}{late}"),
    ];
    let fits = |end: &&String| when.width() + visit.service.width() + end.width() + 6 <= width;
    let end = end.iter().find(fits).unwrap_or(&end[2]);
    if when.width() + end.width() + 8 > width {
        // Not even a word of the service: the client asks for the time, and the price is told when they come for the dog.
        let pick_up = format!("pick-up {}{together}", hhmm(a.pickup_min));
        return cut(&format!(" {when} {dot} {pick_up}{late}"), width + 1, paint);
    }
    let room = width.saturating_sub(when.width() + end.width() + 6);
    format!(" {when} {dot} {} {dot} {end}", cut(&visit.service, room, paint))
}

/// What must be known: that the client has to be called about it, the alerts, then what somebody wrote.
fn to_know(
    visit: &Visit,
    call: Option<&str>,
    standing: Option<&Standing>,
    width: usize,
    paint: &Paint,
) -> Line<'static> {
    let theme = &paint.look.theme;
    let dot = paint.look.glyphs.dot;
    let a = &visit.appointment;
    let alerts: Vec<String> = visit
        .alerts
        .chars()
        .map(|letter| match (letter, visit.no_shows) {
            ('N', 1) => "1 no-show".to_owned(),
            ('N', times) => format!("{times} no-shows"),
            (letter, _) => alert_words(letter).to_owned(),
        })
        .collect();
    let standing = standing.map(Standing::to_string).unwrap_or_default();
    // Its sign among the alerts says that it is beyond the rules; here stands why.
    let note = [
        visit.do_not_book.as_str(),
        standing.as_str(),
        a.cancel_reason.as_str(),
        a.over_reason.as_str(),
        a.note.as_str(),
        visit.dog_note.as_str(),
    ]
    .into_iter()
    .filter(|text| !text.is_empty())
    .collect::<Vec<_>>()
    .join(&format!(" {dot} "));
    let mut line = vec![Span::raw(" ")];
    if let Some(call) = call {
        let words = cut(&format!("8: {call}  "), width, paint);
        line.push(Span::styled(words, theme.danger));
    }
    if !alerts.is_empty() {
        line.push(Span::styled(
            format!("! {}  ", alerts.join(", ").to_uppercase()),
            theme.danger,
        ));
    }
    let room = width.saturating_sub(line.iter().map(Span::width).sum::<usize>()) + 1;
    line.push(Span::styled(cut(&note, room, paint), theme.warning));
    Line::from(line)
}
