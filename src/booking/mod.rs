//! From what somebody says to a place in the book: which dog is meant, what work it comes for, where that fits, and
//! why a time does not. Reads the store, writes nothing, knows no screen.

mod again;
mod dog;
mod fit;
mod held;
mod offers;
mod priced;
mod refusal;
pub mod together;
mod work;

pub use again::{Again, again, weeks_of, work_again};
pub use dog::{Meant, meant_dog};
pub use held::held;
pub use offers::{Wanted, offers};
pub use priced::priced;
pub use refusal::{Refusal, why_not};
pub use work::{PriceList, Work, booked_work, names, service_alone, work_for};
