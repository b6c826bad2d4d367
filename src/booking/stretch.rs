//! Why nothing is free in a stretch of days: of the whole stretch, groomer by groomer, those alike in one sentence.

use chrono::NaiveDate;

use super::absent::is_absent;
use super::offers::{DAYS_AHEAD, Elsewhere, Wanted, elsewhere, workdays};
use super::reasons::{ever, longest};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::{Span, Workday};
use crate::domain::why::listed;
use crate::store::{Result, Store};

/// In a stretch of so many days or fewer each is named, in a longer one they are counted.
const NAMED: i64 = 7;

/// What keeps a groomer from the work on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    /// They are not there.
    Off,
    /// Nothing is free at all.
    Full,
    /// Something is free, for less than it takes.
    Short,
    /// At the time that was asked for there is another dog.
    Taken,
    /// Then they have a break.
    Break,
    /// It is not within these hours.
    Hours(String),
    /// As many dogs are dropped off as may be.
    Door,
    /// The dog is with somebody else.
    Dog,
    /// They never do it, in words that go on from the name of one, and of several.
    Never(String, String),
}

impl Why {
    /// What is said after the name of one groomer, or of several.
    fn said(&self, several: bool) -> String {
        let words = match (self, several) {
            (Self::Off, false) => "is off",
            (Self::Off, true) => "are off",
            (Self::Full, false) => "is full",
            (Self::Full, true) => "are full",
            (Self::Short, false) => "has too little time",
            (Self::Short, true) => "have too little time",
            (Self::Taken, false) => "has another dog then",
            (Self::Taken, true) => "have other dogs then",
            (Self::Break, false) => "has a break then",
            (Self::Break, true) => "have a break then",
            (Self::Hours(hours), false) => return format!("works {hours}"),
            (Self::Hours(hours), true) => return format!("work {hours}"),
            (Self::Door, false) => "has time only when too many dogs are dropped off",
            (Self::Door, true) => "have time only when too many dogs are dropped off",
            (Self::Dog, false) => "has time only while the dog is booked elsewhere",
            (Self::Dog, true) => "have time only while the dog is booked elsewhere",
            (Self::Never(one, _), false) => one,
            (Self::Never(_, several), true) => several,
        };
        words.to_owned()
    }
}

/// A groomer over the days: what keeps them from it on which, and the longest time that is free all the same.
struct Column {
    groomer: String,
    each: Vec<Why>,
    longest: Option<(NaiveDate, Span)>,
}

impl Column {
    /// One thing that keeps them from it, and on which days.
    fn clause(&self, why: &Why, several: bool, on: &str, today: NaiveDate) -> String {
        match self.longest.filter(|_| *why == Why::Short) {
            Some((day, gap)) => {
                let has = if several { "have" } else { "has" };
                let free = length(gap.minutes());
                let (day, start, end) = (short_day(day, today), hhmm(gap.start), hhmm(gap.end));
                format!("{has} {free} free at most{on} ({day} {start}-{end})")
            }
            None => format!("{}{on}", why.said(several)),
        }
    }
}

/// Whether a wish is for any of several days.
pub(super) fn is_stretch(wanted: &Wanted) -> bool {
    match wanted.day {
        None => true,
        Some(DayWish::Any(_)) => days(wanted).len() > 1,
        Some(DayWish::On(_) | DayWish::Weekday(_)) => false,
    }
}

/// The days that may do and are not over.
fn days(wanted: &Wanted) -> Vec<NaiveDate> {
    let today = wanted.now.date();
    let over = |day: &NaiveDate| match wanted.time {
        Some(TimeWish::At(minute)) => wanted.is_over(*day, minute),
        _ => *day < today,
    };
    let wish = wanted.day.map_or_else(
        || {
            today
                .iter_days()
                .take(usize::try_from(DAYS_AHEAD).unwrap_or(usize::MAX))
                .collect()
        },
        |day| day.days(DAYS_AHEAD).collect::<Vec<_>>(),
    );
    wish.into_iter().filter(|day| !over(day)).collect()
}

/// The days of a wish with what each groomer says to them.
#[derive(Default)]
struct Stretch {
    /// The days on which the salon is open.
    open: Vec<NaiveDate>,
    /// Those on which it is closed.
    closed: Vec<NaiveDate>,
    columns: Vec<Column>,
}

impl Stretch {
    fn read(store: &Store, wanted: &Wanted) -> Result<Self> {
        let mut stretch = Self::default();
        for day in days(wanted) {
            let all = workdays(store, wanted, day)?;
            if all.iter().any(|workday| workday.closed.is_some()) {
                stretch.closed.push(day);
            } else if wanted.groomer.is_some() || !all.iter().all(|workday| workday.shifts.is_empty()) {
                // The weekly day off of everybody is not worth a word.
                stretch.open.push(day);
                let there = elsewhere(store, wanted, day)?;
                for workday in &all {
                    stretch.judge(workday, wanted, day, &there);
                }
            }
        }
        Ok(stretch)
    }

    fn judge(&mut self, workday: &Workday, wanted: &Wanted, day: NaiveDate, there: &[Elsewhere]) {
        let gap = longest(workday, wanted, day);
        let why = why(workday, wanted, gap, there);
        let too_short = gap.filter(|_| why == Why::Short).map(|gap| (day, gap));
        let known = self
            .columns
            .iter_mut()
            .find(|column| column.groomer == workday.groomer);
        let Some(column) = known else {
            self.columns.push(Column {
                groomer: workday.groomer.clone(),
                each: vec![why],
                longest: too_short,
            });
            return;
        };
        column.each.push(why);
        let longer = |(_, gap): &(NaiveDate, Span)| {
            column
                .longest
                .is_none_or(|(_, other)| other.minutes() < gap.minutes())
        };
        if let Some(longer) = too_short.filter(longer) {
            column.longest = Some(longer);
        }
    }

    /// Those days of the open ones on which something holds, in words; nothing where it holds on all of them.
    fn on(&self, holds: impl Fn(usize) -> bool, today: NaiveDate) -> String {
        let at: Vec<usize> = (0..self.open.len()).filter(|at| holds(*at)).collect();
        if at.len() == self.open.len() {
            return String::new();
        }
        let few = match (self.open.first(), self.open.last()) {
            (Some(first), Some(last)) => (*last - *first).num_days() < NAMED,
            _ => false,
        };
        match at.as_slice() {
            [only] => format!(" on {}", short_day(self.open[*only], today)),
            _ if few => format!(" {}", self.runs(&at)),
            _ => format!(" on {} days", at.len()),
        }
    }

    /// Days of one week by their names: `Mon to Wed, Fri`.
    fn runs(&self, at: &[usize]) -> String {
        let name = |at: usize| self.open[at].format("%a").to_string();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for day in at {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == *day => *last = *day,
                _ => runs.push((*day, *day)),
            }
        }
        let said = runs.into_iter().flat_map(|(first, last)| match last - first {
            0 => vec![name(first)],
            1 => vec![name(first), name(last)],
            _ => vec![format!("{} to {}", name(first), name(last))],
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// One sentence for all groomers with whom it is the same.
    fn by_groomer(&self, today: NaiveDate) -> Vec<String> {
        let mut alike: Vec<(Vec<&str>, &Column)> = Vec::new();
        for column in &self.columns {
            let same = |other: &Column| other.each == column.each && other.longest == column.longest;
            match alike.iter_mut().find(|(_, other)| same(other)) {
                Some((groomers, _)) => groomers.push(&column.groomer),
                None => alike.push((vec![&column.groomer], column)),
            }
        }
        let said = alike.into_iter().map(|(groomers, column)| {
            let mut whys: Vec<&Why> = Vec::new();
            for why in &column.each {
                if !whys.contains(&why) {
                    whys.push(why);
                }
            }
            let last = whys.len().saturating_sub(1);
            let clauses = whys.into_iter().enumerate().map(|(at, why)| {
                let on = match self.on(|day| column.each[day] == *why, today) {
                    counted if at == last && last > 0 && counted.ends_with("days") => {
                        " on the others".to_owned()
                    }
                    on => on,
                };
                column.clause(why, groomers.len() > 1, &on, today)
            });
            let clauses: Vec<String> = clauses.collect();
            format!("{} {}", listed(&groomers), listed(&clauses))
        });
        said.collect()
    }
}

/// Why nothing is free on any of the days, none of them left out.
pub(super) fn of_stretch(store: &Store, wanted: &Wanted) -> Result<Vec<String>> {
    let today = wanted.now.date();
    let stretch = Stretch::read(store, wanted)?;
    let mut words = vec![nothing(store, wanted)?];
    let closed: Vec<String> = stretch.closed.iter().map(|day| short_day(*day, today)).collect();
    match (closed.as_slice(), stretch.open.is_empty()) {
        ([], true) => words.push("nobody works on those days".to_owned()),
        (_, true) => words.push("the salon is closed on all of those days".to_owned()),
        ([], false) => {}
        (few, false) if few.len() <= 3 => words.push(format!("the salon is closed on {}", listed(few))),
        (many, false) => words.push(format!("the salon is closed on {} of them", many.len())),
    }
    words.extend(stretch.by_groomer(today));
    Ok(words)
}

/// What is not free: how long, when in the day, with whom and on which days.
fn nothing(store: &Store, wanted: &Wanted) -> Result<String> {
    let time = match wanted.time {
        Some(TimeWish::At(minute)) => format!(" at {}", hhmm(minute)),
        Some(time) => format!(" {time}"),
        None => String::new(),
    };
    let groomers = store.groomers()?;
    let asked = groomers.iter().find(|groomer| Some(groomer.id) == wanted.groomer);
    let who = asked.map_or_else(String::new, |groomer| format!(" with {}", groomer.name));
    let when = match wanted.day {
        Some(DayWish::Any(days)) => {
            let told = days.told(wanted.now.date());
            let word = if told.contains(" to ") && !told.contains(',') {
                "from"
            } else {
                "on"
            };
            format!(" {word} {told}")
        }
        Some(day) => format!(" on {}", short_day(day.date(), wanted.now.date())),
        None => format!(" in the next {DAYS_AHEAD} days"),
    };
    Ok(format!(
        "no {} are free{time}{who}{when}",
        length(wanted.need.minutes)
    ))
}

/// What keeps a groomer from it on a day; the gap is the longest that is free when the wish allows.
fn why(workday: &Workday, wanted: &Wanted, gap: Option<Span>, there: &[Elsewhere]) -> Why {
    let never = ever(workday, wanted).into_iter().next();
    match never {
        Some(Rejection::NoSkill { service, .. }) => {
            return Why::Never(format!("does not do {service}"), format!("do not do {service}"));
        }
        Some(Rejection::TooLarge {
            largest,
            size,
            by_breed,
            ..
        }) => {
            let by_breed = if by_breed {
                format!(" (this one is {} by breed)", size.as_str())
            } else {
                String::new()
            };
            let dogs = format!("dogs up to {}{by_breed}", largest.as_str());
            return Why::Never(format!("takes {dogs}"), format!("take {dogs}"));
        }
        _ => {}
    }
    if is_absent(workday) {
        return Why::Off;
    }
    if let Some(TimeWish::At(minute)) = wanted.time {
        return why_then(workday, wanted, minute, there);
    }
    let full = |refusal: &Rejection| matches!(refusal, Rejection::FullDay { .. });
    let fits = |gap: Span| gap.minutes() >= wanted.need.minutes;
    match gap {
        _ if workday.refusals_all_day(&wanted.need).iter().any(full) => Why::Full,
        None => Why::Full,
        Some(gap) if !fits(gap) => Why::Short,
        Some(gap) if there.iter().any(|dog| dog.span.overlaps(gap)) => Why::Dog,
        Some(_) => Why::Door,
    }
}

/// What keeps a groomer who is there from it at a time.
fn why_then(workday: &Workday, wanted: &Wanted, minute: i64, there: &[Elsewhere]) -> Why {
    let span = Span::of(minute, wanted.need.minutes);
    let refusals = workday.refusals(&wanted.need, minute, minute);
    let rank = |why: &Why| match why {
        Why::Full => 0,
        Why::Hours(_) => 1,
        Why::Off => 2,
        Why::Break => 3,
        Why::Taken => 4,
        _ => 5,
    };
    let each = refusals.into_iter().map(|refusal| match refusal {
        Rejection::FullDay { .. } => Why::Full,
        Rejection::OffShift { hours, .. } => Why::Hours(hours),
        Rejection::Off { .. } => Why::Off,
        Rejection::OnBreak { .. } => Why::Break,
        Rejection::DoorFull { .. } => Why::Door,
        _ => Why::Taken,
    });
    let first = each.min_by_key(rank);
    let dog = there.iter().any(|dog| dog.span.overlaps(span));
    first.unwrap_or(if dog { Why::Dog } else { Why::Taken })
}
