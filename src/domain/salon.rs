//! The salon itself: its name, its time zone and the hours it opens.

use chrono_tz::Tz;

use super::text::{distance_at_most, fold};

/// The one salon of a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Salon {
    /// The name over the door.
    pub name: String,
    /// The zone of the salon's wall clock, an IANA name such as `Europe/Lisbon`.
    #[serde(serialize_with = "zone_name")]
    pub zone: Tz,
    /// When the door opens, in minutes since midnight.
    pub opens_min: i64,
    /// When the door closes, in minutes since midnight.
    pub closes_min: i64,
    /// The word said after an amount: `euros`, `dollars`.
    pub currency: String,
    /// A folder on another disk where every backup goes as well; empty when there is none.
    pub second_folder: String,
    /// The command that takes a backup to another place, word by word, `{}` standing for the file; empty when there is none.
    pub off_site: Vec<String>,
    /// Raised at each edit.
    pub rev: i64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature serde asks for
fn zone_name<S: serde::Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

impl Salon {
    /// A salon as a new file starts it: open 09:00 to 18:00, prices in euros.
    #[must_use]
    pub fn new(name: &str, zone: Tz) -> Self {
        Self {
            name: name.to_owned(),
            zone,
            opens_min: 9 * 60,
            closes_min: 18 * 60,
            currency: "euros".to_owned(),
            second_folder: String::new(),
            off_site: Vec::new(),
            rev: 1,
        }
    }
}

/// Finds a time zone by its IANA name, whatever the case; a city alone is enough when it is the only one.
#[must_use]
pub fn find_zone(text: &str) -> Option<Tz> {
    let wanted = text.trim().replace(' ', "_");
    if wanted.is_empty() {
        return None;
    }
    let mut cities = chrono_tz::TZ_VARIANTS.iter().filter(|zone| {
        zone.name()
            .rsplit('/')
            .next()
            .is_some_and(|city| city.eq_ignore_ascii_case(&wanted))
    });
    chrono_tz::TZ_VARIANTS
        .iter()
        .find(|zone| zone.name().eq_ignore_ascii_case(&wanted))
        .or_else(|| cities.next())
        .copied()
}

/// Names of zones that somebody who typed this may have meant, at most `most`.
#[must_use]
pub fn near_zones(text: &str, most: usize) -> Vec<&'static str> {
    let wanted = fold(&text.trim().replace(' ', "_"));
    if wanted.is_empty() {
        return Vec::new();
    }
    let wanted_city = wanted.rsplit('/').next().unwrap_or(&wanted);
    let mut near: Vec<(usize, &str)> = chrono_tz::TZ_VARIANTS
        .iter()
        .filter_map(|zone| {
            let name = fold(zone.name());
            let city = name.rsplit('/').next().unwrap_or(&name);
            if name.contains(&wanted) || city.contains(wanted_city) {
                return Some((0, zone.name()));
            }
            distance_at_most(wanted_city, city, 2).map(|slips| (slips, zone.name()))
        })
        .collect();
    // One slip away beats two: the others would only be noise.
    let least = near.iter().map(|(slips, _)| *slips).min();
    near.retain(|(slips, _)| Some(*slips) == least);
    near.sort_unstable();
    near.into_iter().take(most).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_enough_to_find_its_zone() {
        assert_eq!(find_zone("lisbon"), Some(Tz::Europe__Lisbon));
        assert_eq!(find_zone("new york"), Some(Tz::America__New_York));
        assert_eq!(find_zone("Lisboa"), None);
    }

    #[test]
    fn a_misspelt_zone_leads_to_the_ones_that_may_be_meant() {
        assert_eq!(near_zones("Lisboa", 3), ["Europe/Lisbon"]);
        assert!(near_zones("Europe/Berln", 3).contains(&"Europe/Berlin"));
        assert!(near_zones("Xyzzyplugh", 3).is_empty());
    }
}
