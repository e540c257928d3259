//! The design principles of a lens: all of them, or one with the questions
//! that put it into practice.

use leptos::prelude::*;

use super::{Here, PRINCIPLES, parts};
use crate::lens::companion::Principle;
use crate::ui::learning::word;

/// The page of all, or of the one with this id.
pub(super) fn page(here: &Here, id: Option<&str>) -> AnyView {
    let all = here.companion.as_ref().map_or(&[][..], |companion| &companion.principles);
    let Some(id) = id else { return list(here, all) };
    let Some(place) = all.iter().position(|principle| principle.id == id) else {
        return super::missing(here);
    };
    let principle = &all[place];
    parts::title(here, &principle.title);
    let pillar = principle.pillar.as_ref().and_then(|id| here.lens.pillar(id));
    let questions = principle
        .questions
        .iter()
        .filter_map(|id| {
            let (pillar, question) = here.lens.question(id)?;
            let to = here.to(&[pillar.id.as_str(), question.id.as_str()]);
            Some(view! {
                <section>
                    <h3><a href=to>{here.question_title(question)}</a></h3>
                    {parts::practice_links(here, pillar, question)}
                </section>
            })
        })
        .collect_view();
    let neighbor = |place: Option<usize>| {
        let principle = all.get(place?)?;
        Some((here.to(&[PRINCIPLES, &principle.id]), principle.title.clone()))
    };
    view! {
        {parts::crumbs(here, &[(here.to(&[PRINCIPLES]), "Principles")])}
        <p class="help">
            {pillar.map_or("A principle of the whole lens".to_owned(), |p| format!("A principle of {}", p.name))}
        </p>
        <h1 tabindex="-1">{principle.title.clone()}</h1>
        <p class="lead">{principle.text.clone()}</p>
        <h2>"Questions that put it into practice"</h2>
        {questions}
        {parts::steps("Previous and next principle", neighbor(place.checked_sub(1)), neighbor(Some(place + 1)))}
    }
    .into_any()
}

fn list(here: &Here, all: &[Principle]) -> AnyView {
    parts::title(here, "Principles");
    let group = |heading: String, wanted: Option<&crate::lens::PillarId>| {
        let items: Vec<_> = all
            .iter()
            .filter(|principle| principle.pillar.as_ref() == wanted)
            .map(|principle| {
                view! {
                    <dt><a href=here.to(&[PRINCIPLES, &principle.id])>{principle.title.clone()}</a></dt>
                    <dd>{principle.text.clone()}</dd>
                }
            })
            .collect();
        (!items.is_empty())
            .then(|| view! { <section><h2>{heading}</h2><dl class="terms">{items}</dl></section> })
    };
    let pillars =
        here.lens.pillars.iter().map(|p| group(p.name.clone(), Some(&p.id))).collect_view();
    let empty = all.is_empty().then(|| view! { <p>"This lens says nothing about principles."</p> });
    view! {
        {parts::crumbs(here, &[])}
        <h1 tabindex="-1">"Design principles"</h1>
        <p class="lead">"What a "{word("lens", "lens")}" builds on. Each "{word("design-principle", "principle")}
            " leads to the questions that put it into practice."</p>
        {empty}
        {group("Of the whole lens".to_owned(), None)}
        {pillars}
    }
    .into_any()
}
