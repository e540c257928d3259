//! How the person practises, as it is stored: read anew whenever something was
//! stored, here or in another tab.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use super::late::Late;
use crate::learn::{Grade, Practice, PracticeId};
use crate::storage::store::Error;
use crate::ui::platform::{self, locks};

/// One tab writes at a time.
const LOCK: &str = "plumbline/practice";
/// The name of the switch among the settings.
const STREAK: &str = "streak";

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static PRACTICE: RefCell<Option<ArcRwSignal<Practice>>> = const { RefCell::new(None) };
    static LATE: RefCell<Late<Practice>> = const { RefCell::new(Late::none()) };
}

/// Whether something practised could not be stored.
pub(super) fn is_late() -> bool {
    LATE.with_borrow(|late| !late.is_none())
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
            let mut practice = self.store.with_value(|s| s.load_practice()).unwrap_or_default();
            LATE.with_borrow(|late| late.make(&mut practice));
            if signal().with_untracked(|shown| *shown != practice) {
                signal().set(practice);
            }
            if is_late() {
                locks::in_turn(LOCK, move || drop(self.store_practice()));
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
        LATE.with_borrow_mut(|late| late.push(change));
        locks::in_turn(LOCK, move || {
            if let Err(error) = self.store_practice() {
                self.trouble.set(Some(format!(
                    "What you practised is known until you close the page. {error}"
                )));
            }
        });
    }

    /// Stores what is not stored yet.
    fn store_practice(self) -> Result<(), Error> {
        if !is_late() {
            return Ok(());
        }
        let stored = LATE.with_borrow(|late| {
            self.store.with_value(|s| s.change_practice(|p| late.make(p), platform::now()))
        });
        match stored {
            Ok(practice) => {
                if LATE.with_borrow_mut(Late::stored) {
                    self.trouble.set(None);
                }
                signal().set(practice);
                Ok(())
            }
            Err(error) => {
                LATE.with_borrow_mut(Late::refused);
                Err(error)
            }
        }
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
