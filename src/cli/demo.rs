//! `pomsalon demo`: the desk on a made-up salon that goes away, or that salon in a file to keep.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use clap::Args;

use super::desk::{self, DeskOptions};
use super::failure::{Failure, Result};
use super::output::print;
use super::salon_file::{Globals, make_folder_of};
use crate::demo::salon::{DemoSalon, plan};
use crate::domain::clock::Clock;
use crate::store::{Filling, GroomerWeek, Store};
use crate::tui::terminal::require_terminal;

/// Opens the desk on a made-up, busy salon; touches nothing of yours.
#[derive(Debug, Args)]
pub struct Demo {
    /// Which made-up salon: the same seed and moment give the same one
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the salon into the file named with --db and stops
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
                    "say where with --db FILE: the made-up salon is written there".to_owned(),
                ));
            };
            make_folder_of(path)?;
            self.write(globals, path)?;
            print(&format!("Made up Salon Pom in {}\n", path.display()))?;
            return Ok(0);
        }
        require_terminal().map_err(Failure::Usage)?;
        let folder = PrivateFolder::make()?;
        let path = folder.path.join("salon.db");
        self.write(globals, &path)?;
        desk::run(&DeskOptions {
            path,
            now: globals.now,
            read_only: globals.read_only,
            practice: true,
        })
    }

    fn write(&self, globals: &Globals, path: &Path) -> Result<()> {
        let zone = chrono_tz::Europe::Lisbon;
        let now = globals.now.map_or(Clock::Zone(zone), Clock::Fixed).now();
        Store::create(path, &filling(plan(self.seed, now)), now)?;
        Ok(())
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
        services,
        appointments,
        steps,
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
        })
        .collect();
    let appointments = appointments.into_iter().zip(steps).collect();
    Filling {
        salon,
        groomers,
        services,
        clients,
        dogs,
        appointments,
    }
}

/// A folder that only this account can look into, gone when the desk is.
struct PrivateFolder {
    path: PathBuf,
}

impl PrivateFolder {
    fn make() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("pomsalon-demo-{}", uuid::Uuid::now_v7()));
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(Failure::io(format!("making {}", path.display())))?;
        Ok(Self { path })
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // What is left lies in the system's temporary folder, which is swept anyway.
        let _ = fs::remove_dir_all(&self.path);
    }
}
