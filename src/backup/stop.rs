//! Lets another thread end a backup under way.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use rusqlite::{Connection, InterruptHandle};

use crate::store::{Result, StoreError};

/// The backup's side of the wish to stop.
#[derive(Debug, Default)]
pub(super) struct Stop {
    wished: Arc<AtomicBool>,
    handles: Option<Sender<InterruptHandle>>,
}

impl Stop {
    /// A backup that nobody ends.
    pub(super) fn never() -> Self {
        Self::default()
    }

    /// A backup that ends when `wished` turns true; long statements end when their handle, sent here, interrupts.
    pub(super) const fn when(wished: Arc<AtomicBool>, handles: Sender<InterruptHandle>) -> Self {
        Self {
            wished,
            handles: Some(handles),
        }
    }

    /// Lets the other thread interrupt this connection.
    pub(super) fn watch(&self, connection: &Connection) -> Result<()> {
        if let Some(handles) = &self.handles {
            let _ = handles.send(connection.get_interrupt_handle()); // nobody there: nobody will interrupt
        }
        self.check()
    }

    /// Whether the wish was made.
    pub(super) fn is_wished(&self) -> bool {
        self.wished.load(Ordering::Acquire)
    }

    /// Ends the work here when that was wished.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_wished() {
            let error = io::Error::new(io::ErrorKind::Interrupted, "stopped on request");
            return Err(StoreError::Io("making a backup".to_owned(), error));
        }
        Ok(())
    }
}
