//! A file that a person brought: what it is, and what to do with it.

mod filled;
mod restore;
mod session;

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use crate::collections::sort_by;
use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::exchange::aws::{self, AwsImport};
use crate::exchange::detect::{Kind, detect};
use crate::exchange::share::Opened;
use crate::exchange::{rendition, results};
use crate::lens::{self, bundled::BUNDLED, limits};
use crate::review::{LensKey, Properties, Workload, WorkloadId};
use crate::ui::comparing::{self, Theirs};
use crate::ui::components::findings::findings;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::paste;
use crate::ui::platform;
use crate::ui::platform::files::{self, Brought};
use crate::ui::route::{Part, Route};
use crate::ui::state::{App, SAMPLE};

/// The page.
pub fn page(app: App) -> AnyView {
    platform::set_title("Open a file or a link · Plumbline");
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Open a file or a link"</h1>
            {move || match app.brought.get() {
                None => invitation(app),
                Some(brought) => look(app, &brought),
            }}
        </div>
    }
    .into_any()
}

/// The way to a file; the first thing to do where nothing else is.
fn picker(app: App, words: &'static str, is_first: bool) -> AnyView {
    view! {
        <label class="button file" class:primary=is_first>
            {icon(Icon::Open)}
            <span>{words}</span>
            <input type="file" accept=".json,.md,.csv"
                on:change=move |ev| if let Some(file) = files::picked(&ev) { app.bring(file) } />
        </label>
    }
    .into_any()
}

fn invitation(app: App) -> AnyView {
    view! {
        <p class="lead">"Choose a file, or drop one anywhere on the page. Nothing is uploaded: the file is read in this browser."</p>
        <ul class="bullets">
            <li>"Results that you saved from Plumbline, from this computer or another one"</li>
            <li>"A backup of everything"</li>
            <li>"Answers that somebody sends back from a workshop"</li>
            <li>"A custom lens in the format of the AWS Well-Architected Tool"</li>
            <li>"Answers that the AWS command line printed, such as list-answers or get-answer"</li>
            <li>"A checklist or a table from the library, with ticks or answers filled in"</li>
        </ul>
        <p class="actions">{picker(app, "Choose a file", true)}</p>
        <section aria-labelledby="paste-heading">
            <h2 id="paste-heading">"Or paste a link"</h2>
            {paste::form(app, false)}
        </section>
    }
    .into_any()
}

fn look(app: App, brought: &Brought) -> AnyView {
    let name = brought.name.clone();
    let Some(text) = text_of(&brought.bytes) else {
        let found = lens::parse_bytes(&brought.bytes).diagnostics;
        return refused(app, &name, "This is not a text that can be read.", &found);
    };
    let text = text.as_ref();
    match detect(text) {
        Kind::PlumblineResults => results_file(app, &name, text),
        Kind::Backup => restore::view(app, &name, text),
        Kind::Workshop => session::view(app, &name, text),
        Kind::Lens => lens_file(app, &name, text),
        Kind::AwsAnswers | Kind::AwsWorkload => answers_file(app, &name, aws::read(text)),
        Kind::Rendition(form) => filled::view(app, &name, form, rendition::read(text, form)),
        Kind::Unknown { sentence } => refused(app, &name, &sentence, &[]),
        Kind::NotJson { diagnostic } => {
            refused(app, &name, "This file is not complete JSON.", &[diagnostic])
        }
    }
}

/// The text of a file: UTF-8, or the UTF-16 that some shells write when the
/// output of a command goes into a file.
fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let units = |decode: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes[2..].chunks_exact(2).map(|pair| decode([pair[0], pair[1]])).collect()
    };
    match bytes {
        [0xFF, 0xFE, ..] => String::from_utf16(&units(u16::from_le_bytes)).ok().map(Cow::Owned),
        [0xFE, 0xFF, ..] => String::from_utf16(&units(u16::from_be_bytes)).ok().map(Cow::Owned),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

fn refused(app: App, name: &str, sentence: &str, found: &[Diagnostic]) -> AnyView {
    view! {
        <div class="notice notice-error" role="alert">
            <p><strong>{format!("{name} was not opened.")}</strong>" "{sentence.to_owned()}</p>
        </div>
        {(!found.is_empty()).then(|| findings(found))}
        <p class="actions">{picker(app, "Choose another file", true)}</p>
    }
    .into_any()
}

fn lens_file(app: App, name: &str, text: &str) -> AnyView {
    match app.shelve(text) {
        Ok(key) => {
            // The lens's own page says everything about it.
            app.brought.set(None);
            let words = app.lens_name(&key).unwrap_or_default();
            app.say(format!("{words} is on your shelf"));
            platform::replace_fragment(&Route::Lens(key.clone()).to_string());
            app.route.set(Route::Lens(key));
            ().into_any()
        }
        Err(found) => refused(
            app,
            name,
            "It is a lens, but it cannot be used yet. Correct these places and open it again.",
            &found,
        ),
    }
}

fn results_file(app: App, name: &str, text: &str) -> AnyView {
    let read = results::read(text);
    let Some(mut workload) = read.workload else {
        return refused(
            app,
            name,
            "It is a results file, but it cannot be read.",
            &read.diagnostics,
        );
    };
    for (_, source) in &read.custom_lenses {
        let _ = app.shelve(source);
    }
    // The sample's id is never stored, and a file may carry one that cannot be.
    if workload.id.0 == SAMPLE || workload.id.0 == results::UNFIT_ID {
        workload.id = WorkloadId(platform::new_id());
    }
    let here = app.stored(&workload.id);
    let facts = format!(
        "{} with {}, {} milestones. Last changed {}.",
        workload.properties.name,
        workload.reviews.iter().map(|r| r.lens.name.clone()).collect::<Vec<_>>().join(", "),
        workload.milestones.len(),
        platform::local_time(workload.updated_at),
    );
    let compare = match &here {
        Some(mine) if *mine == workload => None,
        mine => compare(app, &workload, mine.is_some()),
    };
    let actions = match here {
        None => {
            let workload = workload.clone();
            view! {
                <button type="button" class="primary" on:click=move |_| done(app, |a| a.keep(workload.clone(), Part::Overview))>
                    "Add it to my reviews"
                </button>
            }
            .into_any()
        }
        Some(mine) => clash(app, workload, &mine),
    };
    view! {
        <p class="lead">{format!("{name} holds a review.")}</p>
        <p>{facts}</p>
        {(!read.diagnostics.is_empty()).then(|| findings(&read.diagnostics))}
        {actions}
        {compare}
        <p class="actions">{cancel(app)}</p>
    }
    .into_any()
}

/// What differs from a review that is here: at once where it is the same
/// review, else for who asks.
fn compare(app: App, theirs: &Workload, at_once: bool) -> Option<AnyView> {
    let mine = untrack(|| comparing::candidates(app, theirs));
    if mine.is_empty() {
        return None;
    }
    for review in &theirs.reviews {
        app.want_lens(review.lens.key.clone());
    }
    let theirs = Theirs {
        from: theirs.properties.name.clone(),
        workload: theirs.clone(),
        only_answers: false,
    };
    let shown = RwSignal::new(at_once);
    let button = (!at_once).then(|| {
        view! {
            <p class="actions">
                <button type="button" aria-expanded=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)>"Compare with mine"</button>
            </p>
        }
    });
    Some(
        view! {
            {button}
            {move || shown.get().then(|| comparing::view(app, &Opened::default(), &theirs, &mine))}
        }
        .into_any(),
    )
}

/// The same review is here already: ask, and offer both.
fn clash(app: App, theirs: Workload, mine: &Workload) -> AnyView {
    if theirs == *mine {
        let link = Part::Overview.of(&mine.id).to_string();
        return view! {
            <p>"This review is already here, and it is the same."</p>
            <p class="actions">
                <a class="button primary" href=link on:click=move |_| app.brought.set(None)>"Open it"</a>
            </p>
        }
        .into_any();
    }
    let newer = if theirs.updated_at > mine.updated_at { "newer" } else { "older" };
    let words = format!(
        "You have this review already, last changed {}. The one in the file is {newer}. \
         Nothing is overwritten before you choose. Take over what you like from the comparison below, \
         or decide about the whole:",
        platform::local_time(mine.updated_at)
    );
    let mut copy = theirs.clone();
    copy.id = WorkloadId(platform::new_id());
    copy.properties.name.push_str(" (from file)");
    view! {
        <p>{words}</p>
        <p class="actions">
            <button type="button" class="primary" on:click=move |_| done(app, |a| a.keep(copy.clone(), Part::Overview))>
                "Keep both"
            </button>
            <button type="button" on:click=move |_| app.replace(theirs.clone())>
                "Replace mine with the file"
            </button>
        </p>
    }
    .into_any()
}

fn done(app: App, act: impl FnOnce(App)) {
    app.brought.set(None);
    act(app);
}

fn cancel(app: App) -> AnyView {
    view! {
        <a class="button quiet" href="#/" on:click=move |_| app.brought.set(None)>"Cancel"</a>
    }
    .into_any()
}

/// Answers that need a lens to be read by.
fn answers_file(app: App, name: &str, import: AwsImport) -> AnyView {
    if has_errors(&import.diagnostics) || import.reviews.is_empty() {
        return refused(app, name, "No answers were found in it.", &import.diagnostics);
    }
    let count = import.answer_count();
    let found = import.diagnostics.clone();
    let import = Arc::new(import);
    let shelf: Vec<(LensKey, String)> = BUNDLED
        .iter()
        .map(|b| (LensKey(b.key.to_owned()), b.name.to_owned()))
        .chain(app.custom.get_untracked().into_iter().map(|c| (c.key, c.name)))
        .collect();
    for (key, _) in &shelf {
        app.want_lens(key.clone());
    }
    let waiting = shelf.clone();
    let loading = move || {
        let missing = app.lenses.with(|l| waiting.iter().any(|(key, _)| !l.contains_key(key)));
        missing && app.lens_trouble.with(Option::is_none)
    };
    let file = name.to_owned();
    let rows = move || {
        // What fits best comes first.
        let mut fits: Vec<(u32, LensKey, String)> = app.lenses.with(|lenses| {
            shelf
                .iter()
                .filter_map(|(key, name)| {
                    let lens = lenses.get(key)?;
                    let shares = import.reviews.iter().map(|r| aws::share_matched(r, lens));
                    let percent = (shares.fold(0.0, f64::max) * 100.0).round() as u32;
                    (percent > 0).then(|| (percent, key.clone(), name.clone()))
                })
                .collect()
        });
        sort_by(&mut fits, |a, b| b.0.cmp(&a.0));
        if fits.is_empty() && !loading() {
            return view! { <p>"No lens here has any of their ids."</p> }.into_any();
        }
        let wait = loading()
            .then(|| view! { <p class="loading" role="status">"Looking through the lenses…"</p> });
        let items = fits
            .into_iter()
            .enumerate()
            .map(|(place, (percent, key, name))| {
                let (import, file) = (import.clone(), file.clone());
                view! {
                    <li>
                        <button type="button" class:primary=place == 0
                            on:click=move |_| take_answers(app, &import, &key, &file)>
                            {format!("Read them with {name}")}
                        </button>
                        <span class="help">{format!(" {percent} % of the ids match")}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="plain">{items}</ul>{wait} }.into_any()
    };
    view! {
        <p class="lead">{format!("{name} holds {count} answers.")}</p>
        <p>
            "Such a file has no rules, so a lens has to say what the answers mean. Choose the one they \
             were given to. If it is not here, open the lens first, then this file again."
        </p>
        {rows}
        {(!found.is_empty()).then(|| findings(&found))}
        <p class="actions">{picker(app, "Choose another file", false)}{cancel(app)}</p>
    }
    .into_any()
}

fn take_answers(app: App, import: &AwsImport, key: &LensKey, file: &str) {
    let Some(lens) = app.lenses.with_untracked(|l| l.get(key).cloned()) else { return };
    let best = import
        .reviews
        .iter()
        .max_by(|a, b| aws::share_matched(a, &lens).total_cmp(&aws::share_matched(b, &lens)));
    let Some(best) = best else { return };
    let (review, found) = aws::into_review(best, &lens, key.clone());
    let mut properties: Properties =
        import.workload.as_ref().map(|w| w.properties()).unwrap_or_default();
    if properties.name.trim().is_empty() {
        properties.name =
            format!("Review from {file}").chars().take(limits::WORKLOAD_NAME).collect();
    }
    let mut workload =
        Workload::new(WorkloadId(platform::new_id()), properties, [], platform::now());
    workload.reviews.push(review);
    let lost = found.iter().filter(|d| d.severity >= Severity::Warning).count();
    done(app, |a| a.keep(workload, Part::Overview));
    app.say(match lost {
        0 => "The answers are in.".to_owned(),
        1 => {
            "The answers are in. One id is not in this lens; it is kept with its answer.".to_owned()
        }
        n => format!(
            "The answers are in. {n} ids are not in this lens; they are kept with their answers."
        ),
    });
}
