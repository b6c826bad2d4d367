//! One promise, and what was found about it.

use serde::Serialize;

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    /// It is kept.
    Kept,
    /// It is kept for now, or could not be looked at; somebody should see to it.
    Careful,
    /// It is not kept.
    NotKept,
}

impl Verdict {
    /// As the page says it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Careful => "careful",
            Self::NotKept => "not kept",
        }
    }
}

/// A line of the report.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) number: u8,
    pub(super) promise: &'static str,
    pub(super) verdict: Verdict,
    pub(super) found: Vec<String>,
    pub(super) to_do: Vec<String>,
}

impl Line {
    /// A promise that is kept until something is found.
    pub(super) const fn new(number: u8, promise: &'static str) -> Self {
        Self {
            number,
            promise,
            verdict: Verdict::Kept,
            found: Vec::new(),
            to_do: Vec::new(),
        }
    }

    /// Notes what is well, or of no consequence.
    pub(super) fn says(&mut self, found: impl Into<String>) {
        self.found.push(found.into());
    }

    /// Notes what somebody should see to.
    pub(super) fn careful(&mut self, found: impl Into<String>, to_do: impl Into<String>) {
        self.note(Verdict::Careful, found.into(), to_do.into());
    }

    /// Notes what breaks the promise.
    pub(super) fn not_kept(&mut self, found: impl Into<String>, to_do: impl Into<String>) {
        self.note(Verdict::NotKept, found.into(), to_do.into());
    }

    fn note(&mut self, verdict: Verdict, found: String, to_do: String) {
        self.verdict = self.verdict.max(verdict);
        self.found.push(found);
        if !to_do.is_empty() && !self.to_do.contains(&to_do) {
            self.to_do.push(to_do);
        }
    }
}
