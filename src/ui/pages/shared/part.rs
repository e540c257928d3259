//! A lens, or a part of one, that somebody pointed at.

use leptos::prelude::*;

use super::{eyebrow, inside, lens_picker};
use crate::exchange::share::{Opened, Shared};
use crate::lens::{Choice, Lens, QuestionId};
use crate::review::LensRef;
use crate::text::counted;
use crate::ui::components::prose::{self, prose};
use crate::ui::platform;
use crate::ui::route::{Part, Route};
use crate::ui::state::App;

/// The page.
pub fn view(app: App, opened: &Opened, shared: &Shared, said: RwSignal<String>) -> AnyView {
    let (of, question) = match shared {
        Shared::Question(of, question) | Shared::Practice(of, question, _) => (of, Some(question)),
        Shared::Lens(of) | Shared::Pillar(of, _) => (of, None),
        _ => return ().into_any(),
    };
    let lenses = app.lenses_with(opened);
    let Some(lens) = lenses.get(&of.key) else {
        return view! {
            {eyebrow("Shared with you")}
            <h1 tabindex="-1">{of.name.clone()}</h1>
            {inside(app, opened)}
            <p class="notice notice-warning">
                {format!("The lens \"{}\" is not on your shelf. Ask for its file and open it here.", of.name)}
            </p>
            {lens_picker(app, of.key.clone(), said)}
        }
        .into_any();
    };
    let (heading, content) = told(shared, lens);
    platform::set_title(&format!("{heading} · Plumbline"));
    view! {
        {eyebrow("Shared with you")}
        <h1 tabindex="-1">{heading}</h1>
        {inside(app, opened)}
        {content}
        {actions(app, opened, of)}
        {mine(app, of, question)}
    }
    .into_any()
}

/// The heading, and what there is to read.
fn told(shared: &Shared, lens: &Lens) -> (String, AnyView) {
    let whole = || (lens.name.clone(), pillars(lens));
    match shared {
        Shared::Pillar(_, id) => match lens.pillar(id) {
            Some(pillar) => {
                let questions =
                    pillar.questions.iter().map(|q| view! { <li>{q.title.clone()}</li> });
                let list = view! { <ol>{questions.collect_view()}</ol> };
                (pillar.name.clone(), list.into_any())
            }
            None => whole(),
        },
        Shared::Question(_, id) => match lens.question(id) {
            Some((pillar, question)) => {
                let practices = question.choices.iter().filter(|c| !c.is_none_of_these());
                let practices =
                    practices.map(|c| view! { <li>{c.title.clone()}</li> }).collect_view();
                let content = view! {
                    <p class="help">{format!("{}, {}", lens.name, pillar.name)}</p>
                    <div class="prose">{question.description.as_deref().map(prose)}</div>
                    <h2>"Practices"</h2>
                    <ul class="bullets">{practices}</ul>
                };
                (question.title.clone(), content.into_any())
            }
            None => whole(),
        },
        Shared::Practice(_, id, choice) => {
            let found = lens.question(id).and_then(|(pillar, question)| {
                let choice = &question.choices[question.choice_index(choice)?];
                Some((format!("{}, {}: {}", lens.name, pillar.name, question.title), choice))
            });
            match found {
                Some((place, choice)) => (choice.title.clone(), practice(place, choice)),
                None => whole(),
            }
        }
        _ => whole(),
    }
}

fn pillars(lens: &Lens) -> AnyView {
    let pillars = lens.pillars.iter().map(|pillar| {
        view! { <li>{format!("{}: {}", pillar.name, counted(pillar.questions.len(), "question"))}</li> }
    });
    view! {
        <div class="prose">{prose(&lens.description)}</div>
        <ul class="bullets">{pillars.collect_view()}</ul>
    }
    .into_any()
}

fn practice(place: String, choice: &Choice) -> AnyView {
    let plan = choice.improvement_plan.as_ref().map(|plan| {
        view! { <h2>"How to get there"</h2>{prose::resource(plan)} }
    });
    view! {
        <p class="help">{place}</p>
        <div class="prose">{choice.description.as_deref().map(prose)}</div>
        {choice.helpful_resource.as_ref().map(prose::resource)}
        {plan}
    }
    .into_any()
}

fn actions(app: App, opened: &Opened, of: &LensRef) -> AnyView {
    let key = of.key.clone();
    let on_shelf = app.can_load(&key) || opened.brought.iter().all(|(brought, _)| *brought != key);
    if on_shelf {
        return view! {
            <p class="actions">
                <a class="button primary" href=Route::Lens(key.clone()).to_string()>"See the whole lens"</a>
                <a class="button" href=Route::New(Some(key)).to_string()>"Start a review with this lens"</a>
            </p>
        }
        .into_any();
    }
    let opened = opened.clone();
    view! {
        <p class="actions">
            <button type="button" class="primary" on:click=move |_| {
                app.shelve_brought(&opened);
                app.say("The lens is on your shelf.");
                app.go(&Route::Lens(key.clone()));
            }>"Put the lens on my shelf"</button>
        </p>
    }
    .into_any()
}

/// The same question in the reviews that are here.
fn mine(app: App, of: &LensRef, question: Option<&QuestionId>) -> Option<AnyView> {
    let question = question?;
    let index = app.index.get();
    let rows: Vec<_> = index
        .iter()
        .filter(|entry| entry.lenses.iter().any(|(key, _)| *key == of.key))
        .map(|entry| {
            let part = Part::Review(Some((of.key.clone(), question.clone())));
            let link = part.of(&entry.id).to_string();
            view! { <li><a href=link>{entry.name.clone()}</a></li> }
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(
        view! {
            <section aria-labelledby="mine-heading">
                <h2 id="mine-heading">"Answer it in one of my reviews"</h2>
                <ul class="bullets">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
