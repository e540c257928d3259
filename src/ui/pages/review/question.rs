//! One question with its answer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::erased::{change, fact, flag, live, nothing};

use super::{Here, all, choices};
use crate::lens::{Lens, Question, limits};
use crate::review::{Answer, AnswerChange, Reason};
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose::prose;
use crate::ui::components::risk;
use crate::ui::desk;
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::state::App;

/// The question's parts read its answer through one memo, so a tick renders
/// this question only.
#[derive(Clone)]
pub struct Shown {
    /// The app.
    pub app: App,
    /// Which question.
    pub here: Here,
    /// Its lens.
    pub lens: Arc<Lens>,
    /// Its place in the lens: pillar and question.
    place: (usize, usize),
    /// Its answer.
    pub answer: Memo<Answer>,
}

impl Shown {
    /// The question.
    pub fn question(&self) -> &Question {
        &self.lens.pillars[self.place.0].questions[self.place.1]
    }

    /// Changes the answer.
    pub fn change(&self, change: AnswerChange) -> bool {
        self.app.change(&self.here.0, &self.here.1, change)
    }
}

/// The question at this place.
pub fn view(app: App, here: Here) -> AnyView {
    let lens = app.lenses.with_untracked(|l| l.get(&here.0).cloned());
    let found = lens.and_then(|lens| {
        let place = lens.pillars.iter().enumerate().find_map(|(p, pillar)| {
            let q = pillar.questions.iter().position(|q| q.id == here.1)?;
            Some((p, q))
        })?;
        Some((lens, place))
    });
    let Some((lens, place)) = found else { return nowhere(app) };
    let answer = {
        let here = here.clone();
        Memo::new(move |_| app.answer(&here.0, &here.1))
    };
    let shown = Shown { app, here, lens, place, answer };
    let question = shown.question();
    let pillar = &shown.lens.pillars[place.0];
    platform::set_title(&format!("{} · {} · Plumbline", question.title, app.workload_name()));

    let evaluated = {
        let shown = shown.clone();
        Memo::new(move |_| shown.answer.with(|a| a.evaluate(shown.question()).risk))
    };
    let notes = Signal::derive(move || answer.with(|a| a.notes.clone()));
    let (noted, coded) = (shown.clone(), shown.clone());
    let number =
        format!("{} · question {} of {}", pillar.name, place.1 + 1, pillar.questions.len());
    view! {
        <article class="question">
            <fieldset class="question-set">
                <legend>
                    <span class="where">{number}{desk::inline(app, move |desk| (desk.code)(coded.clone()))}</span>
                    <h1 tabindex="-1">{question.title.clone()}</h1>
                </legend>
                <div class="risk-line" role="status" aria-label="Risk of this answer">
                    {live(move || risk::badge(evaluated.get()))}
                </div>
                <div class="prose">{question.description.as_deref().map(prose)}</div>
                {choices::view(shown.clone())}
                {not_applicable(shown.clone())}
            </fieldset>
            {text_field(
                Field {
                    id: "answer-notes".to_owned(),
                    label: "Notes".to_owned(),
                    help: "What was said, what is planned, where the proof is.",
                    most: limits::NOTES,
                    rows: 3,
                    required: false,
                },
                notes,
                Signal::derive(|| None),
                move |text| {
                    noted.change(AnswerChange::Notes(text));
                },
            )}
        </article>
        {steps(app, shown.here.clone())}
        {desk::inline(app, move |desk| (desk.help)(shown.clone()))}
    }
    .into_any()
}

fn nowhere(app: App) -> AnyView {
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"This lens has no such question"</h1>
            <p>"The link may be for another version of the lens."</p>
            <p><a class="button primary" href=app.link(Part::Review(None))>"Go to the questions"</a></p>
        </div>
    }
    .into_any()
}

/// The switch and the reason.
fn not_applicable(shown: Shown) -> AnyView {
    let answer = shown.answer;
    let is_set = fact(move || answer.with(|a| a.not_applicable.is_some()));
    let switched = shown.clone();
    view! {
        <div class="not-applicable">
            <label class="switch">
                <input type="checkbox" id="not-applicable" prop:checked=flag(move || is_set.get())
                    on:change=change(move |ev| {
                        let on = event_target_checked(&ev);
                        switched.change(AnswerChange::NotApplicable(on.then_some(Reason::None)));
                    }) />
                <span>"This question does not apply"</span>
            </label>
            {live(move || {
                if !is_set.get() {
                    return nothing();
                }
                let shown = shown.clone();
                desk::inline(shown.app, move |desk| (desk.question_reason)(shown.clone()))
            })}
        </div>
    }
    .into_any()
}

/// Previous and next.
fn steps(app: App, here: Here) -> AnyView {
    let questions = all(app);
    let place = questions.iter().position(|q| *q == here);
    let before = place.and_then(|p| p.checked_sub(1)).and_then(|p| questions.get(p));
    let after = place.and_then(|p| questions.get(p + 1));
    let link = |to: &Here| app.link(Part::Review(Some(to.clone())));
    let previous = match before {
        Some(to) => view! {
            <a id="previous-question" class="button" href=link(to)>{icon(Icon::Back)}"Previous"</a>
        }
        .into_any(),
        None => view! { <span></span> }.into_any(),
    };
    let next = match after {
        Some(to) => view! {
            <a id="next-question" class="button primary" href=link(to)>"Next"{icon(Icon::Forward)}</a>
        }
        .into_any(),
        None => view! {
            <a id="next-question" class="button primary" href=app.link(Part::Overview)>
                "See the result"{icon(Icon::Forward)}
            </a>
        }
        .into_any(),
    };
    view! { <nav class="steps" aria-label="Previous and next question">{previous}{next}</nav> }
        .into_any()
}
