//! A file of a workshop: answers to take in, or a whole workshop to go on with
//! in this browser.

use leptos::prelude::*;

use super::{cancel, refused};
use crate::exchange::session_file;
use crate::exchange::share::{self, Shared};
use crate::text::people;
use crate::ui::components::findings::findings;
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;
use crate::workshop::Session;

/// The file.
pub fn view(app: App, name: &str, text: &str) -> AnyView {
    let read = match session_file::read(text) {
        Ok(read) => read,
        Err(found) => {
            let words = "It is a file of a workshop, but it cannot be read.";
            return refused(app, name, words, &[found]);
        }
    };
    let only = match (&read.session, read.replies.as_slice()) {
        (Some(code), []) | (_, [code]) => Some(code.clone()),
        _ => None,
    };
    if let Some(code) = only.filter(|_| read.diagnostics.is_empty()) {
        app.brought.set(None);
        let shared = Route::Shared(code);
        platform::replace_fragment(&shared.to_string());
        app.route.set(shared);
        return ().into_any();
    }
    let (code, text) = (read.session.clone(), text.to_owned());
    let whole = move || code.as_ref().map(|code| whole(app, code, &text));
    let replies = read.replies.iter().zip(1..).map(|(code, number)| {
        let link = Route::Shared(code.clone()).to_string();
        view! { <li><a href=link on:click=move |_| app.brought.set(None)>{format!("Answers {number}")}</a></li> }
    });
    view! {
        <p class="lead">{format!("{name} holds the answers of {} from a workshop.", people(read.replies.len()))}</p>
        {(!read.diagnostics.is_empty()).then(|| findings(&read.diagnostics))}
        {whole}
        <details class="more">
            <summary>"Look at them one by one"</summary>
            <ul class="bullets">{replies.collect_view()}</ul>
        </details>
        <p class="actions">{cancel(app)}</p>
    }
    .into_any()
}

/// The workshop with all its answers: into the one that is here, or to be run
/// here from now on.
fn whole(app: App, code: &str, text: &str) -> AnyView {
    let opened = app.lenses.with(|lenses| share::open(code, lenses));
    let absent = opened.missing.iter().find(|lens| !app.can_load(&lens.key));
    if let Some(lens) = absent {
        return view! {
            <p class="notice notice-warning" role="alert">{format!(
                "The workshop needs the lens \"{}\", which is not on your shelf. Open its file first, then this one again.",
                lens.name
            )}</p>
        }
        .into_any();
    }
    let session = match opened.shared {
        Some(Shared::Session(session)) => session,
        None if !opened.missing.is_empty() => {
            opened.missing.iter().for_each(|lens| app.want_lens(lens.key.clone()));
            return view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any();
        }
        _ => {
            return view! {
                <p class="notice notice-warning" role="alert">"The workshop in the file cannot be read. The answers can."</p>
                {findings(&opened.diagnostics)}
            }
            .into_any();
        }
    };
    app.shelve_brought(&share::Opened { shared: None, ..opened });
    offer(app, session, text.to_owned())
}

fn offer(app: App, session: Session, text: String) -> AnyView {
    let runs = app.runs_workshop(&session.id);
    let (words, button) = match runs {
        true => (
            "You run this workshop in this browser. Answers that are here stay, and newer ones take the place of older ones.",
            "Take them in",
        ),
        false => (
            "You can go on with the workshop in this browser. A new review is made for what is settled; bring what is settled already by the results file of its review.",
            "Run the workshop here",
        ),
    };
    let name = session.name.clone();
    view! {
        <section class="panel">
            <h2>{name}</h2>
            <p>{words}</p>
            <p class="actions">
                <button type="button" class="primary"
                    on:click=move |_| app.adopt_workshop(&session, &text)>{button}</button>
            </p>
        </section>
    }
    .into_any()
}
