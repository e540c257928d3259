//! The books of the library: the guide and the glossary. They are fetched when
//! somebody opens them.

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shelf::library_address;
use crate::lens::glossary::Glossary;
use crate::ui::components::fetched::Fetched;
use crate::ui::platform::files;

/// Fetches a book and reads it.
pub fn fetch<T: Send + Sync + 'static>(
    key: &'static str,
    state: RwSignal<Fetched<T>>,
    read: fn(&str) -> Result<T, serde_json::Error>,
) {
    state.set(Fetched::Underway);
    spawn_local(async move { state.set(self::read(key, read).await) });
}

async fn read<T>(key: &str, read: fn(&str) -> Result<T, serde_json::Error>) -> Fetched<T> {
    match files::fetch_text(&library_address(key)).await.map(|text| read(&text)) {
        Ok(Ok(book)) => Fetched::Here(Arc::new(book)),
        Ok(Err(_)) => Fetched::Failed(format!("The {key} did not arrive whole. Try again.")),
        Err(_) => Fetched::Failed(format!(
            "The {key} could not be loaded. Check the network and try again."
        )),
    }
}

thread_local! {
    // Shared by every page, and no part of `App`, whose parts are in the first
    // file.
    static GLOSSARY: (ArcRwSignal<Fetched<Glossary>>, Cell<bool>) =
        (ArcRwSignal::new(Fetched::Underway), Cell::new(false));
}

/// The glossary for every page; it is on its way once somebody wants it.
pub fn glossary() -> ArcRwSignal<Fetched<Glossary>> {
    GLOSSARY.with(|(state, _)| state.clone())
}

/// Fetches the glossary unless it is here or on its way.
pub fn want_glossary() {
    let asked = GLOSSARY.with(|(_, asked)| asked.replace(true));
    if asked {
        return;
    }
    let state = glossary();
    state.set(Fetched::Underway);
    spawn_local(async move {
        let fetched = read("glossary", Glossary::read).await;
        if matches!(fetched, Fetched::Failed(_)) {
            // The next one who wants it tries again.
            GLOSSARY.with(|(_, asked)| asked.set(false));
        }
        state.set(fetched);
    });
}
