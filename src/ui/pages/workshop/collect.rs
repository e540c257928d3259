//! Collecting: what comes back goes in here.

use leptos::prelude::*;

use super::Shown;

/// The ways in, and who has answered.
pub fn view(_shown: Shown) -> AnyView {
    view! { <p>"Collect"</p> }.into_any()
}
