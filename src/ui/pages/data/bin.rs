//! The bin: what was deleted, until it goes for good.

use leptos::prelude::*;

use super::{heading, name_of};
use crate::storage::room::characters;
use crate::storage::trash::TrashEntry;
use crate::ui::erased::{click, live};
use crate::ui::platform;
use crate::ui::state::App;

/// The section.
pub fn view(app: App) -> AnyView {
    view! {
        <section aria-labelledby="bin">
            {heading("bin", "Bin")}
            <p class="section-lead">"Deleted reviews, lenses and milestones stay here for 30 days."</p>
            {live(move || list(app))}
        </section>
    }
    .into_any()
}

fn list(app: App) -> AnyView {
    let entries = app.bin();
    if entries.is_empty() {
        return view! { <p class="empty">"The bin is empty."</p> }.into_any();
    }
    let rows = entries.into_iter().map(|entry| row(app, entry)).collect_view();
    view! {
        <ul class="plain entries">{rows}</ul>
        <p class="actions">
            <button type="button" class="danger" on:click=click(move |_| {
                app.empty_bin();
                platform::focus_if_lost("#bin");
            })>"Empty the bin"</button>
        </p>
    }
    .into_any()
}

fn row(app: App, entry: TrashEntry) -> AnyView {
    let (kind, _) = name_of(app, &entry.original);
    let facts = format!(
        "{kind} · deleted {} · goes for good on {} · {}",
        platform::local_time(entry.deleted_at),
        platform::local_date(entry.until()),
        characters(entry.units)
    );
    let TrashEntry { key, name, .. } = entry;
    let (key_again, name_again) = (key.clone(), name.clone());
    view! {
        <li class="entry">
            <div>
                <h3>{name.clone()}</h3>
                <p class="help">{facts}</p>
            </div>
            <p class="actions">
                <button type="button" aria-label=format!("Put back {name}") on:click=click(move |_| {
                    app.put_back(&key, &name);
                    platform::focus_if_lost("#bin");
                })>"Put back"</button>
                <button type="button" class="quiet danger" aria-label=format!("Delete {name_again} for good")
                    on:click=click(move |_| {
                        app.discard(&key_again, format!("Deleted {name_again} for good"));
                        platform::focus_if_lost("#bin");
                    })>"Delete for good"</button>
            </p>
        </li>
    }
    .into_any()
}
