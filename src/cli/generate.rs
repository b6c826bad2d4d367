//! `pomsalon generate`: made-up dogs as CSV, for trying the import and for measuring.

use std::io;

use clap::{Args, Subcommand};

use super::failure::{Failure, Result};
use crate::demo::dogs::write_dogs_csv;

/// Prints made-up data; the same seed gives the same bytes.
#[derive(Debug, Args)]
pub struct Generate {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Prints dogs as CSV: ID,FirstName,LastName,Age,Sex,Temperament
    Dogs {
        /// How many dogs
        #[arg(long, default_value_t = 100_000)]
        count: u64,
        /// Which dogs: the same seed gives the same bytes
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

impl Generate {
    /// Prints the file.
    pub fn run(self) -> Result<()> {
        let What::Dogs { count, seed } = self.what;
        write_dogs_csv(&mut io::stdout().lock(), count, seed).map_err(Failure::Output)
    }
}
