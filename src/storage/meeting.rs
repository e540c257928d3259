//! Two tabs with one workload: what the other one stored and what this one
//! holds come together, and nothing of either is lost.

use super::store::{Error, Loaded, Revision, Store};
use crate::review::Workload;
use crate::review::merge::{Merged, Place, merge, said};
use crate::time::Timestamp;

/// What the other tab stored, and what became of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// What is stored: the base of the next meeting, with the revision for the
    /// next save.
    pub stored: Loaded,
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
    /// tab has `seen`. `base` is the workload as it was then. Every version
    /// that two tabs clash about and that will not be in the workload is kept
    /// on disk before this returns.
    ///
    /// # Errors
    ///
    /// Where the stored workload is gone or cannot be read, or a version could
    /// not be kept. The tab then goes on with what it holds, and does not save.
    pub fn meet(
        &self,
        base: Option<&Workload>,
        mine: &Workload,
        seen: Option<Revision>,
        now: Timestamp,
    ) -> Result<Option<Met>, Error> {
        if seen.is_some() && self.stored_revision(&mine.id)? == seen {
            return Ok(None);
        }
        let stored = self.load_workload(&mine.id)?;
        let theirs = &stored.workload;
        let Merged { mut workload, clashes, taken } = merge(base, mine, theirs);
        for clash in &clashes {
            let is_mine = said(&workload, &clash.place) == clash.mine;
            let other = if is_mine { &clash.theirs } else { &clash.mine };
            self.keep_clash(&workload, &clash.place, other, now)?;
        }
        // A later time alone is nothing to save.
        let changed_at = std::mem::replace(&mut workload.updated_at, theirs.updated_at);
        let is_unsaved = workload != *theirs;
        if is_unsaved {
            workload.updated_at = changed_at;
        }
        let clashes = clashes.len();
        Ok(Some(Met { workload, is_unsaved, taken, clashes, stored }))
    }
}
