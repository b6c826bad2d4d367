//! What a screen or a pop-up is to the desk: keys and answers go in, effects come out, and only the desk writes.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Look;
use super::action::Action;
use super::keymap::Context;
use crate::backup::Preview;
use crate::domain::rejection::Rejection;
use crate::domain::salon::Salon;
use crate::store::{Edit, Result, Store};

/// What a component may look at.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The salon's file, to read.
    pub store: &'a Store,
    /// The salon's row.
    pub salon: &'a Salon,
    /// The salon's wall clock.
    pub now: NaiveDateTime,
}

/// What a component may paint with.
#[derive(Clone, Copy)]
pub struct Paint<'a> {
    /// Colours and glyphs of this terminal.
    pub look: &'a Look,
    /// The salon's wall clock.
    pub now: NaiveDateTime,
}

/// Why a key does nothing right now, as a sentence.
pub type Reason = Cow<'static, str>;

/// What a picker gives to the layer below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A day was named.
    Day(chrono::NaiveDate),
}

/// A screen of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The day's appointments.
    Today,
    /// Every dog.
    Dogs,
    /// A day's free times.
    Slots,
    /// Every client.
    Clients,
    /// The groomers.
    Groomers,
    /// The services.
    Services,
}

impl Tab {
    /// Every tab, in the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::Today,
        Self::Dogs,
        Self::Slots,
        Self::Clients,
        Self::Groomers,
        Self::Services,
    ];
}

/// Something that takes a while and is done beside the desk; the answer comes later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Rehearse a restore.
    Drill,
    /// Verify this backup.
    Verify(PathBuf),
    /// Tell what restoring this backup would lose.
    Preview(PathBuf),
}

/// What a component asks the desk to do.
pub enum Effect {
    /// Nothing.
    None,
    /// Opens a pop-up above.
    Open(Box<dyn Component>),
    /// Closes this pop-up; what was typed is kept.
    Close,
    /// Closes this pop-up and gives its answer to the layer below.
    Return(Answer),
    /// Closes this pop-up and opens another in its place.
    Replace(Box<dyn Component>),
    /// Shows a screen.
    Show(Tab),
    /// Closes this pop-up and runs an action on the layer below.
    Run(Action),
    /// Changes the book; success closes every pop-up.
    Apply(Edit),
    /// Changes the book and shows the outcome here; success replaces this pop-up.
    ApplyThen(Edit, Box<dyn Component>),
    /// Says something in the message line.
    Say(String),
    /// Makes a backup now.
    BackUp,
    /// Has something done beside the desk.
    Ask(Request),
    /// Closes the salon, brings this backup back, and opens it again.
    Restore(PathBuf),
    /// Puts the program aside.
    Suspend,
    /// Closes the program.
    Quit,
}

/// One layer of the desk.
pub trait Component {
    /// Which keys apply.
    fn context(&self) -> Context;

    /// A layer with this name keeps what was typed when it is closed, and is opened again with it.
    fn keeps(&self) -> Option<String> {
        None
    }

    /// Whether something was typed that is worth keeping under that name.
    fn typed(&self) -> bool {
        false
    }

    /// Reads from the file again what is shown; after every write, own or foreign. Never touches what was typed.
    fn reload(&mut self, cx: &Cx) -> Result<()>;

    /// Why an action cannot be done now. Feeds dispatch, footer, help and palette.
    fn disabled(&self, action: Action) -> Option<Reason> {
        let _ = action;
        None
    }

    /// Whether a sentence is being typed, in which every printable key is text, `?` too.
    fn is_writing(&self) -> bool {
        false
    }

    /// Whether this layer answers to an action at all; what it does not answer to is not shown.
    fn answers(&self, action: Action) -> bool {
        let _ = action;
        true
    }

    /// The word for an action in the footer, where this layer knows a better one.
    fn words(&self, action: Action) -> &'static str {
        action.words()
    }

    /// Does what a key is bound to; `Effect::None` for what it does not know.
    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect>;

    /// Takes a key as text for the focused field.
    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        let _ = (key, cx);
        Ok(Effect::None)
    }

    /// Takes pasted text, cleaned and on one line.
    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        let _ = (text, cx);
        Ok(Effect::None)
    }

    /// Takes the answer of the picker that was open above.
    fn receive(&mut self, answer: Answer, cx: &Cx) -> Result<Effect> {
        let _ = (answer, cx);
        Ok(Effect::None)
    }

    /// Hears that the store refused its edit; everything typed is still here.
    fn refused(&mut self, rejection: &Rejection) {
        let _ = rejection;
    }

    /// Hears what restoring a backup would do, or why that cannot be told.
    fn previewed(&mut self, backup: &Path, found: &std::result::Result<Box<Preview>, String>) {
        let _ = (backup, found);
    }

    /// Whether this layer shows both versions of an appointment that two desks changed.
    fn shows_both(&self) -> bool {
        false
    }

    /// Draws itself.
    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint);
}
