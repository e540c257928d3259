//! Snapshots: copies of what is about to be changed, taken by the app itself.
//!
//! A handful is kept. The oldest goes first, and also when a save needs the
//! room: a snapshot is a second chance, an answer is the first.

use serde_json::{Value, json};

use super::batch::{Changed, Put};
use super::keys::{self, Kind};
use super::lens_shelf;
use super::migrate::SNAPSHOT;
use super::port::PortError;
use super::store::{Error, Store, read_record, read_workload};
use super::{envelope, memory, workshops};
use crate::collections::sort_by;
use crate::time::Timestamp;

/// So many are kept, picked by feel: a day of trying things out.
pub const MOST: usize = 5;

/// Before what a snapshot was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Before {
    /// A file took the place of something.
    Import,
    /// A backup was restored.
    Restore,
    /// A review went over to a newer version of its lens.
    Upgrade,
    /// Many things were changed at once.
    Bulk,
    /// An earlier snapshot was put back.
    PutBack,
    /// Something that only a newer version of the app does.
    Other,
}

impl Before {
    /// All that are written.
    pub const ALL: [Self; 5] =
        [Self::Import, Self::Restore, Self::Upgrade, Self::Bulk, Self::PutBack];

    fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Restore => "restore",
            Self::Upgrade => "upgrade",
            Self::Bulk => "bulk",
            Self::PutBack => "put-back",
            Self::Other => "other",
        }
    }

    fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|r| r.code() == code).unwrap_or(Self::Other)
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Import => "Before a file replaced a review",
            Self::Restore => "Before a backup was restored",
            Self::Upgrade => "Before a lens was upgraded",
            Self::Bulk => "Before many things were changed at once",
            Self::PutBack => "Before an earlier copy was put back",
            Self::Other => "Before a change",
        }
    }
}

/// A snapshot in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its key.
    pub key: String,
    /// When it was taken.
    pub at: Timestamp,
    /// Before what.
    pub reason: Before,
    /// The names of what it holds; empty where it cannot be read.
    pub names: Vec<String>,
    /// What it takes, key and text, in UTF-16 units.
    pub units: usize,
}

impl Store {
    /// Keeps a copy of records that are about to be changed, for changes that
    /// do not go through [`Store::change_all`]. Nothing where none is there.
    ///
    /// # Errors
    ///
    /// There is then no copy; better not to change them.
    pub fn snapshot_of(
        &self,
        reason: Before,
        record_keys: &[String],
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        let mut records = Vec::new();
        for key in record_keys {
            if let Some(text) = self.port.get(key)? {
                records.push((key.clone(), text));
            }
        }
        if records.is_empty() {
            return Ok(None);
        }
        let place = self.take_snapshot(reason, &records, now)?;
        self.trim_snapshots();
        Ok(Some(place))
    }

    pub(super) fn take_snapshot(
        &self,
        reason: Before,
        records: &[(String, String)],
        now: Timestamp,
    ) -> Result<String, Error> {
        let records: Vec<Value> = records.iter().map(|(key, text)| json!([key, text])).collect();
        let data = json!({"reason": reason.code(), "records": records});
        let text = envelope::write(&SNAPSHOT, now, &data);
        // The newest is the last one whatever the clock says: the oldest goes
        // first.
        let newest = self.snapshot_keys()?.last().map(|(at, _)| at.0.saturating_add(1));
        let at = newest.map_or(now, |newest| now.max(Timestamp(newest)));
        let place = keys::snapshot(at);
        match self.put(&place, &text, None) {
            Ok(()) => Ok(place),
            Err(PortError::Full) => Err(Error::NoRoomForCopy),
            Err(other) => Err(other.into()),
        }
    }

    /// The snapshots, newest first.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn list_snapshots(&self) -> Result<Vec<Snapshot>, Error> {
        let mut list = Vec::new();
        for (at, key) in self.snapshot_keys()? {
            let Some(text) = self.port.get(&key)? else { continue };
            let units = memory::utf16(&key) + memory::utf16(&text);
            let (reason, names) = match read_snapshot(&key, &text) {
                Ok((reason, records)) => {
                    (reason, records.iter().map(|(key, text)| name_of(key, text)).collect())
                }
                Err(_) => (Before::Other, Vec::new()),
            };
            list.push(Snapshot { key, at, reason, names, units });
        }
        list.reverse();
        Ok(list)
    }

    /// Puts the records of a snapshot back in the place of what is there now,
    /// of which there is a snapshot then.
    ///
    /// # Errors
    ///
    /// Nothing was changed then.
    pub fn restore_snapshot(&self, key: &str, now: Timestamp) -> Result<Changed, Error> {
        let text = self.port.get(key)?.ok_or_else(|| Error::NotFound { key: key.to_owned() })?;
        let (_, records) = read_snapshot(key, &text)?;
        let puts = records
            .into_iter()
            .map(|(key, text)| Ok(Put { seen: self.port.get(&key)?, key, text: Some(text) }));
        let puts = puts.collect::<Result<_, Error>>()?;
        self.change_all(Before::PutBack, puts, now)
    }

    /// The snapshots with their times, oldest first.
    fn snapshot_keys(&self) -> Result<Vec<(Timestamp, String)>, Error> {
        let mut found: Vec<(Timestamp, String)> = self
            .own_keys()?
            .into_iter()
            .filter_map(|(key, kind)| match kind {
                Kind::Snapshot { at } => Some((at, key)),
                _ => None,
            })
            .collect();
        sort_by(&mut found, |a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    /// Drops the oldest beyond the handful. What cannot be dropped now is
    /// dropped another time.
    pub(super) fn trim_snapshots(&self) {
        let found = self.snapshot_keys().unwrap_or_default();
        for (_, key) in found.iter().take(found.len().saturating_sub(MOST)) {
            let _ = self.port.remove(key);
        }
    }

    /// Writes a text; where there is no room, the oldest snapshots make it,
    /// all but the one that is named.
    pub(super) fn put(&self, key: &str, text: &str, keep: Option<&str>) -> Result<(), PortError> {
        loop {
            match self.port.set(key, text) {
                Err(PortError::Full) if self.drop_a_snapshot(key, keep) => {}
                outcome => return outcome,
            }
        }
    }

    /// Whether there was a snapshot to drop.
    fn drop_a_snapshot(&self, written: &str, keep: Option<&str>) -> bool {
        let found = self.snapshot_keys().unwrap_or_default();
        let oldest = found.iter().find(|(_, key)| Some(key.as_str()) != keep && key != written);
        oldest.is_some_and(|(_, key)| self.port.remove(key).is_ok())
    }
}

/// Before what it was taken, and the records: keys and texts.
fn read_snapshot(key: &str, text: &str) -> Result<(Before, Vec<(String, String)>), Error> {
    let data = read_record(&SNAPSHOT, key, text)?.data;
    let records = data.get("records").and_then(Value::as_array).and_then(|records| {
        let texts = |record: &Value| {
            let part = |place: usize| record.get(place)?.as_str().map(str::to_owned);
            let (key, text) = (part(0)?, part(1)?);
            // Nothing but documents is ever in a snapshot.
            matches!(
                keys::kind(&key)?,
                Kind::Workload(_)
                    | Kind::Lens(_)
                    | Kind::Settings
                    | Kind::Theme
                    | Kind::Marks
                    | Kind::Practice
                    | Kind::Workshop(_)
                    | Kind::Attending(_)
            )
            .then_some((key, text))
        };
        records.iter().map(texts).collect::<Option<Vec<_>>>()
    });
    let reason = data.get("reason").and_then(Value::as_str).unwrap_or_default();
    let why = || "The snapshot does not say what it holds.".to_owned();
    let records = records.ok_or_else(|| Error::Damaged { key: key.to_owned(), why: why() })?;
    Ok((Before::from_code(reason), records))
}

/// The name of what a record holds, for people.
pub(super) fn name_of(key: &str, text: &str) -> String {
    let name = match keys::kind(key) {
        Some(Kind::Workload(_)) => {
            read_workload(key, text).map(|(read, _)| read.workload.properties.name).ok()
        }
        Some(Kind::Lens(_)) => lens_shelf::read_lens(key, text).map(|l| l.entry.name).ok(),
        Some(Kind::Settings | Kind::Theme) => Some("Settings".to_owned()),
        Some(Kind::Marks) => Some("What you marked in the library".to_owned()),
        Some(Kind::Practice) => Some("Flash cards and days of practice".to_owned()),
        Some(Kind::Clash(_)) => Some("One version of what two tabs changed".to_owned()),
        Some(Kind::Workshop(_)) => {
            workshops::read_workshop(key, text).map(|(w, _)| w.session.name).ok()
        }
        Some(Kind::Attending(_)) => {
            workshops::read_attending(key, text).map(|(a, _)| a.session.name).ok()
        }
        Some(Kind::Milestone { .. }) => super::milestones::read(key, text).map(|m| m.title()).ok(),
        _ => None,
    };
    name.unwrap_or_else(|| key.to_owned())
}
