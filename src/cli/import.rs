//! `pomsalon import`: takes dogs in from a CSV file.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::failure::{Failure, Result};
use super::output::{Progress, counted, print, print_json, tell, tell_lines};
use super::salon_file::{Globals, Open};
use crate::backup::pinned;
use crate::domain::client::Client;
use crate::domain::id::ClientId;
use crate::domain::text;
use crate::import::{Checked, Owner, Refused, check};
use crate::store::{NewDog, Store};

/// Takes data in; one undo takes the whole import back.
#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Takes dogs in from a CSV file; lines that cannot be taken are named on stderr
    Dogs(Dogs),
}

#[derive(Debug, Args)]
struct Dogs {
    /// The CSV file; - reads from a pipe
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only checks the file and says what would happen
    #[arg(long)]
    dry_run: bool,
    /// Takes nothing in when one line cannot be taken
    #[arg(long)]
    all_or_nothing: bool,
}

#[derive(Serialize)]
struct Outcome<'a> {
    dry_run: bool,
    imported: usize,
    refused: Vec<RefusedLine<'a>>,
    ignored_columns: &'a [String],
}

#[derive(Serialize)]
struct RefusedLine<'a> {
    line: u64,
    reason: &'a str,
}

impl Import {
    /// Checks the whole file, then takes the good lines in; the exit code is 5 when some were refused.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let What::Dogs(dogs) = self.what;
        let mut open = if dogs.dry_run {
            globals.open_to_read()?
        } else {
            globals.open_to_write("import")?
        };
        let result = dogs.run(&mut open, globals);
        open.store.close()?;
        result
    }
}

impl Dogs {
    fn run(&self, open: &mut Open, globals: &Globals) -> Result<()> {
        let name = self.name();
        let checked = check(&read(&self.file)?, open.today())
            .map_err(|error| Failure::Failed(format!("{name}: {error}")))?;
        let Checked {
            rows,
            mut refused,
            ignored_columns,
            ..
        } = checked;
        let mut lines = Vec::with_capacity(rows.len());
        let mut clients = Clients::default();
        let mut dogs = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(row.line);
            let mut dog = row.dog;
            let client = match row.owner {
                Some(owner) => clients.of(&open.store, owner)?,
                None => Brings::Nobody,
            };
            let client = match client {
                Brings::Nobody => None,
                Brings::Known(id) => {
                    dog.client_id = Some(id);
                    None
                }
                Brings::New(client) => {
                    dog.client_id = Some(client.id);
                    Some(*client)
                }
            };
            dogs.push(NewDog {
                dog,
                client,
                vaccine_until: row.vaccine_until,
            });
        }
        let known = open.store.known_dogs(&dogs)?;
        refused.extend(known.iter().map(|at| Refused {
            line: lines[*at],
            reason: format!("the ID {} is in the book already", dogs[*at].dog.id),
        }));
        refused.sort_by_key(|each| each.line);
        let dogs = without(dogs, &known);

        if !ignored_columns.is_empty() {
            tell(&format!(
                "Columns that say nothing to the desk: {}.",
                ignored_columns.join(", ")
            ));
        }
        if !refused.is_empty() {
            let lines: Vec<String> = refused.iter().map(ToString::to_string).collect();
            tell_lines(&lines);
        }
        let stopped = self.all_or_nothing && !refused.is_empty();
        let imported = if stopped { 0 } else { dogs.len() };
        if !self.dry_run && imported > 0 {
            // Whatever an import does wrong, the way back is a file that was verified before it.
            let db = open.store.path().to_owned();
            pinned(&db, globals.utc_now(&db), "before import")?;
            put_in(open, &dogs, &name)?;
            open.renew_paper();
        }
        if globals.json {
            print_json(&Outcome {
                dry_run: self.dry_run,
                imported,
                refused: refused
                    .iter()
                    .map(|each| RefusedLine {
                        line: each.line,
                        reason: &each.reason,
                    })
                    .collect(),
                ignored_columns: &ignored_columns,
            })?;
        } else {
            print(&self.summary(&name, imported, refused.len()))?;
        }
        if refused.is_empty() {
            Ok(())
        } else {
            Err(Failure::Said(5))
        }
    }

    /// The file's own name, for a sentence and for the journal.
    fn name(&self) -> String {
        if is_pipe(&self.file) {
            return "a pipe".to_owned();
        }
        let name = self.file.file_name().unwrap_or(self.file.as_os_str());
        text::clean(&name.to_string_lossy(), text::NAME)
    }

    fn summary(&self, name: &str, imported: usize, refused: usize) -> String {
        let done = match (imported, self.dry_run) {
            (0, false) => format!("Nothing was imported from {name}"),
            (0, true) => format!("Nothing would be imported from {name}"),
            (_, false) => format!("Imported {} from {name}", dogs_in_words(imported)),
            (_, true) => format!("{} would be imported from {name}", dogs_in_words(imported)),
        };
        match refused {
            0 => format!("{done}."),
            1 => format!("{done}; 1 line was refused."),
            _ => format!("{done}; {} lines were refused.", counted(refused)),
        }
    }
}

fn dogs_in_words(count: usize) -> String {
    match count {
        1 => "1 dog".to_owned(),
        _ => format!("{} dogs", counted(count)),
    }
}

fn put_in(open: &mut Open, dogs: &[NewDog], name: &str) -> Result<()> {
    let by = open.by();
    let mut progress = Progress::new();
    let all = counted(dogs.len());
    let label = format!("Imported {} from {name}", dogs_in_words(dogs.len()));
    open.store.import_dogs(dogs, &label, &by, |done| {
        progress.show(&format!("{} of {all} dogs", counted(done)));
    })?;
    Ok(())
}

fn without(dogs: Vec<NewDog>, known: &std::collections::HashSet<usize>) -> Vec<NewDog> {
    let mut orphaned: HashMap<ClientId, Client> = HashMap::new();
    let mut kept: Vec<NewDog> = Vec::with_capacity(dogs.len());
    for (at, mut new) in dogs.into_iter().enumerate() {
        if known.contains(&at) {
            // The client comes in with the next of its dogs instead.
            orphaned.extend(new.client.map(|client| (client.id, client)));
            continue;
        }
        if let Some(client) = new.dog.client_id.and_then(|id| orphaned.remove(&id)) {
            new.client = Some(client);
        }
        kept.push(new);
    }
    kept
}

/// Who brings a dog, as the book sees it.
enum Brings {
    Nobody,
    Known(ClientId),
    New(Box<Client>),
}

/// The clients a file names: each comes in once, and one that is in the book already is found there.
#[derive(Default)]
struct Clients {
    ids: HashMap<Owner, ClientId>,
}

impl Clients {
    fn of(&mut self, store: &Store, owner: Owner) -> Result<Brings> {
        if let Some(id) = self.ids.get(&owner) {
            return Ok(Brings::Known(*id));
        }
        if let Some(id) = store.client_like(&owner.first_name, &owner.last_name, &owner.phone)? {
            self.ids.insert(owner, id);
            return Ok(Brings::Known(id));
        }
        let client = Client {
            first_name: owner.first_name.clone(),
            last_name: owner.last_name.clone(),
            phone: owner.phone.clone(),
            email: owner.email.clone(),
            emergency: owner.emergency.clone(),
            pick_up: owner.pick_up.clone(),
            ..Client::blank()
        };
        self.ids.insert(owner, client.id);
        Ok(Brings::New(Box::new(client)))
    }
}

fn is_pipe(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn read(path: &Path) -> Result<Vec<u8>> {
    if is_pipe(path) {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(Failure::io("reading the pipe"))?;
        return Ok(bytes);
    }
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Failed(format!("there is no file {}", path.display())),
        io::ErrorKind::IsADirectory => {
            Failure::Failed(format!("{} is a folder; name the CSV file in it", path.display()))
        }
        _ => Failure::io(format!("reading {}", path.display()))(error),
    })
}
