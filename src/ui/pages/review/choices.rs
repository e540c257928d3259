//! The practices of a question to tick, each with its explanation folded
//! beneath.

use leptos::prelude::*;

use crate::ui::erased::{change, flag, live, nothing, text};

use super::question::Shown;
use crate::lens::{Choice, ChoiceId, ResourceKind, limits};
use crate::review::{AnswerChange, Reason};
use crate::ui::components::field::counter;
use crate::ui::components::prose;
use crate::ui::state::TakeBack;

/// All choices, "None of these" last and set apart as the lens has it.
pub fn view(shown: Shown) -> AnyView {
    let items = (0..shown.question().choices.len())
        .map(|place| choice(shown.clone(), place))
        .collect_view();
    let answer = shown.answer;
    let na = Memo::new(move |_| answer.with(|a| a.not_applicable.is_some()));
    view! { <ul class="choices" class:faded=flag(move || na.get())>{items}</ul> }.into_any()
}

fn choice(shown: Shown, place: usize) -> AnyView {
    let it = &shown.question().choices[place];
    let none = it.is_none_of_these();
    let id = it.id.clone();
    let answer = shown.answer;
    let ticked = {
        let id = id.clone();
        Memo::new(move |_| answer.with(|a| a.selected.contains(&id)))
    };
    let mark = {
        let id = id.clone();
        Memo::new(move |_| answer.with(|a| a.mark(&id)))
    };
    let toggled = shown.clone();
    let box_id = format!("choice-{place}");
    let key = char::from_digit(place as u32 + 1, 16).filter(|_| place < 15);
    let excused = move || mark.with(|m| m.not_applicable.is_some());
    view! {
        <li class="choice" class:none=none class:ticked=flag(move || ticked.get()) class:excused=flag(excused)>
            <label>
                <input type="checkbox" id=box_id prop:checked=flag(move || ticked.get())
                    on:change=change(move |ev| toggle(&toggled, &id, event_target_checked(&ev))) />
                <span class="choice-title">
                    {it.title.clone()}
                    <span class="tag" hidden=flag(move || !excused())>"Does not apply"</span>
                </span>
                {key.map(|k| view! { <kbd aria-hidden="true">{k.to_string()}</kbd> })}
            </label>
            {explanation(shown.clone(), it, none)}
        </li>
    }
    .into_any()
}

fn toggle(shown: &Shown, id: &ChoiceId, on: bool) {
    let before = shown.answer.with_untracked(|a| a.selected.len());
    let change =
        if on { AnswerChange::Select(id.clone()) } else { AnswerChange::Unselect(id.clone()) };
    shown.change(change);
    let after = shown.answer.with_untracked(|a| a.selected.len());
    if on && after <= before {
        let words =
            if before == 1 { "One tick was cleared" } else { "The other ticks were cleared" };
        shown
            .app
            .say_with_undo(format!("{words}: None of these stands alone."), TakeBack::LastChange);
    }
}

/// What the practice means, and what one can say about it.
fn explanation(shown: Shown, choice: &Choice, none: bool) -> AnyView {
    let description = choice.description.as_deref().map(prose::prose);
    let helpful = choice.helpful_resource.as_ref().map(prose::resource);
    let more = choice
        .additional_resources
        .iter()
        .filter(|group| group.kind == ResourceKind::Helpful)
        .flat_map(|group| &group.content)
        .map(prose::resource)
        .collect_view();
    if none && choice.helpful_resource.is_none() && choice.description.is_none() {
        return ().into_any();
    }
    let improve = choice.improvement_plan.as_ref().map(|plan| {
        view! { <h3>"How to get there"</h3>{prose::resource(plan)} }
    });
    let said = (!none).then(|| remarks(shown, choice));
    view! {
        <details class="explanation">
            <summary>
                {if none { "What this means" } else { "What this means, and notes" }}
                <span class="unseen">": "{choice.title.clone()}</span>
            </summary>
            <div class="explanation-body">
                <div class="prose">{description}</div>
                {helpful}
                {more}
                {improve}
                {said}
            </div>
        </details>
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

/// A choice among the reasons that AWS knows.
pub fn reason_field(
    id: &str,
    label: &'static str,
    reason: Signal<Option<Reason>>,
    changed: impl Fn(Reason) + 'static,
) -> AnyView {
    let options = Reason::ALL
        .into_iter()
        .rev()
        .map(|r| {
            view! {
                <option value=r.code() prop:selected=flag(move || reason.get() == Some(r))>{r.words()}</option>
            }
        })
        .collect_view();
    view! {
        <div class="field reason">
            <label for=id.to_owned()>{label}</label>
            <select id=id.to_owned() on:change=change(move |ev| {
                if let Some(r) = Reason::from_code(&event_target_value(&ev)) {
                    changed(r);
                }
            })>{options}</select>
        </div>
    }
    .into_any()
}
