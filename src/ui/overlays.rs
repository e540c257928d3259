//! What lies over the page: the dialogs, the notice of a new version, and the
//! hint while a file is dragged.

use leptos::prelude::*;

use super::components::dialog::dialog;
use super::components::icon::{Icon, icon};
use super::erased::flag;
use super::platform::{self, files};
use super::state::App;
use super::{clashes, keys, pages, tour, updates};

/// The dialogs, the notice and the hint; from now on files can be dropped and keys pressed.
pub fn view(app: App) -> AnyView {
    listen_for_files(app);
    keys::listen(app);
    clashes::follow(app);
    // Whatever leads to another page, the search is over then.
    Effect::new(move |_| {
        app.route.track();
        app.show_search.set(false);
    });
    app.follow_marks();
    app.follow_practice();
    let tour_is_open = app.follow_tour();
    view! {
        <div class="drop-hint" aria-hidden="true" class:shown=flag(move || app.dragging.get())>
            <p>{icon(Icon::Open)}"Drop a lens or a results file to open it"</p>
        </div>
        {updates::view(app)}
        {dialog("jump", "Jump to a question", app.show_jump, move || pages::review::jump::view(app))}
        {dialog("clashes", "Changed in two tabs", app.show_clashes, move || clashes::view(app))}
        {dialog("search", "Search the library", app.show_search, move || pages::search::over(app))}
        {dialog("tour", "A short tour", tour_is_open, move || tour::view(app, tour_is_open))}
        {dialog("keys", "Keyboard shortcuts", app.show_keys, move || keys::list(app))}
    }
    .into_any()
}

/// A file may be dropped anywhere.
fn listen_for_files(app: App) {
    platform::on_window("dragover", move |ev: leptos::ev::DragEvent| {
        if files::drags_files(&ev) {
            ev.prevent_default();
            app.dragging.set(true);
        }
    });
    platform::on_window("dragleave", move |ev: leptos::ev::DragEvent| {
        if ev.related_target().is_none() {
            app.dragging.set(false);
        }
    });
    platform::on_window("drop", move |ev: leptos::ev::DragEvent| {
        if files::drags_files(&ev) {
            ev.prevent_default();
            app.dragging.set(false);
            if let Some(file) = files::dropped(&ev) {
                app.bring(file);
            }
        }
    });
}
