//! When the browser lets the page store something after all: what was only in
//! memory moves over.

use leptos::prelude::*;

use super::{App, Opened};
use crate::lens;
use crate::review::LensKey;
use crate::storage::lineage::Lineage;
use crate::ui::platform;
use crate::ui::route::Route;

impl App {
    /// Tries again to store what is only in memory.
    pub fn leave_memory(self) {
        let (there, remembers) = platform::port::open();
        if !remembers {
            self.say("The browser still does not let the page store anything.");
            return;
        }
        self.save_now();
        let key_of_lens = |text: &str| Some(LensKey::custom(&lens::parse(text).lens?.hash));
        let moved = self
            .store
            .with_value(|s| s.move_to(&there, &key_of_lens, platform::new_id, platform::now()));
        if let Err(error) = moved {
            self.trouble.set(Some(error.to_string()));
            return;
        }
        self.store.set_value(there);
        self.start_saving(true);
        self.read_settings();
        self.refresh();
        self.stands_there();
        self.say("Everything is stored in this browser now.");
    }

    /// What is open goes on where it is stored now.
    fn stands_there(self) {
        let open = self.open.with_untracked(|opened| match opened {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => Some(w.id.clone()),
            _ => None,
        });
        let revision = self.line.with_value(|line| line.as_ref().map(Lineage::revision));
        let stored = open.and_then(|id| self.store.with_value(|s| s.load_workload(&id)).ok());
        match stored {
            Some(stored) if Some(stored.revision) == revision => {
                self.stands_at(Some(Lineage::of(&stored)), Some(stored.saved_at));
            }
            // Another one was there already: both are on the start page.
            Some(_) => {
                self.stands_at(None, None);
                self.open.set(Opened::Nothing);
                self.go(&Route::Start);
            }
            None => self.stands_at(None, None),
        }
    }
}
