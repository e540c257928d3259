//! Two tabs over one storage, and beside them what must be there: every step is
//! done by the store and remembered here, and after each all is compared.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plumbline::collections::{Map, Set};
use plumbline::review::history::Way;
use plumbline::review::{Command, History, Lenses, Properties, Workload, WorkloadId};
use plumbline::storage::{
    Deleted, Error, KeptClash, Lineage, Memory, Port, Saved, Settings, Store, Theme, Trash, keys,
};
use plumbline::time::Timestamp;

use crate::faulty::{Faulty, Tally};
use crate::lenses;
use crate::steps::{Other, Rot, Step, kind, name};

/// A review that a tab has open.
#[derive(Debug, Clone)]
struct Open {
    workload: Workload,
    history: History,
    /// What it grew from.
    line: Option<Lineage>,
    /// Names the page that opened it.
    page: u32,
    /// What was stored before the last save, as far as the tab knew.
    before: Option<Workload>,
    /// Whether it was changed since.
    unsaved: bool,
}

impl Open {
    fn stored(&self) -> Option<&Workload> {
        self.line.as_ref().and_then(Lineage::stored)
    }

    fn save(&mut self, store: &Store, lenses: &Lenses, now: Timestamp) -> Result<Saved, Error> {
        self.before = self.stored().cloned();
        store.save_grown(&self.workload, lenses, &mut self.line, self.page, now)
    }
}

struct Tab {
    port: Faulty,
    open: Map<WorkloadId, Open>,
    /// Deletions that can be taken back while the tab lives.
    deleted: Vec<Trash>,
}

pub struct World {
    memory: Memory,
    lenses: Lenses,
    tabs: [Tab; 2],
    off: Arc<AtomicBool>,
    /// What must be stored, exactly.
    stored: Map<WorkloadId, Workload>,
    /// Texts of records that rotted or were deleted: they must be somewhere,
    /// whole, on disk or in the hand of a tab.
    kept: Set<String>,
    clock: i64,
    /// How often somebody looked at the clock.
    looks: u32,
    copies: u32,
    pages: u32,
    /// What is planned for the next step.
    plan: Option<Step>,
}

impl World {
    pub fn new(lenses: &Lenses, tally: &Tally) -> Self {
        let (memory, off) = (Memory::new(), Arc::new(AtomicBool::new(false)));
        let tab = || Tab {
            port: Faulty::new(memory.clone(), off.clone(), tally.clone()),
            open: Map::new(),
            deleted: Vec::new(),
        };
        Self {
            tabs: [tab(), tab()],
            lenses: lenses.clone(),
            memory,
            off,
            stored: Map::new(),
            kept: Set::new(),
            clock: 1_700_000_000_000,
            looks: 0,
            copies: 0,
            pages: 0,
            plan: None,
        }
    }

    fn store(&self, tab: usize) -> Store {
        Store::new(self.tabs[tab].port.clone())
    }

    pub fn count(&self, what: &str) {
        self.tabs[0].port.count(what);
    }

    fn now(&mut self) -> Timestamp {
        // Two steps in one millisecond, now and then.
        self.looks += 1;
        self.clock += i64::from(!self.looks.is_multiple_of(3));
        Timestamp(self.clock)
    }

    pub fn run(&mut self, step: Step) {
        match step {
            Step::Edit { tab, id, command } => return self.edit(tab, &name(id), command),
            Step::Walk { tab, id, way } => return self.walk(tab, &name(id), way),
            Step::Refuse(..) | Step::Crash(_) => return self.plan = Some(step),
            Step::Off(off) => self.off.store(off, Ordering::Relaxed),
            Step::Room(room) => {
                self.memory.set_quota(room.map(|room| self.memory.used() + room));
            }
            Step::Rot { id, how } => self.rot(&name(id), how),
            Step::RotIndex { how } => {
                if let Some(text) = self.memory.snapshot().get(keys::INDEX)
                    && !matches!(how, Rot::Flip(_))
                {
                    self.count(how.name());
                    self.memory.plant(keys::INDEX, &how.of(text));
                }
            }
            Step::Save { tab, id } => self.act(tab, |world| world.save(tab, &name(id))),
            Step::SaveMeanwhile { tab, id, calls, other } => {
                self.act(tab, |world| world.save_meanwhile(tab, &name(id), calls, other));
            }
            Step::Open { tab, id } => self.act(tab, |world| drop(world.open(tab, &name(id)))),
            Step::List { tab } => self.act(tab, |world| drop(world.store(tab).load_index())),
            Step::Delete { tab, id } => self.act(tab, |world| world.delete(tab, &name(id))),
            Step::TakeBack { tab } => self.act(tab, |world| world.take_back(tab)),
            Step::Restore { tab } => self.act(tab, |world| world.restore(tab)),
            Step::Empty { tab } => self.act(tab, |world| world.empty(tab)),
            Step::DeleteEverything { tab } => self.act(tab, |world| world.delete_everything(tab)),
            Step::SaveSettings { tab } => self.act(tab, |world| {
                let settings = Settings { theme: Theme::Dark, ..Settings::default() };
                let now = world.now();
                drop(world.store(tab).save_settings(&settings, now));
            }),
        }
        self.check();
    }

    /// A step of a tab, with what was planned for it.
    fn act(&mut self, tab: usize, act: impl FnOnce(&mut Self)) {
        match self.plan.take() {
            Some(Step::Crash(writes)) => self.tabs[tab].port.crash_after(writes),
            Some(Step::Refuse(writes, error)) => self.tabs[tab].port.refuse(writes, error),
            _ => {}
        }
        act(self);
        if self.tabs[tab].port.end() {
            // What the tab had open and in hand is gone.
            self.tabs[tab].open = Map::new();
            let in_hand = std::mem::take(&mut self.tabs[tab].deleted);
            let snapshot = self.memory.snapshot();
            for (_, text) in in_hand.into_iter().flat_map(|t| t.records) {
                // For good, where the disk had no room for it in the bin.
                if !self.is_somewhere(&text, &snapshot) {
                    self.count("deleted for good: no room in the bin, and the tab died");
                    self.kept.remove(&text);
                }
            }
        }
    }

    fn new_page(&mut self) -> u32 {
        self.pages += 1;
        self.pages
    }

    /// What the tab has open, opened or begun.
    fn at_hand(&mut self, tab: usize, id: &WorkloadId) -> Option<Open> {
        if let Some(open) = self.tabs[tab].open.get(id) {
            return Some(open.clone());
        }
        if self.open(tab, id) == Some(Error::NotFound { key: keys::workload(id) }) {
            let mut workload = lenses::workload(&self.lenses);
            workload.id = id.clone();
            workload.properties =
                Properties { name: format!("Workload {id}"), ..Properties::default() };
            let history = History::default();
            let page = self.new_page();
            return Some(Open { workload, history, line: None, page, before: None, unsaved: true });
        }
        self.tabs[tab].open.get(id).cloned()
    }

    fn edit(&mut self, tab: usize, id: &WorkloadId, command: Command) {
        let now = self.now();
        let Some(mut open) = self.at_hand(tab, id) else { return };
        let kind = kind(&command);
        if let Ok(applied) = open.workload.apply(command, &self.lenses, now) {
            open.history.push(applied);
            open.unsaved = true;
            self.count(&format!("edit: {kind}"));
        }
        self.tabs[tab].open.insert(id.clone(), open);
    }

    fn walk(&mut self, tab: usize, id: &WorkloadId, way: Way) {
        let now = self.now();
        let lenses = self.lenses.clone();
        let Some(open) = self.tabs[tab].open.get_mut(id) else { return };
        let taken = open.history.take(way, &mut open.workload, &lenses, now);
        match taken.map(|t| t.problem) {
            None => {}
            // Another tab's change made it impossible.
            Some(Some(_)) => self.count("edit: undo or redo refused"),
            Some(None) => {
                open.unsaved = true;
                self.count(match way {
                    Way::Back => "edit: undo",
                    Way::Again => "edit: redo",
                });
            }
        }
    }

    /// The review of a tab that was changed: this one, else any.
    fn unsaved(&self, tab: usize, id: &WorkloadId) -> Option<Open> {
        let open = &self.tabs[tab].open;
        let this = open.get(id).filter(|o| o.unsaved);
        this.or_else(|| open.values().find(|o| o.unsaved)).cloned()
    }

    fn save(&mut self, tab: usize, id: &WorkloadId) {
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
    fn copy_of(&mut self, mut open: Open) -> Open {
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
    fn save_meanwhile(&mut self, tab: usize, id: &WorkloadId, calls: u32, other: Other) {
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

    fn open(&mut self, tab: usize, id: &WorkloadId) -> Option<Error> {
        match self.store(tab).load_workload(id) {
            Ok(loaded) => {
                let open = Open {
                    page: self.new_page(),
                    line: Some(Lineage::of(&loaded)),
                    before: None,
                    workload: loaded.workload,
                    history: History::default(),
                    unsaved: false,
                };
                self.tabs[tab].open.insert(id.clone(), open);
                None
            }
            // What cannot be read does not take the place of what is open.
            Err(error) => Some(error),
        }
    }

    fn delete(&mut self, tab: usize, id: &WorkloadId) {
        let now = self.now();
        let text = self.memory.get(&keys::workload(id)).expect("memory can be read");
        let result = self.store(tab).delete_workload(id, now);
        self.deleted(tab, text, result);
    }

    /// Learns what became of a deletion.
    fn deleted(&mut self, tab: usize, text: Option<String>, result: Result<Deleted, Error>) {
        let Ok(deleted) = result else { return };
        let text = text.expect("what is not there cannot be deleted");
        match &deleted.kept_at {
            Some(key) => assert_eq!(self.memory.snapshot().get(key), Some(&text)),
            None => self.count("deleted with no room in the bin"),
        }
        for (key, _) in &deleted.trash.records {
            if let Some(keys::Kind::Workload(id)) = keys::kind(key) {
                self.stored.remove(&id);
                self.tabs[tab].open.remove(&id);
            }
        }
        self.kept.insert(text);
        self.tabs[tab].deleted.push(deleted.trash);
    }

    fn take_back(&mut self, tab: usize) {
        let Some(trash) = self.tabs[tab].deleted.pop() else { return };
        let restored = self.store(tab).restore(trash.clone());
        assert_eq!(restored.problem.is_none(), restored.left.records.is_empty());
        // What is not back is still in hand.
        if !restored.left.records.is_empty() {
            self.tabs[tab].deleted.push(restored.left);
        }
        self.learn(&trash);
    }

    /// What was put back is stored from now on.
    fn learn(&mut self, trash: &Trash) {
        let store = Store::new(self.copy());
        let snapshot = self.memory.snapshot();
        for (key, text) in &trash.records {
            let Some(keys::Kind::Workload(id)) = keys::kind(key) else { continue };
            if let Ok(loaded) = store.load_workload(&id)
                && snapshot.get(key) == Some(text)
            {
                self.count("reviews put back");
                self.stored.get_or_insert_with(id, || loaded.workload);
                self.kept.remove(text);
            }
        }
    }

    fn restore(&mut self, tab: usize) {
        let now = self.now();
        let store = self.store(tab);
        let Ok(entries) = store.list_trash() else { return };
        let Some(entry) = entries.first() else { return };
        let text = self.memory.snapshot()[&entry.key].clone();
        let Some(keys::Kind::Deleted { original, .. }) = keys::kind(&entry.key) else {
            panic!("no key of the trash: {}", entry.key)
        };
        drop(store.restore_from_trash(&entry.key, now));
        self.learn(&Trash { records: vec![(original, text)] });
    }

    fn empty(&mut self, tab: usize) {
        let before = Timestamp(self.clock - 2);
        let snapshot = self.memory.snapshot();
        drop(self.store(tab).empty_trash(before));
        let after = self.memory.snapshot();
        for (key, text) in snapshot.iter().filter(|(key, _)| !after.contains_key(*key)) {
            assert!(matches!(keys::kind(key), Some(keys::Kind::Deleted { at, .. }) if at < before));
            if !self.is_somewhere(text, &after) {
                self.kept.remove(text);
            }
        }
    }

    fn delete_everything(&mut self, tab: usize) {
        // The only copy is in hand by design: dying on the way is another step.
        self.tabs[tab].port.end();
        let Ok(deleted) = self.store(tab).delete_everything() else { return };
        for (key, text) in &deleted.trash.records {
            if let Some(keys::Kind::Workload(id)) = keys::kind(key) {
                self.stored.remove(&id);
                self.kept.insert(text.clone());
            }
        }
        self.tabs[tab].deleted.push(deleted.trash);
    }

    fn rot(&mut self, id: &WorkloadId, how: Rot) {
        let key = keys::workload(id);
        let Some(text) = self.memory.snapshot().get(&key).cloned() else { return };
        let spoiled = how.of(&text);
        if spoiled == text {
            return;
        }
        self.count(how.name());
        self.memory.plant(&key, &spoiled);
        // No app could have kept what rots twice.
        self.kept.remove(&text);
        match Store::new(self.copy()).load_workload(id) {
            // Nobody can tell that it is not what was written.
            Ok(loaded) => drop(self.stored.insert(id.clone(), loaded.workload)),
            Err(_) => {
                self.stored.remove(id);
                self.kept.insert(spoiled);
            }
        }
    }

    /// A memory that a check may write to.
    fn copy(&self) -> Memory {
        let copy = Memory::new();
        self.memory.snapshot().iter().for_each(|(key, text)| copy.plant(key, text));
        copy
    }

    fn is_somewhere(&self, text: &String, snapshot: &Map<String, String>) -> bool {
        let in_hand = self.tabs.iter().flat_map(|t| &t.deleted).flat_map(|t| &t.records);
        snapshot.values().chain(in_hand.map(|(_, text)| text)).any(|other| other == text)
    }

    fn check(&self) {
        let store = Store::new(self.copy());
        let snapshot = self.memory.snapshot();
        for (id, workload) in &self.stored {
            let loaded = store.load_workload(id).unwrap_or_else(|e| panic!("{id} is lost: {e}"));
            assert_eq!(&loaded.workload, workload, "{id} is another");
        }
        for text in &self.kept {
            assert!(self.is_somewhere(text, &snapshot), "a record is lost: {text}");
        }
        // Everything is on a list.
        let index = store.load_index().expect("memory can be read");
        assert_eq!(index.problem, None);
        let listed: Set<String> = index.workloads.iter().map(|w| keys::workload(&w.id)).collect();
        let unreadable: Set<String> =
            store.unreadable().expect("memory can be read").into_iter().map(|u| u.key).collect();
        for key in snapshot.keys() {
            if let Some(keys::Kind::Workload(_)) = keys::kind(key) {
                assert!(listed.contains(key) || unreadable.contains(key), "{key} is on no list");
            }
        }
        assert!(listed.iter().all(|key| snapshot.contains_key(key)), "{listed:?}");
        for (id, workload) in &self.stored {
            let line = index.workloads.iter().find(|w| w.id == *id).expect("it is listed");
            assert_eq!(line.name, workload.properties.name);
        }
    }

    /// The faults are over: all that was typed and not saved goes to disk, and
    /// where something else is stored by now, beside it.
    pub fn heal(&mut self) {
        self.off.store(false, Ordering::Relaxed);
        self.memory.set_quota(None);
        self.plan = None;
        for tab in 0..2 {
            let unsaved: Vec<Open> =
                self.tabs[tab].open.values().filter(|o| o.unsaved).cloned().collect();
            for mut open in unsaved {
                let saved = loop {
                    let now = self.now();
                    let store = self.store(tab);
                    match open.save(&store, &self.lenses, now) {
                        Ok(_) => break open,
                        Err(Error::DeletedElsewhere) => open.line = None,
                        Err(Error::ChangedElsewhere { .. } | Error::Newer { .. }) => {
                            open = self.copy_of(open);
                        }
                        Err(error) => panic!("what was typed cannot be saved: {error}"),
                    }
                };
                self.count("unsaved work saved in the end");
                self.stored.insert(saved.workload.id.clone(), saved.workload);
            }
        }
        self.check();
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
