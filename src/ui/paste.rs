//! Pasting a link, or a text with links in it, where a click on it does not
//! lead here.

use leptos::prelude::*;

use super::components::field::{Field, text_field};
use super::erased::{click, live, nothing};
use super::platform;
use super::route::Route;
use super::state::App;
use crate::exchange::share;

/// Where a pasted text leads.
#[derive(Clone, PartialEq)]
enum Found {
    /// To one page.
    One(Route),
    /// To several; the person chooses.
    Several(Vec<Route>),
    /// Nowhere.
    Nothing,
}

fn found(text: &str) -> Found {
    let mut codes = share::codes_in(text);
    if codes.is_empty() {
        // A code that was cut or changed: opening it says so.
        let whole = share::code_in(text);
        let is_one = whole.len() > 9 && text.split_whitespace().count() == 1;
        match Route::in_text(text) {
            Some(route) => return Found::One(route),
            None if is_one && whole.bytes().all(is_of_a_code) => codes.push(whole),
            None => return Found::Nothing,
        }
    }
    let mut routes: Vec<Route> = codes.into_iter().map(Route::Shared).collect();
    match routes.len() {
        1 => Found::One(routes.remove(0)),
        _ => Found::Several(routes),
    }
}

fn is_of_a_code(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// The field and what is found in it; `is_first` where nothing else is to be
/// done on the page.
pub fn form(app: App, is_first: bool) -> AnyView {
    let pasted = RwSignal::new(String::new());
    let several = RwSignal::new(Vec::<Route>::new());
    let problem = RwSignal::new(None::<String>);
    let field = Field {
        id: "pasted-link".to_owned(),
        label: "Paste the whole link here".to_owned(),
        help: "A whole mail or message with the link in it will do, and line breaks in the link do not matter.",
        most: share::MOST_CODE + 10_000,
        rows: 3,
        required: true,
    };
    let open = move || {
        several.set(Vec::new());
        problem.set(None);
        match found(&pasted.get_untracked()) {
            Found::One(route) => app.go(&route),
            Found::Several(routes) => several.set(routes),
            Found::Nothing => {
                let sentence = match pasted.with_untracked(|text| text.trim().is_empty()) {
                    true => "Paste a link first.",
                    false => {
                        "There is no link to Plumbline in this text. Such a link has #/ in it, and what it \
                         shares stands behind."
                    }
                };
                problem.set(Some(sentence.to_owned()));
                platform::focus_soon("[aria-invalid=true]");
            }
        }
    };
    view! {
        <form novalidate on:submit=move |ev| {
            ev.prevent_default();
            open();
        }>
            {text_field(field, pasted.into(), problem.into(), move |text| {
                pasted.set(text);
                problem.set(None);
            })}
            <p class="actions"><button type="submit" class:primary=is_first>"Open the link"</button></p>
        </form>
        {live(move || choice(app, several.get()))}
    }
    .into_any()
}

/// The links that a text holds, to choose from.
fn choice(app: App, routes: Vec<Route>) -> AnyView {
    if routes.is_empty() {
        return nothing();
    }
    let count = routes.len();
    let buttons = routes
        .into_iter()
        .enumerate()
        .map(|(place, route)| {
            view! {
                <li><button type="button" on:click=click(move |_| app.go(&route))>
                    {format!("Open link {} of {count}", place + 1)}
                </button></li>
            }
        })
        .collect_view();
    view! {
        <div role="status">
            <p>{format!("The text holds {count} links. Which one do you want to open?")}</p>
            <ul class="plain pasted-links">{buttons}</ul>
        </div>
    }
    .into_any()
}
