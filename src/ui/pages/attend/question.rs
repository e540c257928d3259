//! One question of a session, on a screen of its own.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Taking, bar};
use crate::lens::{Choice, Lens, Question, QuestionId, limits};
use crate::review::{Answer, AnswerChange, Reason};
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose::{self, prose};
use crate::ui::components::reason;
use crate::ui::erased::{change, fact, flag, live, nothing};
use crate::ui::platform;

/// A question that is being answered.
#[derive(Clone)]
struct Asked {
    taking: Taking,
    lens: Arc<Lens>,
    /// Its place in the lens: pillar and question.
    place: (usize, usize),
    answer: Memo<Answer>,
    unsure: Memo<bool>,
}

impl Asked {
    fn question(&self) -> &Question {
        &self.lens.pillars[self.place.0].questions[self.place.1]
    }

    /// Changes the answer and keeps it; what was refused is said.
    fn change(&self, change: AnswerChange) {
        let (app, session) = (self.taking.app, &self.taking.session.id);
        let before = self.answer.with_untracked(|a| a.selected.len());
        let ticks = matches!(change, AnswerChange::Select(_));
        let mut refused = None;
        app.change_attending(session, |attending| {
            refused = attending.reply.change(self.question(), change, platform::now()).err();
        });
        if let Some(error) = refused {
            app.say(error.to_string());
        } else if ticks && self.answer.with_untracked(|a| a.selected.len()) <= before {
            let what =
                if before == 1 { "One tick was cleared" } else { "The other ticks were cleared" };
            app.say(format!("{what}: None of these stands alone."));
        }
    }

    fn cannot(&self, cannot: bool) {
        let before = self.answer.with_untracked(|a| a.selected.len());
        self.taking.app.change_attending(&self.taking.session.id, |attending| {
            attending.reply.cannot_answer(&self.question().id, cannot, platform::now());
        });
        if cannot && before > 0 {
            let what =
                if before == 1 { "Your tick was cleared" } else { "Your ticks were cleared" };
            self.taking.app.say(format!("{what}: you said that you cannot answer."));
        }
    }
}

/// The page of a question.
pub(super) fn view(taking: Taking, id: &QuestionId) -> AnyView {
    let questions = taking.questions();
    let found = taking.lens.clone().zip(questions.iter().position(|(_, q)| q == id));
    let Some((lens, number)) = found else { return nowhere(&taking) };
    let place = lens.pillars.iter().enumerate().find_map(|(p, pillar)| {
        Some((p, pillar.questions.iter().position(|question| question.id == *id)?))
    });
    let Some(place) = place else { return nowhere(&taking) };
    let answer = {
        let (taking, id) = (taking.clone(), id.clone());
        Memo::new(move |_| taking.reply(|reply| reply.review.answer(&id)))
    };
    let unsure = {
        let (taking, id) = (taking.clone(), id.clone());
        Memo::new(move |_| taking.reply(|reply| reply.is_unsure(&id)))
    };
    let asked = Asked { taking: taking.clone(), lens, place, answer, unsure };
    let question = asked.question();
    platform::set_title(&format!("{} · {} · Plumbline", question.title, taking.session.name));
    let part = &taking.session.agenda[questions[number].0].title;
    let choices = (0..question.choices.len()).map(|place| choice(&asked, place)).collect_view();
    view! {
        <div class="page narrow attend">
            <div class="attend-where">
                <p>
                    <span class="attend-part">{part.clone()}</span>
                    <span>{format!("Question {} of {}", number + 1, questions.len())}</span>
                    <a href=taking.overview()>"All questions"</a>
                </p>
                {bar(number + 1, questions.len())}
            </div>
            <fieldset class="question-set">
                <legend><h1 tabindex="-1">{question.title.clone()}</h1></legend>
                {about(question)}
                <p class="help">"Tick what is true today, as far as you know."</p>
                <ul class="choices" class:faded=flag(move || answer.with(|a| a.not_applicable.is_some()))>
                    {choices}
                </ul>
                {otherwise(&asked)}
            </fieldset>
            {note(&asked)}
            {taking.kept()}
            {steps(&taking, &questions, number)}
        </div>
    }
    .into_any()
}

fn nowhere(taking: &Taking) -> AnyView {
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"This workshop has no such question"</h1>
            <p class="actions">
                <a class="button primary" href=taking.overview()>"See all questions"</a>
            </p>
        </div>
    }
    .into_any()
}

/// What the question is about, folded.
fn about(question: &Question) -> AnyView {
    if question.description.is_none() && question.helpful_resource.is_none() {
        return nothing();
    }
    view! {
        <details class="attend-about">
            <summary>"What this question is about"</summary>
            <div class="prose">{question.description.as_deref().map(prose)}</div>
            {question.helpful_resource.as_ref().map(prose::resource)}
        </details>
    }
    .into_any()
}

/// A practice to tick; all of its row is the target.
fn choice(asked: &Asked, place: usize) -> AnyView {
    let it = &asked.question().choices[place];
    let (id, answer, unsure) = (it.id.clone(), asked.answer, asked.unsure);
    let ticked = {
        let id = id.clone();
        fact(move || answer.with(|a| a.selected.contains(&id)) && !unsure.get())
    };
    let box_id = format!("choice-{place}");
    let key = char::from_digit(place as u32 + 1, 16).filter(|_| place < 15);
    let toggled = asked.clone();
    view! {
        <li class="choice" class:none=it.is_none_of_these() class:ticked=flag(move || ticked.get())>
            <label>
                <input type="checkbox" id=box_id prop:checked=flag(move || ticked.get())
                    on:change=change(move |ev| {
                        let id = id.clone();
                        toggled.change(match event_target_checked(&ev) {
                            true => AnswerChange::Select(id),
                            false => AnswerChange::Unselect(id),
                        });
                    }) />
                <span class="choice-title">{it.title.clone()}</span>
                {key.map(|k| view! { <kbd aria-hidden="true">{k.to_string()}</kbd> })}
            </label>
            {meaning(it)}
        </li>
    }
    .into_any()
}

/// What a practice means, folded.
fn meaning(choice: &Choice) -> AnyView {
    if choice.description.is_none() && choice.helpful_resource.is_none() {
        return nothing();
    }
    view! {
        <details class="explanation">
            <summary>"What this means"<span class="unseen">": "{choice.title.clone()}</span></summary>
            <div class="explanation-body">
                <div class="prose">{choice.description.as_deref().map(prose)}</div>
                {choice.helpful_resource.as_ref().map(prose::resource)}
            </div>
        </details>
    }
    .into_any()
}

/// The two other answers: it does not apply, and I cannot say.
fn otherwise(asked: &Asked) -> AnyView {
    let (answer, unsure) = (asked.answer, asked.unsure);
    let excused = fact(move || answer.with(|a| a.not_applicable.is_some()));
    let (applying, reasoned, doubting) = (asked.clone(), asked.clone(), asked.clone());
    let why = Signal::derive(move || answer.with(|a| a.not_applicable));
    view! {
        <div class="attend-else">
            <label class="card-check">
                <input type="checkbox" id="not-applicable" prop:checked=flag(move || excused.get())
                    on:change=change(move |ev| {
                        let reason = event_target_checked(&ev).then_some(Reason::None);
                        applying.change(AnswerChange::NotApplicable(reason));
                    }) />
                <span>"This does not apply to us"</span>
            </label>
            {live(move || {
                if !excused.get() {
                    return nothing();
                }
                let reasoned = reasoned.clone();
                reason::field("attend-reason", "Why not", why, move |reason| {
                    reasoned.change(AnswerChange::NotApplicable(Some(reason)));
                })
            })}
            <label class="card-check">
                <input type="checkbox" id="cannot-answer" prop:checked=flag(move || unsure.get())
                    on:change=change(move |ev| doubting.cannot(event_target_checked(&ev))) />
                <span>"I can't answer this"</span>
            </label>
        </div>
    }
    .into_any()
}

/// A note, folded until it is wanted. What is being typed stays as it is while
/// another tab keeps something.
fn note(asked: &Asked) -> AnyView {
    let answer = asked.answer;
    let stored = Memo::new(move |_| answer.with(|a| a.notes.clone()));
    let draft = RwSignal::new(stored.get_untracked());
    let is_typing = StoredValue::new(false);
    Effect::new(move |_| {
        let stored = stored.get();
        if !is_typing.get_value() {
            draft.set(stored);
        }
    });
    let opened = !draft.with_untracked(String::is_empty);
    let noted = asked.clone();
    let field = Field {
        id: "attend-note".to_owned(),
        label: "Note".to_owned(),
        help: "What you know about it, or what you wonder. It goes back with your answers.",
        most: limits::NOTES,
        rows: 3,
        required: false,
    };
    view! {
        <details class="more attend-note" open=opened>
            <summary>{if opened { "Your note" } else { "Add a note" }}</summary>
            // Leaving the page takes the focus away once all of this is gone.
            <div on:focusin=move |_| is_typing.set_value(true)
                on:focusout=move |_| {
                    let _ = is_typing.try_update_value(|is_typing| *is_typing = false);
                    if let Some(stored) = stored.try_get_untracked() {
                        let _ = draft.try_set(stored);
                    }
                }>
                {text_field(field, draft.into(), Signal::derive(|| None), move |text| {
                    draft.set(text.clone());
                    noted.change(AnswerChange::Notes(text));
                })}
            </div>
        </details>
    }
    .into_any()
}

/// Back and on.
fn steps(taking: &Taking, questions: &[(usize, QuestionId)], number: usize) -> AnyView {
    let before = number.checked_sub(1).and_then(|place| questions.get(place));
    let back = match before {
        Some((_, id)) => view! {
            <a id="previous-question" class="button" href=taking.question(id)>{icon(Icon::Back)}"Back"</a>
        }
        .into_any(),
        None => view! {
            <a class="button" href=taking.overview()>{icon(Icon::Back)}"Overview"</a>
        }
        .into_any(),
    };
    let on = match questions.get(number + 1) {
        Some((_, id)) => view! {
            <a id="next-question" class="button primary" href=taking.question(id)>"Next"{icon(Icon::Forward)}</a>
        }
        .into_any(),
        None => view! {
            <a id="next-question" class="button primary" href=taking.returning()>"Finish"{icon(Icon::Forward)}</a>
        }
        .into_any(),
    };
    view! { <nav class="steps attend-steps" aria-label="Back and next">{back}{on}</nav> }.into_any()
}
