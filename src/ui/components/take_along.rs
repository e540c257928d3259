//! The forms in which a lens or a pillar can be taken along.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::report::rendition::Form;
use crate::ui::erased::click;

/// The forms, folded; `take` gets the one that is chosen.
pub fn take_along(take: impl Fn(Form) + Clone + 'static) -> AnyView {
    let rows = Form::ALL
        .into_iter()
        .map(|form| {
            let take = take.clone();
            let about = format!("about-{}", form.ending());
            view! {
                <li>
                    <button type="button" aria-describedby=about.clone() on:click=click(move |_| take(form))>
                        {icon(Icon::Download)}{form.words()}
                    </button>
                    <p class="help" id=about>{form.about()}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="more take-along no-print">
            <summary>"Take it along"</summary>
            <ul class="plain">{rows}</ul>
        </details>
    }
    .into_any()
}
