//! A long list of which only a window of rows is ever read: about what is on the screen, before and after.

use std::ops::Range;

/// Where the rows of a long list come from, in a fixed order without end.
pub trait Rows {
    /// One row.
    type Row;
    /// Why a row could not be read.
    type Error;

    /// At most `limit` rows after one, or from the first.
    fn after(&self, row: Option<&Self::Row>, limit: usize) -> Result<Vec<Self::Row>, Self::Error>;

    /// At most `limit` rows before one, nearest first; with `None` before the end.
    fn before(&self, row: Option<&Self::Row>, limit: usize) -> Result<Vec<Self::Row>, Self::Error>;

    /// The same row as it stands now; `None` when it is gone.
    fn again(&self, row: &Self::Row) -> Result<Option<Self::Row>, Self::Error>;
}

/// The rows at hand, and the selected one.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    rows: Vec<T>,
    selected: usize,
    top: usize,
    /// Lines on the screen when it was drawn last.
    height: usize,
    /// There is nothing before the first row at hand.
    at_start: bool,
    /// There is nothing after the last row at hand.
    at_end: bool,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            selected: 0,
            top: 0,
            height: 24,
            at_start: true,
            at_end: true,
        }
    }
}

impl<T> Paged<T> {
    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&T> {
        self.rows.get(self.selected)
    }

    /// The place of the selected row among those at hand.
    #[must_use]
    pub const fn selected_at(&self) -> usize {
        self.selected
    }

    /// Whether the list has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Lines on the screen when it was drawn last.
    #[must_use]
    pub fn page(&self) -> isize {
        isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// Enough rows to fill the screen once more in either direction, and a window that grows.
    fn reach(&self) -> usize {
        (self.height * 2).max(100)
    }

    /// The rows in sight on so many lines, the selected one among them, with their places.
    pub fn in_sight(&mut self, height: usize) -> (Range<usize>, &[T]) {
        self.height = height.max(1);
        if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + self.height {
            self.top = self.selected + 1 - self.height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(self.height));
        let range = self.top..(self.top + height).min(self.rows.len());
        let rows = &self.rows[range.clone()];
        (range, rows)
    }

    /// Reads the rows about the selected one again; a row that is gone gives way to the one after it.
    pub fn reload<R: Rows<Row = T>>(&mut self, from: &R) -> Result<(), R::Error> {
        let Some(selected) = self.rows.get(self.selected) else {
            return self.first(from);
        };
        let line = self.selected.saturating_sub(self.top);
        let again = from.again(selected)?;
        let gone = again.is_none();
        let pivot = again.as_ref().unwrap_or(selected);
        let reach = self.reach();
        let mut rows = from.before(Some(pivot), reach)?;
        let at_start = rows.len() < reach;
        rows.reverse();
        let mut place = rows.len();
        let after = from.after(Some(pivot), reach)?;
        let at_end = after.len() < reach;
        rows.extend(again);
        rows.extend(after);
        if gone {
            place = place.min(rows.len().saturating_sub(1));
        }
        self.rows = rows;
        (self.at_start, self.at_end) = (at_start, at_end);
        self.selected = place;
        self.top = place.saturating_sub(line);
        Ok(())
    }

    /// Selects the first row.
    pub fn first<R: Rows<Row = T>>(&mut self, from: &R) -> Result<(), R::Error> {
        let reach = self.reach();
        self.rows = from.after(None, reach)?;
        (self.at_start, self.at_end) = (true, self.rows.len() < reach);
        (self.selected, self.top) = (0, 0);
        Ok(())
    }

    /// Selects the last row.
    pub fn last<R: Rows<Row = T>>(&mut self, from: &R) -> Result<(), R::Error> {
        let reach = self.reach();
        self.rows = from.before(None, reach)?;
        self.rows.reverse();
        (self.at_start, self.at_end) = (self.rows.len() < reach, true);
        self.selected = self.rows.len().saturating_sub(1);
        self.top = self.selected;
        Ok(())
    }

    /// Moves the selection by so many rows, reading on where the rows at hand run short.
    pub fn step<R: Rows<Row = T>>(&mut self, by: isize, from: &R) -> Result<(), R::Error> {
        let reach = self.reach();
        let ahead = by.unsigned_abs() + self.height;
        if by > 0 && !self.at_end && self.selected + ahead >= self.rows.len() {
            let more = from.after(self.rows.last(), reach + by.unsigned_abs())?;
            self.at_end = more.len() < reach + by.unsigned_abs();
            self.rows.extend(more);
        } else if by < 0 && !self.at_start && self.selected < ahead {
            let more = from.before(self.rows.first(), reach + by.unsigned_abs())?;
            self.at_start = more.len() < reach + by.unsigned_abs();
            self.selected += more.len();
            self.top += more.len();
            self.rows.splice(0..0, more.into_iter().rev());
        }
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.forget(reach + self.height);
        Ok(())
    }

    /// Lets go of rows farther away than this.
    fn forget(&mut self, far: usize) {
        let behind = self.selected + far + 1;
        if self.rows.len() > behind {
            self.rows.truncate(behind);
            self.at_end = false;
        }
        let before = self.selected.min(self.top).saturating_sub(far);
        if before > 0 {
            self.rows.drain(..before);
            self.selected -= before;
            self.top -= before;
            self.at_start = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    /// The even numbers below a limit, which count how often they are read.
    struct Evens {
        below: i64,
        read: Cell<usize>,
        gone: Option<i64>,
    }

    impl Evens {
        fn below(below: i64) -> Self {
            Self {
                below,
                read: Cell::new(0),
                gone: None,
            }
        }

        fn all(&self) -> impl DoubleEndedIterator<Item = i64> + '_ {
            (0..self.below / 2)
                .map(|n| n * 2)
                .filter(|n| Some(*n) != self.gone)
        }

        fn counted(&self, rows: Vec<i64>) -> Vec<i64> {
            self.read.set(self.read.get() + rows.len());
            rows
        }
    }

    impl Rows for Evens {
        type Row = i64;
        type Error = Infallible;

        fn after(&self, row: Option<&i64>, limit: usize) -> Result<Vec<i64>, Infallible> {
            let from = row.copied().unwrap_or(-1);
            Ok(self.counted(self.all().filter(|n| *n > from).take(limit).collect()))
        }

        fn before(&self, row: Option<&i64>, limit: usize) -> Result<Vec<i64>, Infallible> {
            let to = row.copied().unwrap_or(i64::MAX);
            Ok(self.counted(self.all().rev().filter(|n| *n < to).take(limit).collect()))
        }

        fn again(&self, row: &i64) -> Result<Option<i64>, Infallible> {
            Ok((Some(*row) != self.gone).then_some(*row))
        }
    }

    #[test]
    fn a_long_list_is_read_a_window_at_a_time() {
        let rows = Evens::below(200_000);
        let mut list = Paged::default();
        list.first(&rows).unwrap();
        for _ in 0..1000 {
            list.step(1, &rows).unwrap();
            list.in_sight(20);
        }
        assert_eq!(list.selected(), Some(&2000));
        assert!(rows.read.get() < 1400, "{} rows read", rows.read.get());
        assert!(list.rows.len() < 400);
        list.last(&rows).unwrap();
        assert_eq!(list.selected(), Some(&199_998));
        assert_eq!(list.in_sight(20).1.len(), 20);
    }

    #[test]
    fn a_row_that_went_gives_way_to_the_next_and_the_line_stays() {
        let mut rows = Evens::below(1000);
        let mut list = Paged::default();
        list.first(&rows).unwrap();
        list.step(30, &rows).unwrap();
        let line = list.selected_at() - list.in_sight(10).0.start;
        rows.gone = Some(60);
        list.reload(&rows).unwrap();
        assert_eq!(list.selected(), Some(&62));
        assert_eq!(list.selected_at() - list.in_sight(10).0.start, line);
    }

    proptest! {
        #[test]
        fn steps_land_where_a_whole_list_would(
            length in 0_i64..300,
            steps in proptest::collection::vec((-60_isize..60, 1_usize..40), 0..40),
        ) {
            let rows = Evens::below(length * 2);
            let mut list = Paged::default();
            list.first(&rows).unwrap();
            let mut place = 0_isize;
            for (by, height) in steps {
                list.step(by, &rows).unwrap();
                place = (place + by).clamp(0, isize::try_from(length).unwrap().saturating_sub(1).max(0));
                let selected = list.selected().copied();
                prop_assert_eq!(selected, (length > 0).then_some(i64::try_from(place).unwrap() * 2));
                let expected = height.min(usize::try_from(length).unwrap());
                let at = list.selected_at();
                let (range, shown) = list.in_sight(height);
                prop_assert!(length == 0 || range.contains(&at));
                // A window that grew since the last key is filled at the next one.
                prop_assert!(shown.len() == expected || shown.len() >= expected.min(24));
                list.reload(&rows).unwrap();
                prop_assert_eq!(list.selected().copied(), selected);
                prop_assert_eq!(list.in_sight(height).1.len(), expected);
            }
        }
    }
}
