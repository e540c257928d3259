//! What a practice means, how to get there, and what one can say about it.

use leptos::prelude::*;

use super::choices::reason_field;
use super::question::Shown;
use crate::lens::{Choice, ResourceKind, limits};
use crate::review::{AnswerChange, Reason};
use crate::ui::components::field::counter;
use crate::ui::components::prose;
use crate::ui::erased::{change, flag, live, nothing, text};

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
    let said = (!choice.is_none_of_these()).then(|| remarks(shown.clone(), choice));
    view! {
        <div class="explanation-body">
            <div class="prose">{description}</div>
            {helpful}
            {more}
            {improve}
            {said}
        </div>
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
    let reason = Signal::derive(move || mark.with(|m| m.not_applicable));
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
                reason_field(&reason_field_id, "Why it does not apply", reason, move |r| {
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
