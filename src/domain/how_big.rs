//! How big a dog is taken to be: as its card says, else as nearly all dogs of its breed are.

use super::breed;
use super::dog::Size;

/// A dog's size, and who says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HowBig {
    /// The dog's card says so.
    Noted(Size),
    /// Dogs of its breed are.
    ByBreed(Size),
    /// Nobody knows.
    #[default]
    Unknown,
}

impl HowBig {
    /// The size that counts for a dog: the one on its card, else that of its breed where nearly all have the same.
    #[must_use]
    pub fn of(noted: Option<Size>, breed: &str) -> Self {
        match (noted, breed::usual(breed).0) {
            (Some(size), _) => Self::Noted(size),
            (None, Some(size)) => Self::ByBreed(size),
            (None, None) => Self::Unknown,
        }
    }

    /// The size itself, as far as one can know it.
    #[must_use]
    pub const fn size(self) -> Option<Size> {
        match self {
            Self::Noted(size) | Self::ByBreed(size) => Some(size),
            Self::Unknown => None,
        }
    }

    /// Whether only the breed says it.
    #[must_use]
    pub const fn is_by_breed(self) -> bool {
        matches!(self, Self::ByBreed(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_counts_before_the_breed() {
        assert_eq!(
            HowBig::of(Some(Size::Medium), "Great Dane"),
            HowBig::Noted(Size::Medium)
        );
        assert_eq!(HowBig::of(None, "Great Dane"), HowBig::ByBreed(Size::ExtraLarge));
        assert_eq!(HowBig::of(None, "mix"), HowBig::Unknown);
    }
}
