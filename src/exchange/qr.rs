//! A QR code of a link, as the path of a picture and as an SVG file.

pub mod read;

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// White modules around the code: without them scanners miss it.
const BORDER: i32 = 4;
/// The most bytes that a QR code holds.
pub const MOST: usize = 2_953;

/// A QR code as black squares on a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height of the grid, border included.
    pub size: i32,
    /// The path of the black squares.
    pub path: String,
}

/// Draws a text; `None` where it is more than a QR code holds.
pub fn draw(text: &str) -> Option<Drawing> {
    // More correction than the least is taken where it costs no room.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let width = (x..code.size()).take_while(|at| code.get_module(*at, y)).count() as i32;
            if width > 0 {
                let _ = write!(path, "M{},{}h{width}v1h-{width}z", x + BORDER, y + BORDER);
            }
            x += width.max(1);
        }
    }
    Some(Drawing { size: code.size() + 2 * BORDER, path })
}

impl Drawing {
    /// A file of its own, large enough for a projector.
    pub fn to_svg(&self) -> String {
        let size = self.size;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
             width=\"1024\" height=\"1024\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0,0h{size}v{size}h-{size}z\"/>\
             <path d=\"{}\"/></svg>\n",
            self.path
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_so_much_and_no_more() {
        let drawing = draw(&"a".repeat(MOST)).expect("this is the most");
        assert_eq!(drawing.size, 177 + 2 * BORDER);
        assert_eq!(draw(&"a".repeat(MOST + 1)), None);
        assert_eq!(draw("https://example.org/#/s/EA").expect("it is short").size, 25 + 2 * BORDER);
    }

    #[test]
    fn the_path_draws_every_black_square_once() {
        let drawing = draw("https://example.org/").expect("it is short");
        let runs = drawing.path.matches('M').count();
        let code = QrCode::encode_text("https://example.org/", QrCodeEcc::Low).expect("short");
        let starts = (0..code.size())
            .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y) && !code.get_module(x - 1, *y))
            .count();
        assert_eq!(runs, starts);
        assert!(drawing.to_svg().starts_with("<svg xmlns"));
    }
}
