//! Saves of a tab in a [`World`]: what becomes of them, and of what two tabs
//! clash about.

use std::sync::{Arc, Mutex};

use plumbline::review::WorkloadId;
use plumbline::storage::{Deleted, Error, KeptClash, Lineage, Port, Saved, Store, keys};

use super::{Open, World};
use crate::steps::{Other, name};

impl World {
    /// The review of a tab that was changed: this one, else any.
    fn unsaved(&self, tab: usize, id: &WorkloadId) -> Option<Open> {
        let open = &self.tabs[tab].open;
        let this = open.get(id).filter(|o| o.unsaved);
        this.or_else(|| open.values().find(|o| o.unsaved)).cloned()
    }

    pub(super) fn save(&mut self, tab: usize, id: &WorkloadId) {
        let now = self.now();
        let Some(mut open) = self.unsaved(tab, id) else { return };
        let result = open.save(&self.store(tab), &self.lenses, now);
        self.saved(tab, open, result);
    }

    /// Learns what became of a save.
    fn saved(&mut self, tab: usize, mut open: Open, result: Result<Saved, Error>) {
        let id = open.workload.id.clone();
        match result {
            Ok(saved) => {
                // A second tab's work is never written over unseen.
                if let Some(stored) = self.stored.get(&id) {
                    assert_eq!(open.before.as_ref(), Some(stored), "replaced what it never saw");
                }
                self.count("saves acknowledged");
                self.stored.insert(id.clone(), open.workload.clone());
                assert_eq!(open.line.as_ref().map(Lineage::revision), Some(saved.revision));
                open.unsaved = false;
            }
            Err(error) => {
                self.count("saves refused");
                self.maybe_stored(&open);
                match error {
                    Error::ChangedElsewhere { .. } if self.looks.is_multiple_of(3) => {
                        self.count("clashes: the other tab's version taken");
                        drop(self.open(tab, &id));
                        return;
                    }
                    Error::ChangedElsewhere { .. } if self.looks % 3 == 1 => {
                        self.count("clashes: both kept");
                        open = self.copy_of(open);
                    }
                    Error::ChangedElsewhere { .. } => self.meet(tab, &mut open),
                    // Nothing is there to be overwritten: saved anew next time.
                    Error::DeletedElsewhere => open.line = None,
                    _ => {}
                }
                if open.workload.id != id {
                    self.tabs[tab].open.remove(&id);
                }
            }
        }
        self.tabs[tab].open.insert(open.workload.id.clone(), open);
    }

    /// Brings together what both tabs made of a review.
    fn meet(&mut self, tab: usize, open: &mut Open) {
        let now = self.now();
        let store = self.store(tab);
        let before = self.clashes(&open.workload.id);
        let met = store.meet(open.line.as_ref(), &open.workload, now);
        self.learn_clashes(&open.workload.id, before);
        // What could not be kept for a person to pick from is not given up.
        let Ok(Some(met)) = met else { return };
        self.count("clashes: brought together");
        if let Some(stored) = self.stored.get(&open.workload.id) {
            assert_eq!(met.line.stored(), Some(stored), "met another review");
        }
        open.history.forget(|command| met.taken.iter().any(|place| place.is_changed_by(command)));
        open.workload = met.workload;
        open.line = Some(met.line);
        open.unsaved = met.is_unsaved;
    }

    /// What is kept of a review to pick from, and the texts of the records.
    fn clashes(&self, id: &WorkloadId) -> Vec<(KeptClash, String)> {
        let snapshot = self.memory.snapshot();
        let kept = Store::new(self.copy()).clashes(id).expect("memory can be read");
        let text = |kept: &KeptClash| snapshot[&kept.key].clone();
        kept.into_iter().map(|kept| (text(&kept), kept)).map(|(text, kept)| (kept, text)).collect()
    }

    /// What two tabs clashed about is kept from now on. What was kept before
    /// still is: the same version of the same place in the same record, which
    /// may say only that they clashed about it once more.
    fn learn_clashes(&mut self, id: &WorkloadId, before: Vec<(KeptClash, String)>) {
        let after = self.clashes(id);
        for (old, text) in &before {
            let (new, _) = after
                .iter()
                .find(|(new, _)| new.key == old.key)
                .unwrap_or_else(|| panic!("a kept version is lost: {text}"));
            assert_eq!((&new.place, &new.said), (&old.place, &old.said), "{}", old.key);
            assert!(new.kept_at >= old.kept_at, "{} is older than it was", old.key);
            self.kept.remove(text);
        }
        for (new, text) in after {
            if before.iter().all(|(old, _)| old.key != new.key) {
                self.count("clashes: a version kept to pick from");
            } else if before.iter().all(|(_, before)| *before != text) {
                self.count("clashes: a version kept once more");
            }
            self.kept.insert(text);
        }
    }

    /// The same review as one of its own.
    pub(super) fn copy_of(&mut self, mut open: Open) -> Open {
        self.copies += 1;
        open.workload.id = WorkloadId(format!("w-copy-{}", self.copies));
        Open { line: None, before: None, unsaved: true, ..open }
    }

    /// A save that failed may have written the document before the tab died.
    fn maybe_stored(&mut self, open: &Open) {
        let id = &open.workload.id;
        let seen = self.stored.get(id).is_none_or(|stored| open.stored() == Some(stored));
        let found = Store::new(self.copy()).load_workload(id);
        if seen && found.is_ok_and(|found| found.workload == open.workload) {
            self.stored.insert(id.clone(), open.workload.clone());
        }
    }

    /// A save during which the other tab acts.
    pub(super) fn save_meanwhile(&mut self, tab: usize, id: &WorkloadId, calls: u32, other: Other) {
        let (mine, theirs) = (tab, 1 - tab);
        let now = self.now();
        let Some(mut open) = self.tabs[mine].open.get(id).cloned().filter(|o| o.unsaved) else {
            return;
        };
        let result: Arc<Mutex<Option<Outcome>>> = Arc::default();
        let put = result.clone();
        let (store, lenses, memory) =
            (self.store(theirs), self.lenses.clone(), self.memory.clone());
        let key = keys::workload(&open.workload.id);
        let port = self.tabs[mine].port.clone();
        let their_open = match other {
            Other::Save(id) => self.unsaved(theirs, &name(id)),
            _ => None,
        };
        let action = {
            move || {
                let mine_first = port.has_written();
                let did = match (other, their_open) {
                    (Other::Save(_), Some(mut open)) => {
                        let result = open.save(&store, &lenses, now);
                        Did::Saved(Box::new(open), result)
                    }
                    (Other::Delete(id), _) => {
                        let text = memory.get(&keys::workload(&name(id))).ok().flatten();
                        Did::Deleted(text, store.delete_workload(&name(id), now))
                    }
                    _ => {
                        drop(store.load_index());
                        Did::Nothing
                    }
                };
                *put.lock().expect("nobody panics with it") = Some(Outcome { mine_first, did });
            }
        };
        self.tabs[mine].port.meanwhile(calls, key, action);
        let saved = open.save(&self.store(mine), &self.lenses, now);
        let outcome = result.lock().expect("nobody panics with it").take();
        let Some(Outcome { mine_first, did }) = outcome else {
            // The other tab acts when this one is done.
            self.saved(mine, open, saved);
            return;
        };
        // A refused save changed nothing, and its tab looks around afterwards.
        let mine_first = mine_first || matches!(did, Did::Saved(_, Err(_)));
        let learn = |world: &mut Self| match did {
            Did::Saved(open, result) => world.saved(theirs, *open, result),
            Did::Deleted(text, result) => world.deleted(theirs, text, result),
            Did::Nothing => {}
        };
        if mine_first {
            self.saved(mine, open, saved);
            learn(self);
        } else {
            learn(self);
            self.saved(mine, open, saved);
        }
    }
}

/// What the other tab did in the meantime.
struct Outcome {
    mine_first: bool,
    did: Did,
}

enum Did {
    Saved(Box<Open>, Result<Saved, Error>),
    Deleted(Option<String>, Result<Deleted, Error>),
    Nothing,
}
