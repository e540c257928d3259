//! The words of the field, with a field to find one.

use std::sync::Arc;

use leptos::prelude::*;

use crate::lens::glossary::{Glossary, Term};
use crate::text::counted;
use crate::ui::components::fetched::{Fetched, fetched};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::{App, library};

/// The page.
pub fn page(app: App) -> AnyView {
    platform::set_title("Glossary · Plumbline");
    let state = RwSignal::new(Fetched::Underway);
    let load = move || library::fetch("glossary", state, Glossary::read);
    load();
    let chosen = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Glossary(term) => term.clone(),
            _ => None,
        })
    });
    let sought = RwSignal::new(String::new());
    // An address that names a term shows it among the others.
    Effect::new(move |_| {
        let here = matches!(state.get(), Fetched::Here(_));
        if let (true, Some(id)) = (here, chosen.get()) {
            sought.set(String::new());
            platform::focus_id_soon(format!("term-{id}"));
        }
    });
    let show = move |glossary: Arc<Glossary>| {
        let found = Memo::new({
            let glossary = glossary.clone();
            move |_| sought.with(|words| matching(&glossary, words))
        });
        let said = move || match found.with(Vec::len) {
            0 => "No term has these letters. Try fewer.".to_owned(),
            count => counted(count, "term"),
        };
        let list = move || {
            found
                .get()
                .into_iter()
                .map(|place| entry(&glossary, &glossary.terms[place]))
                .collect_view()
        };
        view! {
            <div class="field">
                <label for="find-term">"Find a term"</label>
                <input id="find-term" type="search" autocomplete="off" prop:value=move || sought.get()
                    on:input=move |ev| sought.set(event_target_value(&ev)) />
                <p class="help" role="status">{said}</p>
            </div>
            <dl class="terms">{list}</dl>
        }
        .into_any()
    };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Glossary"</h1>
            <p class="lead">"What the words in the lenses mean."</p>
            {fetched(state, load, show)}
        </div>
    }
    .into_any()
}

/// The places of the terms that hold all words, in their names first.
fn matching(glossary: &Glossary, words: &str) -> Vec<usize> {
    let words = words.to_lowercase();
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    let named = |term: &Term| holds(&term.term) || term.also.iter().any(|name| holds(name));
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for (place, term) in glossary.terms.iter().enumerate() {
        if named(term) {
            first.push(place);
        } else if holds(&format!("{} {}", term.term, term.text)) {
            later.push(place);
        }
    }
    first.append(&mut later);
    first
}

fn entry(glossary: &Glossary, term: &Term) -> AnyView {
    let also = (!term.also.is_empty())
        .then(|| view! { <p class="help">{format!("Also: {}", term.also.join(", "))}</p> });
    let see: Vec<_> = term
        .see
        .iter()
        .filter_map(|id| {
            let other = glossary.term(id)?;
            let href = Route::Glossary(Some(other.id.clone())).to_string();
            Some(view! { <li><a href=href>{other.term.clone()}</a></li> })
        })
        .collect();
    let see = (!see.is_empty()).then(|| {
        view! { <ul class="aspects"><li>"See also"</li>{see}</ul> }
    });
    view! {
        <dt id=format!("term-{}", term.id) tabindex="-1">{term.term.clone()}</dt>
        <dd><p>{term.text.clone()}</p>{also}{see}</dd>
    }
    .into_any()
}
