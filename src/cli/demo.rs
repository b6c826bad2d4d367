//! `pomsalon demo`: the desk on a made-up salon that goes away, or that salon in a file to keep.

use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::desk::{self, DeskOptions};
use super::failure::{Failure, Result};
use super::output::{counted, print, print_json};
use super::private_folder::PrivateFolder;
use super::salon_file::Globals;
use crate::demo::salon::{DemoSalon, plan};
use crate::domain::clock::Clock;
use crate::store::{Filling, GroomerWeek, Store};
use crate::tui::terminal::require_terminal;

/// Opens the desk on a made-up, busy salon; touches nothing of yours.
///
/// Its opening hours and its full day lie around the moment at which it is made, so that there is something to look at in
/// the night and on a Sunday too: the same seed and moment give the same salon, with or without --no-desk. --now names
/// the moment.
#[derive(Debug, Args)]
pub struct Demo {
    /// Which made-up salon
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the salon into the file named with --db and stops; it stays at the day it was made on
    #[arg(long)]
    no_desk: bool,
}

impl Demo {
    /// Makes the salon up, and opens the desk on it; gives the exit code.
    pub fn run(self, globals: &Globals) -> Result<u8> {
        if self.no_desk {
            globals.refuse_read_only("demo --no-desk")?;
            let Some(path) = &globals.db else {
                return Err(Failure::Usage(
                    "name the new file for the made-up salon: pomsalon demo --no-desk --db FILE.".to_owned(),
                ));
            };
            let made = self.write(globals, path)?;
            return if globals.json {
                print_json(&made)
            } else {
                print(&made.in_words())
            }
            .map(|()| 0);
        }
        require_terminal().map_err(Failure::Usage)?;
        let folder = PrivateFolder::inside(&std::env::temp_dir())?;
        let path = folder.file("salon.db");
        self.write(globals, &path)?;
        desk::run(&DeskOptions {
            path,
            now: globals.now,
            read_only: globals.read_only,
            practice: true,
        })
    }

    fn write(&self, globals: &Globals, path: &Path) -> Result<Made> {
        let zone = chrono_tz::Europe::Lisbon;
        let now = globals.now.map_or(Clock::Zone(zone), Clock::Fixed).now();
        let filling = filling(plan(self.seed, now));
        Store::create(path, &filling, now)?;
        Ok(Made {
            path: path.display().to_string(),
            salon: filling.salon.name,
            dogs: filling.dogs.len(),
            appointments: filling.appointments.len(),
        })
    }
}

/// What was written.
#[derive(Serialize)]
struct Made {
    path: String,
    salon: String,
    dogs: usize,
    appointments: usize,
}

impl Made {
    fn in_words(&self) -> String {
        format!(
            "Made up {} at {}: {} dogs, {} appointments.",
            self.salon,
            self.path,
            counted(self.dogs),
            counted(self.appointments)
        )
    }
}

/// The made-up salon as the store takes it in.
fn filling(demo: DemoSalon) -> Filling {
    let DemoSalon {
        salon,
        clients,
        dogs,
        groomers,
        shifts,
        breaks,
        vaccines,
        vaccinations,
        services,
        rates,
        appointments,
        add_ons,
        steps,
        weights,
        records,
        waits,
    } = demo;
    let groomers = groomers
        .into_iter()
        .map(|groomer| GroomerWeek {
            shifts: shifts
                .iter()
                .filter(|shift| shift.groomer_id == groomer.id)
                .cloned()
                .collect(),
            breaks: breaks
                .iter()
                .filter(|pause| pause.groomer_id == groomer.id)
                .cloned()
                .collect(),
            groomer,
            skills: Vec::new(),
        })
        .collect();
    let appointments = appointments.into_iter().zip(steps).collect();
    Filling {
        salon,
        groomers,
        services,
        rates,
        clients,
        dogs,
        vaccines,
        vaccinations,
        appointments,
        add_ons,
        weights,
        records,
        waits,
    }
}
