//! Two tabs over one storage, and beside them what must be there: every step is
//! done by the store and remembered here, and after each all is compared.

#[path = "world/bin.rs"]
mod bin;
#[path = "world/saves.rs"]
mod saves;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use plumbline::collections::{Map, Set};
use plumbline::review::history::Way;
use plumbline::review::{Command, History, Lenses, Properties, Workload, WorkloadId};
use plumbline::storage::{Error, Lineage, Memory, Saved, Settings, Store, Theme, Trash, keys};
use plumbline::time::Timestamp;

use crate::faulty::{Faulty, Tally};
use crate::lenses;
use crate::steps::{Rot, Step, kind, name};

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
