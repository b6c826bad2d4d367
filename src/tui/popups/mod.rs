//! What opens above a screen; each closes the same way and keeps what was typed.

pub mod cancel;
pub mod help;
pub mod palette;
pub mod question;
pub mod resize;
pub mod times;
