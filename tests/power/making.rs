//! The power goes while a salon is made, and while thousands of dogs come in.

use pomsalon::store::{Purpose, Store};

use crate::cuts;
use crate::disk::Disk;
use crate::ledger::{DOGS, ana, book, filling, is_sound, many_dogs, scale, ten};

#[test]
fn a_new_salon_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::watch(folder.path());
    let path = folder.path().join("salon.db");
    let (made, moments) = disk.moments_of(|| Store::create(&path, &filling(), ten()));
    made.unwrap();
    let mut tried = 0;
    for (at, moment) in moments.iter().enumerate() {
        tried += cuts(moment, at as u64 + 1, |after| {
            let path = after.path().join("salon.db");
            if path.exists() {
                return is_sound(&path).map(|dogs| assert_eq!(dogs, DOGS));
            }
            // What is left over does not stand in the way of the next try.
            Store::create(&path, &filling(), ten()).map_err(|error| error.to_string())
        });
    }
    tried += cuts(&disk.moment(), 1, |after| {
        is_sound(&after.path().join("salon.db")).map(|dogs| assert_eq!(dogs, DOGS))
    });
    println!("making a salon, fault points: {tried} tried, lost 0");
}

#[test]
fn an_import_that_the_power_ends_is_taken_back_by_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let salon = book(folder.path());
    let disk = Disk::watch(folder.path());
    let dogs = many_dogs(scale(300, 1_200));
    let mut store = Store::open(&salon.path, Purpose::Command).unwrap();
    let (done, moments) = disk.moments_of(|| store.import_dogs(&dogs, "Imported dogs", &ana(), |_| {}));
    done.unwrap();
    let every = scale(moments.len().div_ceil(6), 1);
    let mut tried = 0;
    for (at, moment) in moments.iter().enumerate().step_by(every) {
        tried += cuts(moment, at as u64 + 1, |after| {
            match is_sound(&after.path().join("salon.db"))? {
                DOGS => Ok(()),
                // Its last piece may have reached the disk before it was confirmed.
                all if all == DOGS + dogs.len() && at + 1 == moments.len() => Ok(()),
                some => Err(format!("{some} dogs")),
            }
        });
    }
    tried += cuts(&disk.moment(), 1, |after| {
        match is_sound(&after.path().join("salon.db"))? {
            all if all == DOGS + dogs.len() => Ok(()),
            some => Err(format!("{some} dogs of an import that was confirmed")),
        }
    });
    println!("import, fault points: {tried} tried, lost 0");
}
