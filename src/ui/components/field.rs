//! A labelled text with its limit, checked as one types.

use leptos::prelude::*;

use crate::ui::erased::{change, maybe, text, words};

/// What a field is and may hold.
pub struct Field {
    /// Unique on the page.
    pub id: String,
    /// Above the field.
    pub label: String,
    /// Under the label; may be empty.
    pub help: &'static str,
    /// The most characters; the counter shows when it comes near.
    pub most: usize,
    /// Rows of a text of several lines; 1 is a single line.
    pub rows: u32,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A text field. `problem` is shown beneath, in words.
pub fn text_field(
    field: Field,
    value: Signal<String>,
    problem: Signal<Option<String>>,
    changed: impl Fn(String) + 'static,
) -> AnyView {
    draw(field, value, problem, Box::new(changed))
}

fn draw(
    field: Field,
    value: Signal<String>,
    problem: Signal<Option<String>>,
    changed: Box<dyn Fn(String)>,
) -> AnyView {
    let Field { id, label, help, most, rows, required } = field;
    let help_id = format!("{id}-help");
    let problem_id = format!("{id}-problem");
    let described_by = format!("{help_id} {problem_id}");
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let input = if rows > 1 {
        view! {
            <textarea id=id.clone() rows=rows maxlength=most
                prop:value=text(move || value.get())
                aria-describedby=described_by aria-invalid=maybe(invalid)
                on:input=change(move |ev| changed(event_target_value(&ev)))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=id.clone() type="text" maxlength=most autocomplete="off"
                prop:value=text(move || value.get())
                aria-required=required.then_some("true")
                aria-describedby=described_by aria-invalid=maybe(invalid)
                on:input=change(move |ev| changed(event_target_value(&ev)))
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>
                {label}
                {(!required).then(|| view! { <span class="optional">" optional"</span> })}
            </label>
            <p class="help" id=help_id>{help}</p>
            {input}
            <div class="field-foot">
                <p class="problem" id=problem_id aria-live="polite">{words(move || problem.get().unwrap_or_default())}</p>
                {counter(value, most)}
            </div>
        </div>
    }
    .into_any()
}

/// How many characters are left, once four fifths are used.
pub fn counter(value: Signal<String>, most: usize) -> AnyView {
    let left = Memo::new(move |_| {
        let used = value.with(|v| v.chars().count());
        (used * 5 >= most * 4).then(|| most.saturating_sub(used))
    });
    view! {
        <p class="counter">
            {words(move || left.get().map(|n| format!("{n} characters left")).unwrap_or_default())}
        </p>
    }
    .into_any()
}
