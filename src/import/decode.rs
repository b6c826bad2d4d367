//! Turns the bytes of a file into text, whatever program saved it.
//!
//! UTF-8 and UTF-16 are read, with or without a byte order mark. A file that is neither is read as Windows-1252, as
//! older spreadsheet programs of western Europe save it, but only when nothing speaks against it: no piece of UTF-8 in
//! it, every unusual byte a western letter or a typographic mark, and never four of them in a row (which would be Greek
//! or Cyrillic). The user is told, because a wrong guess spoils names.

use std::borrow::Cow;

use super::error::Unreadable;

/// How a file's letters were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, either byte first.
    Utf16,
    /// Windows-1252, a guess.
    Windows1252,
}

impl Encoding {
    /// What the user should know before trusting the names.
    #[must_use]
    pub const fn remark(self) -> Option<&'static str> {
        match self {
            Self::Utf8 | Self::Utf16 => None,
            Self::Windows1252 => Some(
                "The file is not UTF-8; it was read as Windows-1252. Look at a name with an accent before you import it.",
            ),
        }
    }
}

/// A file as text, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// How it was written.
    pub encoding: Encoding,
}

/// How many bytes are looked at to tell UTF-16 without its mark.
const SAMPLE: usize = 4096;

/// The letters of Windows-1252 from 0x80 to 0x9F; NUL where it has none.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Reads the bytes of a whole file.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    match bytes {
        [] => Err(Unreadable::Empty),
        [b'P', b'K', 3, 4, ..] => Err(Unreadable::Workbook),
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(Unreadable::Utf32),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match zero_side(bytes) {
            Some(Side::Second) => utf16(bytes, u16::from_le_bytes),
            Some(Side::First) => utf16(bytes, u16::from_be_bytes),
            None => utf8(bytes).or_else(|refusal| windows_1252(bytes).ok_or(refusal)),
        },
    }
}

fn utf8(bytes: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|error| Unreadable::NotText {
        line: 1 + breaks(&bytes[..error.valid_up_to()]),
    })?;
    Ok(Decoded {
        text: Cow::Borrowed(text),
        encoding: Encoding::Utf8,
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded<'static>, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for letter in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(letter.map_err(|_lone_half| not_text_after(&text))?);
    }
    if rest.is_empty() {
        Ok(Decoded {
            text: Cow::Owned(text),
            encoding: Encoding::Utf16,
        })
    } else {
        Err(not_text_after(&text))
    }
}

fn not_text_after(text: &str) -> Unreadable {
    Unreadable::NotText {
        line: 1 + breaks(text.as_bytes()),
    }
}

enum Side {
    First,
    Second,
}

/// Which byte of each pair is zero: names and numbers of most languages have an empty half in UTF-16.
fn zero_side(bytes: &[u8]) -> Option<Side> {
    let (pairs, _) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>();
    let first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0).count();
    let (many, few) = (pairs.len().div_ceil(2), pairs.len() / 20);
    if pairs.is_empty() {
        None
    } else if second >= many && first <= few {
        Some(Side::Second)
    } else if first >= many && second <= few {
        Some(Side::First)
    } else {
        None
    }
}

fn windows_1252(bytes: &[u8]) -> Option<Decoded<'static>> {
    let has_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    let mut run = 0;
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for byte in bytes {
        run = if byte.is_ascii() { 0 } else { run + 1 };
        let letter = match byte {
            0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
            _ => char::from(*byte),
        };
        let western = byte.is_ascii() || letter.is_alphabetic() || "€‘’“”–—…«»°·\u{a0}".contains(letter);
        if has_utf8 || run > 3 || !western {
            return None;
        }
        text.push(letter);
    }
    Some(Decoded {
        text: Cow::Owned(text),
        encoding: Encoding::Windows1252,
    })
}

/// Counts the line breaks of a text: LF, CR, or both together.
pub(super) fn breaks(bytes: &[u8]) -> u64 {
    let count = bytes
        .iter()
        .enumerate()
        .filter(|(place, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(place + 1) != Some(&b'\n')))
        .count();
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Name;Dono\r\nŁatka;José Großmann\r\n";

    fn units(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(write).collect()
    }

    #[test]
    fn every_way_a_spreadsheet_saves_text_reads_the_same() {
        let marked = format!("\u{feff}{TEXT}");
        let files = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked.as_bytes().to_vec(), Encoding::Utf8),
            (units(&marked, u16::to_le_bytes), Encoding::Utf16),
            (units(&marked, u16::to_be_bytes), Encoding::Utf16),
            (units(TEXT, u16::to_le_bytes), Encoding::Utf16),
            (units(TEXT, u16::to_be_bytes), Encoding::Utf16),
        ];
        for (bytes, encoding) in files {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (TEXT, encoding));
        }
    }

    #[test]
    fn an_old_western_file_is_read_and_said_so() {
        let decoded = decode(b"Nome\nCora\xe7\xe3o\nD\x92Artagnan\nPaulo \x8aimek\n").unwrap();
        assert_eq!(decoded.text, "Nome\nCoração\nD’Artagnan\nPaulo Šimek\n");
        assert_eq!(decoded.encoding, Encoding::Windows1252);
    }

    #[test]
    fn bytes_that_are_no_letters_are_named_by_their_line() {
        // A torn UTF-8 file, Polish and Russian Windows files, and a picture.
        for (bytes, line) in [
            (b"Name\nJos\xc3\xa9\nRex\xff\n".as_slice(), 3),
            (b"Name\nRex\n\xa3ukasz\n", 3),
            (b"Name\r\xc1\xe0\xf0\xf1\xe8\xea\n", 2),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xde\xad", 1),
            (b"\xff\xfea\0\n\0\x00\xd8b\0", 2),
            (b"\xff\xfea\0b", 1),
            (b"\xef\xbb\xbfa\nb\xe9\n", 2),
        ] {
            assert_eq!(decode(bytes), Err(Unreadable::NotText { line }), "{bytes:?}");
        }
        assert_eq!(decode(b""), Err(Unreadable::Empty));
        assert_eq!(decode(b"PK\x03\x04xl/workbook"), Err(Unreadable::Workbook));
        assert_eq!(decode(b"\xff\xfe\0\0N\0\0\0"), Err(Unreadable::Utf32));
    }

    #[test]
    fn a_line_ends_as_any_machine_ends_it() {
        assert_eq!(breaks(b"a\nb\r\nc\rd"), 3);
        assert_eq!(breaks(b"\n\r\n\r\r"), 4);
    }
}
