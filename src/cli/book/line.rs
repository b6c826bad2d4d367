//! A typed line as the book reads it: the end of a phone number behind a name that several dogs have, a word of the wish that
//! looked like a name, and how big the dog is said to be.

use crate::booking::together::named_together;
use crate::booking::{ForSize, Meant, Work, meant_dog};
use crate::cli::failure::Result;
use crate::cli::output::tell;
use crate::cli::salon_file::Open;
use crate::domain::dog::Dog;
use crate::domain::expert::{self, Expert, Names, Wish};
use crate::domain::phrase;
use crate::domain::text::digits;
use crate::store::{DogEdit, DogLine, Edit};

/// Fewer digits are rather an hour or a day.
const TAIL: usize = 3;

/// The line as it is meant, with a word about what was read otherwise than it stands there.
pub(super) fn read(open: &Open, typed: &str, names: &Names) -> Result<Expert> {
    let today = open.today();
    let line = expert::parse(typed, today, names);
    if let Some(line) = with_phone_tail(open, typed, &line, names)? {
        return Ok(line);
    }
    let is_one = named_together(&line.dog).len() == 1;
    let line = match line.misspelt {
        Some(ref rather)
            if is_one
                && rather.wish.problems.is_empty()
                && meant_dog(&open.store, &line.dog, today)? == Meant::Nobody
                && meant_dog(&open.store, &rather.dog, today)? != Meant::Nobody =>
        {
            (**rather).clone()
        }
        _ => line,
    };
    Ok(line)
}

/// The same where digits behind the name are the end of a phone number: of one of several dogs of that name, or where they are
/// no time that could be meant.
fn with_phone_tail(open: &Open, typed: &str, line: &Expert, names: &Names) -> Result<Option<Expert>> {
    let today = open.today();
    let words = phrase::split(typed);
    let count = phrase::split(&line.dog).len();
    let is_tail = |text: &str| text.len() >= TAIL && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(tail) = words.get(count).filter(|word| is_tail(&word.text)) else {
        return Ok(None);
    };
    let (mut dogs, sure) = match meant_dog(&open.store, &line.dog, today)? {
        Meant::Several(dogs) => (dogs, true),
        Meant::One(dog) => (vec![dog], false),
        Meant::Nobody => return Ok(None),
    };
    dogs.retain(|dog| digits(&dog.phone).ends_with(&tail.text));
    let Some(first) = dogs.first() else {
        return Ok(None);
    };
    if !sure && line.wish.problems.is_empty() {
        return Ok(None);
    }
    let mut read = expert::parse_named(typed, count + 1, today, names);
    tell(&format!(
        "`{}` is read as the end of {}'s phone number, not as a time.",
        tail.typed, first.client
    ));
    if dogs.len() == 1 {
        read.dog = first.id.to_string();
    }
    Ok(Some(read))
}

/// Says whose name was only nearly typed.
pub(in crate::cli) fn tell_heard(wish: &Wish) {
    for (typed, name) in &wish.heard {
        tell(&format!("`{typed}` is read as {name}."));
    }
}

/// Says whose name was only nearly typed, and notes how big the dog was said to be.
pub(super) fn take_note(open: &mut Open, line: &DogLine, wish: &Wish) -> Result<()> {
    tell_heard(wish);
    note_size(open, line, wish)
}

/// Notes the size that was said on the card that says none, or says that the card knows better.
fn note_size(open: &mut Open, line: &DogLine, wish: &Wish) -> Result<()> {
    let (Some(size), Some(dog)) = (wish.size, open.store.dog(line.id)?) else {
        return Ok(());
    };
    match dog.size {
        Some(noted) if noted != size => tell(&format!(
            "{} is {} by the card, which counts; change it there if `{}` is right.",
            dog.first_name,
            noted.as_str(),
            size.as_str()
        )),
        Some(_) => {}
        None => {
            let words = format!("Noted on the card: {} is {}.", dog.first_name, size.as_str());
            let noted = Dog {
                size: Some(size),
                ..dog
            };
            open.store.apply(&Edit::Dog(DogEdit::Save(noted)), &open.by())?;
            tell(&words);
        }
    }
    Ok(())
}

/// Says what is still open of a price that goes by the size of a dog nobody has sized.
pub(super) fn tell_open_price(dog: &DogLine, work: &Work) {
    if work.sized == ForSize::Unknown {
        tell(&format!(
            "Nobody noted how big {} is, so the price is the least it can be: type small, medium, large or xl with the next \
             booking, or note it on the card.",
            dog.first_name
        ));
    }
}
