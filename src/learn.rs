//! Learning from a lens without a review: marks, and practising.
//!
//! What must *not* be here: no clock and no random source (the time and the
//! seed are arguments), no storage.

pub mod dice;
pub mod marks;
pub mod practice;
pub mod quiz;
pub mod sm2;

pub use marks::{Entry, Mark, Marks, PracticeId};
pub use practice::Practice;
pub use sm2::{Card, Grade};
