//! Reading QR codes in a picture: what a browser without a reader of its own
//! sees through the camera, and what people photograph.

use rqrr::PreparedImage;

/// The widest and highest picture that is looked through, in pixels.
pub const WIDEST: usize = 2_400;
/// The most codes in one picture.
const MOST_CODES: usize = 20;

/// The texts of the QR codes in a picture, each once. `luma` holds how bright
/// each pixel is, row by row; where its length is not that of the picture, or
/// the picture is larger than [`WIDEST`], nothing is read.
pub fn read(luma: &[u8], width: usize, height: usize) -> Vec<String> {
    let mut texts = Vec::new();
    // No code has fewer than 21 modules a side.
    if !(21..=WIDEST).contains(&width) || !(21..=WIDEST).contains(&height) {
        return texts;
    }
    if luma.len() != width * height {
        return texts;
    }
    let bright = |x: usize, y: usize| luma.get(y * width + x).copied().unwrap_or(255);
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, bright);
    for grid in picture.detect_grids().into_iter().take(MOST_CODES) {
        if let Ok((_, text)) = grid.decode()
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    }
    texts
}
