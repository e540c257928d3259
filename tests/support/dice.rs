//! A small sequence that looks random, so that every run is the same.

#![allow(dead_code, reason = "some test files use what throws them, not the dice")]

/// Starts with this number.
pub struct Dice(pub u64);

impl Dice {
    /// The next number below this one.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}
