//! The short tour: whether it is open, and whether the person has seen it.

use std::cell::Cell;

use leptos::prelude::*;

use super::App;

/// The name among the settings.
const SEEN: &str = "tour_seen";

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static OPEN: Cell<Option<RwSignal<bool>>> = const { Cell::new(None) };
}

impl App {
    /// Whether the tour is open, for the dialog that shows it.
    pub fn follow_tour(self) -> RwSignal<bool> {
        let open = RwSignal::new(false);
        OPEN.set(Some(open));
        open
    }

    /// Opens the tour.
    pub fn take_tour(self) {
        if let Some(open) = OPEN.get() {
            open.set(true);
        }
    }

    /// Whether the person has seen it, or does not want to.
    pub fn has_seen_tour(self) -> bool {
        self.settings.with(|s| s.other.get(SEEN).and_then(|seen| seen.as_bool()).unwrap_or(false))
    }

    /// Remembers that the person has seen it.
    pub fn saw_tour(self) {
        if !untrack(|| self.has_seen_tour()) {
            self.prefer(|s| {
                s.other.insert(SEEN.to_owned(), true.into());
            });
        }
    }
}
