//! Deleting, with a way back: every deletion returns what it took away, and a
//! single one also lies in a bin on disk for thirty days, where there is room.

use super::keys::{self, Kind};
use super::memory::utf16;
use super::port::PortError;
use super::snapshots::name_of;
use super::store::{Error, Store};
use crate::collections::sort_by;
use crate::review::{LensKey, Lenses, Workload, WorkloadId};
use crate::time::Timestamp;

/// How long deleted things are kept, in milliseconds: thirty days.
pub const KEPT_FOR: i64 = 30 * 24 * 60 * 60 * 1_000;

/// Deleted records, whole: keys and texts as they were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trash {
    /// Keys and texts.
    pub records: Vec<(String, String)>,
}

/// What a deletion did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// What was taken away, for [`Store::restore`].
    pub trash: Trash,
    /// Where the record lies in the bin; `None` where there was no
    /// room for it, or it was never to lie there.
    pub kept_at: Option<String>,
    /// What could not be done: something is still there, or the list is old.
    pub problem: Option<Error>,
}

/// What a restoring did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restored {
    /// How many records are back.
    pub records: usize,
    /// Those that are not, to try again with.
    pub left: Trash,
    /// Why not.
    pub problem: Option<Error>,
}

/// A record in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrashEntry {
    /// Its key, for [`Store::restore_from_trash`].
    pub key: String,
    /// When it was deleted.
    pub deleted_at: Timestamp,
    /// The key it was deleted from, which says what it is.
    pub original: String,
    /// The name of the workload, lens or milestone; its old key where that is
    /// unreadable.
    pub name: String,
    /// What it takes, key and text, in UTF-16 units.
    pub units: usize,
}

impl TrashEntry {
    /// When it goes for good.
    pub fn until(&self) -> Timestamp {
        Timestamp(self.deleted_at.0.saturating_add(KEPT_FOR))
    }
}

impl Store {
    /// Deletes a workload.
    ///
    /// # Errors
    ///
    /// The workload is then still there.
    pub fn delete_workload(&self, id: &WorkloadId, now: Timestamp) -> Result<Deleted, Error> {
        self.delete_record(&keys::workload(id), now)
    }

    /// Deletes a lens that a person brought.
    ///
    /// # Errors
    ///
    /// The lens is then still there.
    pub fn delete_lens(&self, lens: &LensKey, now: Timestamp) -> Result<Deleted, Error> {
        self.delete_record(&keys::lens(lens), now)
    }

    /// Deletes any record by its key, such as an unreadable one that was
    /// downloaded.
    ///
    /// # Errors
    ///
    /// The record is then still there.
    pub fn delete_record(&self, key: &str, now: Timestamp) -> Result<Deleted, Error> {
        let not_found = || Error::NotFound { key: key.to_owned() };
        let kind = keys::kind(key).ok_or_else(not_found)?;
        let text = self.port.get(key)?.ok_or_else(not_found)?;
        let kept_at = match kind {
            Kind::Deleted { .. } | Kind::Snapshot { .. } => None,
            _ => self.put_in_trash(key, &text, now)?,
        };
        self.port.remove(key)?;
        let problem = self
            .update_index(|index| match kind {
                Kind::Workload(id) => index.workloads.retain(|w| w.id != id),
                Kind::Lens(lens) => index.lenses.retain(|l| l.key != lens),
                _ => {}
            })
            .err();
        let trash = Trash { records: vec![(key.to_owned(), text)] };
        Ok(Deleted { trash, kept_at, problem })
    }

    /// Deletes a workload of which the tab has a newer version than what is
    /// stored, if it is stored at all. Both go into the bin; undoing brings
    /// back the newer one.
    ///
    /// # Errors
    ///
    /// What was stored is then still stored.
    pub fn delete_newer(
        &self,
        newer: &Workload,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<Deleted, Error> {
        let (key, _, text) = self.record_of(newer, lenses, now)?;
        let problem = match self.delete_record(&key, now) {
            Ok(older) => older.problem,
            Err(Error::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        // Where the bin refuses it, what this returns is all there is.
        let kept_at = self.put_in_trash(&key, &text, now).unwrap_or_default();
        Ok(Deleted { trash: Trash { records: vec![(key, text)] }, kept_at, problem })
    }

    pub(super) fn put_in_trash(
        &self,
        key: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        // A record of that name may lie there from the same millisecond.
        let mut at = now;
        loop {
            let place = keys::deleted(at, key);
            match self.port.get(&place)? {
                Some(other) if other == text => return Ok(Some(place)),
                Some(_) => at.0 = at.0.saturating_add(1),
                None => {
                    return match self.put(&place, text, None) {
                        Ok(()) => Ok(Some(place)),
                        // A full disk must not keep anybody from deleting.
                        Err(PortError::Full) => Ok(None),
                        Err(error) => Err(error.into()),
                    };
                }
            }
        }
    }

    /// Deletes every record of this app, and keeps nothing on disk: the only
    /// copy is what this returns. Keys of other apps stay.
    ///
    /// # Errors
    ///
    /// Where the browser refuses to be read: nothing was deleted then.
    pub fn delete_everything(&self) -> Result<Deleted, Error> {
        let mut records = Vec::new();
        for (key, _) in self.own_keys()? {
            if let Some(text) = self.port.get(&key)? {
                records.push((key, text));
            }
        }
        let mut deleted = Deleted { trash: Trash::default(), kept_at: None, problem: None };
        for (key, text) in records {
            match self.port.remove(&key) {
                Ok(()) => deleted.trash.records.push((key, text)),
                Err(error) => deleted.problem = Some(error.into()),
            }
        }
        Ok(deleted)
    }

    /// Puts deleted records back. Where something else took the place of a
    /// workload or a lens, that stays and the record is handed back.
    pub fn restore(&self, trash: Trash) -> Restored {
        let mut restored = Restored::default();
        let mut trash_on_disk = self.trash_keys().unwrap_or_default();
        for (key, text) in trash.records {
            match self.put_back(&key, &text) {
                Ok(()) => {
                    restored.records += 1;
                    trash_on_disk.retain(|(place, original)| {
                        let same = *original == key
                            && self.port.get(place).is_ok_and(|t| t.as_ref() == Some(&text));
                        // A copy that stays in the bin does no harm.
                        !(same && self.port.remove(place).is_ok())
                    });
                }
                Err(error) => {
                    restored.problem = Some(error);
                    restored.left.records.push((key, text));
                }
            }
        }
        restored
    }

    fn put_back(&self, key: &str, text: &str) -> Result<(), Error> {
        match keys::kind(key) {
            // Rebuilt from the documents.
            Some(Kind::Index) => return Ok(()),
            Some(Kind::Settings | Kind::Theme) => {}
            _ => match self.port.get(key)? {
                Some(other) if other == text => return Ok(()),
                Some(_) => return Err(Error::Occupied { key: key.to_owned() }),
                None => {}
            },
        }
        Ok(self.put(key, text, None)?)
    }

    /// What lies in the bin, last deleted first. A milestone that its workload
    /// has again is left out.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn list_trash(&self) -> Result<Vec<TrashEntry>, Error> {
        let mut entries = Vec::new();
        for (key, kind) in self.own_keys()? {
            let Kind::Deleted { at, original } = kind else { continue };
            let Some(text) = self.port.get(&key)? else { continue };
            if self.has_milestone(&original, &text) {
                continue;
            }
            let (name, units) = (name_of(&original, &text), utf16(&key) + utf16(&text));
            entries.push(TrashEntry { key, deleted_at: at, original, name, units });
        }
        sort_by(&mut entries, |a, b| b.deleted_at.cmp(&a.deleted_at));
        Ok(entries)
    }

    /// Puts a record from the bin back.
    ///
    /// # Errors
    ///
    /// The record is then still in the bin.
    pub fn restore_from_trash(&self, key: &str, now: Timestamp) -> Result<(), Error> {
        let not_found = || Error::NotFound { key: key.to_owned() };
        let Some(Kind::Deleted { original, .. }) = keys::kind(key) else {
            return Err(not_found());
        };
        let text = self.port.get(key)?.ok_or_else(not_found)?;
        match keys::kind(&original) {
            Some(Kind::Milestone { .. }) => self.restore_milestone(&original, &text, now)?,
            _ => self.put_back(&original, &text)?,
        }
        // A copy that stays in the bin does no harm.
        let _ = self.port.remove(key);
        Ok(())
    }

    /// Removes what lies at a key of the bin, or a snapshot, for good.
    ///
    /// # Errors
    ///
    /// Where the browser refuses, and where the key is of neither.
    pub fn discard(&self, key: &str) -> Result<(), Error> {
        match keys::kind(key) {
            Some(Kind::Deleted { .. } | Kind::Snapshot { .. }) => Ok(self.port.remove(key)?),
            _ => Err(Error::NotFound { key: key.to_owned() }),
        }
    }

    /// Removes for good what was deleted before a time; with
    /// `Timestamp(i64::MAX)` everything. Returns how many records.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn empty_trash(&self, before: Timestamp) -> Result<usize, Error> {
        let mut removed = 0;
        for (key, kind) in self.own_keys()? {
            if matches!(kind, Kind::Deleted { at, .. } if at < before) {
                self.port.remove(&key)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn trash_keys(&self) -> Result<Vec<(String, String)>, Error> {
        let keys = self.own_keys()?.into_iter();
        Ok(keys
            .filter_map(|(key, kind)| match kind {
                Kind::Deleted { original, .. } => Some((key, original)),
                _ => None,
            })
            .collect())
    }
}
