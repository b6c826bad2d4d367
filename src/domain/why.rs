//! Why a time is refused, all of it in as few words as one can say on the phone.

use super::clock::hhmm;
use super::rejection::Rejection;

/// All reasons in words: what holds for the whole salon once, then one sentence a groomer, in the order they came.
#[must_use]
pub fn in_words(reasons: &[Rejection]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let mut groomers: Vec<(&str, Vec<&Rejection>)> = Vec::new();
    for reason in reasons {
        let Some((groomer, _)) = of_groomer(reason) else {
            let words = reason.to_string();
            if !said.contains(&words) {
                said.push(words);
            }
            continue;
        };
        match groomers.iter_mut().find(|(known, _)| *known == groomer) {
            Some((_, all)) => all.push(reason),
            None => groomers.push((groomer, vec![reason])),
        }
    }
    said.extend(groomers.into_iter().map(|(groomer, all)| match all.as_slice() {
        [only] => only.to_string(),
        all => {
            let does: Vec<String> = all
                .iter()
                .filter_map(|reason| of_groomer(reason))
                .map(|it| it.1)
                .collect();
            format!("{groomer} {}", listed(&does))
        }
    }));
    said
}

/// Words in a row, as one says them: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The groomer a reason is about, and what stands behind the name; `None` for what holds for the whole salon.
fn of_groomer(reason: &Rejection) -> Option<(&str, String)> {
    let groomer = match reason {
        Rejection::TooShort {
            groomer,
            missing,
            by,
            start_min,
        } => {
            let end = hhmm(start_min + missing);
            return Some((
                groomer,
                format!("has {by} at {} (this would end {end})", hhmm(*start_min)),
            ));
        }
        Rejection::OffShift {
            groomer,
            hours,
            until: Some(until),
        } => {
            let end = hhmm(*until);
            return Some((groomer, format!("works {hours} that day (this would end {end})")));
        }
        Rejection::GroomerTaken { groomer, .. }
        | Rejection::OffShift { groomer, .. }
        | Rejection::OnBreak { groomer, .. }
        | Rejection::Off { groomer, .. }
        | Rejection::NoSkill { groomer, .. }
        | Rejection::TooLarge { groomer, .. }
        | Rejection::FullDay { groomer, .. } => groomer,
        _ => return None,
    };
    let words = reason.to_string();
    let does = words.strip_prefix(groomer.as_str())?.trim_start().to_owned();
    Some((groomer, does))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_reasons_of_a_groomer_are_one_sentence_and_the_salons_are_said_once() {
        let pause = |groomer: &str| Rejection::OnBreak {
            groomer: groomer.to_owned(),
            start_min: 780,
            end_min: 810,
        };
        let door = Rejection::DoorFull {
            dogs: 5,
            start_min: 780,
            end_min: 795,
        };
        let short = Rejection::TooShort {
            groomer: "Ana".to_owned(),
            missing: 15,
            by: "Rex".to_owned(),
            start_min: 840,
        };
        let cannot = Rejection::NoSkill {
            groomer: "Ana".to_owned(),
            service: "Nails".to_owned(),
        };
        assert_eq!(
            in_words(&[
                pause("Ana"),
                short.clone(),
                door.clone(),
                pause("Bo"),
                door,
                cannot
            ]),
            [
                "5 dogs are dropped off 13:00-13:15 already",
                "Ana has a break 13:00-13:30, has Rex at 14:00 (this would end 14:15) and does not do Nails",
                "Bo has a break 13:00-13:30",
            ]
        );
        assert_eq!(in_words(&[short]), ["Ana has Rex at 14:00, this would end 14:15"]);
        assert_eq!(in_words(&[]), [""; 0]);
    }
}
