//! Boxes and blocks as lines and rectangles: fonts differ in them, and gaps between cells show.

/// Where the lines of a box sign go, from the middle of its cell: 0 none, 1 thin, 2 thick or double.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arms {
    pub left: u8,
    pub right: u8,
    pub up: u8,
    pub down: u8,
}

/// A part of a cell that is filled, in eighths of its width and height, and how strongly, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
    pub strength: u32,
}

/// The lines of a box sign; `None` for anything else.
pub fn arms(sign: char) -> Option<Arms> {
    let (left, right, up, down) = match sign {
        '─' => (1, 1, 0, 0),
        '│' => (0, 0, 1, 1),
        '┌' | '╭' => (0, 1, 0, 1),
        '┐' | '╮' => (1, 0, 0, 1),
        '└' | '╰' => (0, 1, 1, 0),
        '┘' | '╯' => (1, 0, 1, 0),
        '├' => (0, 1, 1, 1),
        '┤' => (1, 0, 1, 1),
        '┬' => (1, 1, 0, 1),
        '┴' => (1, 1, 1, 0),
        '┼' => (1, 1, 1, 1),
        '═' | '━' => (2, 2, 0, 0),
        '║' | '┃' => (0, 0, 2, 2),
        _ => return None,
    };
    Some(Arms {
        left,
        right,
        up,
        down,
    })
}

/// The filled part of a block sign; `None` for anything else.
pub fn fill(sign: char) -> Option<Fill> {
    let whole = Fill {
        left: 0,
        top: 0,
        width: 8,
        height: 8,
        strength: 100,
    };
    let code = u32::from(sign);
    Some(match sign {
        '█' => whole,
        '▓' => Fill {
            strength: 65,
            ..whole
        },
        '▒' => Fill {
            strength: 42,
            ..whole
        },
        '░' => Fill {
            strength: 20,
            ..whole
        },
        '▀' => Fill { height: 4, ..whole },
        '▐' => Fill {
            left: 4,
            width: 4,
            ..whole
        },
        // The lower eighths and the left eighths stand in the order of their size.
        '▁'..='▇' => {
            let height = code - u32::from('▁') + 1;
            Fill {
                top: 8 - height,
                height,
                ..whole
            }
        }
        '▉'..='▏' => Fill {
            width: 7 - (code - u32::from('▉')),
            ..whole
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_half_and_the_left_half_are_halves() {
        let lower = fill('▄').unwrap();
        assert_eq!((lower.top, lower.height, lower.width), (4, 4, 8));
        let left = fill('▌').unwrap();
        assert_eq!((left.left, left.width, left.height), (0, 4, 8));
    }

    #[test]
    fn a_letter_is_neither_box_nor_block() {
        for sign in ['a', ' ', '»', '►', '…', '-', '|'] {
            assert!(arms(sign).is_none() && fill(sign).is_none(), "{sign}");
        }
    }
}
