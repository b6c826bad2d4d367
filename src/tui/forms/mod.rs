//! Cards one fills in: fields with a title, a check and a place to go.

pub mod entry;
pub mod form;
pub mod record;
mod view;
