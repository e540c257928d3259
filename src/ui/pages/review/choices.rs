//! The practices of a question to tick, each with its explanation folded
//! beneath.

use leptos::prelude::*;

use crate::ui::erased::{change, fact, flag, live, nothing};

use super::question::Shown;
use crate::lens::{Choice, ChoiceId};
use crate::review::AnswerChange;
use crate::ui::desk;
use crate::ui::platform;
use crate::ui::state::TakeBack;

/// All choices, "None of these" last and set apart as the lens has it.
pub fn view(shown: Shown) -> AnyView {
    let items = (0..shown.question().choices.len())
        .map(|place| choice(shown.clone(), place))
        .collect_view();
    let answer = shown.answer;
    let na = fact(move || answer.with(|a| a.not_applicable.is_some()));
    view! { <ul class="choices" class:faded=flag(move || na.get())>{items}</ul> }.into_any()
}

fn choice(shown: Shown, place: usize) -> AnyView {
    let it = &shown.question().choices[place];
    let none = it.is_none_of_these();
    let id = it.id.clone();
    let answer = shown.answer;
    let ticked = {
        let id = id.clone();
        fact(move || answer.with(|a| a.selected.contains(&id)))
    };
    let excused = {
        let id = id.clone();
        fact(move || answer.with(|a| a.marks.get(&id).is_some_and(|m| m.not_applicable.is_some())))
    };
    let (app, chipped, toggled) = (shown.app, shown.clone(), shown.clone());
    let box_id = format!("choice-{place}");
    let key = char::from_digit(place as u32 + 1, 16).filter(|_| place < 15);
    view! {
        <li class="choice" class:none=none class:ticked=flag(move || ticked.get()) class:excused=flag(move || excused.get())>
            <label>
                <input type="checkbox" id=box_id prop:checked=flag(move || ticked.get())
                    on:change=change(move |ev| toggle(&toggled, &id, event_target_checked(&ev))) />
                <span class="choice-title">{it.title.clone()}</span>
                <span class="tag" hidden=flag(move || !excused.get())>"Does not apply"</span>
                {key.map(|k| view! { <kbd aria-hidden="true">{k.to_string()}</kbd> })}
            </label>
            {desk::inline(app, move |desk| (desk.chip)(chipped.clone(), place))}
            {explanation(shown.clone(), place, it, none)}
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

/// The explanation, folded; what is in it is built when it is opened first.
fn explanation(shown: Shown, place: usize, choice: &Choice, none: bool) -> AnyView {
    if none && choice.helpful_resource.is_none() && choice.description.is_none() {
        return nothing();
    }
    let opened = RwSignal::new(false);
    let app = shown.app;
    view! {
        <details class="explanation" prop:open=flag(move || opened.get())
            on:toggle=change(move |ev| opened.set(platform::is_open(&ev)))>
            <summary>
                {if none { "What this means" } else { "What this means, and notes" }}
                <span class="unseen">": "{choice.title.clone()}</span>
            </summary>
            {live(move || {
                if !opened.get() {
                    return nothing();
                }
                let shown = shown.clone();
                desk::inline(app, move |desk| (desk.explanation)(shown.clone(), place))
            })}
        </details>
    }
    .into_any()
}
