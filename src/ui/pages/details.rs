//! Name, owner, lenses and priorities of a workload.

use leptos::prelude::*;

use crate::collections::sort_by;
use crate::lens::bundled::BUNDLED;
use crate::lens::{PillarId, limits};
use crate::review::properties::{Field, ImprovementStatus, Properties};
use crate::review::{Command, LensKey, LensRef};
use crate::ui::components::field::{Field as TextField, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::workload_form::{environment, property};
use crate::ui::erased::live;
use crate::ui::platform;
use crate::ui::state::{App, TakeBack};

/// The details page.
pub fn page(app: App) -> AnyView {
    platform::set_title(&format!("Details · {} · Plumbline", app.workload_name()));
    let properties = RwSignal::new(app.workload(|w| w.properties.clone()).unwrap_or_default());
    // The form follows changes from elsewhere: another tab, or an undo. What is
    // typed and not valid yet stays, unless that very text changed there.
    let stored = Memo::new(move |_| app.workload(|w| w.properties.clone()).unwrap_or_default());
    Effect::new(move |before: Option<Properties>| {
        let now = stored.get();
        let mut shown = now.clone();
        properties.with_untracked(|form| {
            for (field, _) in form.problems() {
                if before.as_ref().is_none_or(|b| b.text(field) == now.text(field)) {
                    form.text(field).clone_into(shown.text_mut(field));
                }
            }
        });
        if properties.with_untracked(|form| *form != shown) {
            properties.set(shown);
        }
        now
    });
    let show = Signal::derive(|| true);
    // Each is kept as soon as it is valid: there is no button to forget.
    let keep = move || {
        let kept = stored.get_untracked();
        let mut now = properties.get_untracked();
        for (field, _) in now.problems() {
            kept.text(field).clone_into(now.text_mut(field));
        }
        if now != kept {
            app.apply(Command::Properties(now));
        }
    };
    let status = ImprovementStatus::ALL
        .into_iter()
        .map(|s| {
            view! {
                <option value=s.code()
                    prop:selected=move || properties.with(|p| p.improvement_status == s)>
                    {s.words()}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Details"</h1>
            <p class="lead">"Changes are kept as you type."</p>
            {property(Field::Name, properties, show, keep)}
            {property(Field::Description, properties, show, keep)}
            {environment(properties, keep)}
            {property(Field::ReviewOwner, properties, show, keep)}
            {property(Field::Industry, properties, show, keep)}
            {property(Field::ArchitectureUrl, properties, show, keep)}
            {property(Field::Notes, properties, show, keep)}
            <div class="field">
                <label for="status">"Improvement status"</label>
                <p class="help">"How far the team is with the plan."</p>
                <select id="status" on:change=move |ev| {
                    if let Some(s) = ImprovementStatus::from_code(&event_target_value(&ev)) {
                        properties.update(|p| p.improvement_status = s);
                        keep();
                    }
                }>{status}</select>
            </div>
            <section aria-labelledby="priorities-heading">
                <h2 id="priorities-heading">"Pillars, most important first"</h2>
                <p class="help">"The improvement plan follows this order within each level of risk."</p>
                {move || priorities(app)}
            </section>
            <section aria-labelledby="lenses-heading">
                <h2 id="lenses-heading">"Lenses"</h2>
                {lenses(app)}
            </section>
            <section aria-labelledby="delete-heading">
                <h2 id="delete-heading">"Delete this review"</h2>
                <p class="help">"You can undo it right after."</p>
                <p><button type="button" class="danger" on:click=move |_| {
                    let name = app.workload_name();
                    app.delete_workload(&app.workload_id(), &name);
                }>{icon(Icon::Delete)}"Delete this review"</button></p>
            </section>
        </div>
    }
    .into_any()
}

/// Every pillar of the workload, in the order of the plan.
fn ordered_pillars(app: App) -> Vec<(PillarId, String)> {
    let mut pillars: Vec<(PillarId, String)> = Vec::new();
    for (_, lens) in app.open_lenses() {
        for pillar in &lens.pillars {
            if !pillars.iter().any(|(id, _)| *id == pillar.id) {
                pillars.push((pillar.id.clone(), pillar.name.clone()));
            }
        }
    }
    app.workload(|w| sort_by(&mut pillars, |a, b| w.priority(&a.0).cmp(&w.priority(&b.0))));
    pillars
}

fn priorities(app: App) -> AnyView {
    let pillars = ordered_pillars(app);
    let last = pillars.len().saturating_sub(1);
    let ids: Vec<PillarId> = pillars.iter().map(|(id, _)| id.clone()).collect();
    let rows = pillars
        .into_iter()
        .enumerate()
        .map(|(place, (_, name))| {
            let swap = {
                let ids = ids.clone();
                move |other: usize| {
                    let mut ids = ids.clone();
                    ids.swap(place, other);
                    app.apply(Command::Priorities(ids));
                }
            };
            let (up, down) = (swap.clone(), swap);
            view! {
                <li>
                    <span>{name.clone()}</span>
                    <button type="button" class="quiet" disabled=place == 0
                        aria-label=format!("Move {name} up") on:click=move |_| up(place - 1)>"Up"</button>
                    <button type="button" class="quiet" disabled=place == last
                        aria-label=format!("Move {name} down") on:click=move |_| down(place + 1)>"Down"</button>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="ordered">{rows}</ol> }.into_any()
}

/// Built anew when lenses come or go, not with every letter of their notes.
fn lenses(app: App) -> AnyView {
    let mine = Memo::new(move |_| {
        app.workload(|w| {
            w.reviews
                .iter()
                .map(|r| (r.lens.key.clone(), r.lens.name.clone()))
                .collect::<Vec<(LensKey, String)>>()
        })
        .unwrap_or_default()
    });
    live(move || lens_rows(app, mine.get()))
}

fn lens_rows(app: App, mine: Vec<(LensKey, String)>) -> AnyView {
    let only_one = mine.len() == 1;
    let keys: Vec<LensKey> = mine.iter().map(|(key, _)| key.clone()).collect();
    let rows = mine
        .into_iter()
        .map(|(key, name)| {
            let (noted, within, named) = (key.clone(), key.clone(), name.clone());
            let notes = {
                let key = key.clone();
                Signal::derive(move || {
                    app.workload(|w| w.review(&key).map(|r| r.notes.clone()))
                        .flatten()
                        .unwrap_or_default()
                })
            };
            let label = format!("Remove the lens {name}");
            view! {
                <li class="lens-row">
                    <p><strong>{name}</strong>
                        <button type="button" class="quiet" disabled=only_one aria-label=label
                            on:click=move |_| {
                                if app.apply(Command::RemoveLens(key.clone())) {
                                    app.say_with_undo("Removed the lens and its answers", TakeBack::LastChange);
                                }
                            }>"Remove"</button>
                    </p>
                    {notes_field(format!("lens-notes-{noted}"), format!("Notes on {named}"), notes, move |text| {
                        app.apply(Command::LensNotes(noted.clone(), text));
                    })}
                    {pillar_notes(app, within)}
                </li>
            }
        })
        .collect_view();
    let others: Vec<(LensKey, String)> = BUNDLED
        .iter()
        .map(|b| (LensKey(b.key.to_owned()), b.name.to_owned()))
        .chain(app.custom.get().into_iter().map(|c| (c.key, c.name)))
        .filter(|(key, _)| !keys.contains(key))
        .collect();
    let add = others
        .into_iter()
        .map(|(key, name)| {
            let label = format!("Add the lens {name}");
            view! {
                <li><button type="button" aria-label=label on:click=move |_| add_lens(app, key.clone())>
                    {icon(Icon::Add)}{name}
                </button></li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{rows}</ul><ul class="plain row">{add}</ul> }.into_any()
}

/// A field for notes.
fn notes_field(
    id: String,
    label: String,
    notes: Signal<String>,
    keep: impl Fn(String) + 'static,
) -> AnyView {
    let field = TextField { id, label, help: "", most: limits::NOTES, rows: 2, required: false };
    text_field(field, notes, Signal::derive(|| None), keep)
}

/// The notes on each pillar of a lens, folded.
fn pillar_notes(app: App, lens: LensKey) -> Option<AnyView> {
    let pillars = app.lenses.with(|l| l.get(&lens).map(|l| l.pillars.clone()))?;
    let fields = pillars
        .into_iter()
        .map(|pillar| {
            let (lens, id) = (lens.clone(), pillar.id);
            let notes = {
                let (lens, id) = (lens.clone(), id.clone());
                Signal::derive(move || {
                    app.workload(|w| w.review(&lens)?.pillar_notes.get(&id).cloned())
                        .flatten()
                        .unwrap_or_default()
                })
            };
            notes_field(
                format!("pillar-notes-{lens}-{id}"),
                format!("Notes on {}", pillar.name),
                notes,
                move |text| {
                    app.apply(Command::PillarNotes(lens.clone(), id.clone(), text));
                },
            )
        })
        .collect_view();
    Some(
        view! {
            <details class="more"><summary>"Notes on its pillars"</summary>{fields}</details>
        }
        .into_any(),
    )
}

fn add_lens(app: App, key: LensKey) {
    leptos::task::spawn_local(async move {
        match app.load_lens(key.clone()).await {
            Ok(()) => {
                let reference =
                    app.lenses.with_untracked(|l| l.get(&key).map(|lens| LensRef::new(key, lens)));
                if let Some(reference) = reference {
                    app.apply(Command::AddLens(reference));
                }
            }
            Err(sentence) => app.say(sentence),
        }
    });
}
