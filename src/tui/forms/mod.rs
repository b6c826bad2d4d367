//! Cards one fills in: fields with a title, a check and a place to go.

pub mod client;
pub mod copies;
pub mod dog;
pub mod entry;
pub mod first_client;
pub mod form;
pub mod groomer;
pub mod new_dog;
pub mod new_prices;
pub mod own_rate;
mod owner;
pub mod rate;
pub mod record;
pub mod service;
mod view;
pub mod work;
