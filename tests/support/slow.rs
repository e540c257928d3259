//! Storage as browsers have it where each tab is a process: a tab reads its own
//! copy, what it writes reaches the disk later, and what others wrote reaches
//! its copy later still. This is how Chromium does it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use plumbline::storage::{Memory, Port, PortError, keys};

/// One write; `None` removes.
#[derive(Clone)]
struct Write {
    tab: usize,
    key: String,
    text: Option<String>,
}

#[derive(Default)]
struct State {
    disk: Memory,
    copies: Vec<Memory>,
    /// Written by a tab, not on the disk yet.
    outbox: Vec<VecDeque<Write>>,
    /// On the disk, not told to a tab yet; its own come back to it as well.
    inbox: Vec<VecDeque<Write>>,
}

/// The storage that tabs share.
#[derive(Clone)]
pub struct Browser(Arc<Mutex<State>>);

impl Browser {
    /// With this on its disk.
    pub fn new(disk: Memory, tabs: usize) -> Self {
        let mut state = State { disk, ..State::default() };
        state.copies.resize_with(tabs, Memory::new);
        state.outbox.resize_with(tabs, VecDeque::new);
        state.inbox.resize_with(tabs, VecDeque::new);
        let browser = Self(Arc::new(Mutex::new(state)));
        for tab in 0..tabs {
            browser.reload(tab);
        }
        browser
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics while it holds the lock")
    }

    /// What a tab sees.
    pub fn port(&self, tab: usize) -> Slow {
        Slow { browser: self.clone(), tab }
    }

    /// What is on the disk.
    pub fn disk(&self) -> Memory {
        self.state().disk.clone()
    }

    /// The next write of a tab reaches the disk.
    pub fn deliver(&self, tab: usize) -> bool {
        let mut state = self.state();
        let Some(write) = state.outbox[tab].pop_front() else { return false };
        put(&state.disk, &write);
        for inbox in &mut state.inbox {
            inbox.push_back(write.clone());
        }
        true
    }

    /// A tab's copy learns of the next write; the texts that others put under
    /// this key since are told to its page later.
    pub fn tell(&self, tab: usize, about: &str) -> Option<Option<String>> {
        let mut state = self.state();
        let write = state.inbox[tab].pop_front()?;
        if write.tab == tab {
            return Some(None);
        }
        // What this tab wrote itself comes after it, on the disk as well.
        let is_mine = |w: &Write| w.tab == tab && w.key == write.key;
        let is_over_it =
            state.outbox[tab].iter().any(is_mine) || state.inbox[tab].iter().any(is_mine);
        if !is_over_it {
            put(&state.copies[tab], &write);
        }
        Some(write.text.filter(|_| write.key == about))
    }

    /// The page of a tab is loaded anew.
    pub fn reload(&self, tab: usize) {
        while self.deliver(tab) {}
        let mut state = self.state();
        let copy = Memory::new();
        for (key, text) in state.disk.snapshot() {
            copy.plant(&key, &text);
        }
        state.copies[tab] = copy;
        state.inbox[tab].clear();
    }
}

fn put(memory: &Memory, write: &Write) {
    let done = match &write.text {
        Some(text) => memory.set(&write.key, text),
        None => memory.remove(&write.key),
    };
    done.expect("there is room");
}

/// The storage as one tab sees it.
pub struct Slow {
    browser: Browser,
    tab: usize,
}

impl Slow {
    fn write(&self, key: &str, text: Option<&str>) {
        let mut state = self.browser.state();
        let write = Write { tab: self.tab, key: key.to_owned(), text: text.map(str::to_owned) };
        put(&state.copies[self.tab], &write);
        // The list of workloads is rebuilt from them; nothing here is about it.
        if !matches!(keys::kind(key), Some(keys::Kind::Index)) {
            state.outbox[self.tab].push_back(write);
        }
    }
}

impl Port for Slow {
    fn get(&self, key: &str) -> Result<Option<String>, PortError> {
        self.browser.state().copies[self.tab].get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), PortError> {
        self.write(key, Some(text));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), PortError> {
        self.write(key, None);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, PortError> {
        self.browser.state().copies[self.tab].keys()
    }
}
