//! What to share: the kind, and what belongs to it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Choices, Place, What};
use crate::lens::{ChoiceId, Lens, PillarId, QuestionId, limits};
use crate::ui::components::field::{Field, text_field};

/// The kinds, and the fields of the one that is chosen.
pub fn view(choices: Choices) -> AnyView {
    let offers = choices.place.with_value(Place::offers);
    if offers.len() == 1 {
        // The page says what it is.
        return ().into_any();
    }
    let radios = offers
        .iter()
        .map(|what| {
            let what = *what;
            view! {
                <label class="radio">
                    <input type="radio" name="share-what" prop:checked=move || choices.what.get() == what
                        on:change=move |_| choices.what.set(what) />
                    <span>{words(choices, what)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>"What to share"</legend>
            <div class="share-what">{radios}</div>
        </fieldset>
        {move || fields(choices)}
    }
    .into_any()
}

fn words(choices: Choices, what: What) -> &'static str {
    let place = choices.place.get_value();
    match (what, place) {
        (What::Lens, _) => "This lens",
        (What::Pillar, _) => "A pillar",
        (What::Question, Place::Question(..)) => "This question",
        (What::Question, _) => "A question",
        (What::Practice, Place::Question(..)) => "A practice of it",
        (What::Practice, _) => "A practice",
        (What::Blank, Place::Review(_)) => "The same questions, unanswered",
        (What::Blank, _) => "A review to begin with it",
        (What::Answers, Place::Question(..)) => "My answers to this lens",
        (What::Answers, _) => "My answers alone",
        (What::Review, _) => "The whole review, to read",
    }
}

fn fields(choices: Choices) -> AnyView {
    let lens = move || choices.lens().map(|(_, lens)| lens);
    match choices.what.get() {
        What::Lens => ().into_any(),
        What::Pillar => (move || Some(pillar(choices, lens()?.as_ref()))).into_any(),
        What::Question => (move || question(choices, lens()?.as_ref())).into_any(),
        What::Practice => (move || {
            let lens = lens()?;
            Some(view! { {question(choices, &lens)}{practice(choices, lens)} })
        })
        .into_any(),
        What::Blank => view! {
            {text(choices.name, "share-name", "Name of the review", "Whoever opens the link can change it.", limits::WORKLOAD_NAME)}
            {move || match choices.place.get_value() {
                Place::Lens(_) => lens().map(|lens| scope(choices, &lens)),
                _ => None,
            }}
        }
        .into_any(),
        What::Answers => view! {
            {text(choices.from, "share-from", "Your name", "Stands with the answers. Leave it empty to stay unnamed.", limits::REVIEW_OWNER)}
            {notes(choices)}
        }
        .into_any(),
        What::Review => notes(choices),
    }
}

fn text(
    value: RwSignal<String>,
    id: &'static str,
    label: &'static str,
    help: &'static str,
    most: usize,
) -> AnyView {
    let field =
        Field { id: id.to_owned(), label: label.to_owned(), help, most, rows: 1, required: false };
    text_field(field, value.into(), Signal::derive(|| None), move |text| value.set(text))
}

fn notes(choices: Choices) -> AnyView {
    view! {
        <label class="switch">
            <input type="checkbox" prop:checked=move || choices.notes.get()
                on:change=move |ev| choices.notes.set(event_target_checked(&ev)) />
            <span>"Include the notes"</span>
        </label>
    }
    .into_any()
}

fn select(
    id: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<String>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = chosen.as_ref() == Some(&value);
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=move |ev| choose(event_target_value(&ev))>{options}</select>
        </div>
    }
    .into_any()
}

fn pillar(choices: Choices, lens: &Lens) -> AnyView {
    let options = lens.pillars.iter().map(|p| (p.id.0.clone(), p.name.clone())).collect();
    let chosen = untrack(|| choices.chosen_pillar()).map(|id| id.0);
    select("share-pillar", "Pillar", options, chosen, move |id| {
        choices.pillar.set(Some(PillarId(id)));
    })
}

fn question(choices: Choices, lens: &Lens) -> Option<AnyView> {
    if matches!(choices.place.get_value(), Place::Question(..)) {
        return None;
    }
    let options = lens
        .questions()
        .map(|(pillar, q)| (q.id.0.clone(), format!("{}: {}", pillar.name, q.title)))
        .collect();
    let chosen = untrack(|| choices.chosen_question()).map(|id| id.0);
    Some(select("share-question", "Question", options, chosen, move |id| {
        choices.question.set(Some(QuestionId(id)));
    }))
}

fn practice(choices: Choices, lens: Arc<Lens>) -> AnyView {
    (move || {
        let question = choices.chosen_question()?;
        let (_, question) = lens.question(&question)?;
        let options = question
            .choices
            .iter()
            .filter(|choice| !choice.is_none_of_these())
            .map(|choice| (choice.id.0.clone(), choice.title.clone()))
            .collect();
        let chosen = untrack(|| choices.chosen_practice()).map(|id| id.0);
        Some(select("share-practice", "Practice", options, chosen, move |id| {
            choices.practice.set(Some(ChoiceId(id)));
        }))
    })
    .into_any()
}

/// Which pillars are in scope.
fn scope(choices: Choices, lens: &Lens) -> AnyView {
    let all = lens.pillars.len();
    let boxes = lens
        .pillars
        .iter()
        .map(|pillar| {
            let (shown, toggled) = (pillar.id.clone(), pillar.id.clone());
            view! {
                <label class="switch">
                    <input type="checkbox"
                        prop:checked=move || choices.without.with(|w| !w.contains(&shown))
                        on:change=move |ev| {
                            let on = event_target_checked(&ev);
                            choices.without.update(|without| {
                                if on {
                                    without.remove(&toggled);
                                } else if without.len() + 1 < all {
                                    without.insert(toggled.clone());
                                }
                            });
                        } />
                    <span>{pillar.name.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>"Pillars in scope"</legend>
            <p class="help">"Questions of the others are marked as out of scope."</p>
            <div class="share-what">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
