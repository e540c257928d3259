//! What the person marked in the library, as it is stored: read anew whenever
//! something was stored, here or in another tab.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use crate::learn::{Mark, Marks, PracticeId, marks};
use crate::review::{LensKey, LensRef, Properties, Workload, WorkloadId};
use crate::ui::platform::{self, locks};
use crate::ui::route::Part;

/// One tab writes at a time.
const LOCK: &str = "plumbline/marks";

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static MARKS: RefCell<Option<ArcRwSignal<Marks>>> = const { RefCell::new(None) };
}

fn signal() -> ArcRwSignal<Marks> {
    MARKS.with_borrow_mut(|marks| {
        marks.get_or_insert_with(|| ArcRwSignal::new(Marks::default())).clone()
    })
}

impl App {
    /// Reads the marks now, and again whenever something was stored.
    pub fn follow_marks(self) {
        crate::ui::erased::effect(move || {
            self.index.track();
            // What cannot be read is told where the data is shown, and when
            // something is to be marked.
            let stored = self.store.with_value(|s| s.load_marks()).unwrap_or_default();
            if signal().with_untracked(|marks| *marks != stored) {
                signal().set(stored);
            }
        });
    }

    /// Everything that is marked. Tracks every change of it.
    pub fn marks(self) -> Marks {
        signal().get()
    }

    /// The mark of a practice.
    pub fn mark_of(self, practice: PracticeId) -> Signal<Option<Mark>> {
        let marks = signal();
        Memo::new(move |_| marks.with(|marks| marks.get(&practice))).into()
    }

    /// Marks a practice, or takes its mark away.
    pub fn mark(self, practice: PracticeId, mark: Option<Mark>) {
        let now = platform::now();
        // What is shown does not wait for other tabs.
        signal().update(|marks| marks.set(practice.clone(), mark, now));
        locks::in_turn(LOCK, move || {
            let change = |marks: &mut Marks| marks.set(practice, mark, now);
            match self.store.with_value(|s| s.change_marks(change, now)) {
                Ok(marks) => {
                    signal().set(marks);
                    // The page about stored data may be open by now.
                    self.refresh();
                }
                Err(error) => self
                    .trouble
                    .set(Some(format!("Your mark holds until you close the page. {error}"))),
            }
        });
    }

    /// A new review in which what is marked as doing is ticked. Nothing while
    /// the lens is not here.
    pub fn review_from_marks(self, key: &LensKey, properties: Properties) {
        let Some(lens) = self.lenses.with_untracked(|l| l.get(key).cloned()) else { return };
        let now = platform::now();
        let id = WorkloadId(platform::new_id());
        let reference = LensRef::new(key.clone(), &lens);
        let mut workload = Workload::new(id, properties, [reference], now);
        workload.reviews[0].answers = untrack(|| marks::answers(&self.marks(), key, &lens));
        self.keep(workload, Part::Overview);
    }
}
