//! Told on the page that needs it: a record that cannot be read, with the way
//! to take it along as it is.

use leptos::prelude::*;

use super::components::icon::{Icon, icon};
use super::components::notice::{Tone, notice};
use super::erased::{click, live};
use super::platform::files;
use super::route::Route;
use super::state::App;

/// What of the record under a key cannot be read; nothing where all can.
/// `what` says what it holds.
pub fn view(app: App, key: &'static str, what: &'static str) -> AnyView {
    live(move || {
        app.index.track();
        let records = app.unreadable_at(key);
        let told = records.into_iter().map(|record| {
            let words = format!("{what} cannot be read. {} Nothing of it was deleted.", record.why);
            let download = record.text.map(|text| {
                let file = format!("{}.json", record.key.replace('/', "-"));
                view! {
                    <button type="button" on:click=click(move |_| {
                        files::download(&file, "application/json", &text);
                    })>{icon(Icon::Download)}"Download as it is"</button>
                }
            });
            let actions = view! {
                {download}
                <a class="button quiet" href=Route::Data.to_string()>"See what is stored"</a>
            };
            notice(Tone::Warning, words, actions.into_any())
        });
        told.collect_view().into_any()
    })
}
