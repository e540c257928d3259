//! The buttons that mark a practice: known, doing, want. One of them is pressed
//! or none; pressing it again takes the mark away.

use leptos::prelude::*;

use crate::learn::Mark;
use crate::ui::erased::click;

/// The buttons of the practice with this title.
pub fn marking(
    title: &str,
    mark: Signal<Option<Mark>>,
    changed: impl Fn(Option<Mark>) + Clone + 'static,
) -> AnyView {
    let buttons = Mark::ALL
        .into_iter()
        .map(|own| {
            let changed = changed.clone();
            let pressed = move || if mark.get() == Some(own) { "true" } else { "false" };
            view! {
                <button type="button" class=format!("mark-{}", own.code()) aria-pressed=pressed
                    on:click=click(move |_| {
                        let before = mark.get_untracked();
                        changed((before != Some(own)).then_some(own));
                    })>{own.words()}</button>
            }
        })
        .collect_view();
    view! {
        <div class="marking no-print" role="group" aria-label=format!("Mark: {title}")>{buttons}</div>
    }
    .into_any()
}
