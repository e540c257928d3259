//! The frame around every page: header, tabs, messages, dialogs, dropping of
//! files.

use leptos::mount::mount_to;
use leptos::prelude::*;

use crate::ui::erased::{click, effect, live, maybe, nothing};

use super::components::icon::{Icon, icon};
use super::desk;
use super::pages;
use super::platform;
use super::route::{Part, Route};
use super::state::saving::Saving;
use super::state::{App, OpenState};
use crate::storage::port::PortError;
use crate::storage::store::Error;
use crate::time::Timestamp;

/// Starts the app in the page.
pub fn mount() {
    platform::report_panics();
    let stage = platform::take_stage();
    mount_to(stage, || {
        let app = App::start();
        desk::prefetch(app);
        frame(app)
    })
    .forget();
}

fn frame(app: App) -> AnyView {
    view! {
        <a class="skip" href="#main" on:click=click(move |ev| {
            ev.prevent_default();
            platform::focus_soon("main h1");
        })>"Skip to the content"</a>
        <header class="top">
            <div class="top-row">
                <a class="brand" href="#/">{icon(Icon::Plumb)}<span>"Plumbline"</span></a>
                <p class="save-state" role="status">{live(move || save_state(app))}</p>
                {desk::inline(app, move |desk| (desk.history)(app))}
                <nav class="top-links" aria-label="Plumbline">
                    <a class="quiet button find" href="#/search" title="Search the library (/)">
                        {icon(Icon::Search)}<span class="unseen">"Search"</span>
                    </a>
                    <button type="button" class="quiet" on:click=click(move |_| app.show_keys.set(true))
                        aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)">
                        <kbd>"?"</kbd>
                    </button>
                    <a class="quiet button" href=Route::Settings.to_string()>
                        {icon(Icon::Settings)}<span class="wide-only">"Settings"</span>
                        <span class="narrow-only unseen">"Settings"</span>
                    </a>
                </nav>
            </div>
            {live(move || tabs(app).unwrap_or_else(nothing))}
        </header>
        <main id="main">
            {live(move || banner(app))}
            {page(app)}
        </main>
        <footer class="foot">
            <p>
                "Your reviews stay in this browser. Plumbline is not an AWS product; \
                 the Well-Architected Framework and its names belong to Amazon Web Services. "
                <a href="#/privacy">"What leaves this browser"</a>
            </p>
        </footer>
        <div class="toast-place" role="status">{live(move || toast(app).unwrap_or_else(nothing))}</div>
        {desk::inline(app, move |desk| (desk.overlays)(app))}
    }
    .into_any()
}

/// The page that the address names. Moving between questions keeps the page.
fn page(app: App) -> AnyView {
    let first = StoredValue::new(true);
    let kind = Memo::new(move |before: Option<&Route>| {
        let route = app.route.get();
        match before {
            Some(before) if before.same_page(&route) => before.clone(),
            _ => route,
        }
    });
    // On every move the focus goes to the heading of what is new.
    effect(move || {
        app.route.track();
        if !first.get_value() {
            app.moved.set(true);
            platform::focus_soon("main h1");
        }
        first.set_value(false);
    });
    // What arrives late takes the heading away that had the focus.
    effect(move || {
        app.progress.track();
        app.desk.track();
        app.desk_failed.track();
        if app.moved.get_untracked() {
            platform::focus_if_lost("main h1");
        }
    });
    live(move || {
        let route = kind.get();
        let ready = match &route {
            Route::Workload(..) => app.progress.get(),
            _ => OpenState::Ready,
        };
        match (route, ready) {
            (_, OpenState::Loading) => loading(),
            (_, OpenState::Missing) => desk::view(app, move |desk| (desk.missing)(app)),
            (Route::Start, _) => pages::start::page(app),
            (Route::New(lens), _) => pages::new::page(app, lens),
            (Route::Workload(_, Part::Review(_)), _) => pages::review::page(app),
            (route, _) => desk::view(app, move |desk| (desk.page)(app, route.clone())),
        }
    })
}

fn loading() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1" class="loading">"Opening the review…"</h1></div> }
        .into_any()
}

/// The pages of the open workload.
fn tabs(app: App) -> Option<AnyView> {
    let id = app.route.with(|r| r.workload().cloned())?;
    let name = app.workload_name();
    let tab = move |part: Part, label: &'static str| {
        let same = {
            let part = part.clone();
            move || app.route.with(|r| matches!(r, Route::Workload(_, p) if same_tab(p, &part)))
        };
        view! {
            <a href=part.of(&id).to_string() aria-current=maybe(move || same().then_some("page"))>{label}</a>
        }
        .into_any()
    };
    Some(
        view! {
            <nav class="tabs" aria-label="This review">
                <p class="tabs-name">{name}</p>
                <div class="tabs-links">
                    {tab(Part::Overview, "Overview")}
                    {tab(Part::Review(None), "Questions")}
                    {tab(Part::Plan, "Plan")}
                    {tab(Part::Milestones, "Milestones")}
                    {tab(Part::Report(None), "Report")}
                    {tab(Part::Workshop(Vec::new()), "Workshop")}
                    {tab(Part::Details, "Details")}
                </div>
            </nav>
        }
        .into_any(),
    )
}

fn same_tab(shown: &Part, tab: &Part) -> bool {
    match (shown, tab) {
        (Part::Milestone(_), Part::Milestones) => true,
        _ => std::mem::discriminant(shown) == std::mem::discriminant(tab),
    }
}

fn save_state(app: App) -> AnyView {
    if app.route.with(|r| r.workload().is_none()) {
        return ().into_any();
    }
    if app.is_sample() {
        return view! { <span>"Sample: changes are not kept"</span> }.into_any();
    }
    let (class, words) = match app.saving.get() {
        Saving::Idle => return ().into_any(),
        Saving::Saved(time) => ("saved", saved_words(time)),
        Saving::Underway => ("saving", "Saving…".to_owned()),
        Saving::OnlyInMemory => ("unsaved", "Not saved: storage is blocked".to_owned()),
        Saving::ChangedElsewhere => ("unsaved", "Not saved: changed in another tab".to_owned()),
        Saving::DeletedElsewhere => ("unsaved", "Deleted in another tab".to_owned()),
        Saving::Failed(why) => {
            let words = match why {
                Error::Port(PortError::Full) => "Not saved: storage is full",
                Error::Port(PortError::Blocked) => "Not saved: storage is blocked",
                _ => "Not saved",
            };
            ("unsaved", words.to_owned())
        }
    };
    view! { <span class=class>{words}</span> }.into_any()
}

/// When it was saved: the time of day, and the day where that was not today.
fn saved_words(time: Timestamp) -> String {
    let (day, clock) = (platform::local_date(time), platform::local_clock(time));
    match day == platform::local_date(platform::now()) {
        true => format!("Saved at {clock}"),
        false => format!("Saved on {day}, {clock}"),
    }
}

/// What must not be missed. Rarely anything, so its words are in the second
/// file; the header says "Not saved" even without it.
fn banner(app: App) -> AnyView {
    let quiet = matches!(app.saving.get(), Saving::Idle | Saving::Saved(_) | Saving::Underway)
        && app.trouble.with(Option::is_none)
        && app.clashes.with(Vec::is_empty)
        && !(app.is_sample() && app.progress.get() == OpenState::Ready);
    if quiet { nothing() } else { desk::inline(app, move |desk| (desk.banners)(app)) }
}

fn toast(app: App) -> Option<AnyView> {
    let toast = app.toast.get()?;
    let undo = toast.undo.map(|undo| {
        view! {
            <button type="button" on:click=click(move |_| app.take_back(undo.clone()))>"Undo"</button>
        }
    });
    Some(
        view! {
            <div class="toast">
                <p>{toast.text}</p>
                {undo}
                <button type="button" class="icon-only" aria-label="Close"
                    on:click=click(move |_| app.toast.set(None))>{icon(Icon::Close)}</button>
            </div>
        }
        .into_any(),
    )
}
