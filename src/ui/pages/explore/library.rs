//! All lenses.

use leptos::prelude::*;

use crate::lens::bundled::{BUNDLED, FACTS};
use crate::review::LensKey;
use crate::text::{about_time, counted};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::live;
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// The page.
pub(super) fn page(app: App) -> AnyView {
    platform::set_title("Library · Plumbline");
    let bundled = BUNDLED
        .iter()
        .zip(FACTS)
        .map(|(lens, facts)| {
            let size = format!(
                "{}, {}, {}",
                counted(lens.questions, "question"),
                counted(facts.practices, "practice"),
                about_time(facts.minutes)
            );
            card(lens.key, lens.name, &size, facts.about)
        })
        .collect_view();
    let custom = move || {
        let brought = app.custom.get().into_iter();
        brought
            .map(|lens| {
                let LensKey(key) = &lens.key;
                card(key, &lens.name, &counted(lens.questions, "question"), "Opened from a file.")
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="page explore">
            <h1 tabindex="-1">"The library"</h1>
            <p class="lead">
                "Read what good looks like, without starting a review. Every lens, pillar, question and \
                 practice has its own address, to keep or to share."
            </p>
            <p class="actions">
                <a class="button" href=Route::Search(None).to_string()>{icon(Icon::Search)}"Search the library"</a>
                <a class="button quiet" href=Route::Guide(None).to_string()>{icon(Icon::Book)}"How to run a review"</a>
                <a class="button quiet" href=Route::Glossary(None).to_string()>"Glossary"</a>
                <a class="button quiet" href=Route::Marks.to_string()>"What you marked"</a>
                <a class="button quiet" href=Route::Practise(None).to_string()>"Practise"</a>
            </p>
            <ul class="cards">{bundled}{live(custom)}</ul>
        </div>
    }
    .into_any()
}

fn card(key: &str, name: &str, facts: &str, about: &str) -> AnyView {
    view! {
        <li class="card">
            <h2><a href=super::address(key, &[]) class="card-link">{name.to_owned()}</a></h2>
            <p class="help">{facts.to_owned()}</p>
            <p>{about.to_owned()}</p>
        </li>
    }
    .into_any()
}
