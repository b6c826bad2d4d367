//! What opens above a screen; each closes the same way and keeps what was typed.

pub mod as_it_stood;
pub mod backups;
pub mod book;
pub mod cancel;
pub mod client_card;
pub mod conflict;
pub mod dog_card;
pub mod entry;
pub mod find;
pub mod freed;
pub mod help;
pub mod history;
pub mod hits;
pub mod jump;
pub mod numbered;
pub mod own_prices;
pub mod palette;
pub mod prices;
pub mod question;
pub mod resize;
pub mod together;
pub mod told;
pub mod wait;
pub mod waiting;
