//! What somebody shared by link: what is inside, and what to do with it.
//! Nothing is kept before the person says so, and nothing is overwritten.

mod part;
mod whole;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::diagnostic::{Diagnostic, Severity};
use crate::exchange::share::{self, Blank, Locked, Opened, Shared};
use crate::lens::limits;
use crate::review::LensKey;
use crate::ui::comparing::Theirs;
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::joining;
use crate::ui::paste;
use crate::ui::platform::files::File;
use crate::ui::platform::{self, crypto, files};
use crate::ui::state::App;

/// The page of a code.
pub fn page(app: App, code: &str) -> AnyView {
    platform::set_title("Shared with you · Plumbline");
    app.lens_trouble.set(None);
    let code = share::code_in(code);
    let unlocked = RwSignal::new(None::<Vec<u8>>);
    // Stands while the page is drawn again because the shelf has changed.
    let said = RwSignal::new(String::new());
    let opened = Memo::new(move |_| {
        app.lenses.with(|lenses| match unlocked.get() {
            Some(bytes) => share::unlocked(&bytes, lenses),
            None => share::open(&code, lenses),
        })
    });
    // What it needs and what can be had is loaded.
    Effect::new(move |_| {
        let needed = opened.with(|opened| opened.missing.clone());
        for lens in needed {
            if app.can_load(&lens.key) {
                app.want_lens(lens.key);
            }
        }
    });
    view! {
        <div class="page shared">{move || content(app, &opened.get(), unlocked, said)}</div>
    }
    .into_any()
}

fn content(
    app: App,
    opened: &Opened,
    unlocked: RwSignal<Option<Vec<u8>>>,
    said: RwSignal<String>,
) -> AnyView {
    let loading = opened.missing.iter().any(|lens| {
        app.can_load(&lens.key) && app.lenses.with_untracked(|l| !l.contains_key(&lens.key))
    });
    if loading && app.lens_trouble.with(Option::is_none) {
        return view! { <h1 tabindex="-1" class="loading">"Opening what was shared…"</h1> }
            .into_any();
    }
    match &opened.shared {
        None => refused(app, opened, said),
        Some(Shared::Locked(locked)) => passphrase(locked.clone(), unlocked),
        Some(Shared::Blank(blank)) => begin(app, opened, blank.clone()),
        Some(Shared::Review(workload)) => {
            let kept = workload.clone();
            let theirs = Theirs {
                from: workload.properties.name.clone(),
                workload: workload.clone(),
                only_answers: false,
            };
            whole::view(app, opened, theirs, move |app, opened| {
                app.keep_shared(kept.clone(), opened)
            })
        }
        Some(Shared::Answers(answers)) => {
            let kept = answers.clone();
            let workload = app.workload_of(answers);
            let from = match answers.from.as_str() {
                "" => "somebody's answers".to_owned(),
                from => from.to_owned(),
            };
            let theirs = Theirs { from, workload, only_answers: true };
            whole::view(app, opened, theirs, move |app, opened| app.keep_answers(&kept, opened))
        }
        Some(Shared::Session(session)) => joining::view(app, opened, session.clone()),
        Some(Shared::Reply(reply)) => joining::returned(app, opened, reply),
        Some(shared) => part::view(app, opened, shared, said),
    }
}

/// Where the content came from, above its heading.
fn eyebrow(words: &'static str) -> AnyView {
    view! { <p class="help shared-eyebrow">{icon(Icon::Share)}{words}</p> }.into_any()
}

/// What is inside, as a list.
fn inside(app: App, opened: &Opened) -> AnyView {
    let lenses = app.lenses_with(opened);
    let mut facts = opened.shared.as_ref().map_or_else(Vec::new, |s| share::inside(s, &lenses));
    facts.extend(opened.brought.iter().filter_map(|(key, _)| {
        lenses.get(key).map(|lens| format!("The lens {} itself", lens.name))
    }));
    let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <section class="share-inside" aria-labelledby="inside-heading">
            <h2 id="inside-heading">"What is inside"</h2>
            <ul class="bullets">{facts}</ul>
        </section>
        {opened.diagnostics.iter().map(told).collect_view()}
    }
    .into_any()
}

/// A finding as a sentence with its way out.
fn told(found: &Diagnostic) -> AnyView {
    let class = match found.severity {
        Severity::Error => "notice notice-error",
        _ => "notice notice-warning",
    };
    view! {
        <div class=class role=if found.severity == Severity::Error { "alert" } else { "note" }>
            <p>{found.message.clone()}" "{found.hint.clone()}</p>
        </div>
    }
    .into_any()
}

fn refused(app: App, opened: &Opened, said: RwSignal<String>) -> AnyView {
    let absent: Vec<_> = opened.missing.iter().filter(|lens| !app.can_load(&lens.key)).collect();
    let trouble = app.lens_trouble.get().filter(|_| absent.is_empty());
    let heading = match (absent.is_empty(), &trouble) {
        (false, _) => "A lens is missing",
        (true, Some(_)) => "The lens could not be loaded",
        (true, None) => "This link cannot be opened",
    };
    let content = if !absent.is_empty() {
        let key = absent[0].key.clone();
        view! {
            {opened.diagnostics.iter().map(told).collect_view()}
            {lens_picker(app, key, said)}
        }
        .into_any()
    } else if let Some(why) = trouble {
        let keys: Vec<LensKey> = opened.missing.iter().map(|lens| lens.key.clone()).collect();
        view! {
            <p class="notice notice-error" role="alert">{why}</p>
            <p class="actions">
                <button type="button" class="primary" on:click=move |_| {
                    app.lens_trouble.set(None);
                    keys.iter().for_each(|key| app.want_lens(key.clone()));
                }>"Try again"</button>
            </p>
        }
        .into_any()
    } else {
        view! { {opened.diagnostics.iter().map(told).collect_view()}{paste::form(app, true)} }
            .into_any()
    };
    view! {
        {eyebrow("A link to Plumbline")}
        <h1 tabindex="-1">{heading}</h1>
        {content}
        <p class="actions"><a class="button quiet" href="#/">"Go to the start"</a></p>
    }
    .into_any()
}

/// Asks for the file of the lens.
fn lens_picker(app: App, key: LensKey, said: RwSignal<String>) -> AnyView {
    let read = move |file: File| {
        let key = key.clone();
        spawn_local(async move {
            let sentence = match files::read(&file).await {
                Err(sentence) => sentence,
                Ok(brought) => match app.shelve(&String::from_utf8_lossy(&brought.bytes)) {
                    Ok(found) if found == key => String::new(),
                    Ok(_) => format!(
                        "{} is a lens, but another one than the link needs. It is on your shelf now.",
                        brought.name
                    ),
                    Err(_) => format!("{} is no lens that can be used here.", brought.name),
                },
            };
            // With the right lens the page has moved on.
            let _ = said.try_set(sentence);
        });
    };
    view! {
        <p class="problem" role="alert">{move || said.get()}</p>
        <p class="actions">
            <label class="button primary file">
                {icon(Icon::Open)}
                <span>"Open the file of the lens"</span>
                <input type="file" accept=".json,application/json"
                    on:change=move |ev| if let Some(file) = files::picked(&ev) { read(file) } />
            </label>
        </p>
    }
    .into_any()
}

fn passphrase(locked: Locked, unlocked: RwSignal<Option<Vec<u8>>>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    if !crypto::can_seal() {
        return view! {
            {eyebrow("Shared with you")}
            <h1 tabindex="-1">"This link is protected by a passphrase"</h1>
            <p>"The browser opens it only where the page comes over https. Open the link with https:// in front."</p>
        }
        .into_any();
    }
    let open = move || {
        let (passphrase, locked) = (typed.get_untracked(), locked.clone());
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let bytes = crypto::unseal(&locked, &passphrase).await;
            // The person may have gone elsewhere meanwhile.
            let _ = busy.try_set(false);
            match bytes {
                Some(bytes) => {
                    let _ = unlocked.try_set(Some(bytes));
                    platform::focus_soon("main h1");
                }
                None => {
                    let sentence =
                        "This passphrase does not open the link. Check capital letters and blanks.";
                    let _ = trouble.try_set(Some(sentence.to_owned()));
                }
            }
        });
    };
    let field = Field {
        id: "passphrase".to_owned(),
        label: "Passphrase".to_owned(),
        help: "Who made the link has chosen it.",
        most: 200,
        rows: 1,
        required: true,
    };
    view! {
        {eyebrow("Shared with you")}
        <h1 tabindex="-1">"This link is protected by a passphrase"</h1>
        <form data-secret="" on:submit=move |ev| {
            ev.prevent_default();
            open();
        }>
            {text_field(field, typed.into(), trouble.into(), move |text| typed.set(text))}
            <p class="actions">
                <button type="submit" class="primary" disabled=move || busy.get()>
                    {move || if busy.get() { "Opening…" } else { "Open" }}
                </button>
                <a class="button quiet" href="#/">"Go to the start"</a>
            </p>
        </form>
    }
    .into_any()
}

/// A review to begin.
fn begin(app: App, opened: &Opened, blank: Blank) -> AnyView {
    let name = RwSignal::new(blank.name.clone());
    let tried = RwSignal::new(false);
    let field = Field {
        id: "shared-name".to_owned(),
        label: "Name of the workload".to_owned(),
        help: "The system you review, such as Checkout service.",
        most: limits::WORKLOAD_NAME,
        rows: 1,
        required: true,
    };
    let check = move || crate::review::properties::Field::Name.check(&name.get());
    let problem = Signal::derive(move || if tried.get() { check() } else { None });
    let begun = opened.clone();
    view! {
        {eyebrow("Shared with you")}
        <h1 tabindex="-1">"A review to begin"</h1>
        {inside(app, opened)}
        <form novalidate on:submit=move |ev| {
            ev.prevent_default();
            tried.set(true);
            if untrack(check).is_none() {
                app.begin_shared(name.get_untracked().trim().to_owned(), &blank, &begun);
            } else {
                platform::focus_soon("[aria-invalid=true]");
            }
        }>
            {text_field(field, name.into(), problem, move |text| name.set(text))}
            <p class="actions">
                <button type="submit" class="primary">"Start the review"</button>
                <a class="button quiet" href="#/">"Not now"</a>
            </p>
        </form>
    }
    .into_any()
}
