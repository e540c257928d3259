//! The ways to give a link away: the clipboard, the share sheet of the system,
//! a QR code, a picture file.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, icon};
use super::notice::{Tone, notice};
use super::qr::picture;
use crate::exchange::qr;
use crate::exchange::share::LONG;
use crate::ui::platform::{files, share as giving};

/// How long a link is, and what that means.
pub fn size(characters: usize) -> String {
    let fits = match characters {
        0..=500 => "It fits anywhere, and its QR code is easy to scan.",
        501..=LONG => "It fits into a mail or a chat.",
        _ => "It may be cut on its way.",
    };
    format!("{characters} characters. {fits}")
}

/// The link as text, marked by a click on "Copy" where the browser does not
/// let the page copy.
pub fn text(id: &'static str, link: &str) -> AnyView {
    let size_id = format!("{id}-size");
    let described = size_id.clone();
    let field = link.to_owned();
    view! {
        <div class="field">
            <label for=id>"Link"</label>
            <p class="help" id=size_id>{size(link.len())}</p>
            <textarea id=id class="share-link" readonly rows="3" aria-describedby=described
                prop:value=field></textarea>
        </div>
    }
    .into_any()
}

/// The buttons for a link whose [`text`] has this id. `smaller` is what to do
/// about a link that no QR code holds.
pub fn ways(
    id: &'static str,
    link: String,
    title: String,
    smaller: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let tries = view! {
        <a class="button quiet" href=link.clone() target="_blank" rel="noopener">"Try it"</a>
    };
    buttons(id, link, title, tries.into_any(), Box::new(smaller), Rc::new(|| ()))
}

/// The buttons for a link that goes back to somebody. `used` is called when one
/// of the ways was taken; `file` is one more way.
pub fn ways_back(
    id: &'static str,
    link: String,
    title: String,
    file: AnyView,
    smaller: impl Fn() -> AnyView + Send + Sync + 'static,
    used: impl Fn() + 'static,
) -> AnyView {
    buttons(id, link, title, file, Box::new(smaller), Rc::new(used))
}

fn buttons(
    id: &'static str,
    link: String,
    title: String,
    more: AnyView,
    smaller: Box<dyn Fn() -> AnyView + Send + Sync>,
    used: Rc<dyn Fn()>,
) -> AnyView {
    let said = RwSignal::new("");
    let shows_qr = RwSignal::new(false);
    let copied = link.clone();
    let copying = used.clone();
    let copy = move |_| {
        let (link, used) = (copied.clone(), copying.clone());
        spawn_local(async move {
            let words = if giving::copy(&link).await {
                used();
                "Copied."
            } else {
                giving::mark(&format!("#{id}"));
                "The browser did not let the page copy. The link is marked: copy it with your keys."
            };
            // The dialog may be closed by now.
            let _ = said.try_set(words);
        });
    };
    let sheet = giving::has_sheet().then(|| {
        let (link, used) = (link.clone(), used.clone());
        view! {
            <button type="button" on:click=move |_| {
                giving::open_sheet(&title, &link);
                used();
            }>
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
                on:click=move |_| {
                    shows_qr.update(|shows| *shows = !*shows);
                    if shows_qr.get_untracked() && qr::draw(&link).is_some() {
                        used();
                    }
                }>"QR code"</button>
            {more}
        </p>
        <p class="help" role="status">{move || said.get()}</p>
        {move || shows_qr.get().then(|| code(&drawn, smaller()))}
    }
    .into_any()
}

/// The QR code of a link with what can be done with it, or why there is none.
pub fn code(link: &str, smaller: AnyView) -> AnyView {
    let Some(drawing) = qr::draw(link) else {
        let words = format!(
            "A QR code holds {} characters at most, and this link has {}.",
            qr::MOST,
            link.len()
        );
        return notice(Tone::Info, words, smaller);
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
