//! An Enter that comes right behind another: nobody has been called, has answered, or has read what was booked as fast as
//! that.

use std::time::Duration;

/// Who pauses for as long has heard an answer, or means the next call.
const PAUSE: Duration = Duration::from_secs(2);

/// A key that is held down comes again sooner than this.
const HELD_DOWN: Duration = Duration::from_millis(700);

/// The last Enter of a call or a booking.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bounced {
    /// When the call was opened or ended, or the key that is held down came last.
    last: Option<Duration>,
    /// When an Enter was held back last.
    held: Option<Duration>,
}

impl Bounced {
    /// An Enter opened a call or ended one.
    pub const fn begin(&mut self, elapsed: Duration) {
        self.last = Some(elapsed);
        self.held = None;
    }

    /// Another key was pressed: the next Enter is meant.
    pub const fn end(&mut self) {
        self.last = None;
    }

    /// Whether an Enter comes right behind the last one, so that it does nothing; one that is held down never does.
    pub fn holds_back(&mut self, elapsed: Duration) -> bool {
        let is_bounced = self.last.is_some_and(|last| elapsed.saturating_sub(last) < PAUSE);
        if is_bounced {
            let before = self.held.replace(elapsed).or(self.last).unwrap_or_default();
            // Who reads what was said and presses again is not put off once more.
            if elapsed.saturating_sub(before) < HELD_DOWN {
                self.last = Some(elapsed);
            }
        }
        is_bounced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_enter_right_behind_another_of_a_call_is_held_back() {
        let mut bounced = Bounced::default();
        let at = Duration::from_millis;
        assert!(!bounced.holds_back(at(0)));
        bounced.begin(at(0));
        assert!(bounced.holds_back(at(500)));
        assert!(bounced.holds_back(at(1_000)));
        assert!(bounced.holds_back(at(1_500)), "held down, it goes on");
        assert!(bounced.holds_back(at(2_900)), "less than a pause behind it");
        assert!(
            !bounced.holds_back(at(3_600)),
            "pressed again after a look, it counts"
        );
        bounced.begin(at(4_000));
        assert!(bounced.holds_back(at(5_500)));
        assert!(
            !bounced.holds_back(at(6_500)),
            "one that was held back does not put off the next"
        );
        bounced.begin(at(5_000));
        bounced.end();
        assert!(!bounced.holds_back(at(5_100)), "behind another key it counts");
    }
}
