//! The one condition, in SQL, of the letter `V` and of the list of bookings that outlive a vaccine.

/// Whether the dog `d` lacks vaccine `v`, which rule `r` asks for, on the day of appointment `a`: what
/// `Vaccinated::is_due` says in Rust. A card on which nobody ever wrote one counts only where it is refused, or where
/// this very work asks for it.
macro_rules! is_due {
    () => {
        // The brackets count: `||` binds tighter than `*`, and without them no dog of known birth is ever old enough.
        "(d.birth IS NULL OR date(d.birth, '+' || (v.from_weeks * 7) || ' days') <= a.day)
          AND coalesce((SELECT max(x.until) FROM vaccination AS x WHERE x.dog_id = a.dog_id AND x.vaccine_id = v.id),
            iif(r.refuses = 1 OR r.service_id IS NOT NULL, '', '9999')) < a.day"
    };
}

pub(in crate::store) use is_due;
