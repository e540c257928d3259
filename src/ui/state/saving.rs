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
    /// When the first change was made that the timer is for.
    since: i64,
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
        let before = self.pending.with_value(|p| p.revision);
        if revision.is_none() || revision != before {
            // Not what this tab had open last, or changed since.
            self.history.update_value(|h| h.clear());
        }
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
        let now = platform::now().0;
        let mut pending = self.pending.get_value();
        match pending.timer {
            Some(_) if now - pending.since > LONGEST_MS => {}
            timer => {
                match timer {
                    Some(timer) => platform::cancel(timer),
                    None => pending.since = now,
                }
                pending.timer = Some(platform::after(PAUSE_MS, move || self.save_now()));
            }
        }
        pending.dirty = true;
        self.pending.set_value(pending);
        // What is wrong stays in view until it is mended.
        if !self.has_failed() {
            self.set_saving(Saving::Underway);
        }
    }

    fn has_failed(self) -> bool {
        self.saving.with_untracked(|s| matches!(s, Saving::ChangedElsewhere | Saving::Failed(_)))
    }

    /// After a failure: tries again, and tells anew what is wrong.
    pub fn save_again(self) {
        self.set_saving(Saving::Underway);
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
            // The same trouble is not told again with every change.
            Some(Err(_)) if self.has_failed() => {}
            Some(Err(error)) => self.set_saving(Saving::Failed(error)),
        }
    }

    /// Whether the open workload has changes that are not saved.
    pub(super) fn is_unsaved(self) -> bool {
        self.pending.with_value(|p| p.dirty)
    }

    /// Whether this tab has what is nowhere else.
    pub(super) fn holds_the_only_copy(self) -> bool {
        self.is_unsaved() || self.unsaved.with_value(|u| !u.is_empty())
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
