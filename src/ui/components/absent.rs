//! What stands in place of something that is not there.

use leptos::prelude::*;

/// In place of a milestone.
pub fn milestone(all: String) -> AnyView {
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"This milestone is not here"</h1>
            <p>"It may have been deleted."</p>
            <p><a class="button primary" href=all>"See all milestones"</a></p>
        </div>
    }
    .into_any()
}
