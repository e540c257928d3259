//! Going over to the newest content of a lens that the open review uses.

use leptos::prelude::*;

use super::{App, TakeBack};
use crate::review::upgrade::{self, Upgrade};
use crate::storage::keys;
use crate::storage::snapshots::Before;
use crate::ui::platform;

impl App {
    /// The lenses of the open review that have changed since. Tracks both.
    pub fn upgrades(self) -> Vec<Upgrade> {
        if self.is_sample() {
            return Vec::new();
        }
        self.lenses
            .with(|lenses| self.workload(|w| upgrade::upgrades(w, lenses)))
            .unwrap_or_default()
    }

    /// Goes over to them. An automatic copy of the review is kept, and the
    /// step can be undone.
    pub fn upgrade(self) {
        let upgrades = untrack(|| self.upgrades());
        if upgrades.is_empty() {
            return;
        }
        // Undo ends with the tab; this copy stays.
        self.save_now();
        let key = keys::workload(&self.workload_id());
        let copied = self.store.with_value(|s| {
            s.snapshot_of(Before::Upgrade, std::slice::from_ref(&key), platform::now())
        });
        if let Err(error) = copied {
            self.trouble.set(Some(error.to_string()));
        } else if self.apply(upgrade::command(&upgrades)) {
            self.save_now();
            self.say_with_undo("The review uses the newest lens now", TakeBack::LastChange);
        }
    }
}
