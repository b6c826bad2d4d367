//! What is typed: keys and pasted text in their order, and the action that a key stands for.

use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{After, App};
use crate::store::{Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Effect, Tab};
use crate::tui::keymap::{Context, lookup};
use crate::tui::popups::as_it_stood::AsItStood;
use crate::tui::popups::not_now::NotNow;
use crate::tui::popups::waiting::WaitingList;
use crate::tui::popups::{
    backups::Backups, book::Book, find::Find, help::Help, history::History, palette::Palette,
};
use crate::tui::widgets::rubbing::{EMPTY_NOW, Rubbing};
use crate::tui::widgets::straying::Strayed;

/// Said when letters were typed into the question before saving, and Enter behind them.
const NOTHING_SAVED: &str = "Nothing was saved: only Enter alone says yes there; Enter asks again";

/// Said of an Enter on a screen right behind the one that booked or moved something.
const IN_THE_BOOK: &str = "It is in the book: that Enter did nothing; once more opens what is selected";

/// So many letters of what was typed on a screen are said.
const SAID: usize = 12;

/// Something typed that waits for its turn.
pub(super) enum Typed {
    Key(KeyEvent),
    Paste(String),
}

impl App {
    /// Takes one key; keys that come while an edit waits for the file are kept in order.
    pub fn key(&mut self, key: KeyEvent) -> Result<After> {
        self.after = After::GoOn;
        self.holds.press();
        self.queue.push_back(Typed::Key(key));
        let done = self.drain();
        let failed = done.is_err();
        self.steady(done)?;
        if failed && self.message.as_ref().is_none_or(|message| !message.bad) {
            self.say(
                "The file could not be read for a moment; please press that key again",
                false,
            );
        }
        Ok(std::mem::replace(&mut self.after, After::GoOn))
    }

    /// Takes pasted text as if it were typed into the focused field, after the keys that came before it.
    pub fn paste(&mut self, text: &str) -> Result<()> {
        self.holds.press();
        self.queue.push_back(Typed::Paste(text.to_owned()));
        let done = self.drain();
        self.steady(done)
    }

    fn take_text(&mut self, text: &str) -> Result<()> {
        self.rubbing = Rubbing::default();
        self.straying.end();
        let (layer, cx) = self.top();
        if layer.context().is_text() {
            let effect = layer.paste(text, &cx)?;
            self.perform(effect)?;
        }
        Ok(())
    }

    /// Takes what was typed, as far as no edit waits for the file.
    pub(super) fn drain(&mut self) -> Result<()> {
        while self.waiting.is_none() && self.after != After::Quit {
            let Some(typed) = self.queue.pop_front() else {
                break;
            };
            self.dirty = true;
            match typed {
                Typed::Key(key) => {
                    self.press(key)?;
                    if key.code != KeyCode::Enter {
                        // Only an Enter is followed by another one that was not meant.
                        self.booked.end();
                    }
                }
                Typed::Paste(text) => self.take_text(&text)?,
            }
        }
        Ok(())
    }

    /// Says that a letter means nothing here. Whoever types a word into a pop-up that takes none is not to find that its
    /// next letter chose something and its Enter saved it.
    pub(super) fn stray(&mut self, letter: char) {
        let is_screen = self.context().is_screen();
        let is_form = self.context() == Context::Form;
        let words = match letter {
            _ if is_form => self.on_a_button(&letter.to_string()),
            // The words of what was done last stand below a pop-up that stays open.
            'u' => "close this first, then u undoes".to_owned(),
            'y' => "close this first, then y redoes".to_owned(),
            '/' if !is_screen => "close this first, then / finds".to_owned(),
            letter => format!("{letter} does nothing here; ? shows every key that does"),
        };
        self.say(words, false);
        let elapsed = (self.this.elapsed)();
        if is_screen {
            self.straying.begin_on_screen(letter, elapsed);
        } else {
            self.straying.begin(letter, elapsed);
        }
    }

    /// What letters are on a button: no field takes them, and Enter is said to be what it is.
    fn on_a_button(&mut self, word: &str) -> String {
        let enter = self.top().0.words(Action::Accept);
        format!("`{word}` does nothing on a button: Enter there means {enter}; Up goes to the fields")
    }

    /// Says of a word that it means nothing here, and of the Enter behind it that it did nothing.
    fn say_strayed(&mut self, strayed: &Strayed) -> Result<()> {
        let is_form = self.context() == Context::Form;
        let is_screen = self.context().is_screen();
        let words = match strayed {
            Strayed::On(word) if is_screen => {
                let word = beginning(word);
                format!("`{word}` was held back: nothing is typed here; / finds, b books")
            }
            Strayed::Ended(word) if is_screen => {
                let word = beginning(word);
                format!("Nothing was done: `{word}` and Enter were held back; / finds, b books")
            }
            Strayed::On(word) if is_form => self.on_a_button(word),
            Strayed::On(word) => {
                format!("`{word}` does nothing here; Backspace closes this, and then / finds")
            }
            // A typed line ends in two Enters: the second one is not to save what the first one was kept from.
            Strayed::Ended(_) if self.top().0.closes_astray() => {
                self.perform(Effect::Close)?;
                NOTHING_SAVED.to_owned()
            }
            Strayed::Ended(word) if is_form => {
                let enter = self.top().0.words(Action::Accept);
                format!("Nothing was done; Enter again means {enter}. `{word}` was typed on a button")
            }
            Strayed::Ended(word) => {
                format!("Nothing was done: `{word}` means nothing here; Enter again takes what is selected")
            }
        };
        self.say(words, false);
        Ok(())
    }

    fn press(&mut self, key: KeyEvent) -> Result<()> {
        self.message.take_if(|message| message.words == EMPTY_NOW);
        if self.context() == Context::NotNow && key.code == KeyCode::Enter {
            // That box saves nothing.
            self.straying.end();
        }
        if let Some(strayed) = self.straying.takes(&key, (self.this.elapsed)()) {
            return self.say_strayed(&strayed);
        }
        if self.is_bounced(&key) {
            return Ok(());
        }
        let (layer, _) = self.top();
        let (context, is_empty) = (layer.context(), layer.is_rubbed_out());
        if lookup(context, &key).is_some() {
            self.rubbing = Rubbing::default();
        } else if self.rubbing.holds_back(&key, is_empty) {
            self.say(EMPTY_NOW, false);
            return Ok(());
        }
        if context.is_text() && changes_text(&key) {
            // What was said about the line as it was.
            self.message.take_if(|message| !message.bad);
        }
        let (layer, cx) = self.top();
        let effect = match lookup(context, &key) {
            _ if layer.is_writing() && is_text_key(&key) => layer.input(key, &cx)?,
            Some(action) if layer.answers(action) => return self.run(action),
            _ if context.is_text() || is_text_key(&key) || key.code == KeyCode::Backspace => {
                layer.input(key, &cx)?
            }
            // A question must not look as if it had not heard.
            _ if context == Context::Question => {
                let (yes, no) = (layer.words(Action::Accept), layer.words(Action::Close));
                Effect::Say(format!("That key does nothing here: Enter {yes}; Backspace {no}"))
            }
            _ => Effect::None,
        };
        self.perform(effect)
    }

    /// Whether an Enter comes right behind the one that opened a call or ended one. In so short a time nobody has been
    /// called or has said yes, and the next one in line is not to be moved by it.
    fn is_bounced(&mut self, key: &KeyEvent) -> bool {
        let context = self.context();
        let words = match context {
            _ if key.code != KeyCode::Enter => {
                self.bounced.end();
                return false;
            }
            Context::Offering => "Nothing was done yet: Enter once more when they have said yes",
            // What is asked before the yes is saved.
            Context::Question => "Nothing was done yet: read this first, then Enter once more",
            Context::Freed | Context::Waitlist => {
                "Nobody is called yet: Enter once more calls the selected one"
            }
            screen if screen.is_screen() => return self.is_behind_a_booking(),
            _ => return false,
        };
        let elapsed = (self.this.elapsed)();
        if self.bounced.holds_back(elapsed) {
            self.say(words, false);
            return true;
        }
        if context != Context::Question {
            self.bounced.begin(elapsed);
        }
        false
    }

    /// Whether an Enter on a screen comes right behind the one that booked: the card of what lies there was not asked for,
    /// and what is typed next would go into it.
    fn is_behind_a_booking(&mut self) -> bool {
        let is_bounced = self.booked.holds_back((self.this.elapsed)());
        if is_bounced {
            self.say(IN_THE_BOOK, false);
        }
        is_bounced
    }

    /// Runs an action on the top layer, or says why it cannot be done now.
    pub fn run(&mut self, action: Action) -> Result<()> {
        self.dirty = true;
        let context = self.top().0.context();
        match action {
            Action::Help => {
                let help = {
                    let (layer, _) = self.top();
                    Help::about(layer)
                };
                return self.perform(Effect::Open(Box::new(help)));
            }
            Action::Palette => {
                let palette = {
                    let (layer, _) = self.top();
                    Palette::over(layer)
                };
                return self.perform(Effect::Open(Box::new(palette)));
            }
            Action::Repaint => {
                self.after = After::Repaint;
                return Ok(());
            }
            Action::ShowPlaced => return self.show_placed(),
            Action::Suspend => return self.perform(Effect::Suspend),
            Action::BackUp => return self.perform(Effect::BackUp),
            Action::Undo if context.is_screen() => return self.perform(Effect::Apply(Edit::Undo)),
            Action::Redo if context.is_screen() => return self.perform(Effect::Apply(Edit::Redo)),
            // A card and the list of vaccines show what is taken back, and stay.
            Action::Undo if shows_what_it_undoes(context) => {
                return self.perform(Effect::ApplyHere(Edit::Undo));
            }
            Action::Redo if shows_what_it_undoes(context) => {
                return self.perform(Effect::ApplyHere(Edit::Redo));
            }
            Action::Quit if !self.may_leave() => return Ok(()),
            Action::Quit => return self.perform(Effect::Quit),
            Action::ShowBackups if context.is_screen() => {
                return self.perform(Effect::Open(Box::new(Backups::default())));
            }
            Action::Find if context.is_screen() => {
                let find = if self.tab == Tab::Clients {
                    Find::for_clients()
                } else {
                    Find::default()
                };
                return self.perform(Effect::Open(Box::new(find)));
            }
            // Days are looked at on the board; only it, the free times and the week stay where they are.
            Action::Jump | Action::Today | Action::PreviousDay | Action::NextDay
                if context.is_screen() && !matches!(self.tab, Tab::Today | Tab::Slots | Tab::Week) =>
            {
                self.perform(Effect::Show(Tab::Today))?;
            }
            _ => {}
        }
        if let Some(tab) = tab_of(action) {
            self.screens.carry_day(self.tab, tab);
            return self.perform(Effect::Show(tab));
        }
        let (layer, cx) = self.top();
        if let Some(reason) = layer.disabled(action) {
            // What is typed on must not run as so many commands.
            if NotNow::is_for(action, context) {
                return self.perform(Effect::Open(Box::new(NotNow::new(action, reason))));
            }
            self.say(reason, false);
            return Ok(());
        }
        let effect = match (layer.update(action, &cx)?, action) {
            // A screen without a dog of its own books any dog.
            (Effect::None, Action::Book) if context.is_screen() => Effect::Open(Box::new(Book::any())),
            (Effect::None, Action::History) if context.is_screen() => Effect::Open(Box::new(History::all())),
            (Effect::None, Action::Waiting) if context.is_screen() => {
                Effect::Open(Box::new(WaitingList::default()))
            }
            (Effect::None, Action::AsItStood) if context.is_screen() => {
                Effect::Open(Box::new(AsItStood::on(cx.now.date())))
            }
            (effect, _) => effect,
        };
        self.perform(effect)
    }
}

/// As much of a word as a line has room for beside what is said of it.
fn beginning(word: &str) -> Cow<'_, str> {
    match word.char_indices().nth(SAID) {
        Some((end, _)) => Cow::Owned(format!("{}...", &word[..end])),
        None => Cow::Borrowed(word),
    }
}

const fn shows_what_it_undoes(context: Context) -> bool {
    matches!(context, Context::Card | Context::Vaccines)
}

fn is_text_key(key: &KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_))
        && !key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

fn changes_text(key: &KeyEvent) -> bool {
    is_text_key(key) || matches!(key.code, KeyCode::Backspace | KeyCode::Delete)
}

const fn tab_of(action: Action) -> Option<Tab> {
    Some(match action {
        Action::ShowToday => Tab::Today,
        Action::ShowDogs => Tab::Dogs,
        Action::ShowSlots => Tab::Slots,
        Action::ShowClients => Tab::Clients,
        Action::ShowGroomers => Tab::Groomers,
        Action::ShowServices => Tab::Services,
        Action::ShowWeek => Tab::Week,
        Action::ShowWaitlist => Tab::Waitlist,
        Action::ShowSalon => Tab::Salon,
        _ => return None,
    })
}
