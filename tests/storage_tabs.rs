//! Two tabs with one workload: whatever either was told that it is saved can be
//! found again, in the workload or among the versions kept to pick from.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/tab.rs"]
mod tab;
#[path = "support/typed.rs"]
mod typed;

use plumbline::collections::{Map, Set};
use plumbline::lens::{LensHash, PillarId};
use plumbline::review::merge::{Place, Version, put, said};
use plumbline::review::properties::{Environment, Field, ImprovementStatus};
use plumbline::review::{LensRef, Lenses, Milestone, WorkloadId};
use plumbline::storage::{Memory, Port, PortError, Store, keys};
use plumbline::time::Timestamp;
use proptest::prelude::*;
use tab::{NOW, Tab, id, lens, new_workload, place, text, version};
use typed::Typed;

#[derive(Debug, Clone)]
enum Step {
    /// A person types in a tab.
    Type {
        tab: usize,
        place: u8,
    },
    /// A tab saves what it has not saved.
    Save {
        tab: usize,
    },
    /// A tab hears that something was stored, or wakes up.
    Hear {
        tab: usize,
    },
    SaveMilestone {
        tab: usize,
    },
    /// A person picks the other version, or keeps what is there.
    Pick {
        tab: usize,
        other: bool,
    },
    /// The tab is closed without a chance to save, and opened again.
    Kill {
        tab: usize,
    },
    /// The next writes are refused.
    Refuse(u32),
    /// The tab dies after so many writes of the next step.
    CrashDuringNext(u32),
}

fn step() -> impl Strategy<Value = Step> {
    let tab = || 0..2usize;
    prop_oneof![
        8 => (tab(), 0..4u8).prop_map(|(tab, place)| Step::Type { tab, place }),
        6 => tab().prop_map(|tab| Step::Save { tab }),
        4 => tab().prop_map(|tab| Step::Hear { tab }),
        1 => tab().prop_map(|tab| Step::SaveMilestone { tab }),
        2 => (tab(), any::<bool>()).prop_map(|(tab, other)| Step::Pick { tab, other }),
        1 => tab().prop_map(|tab| Step::Kill { tab }),
        1 => (1..3u32).prop_map(Step::Refuse),
        2 => (0..4u32).prop_map(Step::CrashDuringNext),
    ]
}

struct World {
    memory: Memory,
    tabs: Vec<Tab>,
    clock: i64,
    typed: Typed,
    /// Those that were acknowledged as saved.
    milestones: Set<String>,
    crashing: bool,
}

impl World {
    fn new() -> Self {
        let memory = Memory::new();
        let store = Store::new(memory.clone());
        store.save_workload(&new_workload(), &Lenses::new(), None, NOW).expect("there is room");
        let mut world = Self {
            memory,
            tabs: Vec::new(),
            clock: NOW.0,
            typed: Typed::default(),
            milestones: Set::new(),
            crashing: false,
        };
        world.tabs = vec![world.opened(), world.opened()];
        world
    }

    fn store(&self) -> Store {
        Store::new(self.memory.clone())
    }

    /// A new page: never the same tab again.
    fn opened(&mut self) -> Tab {
        self.clock += 1;
        Tab::open(self.clock as u32, &self.store(), &id())
    }

    fn meet(&mut self, tab: usize) {
        let (store, now) = (self.store(), Timestamp(self.clock));
        if self.tabs[tab].meet(&store, now) {
            self.acknowledge(tab);
        }
    }

    fn save(&mut self, tab: usize) {
        let (store, now) = (self.store(), Timestamp(self.clock));
        if self.tabs[tab].save(&store, now) {
            self.acknowledge(tab);
        }
    }

    /// The tab was told that what it shows is saved.
    fn acknowledge(&mut self, tab: usize) {
        let workload = &self.tabs[tab].workload;
        self.typed.acknowledge(workload);
        self.milestones.extend(workload.milestones.iter().map(|m| m.name.clone()));
    }

    fn run(&mut self, step: Step) {
        self.clock += 1;
        let mut killed = None;
        match step {
            Step::CrashDuringNext(writes) => {
                self.memory.crash_after_writes(writes);
                self.crashing = true;
                return;
            }
            Step::Refuse(writes) => {
                self.memory.fail_next_writes(writes, PortError::Full);
                return;
            }
            Step::Type { tab, place: n } => {
                let (typed, now) = (format!("typed at {}", self.clock), Timestamp(self.clock));
                self.typed.at(&mut self.tabs[tab], n, typed, now);
            }
            Step::SaveMilestone { tab } => {
                let it = &mut self.tabs[tab];
                let name = format!("milestone {}", self.clock);
                let now = Timestamp(self.clock);
                let milestone = Milestone::record(&it.workload, &Lenses::new(), name, now);
                it.workload.last_milestone = milestone.number;
                it.workload.milestones.push(milestone);
                it.dirty = true;
            }
            Step::Save { tab } => {
                self.save(tab);
                killed = Some(tab);
            }
            Step::Hear { tab } => {
                self.meet(tab);
                killed = Some(tab);
            }
            Step::Pick { tab, other } => {
                self.meet(tab);
                self.pick(tab, other);
                killed = Some(tab);
            }
            Step::Kill { tab } => killed = Some(tab).filter(|_| !self.crashing),
        }
        if let Some(tab) = killed.filter(|_| self.crashing || matches!(step, Step::Kill { .. })) {
            self.memory.restart();
            self.tabs[tab] = self.opened();
            self.crashing = false;
        }
        if self.crashing {
            self.memory.restart();
            self.crashing = false;
        }
        self.check();
    }

    fn pick(&mut self, tab: usize, other: bool) {
        let store = self.store();
        let Ok(clashes) = store.clashes(&id()) else { return };
        let Some(kept) = clashes.into_iter().next() else { return };
        let now = said(&self.tabs[tab].workload, &kept.place);
        if other {
            let it = &mut self.tabs[tab];
            put(&mut it.workload, &kept.place, kept.said.clone());
            it.dirty = true;
            self.typed.over(text(&now));
            self.save(tab);
            if self.tabs[tab].dirty {
                return;
            }
        } else {
            self.typed.over(text(&kept.said));
        }
        drop(store.forget_clash(&kept.key));
    }

    fn check(&self) {
        let copy = Memory::new();
        self.memory.snapshot().iter().for_each(|(key, text)| copy.plant(key, text));
        let store = Store::new(copy);
        let stored = store.load_workload(&id()).expect("it is stored").workload;
        self.typed.check(&store, &stored);
        let names: Set<String> = stored.milestones.iter().map(|m| m.name.clone()).collect();
        for name in self.milestones.iter() {
            assert!(names.contains(name), "{name} is lost");
        }
        assert_eq!(store.unreadable(), Ok(Vec::new()));
    }

    /// When everybody is awake and the disk is well, all tabs show the same.
    fn come_to_rest(&mut self) {
        self.memory.restart();
        self.memory.fail_next_writes(0, PortError::Full);
        for tab in [0, 1, 0, 1] {
            self.save(tab);
            self.meet(tab);
        }
        assert!(self.tabs.iter().all(|tab| !tab.dirty));
        assert_eq!(self.tabs[0].workload, self.tabs[1].workload);
        self.check();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_that_a_tab_saved_is_ever_lost_to_another_tab(
        steps in prop::collection::vec(step(), 1..30)
    ) {
        let mut world = World::new();
        for step in steps {
            world.run(step);
        }
        world.come_to_rest();
    }
}

#[test]
fn two_tabs_at_different_questions_need_nobody_to_pick() {
    let mut world = World::new();
    world.run(Step::Type { tab: 0, place: 2 });
    world.run(Step::Type { tab: 1, place: 3 });
    world.run(Step::Save { tab: 0 });
    world.run(Step::Save { tab: 1 });
    world.run(Step::Hear { tab: 0 });
    assert_eq!(world.store().clashes(&id()), Ok(Vec::new()));
    assert_eq!(world.tabs[0].workload, world.tabs[1].workload);
    assert_eq!(world.tabs[0].workload.reviews[0].answers.len(), 2);
}

/// A tab that never heard of a version in between takes nothing older for what
/// two others grew from: what one of them took back would look untouched.
#[test]
fn what_one_tab_took_back_is_not_changed_again_by_another() {
    let (here, elsewhere) = (Memory::new(), Memory::new());
    let (store, late) = (Store::new(here.clone()), Store::new(elsewhere.clone()));
    let key = keys::workload(&id());
    let copy = |from: &Memory, to: &Memory| to.plant(&key, &from.snapshot()[&key]);
    let mut now = NOW.0;
    let mut say = |tab: &mut Tab, n: u8, words: &str, store: &Store| {
        now += 1;
        put(&mut tab.workload, &place(n), version(&place(n), words.to_owned()));
        tab.dirty = true;
        assert!(tab.save(store, Timestamp(now)), "{words}");
    };
    store.save_workload(&new_workload(), &Lenses::new(), None, NOW).expect("there is room");
    let mut first = Tab::open(1, &store, &id());
    say(&mut first, 0, "as it was", &store);
    let mut third = Tab::open(3, &store, &id());
    say(&mut first, 0, "changed", &store);
    copy(&here, &elsewhere);
    let mut second = Tab::open(2, &late, &id());
    say(&mut first, 0, "as it was", &store);
    third.meet(&store, Timestamp(NOW.0 + 10));
    // On its way when the first one took its change back, and stored over that.
    say(&mut second, 1, "elsewhere", &late);
    copy(&elsewhere, &here);
    third.meet(&store, Timestamp(NOW.0 + 11));
    assert_eq!(text(&said(&third.workload, &place(0))), "as it was");
    let kept = store.clashes(&id()).expect("memory can be read");
    let kept: Set<String> = kept.iter().map(|kept| text(&kept.said)).collect();
    let differs = ["changed", "elsewhere"].map(str::to_owned);
    assert_eq!(kept, differs.into_iter().collect());
}

#[test]
fn a_version_that_cannot_be_kept_keeps_the_tab_from_saving() {
    let mut world = World::new();
    world.run(Step::Type { tab: 0, place: 2 });
    world.run(Step::Type { tab: 1, place: 2 });
    world.run(Step::Save { tab: 0 });
    let before = world.memory.snapshot();
    world.memory.fail_next_writes(1, PortError::Full);
    world.run(Step::Save { tab: 1 });
    assert_eq!(world.memory.snapshot(), before);
    assert!(world.tabs[1].dirty);
    world.run(Step::Save { tab: 1 });
    assert_eq!(world.store().clashes(&id()).expect("memory can be read").len(), 1);
    assert!(!world.tabs[1].dirty);
}

/// The places that can clash, with something to say there.
fn everywhere() -> Vec<(Place, Version)> {
    let text = || Version::Text("Said.".to_owned());
    let mut all: Vec<(Place, Version)> =
        Field::ALL.into_iter().map(|field| (Place::Text(field), text())).collect();
    let other =
        LensRef { hash: LensHash("11".to_owned()), ..new_workload().reviews[0].lens.clone() };
    all.extend([
        (Place::LensNotes(lens()), text()),
        (Place::PillarNotes(lens(), PillarId::from("p")), text()),
        (Place::Environment, Version::Environment(Environment::Production)),
        (Place::ImprovementStatus, Version::ImprovementStatus(ImprovementStatus::Complete)),
        (Place::Priorities, Version::Priorities(vec![PillarId::from("p")])),
        (Place::LensVersion(lens()), Version::LensVersion(other)),
        (Place::Lens(lens()), Version::Nothing),
        (Place::Milestone(1), text()),
        (place(2), version(&place(2), "Said.".to_owned())),
        (place(2), version(&place(2), String::new())),
    ]);
    all
}

#[test]
fn what_is_kept_is_read_as_it_was_said() {
    for (place, version) in everywhere() {
        let memory = Memory::new();
        let store = Store::new(memory.clone());
        let mut workload = new_workload();
        let milestone =
            Milestone::record(&workload, &Lenses::new(), "Before".to_owned(), workload.created_at);
        workload.milestones.push(milestone);
        let keep = |at| store.keep_clash(&workload, &place, &version, at).expect("there is room");
        keep(NOW);
        // Twice is once.
        keep(Timestamp(NOW.0 + 1));
        let kept = store.clashes(&id()).expect("memory can be read");
        assert_eq!(kept.len(), 1, "{place:?}");
        assert_eq!((&kept[0].place, &kept[0].said), (&place, &version));
        assert_eq!(store.clashes(&WorkloadId("other".to_owned())), Ok(Vec::new()));
        assert_eq!(store.unreadable(), Ok(Vec::new()));
        // What is not picked lies in the bin and can be had back.
        let deleted = store.delete_record(&kept[0].key, NOW).expect("it is there");
        assert_eq!(store.clashes(&id()), Ok(Vec::new()));
        assert_eq!(
            store.list_trash().expect("memory can be read")[0].name,
            "One version of what two tabs changed"
        );
        store
            .restore_from_trash(&deleted.kept_at.expect("there is room"), NOW)
            .expect("it is there");
        assert_eq!(store.clashes(&id()), Ok(kept.clone()));
        store.forget_clash(&kept[0].key).expect("memory does not refuse");
        assert_eq!(store.clashes(&id()), Ok(Vec::new()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answer_can_be_kept(answer in arbitrary::answer()) {
        let mut answer = answer;
        answer.marks.retain(|_, mark| !mark.is_empty());
        let store = Store::new(Memory::new());
        let version = Version::Answer(answer);
        store.keep_clash(&new_workload(), &place(2), &version, NOW).expect("it is kept whole");
        let kept = store.clashes(&id()).expect("memory can be read");
        prop_assert_eq!(&kept[0].said, &version);
    }
}

#[test]
fn a_damaged_version_is_shown_and_the_others_are_read() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    for (n, notes) in ["one", "two", "three"].into_iter().enumerate() {
        let said = version(&place(2), notes.to_owned());
        let at = Timestamp(NOW.0 + n as i64);
        store.keep_clash(&new_workload(), &place(2), &said, at).expect("there is room");
    }
    let texts: Map<String, String> = memory.snapshot().into_iter().collect();
    let damage: [&dyn Fn(&str) -> String; 3] = [
        &|text| text[..text.len() / 2].to_owned(),
        &|text| text.replace("\"answer\"", "\"question\""),
        &|text| text.replace("\"version\":1", "\"version\":9"),
    ];
    for damage in damage {
        let (key, text) = texts.first().expect("something is kept");
        memory.set(key, &damage(text)).expect("there is room");
        assert_eq!(store.clashes(&id()).expect("memory can be read").len(), 2);
        let unreadable = store.unreadable().expect("memory can be read");
        assert_eq!(unreadable.len(), 1);
        assert!(matches!(keys::kind(&unreadable[0].key), Some(keys::Kind::Clash(_))));
    }
}

#[test]
fn versions_leave_with_their_workload_but_not_before() {
    let store = Store::new(Memory::new());
    let workload = new_workload();
    store.save_workload(&workload, &Lenses::new(), None, NOW).expect("there is room");
    let said = version(&place(2), "Said.".to_owned());
    store.keep_clash(&workload, &place(2), &said, NOW).expect("there is room");
    let kept = || {
        store.tidy_clashes(NOW).expect("memory does not refuse");
        store.clashes(&id()).expect("memory can be read").len()
    };
    assert_eq!(kept(), 1);
    store.delete_workload(&id(), NOW).expect("it is there");
    assert_eq!(kept(), 1, "the workload may come back from the bin");
    store.empty_trash(Timestamp(i64::MAX)).expect("memory does not refuse");
    assert_eq!(kept(), 0);
    assert_eq!(store.list_trash().expect("memory can be read").len(), 1);
}
