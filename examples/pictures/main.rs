//! Draws `assets/pictures`: runs the real program at a pseudo-terminal, types at it, and turns its screens into SVG.
//!
//! `cargo run --example pictures` draws them all, with `-- --check` it fails when one is stale. Same program, same
//! bytes.

mod glyphs;
mod palette;
mod shots;
#[path = "../../tests/support/mod.rs"]
mod support;
mod svg;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

fn main() -> ExitCode {
    let check = match env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [only] if only == "--check" => true,
        _ => {
            eprintln!("pictures [--check]");
            return ExitCode::from(2);
        }
    };
    match draw_or_check(check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("pictures: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Draws every picture, or tells whether those in `assets/pictures` are as they would be drawn now.
fn draw_or_check(check: bool) -> io::Result<bool> {
    let program = program()?;
    let drawn = shots::all(&program);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    let kept = kept(&folder)?;
    let mut fresh = true;
    for name in kept.keys().filter(|name| !drawn.contains_key(*name)) {
        if check {
            eprintln!("assets/pictures/{name} is drawn by nothing any more");
            fresh = false;
        } else {
            fs::remove_file(folder.join(name))?;
            println!("removed {name}");
        }
    }
    fs::create_dir_all(&folder)?;
    for (name, picture) in &drawn {
        if kept.get(name) == Some(picture) {
            continue;
        }
        if check {
            eprintln!("assets/pictures/{name} is stale; `just pictures` draws it again");
            fresh = false;
        } else {
            fs::write(folder.join(name), picture)?;
            println!("drew {name}, {} bytes", picture.len());
        }
    }
    Ok(fresh)
}

/// The pictures of the folder by their names.
fn kept(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut kept = BTreeMap::new();
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            kept.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(kept)
}

/// The program as the sources are now, built like this example.
fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let folder = own.ancestors().nth(2).unwrap_or(Path::new("."));
    let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--bin", "pomsalon"]);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    if !build.current_dir(env!("CARGO_MANIFEST_DIR")).status()?.success() {
        return Err(io::Error::other("the program does not build"));
    }
    Ok(folder.join("pomsalon"))
}
