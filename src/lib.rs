//! Plumbline: a Well-Architected review in a browser tab.
//!
//! The map of the house. Arrows point one way:
//! `ui → storage, exchange, report → learn, workshop → review → lens`.
//!
//! * [`lens`]: the questionnaire: its format, its limits, its rules.
//! * [`review`]: what a person does with a lens: workloads, answers, risk,
//!   milestones, the improvement plan.
//! * [`learn`]: what a person does with a lens without a review: marks, a
//!   quiz, flash cards.
//! * [`workshop`]: what several people do with a lens together: a session,
//!   their replies, how far they agree.
//! * [`report`]: renditions of a review: pure text.
//! * [`exchange`]: files from elsewhere and files to take along.
//! * [`storage`]: versioned records over a small key-value port.
//! * `ui`: the only layer that knows a browser (compiled for wasm32 only).
//!
//! What must *not* be here: the core reads no clock, no random source, no
//! storage and no network. `now` and new ids are arguments. The file
//! `tests/architecture.rs` holds these rules.

pub mod collections;
pub mod diagnostic;
pub mod exchange;
pub mod learn;
pub mod lens;
pub mod report;
pub mod review;
pub mod storage;
pub mod text;
pub mod time;
pub mod ui;
pub mod workshop;
