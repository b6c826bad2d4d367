//! What a screen or a pop-up is to the desk: keys and answers go in, effects come out, and only the desk writes.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Look;
use super::action::Action;
use super::app::{Drafts, Holds};
use super::keymap::Context;
use super::this_desk::ThisDesk;
use crate::backup::Preview;
use crate::domain::dog::{Dog, Size};
use crate::domain::draft::Draft;
use crate::domain::hold::Hold;
use crate::domain::id::{AppointmentId, DogId, DraftId, HoldId};
use crate::domain::rejection::Rejection;
use crate::domain::salon::Salon;
use crate::store::{Edit, Offer, Result, Store};

/// What a component may look at.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The salon's file, to read.
    pub store: &'a Store,
    /// The salon's row.
    pub salon: &'a Salon,
    /// The salon's wall clock.
    pub now: NaiveDateTime,
    /// Who sits at this desk.
    pub actor: &'a str,
    /// This desk among the others.
    pub this: &'a ThisDesk,
    /// What was typed at this desk and is not saved.
    pub drafts: &'a Drafts,
    /// What this desk holds for its callers.
    pub holds: &'a Holds,
}

impl Cx<'_> {
    /// What this person put aside, or left at a desk that is gone; the newest first.
    pub fn waiting(&self) -> Result<Vec<Draft>> {
        self.drafts.waiting(self.store, self.actor, self.this)
    }

    /// What other desks hold for their callers on a day, in order of the start.
    pub fn held(&self, day: NaiveDate) -> Result<Vec<Hold>> {
        self.holds.elsewhere(self.store, self.this, day)
    }
}

/// What was typed into a form and is not saved: enough to open it again as it is, after a crash too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Minted by the form; it stays the same while one types.
    pub id: DraftId,
    /// Which form, by the name of [`Component::keeps`].
    pub form: String,
    /// What a list says of it: `Booking for Bella Moreira`.
    pub title: String,
    /// The fields, as the form itself reads them in [`Component::go_on`].
    pub fields: serde_json::Value,
}

/// A time that is chosen for a dog, or for each dog of a visit, and not booked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The same while the pop-up is open, and the one of its draft when it is put aside.
    pub id: HoldId,
    /// The name of each dog, with the time that is held for it.
    pub times: Vec<(String, Offer)>,
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
    Day(NaiveDate),
    /// These dogs of a client come, in this order.
    Dogs(Vec<DogId>),
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
    /// The week and the month.
    Week,
    /// Who waits for a time.
    Waitlist,
    /// The salon itself.
    Salon,
}

impl Tab {
    /// Every tab, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Today,
        Self::Dogs,
        Self::Slots,
        Self::Clients,
        Self::Groomers,
        Self::Services,
        Self::Week,
        Self::Waitlist,
        Self::Salon,
    ];

    /// The key that shows it: `8`.
    #[must_use]
    pub fn digit(self) -> char {
        let tabs = ('1'..).zip(Self::ALL);
        tabs.into_iter()
            .find(|(_, tab)| *tab == self)
            .map_or('1', |(digit, _)| digit)
    }
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
    /// Closes this pop-up, keeps what was typed, and opens the one it came from in its place.
    BackTo(Box<dyn Component>),
    /// Closes this pop-up and opens what was typed earlier in its place.
    GoOn(Draft),
    /// Forgets what was typed earlier.
    ThrowAway(DraftId),
    /// Shows a screen.
    Show(Tab),
    /// Closes this pop-up and shows a screen.
    GoTo(Tab),
    /// Shows the board on a day.
    ShowDay(NaiveDate),
    /// Closes every pop-up and shows the board with the cursor on an appointment of a day.
    StandOn(NaiveDate, AppointmentId),
    /// Closes this pop-up and runs an action on the layer below.
    Run(Action),
    /// Changes the book; success closes every pop-up.
    Apply(Edit),
    /// Changes the book; success closes this pop-up alone, and one is back where it was opened.
    ApplyAndReturn(Edit),
    /// Changes the book; what is open stays open and reads it again.
    ApplyHere(Edit),
    /// Changes the book and shows the outcome here; success replaces this pop-up.
    ApplyThen(Edit, Box<dyn Component>),
    /// Changes the book and shows the outcome here; success closes every pop-up before that.
    ApplyAndTell(Edit, Box<dyn Component>),
    /// Closes this question, and makes the change that waited for its answer.
    ApplyAnswered,
    /// Closes this question, notes how big the dog is where somebody knows, and makes the booking that waited for it.
    ApplySized(Box<Dog>, Option<Size>),
    /// Says something in the message line.
    Say(String),
    /// Says that a letter means nothing here, and takes those typed right behind it for the same word.
    Stray(char),
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

impl Effect {
    /// What a key is where nothing is typed and which is bound to nothing: a letter that means nothing, or no letter.
    #[must_use]
    pub fn stray(key: KeyEvent) -> Self {
        match key.code {
            KeyCode::Char(letter) if !letter.is_whitespace() => Self::Stray(letter),
            _ => Self::None,
        }
    }
}

/// One layer of the desk.
pub trait Component {
    /// Which keys apply.
    fn context(&self) -> Context;

    /// The name of the form: what was typed earlier in a form of this name is there again when it opens.
    fn keeps(&self) -> Option<String> {
        None
    }

    /// What was typed here and is not saved, if that is worth keeping.
    fn typed(&self) -> Option<Typed> {
        None
    }

    /// Goes on with what was typed earlier, from its next `reload` on.
    fn go_on(&mut self, draft: &Draft) {
        let _ = draft;
    }

    /// The time that other desks are to see as held while this is open.
    fn holding(&self) -> Option<Holding> {
        None
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

    /// Whether there is nothing in the field that Backspace could take away, so that it goes a step back.
    fn is_rubbed_out(&self) -> bool {
        false
    }

    /// Whether this layer answers to an action at all; what it does not answer to is not shown.
    fn answers(&self, action: Action) -> bool {
        // Few layers are about a dog that has others beside it.
        action != Action::WithDogs
    }

    /// The word for an action in the footer, where this layer knows a better one.
    fn words(&self, action: Action) -> &'static str {
        action.words()
    }

    /// Does what a key is bound to; `Effect::None` for what it does not know.
    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect>;

    /// Takes a key as text for the focused field; where nothing is typed, a letter that is bound to nothing says so.
    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        let _ = cx;
        Ok(Effect::stray(key))
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

    /// Whether the Enter behind letters that mean nothing here closes this, so that a second one cannot be its yes.
    fn closes_astray(&self) -> bool {
        false
    }

    /// Draws itself.
    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint);
}
