//! A groomer with a dog beyond the rules has no more time than one with any other dog.

use crate::salon::Salon;

#[test]
fn beside_a_dog_beyond_the_rules_nothing_more_is_offered_or_booked() {
    let salon = Salon::open();
    salon.run(&["book", "bella moreira bath mon 10 ana"]).ok();
    let squeezed = ["book", "bellatrix bath mon 10:45 ana", "--anyway", "matted"];
    salon.run(&squeezed).ok();
    // The first of them leaves at 11:15, the other one only at noon.
    let free = salon.run(&["free", "nails", "mon", "ana"]).ok().out;
    assert!(free.contains("12:00"), "{free}");
    assert!(!free.contains("11:15"), "{free}");
    let third = salon.run(&["book", "rex nails mon 11:15 ana", "--yes"]);
    assert_eq!(third.code, 5, "{}{}", third.out, third.err);
    assert!(
        third
            .err
            .starts_with("Not booked: Ana is taken 10:45-12:00 by Bellatrix Black.\n"),
        "{}",
        third.err
    );
    salon.run(&["book", "rex nails mon 12 ana", "--yes"]).ok();
    let doctor = salon.run(&["doctor"]).out;
    let doctor: Vec<&str> = doctor.split_whitespace().collect();
    assert!(
        doctor
            .join(" ")
            .contains("none overlaps another but 1 that was booked so on purpose."),
        "{doctor:?}"
    );
}
