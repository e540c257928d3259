//! What a practice means, how to get there, and what one can say about it.

use leptos::prelude::*;

use super::question::Shown;
use crate::lens::companion::{PracticeNotes, QuestionNotes};
use crate::lens::{Choice, ChoiceId, ResourceKind, limits};
use crate::review::{AnswerChange, Reason};
use crate::ui::components::field::counter;
use crate::ui::components::{level, prose, reason};
use crate::ui::erased::{change, flag, live, nothing, text};

impl Shown {
    /// What the companion of the lens says of the question.
    pub fn question_notes(&self) -> Option<QuestionNotes> {
        self.app.companion(&self.here.0)?.questions.get(&self.here.1).cloned()
    }

    /// What it says of a practice.
    fn practice_notes(&self, practice: &ChoiceId) -> Option<PracticeNotes> {
        let companion = self.app.companion(&self.here.0)?;
        companion.questions.get(&self.here.1)?.practices.get(practice).cloned()
    }
}

/// Of the choice at this place in its question.
pub fn view(shown: Shown, place: usize) -> AnyView {
    let choice = &shown.question().choices[place];
    let description = choice.description.as_deref().map(prose::prose);
    let helpful = choice.helpful_resource.as_ref().map(prose::resource);
    let more = choice
        .additional_resources
        .iter()
        .filter(|group| group.kind == ResourceKind::Helpful)
        .flat_map(|group| &group.content)
        .map(prose::resource)
        .collect_view();
    let improve = choice.improvement_plan.as_ref().map(|plan| {
        view! { <h3>"How to get there"</h3>{prose::resource(plan)} }
    });
    let facts = shown.practice_notes(&choice.id).map(facts);
    let said = (!choice.is_none_of_these()).then(|| remarks(shown.clone(), choice));
    view! {
        <div class="explanation-body">
            <div class="prose">{description}</div>
            {helpful}
            {more}
            {facts}
            {improve}
            {said}
        </div>
    }
    .into_any()
}

/// The level of risk of a practice, beside it.
pub fn chip(shown: Shown, place: usize) -> AnyView {
    let choice = &shown.question().choices[place];
    match shown.practice_notes(&choice.id) {
        Some(notes) => level::chip(notes.level),
        None => nothing(),
    }
}

/// What the companion says of a practice.
fn facts(notes: PracticeNotes) -> AnyView {
    let code = notes.code.map(|code| view! { <li>{code}</li> });
    let related = (!notes.related.is_empty())
        .then(|| view! { <li>"See also "{notes.related.join(", ")}</li> });
    view! {
        <ul class="aspects">
            {code}
            <li>{format!("Takes {}", notes.effort.words())}</li>
            <li>{format!("Usually done by: {}", notes.role.words())}</li>
            {related}
        </ul>
    }
    .into_any()
}

/// Not applicable, with reason and note.
fn remarks(shown: Shown, choice: &Choice) -> AnyView {
    let id = choice.id.clone();
    let answer = shown.answer;
    let mark = {
        let id = id.clone();
        Memo::new(move |_| answer.with(|a| a.mark(&id)))
    };
    let is_set = Memo::new(move |_| mark.with(|m| m.not_applicable.is_some()));
    let notes = Signal::derive(move || mark.with(|m| m.notes.clone()));
    let why = Signal::derive(move || mark.with(|m| m.not_applicable));
    let field = format!("note-{id}");
    let reason_field_id = format!("reason-{id}");
    let set = {
        let (shown, id) = (shown, id);
        move |change: &dyn Fn(&mut crate::review::ChoiceMark)| {
            let mut mark = mark.get_untracked();
            change(&mut mark);
            shown.change(AnswerChange::Mark(id.clone(), mark));
        }
    };
    let (set_na, set_reason, set_notes) = (set.clone(), set.clone(), set);
    view! {
        <div class="remarks">
            <label class="switch">
                <input type="checkbox" prop:checked=flag(move || is_set.get()) on:change=change(move |ev| {
                    let on = event_target_checked(&ev);
                    set_na(&|m| m.not_applicable = on.then_some(Reason::None));
                }) />
                <span>"This practice does not apply"</span>
            </label>
            {live(move || {
                if !is_set.get() {
                    return nothing();
                }
                let set_reason = set_reason.clone();
                reason::field(&reason_field_id, "Why it does not apply", why, move |r| {
                    set_reason(&|m| m.not_applicable = Some(r));
                })
            })}
            <div class="field">
                <label for=field.clone()>"Note on this practice"<span class="optional">" optional"</span></label>
                <textarea id=field rows="2" maxlength=limits::CHOICE_NOTES
                    prop:value=text(move || notes.get())
                    on:input=change(move |ev| {
                        let text = event_target_value(&ev);
                        set_notes(&|m| m.notes.clone_from(&text));
                    })></textarea>
                {counter(notes, limits::CHOICE_NOTES)}
            </div>
        </div>
    }
    .into_any()
}
