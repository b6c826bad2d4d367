//! PomSalon: the front desk of a dog-grooming salon, in a terminal.
//!
//! The map: what is on the screen, and which file draws it.
//!
//! ```text
//! ┌───────────────────────────────────────────────────────────────────────────────┐
//! │[1 Today]2 Dogs 3 Slots 4 Clients 5 Groomers 6 Services 7 8 9  backup 12 min   │ tui/widgets/chrome.rs
//! │ Friday 20 November 2026 · today · Salon Pom      21 dogs, 10 to come, 1 late  │ tui/screens/today/mod.rs
//! │ 09:00 ▌W Bella Moreira !B   ▌R Kiki Costa     with 100 columns and more:      │ tui/screens/today/grid.rs
//! │       ▌Pom bath             ▌Pom full tidy    else a list:                    │ tui/day/list.rs
//! │═10:40 ═════════════════════  ┌ Book Bella Moreira ─────────────────────────┐  │ tui/popups: book, find, cancel,
//! │                              │» 1 Thu 26 Nov  10:00-11:15  Ana             │  │   dog_card, client_card, help ..
//! │ other screens:               │  2 Thu 26 Nov  13:30-14:45  Bo   as last    │  │   series, together, away, wait;
//! │ tui/screens/dogs.rs,         │ Say: Thursday 26th at 10 with Ana, 50 euros │  │   history, entry, as_it_stood;
//! │ slots, clients.rs,           └─────────────────────────────────────────────┘  │ widgets/popup.rs; domain/sentence.rs
//! │ groomers.rs, services.rs,                                                     │ behind 0: popups/book/more.rs
//! │ week, waitlist.rs, salon.rs                                                   │ cards one fills in: tui/forms
//! ├───────────────────────────────────────────────────────────────────────────────┤
//! │ Bella Moreira · Pomeranian · Marta Moreira 555 0123                           │ tui/screens/today/detail.rs
//! │ ! BITES  fears the dryer                                                      │
//! │ » Booked Bella Moreira Thu 26 Nov 10:00 with Ana · u undoes                   │ tui/app, store/appointment.rs
//! │ Space next step  b book  m move  x cancel  Enter dog card  / find  ? help     │ tui/keymap, tui/action.rs
//! └───────────────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! A key comes in through [`tui::event`], is looked up in [`tui::keymap`], goes to the top layer ([`tui::component`]), and
//! what it changes goes through [`tui::app`] into [`store`], the only room that knows SQL. Rules and words are in
//! [`domain`]. [`cli`] answers from a shell, [`backup`] keeps verified copies, [`paper`] keeps the day sheets. The first
//! run is asked for in `tui/setup`; a file that does not open is explained in `tui/recovery`.

pub mod backup;
pub mod booking;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod import;
pub mod paper;
pub mod store;
pub mod tui;
