//! Lines with a number in front.

use crate::tui::action::Action;

/// The row that a digit picks, from 0.
#[must_use]
pub fn picked(action: Action) -> Option<usize> {
    const DIGITS: [Action; 9] = [
        Action::Pick1,
        Action::Pick2,
        Action::Pick3,
        Action::Pick4,
        Action::Pick5,
        Action::Pick6,
        Action::Pick7,
        Action::Pick8,
        Action::Pick9,
    ];
    DIGITS.iter().position(|digit| *digit == action)
}
