//! Two tabs with one workload: what the other one stored and what this one
//! holds come together, and nothing of either is lost.

use super::keys;
use super::lineage::Lineage;
use super::store::{Error, Loaded, Store, read_workload};
use crate::review::merge::{Merged, Place, merge, said};
use crate::review::{Workload, WorkloadId};
use crate::time::Timestamp;

/// What became of what a tab holds and what another tab stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// What both together grew from, for the next save and the next meeting.
    pub line: Lineage,
    /// When what is stored was saved.
    pub saved_at: Timestamp,
    /// Both together.
    pub workload: Workload,
    /// Whether it holds something that is not stored yet.
    pub is_unsaved: bool,
    /// What only the other tab changed.
    pub taken: Vec<Place>,
    /// How many versions were kept for a person to pick from.
    pub clashes: usize,
}

impl Store {
    /// Merges what is stored into what a tab holds, when it is not what the
    /// tab knows to be stored. `line` is what the tab's workload grew from,
    /// `None` where it was never stored. Every version that two tabs clash
    /// about and that will not be in the workload is kept on disk before this
    /// returns.
    ///
    /// # Errors
    ///
    /// Where the stored workload is gone or cannot be read, or a version could
    /// not be kept. The tab then goes on with what it holds, and does not save.
    pub fn meet(
        &self,
        line: Option<&Lineage>,
        mine: &Workload,
        now: Timestamp,
    ) -> Result<Option<Met>, Error> {
        let seen = line.map(Lineage::revision);
        if seen.is_some() && self.stored_revision(&mine.id)? == seen {
            return Ok(None);
        }
        let stored = self.load_workload(&mine.id)?;
        let base = line.and_then(|line| {
            // Something older that was put back, or a stranger in its place,
            // was put there on purpose.
            match line.holds(&stored.stamps) || !line.is_related(&stored.stamps) {
                true => line.stored().cloned(),
                false => line.common(&stored.stamps),
            }
        });
        let mut met = self.merged(base.as_ref(), mine, &stored, now)?;
        met.line = match line {
            Some(line) => line.clone(),
            None => Lineage::of(&stored),
        };
        met.line.met(&stored);
        Ok(Some(met))
    }

    /// Remembers what another tab stored, for a version that grew from it: of
    /// all that a tab has heard, before it takes in the first of it.
    pub fn remember(&self, line: &mut Lineage, id: &WorkloadId, text: &str) {
        if let Ok((heard, _)) = read_workload(&keys::workload(id), text) {
            line.remember_overheard(&heard);
        }
    }

    /// Merges what another tab stored and this one stored over, not knowing of
    /// it: `text` is that record, as the browser tells of it afterwards.
    /// `None` where nothing of it is missing, or it cannot be read.
    ///
    /// # Errors
    ///
    /// Where a version could not be kept. It is to be tried again: nobody else
    /// has that record.
    pub fn overhear(
        &self,
        line: &mut Lineage,
        mine: &Workload,
        text: &str,
        now: Timestamp,
    ) -> Result<Option<Met>, Error> {
        let Ok((heard, _)) = read_workload(&keys::workload(&mine.id), text) else {
            return Ok(None);
        };
        if line.holds(&heard.stamps) {
            // It came along with a later one.
            return Ok(None);
        }
        if self.stored_revision(&mine.id)? == Some(heard.revision) {
            return Ok(None);
        }
        // Where it cannot be told what both grew from, too much clashes, but
        // nothing passes for seen that was not.
        let base = line.common(&heard.stamps);
        let mut met = self.merged(base.as_ref(), mine, &heard, now)?;
        met.line = line.clone();
        met.line.overheard(&heard);
        match line.stored() {
            Some(stored) if !differ(&met.workload, stored) => {
                met.is_unsaved = false;
                met.workload.updated_at = stored.updated_at;
            }
            _ => met.is_unsaved = true,
        }
        Ok(Some(met))
    }

    /// Both together, with every other version kept.
    fn merged(
        &self,
        base: Option<&Workload>,
        mine: &Workload,
        theirs: &Loaded,
        now: Timestamp,
    ) -> Result<Met, Error> {
        let Merged { mut workload, clashes, taken } = merge(base, mine, &theirs.workload);
        for clash in &clashes {
            let is_mine = said(&workload, &clash.place) == clash.mine;
            let other = if is_mine { &clash.theirs } else { &clash.mine };
            self.keep_clash(&workload, &clash.place, other, now)?;
        }
        let is_unsaved = differ(&workload, &theirs.workload);
        if !is_unsaved {
            // A later time alone is nothing to save.
            workload.updated_at = theirs.workload.updated_at;
        }
        let (clashes, saved_at) = (clashes.len(), theirs.saved_at);
        let line = Lineage::of(theirs);
        Ok(Met { line, saved_at, workload, is_unsaved, taken, clashes })
    }
}

/// Whether two versions differ in more than the time of the last change.
fn differ(one: &Workload, other: &Workload) -> bool {
    let mut one = one.clone();
    one.updated_at = other.updated_at;
    one != *other
}
