//! The help column: why the answer has its risk, what lowers it, and where to
//! read more.

use leptos::prelude::*;

use super::question::Shown;
use crate::lens::companion::QuestionNotes;
use crate::review::AnswerChange;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::{prose, reason, why};
use crate::ui::erased::nothing;
use crate::ui::learning::{how_to, word};
use crate::ui::sharing::{self, Place};

/// The column.
pub fn view(shown: Shown) -> AnyView {
    let resource = shown.question().helpful_resource.as_ref().map(|r| {
        view! { <section><h2>{icon(Icon::Help)}"Help with this question"</h2>{prose::resource(r)}</section> }
    });
    let notes = shown.question_notes();
    let answer = shown.answer;
    let (app, place) = (shown.app, Place::Question(shown.here.0.clone(), shown.here.1.clone()));
    let why =
        move || answer.with(|a| why::explain(shown.question(), a, word("risk-rule", "rules")));
    view! {
        <aside class="help-column" aria-label="Help">
            <section class="why">
                <h2>"Why this risk"</h2>
                {why}
            </section>
            {notes.map(facilitator)}
            {resource}
            <p class="actions share-row">{sharing::button(app, place)}</p>
        </aside>
    }
    .into_any()
}

/// The official number of the question, where it has one.
pub fn code(shown: Shown) -> AnyView {
    match shown.question_notes().and_then(|notes| notes.code) {
        Some(code) => view! { " · "<span class="code">{code}</span> }.into_any(),
        None => nothing(),
    }
}

/// Why the whole question does not apply.
pub fn reason(shown: Shown) -> AnyView {
    let answer = shown.answer;
    let reason = Signal::derive(move || answer.with(|a| a.not_applicable));
    reason::field("question-reason", "Why not", reason, move |r| {
        shown.change(AnswerChange::NotApplicable(Some(r)));
    })
}

/// What helps the one who asks: who should be there, how to begin, what to
/// listen for.
fn facilitator(notes: QuestionNotes) -> AnyView {
    let roles: Vec<&str> = notes.roles.iter().map(|role| role.words()).collect();
    let prompts =
        notes.prompts.into_iter().map(|prompt| view! { <li>{prompt}</li> }).collect_view();
    view! {
        <section class="facilitator">
            <h2>{icon(Icon::People)}"For the facilitator"</h2>
            <ul class="prompts">{prompts}</ul>
            <p class="flag"><strong>"Listen for: "</strong>{notes.flag}</p>
            <p class="help">
                {format!("About {} minutes with: {}.", notes.minutes, roles.join(", "))}
            </p>
            {how_to("holding-the-conversation", "hold the conversation")}
        </section>
    }
    .into_any()
}
