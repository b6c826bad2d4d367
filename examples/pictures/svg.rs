//! A terminal's screen as an SVG picture: the grid is pinned, so that it looks the same whatever font a viewer has.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vt100::{Cell, Screen};

use crate::glyphs::{Arms, arms, fill};
use crate::palette::{BACKGROUND, BAR, BAR_TEXT, TEXT, hex};

/// A cell's width and height, in pixels.
const WIDTH: u32 = 9;
const HEIGHT: u32 = 20;
/// Where letters stand, below the top of their cell.
const BASELINE: u32 = 15;
/// Around the grid, and the window's upper edge above it.
const MARGIN: u32 = 14;
const EDGE: u32 = 30;

/// How a stretch of text looks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Style {
    colour: String,
    bold: bool,
    underlined: bool,
}

/// Draws a screen; `title` is written on the window's edge, `words` tell what is seen to those who cannot see it.
pub fn picture(screen: &Screen, title: &str, words: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let width = u32::from(columns) * WIDTH + 2 * MARGIN;
    let height = u32::from(rows) * HEIGHT + 2 * MARGIN + EDGE;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n\
         <style>text{{font:15px 'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace;\
         white-space:pre;fill:{TEXT}}}.b{{font-weight:bold}}.u{{text-decoration:underline}}</style>\n",
        escaped(words)
    );
    window(&mut out, width, height, title);
    let _ = writeln!(out, "<g transform=\"translate({MARGIN} {})\">", MARGIN + EDGE);
    let mut lines = Lines::default();
    let mut letters = String::new();
    for row in 0..rows {
        backgrounds(&mut out, screen, row, columns);
        texts(&mut letters, screen, row, columns);
        lines.add_row(screen, row, columns);
    }
    lines.write(&mut out);
    out.push_str(&letters);
    cursor(&mut out, screen);
    out.push_str("</g>\n</svg>\n");
    out
}

fn window(out: &mut String, width: u32, height: u32, title: &str) {
    let _ = write!(
        out,
        "<rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{BACKGROUND}\"/>\n\
         <path d=\"M0 {EDGE}V10a10 10 0 0 1 10-10H{}a10 10 0 0 1 10 10V{EDGE}z\" fill=\"{BAR}\"/>\n\
         <text x=\"{}\" y=\"20\" text-anchor=\"middle\" style=\"font-size:13px;fill:{BAR_TEXT}\">{}</text>\n",
        width - 10,
        width / 2,
        escaped(title)
    );
}

/// The colours a cell shows, text and ground, turned round when it is reversed.
fn colours(cell: &Cell) -> (String, String) {
    let (text, ground) = (hex(cell.fgcolor(), TEXT), hex(cell.bgcolor(), BACKGROUND));
    if cell.inverse() {
        (ground, text)
    } else {
        (text, ground)
    }
}

fn backgrounds(out: &mut String, screen: &Screen, row: u16, columns: u16) {
    let ground = |column| screen.cell(row, column).map(|cell| colours(cell).1);
    let mut column = 0;
    while column < columns {
        let start = column;
        let colour = ground(start);
        while column < columns && ground(column) == colour {
            column += 1;
        }
        if let Some(colour) = colour.filter(|colour| colour != BACKGROUND) {
            let _ = writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{HEIGHT}\" fill=\"{colour}\"/>",
                u32::from(start) * WIDTH,
                u32::from(row) * HEIGHT,
                u32::from(column - start) * WIDTH
            );
        }
    }
}

/// Text in stretches of one style; each ends where two spaces follow, so that no font can push far.
fn texts(out: &mut String, screen: &Screen, row: u16, columns: u16) {
    let mut stretch: Option<(u16, u16, Style, String)> = None;
    let mut column = 0;
    while column < columns {
        let Some(cell) = screen.cell(row, column) else {
            break;
        };
        let step = if cell.is_wide() { 2 } else { 1 };
        let shown = cell.contents();
        let drawn = shown.chars().next().is_some_and(is_drawn);
        if drawn || shown.trim().is_empty() {
            let may_go_on = !drawn
                && stretch
                    .as_ref()
                    .is_some_and(|(.., text)| !text.ends_with(' ') && !cell.underline());
            match &mut stretch {
                Some((_, end, _, text)) if may_go_on => {
                    *end += 1;
                    text.push(' ');
                }
                _ => flush(out, row, stretch.take()),
            }
        } else {
            let style = Style {
                colour: colours(cell).0,
                bold: cell.bold(),
                underlined: cell.underline(),
            };
            if stretch.as_ref().is_none_or(|(.., old, _)| *old != style) {
                flush(out, row, stretch.take());
            }
            let (_, end, _, text) = stretch.get_or_insert_with(|| (column, column, style, String::new()));
            *end = column + step;
            text.push_str(shown);
        }
        column += step;
    }
    flush(out, row, stretch);
}

fn flush(out: &mut String, row: u16, stretch: Option<(u16, u16, Style, String)>) {
    let Some((start, end, style, text)) = stretch else {
        return;
    };
    let kept = text.trim_end_matches(' ');
    let length = u32::from(end - start) - u32::try_from(text.len() - kept.len()).unwrap_or(0);
    let class = match (style.bold, style.underlined) {
        (false, false) => "",
        (true, false) => " class=\"b\"",
        (false, true) => " class=\"u\"",
        (true, true) => " class=\"b u\"",
    };
    let fill = if style.colour == TEXT {
        String::new()
    } else {
        format!(" style=\"fill:{}\"", style.colour)
    };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"{class}{fill}>{}</text>",
        u32::from(start) * WIDTH,
        u32::from(row) * HEIGHT + BASELINE,
        length * WIDTH,
        escaped(kept)
    );
}

/// Whether a sign is drawn as a shape and not written as text.
fn is_drawn(sign: char) -> bool {
    arms(sign).is_some() || fill(sign).is_some() || sign == '►'
}

/// Shapes by their colour and strength or thickness.
#[derive(Default)]
struct Lines {
    strokes: BTreeMap<String, String>,
    fills: BTreeMap<(String, u32), String>,
}

impl Lines {
    fn add_row(&mut self, screen: &Screen, row: u16, columns: u16) {
        let mut column = 0;
        while column < columns {
            let Some(cell) = screen.cell(row, column) else {
                break;
            };
            let shown = cell.contents().to_owned();
            let Some(sign) = shown.chars().next() else {
                column += 1;
                continue;
            };
            let colour = colours(cell).0;
            let start = column;
            column += 1;
            // Equal signs side by side become one shape.
            if sign == '─' || sign == '═' || fill(sign).is_some_and(|fill| fill.width == 8) {
                while screen
                    .cell(row, column)
                    .is_some_and(|next| next.contents() == shown && colours(next).0 == colour)
                {
                    column += 1;
                }
            }
            let (x, y) = (u32::from(start) * WIDTH, u32::from(row) * HEIGHT);
            let width = u32::from(column - start) * WIDTH;
            if let Some(arms) = arms(sign) {
                self.stroke(colour, arms, x, y, width);
            } else if sign == '►' {
                let path = self.fills.entry((colour, 100)).or_default();
                let _ = write!(path, "M{x} {}l8 5l-8 5z", y + 5);
            } else if let Some(fill) = fill(sign) {
                let path = self.fills.entry((colour, fill.strength)).or_default();
                let wide = if fill.width == 8 {
                    width
                } else {
                    WIDTH * fill.width / 8
                };
                let _ = write!(
                    path,
                    "M{} {}h{wide}v{}h-{wide}z",
                    x + WIDTH * fill.left / 8,
                    y + HEIGHT * fill.top / 8,
                    HEIGHT * fill.height / 8
                );
            }
        }
    }

    fn stroke(&mut self, colour: String, arms: Arms, x: u32, y: u32, width: u32) {
        let path = self.strokes.entry(colour).or_default();
        let (middle, centre) = (x + WIDTH / 2, y + HEIGHT / 2);
        // Two lines close together for a double one.
        let shifts = |weight: u8| {
            if weight == 2 {
                vec![-2, 2]
            } else {
                vec![0; usize::from(weight)]
            }
        };
        let shifted = |from: u32, shift: i32| i64::from(from) + i64::from(shift);
        if width > WIDTH {
            for shift in shifts(arms.left) {
                let _ = write!(path, "M{x} {}h{width}", shifted(centre, shift));
            }
            return;
        }
        for shift in shifts(arms.left) {
            let _ = write!(path, "M{x} {}H{middle}", shifted(centre, shift));
        }
        for shift in shifts(arms.right) {
            let _ = write!(path, "M{middle} {}H{}", shifted(centre, shift), x + WIDTH);
        }
        for shift in shifts(arms.up) {
            let _ = write!(path, "M{} {y}V{centre}", shifted(middle, shift));
        }
        for shift in shifts(arms.down) {
            let _ = write!(path, "M{} {centre}V{}", shifted(middle, shift), y + HEIGHT);
        }
    }

    fn write(&self, out: &mut String) {
        for ((colour, strength), path) in &self.fills {
            let opacity = if *strength == 100 {
                String::new()
            } else {
                format!(" fill-opacity=\".{strength}\"")
            };
            let _ = writeln!(out, "<path fill=\"{colour}\"{opacity} d=\"{path}\"/>");
        }
        for (colour, path) in &self.strokes {
            // A line between two pixels would be blurred.
            let _ = writeln!(
                out,
                "<path fill=\"none\" stroke=\"{colour}\" stroke-linecap=\"square\" transform=\"translate(.5 .5)\" d=\"{path}\"/>"
            );
        }
    }
}

fn cursor(out: &mut String, screen: &Screen) {
    if screen.hide_cursor() {
        return;
    }
    let (row, column) = screen.cursor_position();
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"2\" height=\"{}\" fill=\"{TEXT}\"/>",
        u32::from(column) * WIDTH,
        u32::from(row) * HEIGHT + 2,
        HEIGHT - 4
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;

    fn drawn(bytes: &str) -> String {
        let size = |count| NonZeroU16::new(count).unwrap();
        let mut parser = vt100::Parser::new(size(3), size(20), 0);
        parser.process(bytes.as_bytes());
        picture(parser.screen(), "a title", "what is seen")
    }

    #[test]
    fn the_same_screen_gives_the_same_bytes() {
        let bytes = "\x1b[1;36mBella\x1b[0m │ Rex ══ \x1b[7mnow\x1b[0m ░░";
        assert_eq!(drawn(bytes), drawn(bytes));
    }

    #[test]
    fn words_are_pinned_to_their_cells_and_far_apart_ones_stand_alone() {
        let picture = drawn("10:00 Bella  Rex");
        assert!(picture.contains("<text x=\"0\" y=\"15\" textLength=\"99\" lengthAdjust=\"spacingAndGlyphs\">10:00 Bella</text>"), "{picture}");
        assert!(
            picture.contains("<text x=\"117\" y=\"15\" textLength=\"27\""),
            "{picture}"
        );
    }

    #[test]
    fn boxes_and_blocks_are_shapes_and_never_letters() {
        let picture = drawn("┌──┐░▌═►");
        for sign in ["┌", "─", "░", "▌", "═", "►"] {
            assert!(!picture.contains(sign), "{sign}");
        }
        assert!(picture.contains("M9 10h18"), "two dashes are one line: {picture}");
    }

    #[test]
    fn a_reversed_line_is_a_bar_with_dark_words() {
        let picture = drawn("\x1b[7m Today \x1b[0m");
        assert!(
            picture.contains(&format!("width=\"63\" height=\"20\" fill=\"{TEXT}\"")),
            "{picture}"
        );
        assert!(
            picture.contains(&format!("style=\"fill:{BACKGROUND}\">Today</text>")),
            "{picture}"
        );
    }

    #[test]
    fn signs_of_the_markup_are_only_text() {
        assert!(drawn("<b> & co").contains("&lt;b&gt; &amp; co</text>"));
    }

    #[test]
    fn a_wide_letter_takes_two_cells() {
        assert!(drawn("日本x").contains("textLength=\"45\""));
    }
}
