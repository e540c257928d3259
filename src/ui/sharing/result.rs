//! The finished link: what is inside, how long it is, and the ways to give it
//! away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Choices, Place};
use crate::exchange::qr;
use crate::exchange::share::{self, LONG, Made, Shared};
use crate::review::LensRef;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::qr::picture;
use crate::ui::platform::{files, share as giving};
use crate::ui::route::Route;

/// The link.
pub fn view(choices: Choices, shared: &Shared, made: &Made, code: &str, sealed: bool) -> AnyView {
    let link = giving::full_address(&Route::Shared(code.to_owned()).to_string());
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
    let field = link.clone();
    view! {
        {inside(choices, shared, made, sealed)}
        {long}
        <div class="field">
            <label for="share-link">"Link"</label>
            <p class="help" id="share-size">{size(link.len())}</p>
            <textarea id="share-link" class="share-link" readonly rows="3" aria-describedby="share-size"
                prop:value=field></textarea>
        </div>
        {ways(choices, link)}
    }
    .into_any()
}

/// Nothing but a file holds that much.
pub fn too_large(choices: Choices, shared: &Shared, sentence: &str) -> AnyView {
    notice(Tone::Warning, sentence.to_owned(), file(choices, shared))
}

fn size(characters: usize) -> String {
    let fits = match characters {
        0..=500 => "It fits anywhere, and its QR code is easy to scan.",
        501..=LONG => "It fits into a mail or a chat.",
        _ => "It may be cut on its way.",
    };
    format!("{characters} characters. {fits}")
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

fn ways(choices: Choices, link: String) -> AnyView {
    let said = RwSignal::new("");
    let shows_qr = RwSignal::new(false);
    let copied = link.clone();
    let copy = move |_| {
        let link = copied.clone();
        spawn_local(async move {
            if giving::copy(&link).await {
                said.set("Copied.");
            } else {
                giving::mark("#share-link");
                said.set("The browser did not let the page copy. The link is marked: copy it with your keys.");
            }
        });
    };
    let sheet = giving::has_sheet().then(|| {
        let link = link.clone();
        view! {
            <button type="button" on:click=move |_| giving::open_sheet("Plumbline", &link)>
                {icon(Icon::Share)}"Share with…"
            </button>
        }
    });
    let drawn = link.clone();
    view! {
        <p class="actions">
            <button type="button" class="primary" on:click=copy>"Copy the link"</button>
            {sheet}
            <button type="button" aria-expanded=move || if shows_qr.get() { "true" } else { "false" }
                on:click=move |_| shows_qr.update(|shows| *shows = !*shows)>"QR code"</button>
            <a class="button quiet" href=link target="_blank" rel="noopener">"Try it"</a>
        </p>
        <p class="help" role="status">{move || said.get()}</p>
        {move || shows_qr.get().then(|| code(choices, &drawn))}
    }
    .into_any()
}

fn code(choices: Choices, link: &str) -> AnyView {
    let Some(drawing) = qr::draw(link) else {
        let words = format!(
            "A QR code holds {} characters at most, and this link has {}. Leave the notes out, or send the link.",
            qr::MOST,
            link.len()
        );
        let without = choices.notes.get_untracked().then(|| {
            view! {
                <button type="button" on:click=move |_| choices.notes.set(false)>"Leave the notes out"</button>
            }
        });
        return notice(Tone::Info, words, without.into_any());
    };
    let picture = picture(&drawing, "QR code of the link");
    view! {
        <figure class="share-qr" id="share-qr">
            {picture}
            <figcaption class="actions">
                <button type="button" on:click=move |_| giving::toggle_whole_screen("#share-qr")>
                    "Whole screen"
                </button>
                <button type="button" on:click=move |_| {
                    files::download("plumbline-link.svg", "image/svg+xml", &drawing.to_svg());
                }>{icon(Icon::Download)}"Download as SVG"</button>
            </figcaption>
        </figure>
    }
    .into_any()
}
