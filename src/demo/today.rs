//! Where today's appointments stand at a minute: as the clock has it, and every status at least once.

use std::collections::BTreeMap;

use super::random::Random;
use crate::domain::appointment::{Appointment, CANCEL_REASONS};
use crate::domain::id::ClientId;
use crate::domain::status::Status;

/// A part somebody has to play, so that the day is worth looking at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    DidNotCome,
    Overstays,
    WaitsForPickUp,
    WentHome,
    IsLate,
    IsOnTheTable,
    JustArrived,
    IsConfirmed,
    IsBooked,
    CalledOff,
}

/// The parts in the order they are cast: those with the fewest dogs to choose from first.
const PARTS: [Part; 10] = [
    Part::Overstays,
    Part::WaitsForPickUp,
    Part::IsOnTheTable,
    Part::IsLate,
    Part::DidNotCome,
    Part::WentHome,
    Part::JustArrived,
    Part::CalledOff,
    Part::IsConfirmed,
    Part::IsBooked,
];

/// Gives each of today's appointments its status at `moment`; `client_of` tells who brings the dog of each.
pub(super) fn settle(
    appointments: &mut [Appointment],
    client_of: &[Option<ClientId>],
    moment: i64,
    dice: &mut Random,
) {
    for appointment in &mut *appointments {
        appointment.status = by_the_clock(appointment, moment, dice);
    }
    let mut dogs_of: BTreeMap<Option<ClientId>, i64> = BTreeMap::new();
    for client in client_of {
        *dogs_of.entry(*client).or_default() += 1;
    }
    let mut cast = vec![false; appointments.len()];
    for part in PARTS {
        let best = (0..appointments.len())
            .filter(|place| !cast[*place])
            .min_by_key(|place| {
                // The dogs of one household do the same thing, so the parts go to dogs that come alone; and a
                // household of which one stays away would be odder than a day against the clock.
                let household = dogs_of.get(&client_of[*place]).is_some_and(|dogs| *dogs > 1);
                let odd = match part {
                    _ if !household => 0,
                    Part::DidNotCome | Part::CalledOff | Part::IsLate => 20_000,
                    _ => 2_000,
                };
                misfit(part, &appointments[*place], moment) + odd
            });
        if let Some(place) = best {
            cast[place] = true;
            play(part, &mut appointments[place], moment, dice);
        }
    }
    come_and_go_together(appointments, client_of);
}

/// Dogs of one client that begin together come through the door together, and leave together.
fn come_and_go_together(appointments: &mut [Appointment], client_of: &[Option<ClientId>]) {
    let mut visits: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (place, one) in appointments.iter().enumerate() {
        if let Some(client) = client_of[place].filter(|_| one.status.holds_time()) {
            visits.entry((client, one.start_min)).or_default().push(place);
        }
    }
    for places in visits.into_values().filter(|places| places.len() > 1) {
        let stand = |is: fn(Status) -> bool| places.iter().any(|place| is(appointments[*place].status));
        let expected = stand(Status::is_expected);
        let (here, gone) = (stand(Status::is_in_salon), stand(|status| status == Status::Gone));
        let confirmed = stand(|status| status == Status::Confirmed);
        let pick_up = places.iter().map(|place| appointments[*place].pickup_min).max();
        for place in places {
            let one = &mut appointments[place];
            one.pickup_min = pick_up.unwrap_or(one.pickup_min);
            let status = &mut one.status;
            *status = match *status {
                Status::Booked | Status::Confirmed if here || gone => Status::Arrived,
                Status::Booked if confirmed => Status::Confirmed,
                Status::Gone if here || expected => Status::Ready,
                stands => stands,
            };
        }
    }
}

fn by_the_clock(appointment: &Appointment, moment: i64, dice: &mut Random) -> Status {
    let (early_pick_up, early_arrival, confirmed) = (dice.chance(50), dice.chance(70), dice.chance(60));
    if appointment.pickup_min <= moment || (appointment.end_min <= moment && early_pick_up) {
        Status::Gone
    } else if appointment.end_min <= moment {
        Status::Ready
    } else if appointment.start_min <= moment {
        Status::InWork
    } else if appointment.start_min <= moment + 15 && early_arrival {
        Status::Arrived
    } else if confirmed {
        Status::Confirmed
    } else {
        Status::Booked
    }
}

/// How badly an appointment suits a part: minutes away from the best time, thousands when it contradicts the clock.
fn misfit(part: Part, appointment: &Appointment, moment: i64) -> i64 {
    let (start, end) = (appointment.start_min, appointment.end_min);
    let over = |minutes: i64| if end + minutes > moment { 10_000 } else { 0 };
    let begun = |minutes: i64| if start + minutes > moment { 10_000 } else { 0 };
    let ahead = if start <= moment { 10_000 } else { 0 };
    let running = if end <= moment { 5_000 } else { 0 };
    match part {
        // One gives up after half an hour; better still when the whole time is over.
        Part::DidNotCome => begun(30) + over(0) / 4 + (end - (moment - 60)).abs(),
        Part::Overstays => over(10) + (end - (moment - 40)).abs(),
        Part::WaitsForPickUp => over(0) + (end - (moment - 10)).abs(),
        Part::WentHome => over(0) + end,
        Part::IsLate => begun(10) + running + (start - (moment - 20)).abs(),
        Part::IsOnTheTable => begun(0) + running + (start - (moment - 30)).abs(),
        Part::JustArrived => ahead + (start - (moment + 10)).abs(),
        Part::IsConfirmed | Part::IsBooked => ahead + (start - moment).abs(),
        // This morning, so that the freed time is gone as well and today stays full.
        Part::CalledOff => over(0) + if start > moment { 10_000 } else { 0 } + (start - (moment - 90)).abs(),
    }
}

fn play(part: Part, appointment: &mut Appointment, moment: i64, dice: &mut Random) {
    appointment.status = match part {
        Part::DidNotCome => Status::NoShow,
        Part::Overstays | Part::WaitsForPickUp => Status::Ready,
        Part::WentHome => Status::Gone,
        Part::IsLate | Part::IsConfirmed => Status::Confirmed,
        Part::IsOnTheTable => Status::InWork,
        Part::JustArrived => Status::Arrived,
        Part::IsBooked => Status::Booked,
        Part::CalledOff => Status::Cancelled,
    };
    let told = appointment.pickup_min;
    match part {
        Part::Overstays => appointment.pickup_min = told.min(moment - 10).max(appointment.end_min),
        Part::WaitsForPickUp => {
            let soon = (moment + 20).div_euclid(5) * 5;
            appointment.pickup_min = told.max(soon.min(24 * 60)).max(appointment.end_min);
        }
        Part::CalledOff => (*dice.pick(&CANCEL_REASONS[..4])).clone_into(&mut appointment.cancel_reason),
        _ => {}
    }
}
