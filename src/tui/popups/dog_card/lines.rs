//! The lines of a dog's card.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{DogCard, SHOWN, Visit};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::dog::{Dog, Sex, UNSIGNED, alert_words, temperament_words};
use crate::domain::money::Cents;
use crate::domain::status::Status;
use crate::domain::vaccine::{VaccineAlert, outlived};
use crate::domain::weight::{Weight, weight_words};
use crate::tui::component::Paint;
use crate::tui::popups::card::Card;

impl DogCard {
    pub(super) fn lines(&self, dog: &Dog, width: usize, paint: &Paint) -> Vec<Line<'static>> {
        let theme = &paint.look.theme;
        let mut card = Card {
            lines: Vec::new(),
            width,
            dim: theme.dim,
        };
        self.warnings(dog, &mut card, theme.danger);
        self.last_time(&mut card, paint);
        let dot = format!(" {} ", paint.look.glyphs.dot);
        card.put("Dog", &who(dog, self.today).join(&dot), theme.title);
        if let Some(temper) = dog.temperament {
            let style = if temper > 2 { theme.warning } else { theme.base };
            card.put(
                "Temper",
                &format!("{temper} {}", temperament_words(temper)),
                style,
            );
        }
        if dog.never_shave() {
            card.put(
                "Shaving",
                "never: the client has not signed; w once they have",
                theme.warning,
            );
        }
        if let Some(signed) = dog.waiver {
            let words = format!("signed {}", signed.format("%-d %b %Y"));
            card.put("Shaving", &words, theme.base);
        }
        card.put("Medication", &dog.medication, theme.warning);
        card.put("Vaccines", &self.vaccines(), theme.base);
        card.put("Weight", &self.weight_words(), theme.base);
        card.put("Vet", &dog.vet, theme.base);
        if let Some(weeks) = dog.rebook_weeks {
            let words = match weeks {
                1 => "every week".to_owned(),
                _ => format!("every {weeks} weeks"),
            };
            card.put("Comes", &words, theme.base);
        }
        card.put("Chip", &dog.chip, theme.base);
        card.put("Note", &dog.note, theme.warning);
        let whose = match &self.client {
            Some(client) if client.phone.is_empty() => client.name(),
            Some(client) => format!("{}{dot}{}", client.name(), client.phone),
            None => "no client yet; e adds one".to_owned(),
        };
        card.put("Client", &whose, theme.base);
        if let Some(client) = &self.client {
            card.put("", &client.note, theme.base);
            if client.owes_cents > Cents(0) {
                card.put("", &format!("owes {}", client.owes_cents), theme.warning);
            }
        }
        card.lines.push(Line::raw(""));
        for (row, words) in self.waits.iter().enumerate() {
            card.put(if row == 0 { "Waits" } else { "" }, words, theme.warning);
        }
        self.visit_lines(&mut card, paint);
        card.lines
    }

    /// Each alert by its letter and in words, for the letter is what the day shows.
    fn warnings(&self, dog: &Dog, card: &mut Card, style: Style) {
        let client_refused = self.client.iter().map(|client| client.do_not_book.as_str());
        for why in std::iter::once(dog.do_not_book.as_str()).chain(client_refused) {
            if !why.is_empty() {
                card.put_styled("! Stop", &format!("do not book: {why}"), style, style);
            }
        }
        // As the board, which judges each visit by its own day.
        let due = self.vaccinated.is_due(&[], self.today) || !self.outliving.is_empty();
        for letter in dog.alert_letters(due).chars() {
            let more = match letter {
                'A' => format!(": {}", dog.allergies),
                'V' => {
                    format!(": {}", self.due().join("; "))
                }
                _ => String::new(),
            };
            let words = format!("{}{more}", alert_words(letter));
            card.put_styled(&format!("! {letter}"), &words, style, style);
        }
        // The visits are the newest first; the next one is what the client signs for.
        let next = self.visits.iter().rev().find(|visit| visit.unsigned.is_some());
        if let Some((visit, service)) = next.and_then(|visit| Some((visit, visit.unsigned.as_ref()?))) {
            let day = short_day(visit.appointment.day, self.today);
            let words = format!("{} for {service}, {day}", alert_words(UNSIGNED));
            card.put_styled(&format!("! {UNSIGNED}"), &words, style, style);
        }
    }

    /// Which vaccines are due: those that ran out, and those that will have by the day of a visit.
    fn due(&self) -> Vec<String> {
        let alerts = self.vaccinated.alerts(&[], self.today).into_iter();
        let now: Vec<VaccineAlert> = alerts.filter(VaccineAlert::is_marked).collect();
        let mut words: Vec<String> = now.iter().map(|alert| alert.words(self.today)).collect();
        for vaccine in &self.vaccinated.vaccines {
            if now.iter().any(|alert| alert.vaccine == vaccine.name) {
                continue;
            }
            let of_it = self.outliving.iter().filter(|row| row.vaccine == vaccine.name);
            let until = self.vaccinated.last(vaccine.id).map(|had| had.until);
            let mut days: Vec<NaiveDate> = of_it.map(|row| row.day).collect();
            days.dedup();
            words.extend(outlived(&vaccine.name, until, &days, self.today));
        }
        words
    }

    /// How the dog was done last time, to be done the same.
    fn last_time(&self, card: &mut Card, paint: &Paint) {
        let Some(last) = &self.record else { return };
        let theme = &paint.look.theme;
        let days = (self.today - last.day).num_days();
        let ago = match days {
            ..=0 => "today".to_owned(),
            1 => "yesterday".to_owned(),
            2..14 => format!("{days} days ago"),
            _ => format!("{} weeks ago", days / 7),
        };
        let mut words = vec![
            last.record.how(),
            format!("{} min", last.minutes),
            last.price_cents.to_string(),
        ];
        words.retain(|part| !part.is_empty());
        card.put("Last time", &format!("{ago}: {}", words.join("; ")), theme.title);
        if !last.record.findings.is_empty() {
            card.put("", &format!("found: {}", last.record.findings), theme.base);
        }
        if !last.record.incident.is_empty() {
            card.put("", &format!("incident: {}", last.record.incident), theme.warning);
        }
    }

    /// Each vaccine with its last day; one that ran out stands there too, so that one knows what to ask for.
    fn vaccines(&self) -> String {
        let lasting = self.vaccinated.vaccines.iter().filter_map(|vaccine| {
            let had = self.vaccinated.last(vaccine.id)?;
            let verb = if had.until < self.today {
                "ran out"
            } else {
                "until"
            };
            let letter = if had.exempt { ", by letter" } else { "" };
            let proof = if had.proof { "" } else { ", paper not seen" };
            let day = had.until.format("%-d %b %Y");
            Some(format!("{} {verb} {day}{letter}{proof}", vaccine.name))
        });
        let words: Vec<String> = lasting.collect();
        if words.is_empty() && !self.vaccinated.vaccines.is_empty() {
            return "none on the card; v adds one".to_owned();
        }
        words.join("; ")
    }

    /// The last weights, and what the dog gained since the one before.
    fn weight_words(&self) -> String {
        let told = |weight: &Weight| {
            format!(
                "{} {}",
                weight_words(weight.grams),
                weight.day.format("%-d %b %Y")
            )
        };
        let mut words: Vec<String> = self.weights.iter().map(told).collect();
        if let ([last, before, ..], Some(first)) = (self.weights.as_slice(), words.first_mut()) {
            let gained = last.grams - before.grams;
            let sign = if gained < 0 { '-' } else { '+' };
            if gained != 0 {
                *first = format!("{first} ({sign}{})", weight_words(gained.abs()));
            }
        }
        words.join(", ")
    }

    fn visit_lines(&self, card: &mut Card, paint: &Paint) {
        let theme = &paint.look.theme;
        let to_come = |visit: &&Visit| {
            let status = visit.appointment.status;
            visit.appointment.day >= self.today && status.holds_time() && status != Status::Gone
        };
        let next: Vec<&Visit> = self.visits.iter().filter(to_come).collect();
        let called_off = |visit: &&Visit| visit.appointment.status == Status::Cancelled;
        let (off, last): (Vec<&Visit>, Vec<&Visit>) = self
            .visits
            .iter()
            .filter(|visit| !to_come(visit))
            .partition(called_off);
        // What did not take place stands behind what did, so that a series called off hides no visit.
        let (off, others) = off.split_at(off.len().min(1));
        let others = match others.len() {
            0 => None,
            others => Some(format!("and {others} more called off")),
        };
        if next.is_empty() {
            card.put("Next", "nothing booked; b books", theme.dim);
        }
        let next: Vec<&Visit> = next.into_iter().rev().collect();
        // A line that says there is one more takes as much room as that one.
        let shown = if next.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN };
        let further = next.get(shown..).unwrap_or_default();
        let more = further.last().map(|last| {
            let day = short_day(last.appointment.day, self.today);
            format!("and {} more, the last {day}", further.len())
        });
        let next = next.iter().take(shown).copied().collect::<Vec<_>>();
        let last = last.into_iter().take(shown).collect();
        let lines = [
            ("Next", next, more),
            ("Last", last, None),
            ("Called off", off.to_vec(), others),
        ];
        for (title, visits, more) in lines {
            for (row, visit) in visits.into_iter().enumerate() {
                let appointment = &visit.appointment;
                let day = short_day(appointment.day, self.today);
                let reason = match appointment.status {
                    Status::Cancelled if !appointment.cancel_reason.is_empty() => {
                        format!(" ({})", appointment.cancel_reason)
                    }
                    _ => String::new(),
                };
                let again = visit
                    .standing
                    .map_or_else(String::new, |place| format!(", series {}/{}", place.at, place.of));
                let beyond = match appointment.over_reason.as_str() {
                    "" => String::new(),
                    why => format!(" + beyond the rules: {why}"),
                };
                let words = format!(
                    "{day} {} {} with {}, {}{again}{reason}{beyond}",
                    hhmm(appointment.start_min),
                    visit.service,
                    visit.groomer,
                    appointment.status.words(),
                );
                let title = if row == 0 { title } else { "" };
                card.put(title, &words, theme.status(appointment.status));
            }
            card.put("", &more.unwrap_or_default(), theme.dim);
        }
    }
}

/// Breed, size, sex and age, as far as they are known.
fn who(dog: &Dog, today: NaiveDate) -> Vec<String> {
    let mut words = Vec::new();
    if !dog.breed.is_empty() {
        words.push(dog.breed.clone());
    }
    words.extend(dog.size.map(|size| size.as_str().to_owned()));
    words.extend(dog.coat.map(|coat| format!("{} coat", coat.as_str())));
    if dog.sex != Sex::Unknown {
        words.push(dog.sex.words().to_owned());
    }
    words.extend(dog.age_on(today).map(|age| match age {
        0 => "younger than a year".to_owned(),
        1 => "1 year".to_owned(),
        age => format!("{age} years"),
    }));
    if let Some(birth) = dog.birth {
        words.push(format!("born {}", birth.format("%-d %b %Y")));
    }
    if words.is_empty() {
        words.push("nothing more is known yet; e fills the card in".to_owned());
    }
    words
}
