//! Three doors for who is here for the first time: assess, learn, run a
//! workshop.

use leptos::prelude::*;

use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::{live, nothing};
use crate::ui::route::Route;
use crate::ui::state::App;

/// The doors, while no review is here.
pub(super) fn view(app: App) -> AnyView {
    live(move || if app.index.with(Vec::is_empty) { doors() } else { nothing() })
}

fn doors() -> AnyView {
    let door = |to: Route, picture: Icon, title: &'static str, words: &'static str| {
        view! {
            <li><a class="door" href=to.to_string()>
                {icon(picture)}<strong>{title}</strong><span>{words}</span>
            </a></li>
        }
    };
    view! {
        <ul class="plain doors" aria-label="What brings you here?">
            {door(
                Route::New(None),
                Icon::Plan,
                "Assess a system",
                "Answer questions about it, from twelve minutes up, and see what to fix first.",
            )}
            {door(
                Route::Explore(Vec::new()),
                Icon::Book,
                "Learn the practices",
                "Read what good looks like, mark what you know, and practise with a quiz and flash cards.",
            )}
            {door(
                Route::Workshop(Vec::new()),
                Icon::People,
                "Run a workshop",
                "Everybody answers alone on a phone. Then talk where the answers differ, and settle it.",
            )}
        </ul>
    }
    .into_any()
}
