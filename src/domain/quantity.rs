//! How much and how long ago, in as few words as say enough.

use chrono::TimeDelta;

/// How old something is, in the largest unit that says enough: `now`, `45 min`, `3 h`, `12 days`.
#[must_use]
pub fn age(age: TimeDelta) -> String {
    let minutes = age.num_minutes();
    match minutes {
        ..=0 => "now".to_owned(),
        1..120 => format!("{minutes} min"),
        120..2_880 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1_440),
    }
}

/// When something was, by how long ago: `just now`, `45 min ago`.
#[must_use]
pub fn ago(since: TimeDelta) -> String {
    match age(since).as_str() {
        "now" => "just now".to_owned(),
        age => format!("{age} ago"),
    }
}

/// How large a file is: `121 kB`, `72 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..10_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

/// A count with a comma at each thousand: `14,210`.
#[must_use]
pub fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if count < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_sizes_and_counts_are_said_in_few_words() {
        let ages = [-5, 3, 119, 120, 2_879, 2_880].map(|minutes| age(TimeDelta::minutes(minutes)));
        assert_eq!(ages, ["now", "3 min", "119 min", "2 h", "47 h", "2 days"]);
        assert_eq!(
            [0, 45].map(|minutes| ago(TimeDelta::minutes(minutes))),
            ["just now", "45 min ago"]
        );
        assert_eq!([1, 120_001, 72_000_000].map(size), ["1 kB", "121 kB", "72 MB"]);
        assert_eq!(
            [0, 999, 1_000, 1_000_000, -14_210].map(grouped),
            ["0", "999", "1,000", "1,000,000", "-14,210"]
        );
    }
}
