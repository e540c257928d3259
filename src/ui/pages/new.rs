//! Name a workload and choose its lenses: the one form before a review.

use leptos::prelude::*;

use crate::ui::erased::{change, flag, live, words};
use leptos::task::spawn_local;

use crate::lens::bundled::BUNDLED;
use crate::review::LensKey;
use crate::review::properties::{Field, Properties};
use crate::text::counted;
use crate::ui::components::workload_form::{environment, property};
use crate::ui::platform;
use crate::ui::state::App;

/// The form.
pub fn page(app: App, chosen: Option<LensKey>) -> AnyView {
    platform::set_title("New review · Plumbline");
    let properties = RwSignal::new(Properties {
        review_owner: app.settings.with_untracked(|s| s.review_owner.clone()),
        ..Properties::default()
    });
    let first = chosen.unwrap_or_else(|| LensKey(BUNDLED[0].key.to_owned()));
    let lenses = RwSignal::new(vec![first]);
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let show = tried.into();

    let begin = move || {
        tried.set(true);
        trouble.set(None);
        let properties = properties.get_untracked();
        let keys = lenses.get_untracked();
        if !properties.problems().is_empty() {
            platform::focus_soon("[aria-invalid=true]");
            return;
        }
        if keys.is_empty() {
            trouble.set(Some("Choose at least one lens.".to_owned()));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            if let Err(sentence) = app.create(properties, keys).await {
                trouble.set(Some(sentence));
            }
            busy.set(false);
        });
    };

    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"New review"</h1>
            <p class="lead">"A name is enough. Everything else can wait, and all of it can be changed later."</p>
            <p class="how-to"><a href="#/guide/what-and-when">"How to: decide what to review, and when"</a></p>
            <form novalidate on:submit=move |ev| {
                ev.prevent_default();
                begin();
            }>
                {property(Field::Name, properties, show, || ())}
                <fieldset class="field">
                    <legend>"Lens"</legend>
                    <p class="help">"The set of questions to review it with. More than one is fine."</p>
                    {live(move || lens_choices(app, lenses))}
                </fieldset>
                {environment(properties, || ())}
                {property(Field::Description, properties, show, || ())}
                {property(Field::ReviewOwner, properties, show, || ())}
                <details class="more">
                    <summary>"More details"</summary>
                    {property(Field::Industry, properties, show, || ())}
                    {property(Field::ArchitectureUrl, properties, show, || ())}
                    {property(Field::Notes, properties, show, || ())}
                </details>
                <p class="problem" role="alert">{words(move || trouble.get().unwrap_or_default())}</p>
                <p class="actions">
                    <button type="submit" class="primary" disabled=flag(move || busy.get())>
                        {words(move || {
                            let word = if busy.get() { "Loading the lens…" } else { "Start the review" };
                            word.to_owned()
                        })}
                    </button>
                    <a class="button quiet" href="#/">"Cancel"</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}

fn lens_choices(app: App, chosen: RwSignal<Vec<LensKey>>) -> AnyView {
    let bundled = BUNDLED
        .iter()
        .map(|b| (LensKey(b.key.to_owned()), b.name.to_owned(), counted(b.questions, "question")));
    let custom = app.custom.get().into_iter().map(|c| {
        (c.key, c.name, format!("{}, opened from a file", counted(c.questions, "question")))
    });
    bundled
        .chain(custom)
        .map(|(key, name, about)| {
            let (shown, toggled) = (key.clone(), key);
            view! {
                <label class="card-check">
                    <input type="checkbox"
                        prop:checked=flag(move || chosen.with(|c| c.contains(&shown)))
                        on:change=change(move |ev| {
                            let on = event_target_checked(&ev);
                            chosen.update(|c| {
                                c.retain(|k| *k != toggled);
                                if on {
                                    c.push(toggled.clone());
                                }
                            });
                        })
                    />
                    <span><strong>{name}</strong>" "<span class="help">{about}</span></span>
                </label>
            }
        })
        .collect_view()
        .into_any()
}
