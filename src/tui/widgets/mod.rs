//! What screens and pop-ups are drawn with; nothing here knows the salon.

pub mod bounced;
pub mod chrome;
pub mod field;
pub mod list;
pub mod paged;
pub mod popup;
pub mod rubbing;
pub mod search;
pub mod straying;
pub mod table;
pub mod text;
