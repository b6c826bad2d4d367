//! The notation of typed keys: `b bella<enter>`.

/// The bytes a terminal sends for a script.
pub fn bytes_of(script: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = script;
    while let Some((text, after)) = rest.split_once('<') {
        bytes.extend_from_slice(text.as_bytes());
        let (name, after) = after
            .split_once('>')
            .unwrap_or_else(|| panic!("`<` without `>` in {script:?}"));
        bytes.extend_from_slice(&key(name));
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn key(name: &str) -> Vec<u8> {
    let bytes: &[u8] = match name {
        "enter" => b"\r",
        "esc" => b"\x1b",
        "tab" => b"\t",
        "backtab" => b"\x1b[Z",
        "backspace" => b"\x7f",
        "space" => b" ",
        "lt" => b"<",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "home" => b"\x1b[H",
        "end" => b"\x1b[F",
        "pageup" => b"\x1b[5~",
        "pagedown" => b"\x1b[6~",
        "delete" => b"\x1b[3~",
        _ => match name.strip_prefix("c-").map(str::as_bytes) {
            Some([letter @ b'a'..=b'z']) => return vec![letter & 0x1f],
            _ => panic!("there is no key <{name}>"),
        },
    };
    bytes.to_vec()
}
