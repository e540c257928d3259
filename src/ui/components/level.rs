//! The level of risk of a practice: what it means to go without it.

use leptos::prelude::*;

use crate::lens::companion::Level;

/// The class that colors a level.
pub fn class(level: Level) -> &'static str {
    match level {
        Level::High => "level level-high",
        Level::Medium => "level level-medium",
        Level::Low => "level level-low",
    }
}

/// A level as a word with bars: never a color alone, and not to be taken for
/// the risk of an answer.
pub fn chip(level: Level) -> AnyView {
    let bars = (0..3)
        .map(|bar| {
            let set = bar <= level as usize;
            let (y, height) = (9 - 3 * (bar + 1), 3 * (bar + 1));
            view! {
                <rect x=(bar * 4).to_string() y=y.to_string() width="3" height=height.to_string()
                    class:unset=!set />
            }
        })
        .collect_view();
    view! {
        <span class=class(level) title="The risk of not doing this">
            <svg viewBox="0 0 11 9" aria-hidden="true" focusable="false">{bars}</svg>
            <span class="unseen">"Level of risk: "</span>
            {level.words()}
        </span>
    }
    .into_any()
}
