//! What must be known before a time is promised, on the standard error beside the sentence to say.

use chrono::NaiveDate;

use crate::booking::Work;
use crate::cli::failure::Result;
use crate::cli::output::tell_lines;
use crate::cli::salon_file::Open;
use crate::domain::care::{Planned, Warning};
use crate::domain::id::{DogId, ServiceId};
use crate::paper::PAGE;

/// Everything to know before this work is booked on a day, the most serious first.
pub(super) fn warnings(open: &Open, dog: DogId, work: &Work, day: NaiveDate) -> Result<Vec<Warning>> {
    let services = open.store.services()?;
    let needs_waiver = services.iter().find(|service| {
        let is_done = work.need.services.iter().any(|(id, _)| *id == service.id);
        service.needs_waiver && is_done
    });
    let done: Vec<ServiceId> = work.need.services.iter().map(|(id, _)| *id).collect();
    Ok(open.store.care(dog)?.warnings(Planned {
        day,
        today: open.today(),
        services: &done,
        needs_waiver: needs_waiver.map(|service| service.name.as_str()),
        currency: &open.salon.currency,
    }))
}

/// Says what there is to know, in lines of a page's width.
pub(super) fn tell(warnings: &[Warning]) {
    if warnings.is_empty() {
        return;
    }
    let words: Vec<&str> = warnings.iter().map(|each| each.words.as_str()).collect();
    tell_sentence(&format!("Take care: {}.", words.join("; ")));
}

/// Says something in lines of a page's width.
pub(super) fn tell_sentence(sentence: &str) {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= PAGE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    tell_lines(&lines);
}
