//! The quiet notice that a new version is ready. It lies over the page, so that
//! nothing moves under the hand of a person who is answering.

use leptos::prelude::*;

use super::state::App;
use super::state::offline::Update;

/// The notice, until the person chooses.
pub fn view(app: App) -> AnyView {
    let later = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let offline = app.offline()?;
        (!later.get() || offline.update == Update::Stuck)
            .then_some(offline.update)
            .filter(|update| matches!(update, Update::Ready | Update::Stuck))
    });
    let notice = move |update: Update| {
        let ready = update == Update::Ready;
        let words = if ready {
            "A new version is ready."
        } else {
            "The new version could not take over. Close the other tabs of Plumbline, then reload this one."
        };
        let now = ready.then(|| {
            view! { <button type="button" class="primary" on:click=move |_| app.go_over()>"Reload now"</button> }
        });
        let help = ready.then(|| view! { <p class="help">"What you typed is saved first."</p> });
        view! {
            <div class="update">
                <p><strong>{words}</strong></p>
                {help}
                <div class="actions">
                    {now}
                    <button type="button" class="quiet" on:click=move |_| later.set(true)>"Later"</button>
                </div>
            </div>
        }
    };
    view! { <div class="update-place" role="status">{move || shown.get().map(notice)}</div> }
        .into_any()
}
