//! Opening, making, keeping and deleting workloads.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::in_hand;
use super::saving::Saving;
use super::shelf::library_address;
use super::{App, Opened, SAMPLE, TakeBack};
use crate::exchange::results;
use crate::lens::limits;
use crate::review::{LensKey, LensRef, LensReview, Lenses, Properties, Workload, WorkloadId};
use crate::storage::lineage::Lineage;
use crate::storage::store::Error;
use crate::storage::trash::{Deleted, KEPT_FOR};
use crate::storage::unreadable::Unreadable;
use crate::time::Timestamp;
use crate::ui::desk;
use crate::ui::platform::{self, files};
use crate::ui::route::{Part, Route};

impl App {
    /// Reads the list of what is stored.
    pub fn refresh(self) {
        match self.store.with_value(|s| s.load_index()) {
            Ok(index) => {
                self.unreadable.set(index.unreadable);
                self.index.set(index.workloads);
                self.custom.update(|custom| {
                    // Lenses that could not be stored stay while the page lives.
                    custom.retain(|c| {
                        self.lenses.with_untracked(|l| l.contains_key(&c.key))
                            && !index.lenses.iter().any(|e| e.key == c.key)
                    });
                    custom.extend(index.lenses);
                });
            }
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
    }

    /// Opens the workload with this id.
    pub(super) fn open_workload(self, id: WorkloadId) {
        let is_open = self.open.with_untracked(|o| match o {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => w.id == id,
            _ => false,
        });
        if is_open {
            return;
        }
        self.close_workload();
        if id.0 == SAMPLE {
            self.open.set(Opened::Loading(id, None));
            desk::with(self, move |desk| (desk.open_sample)(self));
            return;
        }
        if let Some((workload, line)) = self.take_unsaved(&id) {
            self.opened_at(line, None);
            self.open.set(Opened::Loading(id, Some(workload)));
            self.changed();
            self.save_now();
            self.load_lenses_of_open_workload();
            return;
        }
        match self.store.with_value(|s| s.load_workload(&id)) {
            Ok(loaded) => {
                self.opened_at(Some(Lineage::of(&loaded)), Some(loaded.saved_at));
                self.open.set(Opened::Loading(id, Some(loaded.workload)));
                self.load_lenses_of_open_workload();
            }
            Err(error) => self.open.set(Opened::Missing(id, error.to_string())),
        }
    }

    /// Opens the sample, which is not stored.
    pub fn open_sample(self) {
        spawn_local(self.fetch_sample());
    }

    async fn fetch_sample(self) {
        let id = WorkloadId(SAMPLE.to_owned());
        let outcome = match files::fetch_text(&library_address(SAMPLE)).await {
            Ok(text) => results::read(&text)
                .workload
                .ok_or_else(|| "The sample review is damaged. Reload the page.".to_owned()),
            Err(sentence) => Err(sentence),
        };
        let still_wanted =
            self.open.with_untracked(|o| matches!(o, Opened::Loading(named, _) if *named == id));
        if !still_wanted {
            return;
        }
        match outcome {
            Ok(mut workload) => {
                workload.id = id.clone();
                self.opened_at(None, None);
                self.open.set(Opened::Loading(id, Some(workload)));
                self.load_lenses_of_open_workload();
            }
            Err(sentence) => self.open.set(Opened::Missing(id, sentence)),
        }
    }

    /// Saves and closes what is open.
    pub(super) fn close_workload(self) {
        self.save_now();
        self.keep_unsaved();
        self.lens_trouble.set(None);
        if self.open.with_untracked(|o| *o != Opened::Nothing) {
            self.open.set(Opened::Nothing);
        }
    }

    /// Makes a workload and goes to its first question.
    ///
    /// # Errors
    ///
    /// A sentence, when a lens cannot be loaded.
    pub async fn create(self, properties: Properties, lenses: Vec<LensKey>) -> Result<(), String> {
        let mut references = Vec::new();
        for key in lenses {
            self.load_lens(key.clone()).await?;
            self.lenses.with_untracked(|l| {
                references.extend(l.get(&key).map(|lens| LensRef::new(key.clone(), lens)));
            });
        }
        let id = WorkloadId(platform::new_id());
        let workload = Workload::new(id, properties, references, platform::now());
        self.keep(workload, Part::Review(None));
        Ok(())
    }

    /// Stores a workload that is new here and goes to one of its pages.
    pub fn keep(self, workload: Workload, part: Part) {
        self.close_workload();
        let route = part.of(&workload.id);
        self.opened_at(None, None);
        let lenses = self.lenses.get_untracked();
        self.open.set(match all_at_hand(&workload, &lenses) {
            true => Opened::Ready(workload),
            false => Opened::Loading(workload.id.clone(), Some(workload)),
        });
        self.changed();
        self.load_lenses_of_open_workload();
        self.go(&route);
        // The address changes after this; the new id counts from now on.
        self.route.set(route);
    }

    /// A copy of the sample that is the person's own.
    pub fn keep_sample(self) {
        let Some(mut workload) = self.workload(Clone::clone) else { return };
        workload.id = WorkloadId(platform::new_id());
        let name = workload.properties.name.replace(" (sample)", "");
        workload.properties.name = format!("{name} (copy of the sample)");
        self.keep(workload, Part::Overview);
        self.say("This copy is yours: it is saved as you go.");
    }

    /// Makes a workload of one review and opens it.
    pub fn make_of(self, name: &str, review: LensReview) {
        let name = name.chars().take(limits::WORKLOAD_NAME).collect();
        let properties = Properties { name, ..Properties::default() };
        let id = WorkloadId(platform::new_id());
        let mut workload = Workload::new(id, properties, [], platform::now());
        workload.reviews.push(review);
        self.keep(workload, Part::Overview);
    }

    /// Deletes a workload, with a way back.
    pub fn delete_workload(self, id: &WorkloadId, name: &str) {
        if self.open.with_untracked(|o| matches!(o, Opened::Ready(w) if w.id == *id)) {
            self.close_workload();
        }
        // What could not be saved goes and comes back with it.
        let unsaved = self.unsaved.with_value(|unsaved| {
            unsaved.iter().find(|(w, _)| w.id == *id).map(|(workload, _)| workload.clone())
        });
        let lenses = self.lenses.get_untracked();
        let deleted = self.store.with_value(|s| match &unsaved {
            Some(newer) => s.delete_newer(newer, &lenses, platform::now()),
            None => s.delete_workload(id, platform::now()),
        });
        let is_gone = deleted.is_ok() && self.take_unsaved(id).is_some();
        if is_gone && !self.is_unsaved() && self.unsaved.with_value(Vec::is_empty) {
            self.set_saving(Saving::Idle);
        }
        self.deleted(deleted, format!("Deleted {name}"));
        if self.route.with_untracked(|r| r.workload() == Some(id)) {
            self.go(&Route::Start);
        }
    }

    /// Deletes a lens that a person brought, with a way back.
    pub fn delete_lens(self, key: &LensKey, name: &str) {
        let deleted = self.store.with_value(|s| s.delete_lens(key, platform::now()));
        self.lenses.update(|l| {
            l.remove(key);
        });
        self.deleted(deleted, format!("Took {name} off the shelf"));
    }

    /// Deletes everything, with a way back while the page is open.
    pub fn delete_everything(self) {
        self.close_workload();
        let deleted = self.store.with_value(|s| s.delete_everything());
        platform::drafts::clear();
        self.lenses.update(|l| l.retain(|key, _| !key.is_custom()));
        self.deleted(deleted, "Deleted everything in this browser".to_owned());
        self.read_settings();
    }

    /// The stored workload with this id, if it can be read.
    pub fn stored(self, id: &WorkloadId) -> Option<Workload> {
        self.store.with_value(|s| s.load_workload(id)).ok().map(|l| l.workload)
    }

    /// Every record that cannot be read, with its text.
    pub fn unreadable_records(self) -> Vec<Unreadable> {
        self.store.with_value(|s| s.unreadable()).unwrap_or_default()
    }

    /// What of the record under a key cannot be read, with its text.
    pub fn unreadable_at(self, key: &str) -> Vec<Unreadable> {
        self.store.with_value(|s| s.unreadable_at(key)).unwrap_or_default()
    }

    /// Removes for good what was deleted more than thirty days ago.
    pub fn tidy(self) {
        let before = Timestamp(platform::now().0 - KEPT_FOR);
        // What cannot be removed today is removed another day.
        let _ = self.store.with_value(|s| s.empty_trash(before));
        let _ = self.store.with_value(|s| s.tidy_clashes(platform::now()));
    }

    /// Deletes a record that cannot be read, with a way back.
    pub fn delete_record(self, key: &str, name: &str) {
        let deleted = self.store.with_value(|s| s.delete_record(key, platform::now()));
        self.deleted(deleted, format!("Deleted {name}"));
    }

    /// Tells what was deleted, with a way back.
    pub(super) fn deleted(self, outcome: Result<Deleted, Error>, words: String) {
        match outcome {
            Ok(deleted) => {
                let undo = TakeBack::Deleted(deleted.clone());
                if deleted.kept_at.is_none() && !deleted.trash.records.is_empty() {
                    in_hand::hold(words.clone(), undo.clone());
                }
                let words = match (&deleted.kept_at, deleted.trash.records.len()) {
                    (None, 1) => format!(
                        "{words}. The bin has no room for it: it can be put back only while this \
                         page is open."
                    ),
                    _ => words,
                };
                self.say_with_undo(words, undo);
                self.refresh();
            }
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
    }

    /// Puts deleted records back. What cannot be put back stays in hand.
    pub fn restore(self, deleted: Deleted) {
        let held = in_hand::forget(&TakeBack::Deleted(deleted.clone()));
        let problem = match &deleted.kept_at {
            Some(key) => {
                self.store.with_value(|s| s.restore_from_trash(key, platform::now())).err()
            }
            None => {
                let restored = self.store.with_value(|s| s.restore(deleted.trash));
                if !restored.left.records.is_empty() {
                    let left = Deleted { trash: restored.left, kept_at: None, problem: None };
                    let words = held.unwrap_or_else(|| "Deleted".to_owned());
                    in_hand::hold(words, TakeBack::Deleted(left));
                }
                restored.problem
            }
        };
        match problem {
            None => self.say("It is back."),
            Some(why) => self.trouble.set(Some(format!("Not everything could be put back. {why}"))),
        }
        self.read_settings();
        self.refresh();
        self.meet();
    }
}

fn all_at_hand(workload: &Workload, lenses: &Lenses) -> bool {
    workload.reviews.iter().all(|r| lenses.contains_key(&r.lens.key))
}
