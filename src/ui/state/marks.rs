//! What the person marked in the library, as it is stored: read anew whenever
//! something was stored, here or in another tab.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use super::late::Late;
use crate::learn::{Mark, Marks, PracticeId, marks};
use crate::review::{LensKey, LensRef, Properties, Workload, WorkloadId};
use crate::storage::store::Error;
use crate::ui::platform::{self, locks};
use crate::ui::route::Part;

/// One tab writes at a time.
const LOCK: &str = "plumbline/marks";

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static MARKS: RefCell<Option<ArcRwSignal<Marks>>> = const { RefCell::new(None) };
    static LATE: RefCell<Late<Marks>> = const { RefCell::new(Late::none()) };
}

/// Whether there are marks that could not be stored.
pub(super) fn are_late() -> bool {
    LATE.with_borrow(|late| !late.is_none())
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
            let mut marks = self.store.with_value(|s| s.load_marks()).unwrap_or_default();
            LATE.with_borrow(|late| late.make(&mut marks));
            if signal().with_untracked(|shown| *shown != marks) {
                signal().set(marks);
            }
            if are_late() {
                locks::in_turn(LOCK, move || drop(self.store_marks()));
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
        let change = move |marks: &mut Marks| marks.set(practice.clone(), mark, now);
        // What is shown does not wait for other tabs.
        signal().update(&change);
        LATE.with_borrow_mut(|late| late.push(change));
        locks::in_turn(LOCK, move || {
            if let Err(error) = self.store_marks() {
                self.trouble
                    .set(Some(format!("Your mark holds until you close the page. {error}")));
            }
        });
    }

    /// Stores what is not stored yet.
    fn store_marks(self) -> Result<(), Error> {
        if !are_late() {
            return Ok(());
        }
        let stored = LATE.with_borrow(|late| {
            self.store.with_value(|s| s.change_marks(|marks| late.make(marks), platform::now()))
        });
        match stored {
            Ok(marks) => {
                if LATE.with_borrow_mut(Late::stored) {
                    self.trouble.set(None);
                }
                signal().set(marks);
                // The page about stored data may be open by now.
                self.refresh();
                Ok(())
            }
            Err(error) => {
                LATE.with_borrow_mut(Late::refused);
                Err(error)
            }
        }
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
