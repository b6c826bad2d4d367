//! Stories of the desk: keys go in as a receptionist presses them, and the screen is looked at.

mod any_keys;
mod booking;
mod harness;
mod harness_story;
mod keystrokes;
mod salon;
