//! Taking part in a workshop: one question a screen, on the person's own
//! device, and the way back for the answers.

use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::state::App;
use crate::workshop::SessionId;

/// The page of a session that the person takes part in.
pub fn page(app: App, path: &[String]) -> AnyView {
    let session = SessionId(path.first().cloned().unwrap_or_default());
    platform::set_title("Workshop · Plumbline");
    let attending = app.attending(session);
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{move || match attending.get() {
                Ok(attending) => attending.session.name,
                Err(why) => why,
            }}</h1>
        </div>
    }
    .into_any()
}
