//! Workshops: those that the person runs and takes part in.

use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::state::App;

/// The list, or the form for a new one.
pub fn page(_app: App, _path: &[String]) -> AnyView {
    platform::set_title("Workshops · Plumbline");
    view! {
        <div class="page"><h1 tabindex="-1">"Workshops"</h1></div>
    }
    .into_any()
}
