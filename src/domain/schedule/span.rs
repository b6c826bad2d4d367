//! Stretches of one day.

/// A stretch of one day, in minutes since midnight; the end is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Span {
    /// The first minute.
    pub start: i64,
    /// The minute after the last.
    pub end: i64,
}

impl Span {
    /// A stretch of so many minutes.
    #[must_use]
    pub const fn of(start: i64, minutes: i64) -> Self {
        Self {
            start,
            end: start + minutes,
        }
    }

    /// Its length in minutes.
    #[must_use]
    pub const fn minutes(self) -> i64 {
        self.end - self.start
    }

    /// Whether the two share a minute.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && self.end > other.start
    }

    /// Whether the other lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && self.end >= other.end
    }
}

/// Joins sorted spans that overlap or touch.
#[must_use]
pub fn joined(sorted: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(*span),
        }
    }
    out
}
