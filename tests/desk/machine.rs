//! The machine that several desks of a story run on: which of them live, and its clocks. The story moves them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use pomsalon::tui::this_desk::ThisDesk;

/// One machine; every desk on it has its own handle.
#[derive(Clone, Default)]
pub struct Machine {
    processes: Rc<Cell<u32>>,
    running: Rc<RefCell<Vec<u32>>>,
    elapsed: Rc<Cell<Duration>>,
}

#[allow(dead_code)] // each story uses its part
impl Machine {
    /// A process that starts now.
    pub fn start(&self) -> u32 {
        let process = self.processes.get() + 1;
        self.processes.set(process);
        self.running.borrow_mut().push(process);
        process
    }

    /// A process that is no more, however it ended.
    pub fn end(&self, process: u32) {
        self.running.borrow_mut().retain(|other| *other != process);
    }

    /// Lets so much time pass, for everybody on it.
    pub fn pass(&self, time: Duration) {
        self.elapsed.set(self.elapsed.get() + time);
    }

    /// The moment by its clock.
    pub fn utc(&self) -> DateTime<Utc> {
        DateTime::<Utc>::default() + TimeDelta::from_std(self.elapsed.get()).unwrap_or_default()
    }

    /// The desk of a process, as it knows itself.
    pub fn this_desk(&self, actor: &str, process: u32) -> ThisDesk {
        let machine = self.clone();
        let running = move |asked: &[u32]| {
            let running = machine.running.borrow();
            asked
                .iter()
                .copied()
                .filter(|one| running.contains(one))
                .collect()
        };
        let (clock, elapsed) = (self.clone(), Rc::clone(&self.elapsed));
        ThisDesk {
            name: format!("{actor} on pts/{process}"),
            process,
            running: Box::new(running),
            utc: Box::new(move || clock.utc()),
            elapsed: Box::new(move || elapsed.get()),
        }
    }
}
