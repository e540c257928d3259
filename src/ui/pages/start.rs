//! Where everything starts: the words of welcome and the way to a review. The
//! doors of the first visit, what is there to go on with, and the lenses are in
//! [`shelf`](super::shelf).

use leptos::prelude::*;

use crate::ui::desk;
use crate::ui::erased::{live, nothing};
use crate::ui::platform;
use crate::ui::state::App;

/// The start page.
pub fn page(app: App) -> AnyView {
    platform::set_title("Plumbline: a Well-Architected review in your browser");
    view! {
        <div class="page start">
            <section class="hero">
                <h1 tabindex="-1">"Know what to fix first"</h1>
                <p class="lead">
                    "A Well-Architected review in your browser: see the risk of every answer at once and \
                     leave with a short plan, with no account and nothing leaving this device."
                </p>
                {live(move || begin(app))}
            </section>
            {desk::part(app, move |desk| (desk.shelf)(app))}
        </div>
    }
    .into_any()
}

/// The button; on the first visit only while the doors, which lead there too,
/// are long in coming.
fn begin(app: App) -> AnyView {
    let is_fresh = app.index.with(Vec::is_empty);
    if is_fresh && app.desk.with(Option::is_some) {
        return nothing();
    }
    view! {
        <p class="actions" class:soon=is_fresh><a class="button primary" href="#/new">"Start a review"</a></p>
    }
    .into_any()
}
