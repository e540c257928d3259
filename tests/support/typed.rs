//! What people typed into tabs, remembered beside the storage: what a tab told
//! them is saved must be found again.

use plumbline::collections::Set;
use plumbline::review::Workload;
use plumbline::review::merge::{put, said};
use plumbline::storage::Store;
use plumbline::time::Timestamp;

use crate::tab::{Tab, id, place, text, version};

/// How many places people type at.
const PLACES: u8 = 4;

#[derive(Default)]
pub struct Typed {
    /// What was acknowledged as saved.
    acknowledged: Set<String>,
    /// What a person typed over or picked against, having seen it.
    dropped: Set<String>,
}

impl Typed {
    /// A person types at a place.
    pub fn at(&mut self, tab: &mut Tab, n: u8, words: String, now: Timestamp) {
        self.over(text(&said(&tab.workload, &place(n))));
        put(&mut tab.workload, &place(n), version(&place(n), words));
        tab.workload.updated_at = now;
        tab.dirty = true;
    }

    /// A person sees this and wants something else.
    pub fn over(&mut self, words: String) {
        self.dropped.insert(words);
    }

    /// A tab tells that this is saved.
    pub fn acknowledge(&mut self, workload: &Workload) {
        self.acknowledged.extend((0..PLACES).map(|n| text(&said(workload, &place(n)))));
    }

    /// Everything acknowledged is in what is stored, kept to pick from, or was
    /// dropped by who saw it.
    pub fn check(&self, store: &Store, stored: &Workload) {
        let clashes = store.clashes(&id()).expect("memory can be read");
        let mut found: Set<String> = (0..PLACES).map(|n| text(&said(stored, &place(n)))).collect();
        found.extend(clashes.iter().map(|kept| text(&kept.said)));
        for typed in self.acknowledged.iter() {
            let there = found.contains(typed) || self.dropped.contains(typed);
            assert!(there, "{typed:?} is lost: {found:?}");
        }
    }
}
