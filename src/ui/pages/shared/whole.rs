//! Somebody's review or answers: look, keep, or compare with one's own.

use leptos::prelude::*;

use super::{eyebrow, inside};
use crate::exchange::share::Opened;
use crate::report::document;
use crate::ui::comparing::{self, Theirs};
use crate::ui::components::document::body;
use crate::ui::platform;
use crate::ui::state::App;

/// What is shown below the actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Document,
    Comparison,
}

/// The page.
pub fn view(
    app: App,
    opened: &Opened,
    theirs: Theirs,
    keep: impl Fn(App, &Opened) + 'static,
) -> AnyView {
    let shown = RwSignal::new(Shown::Nothing);
    let mine = comparing::candidates(app, &theirs.workload);
    let compares = !mine.is_empty();
    let name = theirs.workload.properties.name.clone();
    let (kept, opened_here) = (opened.clone(), opened.clone());
    let toggle = move |to: Shown| {
        shown.update(|shown| *shown = if *shown == to { Shown::Nothing } else { to });
    };
    let pressed = move |of: Shown| if shown.get() == of { "true" } else { "false" };
    let compare = compares.then(|| {
        view! {
            <button type="button" aria-expanded=move || pressed(Shown::Comparison)
                on:click=move |_| toggle(Shown::Comparison)>"Compare with mine"</button>
        }
    });
    view! {
        {eyebrow("Shared with you, to read")}
        <h1 tabindex="-1">{name}</h1>
        {inside(app, opened)}
        <p class="actions">
            <button type="button" class="primary" aria-expanded=move || pressed(Shown::Document)
                on:click=move |_| toggle(Shown::Document)>"Look at it"</button>
            <button type="button" on:click=move |_| keep(app, &kept)>"Keep it as a new review"</button>
            {compare}
        </p>
        <p class="help">"Nothing is kept or changed here before you choose. What you have stays as it is."</p>
        {move || match shown.get() {
            Shown::Nothing => ().into_any(),
            Shown::Document => {
                let lenses = app.lenses_with(&opened_here);
                let date = platform::local_date(theirs.workload.updated_at);
                let document = document::build(&theirs.workload, &lenses, None, &date);
                view! { <article class="report">{body(&document)}</article> }.into_any()
            }
            Shown::Comparison => comparing::view(app, &opened_here, &theirs, &mine),
        }}
    }
    .into_any()
}
