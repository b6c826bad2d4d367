//! Arguments, error reports and exit codes.

fn main() {}
