//! How far answers agree: a number and a picture.

use leptos::prelude::*;

/// The agreement in percent; `None` for fewer than two answers.
pub fn meter(agreement: Option<u32>) -> AnyView {
    match agreement {
        Some(percent) => view! {
            <p class="agreement">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="agreement-all" x="0" y="0" width="100" height="8" />
                    <rect class="agreement-part" class:low=percent < 50 x="0" y="0" width=percent.to_string() height="8" />
                </svg>
                <span>{format!("{percent} % agree")}</span>
            </p>
        }
        .into_any(),
        None => view! { <p class="agreement none"><span>"Too few answers to compare"</span></p> }.into_any(),
    }
}

/// A bar for a share of people. Decoration: the number stands beside it.
pub fn share(part: usize, of: usize) -> AnyView {
    view! {
        <svg class="share-bar" viewBox=format!("0 0 {} 8", of.max(1)) preserveAspectRatio="none"
            aria-hidden="true" focusable="false">
            <rect class="agreement-all" x="0" y="0" width=of.max(1).to_string() height="8" />
            <rect class="agreement-part" x="0" y="0" width=part.to_string() height="8" />
        </svg>
    }
    .into_any()
}
