//! Each stored document with its kind, name and size, and what cannot be read.

use leptos::prelude::*;

use super::{download_icon, heading, name_of};
use crate::collections::sort_by;
use crate::storage::keys::{self, Kind};
use crate::storage::room::characters;
use crate::text::counted;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::{click, live, nothing};
use crate::ui::platform::{self, files};
use crate::ui::state::App;

/// The sections.
pub fn view(app: App) -> AnyView {
    view! {
        <section aria-labelledby="documents">
            {heading("documents", "What is stored")}
            <p class="section-lead">"The largest first. What you delete here goes into the bin."</p>
            {live(move || table(app))}
        </section>
        {live(move || damaged(app).unwrap_or_else(nothing))}
    }
    .into_any()
}

fn table(app: App) -> AnyView {
    app.unreadable.track();
    let (mut bin, mut copies) = ((0, 0), (0, 0));
    let mut rows: Vec<(usize, AnyView)> = Vec::new();
    for (key, units) in app.room().records {
        match keys::kind(&key) {
            Some(Kind::Deleted { .. }) => bin = (bin.0 + 1, bin.1 + units),
            Some(Kind::Snapshot { .. }) => copies = (copies.0 + 1, copies.1 + units),
            _ => rows.push((units, row(app, key, units))),
        }
    }
    for (kind, id, noun, (count, units)) in
        [("Bin", "bin", "deleted thing", bin), ("Copies", "copies", "automatic copy", copies)]
    {
        if count > 0 {
            let name = match (count, noun) {
                (n, "automatic copy") if n > 1 => format!("{n} automatic copies"),
                (n, noun) => counted(n, noun),
            };
            let go = view! {
                <button type="button" class="quiet" on:click=click(move |_| platform::scroll_to(id))>
                    "Show"<span class="unseen">{format!(" the {name}")}</span>
                </button>
            };
            rows.push((units, line(kind, name.clone(), units, go.into_any())));
        }
    }
    sort_by(&mut rows, |a, b| b.0.cmp(&a.0));
    if rows.is_empty() {
        return view! { <p class="empty">"Nothing is stored yet."</p> }.into_any();
    }
    view! {
        <table class="documents">
            <caption class="unseen">"What is stored"</caption>
            <thead><tr>
                <th scope="col">"Kind"</th><th scope="col">"Name"</th>
                <th scope="col" class="number">"Characters"</th>
                <th scope="col"><span class="unseen">"What you can do"</span></th>
            </tr></thead>
            <tbody>{rows.into_iter().map(|(_, row)| row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn line(kind: &'static str, name: String, units: usize, actions: AnyView) -> AnyView {
    view! {
        <tr>
            <td class="kind">{kind}</td>
            <th scope="row">{name}</th>
            <td class="number">{characters(units)}</td>
            <td class="row-actions">{actions}</td>
        </tr>
    }
    .into_any()
}

fn row(app: App, key: String, units: usize) -> AnyView {
    let (kind, name) = name_of(app, &key);
    let what = keys::kind(&key);
    let is_unreadable = app.unreadable.with(|u| u.iter().any(|u| u.key == key));
    let download =
        matches!(what, Some(Kind::Workload(_) | Kind::Lens(_)) if !is_unreadable).then(|| {
            let (key, name) = (key.clone(), name.clone());
            view! {
                <button type="button" class="quiet icon-only" title="Download"
                    aria-label=format!("Download {name}")
                    on:click=click(move |_| app.back_up_one(&key, &name))>{download_icon()}</button>
            }
        });
    let delete = match what {
        Some(
            Kind::Workload(_)
            | Kind::Lens(_)
            | Kind::Marks
            | Kind::Practice
            | Kind::Workshop(_)
            | Kind::Attending(_)
            | Kind::Quarantine { .. }
            | Kind::Unknown,
        ) => {
            let (label, name) = (format!("Delete {name}"), name.clone());
            Some(view! {
                <button type="button" class="quiet icon-only" aria-label=label title="Delete"
                    on:click=click(move |_| {
                        match keys::kind(&key) {
                            Some(Kind::Workload(id)) if !is_unreadable => app.delete_workload(&id, &name),
                            Some(Kind::Lens(lens)) if !is_unreadable => app.delete_lens(&lens, &name),
                            _ => app.delete_record(&key, &name),
                        }
                        platform::focus_if_lost("#documents");
                    })>{icon(Icon::Delete)}</button>
            })
        }
        _ => None,
    };
    line(kind, name, units, view! { {download}{delete} }.into_any())
}

fn damaged(app: App) -> Option<AnyView> {
    app.index.track();
    let records = app.unreadable_records();
    if records.is_empty() {
        return None;
    }
    let rows = records
        .into_iter()
        .map(|record| {
            let key = record.key.clone();
            let (kind, name) = name_of(app, &key);
            let download = record.text.map(|text| {
                let file = format!("{}.json", key.replace('/', "-"));
                view! {
                    <button type="button"
                        on:click=click(move |_| files::download(&file, "application/json", &text))>
                        {download_icon()}"Download as it is"
                    </button>
                }
            });
            view! {
                <li class="entry">
                    <div>
                        <h3>{format!("{kind} {name}")}</h3>
                        <p class="help">{record.why.to_string()}</p>
                    </div>
                    <p class="actions">{download}</p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section aria-labelledby="damaged">
                {heading("damaged", "Records that cannot be read")}
                <p class="section-lead">"Nothing of them was changed or deleted."</p>
                <ul class="plain entries">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
