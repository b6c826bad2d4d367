//! `pomsalon init`: makes a salon's file without questions.

use clap::Args;
use serde::Serialize;

use super::failure::{Failure, Result};
use super::output::{print, print_json};
use super::salon_file::{Globals, make_folder_of};
use super::shared_folder::share_folder_of;
use crate::domain::groomer::Groomer;
use crate::domain::id::GroomerId;
use crate::domain::opening;
use crate::domain::salon::{Salon, find_zone, near_zones};
use crate::domain::text;
use crate::store::{Filling, GroomerWeek, Store};

/// Makes an empty salon without questions; a file that is there already is refused.
#[derive(Debug, Args)]
pub struct Init {
    /// The name over the door
    #[arg(long)]
    name: String,
    /// The time zone of the salon's clock, such as Europe/Lisbon
    #[arg(long)]
    zone: String,
    /// A groomer, who works Monday to Saturday until changed at the desk; may be given several times
    #[arg(long = "groomer", value_name = "NAME")]
    groomers: Vec<String>,
    /// The Unix group whose accounts share the salon; its folder is made for them
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
}

#[derive(Serialize)]
struct Made<'a> {
    path: String,
    salon: &'a Salon,
    group: Option<&'a str>,
    groomers: Vec<&'a str>,
    services: Vec<&'a str>,
}

impl Init {
    /// Makes the file and says where it is.
    pub fn run(self, globals: &Globals) -> Result<()> {
        globals.refuse_read_only("init")?;
        let mut filling = self.filling()?;
        let now = globals.clock(&filling.salon).now();
        filling.rates = opening::rates(&filling.services, now.date());
        let path = globals.path()?;
        if let Some(group) = &self.group {
            share_folder_of(&path, group)?;
        } else if globals.db.is_none() {
            make_folder_of(&path)?;
        }
        Store::create(&path, &filling, now)?;
        let path = path.canonicalize().unwrap_or(path);
        let groomers: Vec<&str> = filling
            .groomers
            .iter()
            .map(|week| week.groomer.name.as_str())
            .collect();
        if globals.json {
            return print_json(&Made {
                path: path.display().to_string(),
                salon: &filling.salon,
                group: self.group.as_deref(),
                groomers,
                services: filling
                    .services
                    .iter()
                    .map(|service| service.name.as_str())
                    .collect(),
            });
        }
        let who = match groomers.as_slice() {
            [] => "no groomers yet".to_owned(),
            names => format!("with {}", names.join(", ")),
        };
        print(&format!(
            "Made {} at {}, {who}, and {} services to start from.{}",
            filling.salon.name,
            path.display(),
            filling.services.len(),
            self.group.as_ref().map_or_else(String::new, |group| format!(
                "\nEvery account of the group {group} may use it; `pomsalon doctor` says so."
            ))
        ))
    }

    fn filling(&self) -> Result<Filling> {
        let name = text::clean(&self.name, text::NAME);
        if name.is_empty() {
            return Err(Failure::Usage(
                "the salon needs a name, such as --name \"Salon Pom\".".to_owned(),
            ));
        }
        let zone = find_zone(&self.zone).ok_or_else(|| Failure::Usage(unknown_zone(&self.zone)))?;
        let salon = Salon::new(&name, zone);
        let mut filling = Filling::empty(salon);
        filling.services = opening::services();
        for (position, typed) in (1..).zip(&self.groomers) {
            let name = text::clean(typed, text::NAME);
            if name.is_empty() {
                return Err(Failure::Usage(
                    "a groomer needs a name, such as --groomer Ana.".to_owned(),
                ));
            }
            let twice = |week: &GroomerWeek| text::fold(&week.groomer.name) == text::fold(&name);
            if filling.groomers.iter().any(twice) {
                return Err(Failure::Usage(format!(
                    "there are two groomers called {name}; give one of them a longer name."
                )));
            }
            let id = GroomerId::new();
            filling.groomers.push(GroomerWeek {
                groomer: Groomer {
                    id,
                    name,
                    lanes: 1,
                    position,
                    active: true,
                    largest: None,
                    max_dogs: None,
                    rev: 1,
                },
                shifts: opening::shifts(id, &filling.salon),
                breaks: opening::breaks(id, &filling.salon),
                skills: Vec::new(),
            });
        }
        Ok(filling)
    }
}

fn unknown_zone(typed: &str) -> String {
    let typed = text::clean(typed, text::NAME);
    let near = near_zones(&typed, 3);
    if near.is_empty() {
        format!(
            "I do not know the time zone `{typed}`: write continent and city, such as Europe/Lisbon or America/New_York."
        )
    } else {
        format!(
            "I do not know the time zone `{typed}`: perhaps {}.",
            near.join(" or ")
        )
    }
}
