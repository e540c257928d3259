//! The index: what the list of workloads shows, without reading them all.
//!
//! Everything in it stands in the documents too, so it is rebuilt where it is
//! missing, damaged, newer or in disagreement with the keys that exist, and
//! may be written over at any time.

use serde_json::{Map, Value, json};

use super::keys::{self, Kind};
use super::lens_shelf;
use super::migrate::INDEX;
use super::store::{Error, Store, counts, read_record, read_workload};
use super::unreadable::{Unreadable, Why};
use super::{envelope, port::PortError};
use crate::collections::sort_by;
use crate::review::{Counts, LensKey, Workload, WorkloadId};
use crate::time::Timestamp;

/// A workload in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// The workload.
    pub id: WorkloadId,
    /// Its name.
    pub name: String,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its lenses: keys and names.
    pub lenses: Vec<(LensKey, String)>,
    /// Its risks when it was saved, of the lenses at hand.
    pub counts: Counts,
    /// How many milestones it has.
    pub milestones: usize,
}

impl IndexEntry {
    /// The line of a workload.
    pub fn new(workload: &Workload, counts: Counts) -> Self {
        Self {
            id: workload.id.clone(),
            name: workload.properties.name.clone(),
            updated_at: workload.updated_at,
            lenses: workload
                .reviews
                .iter()
                .map(|r| (r.lens.key.clone(), r.lens.name.clone()))
                .collect(),
            counts,
            milestones: workload.milestones.len(),
        }
    }
}

/// A lens that a person brought, in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensEntry {
    /// Its place on the shelf.
    pub key: LensKey,
    /// Its name.
    pub name: String,
    /// How many questions it has.
    pub questions: usize,
}

/// What is stored, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    /// The workloads, last changed first.
    pub workloads: Vec<IndexEntry>,
    /// The lenses that a person brought, by name.
    pub lenses: Vec<LensEntry>,
    /// Records of workloads and lenses that cannot be read, without texts.
    pub unreadable: Vec<Unreadable>,
    /// The list is right, but could not be stored.
    pub problem: Option<Error>,
}

impl Index {
    pub(super) fn put_workload(&mut self, entry: IndexEntry) {
        self.workloads.retain(|w| w.id != entry.id);
        self.workloads.push(entry);
    }

    pub(super) fn put_lens(&mut self, entry: LensEntry) {
        self.lenses.retain(|l| l.key != entry.key);
        self.lenses.push(entry);
    }

    fn sort(&mut self) {
        sort_by(&mut self.workloads, |a, b| {
            b.updated_at.cmp(&a.updated_at).then_with(|| a.name.cmp(&b.name)).then(a.id.cmp(&b.id))
        });
        sort_by(&mut self.lenses, |a, b| a.name.cmp(&b.name).then_with(|| a.key.cmp(&b.key)));
    }

    fn to_data(&self) -> Value {
        let workloads = self.workloads.iter().map(|w| {
            let lenses: Vec<Value> = w.lenses.iter().map(|(k, n)| json!([k.0, n])).collect();
            let c = w.counts;
            json!({
                "id": w.id.0,
                "name": w.name,
                "updated": w.updated_at.0,
                "lenses": lenses,
                "counts": [c.high, c.medium, c.none, c.unanswered, c.not_applicable],
                "milestones": w.milestones,
            })
        });
        let lenses = self
            .lenses
            .iter()
            .map(|lens| json!({"key": lens.key.0, "name": lens.name, "questions": lens.questions}));
        json!({"workloads": workloads.collect::<Vec<_>>(), "lenses": lenses.collect::<Vec<_>>()})
    }

    /// The lines that can be read; the others are rebuilt.
    fn from_data(data: &Value) -> Self {
        let lines = |key: &str| data.get(key).and_then(Value::as_array).into_iter().flatten();
        Self {
            workloads: lines("workloads").filter_map(read_workload_line).collect(),
            lenses: lines("lenses").filter_map(read_lens_line).collect(),
            ..Self::default()
        }
    }
}

fn text(line: &Map<String, Value>, key: &str) -> Option<String> {
    line.get(key)?.as_str().map(str::to_owned)
}

fn number(line: &Map<String, Value>, key: &str) -> Option<usize> {
    line.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok())
}

fn read_workload_line(line: &Value) -> Option<IndexEntry> {
    let line = line.as_object()?;
    let lenses = line.get("lenses")?.as_array()?.iter().map(|lens| {
        let part = |place: usize| lens.get(place)?.as_str().map(str::to_owned);
        Some((LensKey(part(0)?), part(1)?))
    });
    Some(IndexEntry {
        id: WorkloadId(text(line, "id")?),
        name: text(line, "name")?,
        updated_at: Timestamp(line.get("updated")?.as_i64()?),
        lenses: lenses.collect::<Option<_>>()?,
        counts: counts(line.get("counts"))?,
        milestones: number(line, "milestones")?,
    })
}

fn read_lens_line(line: &Value) -> Option<LensEntry> {
    let line = line.as_object()?;
    Some(LensEntry {
        key: LensKey(text(line, "key")?),
        name: text(line, "name")?,
        questions: number(line, "questions")?,
    })
}

impl Store {
    /// What is stored. Reads the index and the names of the keys; a document
    /// only where the index has no line for it.
    ///
    /// # Errors
    ///
    /// Where the browser refuses to be read.
    pub fn load_index(&self) -> Result<Index, Error> {
        let stored = self.stored_index()?;
        let mut index = Index::default();
        let keys = self.own_keys()?;
        for (key, kind) in &keys {
            let found = match kind {
                Kind::Workload(id) => {
                    if let Some(line) = stored.workloads.iter().find(|w| w.id == *id) {
                        index.put_workload(line.clone());
                        continue;
                    }
                    self.read_into(&mut index, key, Index::read_workload)?
                }
                Kind::Lens(lens) => {
                    if let Some(line) = stored.lenses.iter().find(|l| l.key == *lens) {
                        index.put_lens(line.clone());
                        continue;
                    }
                    self.read_into(&mut index, key, Index::read_lens)?
                }
                Kind::Quarantine { .. } => Err(Why::Quarantined),
                _ => continue,
            };
            if let Err(why) = found {
                index.unreadable.push(Unreadable { key: key.clone(), why, text: None });
            }
        }
        index.sort();
        let same = index.workloads == stored.workloads && index.lenses == stored.lenses;
        let has_index = keys.iter().any(|(_, kind)| *kind == Kind::Index);
        if !same || (!has_index && !keys.is_empty()) {
            index.problem = self.write_index(&index).err().map(Error::Port);
        }
        Ok(index)
    }

    fn read_into(
        &self,
        index: &mut Index,
        key: &str,
        read: fn(&mut Index, &str, &str) -> Result<(), Why>,
    ) -> Result<Result<(), Why>, Error> {
        Ok(match self.port.get(key)? {
            Some(text) => read(index, key, &text),
            // Another tab deleted it since the keys were listed.
            None => Ok(()),
        })
    }

    /// Changes the stored index. Where it cannot be written it is removed, as
    /// a missing index is rebuilt and an old one is not.
    pub(super) fn update_index(&self, change: impl FnOnce(&mut Index)) -> Result<(), Error> {
        let before = self.stored_index()?;
        let mut index = before.clone();
        change(&mut index);
        index.sort();
        if index == before {
            return Ok(());
        }
        self.write_index(&index).map_err(|error| {
            // Nothing is left to be done where this fails too.
            let _ = self.port.remove(keys::INDEX);
            Error::Port(error)
        })
    }

    fn stored_index(&self) -> Result<Index, Error> {
        let Some(text) = self.port.get(keys::INDEX)? else { return Ok(Index::default()) };
        Ok(read_record(&INDEX, keys::INDEX, &text)
            .map(|record| Index::from_data(&record.data))
            .unwrap_or_default())
    }

    fn write_index(&self, index: &Index) -> Result<(), PortError> {
        // The envelope's time is that of the last change in it: an index needs
        // no clock.
        let at = index.workloads.iter().map(|w| w.updated_at).max().unwrap_or_default();
        self.put(keys::INDEX, &envelope::write(&INDEX, at, &index.to_data()), None)
    }
}

impl Index {
    fn read_workload(&mut self, key: &str, text: &str) -> Result<(), Why> {
        let (read, counts) = read_workload(key, text)?;
        self.put_workload(IndexEntry::new(&read.workload, counts));
        Ok(())
    }

    fn read_lens(&mut self, key: &str, text: &str) -> Result<(), Why> {
        let lens = lens_shelf::read_lens(key, text)?;
        self.put_lens(lens.entry);
        Ok(())
    }
}
