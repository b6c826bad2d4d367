//! This test, started once more as another process that works on the same file and says each thing it has done.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child as Process, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use chrono::Utc;
use pomsalon::backup;
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::client::Client;
use pomsalon::store::{ClientEdit, Edit, GroomerEdit, Purpose, Store, StoreError};
use rusqlite::Connection;

use crate::salon::{DESKS, appointment, appointment_id, book, by, dog, friday, week};
use crate::soak::Chance;
use crate::support::Desk;

const JOB: &str = "POMSALON_FAULTS_JOB";
const FILE: &str = "POMSALON_FAULTS_DB";
const ARGUMENTS: [&str; 4] = [
    "--exact",
    "--ignored",
    "--nocapture",
    "child::one_of_many_processes",
];

/// Far more than any step takes on a busy machine; only a failing story waits this long.
const DEADLINE: Duration = Duration::from_mins(1);

/// What a child does.
#[derive(Clone, Copy, Debug)]
pub enum Job {
    /// Books one appointment after the other, and every fourth time saves a whole week instead.
    Writer {
        desk: u64,
        from: u64,
        count: u64,
        pause_ms: u64,
    },
    /// Makes one backup after the other.
    Keeper,
    /// Books, takes back and looks around for a while, at times that others want too, with a moment of thought
    /// between. Some wait as a command does, some as the desk does.
    Contender { desk: u64, seconds: u64 },
    /// Waits for a word, opens the file and adds a client.
    Starter { desk: u64 },
    /// Says that it has saved before it has.
    Careless { desk: u64 },
    /// Takes the file to save a dog's card, and saves it when somebody presses Enter.
    Holder { desk: u64 },
}

impl Job {
    fn words(self) -> String {
        match self {
            Self::Writer {
                desk,
                from,
                count,
                pause_ms,
            } => format!("writer {desk} {from} {count} {pause_ms}"),
            Self::Keeper => "keeper".to_owned(),
            Self::Contender { desk, seconds } => format!("contender {desk} {seconds}"),
            Self::Starter { desk } => format!("starter {desk}"),
            Self::Careless { desk } => format!("careless {desk}"),
            Self::Holder { desk } => format!("holder {desk}"),
        }
    }
}

/// A running child; killed when dropped.
pub struct Child {
    process: Process,
    lines: Receiver<String>,
}

impl Child {
    pub fn start(db: &Path, job: Job) -> Self {
        let mut process = command(db, job)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = process.stdout.take().unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let mut out = BufReader::new(out);
            let mut line = String::new();
            // A line without its end was cut off with its process.
            while out.read_line(&mut line).is_ok_and(|length| length > 0) && line.ends_with('\n') {
                if let Some(said) = line.trim_end().strip_prefix("said ")
                    && sender.send(said.to_owned()).is_err()
                {
                    return;
                }
                line.clear();
            }
        });
        Self { process, lines }
    }

    /// The next thing it says.
    pub fn next(&self) -> String {
        self.lines.recv_timeout(DEADLINE).expect("the child goes on")
    }

    /// What it has said by now.
    pub fn said(&self) -> Vec<String> {
        self.lines.try_iter().collect()
    }

    /// Lets it go on from where it waits.
    pub fn go(&mut self) {
        self.process.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }

    /// Kills it on the spot and gives the rest of what it has said.
    pub fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.rest()
    }

    /// Waits for its own end, which has to be a good one, and gives the rest of what it has said.
    pub fn finish(mut self) -> Vec<String> {
        let rest = self.rest();
        assert!(self.process.wait().unwrap().success(), "a child failed: {rest:?}");
        rest
    }

    fn rest(&self) -> Vec<String> {
        let since = Instant::now();
        let mut rest = Vec::new();
        loop {
            match self.lines.recv_timeout(DEADLINE) {
                Ok(said) => rest.push(said),
                Err(RecvTimeoutError::Disconnected) => return rest,
                Err(RecvTimeoutError::Timeout) => panic!("a child says nothing for {:?}", since.elapsed()),
            }
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The command that starts a child.
pub fn command(db: &Path, job: Job) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(ARGUMENTS).env(JOB, job.words()).env(FILE, db);
    command
}

/// Starts a child at a terminal of its own.
pub fn at_a_terminal(db: &Path, job: Job) -> Desk {
    let environment = [(JOB, job.words()), (FILE, db.to_str().unwrap().to_owned())];
    let environment = environment
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    Desk::start_program(
        &std::env::current_exe().unwrap(),
        &ARGUMENTS,
        &environment,
        80,
        24,
    )
}

/// Not a story of its own: what each child does.
#[test]
#[ignore = "started by the stories"]
fn one_of_many_processes() {
    let Ok(job) = std::env::var(JOB) else { return };
    let db = PathBuf::from(std::env::var_os(FILE).unwrap());
    println!(); // the test's own words stand before it on this line
    let mut words = job.split(' ');
    let name = words.next().unwrap();
    let numbers: Vec<u64> = words.map(|word| word.parse().unwrap()).collect();
    match (name, numbers[..].as_ref()) {
        ("writer", &[desk, from, count, pause_ms]) => write(&db, desk, from..from + count, pause_ms),
        ("keeper", []) => keep(&db),
        ("contender", &[desk, seconds]) => contend(&db, desk, Duration::from_secs(seconds)),
        ("starter", &[desk]) => start(&db, desk),
        ("careless", &[desk]) => careless(&db, desk),
        ("holder", &[desk]) => hold(&db, desk),
        _ => panic!("no job {job}"),
    }
}

fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("said {words}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The edit of a desk by its number.
fn edit(store: &Store, desk: u64, number: u64) -> Edit {
    if number % 4 != 3 {
        return book(appointment(desk, number));
    }
    let weeks = store.groomer_weeks().unwrap();
    let rev = weeks[usize::try_from(desk).unwrap()].groomer.rev;
    Edit::Groomer(GroomerEdit::Save(week(desk, number, rev)))
}

fn write(db: &Path, desk: u64, numbers: std::ops::Range<u64>, pause_ms: u64) {
    let mut store = Store::open(db, Purpose::Command).unwrap();
    for number in numbers {
        let edit = edit(&store, desk, number);
        let since = Instant::now();
        match store.apply(&edit, &by("ana")) {
            Ok(_) => say(&format!("{number} {}", since.elapsed().as_micros())),
            Err(StoreError::Busy(who)) => say(&format!("busy {who:?}")),
            Err(error) => panic!("desk {desk}, edit {number}: {error}"),
        }
        std::thread::sleep(Duration::from_millis(pause_ms));
    }
    store.close().unwrap();
}

/// How long the desk goes on trying.
const PATIENCE: Duration = Duration::from_secs(5);

fn contend(db: &Path, desk: u64, time: Duration) {
    let as_desk = desk.is_multiple_of(2);
    let purpose = if as_desk { Purpose::Desk } else { Purpose::Command };
    let mut store = Store::open(db, purpose).unwrap();
    let mut chance = Chance::new(desk + 1);
    let started = Instant::now();
    let mut number = 0;
    while started.elapsed() < time {
        number += 1;
        let edit = if number % 5 == 0 {
            Edit::Undo
        } else {
            book(wish(&mut chance, desk, number))
        };
        let since = Instant::now();
        let done = loop {
            match store.apply(&edit, &by(&format!("desk {desk}"))) {
                Err(StoreError::Busy(_)) if as_desk && since.elapsed() < PATIENCE => {}
                done => break done,
            }
        };
        match done {
            Ok(_) => say(&format!("saved {}", since.elapsed().as_micros())),
            Err(StoreError::Refused(_)) => say("refused"),
            Err(StoreError::Busy(who)) => say(&format!("busy {who:?}")),
            Err(error) => panic!("desk {desk}, edit {number}: {error}"),
        }
        store.visits(friday().succ_opt().unwrap()).unwrap();
        std::thread::sleep(Duration::from_millis(20 + chance.below(60)));
    }
    store.close().unwrap();
}

/// An appointment with any dog at any of a few groomers' times of two days.
fn wish(chance: &mut Chance, desk: u64, number: u64) -> Appointment {
    let place = appointment(chance.below(3), chance.below(92));
    Appointment {
        id: appointment_id(desk, 1_000_000 + number),
        dog_id: dog(chance.below(DESKS)),
        lane: None,
        ..place
    }
}

fn start(db: &Path, desk: u64) {
    say("ready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    let open = || Store::open(db, Purpose::Command);
    let mut store = match open() {
        // As every command does with a file of an older edition.
        Err(StoreError::Older(..)) => backup::upgrade(db, Utc::now()).and_then(|_| open()).unwrap(),
        opened => opened.unwrap(),
    };
    let client = Client {
        first_name: format!("Starter {desk}"),
        ..Client::blank()
    };
    store
        .apply(&Edit::Client(ClientEdit::Add(client)), &by("ana"))
        .unwrap();
    store.close().unwrap();
    say("started");
}

fn keep(db: &Path) {
    loop {
        match backup::now(db, Utc::now()) {
            Ok(made) => say(&format!("{}", made.number)),
            Err(error) => panic!("{error}"),
        }
    }
}

/// What a program does that answers before the file has it, and in two steps what belongs together.
fn careless(db: &Path, desk: u64) {
    let store = Store::open(db, Purpose::Command).unwrap();
    let shell = Connection::open(db).unwrap();
    let id = crate::salon::groomer(desk).to_string();
    let start = crate::salon::start_of(7);
    shell
        .execute(
            "UPDATE shift SET start_min = ?1 WHERE groomer_id = ?2 AND weekday = 1",
            (start, &id),
        )
        .unwrap();
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    shell
        .execute("UPDATE groomer SET name = 'Groomer 7' WHERE id = ?1", [&id])
        .unwrap();
    say("7 0");
    std::thread::sleep(DEADLINE); // killed here
    drop(store);
}

fn hold(db: &Path, desk: u64) {
    let store = Store::open(db, Purpose::Command).unwrap();
    let shell = Connection::open(db).unwrap();
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    let id = dog(desk).to_string();
    shell
        .execute("UPDATE dog SET note = 'held' WHERE id = ?1", [id])
        .unwrap();
    say("held");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    shell.execute_batch("COMMIT").unwrap();
    say("saved");
    shell.close().unwrap();
    store.close().unwrap();
}
