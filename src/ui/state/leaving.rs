//! Closing the page while something is not saved: the browser asks first.

use leptos::prelude::*;

use super::App;
use super::saving::Saving;
use crate::storage::keys::{self, Kind};
use crate::ui::platform;

impl App {
    /// Has the browser ask before a page is closed that holds the only copy.
    pub fn ask_before_losing(self) {
        platform::on_window("beforeunload", move |event: leptos::ev::BeforeUnloadEvent| {
            self.save_now();
            if self.holds_the_only_copy()
                || super::marks::are_late()
                || super::practice::is_late()
                || untrack(|| self.lives_in_memory())
            {
                event.prevent_default();
            }
        });
    }

    /// Whether the browser remembers nothing and there is something to lose:
    /// anything but the colors and the like. Tracks what is stored.
    pub fn lives_in_memory(self) -> bool {
        self.track_workshops();
        self.saving.with(|saving| *saving == Saving::OnlyInMemory)
            && self.store.with_value(|s| s.usage()).unwrap_or_default().iter().any(|(key, _)| {
                !matches!(keys::kind(key), Some(Kind::Index | Kind::Settings | Kind::Theme))
            })
    }
}
