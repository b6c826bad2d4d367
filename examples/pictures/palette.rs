//! The colours of the pictures: a dark terminal with 16 calm colours, each readable on the background.

use vt100::Color;

/// Behind everything.
pub const BACKGROUND: &str = "#1a1c22";
/// Plain text.
pub const TEXT: &str = "#d7dae2";
/// The window's upper edge.
pub const BAR: &str = "#2a2d36";
/// Words on that edge.
pub const BAR_TEXT: &str = "#9aa0ae";

const SIXTEEN: [&str; 16] = [
    "#2a2d36", "#f07b7b", "#8fce85", "#ecc26b", "#76b0f0", "#cf9be6", "#63c8cf", "#d7dae2", "#8b91a0",
    "#ff9c9c", "#a9e39f", "#ffd98a", "#9cc8ff", "#e2b8f5", "#8be0e6", "#ffffff",
];

/// A colour of the terminal as the picture writes it; `usual` is what the terminal's own colour stands for.
pub fn hex(color: Color, usual: &str) -> String {
    match color {
        Color::Default => usual.to_owned(),
        Color::Idx(index @ 0..16) => SIXTEEN[usize::from(index)].to_owned(),
        Color::Idx(index @ 16..232) => {
            let step = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
            let cube = index - 16;
            written(step(cube / 36), step(cube / 6 % 6), step(cube % 6))
        }
        Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            written(grey, grey, grey)
        }
        Color::Rgb(red, green, blue) => written(red, green, blue),
    }
}

fn written(red: u8, green: u8, blue: u8) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
