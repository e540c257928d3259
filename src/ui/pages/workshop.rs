//! A workshop that the person runs, beside the review that it ends in.

use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::state::App;

/// The page of a session, or the list of those of the open review.
pub fn page(_app: App, _path: &[String]) -> AnyView {
    platform::set_title("Workshop · Plumbline");
    view! {
        <div class="page"><h1 tabindex="-1">"Workshop"</h1></div>
    }
    .into_any()
}
