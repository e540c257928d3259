//! A timer for a part of a conversation: it counts down, and says when the
//! time is over. It hurries nobody: nothing happens when it is.

use leptos::prelude::*;

use crate::ui::platform;

/// What a timer shows. It goes on while its page is not there.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The whole time, in seconds.
    all: i64,
    /// What is left, in seconds, when it last stood still.
    left: ArcRwSignal<i64>,
    /// Since when it runs, in milliseconds.
    since: ArcRwSignal<Option<i64>>,
}

impl Clock {
    /// A clock that stands still, for so many minutes, one at least.
    pub fn new(minutes: u32) -> Self {
        let all = i64::from(minutes.max(1)) * 60;
        Self { all, left: ArcRwSignal::new(all), since: ArcRwSignal::new(None) }
    }

    /// Whether it is for so many minutes.
    pub fn is_for(&self, minutes: u32) -> bool {
        self.all == i64::from(minutes.max(1)) * 60
    }

    /// The seconds that are left at a moment, in milliseconds; fewer than none
    /// when the time is over. Tracks the clock.
    fn remaining(&self, now: i64) -> i64 {
        match self.since.get() {
            Some(since) => self.left.get() - (now - since).max(0) / 1_000,
            None => self.left.get(),
        }
    }
}

/// The timer that shows a clock; `of` says what the time is for.
pub fn timer(clock: Clock, of: String) -> AnyView {
    let clock = StoredValue::new(clock);
    let now = RwSignal::new(platform::now().0);
    let remaining = move || clock.with_value(|clock| clock.remaining(now.get()));
    let runs = move || clock.with_value(|clock| clock.since.get().is_some());
    if untrack(runs) {
        tick(clock, now);
    }
    let toggle = move |_| {
        let at = platform::now().0;
        now.set(at);
        let is_running = untrack(runs);
        clock.with_value(|clock| match is_running {
            true => {
                clock.left.set(untrack(|| clock.remaining(at)));
                clock.since.set(None);
            }
            false => clock.since.set(Some(at)),
        });
        if !is_running {
            tick(clock, now);
        }
    };
    let reset = move |_| {
        clock.with_value(|clock| {
            clock.since.set(None);
            clock.left.set(clock.all);
        });
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
            <span class="timer-time" role="timer" aria-label=format!("Time left for {of}")>{words}</span>
            <span class="help">{format!("for {of}")}</span>
            <button type="button" class="quiet" id="timer" title="Timer (t)" on:click=toggle>
                {move || if runs() { "Pause" } else { "Start the timer" }}
            </button>
            <button type="button" class="quiet" on:click=reset>"Reset"</button>
            <span class="unseen" role="status">{move || is_over.get().then_some("The time is over.")}</span>
        </span>
    }
    .into_any()
}

/// Counts on for as long as the clock runs and is on the page.
fn tick(clock: StoredValue<Clock>, now: RwSignal<i64>) {
    platform::after(500, move || {
        // Gone with its page, or paused.
        let runs = clock.try_with_value(|clock| clock.since.get_untracked().is_some());
        if runs == Some(true) {
            now.set(platform::now().0);
            tick(clock, now);
        }
    });
}
