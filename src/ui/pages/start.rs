//! Where everything starts: begin, open a file, look around. What is already
//! there to go on with, and the lenses, are in [`shelf`](super::shelf).

use leptos::prelude::*;

use crate::ui::components::icon::{Icon, icon};
use crate::ui::desk;
use crate::ui::erased::change;
use crate::ui::platform::{self, files};
use crate::ui::route::{Part, Route};
use crate::ui::state::{App, SAMPLE};

/// The start page.
pub fn page(app: App) -> AnyView {
    platform::set_title("Plumbline: a Well-Architected review in your browser");
    let sample = Part::Overview.of(&crate::review::WorkloadId(SAMPLE.to_owned())).to_string();
    view! {
        <div class="page start">
            <section class="hero">
                <h1 tabindex="-1">"Know what to fix first"</h1>
                <p class="lead">
                    "Plumbline is a Well-Architected review in your browser: answer questions about \
                     a system, see the risk of every answer at once, and leave with a short plan. \
                     No account, and nothing leaves this device."
                </p>
                <p class="actions">
                    <a class="button primary" href=Route::New(None).to_string()>"Start a review"</a>
                    <a class="button" href=sample>"Look at a sample"</a>
                    {file_button(app)}
                </p>
            </section>
            {desk::part(app, move |desk| (desk.shelf)(app))}
        </div>
    }
    .into_any()
}

fn file_button(app: App) -> AnyView {
    view! {
        <label class="button file">
            {icon(Icon::Open)}
            <span>"Open a file"</span>
            <input type="file" accept=".json,.md,.csv"
                on:change=change(move |ev| if let Some(file) = files::picked(&ev) { desk::with(app, move |desk| (desk.bring)(app, file)) }) />
        </label>
    }
    .into_any()
}
