//! What a lens holds, and whether AWS would take it.

use leptos::prelude::*;

use crate::diagnostic::Severity;
use crate::lens::Lens;
use crate::review::LensKey;
use crate::ui::components::findings::findings;
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::prose::prose;
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// The page of a lens.
pub fn page(app: App, key: LensKey) -> AnyView {
    let name = app.lens_name(&key).unwrap_or_else(|| "Lens".to_owned());
    platform::set_title(&format!("{name} · Plumbline"));
    app.lens_trouble.set(None);
    app.want_lens(key.clone());
    let here = key.clone();
    let content = move || {
        let lens = app.lenses.with(|l| l.get(&here).cloned());
        match (lens, app.lens_trouble.get()) {
            (Some(lens), _) => whole(app, &here, &lens),
            (None, Some(why)) => {
                let again = here.clone();
                notice(
                    Tone::Error,
                    why,
                    view! {
                        <button type="button" on:click=move |_| {
                            app.lens_trouble.set(None);
                            app.want_lens(again.clone());
                        }>"Try again"</button>
                        <a class="button" href="#/">"Go to the start"</a>
                    }
                    .into_any(),
                )
            }
            (None, None) => {
                view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any()
            }
        }
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">{name}</h1>
            {content}
        </div>
    }
    .into_any()
}

fn whole(app: App, key: &LensKey, lens: &Lens) -> AnyView {
    let questions = lens.questions().count();
    let choices: usize = lens
        .questions()
        .map(|(_, q)| q.choices.iter().filter(|c| !c.is_none_of_these()).count())
        .sum();
    let facts =
        format!("{} pillars, {questions} questions, {choices} practices", lens.pillars.len());
    let pillars = lens
        .pillars
        .iter()
        .map(|pillar| {
            let questions = pillar
                .questions
                .iter()
                .map(|q| {
                    let practices = q
                        .choices
                        .iter()
                        .filter(|c| !c.is_none_of_these())
                        .map(|c| view! { <li>{c.title.clone()}</li> })
                        .collect_view();
                    view! {
                        <li>
                            <details>
                                <summary>{q.title.clone()}</summary>
                                <div class="prose">{q.description.as_deref().map(prose)}</div>
                                <ul class="bullets">{practices}</ul>
                            </details>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="lens-pillar">
                    <h2>{pillar.name.clone()}</h2>
                    <ol class="plain">{questions}</ol>
                </section>
            }
        })
        .collect_view();
    view! {
        <div class="prose lead">{prose(&lens.description)}</div>
        <p class="help">{facts}</p>
        <p class="actions">
            <a class="button primary" href=Route::New(Some(key.clone())).to_string()>
                "Start a review with this lens"
            </a>
        </p>
        {verdict(app, key)}
        {pillars}
    }
    .into_any()
}

/// Whether AWS would take it, for lenses that people brought.
fn verdict(app: App, key: &LensKey) -> Option<AnyView> {
    let found = app.found.with(|f| f.get(key).cloned())?;
    let refused = found.iter().filter(|d| d.severity == Severity::Aws).count();
    let words = if refused == 0 {
        "This lens is usable here, and nothing was found that the AWS Well-Architected Tool would refuse."
            .to_owned()
    } else {
        let places = if refused == 1 { "one place" } else { "several places" };
        format!(
            "This lens is usable here. The AWS Well-Architected Tool would refuse it in {places}: see below."
        )
    };
    let list = (!found.is_empty()).then(|| {
        let count = found.len();
        view! {
            <details class="more">
                <summary>{format!("What was found in the file ({count})")}</summary>
                {findings(&found)}
            </details>
        }
    });
    Some(view! { <div class="verdict"><p>{words}</p>{list}</div> }.into_any())
}
