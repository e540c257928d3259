//! A question: why it is asked, its practices, how its risk is decided.

use leptos::prelude::*;

use super::{Here, PRINCIPLES, parts};
use crate::lens::Question;
use crate::lens::companion::QuestionNotes;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose;
use crate::ui::learning::{how_to, word};

/// The page of the question at this place.
pub(super) fn page(here: &Here, p: usize, q: usize) -> AnyView {
    let pillar = &here.lens.pillars[p];
    let question = &pillar.questions[q];
    parts::title(here, &question.title);
    let all: Vec<_> = here.lens.questions().collect();
    let place = all.iter().position(|(_, other)| other.id == question.id).unwrap_or_default();
    let neighbor = |place: Option<usize>| {
        let (pillar, question) = all.get(place?)?;
        Some((here.to(&[pillar.id.as_str(), question.id.as_str()]), question.title.clone()))
    };
    let notes = here.notes(question);
    let resource = question.helpful_resource.as_ref().map(prose::resource);
    view! {
        {parts::crumbs(here, &[(here.to(&[pillar.id.as_str()]), &pillar.name)])}
        <p class="help">{format!("Question {} of {}", q + 1, pillar.questions.len())}</p>
        <h1 tabindex="-1">{here.question_title(question)}</h1>
        <div class="prose">{question.description.as_deref().map(prose::prose)}</div>
        {resource}
        <p class="actions no-print">{parts::share(here, Some(pillar), Some(question), None)}</p>
        <section><h2>"Practices"</h2>{super::marking::practices(here, pillar, question)}</section>
        {notes.map(facilitator)}
        {principles(here, question)}
        <section>
            <h2>"How the risk is decided"</h2>
            <p>"The first "{word("risk-rule", "rule")}" that is true for an answer decides its risk."</p>
            {parts::rules(question, &[])}
        </section>
        {super::try_rule::view(question)}
        {parts::steps("Previous and next question", neighbor(place.checked_sub(1)), neighbor(Some(place + 1)))}
    }
    .into_any()
}

/// How to ask it in a review.
fn facilitator(notes: &QuestionNotes) -> AnyView {
    let roles: Vec<&str> = notes.roles.iter().map(|role| role.words()).collect();
    let prompts =
        notes.prompts.iter().map(|prompt| view! { <li>{prompt.clone()}</li> }).collect_view();
    view! {
        <section class="facilitator">
            <h2>{icon(Icon::People)}"In a review"</h2>
            <ul class="prompts">{prompts}</ul>
            <p class="flag"><strong>"Listen for: "</strong>{notes.flag.clone()}</p>
            <p class="help">{format!("About {} minutes with: {}.", notes.minutes, roles.join(", "))}</p>
            {how_to("holding-the-conversation", "hold the conversation")}
        </section>
    }
    .into_any()
}

/// The principles that the question puts into practice.
fn principles(here: &Here, question: &Question) -> Option<AnyView> {
    let companion = here.companion.as_ref()?;
    let items: Vec<_> = companion
        .principles
        .iter()
        .filter(|principle| principle.questions.contains(&question.id))
        .map(|principle| {
            let to = here.to(&[PRINCIPLES, &principle.id]);
            view! { <li><a href=to>{principle.title.clone()}</a></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <section><h2>"Principles behind it"</h2><ul class="bullets">{items}</ul></section> }
            .into_any()
    })
}
