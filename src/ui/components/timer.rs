//! A timer for a part of a conversation: it counts down, and says when the
//! time is over. It hurries nobody: nothing happens when it is.

use leptos::prelude::*;

use crate::ui::platform;

/// The timer, for so many minutes.
pub fn timer(minutes: u32) -> AnyView {
    let all = i64::from(minutes.max(1)) * 60;
    // What is left, in seconds, when it last stood still.
    let left = RwSignal::new(all);
    // Since when it runs, in milliseconds.
    let since = RwSignal::new(None::<i64>);
    let now = RwSignal::new(0_i64);
    let remaining = move || match since.get() {
        Some(since) => left.get() - (now.get() - since) / 1_000,
        None => left.get(),
    };
    let toggle = move |_| {
        let at = platform::now().0;
        now.set(at);
        match since.get_untracked() {
            Some(_) => {
                left.set(untrack(remaining));
                since.set(None);
            }
            None => {
                since.set(Some(at));
                tick(since, now);
            }
        }
    };
    let words = move || {
        let seconds = remaining();
        let sign = if seconds < 0 { "over by " } else { "" };
        let seconds = seconds.abs();
        format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
    };
    let is_over = Memo::new(move |_| remaining() < 0);
    view! {
        <span class="timer" class:over=move || is_over.get()>
            <span class="timer-time" role="timer" aria-label="Time left">{words}</span>
            <button type="button" class="quiet" id="timer" title="Timer (t)" on:click=toggle>
                {move || if since.get().is_some() { "Pause" } else { "Start the timer" }}
            </button>
            <button type="button" class="quiet" on:click=move |_| {
                since.set(None);
                left.set(all);
            }>"Reset"</button>
            <span class="unseen" role="status">{move || is_over.get().then_some("The time is over.")}</span>
        </span>
    }
    .into_any()
}

/// Counts on for as long as the timer runs and is on the page.
fn tick(since: RwSignal<Option<i64>>, now: RwSignal<i64>) {
    platform::after(500, move || {
        // Gone with its page, or paused.
        if since.try_get_untracked().flatten().is_some() {
            now.set(platform::now().0);
            tick(since, now);
        }
    });
}
