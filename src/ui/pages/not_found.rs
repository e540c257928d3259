//! An address nobody knows, and a review that cannot be opened.

use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::{App, Opened};

/// An address nobody knows.
pub fn page(app: App) -> AnyView {
    platform::set_title("Not found · Plumbline");
    let _ = app;
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"There is nothing at this address"</h1>
            <p>"The link may be cut short, or it belongs to a newer version of Plumbline."</p>
            <p><a class="button primary" href="#/">"Go to the start"</a></p>
        </div>
    }
    .into_any()
}

/// A review that cannot be opened.
pub fn missing(app: App) -> AnyView {
    platform::set_title("Cannot be opened · Plumbline");
    let why = move || match app.open.get() {
        Opened::Missing(_, why) => why,
        _ => String::new(),
    };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"This review cannot be opened"</h1>
            <p>{why}</p>
            <p>
                "Reviews are kept in the browser they were made in. If you have its results as a \
                 file, open the file here."
            </p>
            <p class="actions">
                <a class="button primary" href=Route::Open.to_string()>"Open a file"</a>
                <a class="button" href="#/">"Go to the start"</a>
            </p>
        </div>
    }
    .into_any()
}
