//! Stories of the desk: keys go in as a receptionist presses them, and the screen is looked at.

#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

mod again;
mod answered;
mod any_keys;
mod astray;
mod backups;
mod beyond;
mod booking;
mod broken;
mod cards;
mod care;
mod days;
mod drafts;
mod fingers;
mod forms;
mod harness;
mod harness_story;
mod history;
mod holds;
mod household_more;
mod households;
mod keystrokes;
mod late;
mod letters;
mod line;
mod lists;
mod machine;
mod monday;
mod moved;
mod offers;
mod prices;
mod recovery;
mod salon;
mod series;
mod series_saved;
mod setup;
mod sick_day;
mod sizes;
mod waiting;
mod week;
mod whole_cards;
mod wishes;
mod words;
