//! Marking practices where one reads of them.

use leptos::prelude::*;

use super::{Here, parts};
use crate::learn::PracticeId;
use crate::lens::{Choice, Pillar, Question};
use crate::ui::components::level;
use crate::ui::components::marking::marking;
use crate::ui::route::Route;

fn buttons(here: &Here, question: &Question, choice: &Choice) -> AnyView {
    let app = here.app;
    let practice = PracticeId {
        lens: here.key.clone(),
        question: question.id.clone(),
        choice: choice.id.clone(),
    };
    let mark = app.mark_of(practice.clone());
    marking(&choice.title, mark, move |mark| app.mark(practice.clone(), mark))
}

/// On the page of a practice.
pub(super) fn one(here: &Here, question: &Question, choice: &Choice) -> Option<AnyView> {
    (!choice.is_none_of_these()).then(|| {
        view! {
            {buttons(here, question, choice)}
            <a href=Route::Marks.to_string()>"What you marked"</a>
        }
        .into_any()
    })
}

/// The practices of a question, each leading to its page, with the buttons.
pub(super) fn practices(here: &Here, pillar: &Pillar, question: &Question) -> AnyView {
    let rows = parts::practices(question)
        .map(|choice| {
            let notes = here.practice_notes(question, choice);
            let to = here.to(&[pillar.id.as_str(), question.id.as_str(), choice.id.as_str()]);
            view! {
                <li>
                    {notes.map(|n| level::chip(n.level))}
                    <span><a href=to>{choice.title.clone()}</a></span>
                    {notes.and_then(|n| n.code.clone()).map(|code| view! { <span class="code">{code}</span> })}
                    {buttons(here, question, choice)}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="practice-list marked-list">{rows}</ul> }.into_any()
}
