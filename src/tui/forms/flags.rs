//! Fields whose words warn whoever books: what they may say, and what is asked when they say only `yes`.

use super::entry::Kind;
use crate::domain::text;

/// What a dog must not have.
pub(super) const ALLERGIES: Kind = Kind::Flag {
    most: text::ALLERGIES,
    yes: "To what? Such as chicken or oatmeal shampoo.",
};

/// What a dog takes.
pub(super) const MEDICATION: Kind = Kind::Flag {
    most: text::LINE,
    yes: "What does it take, and when? Such as 5 mg Apoquel at noon.",
};

/// Why nobody should book a dog, or the dogs of a client.
pub(super) const DO_NOT_BOOK: Kind = Kind::Flag {
    most: text::REASON,
    yes: "Why not? Whoever answers the phone reads it, such as bit Ana in May.",
};
