//! A word of the wish that was asked about, `do you mean Bruno?`: Enter takes it.

use super::choosing::{Chooses, Choosing};
use crate::booking::with_guess;
use crate::store::Result;
use crate::tui::component::{Cx, Effect};

impl Choosing {
    /// Whether Enter answers yes to what is asked of the wish.
    pub fn asks(&self) -> bool {
        self.guess().is_some()
    }

    /// The wish as it is asked about, and the word that is then in it.
    fn guess(&self) -> Option<(String, String)> {
        let asked = self.wrong()?;
        let guess = with_guess(self.wish.text(), self.today, &self.names)?;
        asked
            .contains(&format!("do you mean {}?", guess.1))
            .then_some(guess)
    }
}

/// Takes the word that is asked about into the wish; `None` where nothing is asked.
pub(in crate::tui::popups) fn take_guess(popup: &mut impl Chooses, cx: &Cx) -> Result<Option<Effect>> {
    let Some((wish, word)) = popup.choosing().guess() else {
        return Ok(None);
    };
    popup.choosing_mut().wish.set(&wish);
    popup.wish_changed(cx)?;
    Ok(Some(Effect::Say(format!("Read as {word}; Enter again goes on"))))
}
