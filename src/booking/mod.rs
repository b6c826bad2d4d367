//! From what somebody says to a place in the book: which dog is meant, what work it comes for, where that fits, and
//! why a time does not. Reads the store, writes nothing, knows no screen.

mod candidates;
mod dog;
mod held;
mod offers;
mod refusal;
mod work;

pub use candidates::{Candidate, Freed, call_log, candidates, first_fit, freed_by, taking, work_of};
pub use dog::{Meant, meant_dog};
pub use held::held;
pub use offers::{Wanted, offers};
pub use refusal::{Refusal, why_not};
pub use work::{Work, booked_work, names, work_for};
