//! Cards one fills in: fields with a title, a check and a place to go.
pub mod dog;
