//! What would do for somebody who waits.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::clock::hhmm;
use crate::domain::id::GroomerId;
use crate::domain::phrase::{CLOSE, TimeWish};

/// Weekdays that would do, a bit each: Monday is 1, Sunday 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Weekdays(pub i64);

const ALL: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

impl Weekdays {
    /// Any weekday.
    pub const ANY: Self = Self(127);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(96);
    /// Monday to Friday.
    pub const WORKDAYS: Self = Self(31);

    /// A single one.
    #[must_use]
    pub const fn only(weekday: Weekday) -> Self {
        Self(1 << weekday.num_days_from_monday())
    }

    /// These and others.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a weekday is among them.
    #[must_use]
    pub const fn has(self, weekday: Weekday) -> bool {
        self.0 & Self::only(weekday).0 != 0
    }

    /// As one reads them: `Thu/Fri`, `any`.
    #[must_use]
    pub fn words(self) -> String {
        if self == Self::ANY {
            "any".to_owned()
        } else {
            self.names().join("/")
        }
    }

    /// The same where room is short: `Mon-Fri`.
    #[must_use]
    pub fn short(self) -> String {
        let names = self.names();
        let first = self.0.trailing_zeros();
        let in_a_row = (self.0 >> first).count_ones() == (self.0 >> first).trailing_ones();
        match names.as_slice() {
            [first, _, .., last] if in_a_row => format!("{first}-{last}"),
            _ => names.join("/"),
        }
    }

    fn names(self) -> Vec<String> {
        ALL.into_iter()
            .filter(|weekday| self.has(*weekday))
            .map(|weekday| weekday.to_string())
            .collect()
    }
}

/// What would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WaitWish {
    /// Only this groomer.
    pub groomer_id: Option<GroomerId>,
    /// From this day on.
    pub first_day: NaiveDate,
    /// Until this day; `None` is for ever.
    pub last_day: Option<NaiveDate>,
    /// On these weekdays.
    pub weekdays: Weekdays,
    /// Starting at this minute of the day or later.
    pub from_min: i64,
    /// Starting before this minute of the day.
    pub before_min: i64,
}

impl WaitWish {
    /// Any time from a day on.
    #[must_use]
    pub const fn any(first_day: NaiveDate) -> Self {
        Self {
            groomer_id: None,
            first_day,
            last_day: None,
            weekdays: Weekdays::ANY,
            from_min: 0,
            before_min: 1440,
        }
    }

    /// One place and no other.
    #[must_use]
    pub const fn exactly(groomer_id: GroomerId, day: NaiveDate, start_min: i64) -> Self {
        Self {
            groomer_id: Some(groomer_id),
            first_day: day,
            last_day: Some(day),
            weekdays: Weekdays::ANY,
            from_min: start_min,
            before_min: start_min + 1,
        }
    }

    /// The one place that would do, where there is only one: with whom, on which day, from which minute.
    #[must_use]
    pub fn place(&self) -> Option<(GroomerId, NaiveDate, i64)> {
        let is_one = self.last_day == Some(self.first_day) && self.before_min == self.from_min + 1;
        let groomer_id = self.groomer_id.filter(|_| is_one)?;
        Some((groomer_id, self.first_day, self.from_min))
    }

    /// Whether work that starts then, with this groomer, would do.
    #[must_use]
    pub fn accepts(&self, day: NaiveDate, groomer_id: GroomerId, start_min: i64) -> bool {
        self.groomer_id.is_none_or(|wished| wished == groomer_id)
            && self.accepts_day(day)
            && self.from_min <= start_min
            && start_min < self.before_min
    }

    /// Whether a day would do.
    #[must_use]
    pub fn accepts_day(&self, day: NaiveDate) -> bool {
        self.first_day <= day
            && self.last_day.is_none_or(|last| day <= last)
            && self.weekdays.has(day.weekday())
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last_day.is_some_and(|last| last < today)
    }

    /// The wish as one reads it: `Ana, Thu/Fri, after 14:00, until 5 Dec`.
    #[must_use]
    pub fn words(&self, groomer: Option<&str>, today: NaiveDate) -> String {
        let mut words: Vec<String> = groomer.map(str::to_owned).into_iter().collect();
        if self.weekdays != Weekdays::ANY {
            words.push(self.weekdays.words());
        }
        words.extend(self.about().or_else(|| self.time_words()));
        let day = |day: NaiveDate| {
            let year = if day.year() == today.year() { "" } else { " %Y" };
            day.format(&format!("%-d %b{year}")).to_string()
        };
        match self.last_day {
            Some(last) if last == self.first_day => {
                words.push(format!("on {} {}", last.weekday(), day(last)));
            }
            last => {
                if self.first_day > today {
                    words.push(format!("from {}", day(self.first_day)));
                }
                words.extend(last.map(|last| format!("until {}", day(last))));
            }
        }
        if words.is_empty() {
            "any time".to_owned()
        } else {
            words.join(", ")
        }
    }

    /// The same where room is short, nothing left out: `Ana Mon-Fri after 14, 22 Nov-5 Dec`.
    #[must_use]
    pub fn short(&self, groomer: Option<&str>, today: NaiveDate) -> String {
        let mut words: Vec<String> = groomer.map(str::to_owned).into_iter().collect();
        if self.weekdays != Weekdays::ANY {
            words.push(self.weekdays.short());
        }
        let hour = |minute: i64| match minute % 60 {
            0 => (minute / 60).to_string(),
            _ => hhmm(minute),
        };
        let (from, before) = (hour(self.from_min), hour(self.before_min));
        words.extend(match (self.from_min, self.before_min) {
            (0, 1440) => None,
            (minute, end) if minute + 1 == end => Some(format!("at {from}")),
            (0, _) => Some(format!("before {before}")),
            (_, 1440) => Some(format!("after {from}")),
            _ => Some(format!("{from}-{before}")),
        });
        let day = |day: NaiveDate| {
            let year = if day.year() == today.year() { "" } else { " %Y" };
            day.format(&format!("%-d %b{year}")).to_string()
        };
        let days = match self.last_day {
            Some(last) if last == self.first_day => Some(format!("on {}", day(last))),
            Some(last) if self.first_day > today => Some(format!("{}-{}", day(self.first_day), day(last))),
            Some(last) => Some(format!("by {}", day(last))),
            None if self.first_day > today => Some(format!("from {}", day(self.first_day))),
            None => None,
        };
        let words = words.join(" ");
        match days {
            None if words.is_empty() => "any time".to_owned(),
            None => words,
            Some(days) if words.is_empty() => days,
            Some(days) => format!("{words}, {days}"),
        }
    }

    /// The same as one types it: `ana thu fri after 14:00 until 5 dec 2026`.
    #[must_use]
    pub fn typed(&self, groomer: Option<&str>, today: NaiveDate) -> String {
        let mut words: Vec<String> = groomer.map(str::to_lowercase).into_iter().collect();
        if self.weekdays != Weekdays::ANY {
            words.extend(self.weekdays.names().iter().map(|name| name.to_lowercase()));
        }
        words.extend(self.time_words());
        let day = |day: NaiveDate| day.format("%-d %b %Y").to_string().to_lowercase();
        match self.last_day {
            Some(last) if last == self.first_day => words.push(day(last)),
            last => {
                if self.first_day > today {
                    words.push(format!("from {}", day(self.first_day)));
                }
                words.extend(last.map(|last| format!("until {}", day(last))));
            }
        }
        words.join(" ")
    }

    /// The same as a booking understands it: one weekday, else the first day that really fits where days were wished.
    #[must_use]
    pub fn for_booking(&self, groomer: Option<&str>, first: Option<NaiveDate>, today: NaiveDate) -> String {
        let mut words: Vec<String> = groomer.map(str::to_lowercase).into_iter().collect();
        words.extend(self.time_words());
        match (self.weekdays.names().as_slice(), first) {
            ([only], _) if self.first_day <= today && self.last_day.is_none() => {
                words.push(only.to_lowercase());
            }
            (names, Some(first)) if names.len() < 7 || self.first_day > today => {
                words.push(first.format("%-d %b %Y").to_string().to_lowercase());
            }
            _ => {}
        }
        words.join(" ")
    }

    /// A time and what is close to it on both sides: `about 10:00`.
    fn about(&self) -> Option<String> {
        let minute = self.from_min + CLOSE;
        let bounds = TimeWish::Around(minute).bounds();
        (bounds == (self.from_min, self.before_min)).then(|| format!("about {}", hhmm(minute)))
    }

    fn time_words(&self) -> Option<String> {
        let (from, before) = (hhmm(self.from_min), hhmm(self.before_min));
        match (self.from_min, self.before_min) {
            (0, 1440) => None,
            (minute, end) if minute + 1 == end => Some(format!("at {from}")),
            (0, _) => Some(format!("before {before}")),
            (_, 1440) => Some(format!("after {from}")),
            _ => Some(format!("after {from} before {before}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_in_short_leaves_nothing_out() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-20");
        let wish = WaitWish {
            weekdays: Weekdays::only(Weekday::Thu).or(Weekdays::only(Weekday::Fri)),
            from_min: 14 * 60,
            last_day: Some(day("2026-12-06")),
            ..WaitWish::any(day("2026-11-22"))
        };
        assert_eq!(wish.short(None, today), "Thu/Fri after 14, 22 Nov-6 Dec");
        let by = WaitWish {
            first_day: today,
            ..wish
        };
        assert_eq!(by.short(Some("Ana"), today), "Ana Thu/Fri after 14, by 6 Dec");
        let workdays = WaitWish {
            weekdays: Weekdays::WORKDAYS,
            before_min: 17 * 60 + 30,
            last_day: None,
            ..wish
        };
        assert_eq!(
            workdays.short(Some("Ana"), today),
            "Ana Mon-Fri 14-17:30, from 22 Nov"
        );
        assert_eq!(WaitWish::any(today).short(None, today), "any time");
        let one = WaitWish::exactly(GroomerId::new(), day("2027-01-08"), 555);
        assert_eq!(one.short(Some("Bo"), today), "Bo at 09:15, on 8 Jan 2027");
        assert_eq!(Weekdays::WEEKEND.short(), "Sat/Sun");
        let apart = Weekdays::only(Weekday::Mon)
            .or(Weekdays::only(Weekday::Wed))
            .or(Weekdays::only(Weekday::Fri));
        assert_eq!(apart.short(), "Mon/Wed/Fri");
    }
}
