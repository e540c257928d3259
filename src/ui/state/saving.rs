//! Saving the open workload: soon after a change, at once when the page is
//! left, and never over what another tab saved.

use leptos::prelude::*;

use super::{App, Opened};
use crate::review::{Workload, WorkloadId};
use crate::storage::store::{Error, Revision};
use crate::time::Timestamp;
use crate::ui::platform;

/// A pause in typing that is long enough to save.
const PAUSE_MS: i32 = 300;

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
    Failed(String),
    /// Not saved, because another tab saved since.
    ChangedElsewhere,
}

/// A workload that could not be saved, and what was stored when it was opened.
pub type Unsaved = (Workload, Option<Revision>);

/// What is known about the last save.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pending {
    revision: Option<Revision>,
    timer: Option<i32>,
    dirty: bool,
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
    pub(super) fn opened_at(self, revision: Option<Revision>, saved_at: Option<Timestamp>) {
        self.pending.update_value(|p| {
            p.revision = revision;
            p.dirty = false;
        });
        self.set_saving(saved_at.map_or(Saving::Idle, Saving::Saved));
    }

    fn set_saving(self, state: Saving) {
        let only_in_memory = self.pending.with_value(|p| p.only_in_memory);
        self.saving.set(if only_in_memory { Saving::OnlyInMemory } else { state });
    }

    /// The open workload changed: save it soon.
    pub(super) fn changed(self) {
        if self.is_open_sample() {
            return;
        }
        if let Some(timer) = self.pending.with_value(|p| p.timer) {
            platform::cancel(timer);
        }
        let timer = platform::after(PAUSE_MS, move || self.save_now());
        self.pending.update_value(|p| {
            p.timer = Some(timer);
            p.dirty = true;
        });
        if !matches!(self.saving.get_untracked(), Saving::ChangedElsewhere) {
            self.set_saving(Saving::Underway);
        }
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
            let now = platform::now();
            Some(
                self.store
                    .with_value(|s| s.save_workload(workload, &lenses, pending.revision, now)),
            )
        });
        match outcome {
            None => {}
            Some(Ok(saved)) => {
                self.pending.update_value(|p| {
                    p.revision = Some(saved.revision);
                    p.dirty = false;
                });
                self.set_saving(Saving::Saved(saved.saved_at));
                self.refresh();
            }
            Some(Err(Error::ChangedElsewhere { .. })) => self.saving.set(Saving::ChangedElsewhere),
            Some(Err(Error::DeletedElsewhere)) => {
                // Nothing is there to be overwritten: it is saved anew.
                self.pending.update_value(|p| p.revision = None);
                self.save_now();
            }
            Some(Err(error)) => self.set_saving(Saving::Failed(error.to_string())),
        }
    }

    /// Whether the open workload has changes that are not saved.
    pub(super) fn is_unsaved(self) -> bool {
        self.pending.with_value(|p| p.dirty)
    }

    /// What is being closed and could not be saved stays in this tab.
    pub(super) fn keep_unsaved(self) {
        let pending = self.pending.get_value();
        if !pending.dirty || self.is_open_sample() {
            return;
        }
        let kept = self.open.with_untracked(|opened| match opened {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => Some(w.clone()),
            _ => None,
        });
        if let Some(workload) = kept {
            let name = workload.properties.name.clone();
            self.unsaved.update_value(|u| u.push((workload, pending.revision)));
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

    /// After a clash: throw the changes of this tab away.
    pub fn take_theirs(self) {
        self.pending.update_value(|p| p.dirty = false);
        let id = self.workload_id();
        self.open.set(Opened::Nothing);
        self.open_workload(id);
    }

    /// After a clash: save this tab's version over the other tab's.
    pub fn keep_mine(self) {
        let id = self.workload_id();
        let stored = self.store.with_value(|s| s.stored_revision(&id)).ok().flatten();
        self.pending.update_value(|p| p.revision = stored);
        self.set_saving(Saving::Underway);
        self.save_now();
    }

    /// The last chance to save.
    pub(super) fn save_before_leaving(self) {
        platform::on_leaving(move || self.save_now());
    }

    /// Another tab stored something: show it, unless this tab has changes that
    /// are not saved; those are dealt with when they are.
    pub fn watch_other_tabs(self) {
        platform::on_window("storage", move |_: leptos::ev::StorageEvent| {
            self.refresh();
            let Some(id) = self.open.with_untracked(|o| match o {
                Opened::Ready(w) => Some(w.id.clone()),
                _ => None,
            }) else {
                return;
            };
            let pending = self.pending.get_value();
            let stored = self.store.with_value(|s| s.stored_revision(&id)).ok().flatten();
            if self.is_open_sample()
                || pending.dirty
                || stored.is_none()
                || stored == pending.revision
            {
                return;
            }
            if let Ok(loaded) = self.store.with_value(|s| s.load_workload(&id)) {
                self.history.update_value(|h| h.clear());
                self.opened_at(Some(loaded.revision), Some(loaded.saved_at));
                self.open.set(Opened::Ready(loaded.workload));
                self.load_lenses_of_open_workload();
            }
        });
    }
}
