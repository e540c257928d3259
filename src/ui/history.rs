//! The buttons that undo and redo, beside the save state. What they would do
//! stands in their names.

use leptos::prelude::*;

use super::erased::{click, fact, flag, maybe, text};
use super::state::App;
use crate::review::history::Way;

/// Both buttons, on every page of a review.
pub fn view(app: App) -> AnyView {
    app.drop_late_messages();
    let away = fact(move || app.route.with(|r| r.workload().is_none()));
    view! {
        <div class="history" role="group" aria-label="Undo and redo" hidden=flag(move || away.get())>
            {button(app, Way::Back)}
            {button(app, Way::Again)}
        </div>
    }
    .into_any()
}

/// A button that keeps the focus when there is nothing left to do.
fn button(app: App, way: Way) -> AnyView {
    let (verb, keys, path) = match way {
        Way::Back => ("Undo", "Control+Z Meta+Z", "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4"),
        Way::Again => {
            ("Redo", "Control+Y Meta+Shift+Z", "m16 5 4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4")
        }
    };
    let next = Memo::new(move |_| app.next_step(way));
    let label = move || match next.get() {
        Some(words) => format!("{verb}: {words}"),
        None => format!("Nothing to {}", verb.to_lowercase()),
    };
    view! {
        <button type="button" class="quiet icon-only" aria-keyshortcuts=keys
            aria-label=text(label) title=text(label)
            aria-disabled=maybe(move || next.with(Option::is_none).then_some("true"))
            on:click=click(move |_| match way {
                Way::Back => app.undo(),
                Way::Again => app.redo(),
            })>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=path /></svg>
        </button>
    }
    .into_any()
}
