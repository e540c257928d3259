//! Ticks with nothing at stake: which rule fires for them, and why. Nothing is
//! stored, and it is forgotten with the page.

use std::sync::Arc;

use leptos::prelude::*;

use crate::lens::Question;
use crate::review::Answer;
use crate::ui::components::{risk, why};
use crate::ui::erased::{change, click, flag, live};
use crate::ui::learning::word;

/// The section.
pub(super) fn view(question: &Question) -> AnyView {
    let question = Arc::new(question.clone());
    let answer = RwSignal::new(Answer::default());
    let rows = (0..question.choices.len())
        .map(|place| {
            let choice = &question.choices[place];
            let (read, written) = (choice.id.clone(), question.clone());
            view! {
                <li>
                    <label class="card-check">
                        <input type="checkbox"
                            prop:checked=flag(move || answer.with(|a| a.selected.contains(&read)))
                            on:change=change(move |ev| {
                                let on = event_target_checked(&ev);
                                answer.update(|a| tick(&written, a, place, on));
                            }) />
                        <span>{choice.title.clone()}</span>
                    </label>
                </li>
            }
        })
        .collect_view();
    let evaluated = {
        let question = question.clone();
        Memo::new(move |_| answer.with(|a| a.evaluate(&question).risk))
    };
    let is_empty = Memo::new(move |_| answer.with(|a| a.selected.is_empty()));
    view! {
        <section class="try-rule no-print" aria-labelledby="try-rule">
            <h2 id="try-rule">"Try it"</h2>
            <p>"Tick what might be in place and see how the risk follows. Nothing is stored."</p>
            <fieldset>
                <legend class="unseen">"In place"</legend>
                <ul class="plain">{rows}</ul>
            </fieldset>
            <div class="try-risk">
                <div role="status" aria-label="Risk of these ticks">{live(move || risk::badge(evaluated.get()))}</div>
                <button type="button" class="quiet" prop:disabled=flag(move || is_empty.get())
                    on:click=click(move |_| answer.set(Answer::default()))>"Untick all"</button>
            </div>
            <div class="why">{live(move || answer.with(|a| why::explain(&question, a, word("risk-rule", "rules"))))}</div>
        </section>
    }
    .into_any()
}

/// Ticks or unticks a choice. "None of these" and practices exclude each other,
/// as in a review.
fn tick(question: &Question, answer: &mut Answer, place: usize, on: bool) {
    let choice = &question.choices[place];
    if !on {
        answer.selected.remove(&choice.id);
        return;
    }
    let is_none = choice.is_none_of_these();
    answer.selected.retain(|other| {
        let other = question.choice_index(other).map(|other| &question.choices[other]);
        other.is_some_and(|other| other.is_none_of_these() == is_none)
    });
    answer.selected.insert(choice.id.clone());
}
