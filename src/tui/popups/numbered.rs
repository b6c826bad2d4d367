//! Lines with a number in front.

use crate::tui::action::Action;

/// The digit that an action stands for, `1` to `9`.
#[must_use]
pub fn digit_of(action: Action) -> Option<char> {
    let number = u32::try_from(picked(action)?).ok()? + 1;
    char::from_digit(number, 10)
}

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
