//! Backups, automatic copies, the bin, and room when there is none.

use leptos::prelude::*;

use super::saving::Saving;
use super::{App, TakeBack, in_hand};
use crate::diagnostic::Diagnostic;
use crate::exchange::backup::{self, Record};
use crate::lens;
use crate::review::{Command, LensKey};
use crate::storage::batch::{Change, Changed};
use crate::storage::keys::{self, Kind};
use crate::storage::reminder::Reminder;
use crate::storage::restore::{Choice, Item};
use crate::storage::room::Room;
use crate::storage::snapshots::Snapshot;
use crate::storage::store::Error;
use crate::storage::trash::TrashEntry;
use crate::text::counted;
use crate::time::Timestamp;
use crate::ui::platform::{self, files};

/// A backup that is being looked at: when it was written, and each record held
/// against what is here.
pub type Preview = (Option<Timestamp>, Vec<Item>);

impl App {
    /// Downloads everything in one file, with what could not be saved.
    pub fn back_up(self) {
        let name = format!("plumbline-backup-{}.json", platform::now().iso_date());
        if let Some(records) = self.download_backup(&name, |_| true) {
            self.prefer_quietly(|s| s.backed_up(platform::now()));
            let records = counted(records, "record");
            self.say(format!("The backup is in your downloads: {records}."));
        }
    }

    /// Downloads one record as a backup of its own, a review with the lenses
    /// that it needs.
    pub fn back_up_one(self, key: &str, name: &str) {
        let mut wanted = vec![key.to_owned()];
        if let Some(Kind::Workload(id)) = keys::kind(key)
            && let Some(workload) = self.stored(&id)
        {
            wanted.extend(workload.reviews.iter().map(|r| keys::lens(&r.lens.key)));
        }
        let file =
            format!("{}-{}.json", files::plain_name(name, "review"), platform::now().iso_date());
        if self.download_backup(&file, |key| wanted.iter().any(|w| w == key)).is_some() {
            self.say(format!("{name} is in your downloads."));
        }
    }

    /// How many records were downloaded; nothing where the browser refused.
    fn download_backup(self, file: &str, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let mut records = match self.store.with_value(|s| s.to_back_up()) {
            Ok(records) => records,
            Err(error) => {
                self.trouble.set(Some(error.to_string()));
                return None;
            }
        };
        let lenses = self.lenses.get_untracked();
        self.unsaved.with_value(|unsaved| {
            for (workload, _) in unsaved {
                let record =
                    self.store.with_value(|s| s.record_of(workload, &lenses, platform::now()));
                if let Ok(record) = record {
                    records.retain(|(key, ..)| *key != record.0);
                    records.push(record);
                }
            }
        });
        let records: Vec<Record> = records
            .into_iter()
            .filter(|(key, ..)| wanted(key))
            .map(|(key, name, text)| Record { key, name, text })
            .collect();
        files::download(file, "application/json", &backup::write(&records, platform::now()));
        Some(records.len())
    }

    /// What a backup would bring, with everything found in the file.
    pub fn preview(self, text: &str) -> (Option<Preview>, Vec<Diagnostic>) {
        let (backup, mut found) = backup::read(text);
        let Some(backup) = backup else { return (None, found) };
        let key_of_lens = |text: &str| Some(LensKey::custom(&lens::parse(text).lens?.hash));
        let items =
            self.store.with_value(|s| s.preview(backup.records, &key_of_lens, &[super::SAMPLE]));
        match items {
            Ok(items) => (Some((backup.saved_at, items)), found),
            Err(error) => {
                let severity = crate::diagnostic::Severity::Error;
                found.push(Diagnostic::new(severity, "storage", "", error.to_string()));
                (None, found)
            }
        }
    }

    /// Does what was chosen for a backup, as one step that can be undone.
    ///
    /// # Errors
    ///
    /// A sentence; nothing was changed then.
    pub fn restore_backup(self, chosen: &[(&Item, Choice)]) -> Result<(), String> {
        let now = platform::now();
        let changed = self.store.with_value(|s| s.restore_backup(chosen, platform::new_id, now));
        let count = |choice: Choice, word: &str| match chosen
            .iter()
            .filter(|(_, c)| *c == choice)
            .count()
        {
            0 => None,
            n => Some(format!("{n} {word}")),
        };
        let done = [
            count(Choice::Add, "added"),
            count(Choice::Replace, "replaced"),
            count(Choice::KeepBoth, "kept as a copy"),
        ];
        let done: Vec<String> = done.into_iter().flatten().collect();
        self.after_change(changed, format!("Restored: {}", done.join(", ")))
    }

    /// Tells what was changed at once, with a way back.
    ///
    /// # Errors
    ///
    /// A sentence, where nothing was changed.
    pub(super) fn after_change(
        self,
        changed: Result<Changed, Error>,
        words: String,
    ) -> Result<(), String> {
        let changed = changed.map_err(|error| error.to_string())?;
        let undo = TakeBack::Changed(changed.changes);
        if undo != TakeBack::Changed(Vec::new()) {
            in_hand::hold(words.clone(), undo.clone());
        }
        self.read_settings();
        self.refresh();
        self.say_with_undo(words, undo);
        Ok(())
    }

    /// Takes back what was changed at once. What cannot be taken back stays in
    /// hand.
    pub fn take_back_all(self, changes: Vec<Change>) {
        self.close_if_touched(&changes);
        let held = in_hand::forget(&TakeBack::Changed(changes.clone()));
        let mut outcome = self.store.with_value(|s| s.take_back(changes));
        if !outcome.left.is_empty() {
            // They are taken back last first.
            outcome.left.reverse();
            let words = held.unwrap_or_else(|| "Changed at once".to_owned());
            in_hand::hold(words, TakeBack::Changed(outcome.left.clone()));
        }
        self.read_settings();
        self.refresh();
        match outcome.problem {
            None => self.say("Everything is as it was."),
            Some(why) => {
                let left = counted(outcome.left.len(), "record");
                self.trouble.set(Some(format!("{left} could not be taken back. {why}")));
            }
        }
    }

    /// What is open must not be saved over what is put back.
    fn close_if_touched(self, changes: &[Change]) {
        let id = self.workload_id();
        if changes.iter().any(|c| c.key == keys::workload(&id)) {
            self.close_workload();
            self.go(&crate::ui::route::Route::Data);
        }
    }

    /// The automatic copies, newest first. Tracks what is stored.
    pub fn snapshots(self) -> Vec<Snapshot> {
        self.index.track();
        self.store.with_value(|s| s.list_snapshots()).unwrap_or_default()
    }

    /// Puts an automatic copy in the place of what is here now.
    pub fn put_snapshot_back(self, key: &str) {
        let changed = self.store.with_value(|s| s.restore_snapshot(key, platform::now()));
        if let Err(why) = self.after_change(changed, "The copy is back in its place".to_owned()) {
            self.trouble.set(Some(why));
        }
    }

    /// What lies in the bin, last deleted first. Tracks what is stored.
    pub fn bin(self) -> Vec<TrashEntry> {
        self.index.track();
        self.store.with_value(|s| s.list_trash()).unwrap_or_default()
    }

    /// Puts something from the bin back.
    pub fn put_back(self, key: &str, name: &str) {
        match self.store.with_value(|s| s.restore_from_trash(key, platform::now())) {
            Ok(()) => self.say(format!("{name} is back.")),
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
        self.read_settings();
        self.refresh();
    }

    /// Removes something from the bin or an automatic copy, for good.
    pub fn discard(self, key: &str, words: String) {
        match self.store.with_value(|s| s.discard(key)) {
            Ok(()) => self.say(words),
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
        self.refresh();
    }

    /// Removes everything in the bin for good.
    pub fn empty_bin(self) {
        match self.store.with_value(|s| s.empty_trash(Timestamp(i64::MAX))) {
            Ok(_) => self.say("The bin is empty."),
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
        self.refresh();
    }

    /// Deletes a milestone of the open workload; it goes into the bin.
    pub fn delete_milestone(self, number: u32) -> bool {
        if !self.is_sample() {
            // Where the bin cannot take it, undoing still can.
            self.workload(|w| {
                let _ = self.store.with_value(|s| s.bin_milestone(w, number, platform::now()));
            });
        }
        self.apply(Command::DeleteMilestone(number))
    }

    /// What takes the room, largest first. Tracks what is stored.
    pub fn room(self) -> Room {
        self.index.track();
        self.settings.track();
        self.store.with_value(|s| s.room()).unwrap_or_default()
    }

    /// The names of reviews whose last changes are in this tab alone. Tracks
    /// what is stored.
    pub fn unsaved_names(self) -> Vec<String> {
        self.index.track();
        self.saving.track();
        self.unsaved.with_value(|u| u.iter().map(|(w, _)| w.properties.name.clone()).collect())
    }

    /// Tries again to save what could not be saved: the open workload, and
    /// those that were closed since.
    pub fn save_everything(self) {
        self.save_again();
        let lenses = self.lenses.get_untracked();
        let kept = self.unsaved.try_update_value(std::mem::take).unwrap_or_default();
        let had_some = !kept.is_empty();
        let mut problem = None;
        for (workload, mut line) in kept {
            if let Err(error) = self.save_grown(&workload, &lenses, &mut line) {
                problem = Some(error);
                self.unsaved.update_value(|u| u.push((workload, line)));
            }
        }
        match problem {
            Some(why) => self.saving.set(Saving::Failed(why)),
            None if had_some && !self.is_unsaved() => {
                if self.route.with_untracked(|r| r.workload().is_none()) {
                    self.saving.set(Saving::Idle);
                }
                self.say("Everything is saved.");
            }
            None => {}
        }
        self.refresh();
    }

    /// Remembers since when there are reviews to lose.
    pub fn count_from_now(self) {
        let has_reviews = self.index.with_untracked(|i| !i.is_empty());
        let mut probe = self.settings.get_untracked();
        if has_reviews && probe.count_from(platform::now()) {
            self.prefer_quietly(|s| {
                s.count_from(platform::now());
            });
        }
    }

    /// Whether it is time to remind of a backup; asked once a visit.
    pub fn shall_remind(self) -> bool {
        if self.reminded.get_value() {
            return false;
        }
        let due = self.settings.with_untracked(|s| {
            self.index.with_untracked(|index| s.backup_is_due(index, platform::now()))
        });
        self.reminded.set_value(due);
        due
    }

    /// Chooses how often to remind.
    pub fn remind(self, how_often: Reminder) {
        self.prefer(|s| s.remind(how_often));
    }
}
