//! Deletions in a [`World`], and the ways back.

use plumbline::review::WorkloadId;
use plumbline::storage::{Deleted, Error, Port, Store, Trash, keys};
use plumbline::time::Timestamp;

use super::World;

impl World {
    pub(super) fn delete(&mut self, tab: usize, id: &WorkloadId) {
        let now = self.now();
        let text = self.memory.get(&keys::workload(id)).expect("memory can be read");
        let result = self.store(tab).delete_workload(id, now);
        self.deleted(tab, text, result);
    }

    /// Learns what became of a deletion.
    pub(super) fn deleted(
        &mut self,
        tab: usize,
        text: Option<String>,
        result: Result<Deleted, Error>,
    ) {
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

    pub(super) fn take_back(&mut self, tab: usize) {
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

    pub(super) fn restore(&mut self, tab: usize) {
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

    pub(super) fn empty(&mut self, tab: usize) {
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

    pub(super) fn delete_everything(&mut self, tab: usize) {
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
}
