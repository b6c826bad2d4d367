//! `pomsalon bench`: the founding benchmark, on the user's own machine.

mod inserts;
mod mixed;
mod salon;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};

use super::failure::Result;
use super::private_folder::PrivateFolder;
use super::salon_file::Globals;

/// Measures this machine on files that are deleted afterwards; the salon's own file is not touched.
#[derive(Debug, Args)]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Dogs put in one by one, one durable commit each, beside a bare table that is filled in the same run
    Inserts {
        /// How many dogs on each side at most
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
        count: u64,
        /// How long at most
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
        seconds: u64,
        #[command(flatten)]
        place: Place,
    },
    /// A writer that never rests and readers of a day's appointments, each alone and then together
    Mixed {
        /// How long each of the three is measured
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=3_600))]
        seconds: u64,
        /// The most dogs the writer puts in each time
        #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
        count: u64,
        /// How many readers
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
        readers: u8,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
struct Place {
    /// Where the files to measure with are made [default: beside the salon's file, else the folder one is in]
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

impl Bench {
    /// Measures and prints rates and ratios.
    pub fn run(self, globals: &Globals) -> Result<()> {
        match self.what {
            What::Inserts {
                count,
                seconds,
                place,
            } => {
                let folder = place.folder(globals)?;
                inserts::run(&folder, count, Duration::from_secs(seconds), globals.json)
            }
            What::Mixed {
                seconds,
                count,
                readers,
                place,
            } => {
                let folder = place.folder(globals)?;
                mixed::run(
                    &folder,
                    Duration::from_secs(seconds),
                    count,
                    readers,
                    globals.json,
                )
            }
        }
    }
}

impl Place {
    /// The disk that matters is the one the salon's file is on; a folder for passing things is often in memory.
    fn folder(&self, globals: &Globals) -> Result<PrivateFolder> {
        if let Some(dir) = &self.dir {
            return PrivateFolder::inside(dir);
        }
        let salon = globals.path().ok();
        let beside = salon
            .as_deref()
            .and_then(Path::parent)
            .filter(|folder| folder.is_dir());
        PrivateFolder::inside(beside.unwrap_or_else(|| Path::new(".")))
    }
}

/// The middle one of some measurements; 0 when there are none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[odd / 2],
        even => f64::midpoint(values[even / 2 - 1], values[even / 2]),
    }
}

/// How many a second.
#[allow(clippy::cast_precision_loss)] // counts of a bench are far below 2^53
fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(f64::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
        assert!(median(Vec::new()).abs() < 1e-9);
    }
}
