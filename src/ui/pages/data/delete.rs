//! Deleting everything, after a second look.

use leptos::prelude::*;

use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{click, live};
use crate::ui::platform;
use crate::ui::state::App;

/// The section.
pub fn view(app: App) -> AnyView {
    let asking = RwSignal::new(false);
    view! {
        <section aria-labelledby="delete">
            <h2 id="delete" tabindex="-1">"Delete everything"</h2>
            <p>
                "Takes every review, milestone, lens and setting of Plumbline out of this browser, the \
                 bin and the automatic copies too."
            </p>
            {live(move || if asking.get() { ask(app, asking) } else { begin(asking) })}
        </section>
    }
    .into_any()
}

fn begin(asking: RwSignal<bool>) -> AnyView {
    view! {
        <p class="actions"><button type="button" class="danger" on:click=click(move |_| {
            asking.set(true);
            platform::focus_if_lost("#delete");
        })>{icon(Icon::Delete)}"Delete everything"</button></p>
    }
    .into_any()
}

fn ask(app: App, asking: RwSignal<bool>) -> AnyView {
    let stop = move || {
        asking.set(false);
        platform::focus_if_lost("#delete");
    };
    notice(
        Tone::Warning,
        "You can undo this only as long as this page stays open. Is there a backup?",
        view! {
            <button type="button" on:click=click(move |_| app.back_up())>"Back up first"</button>
            <button type="button" class="danger" on:click=click(move |_| {
                app.delete_everything();
                stop();
            })>"Yes, delete everything"</button>
            <button type="button" class="quiet" on:click=click(move |_| stop())>"Cancel"</button>
        }
        .into_any(),
    )
}
