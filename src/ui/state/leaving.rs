//! Closing the page while something is not saved: the browser asks first.

use super::App;
use crate::ui::platform;

impl App {
    /// Has the browser ask before a page is closed that holds the only copy.
    pub fn ask_before_losing(self) {
        platform::on_window("beforeunload", move |event: leptos::ev::BeforeUnloadEvent| {
            self.save_now();
            if self.holds_the_only_copy() {
                event.prevent_default();
            }
        });
    }
}
