//! The bin: what was deleted, until it goes for good.

use leptos::prelude::*;

use super::{heading, name_of};
use crate::storage::room::characters;
use crate::storage::trash::TrashEntry;
use crate::ui::erased::{click, live, nothing};
use crate::ui::platform;
use crate::ui::state::in_hand::InHand;
use crate::ui::state::{App, TakeBack};

/// The section.
pub fn view(app: App) -> AnyView {
    view! {
        <section aria-labelledby="bin">
            {heading("bin", "Bin")}
            <p class="section-lead">"Deleted reviews, lenses and milestones stay here for 30 days."</p>
            {live(move || held(app).unwrap_or_else(nothing))}
            {live(move || list(app))}
        </section>
    }
    .into_any()
}

/// What can be brought back by this tab alone.
fn held(app: App) -> Option<AnyView> {
    let all = app.in_hand();
    if all.is_empty() {
        return None;
    }
    let rows = all.into_iter().map(|held| held_row(app, held)).collect_view();
    Some(
        view! {
            <h3 id="in-hand">"In this tab only"</h3>
            <p class="help">"It can be put back until you close or reload this page."</p>
            <ul class="plain entries" aria-labelledby="in-hand">{rows}</ul>
        }
        .into_any(),
    )
}

fn held_row(app: App, held: InHand) -> AnyView {
    let InHand { words, at, undo } = held;
    let (put, drop) = match undo {
        TakeBack::Deleted(_) => ("Put back", "Delete for good"),
        _ => ("Take back", "Leave it as it is"),
    };
    let undo_again = undo.clone();
    view! {
        <li class="entry">
            <div>
                <h4>{words.clone()}</h4>
                <p class="help">{platform::local_time(at)}</p>
            </div>
            <p class="actions">
                <button type="button" aria-label=format!("{put}: {words}") on:click=click(move |_| {
                    app.take_back(undo.clone());
                    platform::focus_if_lost("#bin");
                })>{put}</button>
                <button type="button" class="quiet danger" aria-label=format!("{drop}: {words}")
                    on:click=click(move |_| {
                        app.let_go(&undo_again);
                        platform::focus_if_lost("#bin");
                    })>{drop}</button>
            </p>
        </li>
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
