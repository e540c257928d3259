//! Renditions of a review. A [`Document`] says what a report holds, in which
//! order and in which words; the page, the printout and Markdown render this
//! one model, so they cannot differ.

pub mod ballots;
pub mod document;
pub mod markdown;
pub mod recap;
pub mod rendition;

pub use document::Document;
