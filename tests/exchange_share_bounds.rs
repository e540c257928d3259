//! Whatever stands in a link, opening it takes little memory. In a program of
//! its own, as it counts what the whole program holds.

#![allow(unsafe_code)]

#[path = "support/bundled.rs"]
mod bundled;
#[path = "support/codes.rs"]
mod codes;
#[path = "support/dice.rs"]
mod dice;
mod shipped;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use bundled::bundled;
use codes::{forged, to_text};
use dice::Dice;
use miniz_oxide::deflate::compress_to_vec;
use plumbline::exchange::share::{self, MOST_CODE};

/// Counts what is held, and the most of it.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: it hands everything on to the allocator of the system.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The most that opening a code may hold at once, in bytes: picked by feel, a
/// phone has a hundred times as much.
const BOUND: usize = 16_000_000;

/// Every kind of link that there is.
const KINDS: std::ops::Range<u8> = 0..10;

/// How much opening this holds at once, where all bundled lenses are at hand.
fn cost(code: &str) -> usize {
    let shelf = bundled();
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    drop(share::open(code, &shelf));
    MOST.load(Ordering::Relaxed) - before
}

/// Bits, as the format writes them.
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn bits(&mut self, value: u64, width: u32) -> &mut Self {
        self.0.extend((0..width).rev().map(|place| value >> place & 1 == 1));
        self
    }

    fn number(&mut self, mut value: u64) -> &mut Self {
        loop {
            let group = value & 15;
            value >>= 4;
            self.bits(u64::from(value > 0), 1).bits(group, 4);
            if value == 0 {
                return self;
            }
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let byte = |eight: &[bool]| {
            eight.iter().enumerate().fold(0, |byte, (n, bit)| byte | u8::from(*bit) << (7 - n))
        };
        self.0.chunks(8).map(byte).collect()
    }
}

#[test]
fn whatever_a_link_claims_opening_it_stays_within_bounds() {
    let mut worst = 0;
    let mut open = |name: &str, code: &str| {
        let cost = cost(code);
        println!("{name}: {} characters, {cost} bytes", code.len());
        assert!(cost < BOUND, "{name} takes {cost} bytes");
        worst = worst.max(cost);
    };
    open("empty", "");
    open("too long", &"E".repeat(MOST_CODE + 1));
    open("far too long", &"E".repeat(5_000_000));
    // Deflated zeros: as much as is allowed, and a hundred times as much.
    for length in [1_000_000, 50_000_000] {
        let bomb = compress_to_vec(&vec![0; length], 10);
        for claimed in [1_000_000, length as u64, u64::MAX >> 1] {
            for kind in KINDS {
                let mut payload =
                    Bits::default().bits(2, 2).number(bomb.len() as u64).number(claimed).bytes();
                payload.extend(&bomb);
                if payload.len() < 70_000 {
                    open("bomb", &forged(1, kind, &payload));
                }
            }
        }
    }
    // Numbers of things that are not there.
    for many in [1_000, 1_000_000, u64::from(u32::MAX), u64::MAX] {
        for kind in KINDS {
            let mut lies = Bits::default();
            lies.bits(0, 2);
            for _ in 0..50 {
                lies.number(many);
            }
            open("lies", &forged(1, kind, &lies.bytes()));
        }
    }
    // One lens of another kind, and as many questions without a name as fit.
    let mut names = Bits::default();
    names.bits(0, 2).number(1).bits(2, 2).number(0).number(0).number(0).bits(1, 1);
    names.number(100_000);
    for _ in 0..50_000 {
        names.number(0).number(0);
    }
    open("questions without a name", &forged(1, 6, &names.bytes()));
    // Noise of every length.
    let mut dice = Dice(2026);
    let mut noise =
        |length: usize| -> Vec<u8> { (0..length).map(|_| dice.below(256) as u8).collect() };
    let mut most = 0;
    for round in 0..20_000 {
        let payload = noise(round % 700);
        most = most.max(cost(&forged(1, (round % usize::from(KINDS.end)) as u8, &payload)));
        most = most.max(cost(&to_text(&payload)));
    }
    for kind in KINDS {
        most = most.max(cost(&forged(1, kind, &noise(70_000))));
    }
    println!("noise: {most} bytes at most; {worst} at most in all");
    assert!(most < BOUND, "noise takes {most} bytes");
}
