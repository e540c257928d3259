//! Theme, keys, where the data is, and deleting all of it.

use leptos::prelude::*;

use crate::storage::keys::{self, Kind};
use crate::storage::settings::Theme;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::platform::{self, files};
use crate::ui::route::Route;
use crate::ui::state::App;

/// The settings.
pub fn page(app: App) -> AnyView {
    platform::set_title("Settings · Plumbline");
    let themes = Theme::ALL
        .into_iter()
        .map(|theme| {
            let words = match theme {
                Theme::System => "As the system says",
                Theme::Light => "Light",
                Theme::Dark => "Dark",
            };
            view! {
                <label class="radio">
                    <input type="radio" name="theme" value=theme.code()
                        prop:checked=move || app.settings.with(|s| s.theme == theme)
                        on:change=move |_| app.prefer(|s| s.theme = theme) />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Settings"</h1>
            <fieldset class="field">
                <legend>"Colors"</legend>
                <div class="radios">{themes}</div>
            </fieldset>
            <fieldset class="field">
                <legend>"Keyboard"</legend>
                <label class="radio">
                    <input type="checkbox" prop:checked=move || app.keys.get()
                        on:change=move |ev| {
                            let on = event_target_checked(&ev);
                            app.prefer(|s| {
                                s.other.insert("keys".to_owned(), on.into());
                            });
                        } />
                    <span>"Single keys answer and move between questions"</span>
                </label>
                <p class="help">"Press ? to see them. Switch them off if you speak to your computer."</p>
            </fieldset>
            <section aria-labelledby="data-heading">
                <h2 id="data-heading">"Where your data is"</h2>
                <p>
                    "Everything is in this browser's own storage (localStorage) on this device, and \
                     nowhere else. Clearing the browser's site data deletes it, and some browsers do \
                     that by themselves after weeks without a visit: download the results of a review \
                     that matters."
                </p>
                {move || stored(app)}
                {move || damaged(app)}
            </section>
            <section aria-labelledby="offline-heading">
                <h2 id="offline-heading">"Without a network"</h2>
                <p>{move || app.offline().map(|offline| offline.copy_words())}</p>
                <p><a href=Route::Privacy.to_string()>"What leaves this browser, and new versions"</a></p>
            </section>
            <section aria-labelledby="delete-heading">
                <h2 id="delete-heading">"Delete everything"</h2>
                <p>
                    "Takes every review, milestone, lens and setting of Plumbline out of this browser. \
                     You can undo it as long as this page stays open."
                </p>
                <p><button type="button" class="danger" on:click=move |_| app.delete_everything()>
                    {icon(Icon::Delete)}"Delete everything"
                </button></p>
            </section>
            <p class="help">{concat!("Plumbline ", env!("CARGO_PKG_VERSION"))}</p>
        </div>
    }
    .into_any()
}

/// What a key holds, for people.
fn name_of(app: App, key: &str) -> String {
    match keys::kind(key) {
        Some(Kind::Workload(id)) => app.index.with(|index| {
            index
                .iter()
                .find(|e| e.id == id)
                .map_or_else(|| "A review".to_owned(), |e| format!("Review: {}", e.name))
        }),
        Some(Kind::Lens(lens)) => {
            format!("Lens: {}", app.lens_name(&lens).unwrap_or_else(|| lens.0.clone()))
        }
        Some(Kind::Index) => "The list of reviews".to_owned(),
        Some(Kind::Settings | Kind::Theme) => "Settings".to_owned(),
        Some(Kind::Quarantine { .. }) => "A damaged record, set aside".to_owned(),
        Some(Kind::Deleted { .. }) => "Deleted, can still be put back".to_owned(),
        _ => key.to_owned(),
    }
}

fn stored(app: App) -> AnyView {
    // Read again whenever something was saved or deleted.
    app.index.track();
    app.settings.track();
    app.toast.track();
    let usage = app.usage();
    let total: usize = usage.iter().map(|(_, units)| units).sum();
    let rows = usage
        .into_iter()
        .map(|(key, units)| {
            view! {
                <tr><th scope="row">{name_of(app, &key)}</th><td class="number">{size(units)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="plain-table">
            <caption>"What is stored"</caption>
            <thead><tr><th scope="col">"Record"</th><th scope="col" class="number">"Size"</th></tr></thead>
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row">"Together, of about 5 MB"</th><td class="number">{size(total)}</td></tr></tfoot>
        </table>
        <p class="actions">
            <button type="button" on:click=move |_| app.empty_trash()>"Empty the bin"</button>
        </p>
    }
    .into_any()
}

/// Browsers count characters; most of ours are one byte.
fn size(units: usize) -> String {
    let tenths = (units + 50) / 100;
    if units < 1_000 { format!("{units} B") } else { format!("{}.{} kB", tenths / 10, tenths % 10) }
}

fn damaged(app: App) -> Option<AnyView> {
    app.index.track();
    app.toast.track();
    let records = app.unreadable_records();
    if records.is_empty() {
        return None;
    }
    let rows = records
        .into_iter()
        .map(|record| {
            let (key, text) = (record.key.clone(), record.text.clone());
            let download = text.map(|text| {
                let name = format!("{}.json", key.replace('/', "-"));
                view! {
                    <button type="button"
                        on:click=move |_| files::download(&name, "application/json", &text)>
                        {icon(Icon::Download)}"Download as it is"
                    </button>
                }
            });
            view! {
                <li>
                    <p><strong>{name_of(app, &record.key)}</strong></p>
                    <p>{record.why.to_string()}</p>
                    <p class="actions">{download}</p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <h3>"Records that cannot be read"</h3>
            <p>"Nothing of them was changed or deleted."</p>
            <ul class="plain">{rows}</ul>
        }
        .into_any(),
    )
}
