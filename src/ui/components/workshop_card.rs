//! A workshop in a list: what it is about, how far it is, and deleting it.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// What a card says.
pub struct WorkshopCard {
    /// The name of the workshop, as a link or, where there is nothing to open, as words.
    pub heading: AnyView,
    /// The name, for who hears the button.
    pub name: String,
    /// The lens and the day.
    pub about: String,
    /// How far it is.
    pub state: String,
    /// What is wrong, or nothing.
    pub problem: AnyView,
}

/// Draws a card as an item of a list.
pub fn workshop_card(card: WorkshopCard, delete: impl Fn() + 'static) -> AnyView {
    let WorkshopCard { heading, name, about, state, problem } = card;
    view! {
        <li class="card">
            {heading}
            <p class="help">{about}</p>
            <p>{state}</p>
            {problem}
            <div class="card-foot">
                <button type="button" class="quiet icon-only" title="Delete"
                    aria-label=format!("Delete the workshop {name}")
                    on:click=move |_| delete()>{icon(Icon::Delete)}</button>
            </div>
        </li>
    }
    .into_any()
}
