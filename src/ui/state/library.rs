//! The books of the library: the guide and the glossary. They are fetched when
//! somebody opens them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shelf::library_address;
use crate::ui::components::fetched::Fetched;
use crate::ui::platform::files;

/// Fetches a book and reads it.
pub fn fetch<T: Send + Sync + 'static>(
    key: &'static str,
    state: RwSignal<Fetched<T>>,
    read: fn(&str) -> Result<T, serde_json::Error>,
) {
    state.set(Fetched::Underway);
    spawn_local(async move {
        let fetched = match files::fetch_text(&library_address(key)).await.map(|text| read(&text)) {
            Ok(Ok(book)) => Fetched::Here(Arc::new(book)),
            Ok(Err(_)) => Fetched::Failed(format!("The {key} did not arrive whole. Try again.")),
            Err(_) => Fetched::Failed(format!(
                "The {key} could not be loaded. Check the network and try again."
            )),
        };
        state.set(fetched);
    });
}
