//! Everything but answering: the pages and files that the first question does
//! not need. The build puts what only they use into a second WebAssembly file,
//! which is loaded in the background once the first page stands.

// The split point is a foreign function behind the macro.
#![allow(unsafe_code)]

use leptos::prelude::*;

use crate::ui::erased::{click, live, nothing};
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::pages::review::question::Shown;
use super::route::{Part, Route};
use super::state::App;
use super::{banners, history, overlays, pages, platform};
use crate::lens;
use crate::storage::batch::Change;
use crate::storage::trash::Deleted;

/// The entrances to the second file.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// A page.
    pub page: fn(App, Route) -> AnyView,
    /// The lower half of the start page.
    pub shelf: fn(App) -> AnyView,
    /// Why a review cannot be opened.
    pub missing: fn(App) -> AnyView,
    /// What lies over the page.
    pub overlays: fn(App) -> AnyView,
    /// The help column of a question.
    pub help: fn(Shown) -> AnyView,
    /// The official number of a question.
    pub code: fn(Shown) -> AnyView,
    /// Why a question does not apply.
    pub question_reason: fn(Shown) -> AnyView,
    /// The level of risk of a practice.
    pub chip: fn(Shown, usize) -> AnyView,
    /// What a practice means and what one can say about it.
    pub explanation: fn(Shown, usize) -> AnyView,
    /// What is done once, when the file has arrived.
    pub settle: fn(App),
    /// What must not be missed.
    pub banners: fn(App) -> AnyView,
    /// The buttons that undo and redo.
    pub history: fn(App) -> AnyView,
    /// Saves the open workload, after other tabs that are at it.
    pub save: fn(App),
    /// Brings together what this tab and another one made of the open workload.
    pub meet: fn(App),
    /// Takes the last change of the open workload back.
    pub undo: fn(App),
    /// Opens the sample.
    pub open_sample: fn(App),
    /// Reads a lens that a person brought.
    pub parse_lens: fn(&str) -> lens::Parsed,
    /// Puts deleted records back.
    pub restore: fn(App, Deleted),
    /// Takes back what was changed at once.
    pub take_back: fn(App, Vec<Change>),
}

/// The second file could not be loaded.
#[derive(Debug, Clone)]
pub struct Unavailable;

impl From<SplitLoaderError> for Unavailable {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Everything reachable from here alone goes into the second file.
#[wasm_split(desk, wasm_split_path = ::leptos::wasm_split, fallible)]
fn entrances() -> Result<Desk, Unavailable> {
    Ok(Desk {
        page,
        shelf: pages::shelf::view,
        missing: pages::not_found::missing,
        overlays: overlays::view,
        help: pages::review::aside::view,
        code: pages::review::aside::code,
        question_reason: pages::review::aside::reason,
        chip: pages::review::explanation::chip,
        explanation: pages::review::explanation::view,
        settle: |app| {
            app.tidy();
            app.count_from_now();
            app.watch_other_tabs();
            app.ask_before_losing();
            platform::drafts::keep(move || app.say("What you had typed before is back."));
            platform::add_stylesheet("desk-css");
            app.follow_offline();
        },
        banners: banners::view,
        history: history::view,
        save: App::save_in_turn,
        meet: App::meet,
        undo: App::undo,
        open_sample: App::open_sample,
        parse_lens: lens::parse,
        restore: App::restore,
        take_back: App::take_back_all,
    })
}

fn page(app: App, route: Route) -> AnyView {
    match route {
        Route::Lens(key) => pages::lens::page(app, key),
        Route::Open => pages::open::page(app),
        Route::Settings => pages::settings::page(app),
        Route::Data => pages::data::page(app),
        Route::Privacy => pages::privacy::page(app),
        Route::Guide(_) => pages::guide::page(app),
        Route::Glossary(_) => pages::glossary::page(app),
        Route::Explore(path) => pages::explore::page(app, path),
        Route::Search(words) => pages::search::page(app, words),
        Route::Marks => pages::marks::page(app),
        Route::Practise(lens) => pages::practise::page(app, lens),
        Route::Shared(code) => pages::shared::page(app, &code),
        Route::Workshop(path) => pages::workshops::page(app, &path),
        Route::Attend(path) => pages::attend::page(app, &path),
        Route::Workload(_, part) => match part {
            Part::Plan => pages::plan::page(app),
            Part::Milestones => pages::milestones::page(app),
            Part::Milestone(number) => pages::milestone::page(app, number),
            Part::Report(number) => pages::report::page(app, number),
            Part::Details => pages::details::page(app),
            Part::Workshop(path) => pages::workshop::page(app, &path),
            Part::Overview | Part::Review(_) => pages::overview::page(app),
        },
        Route::Start | Route::New(_) | Route::Unknown(_) => pages::not_found::page(app),
    }
}

/// Loads the second file unless it is there.
///
/// # Errors
///
/// Where it cannot be had; the next call tries again.
pub async fn load(app: App) -> Result<Desk, Unavailable> {
    if let Some(desk) = app.desk.get_untracked() {
        return Ok(desk);
    }
    app.desk_busy.set(true);
    let loaded = entrances().await;
    app.desk_busy.set(false);
    match &loaded {
        // Somebody else asked at the same time.
        Ok(_) if app.desk.with_untracked(Option::is_some) => {}
        Ok(desk) => {
            app.desk_failed.set(false);
            app.desk.set(Some(*desk));
            (desk.settle)(app);
        }
        Err(Unavailable) => app.desk_failed.set(true),
    }
    loaded
}

/// Loads the second file in the background, unless it is there or on its way.
fn ensure(app: App) {
    if app.desk.with_untracked(Option::is_none) && !app.desk_busy.get_untracked() {
        spawn_local(async move {
            let _ = load(app).await;
        });
    }
}

/// Loads the second file in the background, when the page has nothing better
/// to do; a failure is told to those who need it.
pub fn prefetch(app: App) {
    // A tenth of a second after the start, by feel: the first page stands by
    // then.
    platform::after(100, move || {
        if !app.desk_failed.get_untracked() {
            ensure(app);
        }
    });
}

/// Does something once the second file is there.
pub fn with(app: App, act: impl FnOnce(Desk) + 'static) {
    spawn_local(async move {
        match load(app).await {
            Ok(desk) => act(desk),
            Err(Unavailable) => app.say("This part of Plumbline could not be loaded. Try again."),
        }
    });
}

/// A view of the second file; a sentence until it is there.
pub fn view(app: App, show: impl Fn(Desk) -> AnyView + Send + Sync + 'static) -> AnyView {
    view_of(app, Box::new(show))
}

/// What the second file shows, under one type.
type Show = Box<dyn Fn(Desk) -> AnyView + Send + Sync>;

fn view_of(app: App, show: Show) -> AnyView {
    ensure(app);
    live(move || match (app.desk.get(), app.desk_failed.get()) {
        (Some(desk), _) => untrack(|| show(desk)),
        (None, true) => view! {
            <div class="page narrow">
                <h1 tabindex="-1">"This part of Plumbline could not be loaded"</h1>
                {failed(app)}
            </div>
        }
        .into_any(),
        (None, false) => view! {
            <div class="page"><h1 tabindex="-1" class="loading">"Loading…"</h1></div>
        }
        .into_any(),
    })
}

/// A part of a page that is in the second file; a sentence until it is there.
pub fn part(app: App, show: impl Fn(Desk) -> AnyView + Send + Sync + 'static) -> AnyView {
    part_of(app, Box::new(show))
}

fn part_of(app: App, show: Show) -> AnyView {
    ensure(app);
    live(move || match (app.desk.get(), app.desk_failed.get()) {
        (Some(desk), _) => untrack(|| show(desk)),
        (None, true) => failed(app),
        (None, false) => view! { <p class="loading">"Loading…"</p> }.into_any(),
    })
}

/// A piece of a page that is in the second file; nothing until it is there,
/// which [`prefetch`] sees to.
pub fn inline(app: App, show: impl Fn(Desk) -> AnyView + Send + Sync + 'static) -> AnyView {
    inline_of(app, Box::new(show))
}

fn inline_of(app: App, show: Show) -> AnyView {
    live(move || app.desk.get().map_or_else(nothing, &show))
}

/// That the second file is missing here, and the way on.
fn failed(app: App) -> AnyView {
    view! {
        <p>"The rest of this page could not be loaded. The network may be away. Your answers are safe."</p>
        <p>
            <button type="button" class="primary" on:click=click(move |_| {
                app.desk_failed.set(false);
                with(app, |_| ());
            })>"Try again"</button>
            " "
            <a href="rescue.html">"Rescue page"</a>
        </p>
    }
    .into_any()
}
