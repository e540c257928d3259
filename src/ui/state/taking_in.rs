//! What files and links bring into reviews that are here: with a copy of how
//! they were, and a way back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, TakeBack};
use crate::collections::Map;
use crate::lens::QuestionId;
use crate::review::merge::{Place, Version};
use crate::review::{Answer, Command, LensKey, Workload, WorkloadId};
use crate::storage::keys;
use crate::storage::snapshots::Before;
use crate::ui::platform;
use crate::ui::route::Part;

impl App {
    /// Puts a workload from a file in the place of the one with the same id,
    /// of which an automatic copy is kept, and opens it.
    pub fn replace(self, workload: Workload) {
        spawn_local(async move {
            for review in &workload.reviews {
                // Without its lens, its risks are counted when it is saved next.
                let _ = self.load_lens(review.lens.key.clone()).await;
            }
            self.close_workload();
            if let Err(sentence) = self.save_kept(&workload.id) {
                self.trouble.set(Some(sentence));
                return;
            }
            let lenses = self.lenses.get_untracked();
            let changed =
                self.store.with_value(|s| s.replace_workload(&workload, &lenses, platform::now()));
            let words = format!("Replaced {} with the file", workload.properties.name);
            match self.after_change(changed, words) {
                Ok(()) => {
                    self.open_workload(workload.id.clone());
                    self.show_overview(&workload.id);
                }
                Err(sentence) => self.trouble.set(Some(sentence)),
            }
        });
    }

    /// Takes answers from a file into a workload that is here, as one change
    /// that can be taken back, and opens it. An automatic copy is kept.
    pub fn take_into(
        self,
        id: WorkloadId,
        from: String,
        lens: LensKey,
        answers: Map<QuestionId, Answer>,
    ) {
        spawn_local(async move {
            if !self.open_to_take_in(&id).await {
                return;
            }
            let changes = untrack(|| self.workload(|w| taken_in(w, &lens, &answers)));
            let Some(is_kept) =
                self.take_over_at_once(Before::Import, from, changes.unwrap_or_default())
            else {
                return;
            };
            self.show_overview(&id);
            let words = match is_kept {
                true => {
                    "The answers are in. A copy of the review as it was is kept: see Where is my \
                     data."
                }
                false => "The answers are in.",
            };
            self.say_with_undo(words, TakeBack::LastChange);
        });
    }

    /// Opens a workload with all its lenses, to change it. Whether it is ready;
    /// what is wrong is told.
    pub(super) async fn open_to_take_in(self, id: &WorkloadId) -> bool {
        for key in self.lenses_of(id) {
            if let Err(sentence) = self.load_lens(key).await {
                self.trouble.set(Some(sentence));
                return false;
            }
        }
        self.open_workload(id.clone());
        // What is stored is at hand once its lenses are looked for.
        leptos::task::tick().await;
        let is_ready = untrack(|| self.workload(|w| w.id == *id)) == Some(true);
        if !is_ready {
            self.close_workload();
            self.trouble.set(Some("This review is not here any more.".to_owned()));
        }
        is_ready
    }

    /// Changes the open workload, of which an automatic copy is kept first.
    /// Whether that copy is there; nothing where nothing was changed, which is
    /// told.
    pub(super) fn take_over_at_once(
        self,
        reason: Before,
        from: String,
        changes: Vec<(Place, Version)>,
    ) -> Option<bool> {
        // Undo ends with the tab; this copy stays.
        self.save_now();
        let is_whole = !self.is_unsaved();
        let key = untrack(|| self.workload(|w| keys::workload(&w.id)))?;
        let copied = self
            .store
            .with_value(|s| s.snapshot_of(reason, std::slice::from_ref(&key), platform::now()));
        let copy = match copied {
            Ok(copy) => copy,
            Err(error) => {
                // What is not saved stays in this tab.
                self.close_workload();
                self.trouble.set(Some(error.to_string()));
                return None;
            }
        };
        if !self.apply(Command::TakeOver(from, changes)) {
            self.close_workload();
            return None;
        }
        self.save_now();
        // Saving may have needed its room.
        let copies = self.store.with_value(|s| s.list_snapshots()).unwrap_or_default();
        Some(is_whole && copies.iter().any(|kept| Some(&kept.key) == copy.as_ref()))
    }

    /// Goes to what was just changed.
    pub(super) fn show_overview(self, id: &WorkloadId) {
        self.brought.set(None);
        let route = Part::Overview.of(id);
        self.go(&route);
        // The address changes after this.
        self.route.set(route);
    }

    /// Saves what could not be saved when it was closed.
    fn save_kept(self, id: &WorkloadId) -> Result<(), String> {
        let Some((workload, mut line)) = self.take_unsaved(id) else { return Ok(()) };
        let lenses = self.lenses.get_untracked();
        let saved = self.save_grown(&workload, &lenses, &mut line);
        saved.map(drop).map_err(|error| {
            self.unsaved.update_value(|u| u.push((workload, line)));
            error.to_string()
        })
    }

    fn lenses_of(self, id: &WorkloadId) -> Vec<LensKey> {
        let keys = |w: &Workload| w.reviews.iter().map(|r| r.lens.key.clone()).collect();
        let unsaved = self
            .unsaved
            .with_value(|unsaved| unsaved.iter().find(|(w, _)| w.id == *id).map(|(w, _)| keys(w)));
        unsaved.or_else(|| self.stored(id).as_ref().map(keys)).unwrap_or_default()
    }
}

/// What a workload says differently once it has taken in these answers.
fn taken_in(
    workload: &Workload,
    lens: &LensKey,
    answers: &Map<QuestionId, Answer>,
) -> Vec<(Place, Version)> {
    let Some(review) = workload.review(lens) else { return Vec::new() };
    let changes = answers.iter().filter_map(|(question, brought)| {
        let before = review.answer(question);
        let after = before.taking_in(brought);
        let place = Place::Answer(lens.clone(), question.clone());
        (after != before).then_some((place, Version::Answer(after)))
    });
    changes.collect()
}
