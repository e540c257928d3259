//! Automatic copies of what was replaced.

use leptos::prelude::*;

use super::heading;
use crate::storage::room::characters;
use crate::storage::snapshots::{MOST, Snapshot};
use crate::ui::erased::{click, live};
use crate::ui::platform;
use crate::ui::state::App;

/// So many names stand in a line.
const NAMES: usize = 4;

/// The section.
pub fn view(app: App) -> AnyView {
    let words = format!(
        "Before something is replaced, Plumbline keeps a copy of it. The last {MOST} stay; they go \
         first when room is needed."
    );
    view! {
        <section aria-labelledby="copies">
            {heading("copies", "Automatic copies")}
            <p class="section-lead">{words}</p>
            {live(move || list(app))}
        </section>
    }
    .into_any()
}

fn list(app: App) -> AnyView {
    let copies = app.snapshots();
    if copies.is_empty() {
        return view! { <p class="empty">"There is none: nothing was replaced so far."</p> }
            .into_any();
    }
    let rows = copies.into_iter().map(|copy| row(app, copy)).collect_view();
    view! { <ul class="plain entries">{rows}</ul> }.into_any()
}

fn row(app: App, copy: Snapshot) -> AnyView {
    let at = platform::local_time(copy.at);
    let named = copy.names.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", ");
    let names = match copy.names.len() {
        0 => "It cannot be read.".to_owned(),
        n if n > NAMES => format!("{named} and {} more", n - NAMES),
        _ => named,
    };
    let key = copy.key.clone();
    let restore = (!copy.names.is_empty()).then(|| {
        let label = format!("Put back the copy of {at}");
        view! {
            <button type="button" aria-label=label on:click=click(move |_| {
                app.put_snapshot_back(&key);
                platform::focus_if_lost("#copies");
            })>"Put back"</button>
        }
    });
    let (key, label) = (copy.key.clone(), format!("Delete the copy of {at}"));
    view! {
        <li class="entry">
            <div>
                <h3>{copy.reason.words()}</h3>
                <p>{names}</p>
                <p class="help">{format!("{at} · {}", characters(copy.units))}</p>
            </div>
            <p class="actions">
                {restore}
                <button type="button" class="quiet danger" aria-label=label on:click=click(move |_| {
                    app.discard(&key, "Deleted the copy".to_owned());
                    platform::focus_if_lost("#copies");
                })>"Delete"</button>
            </p>
        </li>
    }
    .into_any()
}
