//! A word that says what it means when it is pressed, in the browser's own
//! popover: the keyboard, Escape and a tap beside it are the browser's.

use std::cell::Cell;

use leptos::prelude::*;

use crate::ui::erased::{click, live, nothing};

thread_local! {
    static NEXT: Cell<usize> = const { Cell::new(0) };
}

/// The word. `asked` is called when it is pressed; `about` is what it means.
pub fn term(
    words: &str,
    asked: impl Fn() + 'static,
    about: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let id = format!("term-note-{}", NEXT.replace(NEXT.get() + 1));
    let open = RwSignal::new(false);
    let press = click(move |_| {
        open.set(true);
        asked();
    });
    view! {
        <button type="button" class="link term" popovertarget=id.clone() on:click=press>{words.to_owned()}</button>
        <span popover="auto" id=id class="term-note" role="note" aria-label=words.to_owned()>
            {live(move || if open.get() { about() } else { nothing() })}
        </span>
    }
    .into_any()
}
