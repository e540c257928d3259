//! Three doors for who is here for the first time: assess, learn, run a
//! workshop; and a short tour.

use leptos::prelude::*;

use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::{click, live, nothing};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// The chapter of the guide on the day itself.
const CHAPTER: &str = "running-it";

/// The doors, while nothing is stored.
pub(super) fn view(app: App) -> AnyView {
    live(move || {
        let is_fresh = app.index.with(Vec::is_empty) && app.custom.with(Vec::is_empty);
        if is_fresh { untrack(|| doors(app)) } else { nothing() }
    })
}

fn doors(app: App) -> AnyView {
    let door = |to: Route, picture: Icon, title: &'static str, words: &'static str| {
        view! {
            <li><a class="door" href=to.to_string()>
                {icon(picture)}<strong>{title}</strong><span>{words}</span>
            </a></li>
        }
    };
    view! {
        <section class="first-visit" aria-labelledby="doors-heading">
            <h2 id="doors-heading">"What brings you here?"</h2>
            <ul class="plain doors">
                {door(
                    Route::New(None),
                    Icon::Plan,
                    "Assess a system",
                    "Answer questions about it alone, from twelve minutes up, and see what to fix first.",
                )}
                {door(
                    Route::Explore(Vec::new()),
                    Icon::Book,
                    "Learn the practices",
                    "Read what good looks like, mark what you know, and practise with a quiz and flash cards.",
                )}
                {door(
                    Route::Guide(Some(CHAPTER.to_owned())),
                    Icon::People,
                    "Run a workshop",
                    "How to lead a team through a review: one screen, one hour, one conversation.",
                )}
            </ul>
            {live(move || offer(app))}
        </section>
    }
    .into_any()
}

/// The tour, until it was seen or waved away.
fn offer(app: App) -> AnyView {
    if app.has_seen_tour() {
        return nothing();
    }
    view! {
        <p class="actions tour-offer">
            <button type="button" class="quiet" on:click=click(move |_| app.take_tour())>
                {icon(Icon::Help)}"Take a short tour"
            </button>
            <button type="button" class="quiet" on:click=click(move |_| {
                app.saw_tour();
                platform::focus_if_lost("main h1");
            })>"No, thanks"</button>
        </p>
    }
    .into_any()
}
