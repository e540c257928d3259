//! A whole pillar on one page, to be read as a book and to be printed.

use leptos::prelude::*;

use super::{Here, PRINCIPLES, parts};
use crate::lens::companion::Principle;
use crate::lens::{Pillar, Question};
use crate::text::{about_time, counted};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose::prose;
use crate::ui::components::take_along::take_along;
use crate::ui::erased::click;
use crate::ui::platform;

/// The page of the pillar at this place.
pub(super) fn page(here: &Here, place: usize) -> AnyView {
    let pillar = &here.lens.pillars[place];
    parts::title(here, &pillar.name);
    let count: usize = pillar.questions.iter().map(|q| parts::practices(q).count()).sum();
    let mut facts = format!(
        "Pillar {} of {}: {}, {}",
        place + 1,
        here.lens.pillars.len(),
        counted(pillar.questions.len(), "question"),
        counted(count, "practice")
    );
    let minutes: u32 =
        pillar.questions.iter().filter_map(|q| here.notes(q)).map(|notes| notes.minutes).sum();
    if minutes > 0 {
        facts += &format!(", {} in a review", about_time(minutes));
    }
    let contents = pillar
        .questions
        .iter()
        .enumerate()
        .map(|(q, question)| {
            // The address stays that of the page.
            let id = format!("book-{q}");
            let reveal = click(move |ev| {
                ev.prevent_default();
                platform::scroll_to(&id);
            });
            let to = here.to(&[pillar.id.as_str(), question.id.as_str()]);
            view! { <li><a href=to on:click=reveal>{here.question_title(question)}</a></li> }
        })
        .collect_view();
    let questions = pillar
        .questions
        .iter()
        .enumerate()
        .map(|(q, one)| chapter(here, pillar, one, q))
        .collect_view();
    let neighbor = |place: Option<usize>| {
        let pillar = here.lens.pillars.get(place?)?;
        Some((here.to(&[pillar.id.as_str()]), pillar.name.clone()))
    };
    let (app, key, id) = (here.app, here.key.clone(), pillar.id.clone());
    view! {
        {parts::crumbs(here, &[])}
        <h1 tabindex="-1">{pillar.name.clone()}</h1>
        <p class="help">{facts}</p>
        <p class="actions no-print">
            <button type="button" on:click=click(|_| platform::print())>{icon(Icon::Print)}"Print"</button>
            {parts::share(here, Some(pillar), None, None)}
        </p>
        {take_along(move |form| app.download_rendition(&key, Some(&id), form))}
        {here.companion.as_ref().map(|companion| {
            let own = companion.principles_of(Some(&pillar.id)).collect();
            let general = companion.general_principles_in(pillar).collect();
            view! {
                {principles(here, "Design principles", own)}
                {principles(here, "Design principles of the whole lens", general)}
            }
        })}
        <nav class="toc book-toc" aria-label="Questions of this pillar">
            <h2>"Questions"</h2>
            <ol class="plain">{contents}</ol>
        </nav>
        {questions}
        {parts::steps("Previous and next pillar", neighbor(place.checked_sub(1)), neighbor(Some(place + 1)))}
    }
    .into_any()
}

fn principles(here: &Here, heading: &'static str, all: Vec<&Principle>) -> Option<AnyView> {
    let items: Vec<_> = all
        .into_iter()
        .map(|principle| {
            view! {
                <dt><a href=here.to(&[PRINCIPLES, &principle.id])>{principle.title.clone()}</a></dt>
                <dd>{principle.text.clone()}</dd>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <section><h2>{heading}</h2><dl class="terms book-principles">{items}</dl></section> }
            .into_any()
    })
}

fn chapter(here: &Here, pillar: &Pillar, question: &Question, place: usize) -> AnyView {
    let to = here.to(&[pillar.id.as_str(), question.id.as_str()]);
    let practices = parts::practices(question)
        .map(|choice| {
            let to = here.to(&[pillar.id.as_str(), question.id.as_str(), choice.id.as_str()]);
            let heading = |words| view! { <h4>{words}</h4> }.into_any();
            view! {
                <section class="book-practice">
                    <h3><a href=to>{choice.title.clone()}</a></h3>
                    {here.practice_notes(question, choice).map(parts::facts)}
                    {parts::explanation(choice, heading)}
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="book-question">
            <h2 id=format!("book-{place}")><a href=to>{here.question_title(question)}</a></h2>
            <div class="prose">{question.description.as_deref().map(prose)}</div>
            {practices}
        </section>
    }
    .into_any()
}
