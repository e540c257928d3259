//! The short tour: a few steps in a dialog, to be skipped at any time and found
//! again in the settings and among the keys.

use leptos::prelude::*;

use super::erased::{click, live};
use super::platform;
use super::state::App;

/// Title and words of each step.
const STEPS: [(&str, &str); 5] = [
    (
        "Answer, and see the risk at once",
        "A review is a list of questions. Tick the practices that are in place today; None of these is an \
         answer too. The risk follows every tick, with the rule that decided it and the smallest step that \
         lowers it.",
    ),
    (
        "Leave with a plan",
        "The plan lists what to improve, the highest risk first. Save a milestone to compare with next time, \
         and take the report along: printed, as Markdown, or as a file that opens here again.",
    ),
    (
        "Learn without a review",
        "The library holds every practice with its own address. Press / to search it, mark what you know, do \
         or want to do, try rules out, and practise in sessions of five minutes.",
    ),
    (
        "Run it with a team",
        "In a workshop everybody answers alone on a phone, by link. Then you look at the answers together and \
         talk where they differ. The guide shows how to lead it, from the invitation to the follow-up.",
    ),
    (
        "It stays with you",
        "Everything is kept by this browser and sent nowhere. A backup file is your second copy: the settings \
         lead to it.",
    ),
];

/// What is in the dialog.
pub fn view(app: App, open: RwSignal<bool>) -> AnyView {
    // Who has opened it need not be asked again.
    app.saw_tour();
    let step = RwSignal::new(0usize);
    let to = move |place: usize| {
        step.set(place);
        platform::after(0, || {
            platform::focus_id("tour-step");
        });
    };
    live(move || {
        let place = step.get();
        let (title, words) = STEPS[place];
        let back = (place > 0).then(|| {
            view! { <button type="button" on:click=click(move |_| to(place - 1))>"Back"</button> }
        });
        let is_last = place + 1 == STEPS.len();
        let on = match is_last {
            true => view! {
                <button type="button" class="primary" on:click=click(move |_| open.set(false))>"Done"</button>
            }
            .into_any(),
            false => view! {
                <button type="button" class="primary" on:click=click(move |_| to(place + 1))>"Next"</button>
                <button type="button" class="quiet" on:click=click(move |_| open.set(false))>"Skip the rest"</button>
            }
            .into_any(),
        };
        view! {
            <p class="help">{format!("{} of {}", place + 1, STEPS.len())}</p>
            <h3 id="tour-step" tabindex="-1">{title}</h3>
            <p class="tour-words">{words}</p>
            <p class="actions">{back}{on}</p>
        }
        .into_any()
    })
}
