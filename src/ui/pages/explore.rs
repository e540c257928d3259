//! The library to wander in: lenses, pillars, principles, questions, practices.
//! Every one has its own address.

mod book;
mod lens;
mod library;
mod marking;
mod parts;
mod practice;
mod principles;
mod question;
mod try_rule;
mod versions;

use std::sync::Arc;

use leptos::prelude::*;

use crate::lens::{Companion, Lens, PillarId};
use crate::review::LensKey;
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{click, live};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// The segment after a lens behind which its principles are.
const PRINCIPLES: &str = "principles";

/// A lens that is being read.
#[derive(Clone)]
struct Here {
    app: App,
    key: LensKey,
    lens: Arc<Lens>,
    companion: Option<Arc<Companion>>,
}

impl Here {
    /// The address of something in this lens.
    fn to(&self, path: &[&str]) -> String {
        address(&self.key.0, path)
    }
}

/// The address of something in a lens.
fn address(key: &str, path: &[&str]) -> String {
    let path = std::iter::once(&key).chain(path).map(|segment| (*segment).to_owned());
    Route::Explore(path.collect()).to_string()
}

/// The page of a path.
pub fn page(app: App, path: Vec<String>) -> AnyView {
    let Some(key) = path.first().map(|key| LensKey(key.clone())) else { return library::page(app) };
    app.lens_trouble.set(None);
    app.want_lens(key.clone());
    // Only this lens counts, not every one that arrives.
    let own = key.clone();
    let lens = Memo::new(move |_| app.lenses.with(|l| l.get(&own).cloned()));
    let content = move || {
        let Some(lens) = lens.get() else { return waiting(app, &key) };
        let here = Here { app, key: key.clone(), companion: app.companion(&key), lens };
        let page = untrack(|| inside(&here, &path[1..]));
        // The heading was not there yet when the page was entered.
        if app.moved.get_untracked() {
            platform::focus_if_lost("main h1");
        }
        page
    };
    view! { <div class="page narrow explore">{live(content)}</div> }.into_any()
}

/// The lens is on its way, or cannot be had.
fn waiting(app: App, key: &LensKey) -> AnyView {
    let Some(why) = app.lens_trouble.get() else {
        return view! { <h1 tabindex="-1" class="loading">"Loading the lens…"</h1> }.into_any();
    };
    let again = key.clone();
    let actions = view! {
        <button type="button" on:click=click(move |_| {
            app.lens_trouble.set(None);
            app.want_lens(again.clone());
        })>"Try again"</button>
        <a class="button" href=Route::Explore(Vec::new()).to_string()>"See the library"</a>
    };
    view! {
        <h1 tabindex="-1">"This lens is not here"</h1>
        {notice(Tone::Error, why, actions.into_any())}
    }
    .into_any()
}

fn inside(here: &Here, path: &[String]) -> AnyView {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let Some(first) = path.first() else { return lens::page(here) };
    if *first == PRINCIPLES && here.lens.pillar(&PillarId::from(*first)).is_none() {
        return principles::page(here, path.get(1).copied());
    }
    let find = || {
        let p = here.lens.pillars.iter().position(|p| p.id.as_str() == *first)?;
        let Some(question) = path.get(1) else { return Some(book::page(here, p)) };
        let pillar = &here.lens.pillars[p];
        let q = pillar.questions.iter().position(|q| q.id.as_str() == *question)?;
        let Some(practice) = path.get(2) else { return Some(question::page(here, p, q)) };
        let choices = &pillar.questions[q].choices;
        let c = choices.iter().position(|c| c.id.as_str() == *practice)?;
        Some(practice::page(here, p, q, c))
    };
    find().unwrap_or_else(|| missing(here))
}

fn missing(here: &Here) -> AnyView {
    parts::title(here, "Not found");
    view! {
        {parts::crumbs(here, &[])}
        <h1 tabindex="-1">"This lens has no such page"</h1>
        <p>"It may have been reworded since the link was made. Search finds it by its words."</p>
        <p class="actions">
            <a class="button primary" href=here.to(&[])>{format!("See {}", here.lens.name)}</a>
            <a class="button" href=Route::Search(None).to_string()>"Search the library"</a>
        </p>
    }
    .into_any()
}
