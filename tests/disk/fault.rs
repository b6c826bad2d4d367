//! A disk that fails: the n-th call of this thread to a file below a folder goes wrong, once or from then on.
//!
//! This binary has its own `read`, `write`, `fsync` and their relatives, which the linker prefers to the system's, so
//! that both SQLite's calls and the program's own pass here. Syncing is only pretended: no test here cuts the power.

#![allow(unsafe_code)] // the C library's functions, by their own contract: pointers are valid for `count` bytes

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};

use rustix::fs::CWD;
use rustix::io::Errno;

/// How the disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Writing finds no room (`ENOSPC`); half of what was to be written is there.
    NoRoom,
    /// Reading and writing fail (`EIO`); half of what was to be written is there.
    Broken,
    /// Only what makes written data stay fails (`EIO`).
    Unsynced,
}

/// Which call fails.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub fault: Fault,
    /// The first call that fails, counted from 1.
    pub at: usize,
    /// Whether all after it fail too.
    pub for_good: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    Read,
    Write,
    Sync,
    Name,
}

thread_local! {
    static PLAN: Cell<Option<Plan>> = const { Cell::new(None) };
    static ROOT: RefCell<PathBuf> = const { RefCell::new(PathBuf::new()) };
    static CALLS: Cell<usize> = const { Cell::new(0) };
    static FAILED: Cell<usize> = const { Cell::new(0) };
}

/// Does something while the disk below `root` fails as planned; gives how many calls failed.
pub fn with_fault<T>(root: &Path, plan: Plan, work: impl FnOnce() -> T) -> (T, usize) {
    ROOT.set(std::fs::canonicalize(root).unwrap());
    CALLS.set(0);
    FAILED.set(0);
    PLAN.set(Some(plan));
    let done = work();
    PLAN.set(None);
    (done, FAILED.get())
}

/// Ends the fault in the middle of the work: somebody made room, or put the cable back.
pub fn heal() {
    PLAN.set(None);
}

/// The error this call has to fail with.
fn verdict(call: Call, is_here: impl FnOnce(&Path) -> bool) -> Option<Errno> {
    let plan = PLAN.get()?;
    let concerned = match plan.fault {
        Fault::NoRoom => matches!(call, Call::Write | Call::Name),
        Fault::Broken => true,
        Fault::Unsynced => call == Call::Sync,
    };
    // Asking for the name of a file passes here too.
    PLAN.set(None);
    let fails = concerned && ROOT.with_borrow(|root| is_here(root)) && {
        CALLS.set(CALLS.get() + 1);
        CALLS.get() == plan.at || (plan.for_good && CALLS.get() > plan.at)
    };
    PLAN.set(Some(plan));
    fails.then(|| {
        FAILED.set(FAILED.get() + 1);
        if plan.fault == Fault::NoRoom {
            Errno::NOSPC
        } else {
            Errno::IO
        }
    })
}

fn of_file(call: Call, fd: c_int) -> Option<Errno> {
    verdict(call, |root| {
        let path = std::fs::read_link(format!("/proc/self/fd/{fd}"));
        path.is_ok_and(|path| path.starts_with(root))
    })
}

fn of_name(name: *const c_char) -> Option<Errno> {
    // SAFETY: a name ends with a zero, as the C library demands.
    let name = unsafe { CStr::from_ptr(name) };
    verdict(Call::Name, |root| {
        let name = Path::new(std::str::from_utf8(name.to_bytes()).unwrap_or_default());
        name.starts_with(root)
    })
}

unsafe extern "C" {
    fn __errno_location() -> *mut c_int;
}

fn fail(error: Errno) -> isize {
    // SAFETY: the C library gives each thread a place of its own.
    unsafe { *__errno_location() = error.raw_os_error() };
    -1
}

fn refuse(error: Errno) -> c_int {
    fail(error);
    -1
}

fn answer(done: rustix::io::Result<usize>) -> isize {
    done.map_or_else(fail, |count| isize::try_from(count).unwrap_or(isize::MAX))
}

fn status(done: rustix::io::Result<()>) -> c_int {
    done.map_or_else(refuse, |()| 0)
}

fn borrow(fd: c_int) -> BorrowedFd<'static> {
    // SAFETY: the caller holds it open while it waits for the answer.
    unsafe { BorrowedFd::borrow_raw(fd) }
}

fn bytes<'a>(buffer: *const c_void, count: usize) -> &'a [u8] {
    // SAFETY: as the caller promises the C library.
    unsafe { std::slice::from_raw_parts(buffer.cast(), count) }
}

fn room<'a>(buffer: *mut c_void, count: usize) -> &'a mut [u8] {
    // SAFETY: as the caller promises the C library.
    unsafe { std::slice::from_raw_parts_mut(buffer.cast(), count) }
}

#[unsafe(no_mangle)]
pub extern "C" fn read(fd: c_int, buffer: *mut c_void, count: usize) -> isize {
    if count == 0 {
        return 0;
    }
    match of_file(Call::Read, fd) {
        Some(error) => fail(error),
        None => answer(rustix::io::read(borrow(fd), room(buffer, count))),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn write(fd: c_int, buffer: *const c_void, count: usize) -> isize {
    if count == 0 {
        return 0;
    }
    let bytes = bytes(buffer, count);
    match of_file(Call::Write, fd) {
        Some(error) => {
            let _ = rustix::io::write(borrow(fd), &bytes[..count / 2]);
            fail(error)
        }
        None => answer(rustix::io::write(borrow(fd), bytes)),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn pread64(fd: c_int, buffer: *mut c_void, count: usize, at: i64) -> isize {
    if count == 0 {
        return 0;
    }
    match of_file(Call::Read, fd) {
        Some(error) => fail(error),
        None => answer(rustix::io::pread(
            borrow(fd),
            room(buffer, count),
            at.cast_unsigned(),
        )),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn pread(fd: c_int, buffer: *mut c_void, count: usize, at: i64) -> isize {
    pread64(fd, buffer, count, at)
}

#[unsafe(no_mangle)]
pub extern "C" fn pwrite64(fd: c_int, buffer: *const c_void, count: usize, at: i64) -> isize {
    if count == 0 {
        return 0;
    }
    let bytes = bytes(buffer, count);
    match of_file(Call::Write, fd) {
        Some(error) => {
            let _ = rustix::io::pwrite(borrow(fd), &bytes[..count / 2], at.cast_unsigned());
            fail(error)
        }
        None => answer(rustix::io::pwrite(borrow(fd), bytes, at.cast_unsigned())),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn pwrite(fd: c_int, buffer: *const c_void, count: usize, at: i64) -> isize {
    pwrite64(fd, buffer, count, at)
}

#[unsafe(no_mangle)]
pub extern "C" fn ftruncate64(fd: c_int, length: i64) -> c_int {
    match of_file(Call::Write, fd) {
        Some(error) => refuse(error),
        None => status(rustix::fs::ftruncate(borrow(fd), length.cast_unsigned())),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn ftruncate(fd: c_int, length: i64) -> c_int {
    ftruncate64(fd, length)
}

#[unsafe(no_mangle)]
pub extern "C" fn fsync(fd: c_int) -> c_int {
    match of_file(Call::Sync, fd) {
        Some(error) => refuse(error),
        None => 0,
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn fdatasync(fd: c_int) -> c_int {
    fsync(fd)
}

/// A kernel that copies nothing by itself: the program reads and writes instead.
#[unsafe(no_mangle)]
pub extern "C" fn copy_file_range(
    _from: c_int,
    _from_at: *mut i64,
    _to: c_int,
    _to_at: *mut i64,
    _count: usize,
    _flags: u32,
) -> isize {
    fail(Errno::NOSYS)
}

/// See [`copy_file_range`].
#[unsafe(no_mangle)]
pub extern "C" fn sendfile64(_to: c_int, _from: c_int, _at: *mut i64, _count: usize) -> isize {
    fail(Errno::NOSYS)
}

#[unsafe(no_mangle)]
pub extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    if let Some(error) = of_name(to) {
        return refuse(error);
    }
    // SAFETY: as the caller promises the C library.
    let (from, to) = unsafe { (CStr::from_ptr(from), CStr::from_ptr(to)) };
    status(rustix::fs::renameat(CWD, from, CWD, to))
}
