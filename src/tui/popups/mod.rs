//! What opens above a screen; each closes the same way and keeps what was typed.

pub mod backups;
pub mod book;
pub mod cancel;
pub mod client_card;
pub mod dog_card;
pub mod find;
pub mod help;
pub mod hits;
pub mod jump;
pub mod numbered;
pub mod palette;
pub mod question;
pub mod resize;
