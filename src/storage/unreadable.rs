//! Records that cannot be read: kept, listed, offered for download.
//!
//! They stay where they are, so that a later version of the app that can read
//! them finds them again. A damaged one is copied whole to a quarantine key
//! before anything takes its place; where the copy fails, nothing does.

use super::clashes;
use super::keys::{self, Kind};
use super::lens_shelf;
use super::marks;
use super::migrate::SETTINGS;
use super::practice;
use super::store::{Error, Store, read_record, read_workload};
use super::workshops;

/// Why a record cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A newer version of the app wrote it.
    #[error(
        "It was saved by a newer version of Plumbline (format {0}). Reload the page to get it."
    )]
    Newer(u64),
    /// It is damaged.
    #[error("It is damaged. {0}")]
    Damaged(String),
    /// It was damaged, and set aside when a new record took its place.
    #[error("It was damaged and was set aside when a newer record took its place.")]
    Quarantined,
}

impl From<Error> for Why {
    fn from(error: Error) -> Self {
        match error {
            Error::Newer { version, .. } => Self::Newer(version),
            Error::Damaged { why, .. } => Self::Damaged(why),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// A record that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it is.
    pub key: String,
    /// Why.
    pub why: Why,
    /// What it holds, untouched; `None` in a list without texts.
    pub text: Option<String>,
}

impl Store {
    /// Every record that cannot be read, with its text. Reads everything.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn unreadable(&self) -> Result<Vec<Unreadable>, Error> {
        self.unreadable_where(|_, _| true)
    }

    /// The record under a key, where it cannot be read, and what was set aside
    /// of earlier ones, with their texts. Reads nothing else.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn unreadable_at(&self, key: &str) -> Result<Vec<Unreadable>, Error> {
        self.unreadable_where(|own, kind| {
            own == key || matches!(kind, Kind::Quarantine { original } if original == key)
        })
    }

    fn unreadable_where(
        &self,
        is_meant: impl Fn(&str, &Kind) -> bool,
    ) -> Result<Vec<Unreadable>, Error> {
        let mut found = Vec::new();
        for (key, kind) in self.own_keys()? {
            if !is_meant(&key, &kind) {
                continue;
            }
            let Some(text) = self.port.get(&key)? else { continue };
            let why = match kind {
                Kind::Quarantine { .. } => Some(Why::Quarantined),
                kind => judge(&kind, &key, &text).err().map(Why::from),
            };
            if let Some(why) = why {
                found.push(Unreadable { key, why, text: Some(text) });
            }
        }
        Ok(found)
    }

    /// Copies a damaged record to a quarantine key, unless it is there already.
    pub(super) fn set_aside(&self, key: &str, text: &str) -> Result<(), Error> {
        let in_the_way = |why| Error::InTheWay { key: key.to_owned(), why };
        for n in 1.. {
            let copy = keys::quarantine(key, n);
            match self.port.get(&copy).map_err(in_the_way)? {
                Some(other) if other == text => break,
                Some(_) => {}
                None => {
                    self.port.set(&copy, text).map_err(in_the_way)?;
                    break;
                }
            }
        }
        Ok(())
    }
}

/// Whether a record can be read, where it has to be.
pub(super) fn judge(kind: &Kind, key: &str, text: &str) -> Result<(), Error> {
    match kind {
        Kind::Workload(_) => read_workload(key, text).map(drop),
        Kind::Lens(_) => lens_shelf::read_lens(key, text).map(drop),
        Kind::Settings => read_record(&SETTINGS, key, text).map(drop),
        Kind::Marks => marks::read_marks(key, text).map(drop),
        Kind::Practice => practice::read_practice(key, text).map(drop),
        Kind::Workshop(_) => workshops::read_workshop(key, text).map(drop),
        Kind::Attending(_) => workshops::read_attending(key, text).map(drop),
        Kind::Clash(_) => clashes::read_clash(key, text).map(drop),
        // The index and the theme hold nothing that is not elsewhere; the bin
        // and the snapshots are listed by themselves; what is unknown is not
        // ours to judge.
        Kind::Index
        | Kind::Theme
        | Kind::Quarantine { .. }
        | Kind::Deleted { .. }
        | Kind::Snapshot { .. }
        | Kind::Milestone { .. }
        | Kind::Unknown => Ok(()),
    }
}
