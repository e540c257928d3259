//! The finished link: what is inside, how long it is, and the ways to give it
//! away.

use leptos::prelude::*;

use super::{Choices, Place};
use crate::exchange::share::{self, LONG, Made, Shared};
use crate::review::LensRef;
use crate::ui::components::giving;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::platform::share::full_address;
use crate::ui::route::Route;

/// The link.
pub fn view(choices: Choices, shared: &Shared, made: &Made, code: &str, sealed: bool) -> AnyView {
    let link = full_address(&Route::Shared(code.to_owned()).to_string());
    let long = (link.len() > LONG).then(|| {
        notice(
            Tone::Warning,
            format!(
                "Chat programs cut links of more than {LONG} characters, and this one has {}. A file is safer.",
                link.len()
            ),
            file(choices, shared),
        )
    });
    view! {
        {inside(choices, shared, made, sealed)}
        {long}
        {giving::text("share-link", &link)}
        {giving::ways("share-link", link.clone(), "Plumbline".to_owned(), move || smaller(choices))}
    }
    .into_any()
}

/// The address of a page that everybody has.
pub fn page(address: &str) -> AnyView {
    let link = full_address(address);
    view! {
        <div class="share">
            <p class="help">"The link leads to this page of the library. Nothing of yours goes along."</p>
            {giving::text("share-link", &link)}
            {giving::ways("share-link", link.clone(), "Plumbline".to_owned(), || ().into_any())}
        </div>
    }
    .into_any()
}

/// Nothing but a file holds that much.
pub fn too_large(choices: Choices, shared: &Shared, sentence: &str) -> AnyView {
    notice(Tone::Warning, sentence.to_owned(), file(choices, shared))
}

fn inside(choices: Choices, shared: &Shared, made: &Made, sealed: bool) -> AnyView {
    let app = choices.app;
    // The words are about what goes along, not about what is here.
    let gone = share::open(&made.code, &app.lenses.get_untracked()).shared;
    let mut facts =
        app.lenses.with_untracked(|lenses| share::inside(gone.as_ref().unwrap_or(shared), lenses));
    facts.extend(made.carried.iter().map(|lens| format!("The lens {} itself", lens.name)));
    if sealed {
        facts.push("Sealed: without the passphrase nothing of it can be read".to_owned());
    }
    let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    let own = made.left_out.iter().filter(|lens| lens.key.is_custom());
    let left_out = own.map(|lens| without_lens(choices, lens.clone())).collect_view();
    view! {
        <section class="share-inside" aria-labelledby="share-inside">
            <h3 id="share-inside">"What is inside"</h3>
            <ul class="bullets">{facts}</ul>
        </section>
        {left_out}
    }
    .into_any()
}

fn without_lens(choices: Choices, lens: LensRef) -> AnyView {
    notice(
        Tone::Warning,
        format!(
            "The lens {} is too large for a link. Whoever opens the link needs its file as well.",
            lens.name
        ),
        view! {
            <button type="button" on:click=move |_| choices.app.download_lens(&lens.key)>
                {icon(Icon::Download)}"Download the lens"
            </button>
        }
        .into_any(),
    )
}

/// The file that holds the same, or more.
fn file(choices: Choices, shared: &Shared) -> AnyView {
    let app = choices.app;
    let lens = match choices.place.get_value() {
        Place::Lens(key) => Some(key),
        Place::Library(page) => Some(page.lens),
        _ => None,
    };
    let (words, more) = match (&lens, shared) {
        (Some(_), _) => ("Download the lens", ""),
        (None, Shared::Review(_) | Shared::Answers(_)) => {
            ("Download the file", "The file holds the whole review, with notes and milestones.")
        }
        _ => ("Download the file", ""),
    };
    view! {
        <button type="button" on:click=move |_| match &lens {
            Some(key) => app.download_lens(key),
            None => app.download_results(),
        }>{icon(Icon::Download)}{words}</button>
        <span class="help">{more}</span>
    }
    .into_any()
}

/// What makes a link small enough for a QR code.
fn smaller(choices: Choices) -> AnyView {
    let has_notes = choices.notes.get_untracked();
    has_notes
        .then(|| {
            view! {
                <p>"Leave the notes out, or send the link."</p>
                <button type="button" on:click=move |_| choices.notes.set(false)>"Leave the notes out"</button>
            }
        })
        .into_any()
}
