//! The lower half of the start page: the reviews to go on with, and the lenses.

mod doors;

use leptos::prelude::*;

use crate::ui::erased::{change, click, live, nothing};

use crate::lens::bundled::{BUNDLED, FACTS};
use crate::review::{LensKey, WorkloadId};
use crate::storage::index::IndexEntry;
use crate::text::{about_time, counted};
use crate::ui::components::chart;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::joining;
use crate::ui::platform::{self, files};
use crate::ui::route::{Part, Route};
use crate::ui::state::{App, SAMPLE};

/// What stands below the words of welcome.
pub fn view(app: App) -> AnyView {
    view! {
            {doors::view(app)}
            {beside(app)}
            {reminder(app)}
            {live(move || unreadable(app).unwrap_or_else(nothing))}
            {live(move || workloads(app).unwrap_or_else(nothing))}
            {joining::mine(app)}
            <section aria-labelledby="lenses-heading">
                <h2 id="lenses-heading">"Lenses"</h2>
                <p class="section-lead">
                    "A lens is a set of questions with best practices to tick. Open one of your own \
                     from a file, or drop it anywhere on the page."
                </p>
                <p class="section-lead">
                    "New to this? Read "<a href=Route::Guide(None).to_string()>"how to run a review"</a>
                    ", look up a word in the "
                    <a href=Route::Glossary(None).to_string()>"glossary"</a>", or "
                    <a href=Route::Explore(Vec::new()).to_string()>"explore the library"</a>
                    " without a review. With a team, "
                    <a href=Route::Workshop(Vec::new()).to_string()>"run a workshop"</a>"."
                </p>
                <ul class="cards">{bundled()}{live(move || custom(app))}</ul>
            </section>
    }
    .into_any()
}

/// What else one can do here, quietly: on the first visit the doors come first.
fn beside(app: App) -> AnyView {
    let sample = Part::Overview.of(&WorkloadId(SAMPLE.to_owned())).to_string();
    view! {
        <p class="actions beside">
            <a class="button quiet" href=sample>{icon(Icon::Forward)}"Look at a sample"</a>
            <label class="button quiet file">
                {icon(Icon::Open)}
                <span>"Open a file"</span>
                <input type="file" accept=".json,.md,.csv"
                    on:change=change(move |ev| if let Some(file) = files::picked(&ev) { app.bring(file) }) />
            </label>
            <a class="button quiet" href=Route::Open.to_string()>{icon(Icon::Share)}"Paste a link"</a>
            {live(move || tour(app))}
        </p>
    }
    .into_any()
}

/// The tour, while nothing is here and until it was seen or waved away.
fn tour(app: App) -> AnyView {
    if app.has_seen_tour() || !app.index.with(Vec::is_empty) {
        return nothing();
    }
    view! {
        <button type="button" class="quiet" on:click=click(move |_| app.take_tour())>
            {icon(Icon::Help)}"Take a short tour"
        </button>
        <button type="button" class="quiet icon-only" aria-label="No tour, thanks" title="No tour, thanks"
            on:click=click(move |_| {
                app.saw_tour();
                platform::focus_if_lost("main h1");
            })>{icon(Icon::Close)}</button>
    }
    .into_any()
}

/// A small note, at most once a visit, when a backup is due.
fn reminder(app: App) -> AnyView {
    let shown = RwSignal::new(app.shall_remind());
    live(move || {
        if !shown.get() {
            return nothing();
        }
        view! {
            <div class="reminder-note" role="note">
                <p>"A while has passed since the last backup of your reviews."</p>
                <p class="actions">
                    <button type="button" on:click=click(move |_| {
                        app.back_up();
                        shown.set(false);
                    })>"Back up everything"</button>
                    <a class="button quiet" href=Route::Data.to_string()>"Change the reminder"</a>
                    <button type="button" class="quiet icon-only" aria-label="Not now" title="Not now"
                        on:click=click(move |_| shown.set(false))>{icon(Icon::Close)}</button>
                </p>
            </div>
        }
        .into_any()
    })
}

fn unreadable(app: App) -> Option<AnyView> {
    let count = app.unreadable.with(Vec::len);
    let what = if count == 1 { "One stored record" } else { "Some stored records" };
    (count > 0).then(|| {
        notice(
            Tone::Warning,
            format!("{what} cannot be read. Nothing was deleted: you can download it as it is."),
            view! { <a class="button" href=Route::Data.to_string()>"See what is stored"</a> }
                .into_any(),
        )
    })
}

fn workloads(app: App) -> Option<AnyView> {
    let entries = app.index.get();
    if entries.is_empty() {
        return None;
    }
    let cards = entries.into_iter().map(|entry| workload(app, entry)).collect_view();
    Some(
        view! {
            <section aria-labelledby="continue-heading">
                <h2 id="continue-heading">"Continue where you left off"</h2>
                <ul class="cards">{cards}</ul>
            </section>
        }
        .into_any(),
    )
}

fn workload(app: App, entry: IndexEntry) -> AnyView {
    let counts = entry.counts;
    let lenses: Vec<String> = entry.lenses.iter().map(|(_, name)| name.clone()).collect();
    let (id, name) = (entry.id.clone(), entry.name.clone());
    let open = Part::Overview.of(&entry.id).to_string();
    let go_on = Part::Review(None).of(&entry.id).to_string();
    let done = counts.total() > 0 && counts.unanswered == 0;
    view! {
        <li class="card">
            <h3><a href=open class="card-link">{entry.name.clone()}</a></h3>
            <p class="help">{lenses.join(", ")}</p>
            {chart::bar(counts)}
            <p>{format!("{} of {} answered", counts.answered(), counts.total())}</p>
            <p class="help">{chart::words(counts)}</p>
            <p class="help">{format!("Changed {}", platform::local_time(entry.updated_at))}</p>
            <p class="card-foot">
                {(!done).then(|| view! {
                    <a class="button" href=go_on aria-label=format!("Continue {}", entry.name)>"Continue"</a>
                })}
                <button type="button" class="quiet icon-only" title="Delete"
                    aria-label=format!("Delete {}", entry.name)
                    on:click=click(move |_| {
                        app.delete_workload(&id, &name);
                    })>{icon(Icon::Delete)}</button>
            </p>
        </li>
    }
    .into_any()
}

fn bundled() -> AnyView {
    BUNDLED
        .iter()
        .zip(FACTS)
        .map(|(lens, facts)| {
            let about = view! {
                <p>{facts.about}</p>
                <p class="help"><strong>"For: "</strong>{facts.audience}</p>
            };
            let size = format!(
                "{}, {}, {}",
                counted(facts.pillars, "pillar"),
                counted(lens.questions, "question"),
                about_time(facts.minutes)
            );
            card(LensKey(lens.key.to_owned()), lens.name, about.into_any(), size, None)
        })
        .collect_view()
        .into_any()
}

fn custom(app: App) -> AnyView {
    app.custom
        .get()
        .into_iter()
        .map(|lens| {
            let (key, name) = (lens.key.clone(), lens.name.clone());
            let remove = view! {
                <button type="button" class="quiet icon-only" title="Take off the shelf"
                    aria-label=format!("Take {} off the shelf", lens.name)
                    on:click=click(move |_| {
                        app.delete_lens(&key, &name);
                    })>{icon(Icon::Delete)}</button>
            };
            card(
                lens.key,
                &lens.name,
                view! { <p>"Opened from a file."</p> }.into_any(),
                counted(lens.questions, "question"),
                Some(remove.into_any()),
            )
        })
        .collect_view()
        .into_any()
}

fn card(key: LensKey, name: &str, about: AnyView, facts: String, more: Option<AnyView>) -> AnyView {
    let start = format!("Start a review with {name}");
    view! {
        <li class="card">
            <h3>
                <a href=Route::Lens(key.clone()).to_string() class="card-link">{name.to_owned()}</a>
            </h3>
            <p class="help">{facts}</p>
            {about}
            <p class="card-foot">
                <a class="button" href=Route::New(Some(key)).to_string() aria-label=start>
                    "Start a review"
                </a>
                {more}
            </p>
        </li>
    }
    .into_any()
}
