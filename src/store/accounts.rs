//! Names of the Unix accounts and groups of this machine.

use std::fs;

/// The name of a Unix account, or its number in words when it has no name.
pub(super) fn account(uid: u32) -> String {
    named("/etc/passwd", uid).unwrap_or_else(|| format!("user {uid}"))
}

/// The name of a Unix group, or its number when it has no name.
#[must_use]
pub fn group_name(gid: u32) -> String {
    named("/etc/group", gid).unwrap_or_else(|| gid.to_string())
}

/// The number of a Unix group by its name; a number is taken as it is.
#[must_use]
pub fn group_number(name: &str) -> Option<u32> {
    if let Ok(number) = name.parse() {
        return Some(number);
    }
    let text = fs::read_to_string("/etc/group").ok()?; // not the live file: the system's table
    text.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then(|| fields.nth(1)?.parse().ok())?
    })
}

/// The name that stands with a number in a table of accounts or groups.
fn named(table: &str, number: u32) -> Option<String> {
    let text = fs::read_to_string(table).ok()?; // not the live file: the system's table
    text.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number.to_string()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_known_by_name_and_by_number() {
        assert_eq!(group_number("61100"), Some(61_100));
        assert_eq!(group_number("no-such-group"), None);
        assert_eq!(group_name(61_100), "61100");
        assert_eq!(group_number(&group_name(0)), Some(0));
        assert_eq!(account(61_001), "user 61001");
    }
}
