//! A risk is a word, a picture and a colour, never a colour alone.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::lens::Risk;

/// The class that gives a risk its colour.
pub fn class(risk: Risk) -> &'static str {
    match risk {
        Risk::High => "risk risk-high",
        Risk::Medium => "risk risk-medium",
        Risk::None => "risk risk-none",
        Risk::Unanswered => "risk risk-unanswered",
        Risk::NotApplicable => "risk risk-na",
    }
}

fn picture(risk: Risk) -> AnyView {
    icon(match risk {
        Risk::High => Icon::High,
        Risk::Medium => Icon::Medium,
        Risk::None => Icon::None,
        Risk::Unanswered => Icon::Unanswered,
        Risk::NotApplicable => Icon::NotApplicable,
    })
}

/// Picture and word.
pub fn badge(risk: Risk) -> AnyView {
    view! { <span class=class(risk)>{picture(risk)}<span>{risk.words()}</span></span> }.into_any()
}

/// The picture alone; the word is there for those who do not see it.
pub fn mark(risk: Risk) -> AnyView {
    view! {
        <span class=format!("{} risk-mark", class(risk))>
            {picture(risk)}<span class="unseen">{risk.words()}</span>
        </span>
    }
    .into_any()
}
