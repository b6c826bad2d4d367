//! Where a groomer's day is free, and when work could start there.

use super::{Need, Span, Workday, joined};

/// Offers start on this grid, in minutes.
pub const GRID: i64 = 15;

impl Workday {
    /// The stretches with at least one lane free, inside working hours and outside breaks, in order.
    #[must_use]
    pub fn gaps(&self) -> Vec<Span> {
        if self.closed.is_some() {
            return Vec::new();
        }
        let mut gaps: Vec<Span> = Vec::new();
        for lane in 1..=self.lanes {
            gaps.extend(self.lane_gaps(lane));
        }
        gaps.sort_unstable();
        joined(&gaps)
    }

    /// The stretches in which one lane is free, in order.
    fn lane_gaps(&self, lane: i64) -> Vec<Span> {
        let mut busy: Vec<Span> = self.breaks.clone();
        busy.extend(self.off.iter().map(|off| off.span));
        busy.extend(self.taken.iter().filter(|t| t.lane == lane).map(|t| t.span));
        // Who is there beyond the rules fills the groomer's time like anybody else.
        busy.extend(self.crowded());
        busy.sort_unstable();
        let mut gaps = Vec::new();
        for shift in &self.shifts {
            let mut start = shift.start;
            for span in busy.iter().filter(|span| span.overlaps(*shift)) {
                if span.start > start {
                    gaps.push(Span {
                        start,
                        end: span.start,
                    });
                }
                start = start.max(span.end);
            }
            if start < shift.end {
                gaps.push(Span {
                    start,
                    end: shift.end,
                });
            }
        }
        gaps
    }

    /// Every start on the grid at which the work fits, from `not_before` on; gap starts count as well, so that no quarter
    /// of an hour is lost behind work that ends off the grid.
    #[must_use]
    pub fn starts(&self, need: &Need, not_before: i64) -> Vec<i64> {
        if !self.refusals_all_day(need).is_empty() {
            return Vec::new();
        }
        let mut starts: Vec<i64> = (1..=self.lanes)
            .flat_map(|lane| self.lane_gaps(lane))
            .flat_map(|gap| starts_in(gap, need.minutes, not_before))
            .filter(|start| self.door.full(*start).is_none())
            .collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The first start in each gap at which the work fits: what one offers a caller first, since it leaves no holes.
    #[must_use]
    pub fn first_starts(&self, need: &Need, not_before: i64) -> Vec<i64> {
        self.first_starts_where(need, not_before, |_| true)
    }

    /// The same where something else may speak against a start, such as the dog being elsewhere: the first one in each
    /// gap that suits.
    #[must_use]
    pub fn first_starts_where(&self, need: &Need, not_before: i64, suits: impl Fn(i64) -> bool) -> Vec<i64> {
        if !self.refusals_all_day(need).is_empty() {
            return Vec::new();
        }
        let mut starts: Vec<i64> = (1..=self.lanes)
            .flat_map(|lane| self.lane_gaps(lane))
            .filter_map(|gap| {
                starts_in(gap, need.minutes, not_before)
                    .find(|start| self.door.full(*start).is_none() && suits(*start))
            })
            .collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}

fn starts_in(gap: Span, minutes: i64, not_before: i64) -> impl Iterator<Item = i64> {
    let first =
        gap.start.max(not_before).div_euclid(5) * 5 + if gap.start.max(not_before) % 5 == 0 { 0 } else { 5 };
    // Only a start forced by work before it may lie off the grid; "from now on" is rounded up to the grid.
    let first = if first == gap.start {
        first
    } else {
        (first + GRID - 1) / GRID * GRID
    };
    let next = (first / GRID + 1) * GRID;
    std::iter::once(first)
        .chain((0..).map(move |n| next + n * GRID))
        .take_while(move |start| start + minutes <= gap.end)
}
