//! A disk that forgets everything nobody asked it to keep.
//!
//! This binary has an `fsync` and an `fdatasync` of its own, which the linker prefers to the system's: each call reads
//! the file through the descriptor it was given, and those bytes are what a power cut leaves of it. A folder's own
//! names are kept in the same way. What was written since may be there or not, sector by sector, as the dice fall.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::{AtFlags, FileType, Statx, StatxFlags};

/// A disk loses or keeps this many bytes at once.
const SECTOR: usize = 512;

/// Which file: device and inode, and when that inode was born, for numbers are given again.
type Identity = (u32, u32, u64, i64, u32);

type Bytes = Arc<Vec<u8>>;

#[derive(Default)]
struct Kept {
    files: HashMap<Identity, Bytes>,
    names: BTreeMap<PathBuf, Identity>,
    /// The folder as it was just before each call, when somebody wants to know.
    moments: Option<Vec<Moment>>,
}

static DISKS: Mutex<Vec<(PathBuf, Arc<Mutex<Kept>>)>> = Mutex::new(Vec::new());

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder on the disk that forgets.
pub struct Disk {
    root: PathBuf,
    kept: Arc<Mutex<Kept>>,
}

/// Everything that is known of a folder at one moment.
#[derive(Clone)]
pub struct Moment {
    /// Names as they are, and the bytes of each as the program would read them.
    now: BTreeMap<PathBuf, (Bytes, Bytes)>,
    /// Names as the folder was asked to keep them, and the bytes that were asked to be kept.
    kept: BTreeMap<PathBuf, Bytes>,
}

/// What a power cut makes of what nobody asked to be kept.
#[derive(Clone, Copy, Debug)]
pub enum Cut {
    /// New names are there; their files have only what was asked to be kept.
    FilesForget,
    /// Names and bytes are those that were asked to be kept.
    AllForget,
    /// New names are there, and each sector written since is there or not.
    Torn(u64),
}

impl Disk {
    /// Watches a folder; what is in it now is kept.
    pub fn watch(root: &Path) -> Self {
        let root = fs::canonicalize(root).unwrap();
        let mut kept = Kept::default();
        for path in files(&root) {
            let identity = identity(&path);
            kept.files.insert(identity, Arc::new(fs::read(&path).unwrap()));
            kept.names.insert(path, identity);
        }
        let kept = Arc::new(Mutex::new(kept));
        locked(&DISKS).push((root.clone(), Arc::clone(&kept)));
        Self { root, kept }
    }

    /// The folder as it is now.
    pub fn moment(&self) -> Moment {
        moment(&self.root, &locked(&self.kept))
    }

    /// Does something, and gives the folder as it was before each wish to keep something.
    pub fn moments_of<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<Moment>) {
        locked(&self.kept).moments = Some(Vec::new());
        let done = work();
        let moments = locked(&self.kept).moments.take().unwrap();
        (done, moments)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        locked(&DISKS).retain(|(root, _)| *root != self.root);
    }
}

impl Moment {
    /// Writes down what a power cut at this moment leaves, as a folder of its own.
    pub fn cut(&self, how: Cut, to: &Path) {
        let write = |path: &PathBuf, bytes: &[u8]| {
            let path = to.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        match how {
            Cut::FilesForget => self.now.iter().for_each(|(path, (_, safe))| write(path, safe)),
            Cut::AllForget => self.kept.iter().for_each(|(path, safe)| write(path, safe)),
            Cut::Torn(seed) => {
                let mut dice = Dice(seed);
                for (path, (written, safe)) in &self.now {
                    write(path, &torn(written, safe, &mut dice));
                }
            }
        }
    }
}

fn torn(written: &[u8], safe: &[u8], dice: &mut Dice) -> Vec<u8> {
    // The length too is the new one or the old one.
    let length = if dice.heads() { written.len() } else { safe.len() };
    let mut bytes = vec![0; length];
    for at in (0..length).step_by(SECTOR) {
        let source = if dice.heads() { written } else { safe };
        let end = length.min(at + SECTOR).min(source.len());
        if at < end {
            bytes[at..end].copy_from_slice(&source[at..end]);
        }
    }
    bytes
}

/// Seeded dice (xorshift), so that a loss can be seen again.
struct Dice(u64);

impl Dice {
    fn heads(&mut self) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.count_ones().is_multiple_of(2)
    }
}

fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // A power cut leaves no shared memory, and locks are empty.
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.ends_with("-shm") && !name.ends_with("lock") {
                found.push(path);
            }
        }
    }
    found
}

fn moment(root: &Path, kept: &Kept) -> Moment {
    let below = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
    let safe = |identity: &Identity| kept.files.get(identity).cloned().unwrap_or_default();
    // Reading drops this process's locks on the file: nobody else is there to notice.
    let now = files(root).into_iter().map(|path| {
        let safe = safe(&identity(&path));
        let written = fs::read(&path).unwrap();
        let written = if written == *safe {
            Arc::clone(&safe)
        } else {
            Arc::new(written)
        };
        (below(&path), (written, safe))
    });
    let names = kept.names.iter();
    Moment {
        now: now.collect(),
        kept: names
            .map(|(path, identity)| (below(path), safe(identity)))
            .collect(),
    }
}

fn identity(path: &Path) -> Identity {
    let wanted = StatxFlags::BASIC_STATS | StatxFlags::BTIME;
    of(&rustix::fs::statx(rustix::fs::CWD, path, AtFlags::empty(), wanted).unwrap())
}

fn of(found: &Statx) -> Identity {
    let born = found.stx_btime;
    (
        found.stx_dev_major,
        found.stx_dev_minor,
        found.stx_ino,
        born.tv_sec,
        born.tv_nsec,
    )
}

/// Keeps a file, or a folder's names, as they are behind this descriptor.
fn keep(fd: i32) -> Option<()> {
    #[allow(unsafe_code)] // SAFETY: the caller of fsync holds it open while it waits for the answer.
    let fd = unsafe { BorrowedFd::borrow_raw(fd) };
    let path = fs::read_link(format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&fd))).ok()?;
    let (root, kept) = {
        let disks = locked(&DISKS);
        let (root, kept) = disks.iter().find(|(root, _)| path.starts_with(root))?;
        (root.clone(), Arc::clone(kept))
    };
    let mut kept = locked(&kept);
    if kept.moments.is_some() {
        let before = moment(&root, &kept);
        kept.moments.as_mut()?.push(before);
    }
    let wanted = StatxFlags::BASIC_STATS | StatxFlags::BTIME;
    let found = rustix::fs::statx(fd, "", AtFlags::EMPTY_PATH, wanted).ok()?;
    if FileType::from_raw_mode(found.stx_mode.into()) == FileType::Directory {
        let here = |name: &Path| name.parent() == Some(path.as_path());
        kept.names.retain(|name, _| !here(name));
        for name in files(&path).into_iter().filter(|name| here(name)) {
            let identity = identity(&name);
            kept.names.insert(name, identity);
        }
        return Some(());
    }
    let mut bytes = vec![0; usize::try_from(found.stx_size).ok()?];
    let mut read = 0;
    while read < bytes.len() {
        let count = rustix::io::pread(fd, &mut bytes[read..], read as u64).ok()?;
        if count == 0 {
            break;
        }
        read += count;
    }
    bytes.truncate(read);
    kept.files.insert(of(&found), Arc::new(bytes));
    Some(())
}

/// Stands in for the system's.
#[allow(unsafe_code)] // The linker takes it for the C library's; it only reads.
#[unsafe(no_mangle)]
pub extern "C" fn fsync(fd: i32) -> i32 {
    // A file elsewhere need not survive anything.
    let _ = keep(fd);
    0
}

/// Stands in for the system's.
#[allow(unsafe_code)] // as above
#[unsafe(no_mangle)]
pub extern "C" fn fdatasync(fd: i32) -> i32 {
    fsync(fd)
}
