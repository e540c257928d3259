//! How a risk is decided: the rule that is the first to be true, in words and
//! among the others, and the smallest step that lowers the risk.

use leptos::prelude::*;

use super::risk;
use crate::lens::{Because, Evaluation, Question, Risk};
use crate::review::{Answer, fix};

/// Why an answer has its risk, and the fewest practices that lower it. `rules`
/// is the word itself, which may be explained.
pub fn explain(question: &Question, answer: &Answer, rules: AnyView) -> AnyView {
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
    view! { {because(question, evaluation, rules)}{beyond}{smallest(question, answer)} }.into_any()
}

/// What decided a risk; see [`explain`].
pub fn because(question: &Question, evaluation: Evaluation, rules: AnyView) -> AnyView {
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
        Because::Rule(place) => return rule(question, place, rules),
    };
    view! { <p>{words}</p> }.into_any()
}

/// The first true rule decides.
fn rule(question: &Question, place: usize, rules: AnyView) -> AnyView {
    let rule = &question.rules[place];
    let words = if rule.condition.is_default() {
        view! { "None of the "{rules}" above the default is true, so the default decides:" }
            .into_any()
    } else {
        view! { "The first of the "{rules}" that is true decides:" }.into_any()
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
            {names(question)}
        </details>
    }
    .into_any()
}

/// What the ids in the rules of a question stand for.
pub fn names(question: &Question) -> AnyView {
    let is_named =
        |place: usize| question.rules.iter().any(|r| r.condition.mentioned().contains(place));
    let named: Vec<_> =
        question.choices.iter().enumerate().filter(|(place, _)| is_named(*place)).collect();
    if named.is_empty() {
        return ().into_any();
    }
    let rows = named
        .into_iter()
        .map(|(_, choice)| {
            let (id, title) = (choice.id.to_string(), choice.title.clone());
            view! { <li><code>{id}</code>" "{title}</li> }
        })
        .collect_view();
    view! {
        <p class="help rule-names-lead">"What the names in the rules stand for:"</p>
        <ul class="plain rule-names">{rows}</ul>
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
