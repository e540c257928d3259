//! A page over a file that is fetched first: a sentence until it is there, and
//! a way to try again where it cannot be had.

use std::sync::Arc;

use leptos::prelude::*;

use super::notice::{Tone, notice};

/// How far the file is.
#[derive(Debug)]
pub enum Fetched<T> {
    /// On its way.
    Underway,
    /// Here.
    Here(Arc<T>),
    /// Not to be had, and why.
    Failed(String),
}

// A copy shares the file, whatever it is.
impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Underway => Self::Underway,
            Self::Here(it) => Self::Here(it.clone()),
            Self::Failed(why) => Self::Failed(why.clone()),
        }
    }
}

/// Shows what was fetched.
pub fn fetched<T: Send + Sync + 'static>(
    state: RwSignal<Fetched<T>>,
    again: impl Fn() + Clone + Send + Sync + 'static,
    show: impl Fn(Arc<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let view = move || match state.get() {
        Fetched::Underway => view! { <p class="loading" role="status">"Loading…"</p> }.into_any(),
        Fetched::Here(it) => untrack(|| show(it)),
        Fetched::Failed(why) => {
            let again = again.clone();
            notice(
                Tone::Error,
                why,
                view! { <button type="button" on:click=move |_| again()>"Try again"</button> }
                    .into_any(),
            )
        }
    };
    view.into_any()
}
