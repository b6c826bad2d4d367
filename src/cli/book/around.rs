//! What else there is to know of a booking, on the standard error: what the dog and its household are booked for already,
//! who waits, and whose time it was.

use super::care;
use crate::booking::{Known, expected, held, known_of};
use crate::cli::failure::Result;
use crate::cli::free::groomer_name;
use crate::cli::salon_file::Open;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::Names;
use crate::domain::id::{AppointmentId, DogId};
use crate::store::{DogLine, Offer};
use crate::tui::this_desk::ThisDesk;

/// More coming appointments than this nobody reads aloud.
const TOLD: usize = 3;

/// Which other desk holds a time for a caller, in a sentence; `None` where nobody does.
pub(super) fn held_by(open: &Open, offer: &Offer) -> Result<Option<String>> {
    let this = ThisDesk::here("", open.store.path());
    let holds = held(&open.store, std::slice::from_ref(offer), None, |day| {
        this.held_elsewhere(&open.store, day)
    })?;
    let hold = holds.into_iter().flatten().next();
    Ok(hold.map(|hold| {
        if hold.is_of_the_call_list() {
            return format!(
                "{} is still to be asked for this very time: when you call, propose another one.",
                hold.dog
            );
        }
        format!(
            "{} is on the phone about this very time for {}: tell them that it is taken.",
            hold.desk, hold.dog
        )
    }))
}

/// Who waits for a time like this one, in a sentence; `None` where nobody does.
pub(super) fn waited_for(open: &Open, dog: DogId, offer: &Offer) -> Result<Option<String>> {
    let known = known_of(&open.store, dog, std::slice::from_ref(offer), &[], open.now)?;
    Ok(known.into_iter().flatten().find_map(|known| match known {
        Known::Waited(other) => Some(format!("{other} waits for such a time: 8 at the desk.")),
        Known::Kept | Known::Beside | Known::Declined => None,
    }))
}

/// Tells what else is booked for these dogs and their household from today on, and which of them wait.
pub(super) fn tell(open: &Open, dogs: &[DogLine], booked: &[AppointmentId], names: &Names) -> Result<()> {
    for dog in dogs {
        let already = coming(open, dog.id, booked, names)?;
        if !already.is_empty() {
            care::tell_sentence(&format!("{} comes already: {already}.", dog.first_name));
        }
    }
    let client = dogs.iter().find_map(|dog| dog.client_id);
    let household = match client {
        Some(client) => open.store.dogs_of(client)?,
        None => Vec::new(),
    };
    for other in household
        .iter()
        .filter(|other| dogs.iter().all(|dog| dog.id != other.id))
    {
        let already = coming(open, other.id, booked, names)?;
        if !already.is_empty() {
            let name = &other.first_name;
            care::tell_sentence(&format!("{name} of the same client comes too: {already}."));
        }
    }
    let waiting = open.store.waitlist(open.today())?;
    for line in waiting
        .iter()
        .filter(|line| dogs.iter().any(|dog| dog.id == line.wait.dog_id))
        .filter(|line| line.wait.call || !line.wait.wish.is_over(open.today()))
    {
        if line.wait.call {
            care::tell_sentence(&format!(
                "{} is on the call list; when this is the time, take it off there: 8 at the desk.",
                line.dog
            ));
            continue;
        }
        let wish = line.wait.wish.words(line.groomer.as_deref(), open.today());
        care::tell_sentence(&format!(
            "{} is on the waiting list ({wish}); when this is the time, take it off there: 8 at the desk.",
            line.dog
        ));
    }
    Ok(())
}

/// When a dog comes from today on, but for what was just booked; empty when it does not.
fn coming(open: &Open, dog: DogId, booked: &[AppointmentId], names: &Names) -> Result<String> {
    let mut coming = expected(&open.store, dog, open.today())?;
    coming.retain(|each| !booked.contains(&each.id));
    let words = coming.iter().take(TOLD).map(|each| {
        format!(
            "{} {} with {}",
            short_day(each.day, open.today()),
            hhmm(each.start_min),
            groomer_name(names, each.groomer_id)
        )
    });
    let mut words = words.collect::<Vec<_>>().join(", ");
    if coming.len() > TOLD {
        words = match coming.len() - TOLD {
            1 => format!("{words} and once more"),
            more => format!("{words} and {more} times more"),
        };
    }
    Ok(words)
}
