//! The salon itself: its hours and city, the days on which it is closed, and how many dogs the door lets in.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::calendar::{Closing, DropOff};
use crate::domain::clock::hhmm;
use crate::domain::days::{days_words, weekdays_words};
use crate::domain::id::ClosingId;
use crate::domain::usual_closing::UsuallyClosed;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::closing::ClosingForm;
use crate::tui::forms::drop_off::DropOffForm;
use crate::tui::forms::groomer::open_on;
use crate::tui::forms::salon::SalonForm;
use crate::tui::keymap::Context;
use crate::tui::popups::away::Away;
use crate::tui::popups::question::Question;
use crate::tui::popups::usual_closing::UsualClosing;
use crate::tui::popups::vaccine_rules::VaccineRules;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::table;
use crate::tui::widgets::text::{fit, line_at};

/// The widest a stretch of days is: `Thu 24 Dec-Sat 2 Jan 2027`.
const DAYS: usize = 27;

/// One line one can select.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    /// The salon's own card.
    Card,
    /// Closing days, and how many dogs are booked then.
    Closed(Closing, i64),
    /// There are no closing days yet.
    NeverClosed,
    /// Days on which many salons close, and this one has not decided.
    Usual(Vec<UsuallyClosed>),
    /// A limit that is the same on some weekdays.
    Limit(Vec<DropOff>),
    /// There is no limit yet.
    NoLimit,
}

impl Row {
    /// The heading that stands over the first row of its kind.
    const fn heading(&self) -> &'static str {
        match self {
            Self::Card => "The salon",
            Self::Closed(..) | Self::NeverClosed | Self::Usual(_) => "Closed",
            Self::Limit(_) | Self::NoLimit => "Dropped off",
        }
    }

    /// What tells it from the others after a reload.
    fn key(&self) -> String {
        match self {
            Self::Closed(closing, _) => closing.id.to_string(),
            Self::Limit(rows) => rows.first().map(|row| row.id.to_string()).unwrap_or_default(),
            Self::Usual(_) => "usual".to_owned(),
            other => other.heading().to_owned(),
        }
    }
}

/// The screen of the salon.
#[derive(Default)]
pub struct SalonScreen {
    card: String,
    today: NaiveDate,
    rows: Vec<Row>,
    /// The closing days that are being added, to be selected once they are in the book.
    added: Option<ClosingId>,
    window: Window,
}

/// Limits that are the same on several weekdays, together.
fn together(limits: Vec<DropOff>) -> Vec<Vec<DropOff>> {
    let mut groups: Vec<Vec<DropOff>> = Vec::new();
    for limit in limits {
        let same = groups.iter_mut().find(|group| {
            group
                .first()
                .is_some_and(|first| (first.span, first.dogs) == (limit.span, limit.dogs))
                && group.iter().all(|other| other.weekday != limit.weekday)
        });
        match same {
            Some(group) => group.push(limit),
            None => groups.push(vec![limit]),
        }
    }
    groups
}

fn dogs_words(dogs: i64) -> String {
    match dogs {
        0 => "no dogs".to_owned(),
        1 => "1 dog at most".to_owned(),
        dogs => format!("{dogs} dogs at most"),
    }
}

impl SalonScreen {
    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.window.selected)
    }

    /// Asks before a line is taken out.
    fn question(&self) -> Option<Question> {
        let (words, edit) = match self.selected()? {
            Row::Closed(closing, _) => (
                format!("Open after all {}?", closing.words(self.today)),
                CalendarEdit::RemoveClosing(closing.clone()),
            ),
            Row::Limit(rows) => {
                let first = rows.first()?;
                let weekdays: Vec<i64> = rows.iter().map(|row| row.weekday).collect();
                let words = format!(
                    "No limit any more for drop-offs {} {}-{}?",
                    weekdays_words(&weekdays),
                    hhmm(first.span.start),
                    hhmm(first.span.end)
                );
                let edit = CalendarEdit::DropOffs {
                    before: rows.clone(),
                    after: Vec::new(),
                };
                (words, edit)
            }
            Row::Card | Row::NeverClosed | Row::Usual(_) | Row::NoLimit => return None,
        };
        Some(Question::new("Remove", words, Edit::Calendar(edit)))
    }

    fn line(&self, row: &Row, paint: &Paint) -> Line<'static> {
        let theme = &paint.look.theme;
        match row {
            Row::Card => Line::raw(self.card.clone()),
            Row::Closed(closing, booked) => {
                let (days, every) = if closing.yearly {
                    let of_year = |day: NaiveDate| day.format("%-d %b").to_string();
                    let (first, last) = (of_year(closing.first_day), of_year(closing.last_day));
                    let days = if first == last {
                        first
                    } else {
                        format!("{first}-{last}")
                    };
                    (days, "every year")
                } else {
                    (days_words(closing.first_day, closing.last_day, self.today), "")
                };
                let booked = match booked {
                    0 => String::new(),
                    1 => "  1 dog booked".to_owned(),
                    many => format!("  {many} dogs booked"),
                };
                Line::from(vec![
                    Span::styled(fit(&days, DAYS, paint), theme.title),
                    Span::raw(fit(every, 12, paint)),
                    Span::raw(closing.name.clone()),
                    Span::styled(booked, theme.warning),
                ])
            }
            Row::Usual(days) => {
                let booked: i64 = days.iter().map(|each| each.dogs).sum();
                let days: Vec<String> = days
                    .iter()
                    .map(|each| each.day.format("%-d %b").to_string())
                    .collect();
                let booked = match booked {
                    0 => Span::styled("; Enter chooses", theme.dim),
                    1 => Span::styled("  1 dog booked", theme.warning),
                    many => Span::styled(format!("  {many} dogs booked"), theme.warning),
                };
                let words = format!("{}: many salons close", days.join(", "));
                Line::from(vec![Span::styled(words, theme.dim), booked])
            }
            Row::NeverClosed => Line::styled("no closing days yet; n adds one", theme.dim),
            Row::Limit(rows) => {
                let weekdays: Vec<i64> = rows.iter().map(|row| row.weekday).collect();
                let (span, dogs) = rows.first().map_or_else(Default::default, |row| {
                    let span = format!("{}-{}", hhmm(row.span.start), hhmm(row.span.end));
                    (span, dogs_words(row.dogs))
                });
                Line::from(vec![
                    Span::styled(fit(&weekdays_words(&weekdays), DAYS, paint), theme.title),
                    Span::raw(fit(&span, 12, paint)),
                    Span::raw(dogs),
                ])
            }
            Row::NoLimit => Line::styled("as many dogs as one likes; n adds a limit", theme.dim),
        }
    }
}

impl Component for SalonScreen {
    fn context(&self) -> Context {
        Context::Salon
    }

    fn words(&self, action: Action) -> &'static str {
        match (action, self.selected()) {
            (Action::Edit, Some(Row::Usual(_))) => "choose days",
            (Action::New, Some(Row::Limit(_) | Row::NoLimit)) => "new limit",
            (Action::New, _) => "new closing day",
            _ => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.selected().map(Row::key);
        self.today = cx.now.date();
        let salon = cx.salon;
        self.card = format!(
            "{}, {} {}-{}, {}, prices in {}",
            salon.name,
            weekdays_words(&open_on(&cx.store.groomer_weeks()?)),
            hhmm(salon.opens_min),
            hhmm(salon.closes_min),
            salon.zone.name(),
            salon.currency
        );
        self.rows = vec![Row::Card];
        let closings = cx.store.closings(self.today)?;
        let booked = cx.store.booked_while_each_closed(&closings, self.today)?;
        let closed = closings.into_iter().zip(booked);
        self.rows
            .extend(closed.map(|(closing, booked)| Row::Closed(closing, booked)));
        if self.rows.len() == 1 {
            self.rows.push(Row::NeverClosed);
        }
        let usual = cx.store.usually_closed(self.today)?;
        if !usual.is_empty() {
            self.rows.push(Row::Usual(usual));
        }
        let limits = together(cx.store.drop_offs()?);
        if limits.is_empty() {
            self.rows.push(Row::NoLimit);
        }
        self.rows.extend(limits.into_iter().map(Row::Limit));
        let at = self.rows.iter().position(|row| Some(row.key()) == selected);
        let new = self.added.map(|id| id.to_string());
        let new = self.rows.iter().position(|row| Some(row.key()) == new);
        if new.is_some() {
            self.added = None;
        }
        let at = new.or(at);
        if let Some(at) = at {
            self.window.select(at, self.rows.len());
        }
        self.window.step(0, self.rows.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let words = match (action, self.selected()?) {
            (Action::Remove, Row::Card) => "the salon itself stays; e changes it",
            (Action::Remove, Row::Usual(_)) => {
                "each of these days goes by itself once it is closed; Enter chooses"
            }
            (Action::Remove | Action::Edit, Row::NeverClosed) => "there is no closing day yet; n adds one",
            (Action::FindPlaces, Row::Closed(_, 0)) => "nobody is booked on those days",
            (
                Action::FindPlaces,
                Row::Card | Row::Limit(_) | Row::NoLimit | Row::NeverClosed | Row::Usual(_),
            ) => "it is for closing days on which somebody is booked; n adds a closing day",
            (Action::Remove | Action::Edit, Row::NoLimit) => "there is no limit yet; n adds one",
            _ => return None,
        };
        Some(Reason::Borrowed(words))
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.rows.len();
        let all = isize::try_from(count).unwrap_or(isize::MAX);
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::PageUp => self.window.step(-10, count),
            Action::PageDown => self.window.step(10, count),
            Action::First => self.window.step(-all, count),
            Action::Last => self.window.step(all, count),
            Action::New => {
                if let Some(Row::Limit(_) | Row::NoLimit) = self.selected() {
                    return Ok(Effect::Open(Box::new(DropOffForm::new_limit())));
                }
                let id = ClosingId::new();
                self.added = Some(id);
                return Ok(Effect::Open(Box::new(ClosingForm::new_closing(id))));
            }
            Action::Edit => {
                return Ok(match self.selected() {
                    Some(Row::Card) => Effect::Open(Box::new(SalonForm::of_salon())),
                    Some(Row::Closed(closing, _)) => Effect::Open(Box::new(ClosingForm::of(closing.id))),
                    Some(Row::Usual(_)) => Effect::Open(Box::new(UsualClosing::default())),
                    Some(Row::Limit(rows)) => {
                        let ids = rows.iter().map(|row| row.id).collect();
                        Effect::Open(Box::new(DropOffForm::of(ids)))
                    }
                    _ => Effect::None,
                });
            }
            Action::FindPlaces => {
                if let Some(Row::Closed(closing, _)) = self.selected() {
                    return Ok(Effect::Open(Box::new(Away::closed(closing.clone(), None))));
                }
            }
            Action::Vaccines => return Ok(Effect::Open(Box::new(VaccineRules::default()))),
            Action::Remove => {
                if let Some(question) = self.question() {
                    return Ok(Effect::Open(Box::new(question)));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        // Three headings, the gaps above two of them, and what the hours are for.
        let height = usize::from(area.height).saturating_sub(6).max(1);
        let rows = self.window.rows(height, self.rows.len());
        let mut at_line = 0;
        let mut heading = "";
        for at in rows {
            let row = &self.rows[at];
            if row.heading() != heading {
                let gap = u16::from(!heading.is_empty());
                heading = row.heading();
                let line = Line::styled(format!("  {heading}"), theme.title.patch(theme.dim));
                line_at(frame, area, at_line + gap, line);
                at_line += gap + 1;
            }
            let line = self.line(row, paint);
            let is_selected = at == self.window.selected;
            table::row(frame, area, usize::from(at_line), line, is_selected, paint);
            at_line += 1;
            if *row == Row::Card {
                let words =
                    "  A new groomer starts with these days and hours; 5 Groomers has each one's own.";
                line_at(frame, area, at_line, Line::styled(words, theme.dim));
                at_line += 1;
            }
        }
    }
}
