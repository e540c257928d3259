//! QR codes that were drawn here are read again, straight and turned, small
//! and dense, and no picture brings the reader down.

use plumbline::exchange::qr::read::{WIDEST, read};
use plumbline::exchange::qr::{MOST, draw};
use proptest::prelude::*;

/// A picture in shades of grey.
struct Picture {
    luma: Vec<u8>,
    width: usize,
    height: usize,
}

impl Picture {
    fn white(width: usize, height: usize) -> Self {
        Self { luma: vec![255; width * height], width, height }
    }

    fn read(&self) -> Vec<String> {
        read(&self.luma, self.width, self.height)
    }

    /// Draws the modules of a text with the corner and the two sides given in
    /// pixels, so that it may stand askew, each pixel by four samples.
    fn draw(&mut self, text: &str, corner: (f64, f64), side: (f64, f64)) {
        let (size, modules) = modules(text);
        let unit = (side.0 / size as f64, side.1 / size as f64);
        let square = unit.0 * unit.0 + unit.1 * unit.1;
        for y in 0..self.height {
            for x in 0..self.width {
                let (mut dark, mut inside) = (0u32, 0u32);
                for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                    let (px, py) = (x as f64 + dx - corner.0, y as f64 + dy - corner.1);
                    let column = ((px * unit.0 + py * unit.1) / square).floor();
                    let row = ((py * unit.0 - px * unit.1) / square).floor();
                    let is_in = |n: f64| n >= 0.0 && n < size as f64;
                    if is_in(column) && is_in(row) {
                        inside += 1;
                        dark += u32::from(modules[row as usize * size + column as usize]);
                    }
                }
                if inside > 0 {
                    self.luma[y * self.width + x] = (255 - 60 * dark) as u8;
                }
            }
        }
    }
}

/// The modules of a drawing, border included.
fn modules(text: &str) -> (usize, Vec<bool>) {
    let drawing = draw(text).expect("it fits");
    let size = drawing.size as usize;
    let mut dark = vec![false; size * size];
    for run in drawing.path.split('M').skip(1) {
        let (x, rest) = run.split_once(',').expect("a place");
        let (y, rest) = rest.split_once('h').expect("a place");
        let (width, _) = rest.split_once('v').expect("a width");
        let number = |text: &str| text.parse::<usize>().expect("a number");
        let start = number(y) * size + number(x);
        dark[start..start + number(width)].fill(true);
    }
    (size, dark)
}

/// A link with a code of so many characters that looks like ours.
fn link(length: usize, seed: u64) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut state = seed | 1;
    let code = (0..length).map(|_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(ALPHABET[(state >> 58) as usize])
    });
    format!("https://example.org/#/s/{}", code.collect::<String>())
}

/// A drawing with so many pixels for each module.
fn plain(text: &str, scale: usize) -> Picture {
    let (size, _) = modules(text);
    let mut picture = Picture::white(size * scale, size * scale);
    picture.draw(text, (0.0, 0.0), ((size * scale) as f64, 0.0));
    picture
}

#[test]
fn codes_of_every_length_are_read() {
    let longest = MOST - link(0, 0).len();
    for length in [0, 1, 20, 100, 200, 300, 500, 700, 1_000, 1_300, 1_700, 2_000, 2_500, longest] {
        for scale in [3, 4, 6] {
            let text = link(length, 7);
            let picture = plain(&text, scale);
            assert_eq!(picture.read(), [text], "{length} characters, {scale} pixels a module");
        }
    }
}

#[test]
fn several_codes_in_one_picture_are_all_read_and_none_twice() {
    let (one, other) = (link(60, 1), link(90, 2));
    let mut picture = Picture::white(900, 400);
    picture.draw(&one, (20.0, 20.0), (250.0, 0.0));
    picture.draw(&other, (320.0, 60.0), (250.0, 0.0));
    picture.draw(&one, (620.0, 100.0), (250.0, 0.0));
    let mut read = picture.read();
    read.sort();
    let mut want = [one, other];
    want.sort();
    assert_eq!(read, want);
}

#[test]
fn what_is_no_picture_holds_nothing() {
    let white = vec![255; 100 * 100];
    for (luma, width, height) in [
        (&white[..], 100, 100),
        (&white[..], 100, 99),
        (&white[..], 101, 100),
        (&white[..], 0, 0),
        (&white[..], 5, 2_000),
        (&white[..], usize::MAX, 2),
        (&[], 0, 0),
    ] {
        assert_eq!(read(luma, width, height), Vec::<String>::new(), "{width} by {height}");
    }
    let large = WIDEST + 1;
    assert_eq!(read(&vec![0; large * 30], large, 30), Vec::<String>::new());
}

/// A frame of the camera: a code of some length, held askew before a wall that
/// is lighter on one side, with noise. The side of a module is in pixels.
fn held_up(length: usize, module: f64, angle: f64, noise: u32, seed: u64) -> (String, Picture) {
    let text = link(length, seed);
    let (size, _) = modules(&text);
    let side = size as f64 * module;
    let room = (side * 1.6) as usize;
    let mut picture = Picture::white(room, room);
    let (cos, sin) = (angle.to_radians().cos() * side, angle.to_radians().sin() * side);
    // In the middle, whatever the angle.
    let corner = ((room as f64 - cos + sin) / 2.0, (room as f64 - sin - cos) / 2.0);
    picture.draw(&text, corner, (cos, sin));
    let mut state = seed | 1;
    for (at, luma) in picture.luma.iter_mut().enumerate() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let light = 110 + 100 * (at % room) / room;
        let dark = usize::from(*luma) * light / 255 + 20;
        *luma = (dark as u32 + (state % u64::from(noise + 1)) as u32).min(255) as u8;
    }
    (text, picture)
}

/// A number from 0 to below 1 for a case, the same in every run.
fn spread(case: usize, of: usize) -> f64 {
    (case as f64 * [0.618_034, 0.754_878, 0.569_840, 0.819_173][of]).fract()
}

/// How many of so many codes are read. No decoder reads every frame; which ones
/// must not depend on the day.
fn share_read(
    cases: usize,
    lengths: std::ops::Range<usize>,
    angles: std::ops::Range<f64>,
) -> usize {
    let is_one_read = |case: &usize| {
        let within = |range: &std::ops::Range<f64>, of| {
            range.start + spread(*case, of) * (range.end - range.start)
        };
        let length = within(&(lengths.start as f64..lengths.end as f64), 0) as usize;
        let noise = (spread(*case, 3) * 20.0) as u32;
        is_read(length, within(&(5.0..7.0), 1), within(&angles, 2), noise, *case as u64 + 1)
    };
    (1..=cases).filter(is_one_read).count()
}

/// The camera looks six times a second, and nobody holds a phone still.
#[test]
fn codes_that_are_held_up_are_read() {
    let read = share_read(30, 20..250, 0.0..360.0);
    println!("{read} of 30 codes of 20 to 250 characters at any angle");
    assert!(read >= 29, "{read} of 30");
}

/// A dense code has to be held upright.
#[test]
fn dense_codes_that_are_held_upright_are_read() {
    let read = share_read(20, 250..900, -3.0..3.0);
    println!("{read} of 20 codes of 250 to 900 characters, held upright");
    assert!(read >= 18, "{read} of 20");
}

/// Whether a code is read in one of some looks.
fn is_read(length: usize, module: f64, angle: f64, noise: u32, seed: u64) -> bool {
    [0.0, 1.7, -2.9, 4.1].into_iter().any(|turn| {
        let (text, picture) = held_up(length, module, angle + turn, noise, seed);
        picture.read() == [text]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A panic would end the whole app.
    #[test]
    fn no_picture_brings_the_reader_down(
        length in 0usize..400, scale in 1usize..5, seed in any::<u64>(), torn in 0u32..7, cut in 0usize..60, how in 0u8..4,
    ) {
        let mut picture = plain(&link(length, seed), scale);
        let (width, height) = (picture.width, picture.height);
        let mut state = seed | 1;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        match how {
            // Single pixels, blocks, a part that is cut off, and nothing but noise.
            0 => for luma in &mut picture.luma {
                if random() % 64 < u64::from(torn) {
                    *luma = random() as u8;
                }
            },
            1 => for _ in 0..torn * 4 {
                let (x, y) = (random() as usize % width, random() as usize % height);
                let (side, shade) = (random() as usize % (width / 4) + 1, random() as u8 & 1);
                for row in y..(y + side).min(height) {
                    let end = (x + side).min(width);
                    picture.luma[row * width + x..row * width + end].fill(shade * 255);
                }
            },
            2 => {
                let kept = height.saturating_sub(cut).max(1);
                picture.luma.truncate(kept * width);
                picture.height = kept;
                let from = cut.min(kept - 1) / 2;
                picture.luma.drain(..from * width);
                picture.height -= from;
            }
            _ => {
                let block = u64::from(torn) as usize + 1;
                let noise: Vec<u8> = (0..=width / block).map(|_| random() as u8).collect();
                for (at, luma) in picture.luma.iter_mut().enumerate() {
                    let (x, y) = (at % width / block, at / width / block);
                    *luma = noise[x].wrapping_mul(noise[y % noise.len()] | 1);
                }
            }
        }
        picture.read();
    }
}
