//! Series: every so many weeks, looked at day by day before anything is saved; and what a change of one appointment
//! means for the others.

mod begin;
mod change;
mod extent;
mod lines;

pub use begin::Begin;
pub use extent::ask;
