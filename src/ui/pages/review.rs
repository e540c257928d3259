//! Answering questions: the list at the left, the question in the middle, help
//! at the right.

pub mod aside;
mod choices;
pub mod explanation;
pub mod jump;
mod list;
pub mod question;

use leptos::prelude::*;

use crate::ui::erased::{click, effect, flag, words};

use crate::lens::QuestionId;
use crate::review::LensKey;
use crate::ui::platform;
use crate::ui::route::{Part, Route};
use crate::ui::state::App;

/// A question of the open workload.
type Here = (LensKey, QuestionId);

/// The review.
pub fn page(app: App) -> AnyView {
    let here = Memo::new(move |_| {
        app.route.with(|r| match r {
            Route::Workload(_, Part::Review(here)) => here.clone(),
            _ => None,
        })
    });
    // Without a question in the address, go to the next one to answer.
    effect(move || {
        let asks = app.route.with(|r| matches!(r, Route::Workload(_, Part::Review(None))));
        if asks && let Some(question) = untrack(move || app.next_unanswered(None).or(first(app))) {
            let route = Part::Review(Some(question)).of(&app.workload_id());
            platform::replace_fragment(&route.to_string());
            app.route.set(route);
        }
    });
    let middle = move || {
        let here = here.get()?;
        // The lens is there for good; only its arrival is waited for.
        if !app.has_lens(&here.0) {
            return Some(waiting(app));
        }
        Some(untrack(move || question::view(app, here)))
    };
    view! {
        <div class="review">
            {list::view(app, here)}
            <div class="question-column">{middle}</div>
        </div>
    }
    .into_any()
}

/// Every question of the open workload, in order.
fn all(app: App) -> Vec<Here> {
    app.open_lenses()
        .into_iter()
        .flat_map(|(key, lens)| {
            lens.questions().map(|(_, q)| (key.clone(), q.id.clone())).collect::<Vec<_>>()
        })
        .collect()
}

fn first(app: App) -> Option<Here> {
    all(app).into_iter().next()
}

fn waiting(app: App) -> AnyView {
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Loading the lens…"</h1>
            <p class="problem" role="alert">{words(move || app.lens_trouble.get().unwrap_or_default())}</p>
            <p hidden=flag(move || app.lens_trouble.with(Option::is_none))>
                <button type="button" class="primary"
                    on:click=click(move |_| app.load_lenses_of_open_workload())>"Try again"</button>
            </p>
        </div>
    }
    .into_any()
}
