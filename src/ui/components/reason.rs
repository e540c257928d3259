//! The reasons for which a question or a practice does not apply.

use leptos::prelude::*;

use crate::review::Reason;
use crate::ui::erased::{change, flag};

/// A choice among the reasons that AWS knows.
pub fn field(
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
