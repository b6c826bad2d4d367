//! Text as people and files give it: cleaned once at the door, folded for finding, compared with slips forgiven.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name of a dog, client, groomer, service or salon, in characters.
pub const NAME: usize = 60;
/// The longest phone number as written, in characters.
pub const PHONE: usize = 30;
/// The longest mail address, in characters.
pub const EMAIL: usize = 120;
/// The longest breed or mix, in characters.
pub const BREED: usize = 60;
/// The longest chip number as written, in characters.
pub const CHIP: usize = 30;
/// The longest list of allergies, in characters.
pub const ALLERGIES: usize = 200;
/// The longest reason for cancelling, refusing or overbooking, in characters.
pub const REASON: usize = 200;
/// The longest line typed to find or to book, in characters.
pub const LINE: usize = 200;
/// A person or a practice to call, with the number.
pub const CONTACT: usize = 120;
/// The longest note, in characters.
pub const NOTE: usize = 500;

/// More marks than this on one letter are a prank: they smear over the lines above and below.
pub const MARKS_PER_LETTER: usize = 4;

/// Joins emoji into one picture, such as a family.
const JOINER: char = '\u{200D}';

/// Cleans text at the door: composed (NFC), on one line, single spaces, no invisible characters, at most
/// four marks on a letter, at most `max_chars` characters. Cleaning twice changes nothing more.
#[must_use]
pub fn clean(text: &str, max_chars: usize) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut visible = spaced.filter(|c| is_safe_on_screen(*c)).peekable();
    let mut before = ' ';
    let joined = std::iter::from_fn(|| {
        loop {
            let c = visible.next()?;
            if c == JOINER && !(is_emoji(before) && visible.peek().is_some_and(|next| is_emoji(*next))) {
                continue;
            }
            before = c;
            return Some(c);
        }
    });

    let mut cleaned = String::new();
    let mut last = ' ';
    let mut marks = 0;
    let kept = joined.nfc().filter(|&c| {
        if is_combining_mark(c) {
            marks += 1;
            // A mark with no letter to stand on would settle on whatever the screen shows before it.
            last != ' ' && marks <= MARKS_PER_LETTER
        } else {
            let doubled = c == ' ' && last == ' ';
            marks = 0;
            last = c;
            !doubled
        }
    });
    cleaned.extend(kept.take(max_chars));
    let end = cleaned.trim_end_matches([' ', JOINER]).len();
    cleaned.truncate(end);
    cleaned
}

/// Whether a character may go to the terminal: not a control, not a reversal of the writing direction, not
/// invisible. The joiner passes, since it stands only between emoji once text is cleaned.
#[must_use]
pub const fn is_safe_on_screen(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' // controls
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // direction
        | '\u{200B}' | '\u{200C}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' | '\u{180E}' // no width
        | '\u{AD}' | '\u{34F}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' // hints for typesetters
        | '\u{2028}' | '\u{2029}' // line ends of word processors
        | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FFA0}' // blank letters
        | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}' // variants
        | '\u{1D173}'..='\u{1D17A}' // beams and slurs of music
        | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' // never characters
    )
}

/// The pictures that joined emoji are made of.
const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2194}'..='\u{2199}' | '\u{2600}'..='\u{27BF}' | '\u{2B05}'..='\u{2B55}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Folds text for finding: lower case, without accents, `ł ø đ ð þ ß æ œ ı ħ ŧ` as `l o d d th ss ae oe i h t`.
#[must_use]
pub fn fold(text: &str) -> String {
    // Most names, and all of this is asked for a hundred of them at every key.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Only accents: the vowel signs of Thai or Hindi and the parts of a Korean syllable are the word itself.
    let is_letter = |c: &char| !matches!(c, '\u{300}'..='\u{36F}');
    // Lowering some capitals brings a mark of its own (İ), so accents are dropped after it as well.
    let lower = text.nfd().filter(is_letter).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in lower.nfd().filter(is_letter).nfc() {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ı' => folded.push('i'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
    folded
}

/// The words of a folded text, split at everything that is neither a letter nor a digit; signs on letters that are no
/// accents and letters in circles split too, since find's index knows no words with them.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    let splits = |c: char| !c.is_alphanumeric() || is_combining_mark(c) || is_in_circle(c);
    folded.split(splits).filter(|word| !word.is_empty())
}

/// Letters in circles and boxes.
const fn is_in_circle(c: char) -> bool {
    matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

/// The digits of a text, as one compares phone and chip numbers.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// How many slips of the finger are forgiven in a word of this many letters: none below 3, 1 up to 6, then 2.
#[must_use]
pub const fn forgiven(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

/// How many slips (a letter too many, missing, wrong, or two swapped) lie between two words; `None` above `limit`.
#[must_use]
pub fn distance_at_most(a: &str, b: &str, limit: usize) -> Option<usize> {
    slips(a, b, limit, false)
}

/// How many slips lie between `typed` and the nearest beginning of `word`; `None` above `limit`.
#[must_use]
pub fn prefix_distance_at_most(typed: &str, word: &str, limit: usize) -> Option<usize> {
    slips(typed, word, limit, true)
}

/// Optimal string alignment, one row a letter of `typed`, leaving as soon as `limit` is out of reach.
fn slips(typed: &str, word: &str, limit: usize, any_beginning: bool) -> Option<usize> {
    let typed: Vec<char> = typed.chars().collect();
    // A beginning longer than this costs more than the limit in missing letters alone.
    let longest = typed.len().saturating_add(limit);
    let mut word: Vec<char> = word.chars().take(longest.saturating_add(1)).collect();
    if any_beginning {
        word.truncate(longest);
    } else if word.len() > longest || typed.len() > word.len().saturating_add(limit) {
        return None;
    }

    let mut older = vec![0; word.len() + 1];
    let mut above: Vec<usize> = (0..=word.len()).collect();
    let mut row = above.clone();
    let mut least_above = 0;
    for (i, &letter) in typed.iter().enumerate() {
        row[0] = i + 1;
        for (j, &other) in word.iter().enumerate() {
            let mut cost = (above[j] + usize::from(letter != other))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && letter == word[j - 1] && typed[i - 1] == other {
                cost = cost.min(older[j - 1] + 1);
            }
            row[j + 1] = cost;
        }
        let least = row.iter().copied().min().unwrap_or(0);
        // A swap reaches two rows back, so both rows have to be out of reach.
        if least > limit && least_above >= limit {
            return None;
        }
        least_above = least;
        std::mem::swap(&mut older, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    let slips = if any_beginning {
        above.iter().copied().min()
    } else {
        above.last().copied()
    };
    slips.filter(|slips| *slips <= limit)
}

/// A sentence with a capital at its beginning.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next();
    first.map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pasted_text_becomes_one_plain_line() {
        for (pasted, kept) in [
            ("  Bella \t Moreira\r\n", "Bella Moreira"),
            ("Jose\u{301}", "José"),
            ("\u{1b}[31mRex\u{7}", "[31mRex"),
            ("Rex\u{202e}xoF\u{202c}", "RexxoF"),
            ("Be\u{200b}l\u{feff}la\u{ad}", "Bella"),
            ("line one\u{2028}line two\u{85}three", "line one line two three"),
            (
                "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}oe",
                "Ź\u{302}\u{303}\u{304}\u{305}oe",
            ),
            ("\u{301}Bella \u{301}M", "Bella M"),
            ("❤\u{fe0f} Rex", "❤ Rex"),
            ("👩\u{200d}🦰 and a\u{200d}b", "👩\u{200d}🦰 and ab"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{200d}🔥"),
            (" \u{200b} ", ""),
        ] {
            assert_eq!(clean(pasted, NOTE), kept, "{pasted:?}");
        }
    }

    #[test]
    fn long_text_is_cut_without_a_loose_end() {
        assert_eq!(clean("Bella Moreira", 6), "Bella");
        assert_eq!(clean("👩\u{200d}🦰", 2), "👩");
        assert_eq!(clean("日本の犬", 2), "日本");
        assert_eq!(clean("Bella", 0), "");
        assert_eq!(clean(&"x".repeat(1000), NAME).chars().count(), NAME);
    }

    #[test]
    fn finding_ignores_case_and_accents() {
        for (written, folded) in [
            ("José Ñandú", "jose nandu"),
            ("Łukasz Øre Đorđe", "lukasz ore dorde"),
            ("Weiß STRASSE ẞ", "weiss strasse ss"),
            ("Æther Œuvre", "aether oeuvre"),
            ("İpek Kılıç", "ipek kilic"),
            ("Ħal Þór Guðrún", "hal thor gudrun"),
            ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
            ("Bella-Rose O'Hara", "bella-rose o'hara"),
        ] {
            assert_eq!(fold(written), folded);
        }
        assert_eq!(
            words("bella-rose o'hara 2").collect::<Vec<_>>(),
            ["bella", "rose", "o", "hara", "2"]
        );
        assert_eq!(digits("+351 912-345 678 x9"), "3519123456789");
    }

    #[test]
    fn slips_of_the_finger_are_counted() {
        for (a, b, limit, slips) in [
            ("bella", "bella", 0, Some(0)),
            ("bela", "bella", 1, Some(1)),
            ("ebl", "bel", 1, Some(1)),
            ("belal", "bella", 1, Some(1)),
            ("balla", "bella", 1, Some(1)),
            ("beella", "bella", 1, Some(1)),
            ("rex", "bella", 2, None),
            ("", "ab", 2, Some(2)),
            ("", "abc", 2, None),
            ("ca", "abc", 3, Some(3)),
            ("joao", "joão", 1, Some(1)),
            ("acb", "abc", usize::MAX, Some(1)),
        ] {
            assert_eq!(distance_at_most(a, b, limit), slips, "{a} {b}");
            assert_eq!(distance_at_most(b, a, limit), slips, "{b} {a}");
        }
        assert_eq!(prefix_distance_at_most("bel", "bella", 0), Some(0));
        assert_eq!(prefix_distance_at_most("mroe", "moreira", 1), Some(1));
        assert_eq!(prefix_distance_at_most("moriera", "moreira", 2), Some(1));
        assert_eq!(prefix_distance_at_most("bella", "bel", 1), None);
        assert_eq!(prefix_distance_at_most("", "bella", 0), Some(0));
        assert_eq!([0, 2, 3, 6, 7, 20].map(forgiven), [0, 0, 1, 1, 2, 2]);
    }

    /// The textbook form, without bands or early leaving.
    fn plain_distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    (table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]))
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(if swap { table[i - 2][j - 2] + 1 } else { usize::MAX })
                };
            }
        }
        table[a.len()][b.len()]
    }

    /// Text that is full of what cleaning has to catch.
    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>(),
            prop::sample::select(vec![
                'a', ' ', '\t', '\u{200d}', '\u{301}', '\u{323}', '\u{338}', '\u{fe0f}', '👩', '❤',
                '\u{2329}', '←', '\u{1100}', '\u{1161}', '\u{11a8}', '\u{9c7}', '\u{9be}', '\u{202e}', 'İ',
                'Σ', '\u{345}', '\u{85}',
            ]),
        ];
        prop::collection::vec(piece, 0..30).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_and_leaves_nothing_unsafe(text in nasty(), max in 0usize..40) {
            let once = clean(&text, max);
            prop_assert_eq!(&clean(&once, max), &once);
            prop_assert!(once.chars().all(is_safe_on_screen));
            prop_assert!(once.chars().count() <= max);
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }

        #[test]
        fn folding_twice_changes_nothing(text in nasty()) {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn a_limit_only_hides_what_is_above_it(a in "[abcé]{0,8}", b in "[abcé]{0,8}", limit in 0usize..5) {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let whole = plain_distance(&x, &y);
            prop_assert_eq!(distance_at_most(&a, &b, limit), (whole <= limit).then_some(whole));
            let nearest = (0..=y.len()).map(|end| plain_distance(&x, &y[..end])).min().unwrap();
            prop_assert_eq!(prefix_distance_at_most(&a, &b, limit), (nearest <= limit).then_some(nearest));
        }
    }
}
