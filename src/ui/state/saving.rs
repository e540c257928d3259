//! Saving the open workload: soon after a change, at once when the page is
//! left, and never over what another tab saved.

use leptos::prelude::*;

use super::{App, Opened, in_hand};
use crate::review::{Lenses, Workload, WorkloadId};
use crate::storage::lineage::Lineage;
use crate::storage::store::{Error, Saved};
use crate::time::Timestamp;
use crate::ui::{desk, platform};

/// A pause in typing that is long enough to save.
const PAUSE_MS: i32 = 300;

/// Who types without a pause is saved all the same, within a second.
const LONGEST_MS: i64 = 600;

/// Whether the open workload is saved, for people to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was changed yet.
    Idle,
    /// Saved then.
    Saved(Timestamp),
    /// About to be.
    Underway,
    /// The browser remembers nothing.
    OnlyInMemory,
    /// Not saved, and why.
    Failed(Error),
    /// Not saved, because another tab saved since and what brings both
    /// together is not loaded.
    ChangedElsewhere,
    /// Another tab deleted it; this one shows it still.
    DeletedElsewhere,
}

/// A workload that could not be saved, and what it grew from.
pub type Unsaved = (Workload, Line);

/// What the open workload grew from, where it was stored before.
pub type Line = Option<Lineage>;

/// What is known about the last save.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pending {
    timer: Option<i32>,
    /// When the first change was made that the timer is for.
    since: i64,
    pub(super) dirty: bool,
    only_in_memory: bool,
}

impl App {
    /// Remembers whether the browser remembers.
    pub(super) fn start_saving(self, remembers: bool) {
        self.pending.update_value(|p| p.only_in_memory = !remembers);
        if !remembers {
            self.saving.set(Saving::OnlyInMemory);
        }
    }

    /// A workload was opened: this is what is stored of it.
    pub(super) fn opened_at(self, line: Line, saved_at: Option<Timestamp>) {
        let revision = |line: &Line| line.as_ref().map(Lineage::revision);
        let before = self.line.with_value(revision);
        if revision(&line).is_none_or(|now| before != Some(now)) {
            // Not what this tab had open last, or changed since.
            self.history.update_value(|h| h.clear());
        }
        self.stands_at(line, saved_at);
    }

    /// This is what is stored of the open workload now.
    pub(super) fn stands_at(self, line: Line, saved_at: Option<Timestamp>) {
        self.line.set_value(line);
        self.pending.update_value(|p| p.dirty = false);
        self.set_saving(saved_at.map_or(Saving::Idle, Saving::Saved));
    }

    pub(super) fn set_saving(self, state: Saving) {
        let only_in_memory = self.pending.with_value(|p| p.only_in_memory);
        self.saving.set(if only_in_memory { Saving::OnlyInMemory } else { state });
    }

    /// The open workload changed: save it soon.
    pub(super) fn changed(self) {
        if self.is_open_sample() {
            return;
        }
        let now = platform::now().0;
        let mut pending = self.pending.get_value();
        match pending.timer {
            Some(_) if now - pending.since > LONGEST_MS => {}
            timer => {
                match timer {
                    Some(timer) => platform::cancel(timer),
                    None => pending.since = now,
                }
                pending.timer = Some(platform::after(PAUSE_MS, move || self.save_soon()));
            }
        }
        pending.dirty = true;
        self.pending.set_value(pending);
        // What is wrong stays in view until it is mended.
        if !self.has_failed() {
            self.set_saving(Saving::Underway);
        }
    }

    /// Saves the open workload, after other tabs that are at it: that is known
    /// once the second file is there.
    pub(super) fn save_soon(self) {
        match self.desk.get_untracked() {
            Some(desk) => (desk.save)(self),
            None => self.save_now(),
        }
    }

    fn has_failed(self) -> bool {
        self.saving.with_untracked(|s| matches!(s, Saving::ChangedElsewhere | Saving::Failed(_)))
    }

    /// After a failure: tries again, and tells anew what is wrong.
    pub fn save_again(self) {
        if self.is_unsaved() {
            self.set_saving(Saving::Underway);
        }
        self.save_now();
    }

    /// Saves the open workload now, if it was changed.
    pub fn save_now(self) {
        let pending = self.pending.get_value();
        if let Some(timer) = pending.timer {
            platform::cancel(timer);
            self.pending.update_value(|p| p.timer = None);
        }
        if !pending.dirty {
            return;
        }
        let outcome = self.open.with_untracked(|opened| {
            let (Opened::Ready(workload) | Opened::Loading(_, Some(workload))) = opened else {
                return None;
            };
            let lenses = self.lenses.get_untracked();
            let mut line = self.line.try_update_value(std::mem::take).flatten();
            let saved = self.save_grown(workload, &lenses, &mut line);
            self.line.set_value(line);
            Some(saved)
        });
        match outcome {
            None => {}
            Some(Ok(saved)) => {
                self.pending.update_value(|p| p.dirty = false);
                self.set_saving(Saving::Saved(saved.saved_at));
                self.refresh();
            }
            Some(Err(Error::ChangedElsewhere { .. } | Error::DeletedElsewhere)) => {
                self.saving.set(Saving::ChangedElsewhere);
                match self.desk.get_untracked() {
                    Some(desk) => (desk.meet)(self),
                    // It looks for other tabs as soon as it is there.
                    None => desk::with(self, |_| ()),
                }
            }
            // The same trouble is not told again with every change.
            Some(Err(_)) if self.saving.with_untracked(|s| matches!(s, Saving::Failed(_))) => {}
            Some(Err(error)) => self.set_saving(Saving::Failed(error)),
        }
    }

    /// Saves a workload that grew from something, as this tab's next version.
    pub(super) fn save_grown(
        self,
        workload: &Workload,
        lenses: &Lenses,
        line: &mut Line,
    ) -> Result<Saved, Error> {
        let tab = self.tab.get_value();
        self.store.with_value(|s| s.save_grown(workload, lenses, line, tab, platform::now()))
    }

    /// Whether the open workload has changes that are not saved.
    pub(super) fn is_unsaved(self) -> bool {
        self.pending.with_value(|p| p.dirty)
    }

    /// Whether this tab has what is nowhere else.
    pub(super) fn holds_the_only_copy(self) -> bool {
        self.is_unsaved() || self.unsaved.with_value(|u| !u.is_empty()) || in_hand::has_deleted()
    }

    /// A copy of the open workload.
    fn held(self) -> Option<Workload> {
        self.open.with_untracked(|opened| match opened {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => Some(w.clone()),
            _ => None,
        })
    }

    /// What is being closed and could not be saved stays in this tab.
    pub(super) fn keep_unsaved(self) {
        let pending = self.pending.get_value();
        if !pending.dirty || self.is_open_sample() {
            return;
        }
        if let Some(workload) = self.held() {
            let name = workload.properties.name.clone();
            let line = self.line.get_value();
            self.unsaved.update_value(|u| u.push((workload, line)));
            self.say(format!(
                "The last changes of {name} are not saved. They are kept as long as this tab is \
                 open: go back to the review to save or download them."
            ));
        }
        self.pending.update_value(|p| p.dirty = false);
    }

    /// What could not be saved when it was closed.
    pub(super) fn take_unsaved(self, id: &WorkloadId) -> Option<Unsaved> {
        self.unsaved
            .try_update_value(|unsaved| {
                let place = unsaved.iter().position(|(w, _)| w.id == *id)?;
                Some(unsaved.remove(place))
            })
            .flatten()
    }

    /// The last chance to save. What another tab changed and what cannot be
    /// brought together in time becomes a review of its own.
    pub(super) fn save_before_leaving(self) {
        platform::on_leaving(move || {
            self.save_now();
            if matches!(self.saving.get_untracked(), Saving::ChangedElsewhere)
                && self.is_unsaved()
                && let Some(mut copy) = self.held()
            {
                copy.id = WorkloadId(platform::new_id());
                copy.properties.name.push_str(" (from another tab)");
                let lenses = self.lenses.get_untracked();
                let kept = self
                    .store
                    .with_value(|s| s.save_workload(&copy, &lenses, None, platform::now()));
                self.pending.update_value(|p| p.dirty = kept.is_err());
            }
        });
    }
}
