//! A lens: its pillars with their questions, its principles, and the forms to
//! take it along in.

use leptos::prelude::*;

use super::{Here, PRINCIPLES, parts, versions};
use crate::text::{about_time, counted};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose::prose;
use crate::ui::components::take_along::take_along;
use crate::ui::route::Route;

/// The page.
pub(super) fn page(here: &Here) -> AnyView {
    let lens = &here.lens;
    crate::ui::platform::set_title(&format!("{} · Library · Plumbline", lens.name));
    let count: usize =
        lens.questions().map(|(_, question)| parts::practices(question).count()).sum();
    let mut facts = format!(
        "{}, {}, {}",
        counted(lens.pillars.len(), "pillar"),
        counted(lens.questions().count(), "question"),
        counted(count, "practice")
    );
    let companion = here.companion.as_deref();
    if let Some(companion) = companion {
        facts += &format!(", {} in a review", about_time(companion.minutes()));
    }
    let principles = companion.filter(|c| !c.principles.is_empty()).map(|c| {
        view! {
            <a class="button" href=here.to(&[PRINCIPLES])>
                {format!("Its {}", counted(c.principles.len(), "principle"))}
            </a>
        }
    });
    let (app, key) = (here.app, here.key.clone());
    view! {
        <nav aria-label="Where you are">
            <ol class="crumbs"><li><a href=Route::Explore(Vec::new()).to_string()>"Library"</a></li></ol>
        </nav>
        <h1 tabindex="-1">{lens.name.clone()}</h1>
        <div class="prose lead">{prose(&lens.description)}</div>
        {companion.map(|c| view! { <p class="audience"><strong>"For: "</strong>{c.audience.clone()}</p> })}
        <p class="help">{facts}</p>
        <p class="actions no-print">
            <a class="button" href=Route::Search(None).to_string()>{icon(Icon::Search)}"Search"</a>
            {principles}
            <a class="button" href=Route::New(Some(here.key.clone())).to_string()>
                "Start a review with this lens"
            </a>
            {parts::share(here, None, None, None)}
            <a class="button quiet" href=Route::Practise(Some(here.key.clone())).to_string()>"Practise"</a>
        </p>
        {take_along(move |form| app.download_rendition(&key, None, form))}
        {versions::view(here)}
        {lens.pillars.iter().map(|pillar| one(here, pillar)).collect_view()}
    }
    .into_any()
}

fn one(here: &Here, pillar: &crate::lens::Pillar) -> AnyView {
    let questions = pillar
        .questions
        .iter()
        .map(|question| {
            let to = here.to(&[pillar.id.as_str(), question.id.as_str()]);
            let count = counted(parts::practices(question).count(), "practice");
            view! {
                <li><a href=to>{here.question_title(question)}</a>" "<span class="help">{count}</span></li>
            }
        })
        .collect_view();
    view! {
        <section class="explore-pillar">
            <h2><a href=here.to(&[pillar.id.as_str()])>{pillar.name.clone()}</a></h2>
            <ol class="plain question-links">{questions}</ol>
        </section>
    }
    .into_any()
}
