//! Tabs that hear of each other late: each reads its own copy of the storage,
//! and writes cross on their way to the disk. No letter is lost all the same,
//! and nobody is asked about what only one of them changed.

#[path = "support/slow.rs"]
mod slow;
#[path = "support/tab.rs"]
mod tab;
#[path = "support/typed.rs"]
mod typed;

use plumbline::review::Lenses;
use plumbline::review::merge::said;
use plumbline::storage::{Memory, Store, keys};
use plumbline::time::Timestamp;
use proptest::prelude::*;
use slow::Browser;
use tab::{NOW, Tab, id, new_workload, place, text};
use typed::Typed;

#[derive(Debug, Clone, Copy)]
enum Step {
    /// A person types in a tab.
    Type { tab: usize, place: u8 },
    /// A tab saves.
    Save { tab: usize },
    /// The next write of a tab reaches the disk.
    Deliver { tab: usize },
    /// A tab's copy learns of the next write.
    Tell { tab: usize },
    /// A tab's page hears of all that its copy has learned.
    Hear { tab: usize },
    /// When all have heard of everything, a tab is loaded anew.
    Reload { tab: usize },
    /// The same, of all tabs: the others then know no more than this one of
    /// what crossed before. A single new one asks rather than guesses.
    ReloadAll,
    /// The first tab is closed, whatever it has not heard of and not saved, and
    /// opened again. The others live on: a version that two tabs wrote over
    /// each other needs one of them to come back.
    Kill,
}

fn step(tabs: usize, places: u8) -> impl Strategy<Value = Step> {
    let tab = move || 0..tabs;
    prop_oneof![
        6 => (tab(), 0..places).prop_map(|(tab, place)| Step::Type { tab, place }),
        6 => tab().prop_map(|tab| Step::Save { tab }),
        6 => tab().prop_map(|tab| Step::Deliver { tab }),
        6 => tab().prop_map(|tab| Step::Tell { tab }),
        6 => tab().prop_map(|tab| Step::Hear { tab }),
        1 => tab().prop_map(|tab| Step::Reload { tab }),
    ]
}

struct World {
    browser: Browser,
    tabs: Vec<Tab>,
    /// What copies learned and pages did not hear yet.
    learned: Vec<Vec<String>>,
    clock: i64,
    typed: Typed,
}

impl World {
    fn new(tabs: usize) -> Self {
        let disk = Memory::new();
        let first = Store::new(disk.clone());
        first.save_workload(&new_workload(), &Lenses::new(), None, NOW).expect("there is room");
        let browser = Browser::new(disk, tabs);
        let open = |tab| Tab::open(tab as u32, &Store::new(browser.port(tab)), &id());
        let opened = (0..tabs).map(open).collect();
        Self {
            browser,
            tabs: opened,
            learned: vec![Vec::new(); tabs],
            clock: NOW.0,
            typed: Typed::default(),
        }
    }

    fn store(&self, tab: usize) -> Store {
        Store::new(self.browser.port(tab))
    }

    fn run(&mut self, step: Step) {
        self.clock += 1;
        let now = Timestamp(self.clock);
        match step {
            Step::Type { tab, place: n } => {
                let typed = format!("typed at {} in {tab}", self.clock);
                self.typed.at(&mut self.tabs[tab], n, typed, now);
            }
            Step::Save { tab } => {
                let store = self.store(tab);
                if self.tabs[tab].save(&store, now) {
                    self.typed.acknowledge(&self.tabs[tab].workload);
                }
            }
            Step::Deliver { tab } => {
                self.browser.deliver(tab);
            }
            Step::Tell { tab } => {
                if let Some(Some(text)) = self.browser.tell(tab, &keys::workload(&id())) {
                    self.learned[tab].push(text);
                }
            }
            Step::Hear { tab } => {
                let store = self.store(tab);
                let learned = std::mem::take(&mut self.learned[tab]);
                self.tabs[tab].heard.extend(learned);
                if self.tabs[tab].meet(&store, now) {
                    self.typed.acknowledge(&self.tabs[tab].workload);
                }
            }
            Step::Kill => self.open_anew(0),
            Step::Reload { tab } => {
                self.come_to_rest();
                self.open_anew(tab);
            }
            Step::ReloadAll => {
                self.come_to_rest();
                (0..self.tabs.len()).for_each(|tab| self.open_anew(tab));
            }
        }
    }

    /// Never the same tab again.
    fn open_anew(&mut self, tab: usize) {
        self.clock += 1;
        self.browser.reload(tab);
        self.learned[tab].clear();
        self.tabs[tab] = Tab::open(self.clock as u32, &self.store(tab), &id());
    }

    /// Everybody saves and hears of everything.
    fn come_to_rest(&mut self) {
        let tabs = self.tabs.len();
        for _ in 0..40 {
            for tab in 0..tabs {
                self.run(Step::Save { tab });
                while self.browser.deliver(tab) {}
            }
            for tab in 0..tabs {
                while let Some(told) = self.browser.tell(tab, &keys::workload(&id())) {
                    self.learned[tab].extend(told);
                }
                self.run(Step::Hear { tab });
                while self.browser.deliver(tab) {}
            }
            let same = |tab: &Tab| !tab.dirty && tab.workload == self.tabs[0].workload;
            if self.tabs.iter().all(same) {
                return;
            }
        }
        panic!("the tabs do not come to rest");
    }

    /// Everything saved is on the disk, or was typed over by who saw it.
    fn check(&self) {
        let store = Store::new(self.browser.disk());
        let stored = store.load_workload(&id()).expect("it is stored").workload;
        assert_eq!(stored, self.tabs[0].workload);
        self.typed.check(&store, &stored);
    }
}

/// `PROPTEST_CASES` may ask for more of them.
fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: cases.max(default.cases), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn nothing_saved_is_lost_however_late_tabs_hear(
        steps in prop::collection::vec(prop_oneof![30 => step(2, 4), 1 => Just(Step::Kill)], 1..60)
    ) {
        let mut world = World::new(2);
        steps.into_iter().for_each(|step| world.run(step));
        world.come_to_rest();
        world.check();
    }

    #[test]
    fn nothing_saved_is_lost_among_three_tabs(
        steps in prop::collection::vec(prop_oneof![30 => step(3, 4), 1 => Just(Step::Kill)], 1..60)
    ) {
        let mut world = World::new(3);
        steps.into_iter().for_each(|step| world.run(step));
        world.come_to_rest();
        world.check();
    }

    #[test]
    fn nobody_is_asked_about_what_one_tab_changed(
        steps in prop::collection::vec(step(3, 1), 1..60)
    ) {
        let mut world = World::new(3);
        let mut last = [None, None, None];
        for step in steps {
            match step {
                // Each tab at a place of its own.
                Step::Type { tab, .. } => {
                    world.run(Step::Type { tab, place: tab as u8 });
                    last[tab] = Some(text(&said(&world.tabs[tab].workload, &place(tab as u8))));
                }
                Step::Reload { .. } => world.run(Step::ReloadAll),
                step => world.run(step),
            }
        }
        world.come_to_rest();
        world.check();
        let stored = Store::new(world.browser.disk());
        prop_assert_eq!(stored.clashes(&id()), Ok(Vec::new()));
        for (n, typed) in last.into_iter().enumerate() {
            let said = text(&said(&world.tabs[0].workload, &place(n as u8)));
            prop_assert_eq!(said, typed.unwrap_or_default());
        }
    }
}
