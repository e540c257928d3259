//! No acknowledged answer is lost, whatever happens: thousands of random
//! histories of two tabs with full disks, refusals, crashes between any two
//! writes and records that rot.

use plumbline::collections::{Map, Set};
use plumbline::lens::{LensHash, QuestionId};
use plumbline::review::{Answer, LensKey, LensRef, Lenses, Properties, Workload, WorkloadId};
use plumbline::storage::{Error, Memory, PortError, Revision, Settings, Store, Theme, Trash, keys};
use plumbline::time::Timestamp;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    /// A tab changes and saves what it has open, or a new workload.
    Save {
        tab: usize,
        id: u8,
        length: usize,
    },
    /// A tab opens what is stored.
    Open {
        tab: usize,
        id: u8,
    },
    /// The list is opened.
    List,
    Delete {
        id: u8,
    },
    /// Undoes the last deletion that this history remembers.
    Undo,
    RestoreFromTrash,
    DeleteEverything,
    SaveSettings,
    /// Something outside the app spoils a record.
    Rot {
        id: u8,
        how: Rot,
    },
    RotIndex {
        how: Rot,
    },
    /// The disk has room for so much more.
    Room(Option<usize>),
    /// The next writes are refused.
    Refuse(u32, PortError),
    /// The tab dies after so many writes of the next step.
    CrashDuringNext(u32),
}

#[derive(Debug, Clone, Copy)]
enum Rot {
    Cut,
    Garbage,
    Newer,
    OtherId,
    Gone,
}

fn step() -> impl Strategy<Value = Step> {
    let tab = || 0..2usize;
    let id = || 0..3u8;
    let rot = || prop::sample::select(vec![Rot::Cut, Rot::Garbage, Rot::Newer, Rot::OtherId]);
    let refusal = prop::sample::select(vec![PortError::Full, PortError::Blocked]);
    prop_oneof![
        10 => (tab(), id(), 0..200usize)
            .prop_map(|(tab, id, length)| Step::Save { tab, id, length }),
        4 => (tab(), id()).prop_map(|(tab, id)| Step::Open { tab, id }),
        2 => Just(Step::List),
        2 => id().prop_map(|id| Step::Delete { id }),
        2 => Just(Step::Undo),
        1 => Just(Step::RestoreFromTrash),
        1 => Just(Step::DeleteEverything),
        1 => Just(Step::SaveSettings),
        2 => (id(), rot()).prop_map(|(id, how)| Step::Rot { id, how }),
        1 => prop_oneof![rot(), Just(Rot::Gone)].prop_map(|how| Step::RotIndex { how }),
        2 => prop::option::of(0..1_000usize).prop_map(Step::Room),
        2 => (1..3u32, refusal).prop_map(|(n, error)| Step::Refuse(n, error)),
        4 => (0..4u32).prop_map(Step::CrashDuringNext),
    ]
}

fn new_workload(id: &WorkloadId) -> Workload {
    let lens = LensRef {
        key: LensKey("lens".to_owned()),
        hash: LensHash("00".to_owned()),
        name: "Lens".to_owned(),
    };
    let properties = Properties { name: format!("Workload {id}"), ..Properties::default() };
    Workload::new(id.clone(), properties, [lens], Timestamp(0))
}

/// What a tab has open.
#[derive(Debug, Clone)]
struct Open {
    workload: Workload,
    /// As it was when `seen` was current.
    base: Option<Workload>,
    seen: Option<Revision>,
}

struct World {
    memory: Memory,
    tabs: [Map<WorkloadId, Open>; 2],
    /// What must be stored: one of these, where a crash leaves it open which.
    stored: Map<WorkloadId, Vec<Workload>>,
    /// Texts that rotted: they must be somewhere, whole.
    rotten: Set<String>,
    /// Acknowledged and then deleted: must be restorable.
    deleted: Vec<Trash>,
    clock: i64,
    /// Writes are refused during this step.
    refusing: bool,
    /// The tab dies during this step.
    crashing: bool,
}

impl World {
    fn new() -> Self {
        Self {
            memory: Memory::new(),
            tabs: [Map::new(), Map::new()],
            stored: Map::new(),
            rotten: Set::new(),
            deleted: Vec::new(),
            clock: 1_700_000_000_000,
            refusing: false,
            crashing: false,
        }
    }

    fn store(&self) -> Store {
        Store::new(self.memory.clone())
    }

    fn now(&mut self) -> Timestamp {
        // Two steps in one millisecond, now and then.
        self.clock += self.clock % 2 + i64::from(self.clock % 3 == 0);
        Timestamp(self.clock)
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::CrashDuringNext(writes) => {
                self.memory.crash_after_writes(writes);
                self.crashing = true;
                return;
            }
            Step::Save { tab, id, length } => self.save(tab, &name(id), length),
            Step::Open { tab, id } => self.open(tab, &name(id)),
            Step::List => drop(self.store().load_index()),
            Step::Delete { id } => self.delete(&name(id)),
            Step::Undo => self.undo(),
            Step::RestoreFromTrash => self.restore_from_trash(),
            Step::DeleteEverything => self.delete_everything(),
            Step::SaveSettings => {
                let settings = Settings { theme: Theme::Dark, ..Settings::default() };
                let now = self.now();
                drop(self.store().save_settings(&settings, now));
            }
            Step::Rot { id, how } => self.rot(&name(id), how),
            Step::RotIndex { how } => {
                if let Some(text) = self.memory.snapshot().get(keys::INDEX) {
                    self.memory.plant(keys::INDEX, &rotten(text, how));
                }
            }
            Step::Room(room) => {
                self.memory.set_quota(room.map(|room| self.memory.used() + room));
            }
            Step::Refuse(count, error) => {
                self.memory.fail_next_writes(count, error);
                self.refusing = true;
                return;
            }
        }
        if self.crashing {
            // What the tabs had open is gone.
            self.tabs = [Map::new(), Map::new()];
            self.crashing = false;
        }
        self.memory.restart();
        self.refusing = false;
        self.check();
    }

    fn save(&mut self, tab: usize, id: &WorkloadId, length: usize) {
        let now = self.now();
        let mut open = self.tabs[tab].get(id).cloned().unwrap_or_else(|| Open {
            workload: new_workload(id),
            base: None,
            seen: None,
        });
        open.workload.updated_at = now;
        open.workload.properties.notes = format!("by tab {tab}");
        let notes = "n".repeat(length + self.clock as usize % 7);
        open.workload.reviews[0]
            .answers
            .insert(QuestionId::from("q"), Answer { notes, ..Answer::default() });
        let result = self.store().save_workload(&open.workload, &Lenses::new(), open.seen, now);
        match result {
            Ok(saved) => {
                // A second tab's work is never written over unseen.
                if let Some(stored) = self.stored.get(id) {
                    let base = open.base.as_ref().expect("a new workload replaced a stored one");
                    assert!(stored.contains(base), "replaced what the tab never saw");
                }
                self.stored.insert(id.clone(), vec![open.workload.clone()]);
                open.base = Some(open.workload.clone());
                open.seen = Some(saved.revision);
                self.tabs[tab].insert(id.clone(), open);
            }
            Err(error) => {
                if self.crashing {
                    // The document may have been written before the end.
                    let seen = self
                        .stored
                        .get(id)
                        .is_some_and(|s| open.base.as_ref().is_some_and(|base| s.contains(base)));
                    if seen || !self.stored.contains_key(id) {
                        self.maybe_stored(id, open.workload.clone());
                    }
                }
                match error {
                    Error::ChangedElsewhere { .. } => self.open(tab, id),
                    Error::DeletedElsewhere => drop(self.tabs[tab].remove(id)),
                    _ => drop(self.tabs[tab].insert(id.clone(), open)),
                }
            }
        }
    }

    /// Looks which of two outcomes of a crash it was.
    fn maybe_stored(&mut self, id: &WorkloadId, workload: Workload) {
        let copy = self.copy();
        let Ok(found) = Store::new(copy).load_workload(id) else { return };
        if found.workload == workload {
            self.stored.insert(id.clone(), vec![workload]);
        }
    }

    fn open(&mut self, tab: usize, id: &WorkloadId) {
        match self.store().load_workload(id) {
            Ok(loaded) => {
                let open = Open {
                    base: Some(loaded.workload.clone()),
                    workload: loaded.workload,
                    seen: Some(loaded.revision),
                };
                self.tabs[tab].insert(id.clone(), open);
            }
            Err(_) => drop(self.tabs[tab].remove(id)),
        }
    }

    fn delete(&mut self, id: &WorkloadId) {
        let now = self.now();
        match self.store().delete_workload(id, now) {
            Ok(deleted) => {
                let full = self.refusing || self.memory.quota().is_some();
                assert!(deleted.kept_at.is_some() || full, "there is room in the trash");
                self.stored.remove(id);
                self.deleted.push(deleted.trash);
            }
            Err(_) if self.crashing => self.notice_deletions(),
            Err(_) => {}
        }
    }

    /// After a crash: what was asked to be deleted may be gone, but then into
    /// the trash on disk, where there was room.
    fn notice_deletions(&mut self) {
        let snapshot = self.memory.snapshot();
        let full = self.memory.quota().is_some();
        self.stored.retain(|id, _| {
            let key = keys::workload(id);
            let in_trash = snapshot.keys().any(
                |k| matches!(keys::kind(k), Some(keys::Kind::Deleted { original, .. }) if original == key),
            );
            assert!(snapshot.contains_key(&key) || in_trash || full, "{id} is lost");
            snapshot.contains_key(&key)
        });
        // A damaged record that was deleted from a full disk is gone for good.
        self.rotten.retain(|text| {
            let in_hand =
                self.deleted.iter().flat_map(|t| &t.records).any(|(_, other)| other == text);
            !full || in_hand || snapshot.values().any(|other| other == text)
        });
    }

    fn undo(&mut self) {
        let Some(trash) = self.deleted.pop() else { return };
        let restored = self.store().restore(trash.clone());
        assert_eq!(restored.problem.is_none(), restored.left.records.is_empty());
        // What is not back is still in hand.
        if !restored.left.records.is_empty() {
            self.deleted.push(restored.left);
        }
        self.learn(&trash);
    }

    fn learn(&mut self, trash: &Trash) {
        let store = Store::new(self.copy());
        for (key, _) in &trash.records {
            if let Some(keys::Kind::Workload(id)) = keys::kind(key)
                && let Ok(loaded) = store.load_workload(&id)
            {
                self.stored.get_or_insert_with(id, || vec![loaded.workload]);
            }
        }
    }

    fn restore_from_trash(&mut self) {
        let now = self.now();
        let store = self.store();
        let Ok(entries) = store.list_trash() else { return };
        let Some(entry) = entries.first() else { return };
        let text = self.memory.snapshot()[&entry.key].clone();
        let Some(keys::Kind::Deleted { original, .. }) = keys::kind(&entry.key) else {
            panic!("no key of the trash: {}", entry.key)
        };
        drop(store.restore_from_trash(&entry.key, now));
        self.learn(&Trash { records: vec![(original, text)] });
    }

    fn delete_everything(&mut self) {
        if self.crashing {
            // The person asked for it and there is no copy on disk by design.
            self.memory.restart();
            self.crashing = false;
        }
        if let Ok(deleted) = self.store().delete_everything() {
            for (key, _) in &deleted.trash.records {
                if let Some(keys::Kind::Workload(id)) = keys::kind(key) {
                    self.stored.remove(&id);
                }
            }
            self.deleted.push(deleted.trash);
        }
    }

    fn rot(&mut self, id: &WorkloadId, how: Rot) {
        let key = keys::workload(id);
        let Some(text) = self.memory.snapshot().get(&key).cloned() else { return };
        let spoiled = rotten(&text, how);
        self.memory.plant(&key, &spoiled);
        self.stored.remove(id);
        // No app could have kept what rots twice.
        self.rotten.remove(&text);
        self.rotten.insert(spoiled);
    }

    /// A memory that a check may write to.
    fn copy(&self) -> Memory {
        let copy = Memory::new();
        self.memory.snapshot().iter().for_each(|(key, text)| copy.plant(key, text));
        copy
    }

    fn check(&self) {
        let copy = self.copy();
        let store = Store::new(copy.clone());
        let snapshot = self.memory.snapshot();
        for (id, candidates) in &self.stored {
            let loaded = store.load_workload(id).unwrap_or_else(|e| panic!("{id} is lost: {e}"));
            assert!(candidates.contains(&loaded.workload), "{id} is another");
        }
        let in_hand = || self.deleted.iter().flat_map(|t| &t.records).map(|(_, text)| text);
        for text in &self.rotten {
            let kept = snapshot.values().chain(in_hand()).any(|t| t == text);
            assert!(kept, "a damaged record is lost: {text}");
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
        for id in self.stored.keys() {
            let line = index.workloads.iter().find(|w| w.id == *id).expect("it is listed");
            assert_eq!(line.name, format!("Workload {id}"));
        }
    }
}

fn name(id: u8) -> WorkloadId {
    WorkloadId(format!("w{id}"))
}

fn rotten(text: &str, how: Rot) -> String {
    match how {
        Rot::Cut => text.chars().take(text.chars().count() / 2).collect(),
        Rot::Garbage => format!("\u{fffd}{text}"),
        Rot::Newer => text.replacen("\"version\":1", "\"version\":2", 1),
        Rot::OtherId => text.replace("\"id\":\"w", "\"id\":\"x"),
        Rot::Gone => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_that_was_acknowledged_is_ever_lost(
        steps in prop::collection::vec(step(), 1..20)
    ) {
        let mut world = World::new();
        for step in steps {
            world.run(step);
        }
    }
}
