//! Learning from a lens without a review: marks, and practising.
//!
//! What must *not* be here: no clock and no random source (the time and the
//! seed are arguments), no storage.

pub mod marks;

pub use marks::{Entry, Mark, Marks, PracticeId};
