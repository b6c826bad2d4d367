//! Which of several services suits a dog, by what their names say.

use super::dog::Size;
use super::rebook::is_breed;
use super::text::{fold, words};

/// Work of so many minutes is done in between, and is nobody's usual groom.
pub const IN_BETWEEN: i64 = 30;

/// How well a service suits a dog by its name; less is better, and the first part counts before the second.
///
/// A name that carries the dog's own breed (`Pom bath` for a Pomeranian) comes before one that carries none, and that
/// before one of another breed; the same of a size (`Full groom small`).
#[must_use]
pub fn by_name(service: &str, breed: &str, size: Option<Size>) -> (u8, u8) {
    let (service, breed) = (fold(service), fold(breed));
    let breeds = words(&service).filter(|word| is_breed(word) || is_in(word, &breed));
    let sizes = words(&service).filter_map(size_of);
    (
        best(breeds.map(|word| is_in(word, &breed))),
        best(sizes.map(|named| Some(named) == size)),
    )
}

/// Of what a name says of a dog: 0 where it is so of this one, 1 where it says nothing, 2 where it is so of others only.
fn best(said: impl Iterator<Item = bool>) -> u8 {
    said.map(|is_so| if is_so { 0 } else { 2 }).min().unwrap_or(1)
}

/// Whether a word of a service's name is part of a breed, as `pom` is of Pomeranian.
fn is_in(word: &str, breed: &str) -> bool {
    word.len() >= 3 && words(breed).any(|part| part.starts_with(word))
}

fn size_of(word: &str) -> Option<Size> {
    match word {
        "small" => Some(Size::Small),
        "medium" => Some(Size::Medium),
        "large" => Some(Size::Large),
        "xl" => Some(Size::ExtraLarge),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_breed_comes_first_and_another_one_last() {
        let first = |breed, services: &[&'static str]| {
            let mut services = services.to_vec();
            services.sort_by_key(|name| by_name(name, breed, Some(Size::Small)));
            services[0]
        };
        let baths = ["Pom bath + blow-out", "Wash + dry", "Poodle bath"];
        assert_eq!(first("Pomeranian", &baths), "Pom bath + blow-out");
        assert_eq!(first("Toy poodle", &baths), "Poodle bath");
        assert_eq!(first("Labrador", &baths), "Wash + dry");
        assert_eq!(first("", &baths), "Wash + dry");
        // Shampoo is no breed, although poodles are half of some.
        assert_eq!(by_name("Shampoo + dry", "Labrador", None).0, 1);
        let grooms = ["Full groom large", "Full groom", "Full groom small"];
        assert_eq!(first("Spaniel", &grooms), "Full groom small");
        assert_eq!(first("Spaniel", &grooms[..2]), "Full groom");
    }
}
