//! When a groomer is off, in one line: `today`, `until mon`, `tomorrow after 13`, `24-26 dec dentist`, `from 1 dec left`.

use chrono::NaiveDate;

use super::clock::short_day;
use super::days::{EVER, parse_absence};
use super::phrase::{TimeWish, parse_day, parse_time_wish};
use super::schedule::Span;

/// Why somebody is off when nobody says.
pub const ILL: &str = "ill";

/// A line that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAway {
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day; the same for a single one.
    pub last_day: NaiveDate,
    /// The part of each day.
    pub span: Span,
    /// Why.
    pub reason: String,
}

/// Reads days, then a stretch of the day, then why; nothing at all is today, all day, ill.
///
/// # Errors
/// Says in a sentence why those days cannot be.
pub fn read_away(line: &str, today: NaiveDate) -> Result<ReadAway, String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let read = (0..=words.len()).rev().find_map(|end| {
        (0..=end).rev().find_map(|middle| {
            // `mon on holiday` is one Monday: only at the end of the line it goes on.
            if end < words.len() && middle > 0 && words[middle - 1] == "on" {
                return None;
            }
            let (first_day, last_day) = days(&words[..middle], today)?;
            let span = stretch(&words[middle..end])?;
            let reason = words[end..].join(" ");
            let reason = if reason.is_empty() { ILL.to_owned() } else { reason };
            let read = ReadAway {
                first_day,
                last_day,
                span,
                reason,
            };
            Some((read, end))
        })
    });
    let left_over = read.as_ref().and_then(|(_, end)| day_behind(&words, *end, today));
    match read.map(|(read, _)| read) {
        Some(_) if let Some(day) = left_over => Err(format!(
            "`{day}` stands behind what was read: say the days first, then why, such as from 1 dec left."
        )),
        Some(read) if read.last_day < today => {
            let day = short_day(read.last_day, today);
            Err(format!("{day} is over: say today or a day to come."))
        }
        Some(read) => Ok(read),
        None => Err("Say the days first: today, until mon, 24-26 dec.".to_owned()),
    }
}

/// A day that would be taken for a reason, or for the end of what was read before it.
fn day_behind(words: &[&str], end: usize, today: NaiveDate) -> Option<String> {
    (end..words.len()).find_map(|at| {
        let alone = Some(words[at].to_owned()).filter(|word| word.chars().all(char::is_alphabetic));
        let pair = |first: usize| words.get(first..first + 2).map(|pair| pair.join(" "));
        let before = at.checked_sub(1).and_then(pair);
        let pairs = [before, pair(at)].into_iter().flatten();
        let is_month = |word: &str| word.len() > 2 && word.chars().all(char::is_alphabetic);
        let with_a_number =
            pairs.filter(|pair| pair.contains(|c: char| c.is_ascii_digit()) && pair.split(' ').any(is_month));
        with_a_number
            .chain(alone)
            .find(|day| parse_day(day, today).is_ok())
    })
}

fn days(words: &[&str], today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let text = words.join(" ").to_lowercase();
    if text.is_empty() {
        return Some((today, today));
    }
    let until = ["until ", "till ", "to "]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let text = until.map_or_else(|| text.clone(), |last| format!("today until {last}"));
    let (first, last) = parse_absence(&text, today).ok()?;
    // Who is ill has worked here until now.
    Some((if first == EVER { today } else { first }, last))
}

fn stretch(words: &[&str]) -> Option<Span> {
    if words.is_empty() {
        return Some(Span { start: 0, end: 1440 });
    }
    match parse_time_wish(&words.join(" ")).ok()? {
        TimeWish::Within { from, before } => Some(Span {
            start: from,
            end: before,
        }),
        TimeWish::At(_) | TimeWish::Around(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::hhmm;
    use crate::domain::days::days_words;

    fn read(line: &str) -> String {
        let today = "2026-11-20".parse().unwrap();
        match read_away(line, today) {
            Ok(read) => format!(
                "{} {}-{} {}",
                days_words(read.first_day, read.last_day, today),
                hhmm(read.span.start),
                hhmm(read.span.end),
                read.reason
            ),
            Err(why) => why,
        }
    }

    #[test]
    fn a_groomer_calls_in_and_the_line_is_as_they_say_it() {
        for (line, meant) in [
            ("", "Fri 20 Nov 00:00-24:00 ill"),
            ("today after 13", "Fri 20 Nov 13:00-24:00 ill"),
            ("after 13 dentist", "Fri 20 Nov 13:00-24:00 dentist"),
            ("until mon", "Fri 20 Nov-Mon 23 Nov 00:00-24:00 ill"),
            ("tomorrow", "Sat 21 Nov 00:00-24:00 ill"),
            ("24-26 dec holiday", "Thu 24 Dec-Sat 26 Dec 00:00-24:00 holiday"),
            ("child is ill", "Fri 20 Nov 00:00-24:00 child is ill"),
            ("mon morning", "Mon 23 Nov 00:00-12:00 ill"),
            ("starts 1 dec leave", "Fri 20 Nov-Mon 30 Nov 00:00-24:00 leave"),
            ("from 1 dec left", "from Tue 1 Dec on 00:00-24:00 left"),
            ("1 dec on", "from Tue 1 Dec on 00:00-24:00 ill"),
            (
                "after 30 nov moves away",
                "from Tue 1 Dec on 00:00-24:00 moves away",
            ),
            ("mon on holiday", "Mon 23 Nov 00:00-24:00 on holiday"),
            (
                "left on 1 dec",
                "`1 dec` stands behind what was read: say the days first, then why, such as from 1 dec left.",
            ),
            ("yesterday", "Thu 19 Nov is over: say today or a day to come."),
        ] {
            assert_eq!(read(line), meant, "{line}");
        }
    }
}
