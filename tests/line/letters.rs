//! A terminal that knows only ASCII still shows who comes.

use crate::file::File;

#[test]
fn a_terminal_without_unicode_gets_lines_of_ascii_and_a_sign_for_what_it_cannot_show() {
    let file = File::new();
    file.rename_zola("高橋 é🐩");
    for environment in [
        &[("LANG", "C")][..],
        &[("LC_ALL", "POSIX"), ("LANG", "pt_PT.UTF-8")],
    ] {
        let mut desk = file.desk_in(environment, 80, 24);
        desk.wait_for("Rex Weber")
            .keys("2")
            .wait_for("Zola ? ?  e?")
            .keys("<enter>");
        desk.wait_for("+ Bella Costa -")
            .keys("c")
            .wait_for("+ Ines Costa -");
        desk.keys("q")
            .keys("4")
            .wait_for("Grosmann, Lukasz")
            .keys("q")
            .keys("q");
        assert_eq!(desk.exit_code(), Some(0));
        let output = desk.output();
        assert!(output.is_ascii(), "{:?}", String::from_utf8_lossy(&output));
    }
}
