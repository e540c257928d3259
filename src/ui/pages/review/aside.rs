//! The help column: why the answer has its risk, what lowers it, and where to
//! read more.

use leptos::prelude::*;

use super::question::Shown;
use crate::lens::companion::QuestionNotes;
use crate::lens::{Because, Evaluation, Question, Risk};
use crate::review::{Answer, AnswerChange, fix};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::{prose, reason, risk};
use crate::ui::erased::nothing;
use crate::ui::sharing::{self, Place};

/// The column.
pub fn view(shown: Shown) -> AnyView {
    let resource = shown.question().helpful_resource.as_ref().map(|r| {
        view! { <section><h2>{icon(Icon::Help)}"Help with this question"</h2>{prose::resource(r)}</section> }
    });
    let notes = shown.question_notes();
    let answer = shown.answer;
    let (app, place) = (shown.app, Place::Question(shown.here.0.clone(), shown.here.1.clone()));
    let why = move || answer.with(|a| explain(shown.question(), a));
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
        </section>
    }
    .into_any()
}

/// Why an answer has its risk, and the fewest practices that lower it.
fn explain(question: &Question, answer: &Answer) -> AnyView {
    let evaluation = answer.evaluate(question);
    let beyond = question
        .is_beyond_documented(
            answer.not_applicable.is_none(),
            question.choice_set(&answer.selected),
            answer.choices_not_applicable(question),
        )
        .then(|| {
            view! {
                <p class="help">
                    "A practice here is marked as not applicable, and AWS does not document what that \
                     does in a rule like this one. Its tool may show another risk."
                </p>
            }
        });
    view! { {because(question, evaluation)}{beyond}{smallest(question, answer)} }.into_any()
}

fn because(question: &Question, evaluation: Evaluation) -> AnyView {
    let words = match evaluation.because {
        Because::NothingSelected => {
            "Nothing is ticked yet. Tick what the team really does today; None of these is an answer too."
                .to_owned()
        }
        Because::QuestionNotApplicable => {
            "The question is marked as not applicable. Your ticks are kept for the day it applies again."
                .to_owned()
        }
        Because::EveryChoiceNotApplicable => {
            "Every practice is marked as not applicable, so no risk is left.".to_owned()
        }
        Because::NoRuleTrue => {
            "No rule of this lens is true for this answer, and it has no default rule. AWS does not \
             document what happens then; Plumbline takes the careful side."
                .to_owned()
        }
        Because::Rule(place) => return rule(question, place),
    };
    view! { <p>{words}</p> }.into_any()
}

/// The first true rule decides.
fn rule(question: &Question, place: usize) -> AnyView {
    let rule = &question.rules[place];
    let words = if rule.condition.is_default() {
        "None of the rules above the default is true, so the default decides:"
    } else {
        "The first rule that is true decides:"
    };
    let rows = question
        .rules
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let condition = r.condition.to_string();
            let state = match i.cmp(&place) {
                std::cmp::Ordering::Less => "not true",
                std::cmp::Ordering::Equal => "true: decides",
                std::cmp::Ordering::Greater => "not asked",
            };
            view! {
                <li class:decides=i == place>
                    <code>{condition}</code>
                    <span class="rule-foot">{risk::badge(r.risk)}<span class="help">{state}</span></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <p>{words}" "{risk::badge(rule.risk)}</p>
        <details class="rules">
            <summary>"Show the rules"</summary>
            <ol class="plain">{rows}</ol>
        </details>
    }
    .into_any()
}

fn smallest(question: &Question, answer: &Answer) -> Option<AnyView> {
    let risk_now = answer.evaluate(question).risk;
    if !matches!(risk_now, Risk::High | Risk::Medium) {
        return None;
    }
    let fix = fix::smallest(question, answer)?;
    let items = fix
        .practices
        .iter()
        .filter_map(|id| {
            let choice = &question.choices[question.choice_index(id)?];
            Some(view! { <li>{choice.title.clone()}</li> })
        })
        .collect_view();
    Some(
        view! {
            <h3>"Smallest step"</h3>
            <p>"This is enough to come to "{risk::badge(fix.risk)}":"</p>
            <ul class="bullets">{items}</ul>
        }
        .into_any(),
    )
}
