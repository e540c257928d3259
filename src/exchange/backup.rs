//! The backup: one file with every record of a browser, as texts that are not
//! touched, so that even what cannot be read today comes back as it was.
//!
//! `public/schemas/backup-1.json` describes every field. What the records mean
//! is the storage's matter; this file knows keys and texts.

mod read;
mod write;

use crate::time::Timestamp;

pub use read::read;
pub use write::write;

/// The first member of every backup.
pub const FORMAT: &str = "plumbline-backup";
/// The first member of what the rescue page saves, which is read as well.
pub const RESCUE: &str = "plumbline-rescue";
/// The version of the format that is written here.
pub const VERSION: u32 = 1;
/// What every key starts with.
const PREFIX: &str = "plumbline/";

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its key.
    pub key: String,
    /// Its name, for people who look into the file; not read.
    pub name: String,
    /// What it holds, untouched.
    pub text: String,
}

/// A backup that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backup {
    /// When it was written, where it says so.
    pub saved_at: Option<Timestamp>,
    /// Keys and texts, each key once, in the order of the file.
    pub records: Vec<(String, String)>,
}
