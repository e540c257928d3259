//! Several records changed at once: all of them or none, with a snapshot of
//! what is replaced and a way back.

use super::keys;
use super::snapshots::Before;
use super::store::{Error, Store};
use super::unreadable::judge;
use crate::time::Timestamp;

/// One record as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Where.
    pub key: String,
    /// What shall be there; `None` for nothing.
    pub text: Option<String>,
    /// What was there when the person looked. Where something else is by now,
    /// nothing is changed.
    pub seen: Option<String>,
}

/// One record as it was and as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub key: String,
    /// What was there.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
}

/// What was changed at once, for [`Store::take_back`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// What is now different, in order.
    pub changes: Vec<Change>,
    /// The snapshot of what was replaced, where anything was.
    pub snapshot: Option<String>,
    /// The list of what is stored is old; it is rebuilt when the app opens.
    pub problem: Option<Error>,
}

/// What taking back did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenBack {
    /// How many records are as they were.
    pub records: usize,
    /// Those that are not, because they changed since or could not be written.
    pub left: Vec<Change>,
    /// Why not.
    pub problem: Option<Error>,
}

impl Store {
    /// Changes several records, all or none. What is replaced goes into a
    /// snapshot first, and what is damaged is set aside as well; what a newer
    /// version of the app wrote is not touched.
    ///
    /// # Errors
    ///
    /// Nothing was changed then. Only where the browser refuses even to put
    /// back what was there is that in the snapshot alone.
    pub fn change_all(
        &self,
        reason: Before,
        puts: Vec<Put>,
        now: Timestamp,
    ) -> Result<Changed, Error> {
        let mut changes = Vec::new();
        let mut replaced = Vec::new();
        for Put { key, text, seen } in puts {
            let before = self.port.get(&key)?;
            if before != seen {
                return Err(Error::ChangedMeanwhile { key });
            }
            if before == text {
                continue;
            }
            if let (Some(before), Some(kind)) = (&before, keys::kind(&key)) {
                match judge(&kind, &key, before) {
                    Err(Error::Damaged { .. }) => self.set_aside(&key, before)?,
                    Err(newer @ Error::Newer { .. }) => return Err(newer),
                    _ => {}
                }
                replaced.push((key.clone(), before.clone()));
            }
            changes.push(Change { key, before, after: text });
        }
        let snapshot = match replaced.is_empty() {
            true => None,
            false => Some(self.take_snapshot(reason, &replaced, now)?),
        };
        for (place, change) in changes.iter().enumerate() {
            if let Err(error) = self.write(&change.key, change.after.as_deref(), &snapshot) {
                // What was written last goes first, so there is room again.
                let done = changes[..place].iter().rev();
                let undone = done
                    .map(|c| self.write(&c.key, c.before.as_deref(), &snapshot))
                    .fold(true, |all, outcome| all & outcome.is_ok());
                if let (true, Some(snapshot)) = (undone, &snapshot) {
                    // It holds what is there anyway.
                    let _ = self.port.remove(snapshot);
                }
                return Err(error);
            }
        }
        self.trim_snapshots();
        let problem = self.forget_lines(&changes).err();
        Ok(Changed { changes, snapshot, problem })
    }

    /// Takes back what was changed at once. What changed since stays as it is.
    pub fn take_back(&self, changes: Vec<Change>) -> TakenBack {
        let mut outcome = TakenBack::default();
        // Also where something fails: their lines are read again.
        let forgotten = self.forget_lines(&changes).err();
        for change in changes.into_iter().rev() {
            match self.take_one_back(&change) {
                Ok(()) => outcome.records += 1,
                Err(error) => {
                    outcome.problem = Some(error);
                    outcome.left.push(change);
                }
            }
        }
        outcome.problem = outcome.problem.or(forgotten);
        outcome
    }

    fn take_one_back(&self, change: &Change) -> Result<(), Error> {
        let now = self.port.get(&change.key)?;
        if now == change.before {
            return Ok(());
        }
        if now != change.after {
            return Err(Error::ChangedMeanwhile { key: change.key.clone() });
        }
        self.write(&change.key, change.before.as_deref(), &None)
    }

    fn write(&self, key: &str, text: Option<&str>, keep: &Option<String>) -> Result<(), Error> {
        match text {
            Some(text) => self.put(key, text, keep.as_deref())?,
            None => self.port.remove(key)?,
        }
        Ok(())
    }

    /// Takes the lines of changed records out of the index: a missing line is
    /// read from its document when the list is opened, an old one is not.
    fn forget_lines(&self, changes: &[Change]) -> Result<(), Error> {
        let touched = |key: &str| changes.iter().any(|c| c.key == key);
        self.update_index(|index| {
            index.workloads.retain(|w| !touched(&keys::workload(&w.id)));
            index.lenses.retain(|l| !touched(&keys::lens(&l.key)));
        })
    }
}
