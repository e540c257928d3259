//! Files from elsewhere and files to take along.
//!
//! What comes in is hostile until it is read: sizes and counts are limited,
//! everything found on the way is reported together, and nothing that a person
//! wrote is dropped without a word.

pub mod aws;
pub mod backup;
pub mod collect;
pub mod detect;
pub mod json;
pub mod qr;
pub mod rendition;
pub mod results;
pub mod session_file;
pub mod share;

pub use detect::{Kind, detect};
