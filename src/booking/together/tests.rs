use super::named_together;

#[test]
fn several_names_in_one_breath() {
    for (typed, names) in [
        ("bella+max", &["bella", "max"][..]),
        ("bella + max moreira", &["bella", "max moreira"]),
        ("bella and max and luna", &["bella", "max", "luna"]),
        ("bella & max", &["bella", "max"]),
        ("bella+", &["bella"]),
        ("bella moreira", &["bella moreira"]),
        ("", &[]),
    ] {
        assert_eq!(named_together(typed), names, "{typed}");
    }
}
