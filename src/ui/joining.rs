//! A workshop that came by link: joining a session, and answers that came
//! back from one.

use leptos::prelude::*;

use super::state::App;
use crate::exchange::share::Opened;
use crate::workshop::{Naming, Reply, Session};

/// A session to join.
pub fn view(app: App, opened: &Opened, session: Session) -> AnyView {
    let opened = opened.clone();
    let name = RwSignal::new(String::new());
    let asks = session.naming == Naming::Named;
    let _ = asks;
    view! {
        <h1 tabindex="-1">{session.name.clone()}</h1>
        <p class="actions">
            <button type="button" class="primary"
                on:click=move |_| app.join(&session, &name.get_untracked(), &opened)>"Join"</button>
        </p>
    }
    .into_any()
}

/// Somebody's answers, opened by the one who runs the workshop or by anybody
/// else.
pub fn returned(_app: App, _opened: &Opened, reply: &Reply) -> AnyView {
    view! { <h1 tabindex="-1">"Answers of "{reply.name.clone()}</h1> }.into_any()
}
