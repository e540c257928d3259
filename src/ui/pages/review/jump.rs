//! Jump to a question by typing a few letters of it.

use leptos::prelude::*;

use crate::ui::erased::{change, click};

use super::Here;
use crate::ui::platform;
use crate::ui::route::{Part, Route};
use crate::ui::state::App;

/// More lines than this help nobody.
const MOST: usize = 30;

/// The content of the dialog.
pub fn view(app: App) -> AnyView {
    platform::focus_soon("#jump-text");
    let asked = RwSignal::new(String::new());
    let questions: Vec<(Here, String, String)> = app
        .open_lenses()
        .into_iter()
        .flat_map(|(key, lens)| {
            lens.questions()
                .map(|(p, q)| ((key.clone(), q.id.clone()), q.title.clone(), p.name.clone()))
                .collect::<Vec<_>>()
        })
        .collect();
    let matches = Memo::new(move |_| {
        let words: Vec<String> =
            asked.with(|a| a.split_whitespace().map(str::to_lowercase).collect());
        questions
            .iter()
            .filter(|((_, id), title, pillar)| {
                let text = format!("{title} {pillar} {id}").to_lowercase();
                words.iter().all(|w| text.contains(w))
            })
            .take(MOST)
            .cloned()
            .collect::<Vec<_>>()
    });
    let route =
        move |here: &Here| -> Route { Part::Review(Some(here.clone())).of(&app.workload_id()) };
    let results = move || {
        matches.with(|found| {
            if found.is_empty() {
                return view! { <p class="empty">"No question has these words."</p> }.into_any();
            }
            let rows = found
                .iter()
                .map(|(here, title, pillar)| {
                    view! {
                        <li>
                            <a href=route(here).to_string() on:click=click(move |_| app.show_jump.set(false))>
                                <span>{title.clone()}</span>
                                <span class="help">{pillar.clone()}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! { <ul class="plain jump-list">{rows}</ul> }.into_any()
        })
    };
    view! {
        <form class="field" on:submit=move |ev| {
            ev.prevent_default();
            if let Some((here, ..)) = matches.with_untracked(|m| m.first().cloned()) {
                app.show_jump.set(false);
                app.go(&route(&here));
            }
        }>
            <label for="jump-text">"Words of the question"</label>
            <input id="jump-text" type="search" autocomplete="off" autofocus
                on:input=change(move |ev| asked.set(event_target_value(&ev))) />
        </form>
        {results}
        <p class="help">
            "Looking for a practice of any lens? "
            <a href=Route::Search(None).to_string() on:click=click(move |_| app.show_jump.set(false))>
                "Search the library"
            </a>
        </p>
    }
    .into_any()
}
