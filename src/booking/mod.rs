//! From what somebody says to a place in the book: which dog is meant, what work it comes for, where that fits, and
//! why a time does not. Reads the store, writes nothing, knows no screen.

mod absent;
mod again;
mod amended;
mod asked_price;
mod away;
mod beyond;
mod bound;
mod candidates;
mod coming;
mod dearer;
mod dog;
mod fit;
mod held;
mod how_big;
mod offers;
mod outgrown;
mod plan;
mod price_list;
mod priced;
mod reasons;
mod refusal;
mod series;
mod stretch;
mod taking;
mod to_answer;
pub mod together;
mod unsigned;
mod waited_for;
mod whole;
mod work;

pub use again::{Again, again, weeks_of, work_again};
pub use amended::{amended, replaced, with_guess};
pub use asked_price::price_asked;
pub use away::{
    Absence, Asking, AwayPlan, Counts, Instead, Orphan, Trip, asking, dogs_of_call, first_names, one_call,
    still_to_do, told_all, told_of_later,
};
pub use beyond::{Insisted, insisted};
pub use bound::bound;
pub use candidates::{Candidate, Freed, candidates, first_fit, freed_by, freed_in, work_of};
pub use coming::{coming, coming_words, expected, next_to_come};
pub use dearer::prices_in_turn;
pub use dog::{Meant, as_close, is_breed_alone, meant_dog, named_in_full, nearly_called};
pub use fit::Spot;
pub use held::held;
pub use how_big::{NoSize, for_its_size, no_size};
pub use offers::{Wanted, offers, offers_with};
pub use plan::{Line, Way, twice};
pub use price_list::PriceList;
pub use priced::{priced, priced_as};
pub use refusal::{Refusal, in_order, is_refused, why_not};
pub use series::SeriesAsk;
pub use taking::{call_log, filling, off_the_list, taking};
pub use to_answer::to_answer;
pub use unsigned::{unsigned, unsigned_at_the_counter, unsigned_to_come};
pub use waited_for::{Known, known_of};
pub use whole::{Extent, changed, reached, whole_edit};
pub use work::{ForSize, Work, booked_work, meant_for, meant_service, names, service_alone, work_for};
