//! Several tabs with one workload: what another tab stored appears here at
//! once, and where both changed the same, the person picks.

use leptos::prelude::*;

use super::saving::Saving;
use super::{App, Opened, TakeBack};
use crate::review::WorkloadId;
use crate::review::merge::{Clash, Pick, put, said};
use crate::storage::clashes::KeptClash;
use crate::storage::keys;
use crate::storage::meeting::Met;
use crate::storage::store::Error;
use crate::time::Timestamp;
use crate::ui::platform::{self, locks};

/// One tab writes at a time.
const LOCK: &str = "plumbline/saving";

/// A tab writes what it keeps and the workload at one go; a minute is more
/// than that takes, by far.
const SETTLED_MS: i64 = 60_000;

impl App {
    /// Looks for what other tabs stored: now, when they store something, and
    /// when this one wakes up, as a tab that slept hears of nothing.
    pub fn watch_other_tabs(self) {
        platform::on_window("storage", move |event: leptos::ev::StorageEvent| {
            if let (Some(key), Some(text)) = (event.key(), event.new_value()) {
                self.heard.update_value(|heard| heard.push((key, text)));
            }
            self.look_around();
        });
        platform::on_window("pageshow", move |_: leptos::ev::Event| self.look_around());
        platform::on_showing(move || self.look_around());
        self.look_around();
    }

    fn look_around(self) {
        self.look_at_settings();
        self.refresh();
        self.overhear_all();
        self.meet();
    }

    /// Saves the open workload, after other tabs that are at it. What is left
    /// in a hurry is saved without waiting.
    pub fn save_in_turn(self) {
        locks::in_turn(LOCK, move || self.save_now());
    }

    /// The open workload, unless it is never stored.
    fn open_id(self) -> Option<WorkloadId> {
        if self.is_open_sample() {
            return None;
        }
        self.open.with_untracked(|opened| match opened {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => Some(w.id.clone()),
            _ => None,
        })
    }

    /// Brings together what this tab holds and what another tab stored, and
    /// saves what comes of it.
    pub fn meet(self) {
        let Some(id) = self.open_id() else {
            self.clashes.set(Vec::new());
            return;
        };
        let is_new = self.line.with_value(Option::is_none);
        if is_new && self.saving.get_untracked() != Saving::ChangedElsewhere {
            // Not stored before: there is nothing to meet, unless saving says so.
            return;
        }
        let outcome = self.workload_untracked(|mine| {
            self.line.with_value(|line| {
                self.store.with_value(|s| s.meet(line.as_ref(), mine, platform::now()))
            })
        });
        match outcome {
            None => {}
            Some(Ok(None)) => {
                if self.saving.get_untracked() == Saving::DeletedElsewhere {
                    // It is back as it was.
                    self.set_saving(Saving::Idle);
                }
                self.list_clashes(&id);
            }
            Some(Ok(Some(met))) => self.take_over(met),
            Some(Err(Error::NotFound { .. })) if self.is_unsaved() => {
                // What was changed since is not lost with it.
                self.keep_deleted();
                self.say("Another tab deleted this review. Your change brought it back.");
            }
            Some(Err(Error::NotFound { .. })) => self.set_saving(Saving::DeletedElsewhere),
            // A damaged or newer record is dealt with when something is saved.
            Some(Err(_)) if !self.is_unsaved() => {}
            Some(Err(error)) => self.set_saving(Saving::Failed(error)),
        }
    }

    /// Takes in what other tabs stored, where this tab stored over it before it
    /// heard of it. What cannot be taken in now is tried again.
    fn overhear_all(self) {
        let Some(id) = self.open_id() else {
            self.heard.set_value(Vec::new());
            return;
        };
        let own = keys::workload(&id);
        let mut heard = self.heard.try_update_value(std::mem::take).unwrap_or_default();
        heard.retain(|(key, _)| *key == own);
        self.line.update_value(|line| {
            let Some(line) = line else { return };
            self.store
                .with_value(|s| heard.iter().for_each(|(_, text)| s.remember(line, &id, text)));
        });
        for (key, text) in heard {
            let met = self.workload_untracked(|mine| {
                self.line.try_update_value(|line| {
                    let (line, now) = (line.as_mut()?, platform::now());
                    self.store.with_value(|s| s.overhear(line, mine, &text, now)).transpose()
                })
            });
            match met.flatten().flatten() {
                None => {}
                Some(Ok(met)) => self.take_over(met),
                Some(Err(error)) => {
                    self.heard.update_value(|heard| heard.push((key, text)));
                    self.set_saving(Saving::Failed(error));
                }
            }
        }
    }

    /// Goes on with what two tabs made together.
    fn take_over(self, met: Met) {
        let Met { line, saved_at, workload, is_unsaved, taken, clashes } = met;
        let id = workload.id.clone();
        // Taking back an older change would take the other tab's away.
        self.history.update_value(|history| {
            history.forget(|command| taken.iter().any(|place| place.is_changed_by(command)));
        });
        self.stands_at(Some(line), Some(saved_at));
        self.open.update(|opened| {
            if let Opened::Ready(mine) | Opened::Loading(_, Some(mine)) = opened {
                *mine = workload;
            }
        });
        let has_new_lens = self
            .workload_untracked(|w| {
                w.reviews.iter().any(|r| untrack(|| !self.has_lens(&r.lens.key)))
            })
            .unwrap_or(false);
        if has_new_lens {
            self.load_lenses_of_open_workload();
        }
        self.list_clashes(&id);
        if is_unsaved {
            self.pending.update_value(|p| p.dirty = true);
            self.set_saving(Saving::Underway);
            self.save_in_turn();
        }
        if clashes > 0 {
            self.say("The same was changed in another tab. Both versions are kept.");
        }
    }

    /// Reads what is kept to pick from.
    fn list_clashes(self, id: &WorkloadId) {
        let kept = self.store.with_value(|s| s.clashes(id)).unwrap_or_default();
        let mut open = Vec::new();
        let settled = Timestamp(platform::now().0 - SETTLED_MS);
        for clash in kept {
            // What the workload says by now needs no picking. But another tab
            // may be about to write the workload that says something else.
            match self.workload_untracked(|w| said(w, &clash.place) == clash.said) {
                Some(true) if clash.kept_at < settled => {
                    drop(self.store.with_value(|s| s.forget_clash(&clash.key)));
                }
                Some(true) => {}
                _ => open.push(clash),
            }
        }
        if open.is_empty() {
            self.show_clashes.set(false);
        }
        if self.clashes.with_untracked(|c| *c != open) {
            self.clashes.set(open);
        }
    }

    fn workload_untracked<T>(self, read: impl FnOnce(&crate::review::Workload) -> T) -> Option<T> {
        self.open.with_untracked(|opened| match opened {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => Some(read(w)),
            _ => None,
        })
    }

    /// What is in the open workload now, against what is kept.
    pub fn clash(self, kept: &KeptClash) -> Option<Clash> {
        self.workload(|w| Clash {
            place: kept.place.clone(),
            mine: said(w, &kept.place),
            theirs: kept.said.clone(),
        })
    }

    /// Does what the person picked, as a change that can be taken back.
    pub fn settle_clash(self, kept: &KeptClash, pick: Pick) {
        let Some(clash) = untrack(|| self.clash(kept)) else { return };
        let Some(version) = clash.picked(pick) else { return };
        let is_changed = version != clash.mine;
        if is_changed {
            let command =
                self.workload_untracked(|w| clash.place.command(w, version.clone())).flatten();
            let done = match command {
                Some(command) => self.apply(command),
                None => {
                    self.open.update(|opened| {
                        if let Opened::Ready(mine) = opened {
                            put(mine, &clash.place, version);
                        }
                    });
                    self.changed();
                    true
                }
            };
            if !done {
                return;
            }
            self.save_now();
            if self.is_unsaved() {
                // It stays to pick from until what was picked is on disk.
                return;
            }
        }
        match self.store.with_value(|s| s.delete_record(&kept.key, platform::now())) {
            Ok(_) if is_changed => self.say_with_undo("Picked", TakeBack::LastChange),
            Ok(deleted) => {
                self.deleted(Ok(deleted), "Kept what is in the review".to_owned());
            }
            // Another tab was faster.
            Err(Error::NotFound { .. }) => {}
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
        if let Some(id) = self.open_id() {
            self.list_clashes(&id);
        }
    }

    /// Saves a review again that another tab deleted.
    pub fn keep_deleted(self) {
        self.stands_at(None, None);
        self.pending.update_value(|p| p.dirty = true);
        self.save_now();
    }
}
