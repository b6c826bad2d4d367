//! What people try to do to the book, made of a few numbers each.

use chrono::{Days, NaiveDate};
use pomsalon::domain::calendar::{Closing, DropOff};
use pomsalon::domain::dog::Size;
use pomsalon::domain::groomer::{Break, Exception, Groomer, Shift, TimeOff};
use pomsalon::domain::id::{
    BreakId, ClosingId, DropOffId, ExceptionId, GroomerId, ServiceId, ShiftId, TimeOffId,
};
use pomsalon::domain::schedule::Span;
use pomsalon::store::GroomerWeek;
use proptest::prelude::*;

/// One thing somebody tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Book,
    Move,
    ChangePlaces,
    Resize,
    Cancel,
    NoShow,
    ComeBack,
    Leave,
    BookBeyond,
    MoveBeyond,
    Undo,
    Redo,
    Hours,
    OwnHours,
    TimeOff,
    Closing,
    DropOffs,
}

/// The same with the numbers that say which, where and when.
#[derive(Clone, Debug)]
pub struct Try {
    pub what: What,
    pub which: usize,
    pub other: usize,
    pub groomer: usize,
    pub dog: usize,
    pub day: u64,
    /// In minutes since midnight.
    pub start: i64,
    pub minutes: i64,
    /// Minutes between the drop-off and the work.
    pub lead: i64,
    pub seed: u64,
}

pub fn tries(most: usize) -> impl Strategy<Value = Vec<Try>> {
    use What::{
        Book, BookBeyond, Cancel, ChangePlaces, Closing, ComeBack, DropOffs, Hours, Leave, Move, MoveBeyond,
        NoShow, OwnHours, Redo, Resize, TimeOff, Undo,
    };
    let what = prop_oneof![
        30 => Just(Book),
        10 => Just(Move),
        5 => Just(ChangePlaces),
        8 => Just(Resize),
        5 => Just(Cancel),
        2 => Just(NoShow),
        5 => Just(ComeBack),
        2 => Just(Leave),
        6 => Just(BookBeyond),
        3 => Just(MoveBeyond),
        8 => Just(Undo),
        5 => Just(Redo),
        3 => Just(Hours),
        2 => Just(OwnHours),
        2 => Just(TimeOff),
        1 => Just(Closing),
        2 => Just(DropOffs),
    ];
    let one = (
        (what, 0..50_usize, 0..50_usize, 0..GROOMERS, 0..DOGS),
        (
            0..5_u64,
            96..228_i64,
            1..30_i64,
            prop_oneof![3 => Just(0), 1 => 1..13_i64],
            any::<u64>(),
        ),
    );
    let one = one.prop_map(
        |((what, which, other, groomer, dog), (day, start, minutes, lead, seed))| Try {
            what,
            which,
            other,
            groomer,
            dog,
            day,
            start: start * 5,
            minutes: minutes * 5,
            lead: lead * 5,
            seed,
        },
    );
    prop::collection::vec(one, 1..most)
}

pub const GROOMERS: usize = 3;
pub const DOGS: usize = 7;
pub const SERVICES: usize = 3;

/// Numbers out of one number, the same every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn whether(&mut self, of: u64) -> bool {
        self.roll(of) == 0
    }

    fn number(&mut self, below: u64) -> i64 {
        i64::try_from(self.roll(below)).unwrap()
    }

    /// A stretch of some hours, on steps of five minutes.
    fn span(&mut self, from: i64, most: u64) -> Span {
        let start = from + self.number(24) * 5;
        Span::of(start, 5 + self.number(most / 5) * 5)
    }

    pub fn size(&mut self) -> Option<Size> {
        [
            None,
            Some(Size::Small),
            Some(Size::Medium),
            Some(Size::Large),
            Some(Size::ExtraLarge),
        ][usize::try_from(self.roll(5)).unwrap()]
    }

    /// A groomer's week: mostly nine to six, often with a break, sometimes in two shifts that touch.
    pub fn week(&mut self, groomer: Groomer, services: &[ServiceId]) -> GroomerWeek {
        let id = groomer.id;
        let mut shifts = Vec::new();
        let mut breaks = Vec::new();
        for weekday in 1..=7 {
            if self.whether(6) {
                continue;
            }
            let start = 480 + self.number(13) * 5;
            let middle = start + 120 + self.number(24) * 5;
            let end = middle + 60 + self.number(60) * 5;
            let gap = if self.whether(2) { 0 } else { self.number(12) * 5 };
            for (start_min, end_min) in [(start, middle), (middle + gap, end + gap)] {
                shifts.push(Shift {
                    id: ShiftId::new(),
                    groomer_id: id,
                    weekday,
                    start_min,
                    end_min,
                });
            }
            if self.whether(2) {
                let span = self.span(middle - 60, 60);
                breaks.push(Break {
                    id: BreakId::new(),
                    groomer_id: id,
                    weekday,
                    start_min: span.start,
                    end_min: span.end,
                });
            }
        }
        let skills = if self.whether(3) {
            let some = services.iter().filter(|_| self.whether(2));
            some.copied().collect()
        } else {
            Vec::new()
        };
        GroomerWeek {
            groomer: Groomer {
                lanes: 1 + self.number(3),
                largest: if self.whether(3) { self.size() } else { None },
                max_dogs: self.whether(3).then(|| 1 + self.number(5)),
                ..groomer
            },
            shifts,
            breaks,
            skills,
        }
    }

    pub fn own_hours(&mut self, groomer_id: GroomerId, day: NaiveDate) -> Vec<Exception> {
        let row = |is_break: bool, span: Span| Exception {
            id: ExceptionId::new(),
            groomer_id,
            day,
            is_break,
            span,
        };
        let mut rows = Vec::new();
        let shift = self.span(480, 480);
        rows.push(row(false, shift));
        if self.whether(2) {
            rows.push(row(true, self.span(shift.start, 60)));
        }
        rows
    }

    pub fn time_off(&mut self, groomer_id: GroomerId, first_day: NaiveDate) -> TimeOff {
        let part = self.span(540, 240);
        TimeOff {
            id: TimeOffId::new(),
            groomer_id,
            first_day,
            last_day: first_day + Days::new(self.roll(3)),
            span: if self.whether(2) {
                part
            } else {
                Span { start: 0, end: 1440 }
            },
            reason: "dentist".to_owned(),
            rev: 1,
        }
    }

    /// A closing day; a yearly one began years ago.
    pub fn closing(&mut self, day: NaiveDate) -> Closing {
        let yearly = self.whether(2);
        let first_day = if yearly {
            day - chrono::Months::new(24)
        } else {
            day
        };
        Closing {
            id: ClosingId::new(),
            first_day,
            last_day: first_day + Days::new(self.roll(2)),
            yearly,
            name: "Fair".to_owned(),
            rev: 1,
        }
    }

    pub fn drop_off(&mut self, weekday: i64) -> DropOff {
        DropOff {
            id: DropOffId::new(),
            weekday,
            span: self.span(510, 120),
            dogs: self.number(4),
            rev: 1,
        }
    }
}
