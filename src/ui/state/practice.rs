//! How the person practises, as it is stored: read anew whenever something was
//! stored, here or in another tab.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use crate::learn::{Grade, Practice, PracticeId};
use crate::ui::platform::{self, locks};

/// One tab writes at a time.
const LOCK: &str = "plumbline/practice";
/// The name of the switch among the settings.
const STREAK: &str = "streak";

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static PRACTICE: RefCell<Option<ArcRwSignal<Practice>>> = const { RefCell::new(None) };
}

fn signal() -> ArcRwSignal<Practice> {
    PRACTICE.with_borrow_mut(|practice| {
        practice.get_or_insert_with(|| ArcRwSignal::new(Practice::default())).clone()
    })
}

impl App {
    /// Reads the record now, and again whenever something was stored.
    pub fn follow_practice(self) {
        crate::ui::erased::effect(move || {
            self.index.track();
            let stored = self.store.with_value(|s| s.load_practice()).unwrap_or_default();
            if signal().with_untracked(|practice| *practice != stored) {
                signal().set(stored);
            }
        });
    }

    /// How the person practises. Tracks every change of it.
    pub fn practice(self) -> Practice {
        signal().get()
    }

    /// A card was graded.
    pub fn grade_card(self, practice: PracticeId, grade: Grade) {
        let today = platform::today();
        self.change_practice(move |p| p.grade(practice.clone(), grade, today));
    }

    /// Something was practised today.
    pub fn practised(self) {
        let today = platform::today();
        self.change_practice(move |p| p.practised(today));
    }

    fn change_practice(self, change: impl Fn(&mut Practice) + 'static) {
        // What is shown does not wait for other tabs.
        signal().update(&change);
        locks::in_turn(LOCK, move || {
            match self.store.with_value(|s| s.change_practice(change, platform::now())) {
                Ok(practice) => signal().set(practice),
                Err(error) => self.trouble.set(Some(format!(
                    "What you practised is known until you close the page. {error}"
                ))),
            }
        });
    }

    /// Whether the days in a row are shown.
    pub fn shows_streak(self) -> bool {
        self.settings.with(|s| s.other.get(STREAK).and_then(|on| on.as_bool()).unwrap_or(true))
    }

    /// Shows the days in a row, or not.
    pub fn show_streak(self, on: bool) {
        self.prefer(|s| {
            s.other.insert(STREAK.to_owned(), on.into());
        });
    }
}
