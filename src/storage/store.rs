//! The store: workloads in, workloads out, nothing lost on the way.

use serde_json::{Value, json};

use super::envelope::{self, Read, Record};
use super::index::IndexEntry;
use super::lineage::Stamps;
use super::migrate::{Format, WORKLOAD};
use super::port::{Port, PortError};
use super::{keys, workload_codec};
use crate::collections::sort_by;
use crate::review::{Counts, Lenses, Workload, WorkloadId, summary};
use crate::time::Timestamp;

/// Tells two contents of one record apart: a fingerprint of the stored text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Revision(u64);

impl Revision {
    /// Of a stored text (FNV-1a: nobody forges a revision, two tabs differ).
    pub fn of(text: &str) -> Self {
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    /// For keys that follow from a content.
    pub(super) fn number(self) -> u64 {
        self.0
    }
}

/// Why something could not be stored or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The browser refused.
    #[error(transparent)]
    Port(#[from] PortError),
    /// Another tab saved since this one last read or saved.
    #[error(
        "This workload was changed in another tab. Nothing was saved here: open the other \
         version, or keep yours under a new name."
    )]
    ChangedElsewhere {
        /// What is stored now: saving with this revision replaces it.
        stored: Revision,
    },
    /// Another tab deleted it since this one last read or saved.
    #[error(
        "This workload was deleted in another tab. Nothing was saved here: save it again, or \
         close it."
    )]
    DeletedElsewhere,
    /// There is no such record.
    #[error("There is no record \"{key}\" in this browser. It may have been deleted.")]
    NotFound {
        /// Where it would be.
        key: String,
    },
    /// A newer version of the app wrote it.
    #[error(
        "The record \"{key}\" was saved by a newer version of Plumbline (format {version}). \
         Reload the page to get that version; the record stays untouched."
    )]
    Newer {
        /// Where it is.
        key: String,
        /// Its version.
        version: u64,
    },
    /// It cannot be read.
    #[error("The record \"{key}\" is damaged: {why} It stays untouched; download it to repair it.")]
    Damaged {
        /// Where it is.
        key: String,
        /// A sentence.
        why: String,
    },
    /// A damaged record stands in the way and could not be set aside.
    #[error(
        "A damaged record is in the place of \"{key}\" and could not be set aside, so nothing was \
         saved over it. {why}"
    )]
    InTheWay {
        /// Where it is.
        key: String,
        /// Why it could not be copied.
        why: PortError,
    },
    /// What would be stored does not read back the same.
    #[error(
        "This workload cannot be stored without losing something, so nothing was saved. Save it \
         to a file before you close the page, and please report this."
    )]
    NotFaithful,
    /// Something changed between looking and doing.
    #[error(
        "\"{key}\" was changed in the meantime, perhaps in another tab. Nothing was changed here: \
         look again."
    )]
    ChangedMeanwhile {
        /// Where it is.
        key: String,
    },
    /// What would be replaced could not be kept.
    #[error(
        "There is no room to keep a copy of what would be replaced, so nothing was changed. Free \
         some space and try again."
    )]
    NoRoomForCopy,
    /// The review of a deleted milestone is not here.
    #[error("The review that this milestone belongs to is not here. Put the review back first.")]
    NoReview,
    /// Something else is where a deleted record was.
    #[error("There is another record in the place of \"{key}\". Delete that one first.")]
    Occupied {
        /// Where it is.
        key: String,
    },
}

/// A saved workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// To be handed to the next save.
    pub revision: Revision,
    /// When.
    pub saved_at: Timestamp,
    /// The workload is safe, but the list of workloads could not be updated;
    /// it is rebuilt when the app is opened.
    pub index_problem: Option<Error>,
}

/// A workload from storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The workload.
    pub workload: Workload,
    /// To be handed to the next save.
    pub revision: Revision,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// Who saved it, and what it grew from.
    pub stamps: Stamps,
}

/// Everything that is kept, over a port.
pub struct Store {
    pub(super) port: Box<dyn Port>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// A store over a port. Reads nothing yet.
    pub fn new(port: impl Port + 'static) -> Self {
        Self { port: Box::new(port) }
    }

    /// Saves a workload: the document first, the index second.
    ///
    /// `seen` is the revision that was last loaded or saved, `None` for a new
    /// workload; where something else is stored by now, nothing is written.
    /// `lenses` serve to count the risks for the index.
    ///
    /// # Errors
    ///
    /// What was stored before is then still stored.
    pub fn save_workload(
        &self,
        workload: &Workload,
        lenses: &Lenses,
        seen: Option<Revision>,
        now: Timestamp,
    ) -> Result<Saved, Error> {
        self.save_version(workload, lenses, seen, &Stamps::NONE, now)
    }

    /// The same, as a version that says what it grew from.
    pub(super) fn save_version(
        &self,
        workload: &Workload,
        lenses: &Lenses,
        seen: Option<Revision>,
        stamps: &Stamps,
        now: Timestamp,
    ) -> Result<Saved, Error> {
        let key = keys::workload(&workload.id);
        let stored = self.port.get(&key)?;
        match &stored {
            Some(text) if Some(Revision::of(text)) == seen => {}
            None if seen.is_none() => {}
            None => return Err(Error::DeletedElsewhere),
            Some(text) => match read_workload(&key, text) {
                // What this tab holds is all that is left of the workload.
                Err(Error::Damaged { .. }) => self.set_aside(&key, text)?,
                Err(other) => return Err(other),
                Ok(_) => return Err(Error::ChangedElsewhere { stored: Revision::of(text) }),
            },
        }
        let counts = summary::workload_counts(workload, lenses);
        let text = workload_text(workload, counts, stamps, now)?;
        self.put(&key, &text, None)?;
        let entry = IndexEntry::new(workload, counts);
        let index_problem = self.update_index(|index| index.put_workload(entry)).err();
        Ok(Saved { revision: Revision::of(&text), saved_at: now, index_problem })
    }

    /// Saves a workload whose answers did not change: its risks are those that
    /// were counted when it was last saved, so its lenses are not needed.
    pub(super) fn save_as_counted(
        &self,
        workload: &Workload,
        seen: Revision,
        now: Timestamp,
    ) -> Result<(), Error> {
        let key = keys::workload(&workload.id);
        let stored = self.port.get(&key)?.ok_or(Error::DeletedElsewhere)?;
        if Revision::of(&stored) != seen {
            return Err(Error::ChangedElsewhere { stored: Revision::of(&stored) });
        }
        let (read, counts) = read_workload(&key, &stored)?;
        let stamps = read.stamps.next_of_nobody(now);
        self.put(&key, &workload_text(workload, counts, &stamps, now)?, None)?;
        self.update_index(|index| index.put_workload(IndexEntry::new(workload, counts)))
    }

    /// The stored workload. Corrects its line in the index where a crash left
    /// an old one.
    ///
    /// # Errors
    ///
    /// See [`Error`]; a record that cannot be read stays where it is.
    pub fn load_workload(&self, id: &WorkloadId) -> Result<Loaded, Error> {
        let key = keys::workload(id);
        let text = self.port.get(&key)?.ok_or_else(|| Error::NotFound { key: key.clone() })?;
        let (loaded, counts) = read_workload(&key, &text)?;
        // Best effort: the workload is at hand whatever becomes of its line.
        let line = IndexEntry::new(&loaded.workload, counts);
        let _ = self.update_index(|index| index.put_workload(line));
        Ok(loaded)
    }

    /// The revision that is stored now, to find out whether another tab saved.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn stored_revision(&self, id: &WorkloadId) -> Result<Option<Revision>, Error> {
        Ok(self.port.get(&keys::workload(id))?.map(|text| Revision::of(&text)))
    }

    /// How much each key of this app takes, in UTF-16 units (which is how
    /// browsers count), largest first.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn usage(&self) -> Result<Vec<(String, usize)>, Error> {
        let mut usage = Vec::new();
        for (key, _) in self.own_keys()? {
            if let Some(text) = self.port.get(&key)? {
                let units = super::memory::utf16(&key) + super::memory::utf16(&text);
                usage.push((key, units));
            }
        }
        sort_by(&mut usage, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(usage)
    }

    /// The keys of this app and what they hold, sorted.
    pub(super) fn own_keys(&self) -> Result<Vec<(String, keys::Kind)>, Error> {
        let mut own: Vec<_> = self
            .port
            .keys()?
            .into_iter()
            .filter_map(|key| keys::kind(&key).map(|kind| (key, kind)))
            .collect();
        sort_by(&mut own, |a, b| a.0.cmp(&b.0));
        Ok(own)
    }
}

/// The record of a workload, after a look whether it reads back the same.
pub(super) fn workload_text(
    workload: &Workload,
    counts: Counts,
    stamps: &Stamps,
    now: Timestamp,
) -> Result<String, Error> {
    let mut data = workload_codec::encode(workload);
    if workload_codec::decode(&data).as_ref() != Ok(workload) {
        return Err(Error::NotFaithful);
    }
    data["counts"] =
        json!([counts.high, counts.medium, counts.none, counts.unanswered, counts.not_applicable]);
    if *stamps != Stamps::NONE {
        data["tabs"] = stamps.write();
    }
    Ok(envelope::write(&format_of(workload), now, &data))
}

/// The oldest version that holds all of a workload, so that older versions of
/// the app leave alone only what they would lose something of.
pub(super) fn format_of(workload: &Workload) -> Format {
    let is_new = workload.milestones.iter().any(|milestone| milestone.attendance.is_some());
    Format { version: if is_new { WORKLOAD.version } else { 1 }, ..WORKLOAD }
}

/// Reads a record of a format; what cannot be read is an error with its key.
pub(super) fn read_record(format: &Format, key: &str, text: &str) -> Result<Record, Error> {
    match envelope::read(format, text) {
        Read::Ok(record) => Ok(record),
        Read::Newer { version } => Err(Error::Newer { key: key.to_owned(), version }),
        Read::Damaged { why } => Err(Error::Damaged { key: key.to_owned(), why }),
    }
}

/// Reads a workload's record, with the counts of when it was saved.
pub(super) fn read_workload(key: &str, text: &str) -> Result<(Loaded, Counts), Error> {
    let Record { saved_at, data } = read_record(&WORKLOAD, key, text)?;
    let damaged = |why: String| Error::Damaged { key: key.to_owned(), why };
    let workload = workload_codec::decode(&data).map_err(|e| damaged(e.to_string()))?;
    if keys::workload(&workload.id) != key {
        return Err(damaged("The record belongs to another workload.".to_owned()));
    }
    let counts = counts(data.get("counts")).unwrap_or_default();
    let revision = Revision::of(text);
    let stamps =
        Stamps::read(data.get("tabs")).unwrap_or_else(|| Stamps::of_record(revision, saved_at));
    Ok((Loaded { workload, revision, saved_at, stamps }, counts))
}

/// Counts as they stand in records: high, medium, none, unanswered, not
/// applicable.
pub(super) fn counts(value: Option<&Value>) -> Option<Counts> {
    let number = |n: &Value| n.as_u64().and_then(|n| u32::try_from(n).ok()).map(|n| n as usize);
    match value?.as_array()?.iter().map(number).collect::<Option<Vec<_>>>()?[..] {
        [high, medium, none, unanswered, not_applicable] => {
            Some(Counts { high, medium, none, unanswered, not_applicable })
        }
        _ => None,
    }
}
