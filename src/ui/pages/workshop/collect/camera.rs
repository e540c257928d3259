//! The camera on the page: person after person holds up a phone.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::so_far;
use crate::collections;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::pages::workshop::Shown;
use crate::ui::platform::camera::{self, End, Trouble};

/// How far the camera is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Off,
    Starting,
    On,
    /// It stopped by itself, and why.
    Stopped(&'static str),
    /// It cannot be had, and the way out.
    Failed(&'static str),
}

/// What was scanned last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Last {
    words: String,
    needs_care: bool,
    /// Counts, so that the same words flash again.
    number: usize,
}

/// The section.
pub fn view(shown: Shown) -> AnyView {
    let state = RwSignal::new(State::Off);
    let last = RwSignal::new(Last::default());
    // Each code is handled once while the page stands.
    let seen = StoredValue::new(collections::Set::<String>::new());
    on_cleanup(camera::stop);
    let found = move |texts: Vec<String>| {
        for text in texts {
            let is_new = seen.try_update_value(|seen| seen.insert(text.clone()));
            if is_new == Some(true) {
                take(shown, &text, last);
            }
        }
    };
    let ended = move |why: End| {
        let words = match why {
            End::Hidden => "The camera was stopped because the page was hidden.",
            End::Gone => "The camera is gone. Plug it in again, or use another one.",
        };
        let _ = state.try_set(State::Stopped(words));
    };
    let start = move || {
        state.set(State::Starting);
        // Whoever left somebody out may scan the code once more.
        seen.update_value(|seen| *seen = collections::Set::new());
        last.set(Last::default());
        spawn_local(async move {
            let next = match camera::start("#camera", found, ended).await {
                Ok(()) => State::On,
                Err(trouble) => State::Failed(way_out(trouble)),
            };
            if state.try_get_untracked() == Some(State::Starting) {
                let _ = state.try_set(next);
            }
        });
    };
    let stop = move || {
        camera::stop();
        state.set(State::Off);
    };
    let shows = move || matches!(state.get(), State::Starting | State::On);
    // One button, which keeps the focus.
    let toggle = move |_| if untrack(shows) { stop() } else { start() };
    let trouble = move || match state.get() {
        State::Failed(why) => notice(Tone::Error, why, ().into_any()),
        State::Stopped(why) => notice(Tone::Info, why, ().into_any()),
        _ => ().into_any(),
    };
    let words = move || {
        let state = state.get();
        last.with(|last| match state {
            State::Starting => "Waiting for the camera…".to_owned(),
            State::On if last.words.is_empty() => {
                "Hold a QR code in front of the camera.".to_owned()
            }
            _ => last.words.clone(),
        })
    };
    view! {
        <div class="way-in" role="group" aria-labelledby="camera-heading">
            <h3 id="camera-heading">"Scan with the camera"</h3>
            <p class="help">"Person after person holds up the code on their phone. The picture stays in this browser, and nothing of it is kept."</p>
            <p class="actions">
                <button type="button" on:click=toggle>
                    {icon(Icon::Camera)}
                    {move || if shows() { "Stop the camera" } else { "Start the camera" }}
                </button>
            </p>
            {trouble}
            <div class="camera" class:on=shows hidden=move || !shows()>
                <video id="camera" playsinline=true muted=true autoplay=true aria-label="What the camera sees"></video>
                {move || {
                    let Last { number, needs_care, .. } = last.get();
                    // A new element each time, so that it flashes each time.
                    (number > 0).then(|| view! {
                        <span class="camera-flash" class:care=needs_care aria-hidden="true">
                            {icon(if needs_care { Icon::Medium } else { Icon::None })}
                        </span>
                    })
                }}
            </div>
            <p class="camera-said" role="status">{words}</p>
        </div>
    }
    .into_any()
}

fn take(shown: Shown, text: &str, last: RwSignal<Last>) {
    let Some(collected) = shown.app.collect(&shown.id(), text) else { return };
    let needs_care = collected.is_empty() || collected.iter().any(|one| one.needs_care());
    let mut words: Vec<String> = collected.iter().map(|one| one.words()).collect();
    if words.is_empty() {
        words.push("This QR code holds no answers.".to_owned());
    }
    words.push(so_far(shown));
    let _ = last.try_update(|last| {
        *last = Last { words: words.join(" "), needs_care, number: last.number + 1 };
    });
}

/// Why there is no picture, and what to do instead.
fn way_out(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotOffered => {
            "The browser offers no camera here. It does so only where the page comes over https: \
             open it with https:// in front, or paste the links instead."
        }
        Trouble::Refused => {
            "The browser did not let the page use the camera. Allow it in the site settings beside \
             the address, then start again. Or paste the links instead."
        }
        Trouble::None => {
            "No camera was found. Plug one in, or open a picture of the code as a file."
        }
        Trouble::Busy => {
            "The camera could not be started. Another program may be using it: close that one and \
             start again."
        }
    }
}
