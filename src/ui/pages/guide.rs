//! How to run a review: the chapters at the side, one chapter at a time.

use std::sync::Arc;

use leptos::prelude::*;

use crate::lens::guide::{Chapter, Guide};
use crate::ui::components::fetched::{Fetched, fetched};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::learning::Explained;
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::{App, library};

/// The page.
pub fn page(app: App) -> AnyView {
    let state = RwSignal::new(Fetched::Underway);
    let load = move || library::fetch("guide", state, Guide::read);
    load();
    let show = move |guide: Arc<Guide>| {
        // The chapter stands without its words, too.
        let words = || match library::glossary().get() {
            Fetched::Here(glossary) => Explained::by(Some(glossary)),
            _ => Explained::by(None),
        };
        let chapter = Memo::new(move |_| {
            app.route.with(|route| match route {
                Route::Guide(chapter) => chapter.clone(),
                _ => None,
            })
        });
        // Another chapter is another try.
        Effect::new(move |_| {
            chapter.track();
            library::want_glossary();
        });
        let view = move || {
            let page = match chapter.get() {
                None => contents(&guide),
                Some(id) => one(&guide, &id, &words()),
            };
            // The heading was not there yet when the page was entered.
            if app.moved.get_untracked() {
                platform::focus_if_lost("main h1");
            }
            page
        };
        view.into_any()
    };
    view! { <div class="page narrow guide">{fetched(state, load, show)}</div> }.into_any()
}

/// All chapters with what they say.
fn contents(guide: &Guide) -> AnyView {
    platform::set_title(&format!("{} · Plumbline", guide.title));
    let chapters = guide
        .chapters
        .iter()
        .map(|chapter| {
            view! {
                <li>
                    <a href=address(&chapter.id)>{chapter.title.clone()}</a>
                    <p class="help">{chapter.summary.clone()}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1 tabindex="-1">{guide.title.clone()}</h1>
        <p class="lead">{guide.about.clone()}</p>
        <ol class="chapters">{chapters}</ol>
        <p><a href=Route::Glossary(None).to_string()>"Look up a word in the glossary"</a></p>
    }
    .into_any()
}

fn one(guide: &Guide, id: &str, words: &Explained) -> AnyView {
    let Some(place) = guide.chapters.iter().position(|chapter| chapter.id == id) else {
        platform::set_title("No such chapter · Plumbline");
        return view! {
            <h1 tabindex="-1">"The guide has no such chapter"</h1>
            <p><a class="button primary" href=Route::Guide(None).to_string()>"See all chapters"</a></p>
        }
        .into_any();
    };
    let chapter = &guide.chapters[place];
    platform::set_title(&format!("{} · {} · Plumbline", chapter.title, guide.title));
    let sections = chapter
        .sections
        .iter()
        .map(|section| {
            view! { <section><h2>{section.title.clone()}</h2><div class="prose">{words.prose(&section.text)}</div></section> }
        })
        .collect_view();
    let before = place.checked_sub(1).map(|before| &guide.chapters[before]);
    let after = guide.chapters.get(place + 1);
    view! {
        <nav aria-label="Where you are">
            <p class="where">
                <a href=Route::Guide(None).to_string()>{guide.title.clone()}</a>
                {format!(" · chapter {} of {}", place + 1, guide.chapters.len())}
            </p>
        </nav>
        <h1 tabindex="-1">{chapter.title.clone()}</h1>
        <p class="lead">{chapter.summary.clone()}</p>
        {sections}
        <nav class="steps" aria-label="Previous and next chapter">
            {step(before, false)}{step(after, true)}
        </nav>
    }
    .into_any()
}

/// The way to a neighbor; nothing at the ends.
fn step(to: Option<&Chapter>, next: bool) -> AnyView {
    let Some(chapter) = to else { return view! { <span></span> }.into_any() };
    let title = chapter.title.clone();
    let href = address(&chapter.id);
    if next {
        view! { <a class="button primary" href=href>{title}{icon(Icon::Forward)}</a> }.into_any()
    } else {
        view! { <a class="button" href=href>{icon(Icon::Back)}{title}</a> }.into_any()
    }
}

fn address(chapter: &str) -> String {
    Route::Guide(Some(chapter.to_owned())).to_string()
}
