//! What this tab alone can still bring back: deleted records that are in no
//! bin, and what was changed at once last.

use std::cell::RefCell;

use leptos::prelude::*;

use super::{App, TakeBack};
use crate::time::Timestamp;
use crate::ui::platform;

/// Something that was done, with its way back.
#[derive(Debug, Clone, PartialEq)]
pub struct InHand {
    /// What was done, for people.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// The way back.
    pub undo: TakeBack,
}

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static IN_HAND: RefCell<Vec<InHand>> = const { RefCell::new(Vec::new()) };
}

impl App {
    /// What is in hand, done last first. Tracks what is stored.
    pub fn in_hand(self) -> Vec<InHand> {
        self.index.track();
        IN_HAND.with_borrow(|all| all.iter().rev().cloned().collect())
    }

    /// Gives up a way back.
    pub fn let_go(self, undo: &TakeBack) {
        forget(undo);
        if self.toast.with_untracked(|t| t.as_ref().is_some_and(|t| t.undo.as_ref() == Some(undo)))
        {
            self.toast.set(None);
        }
        self.refresh();
    }
}

/// Holds on to a way back, for as long as the page is open.
pub(super) fn hold(words: String, undo: TakeBack) {
    forget(&undo);
    IN_HAND.with_borrow_mut(|all| {
        if matches!(undo, TakeBack::Changed(_)) {
            // An older change is not taken back past a newer one.
            all.retain(|held| !matches!(held.undo, TakeBack::Changed(_)));
        }
        all.push(InHand { words, at: platform::now(), undo });
    });
}

/// It was taken back, or is given up. What was done, in words.
pub(super) fn forget(undo: &TakeBack) -> Option<String> {
    IN_HAND.with_borrow_mut(|all| {
        let place = all.iter().position(|held| held.undo == *undo)?;
        Some(all.remove(place).words)
    })
}

/// Whether something deleted is nowhere else.
pub(super) fn has_deleted() -> bool {
    IN_HAND.with_borrow(|all| all.iter().any(|h| matches!(h.undo, TakeBack::Deleted(_))))
}
