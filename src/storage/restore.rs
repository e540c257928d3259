//! What a backup would bring: each of its records held against what is here,
//! and the choices there are.

use super::batch::{Changed, Put};
use super::clashes::read_clash;
use super::keys::{self, Kind};
use super::lens_shelf;
use super::lineage::Stamps;
use super::marks;
use super::migrate::SETTINGS;
use super::practice;
use super::snapshots::{Before, name_of};
use super::store::{Error, Loaded, Store, read_record, read_workload, workload_text};
use super::unreadable::Why;
use super::workshops;
use crate::lens::limits;
use crate::review::{Counts, LensKey, Lenses, Workload, WorkloadId, summary};
use crate::time::Timestamp;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A review with its milestones.
    Workload,
    /// A lens that a person brought.
    Lens,
    /// The settings.
    Settings,
    /// What a person marked and learned in the library.
    Learning,
    /// A workshop that the person runs.
    Workshop,
    /// A workshop that the person takes part in.
    Attending,
    /// A version to pick from, something set aside, or of a newer version of
    /// the app.
    Other,
}

/// Which of two is newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Newer {
    /// The one in the backup.
    Backup,
    /// The one in this browser.
    Here,
    /// They are of the same moment, or nobody knows.
    Neither,
}

/// How a record of a backup stands to what is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is not here.
    New,
    /// It is here as it is there.
    Same,
    /// Another one is in its place.
    Different(Newer),
    /// It cannot be read.
    Unreadable(Why),
}

/// What to do with a record of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Nothing.
    Skip,
    /// Put it where nothing is.
    Add,
    /// Put it in the place of what is here.
    Replace,
    /// Add it under a name of its own; marks of both come together.
    KeepBoth,
}

/// A workload in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Questions with an answer or a note.
    pub answers: usize,
    /// Its milestones.
    pub milestones: usize,
    /// Its risks when it was saved.
    pub counts: Counts,
}

impl Facts {
    fn new(workload: &Workload, counts: Counts) -> Self {
        Self {
            updated_at: workload.updated_at,
            answers: workload.reviews.iter().map(|r| r.answers.len()).sum(),
            milestones: workload.milestones.len(),
            counts,
        }
    }
}

/// A record of a backup, held against what is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its key.
    pub key: String,
    /// What it is.
    pub what: What,
    /// Its name, for people.
    pub name: String,
    /// How it stands to what is here.
    pub state: State,
    /// A workload of the backup, in numbers.
    pub there: Option<Facts>,
    /// The workload that is here, in numbers.
    pub here: Option<Facts>,
    /// What can be done, the suggestion first. What replaces is never
    /// suggested where something readable is here.
    pub choices: Vec<Choice>,
    text: String,
    seen: Option<String>,
}

/// Reads a record of a key and a text, with the time of its last change.
type ReadRecord<T> = fn(&str, &str) -> Result<(T, Timestamp), Error>;

/// Reads the key of a lens out of the text of a lens file.
pub type KeyOfLens<'a> = &'a dyn Fn(&str) -> Option<LensKey>;

impl Store {
    /// Everything that belongs into a backup, keys and texts, with a name for
    /// people: what the person wrote and chose, and what cannot be read. The
    /// index is rebuilt; the bin and the snapshots are copies.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn to_back_up(&self) -> Result<Vec<(String, String, String)>, Error> {
        let mut records = Vec::new();
        for (key, kind) in self.own_keys()? {
            if !is_backed_up(&kind) {
                continue;
            }
            if let Some(text) = self.port.get(&key)? {
                let name = name_of(&key, &text);
                records.push((key, name, text));
            }
        }
        Ok(records)
    }

    /// A workload as a record of a backup, whether it is stored or not.
    ///
    /// # Errors
    ///
    /// Where the record would not read back the same.
    pub fn record_of(
        &self,
        workload: &Workload,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<(String, String, String), Error> {
        let counts = summary::workload_counts(workload, lenses);
        // Tabs that show what it replaces take it for what comes after that.
        let replaced = self.load_workload(&workload.id).map(|stored| stored.stamps);
        let stamps = replaced.map_or(Stamps::NONE, |stamps| stamps.next_of_nobody(now));
        let text = workload_text(workload, counts, &stamps, now)?;
        Ok((keys::workload(&workload.id), workload.properties.name.clone(), text))
    }

    /// Puts a workload in the place of the one with the same id, of which a
    /// copy is kept.
    ///
    /// # Errors
    ///
    /// Nothing was changed then.
    pub fn replace_workload(
        &self,
        workload: &Workload,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<Changed, Error> {
        let (key, _, text) = self.record_of(workload, lenses, now)?;
        let seen = self.port.get(&key)?;
        self.change_all(Before::Import, vec![Put { key, text: Some(text), seen }], now)
    }

    /// Holds the records of a backup against what is here. Changes nothing.
    /// `reserved` are ids that no stored workload has.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn preview(
        &self,
        records: Vec<(String, String)>,
        key_of_lens: KeyOfLens<'_>,
        reserved: &[&str],
    ) -> Result<Vec<Item>, Error> {
        let mut items = Vec::new();
        for (key, text) in records {
            let Some(kind) = keys::kind(&key).filter(is_backed_up) else { continue };
            let seen = self.port.get(&key)?;
            let mut item = Item {
                what: What::Other,
                name: name_of(&key, &text),
                state: State::New,
                there: None,
                here: None,
                choices: Vec::new(),
                key,
                text,
                seen,
            };
            match kind {
                Kind::Workload(id) => item.look_at_workload(reserved.contains(&id.0.as_str())),
                Kind::Lens(lens) => item.look_at_lens(&lens, key_of_lens),
                Kind::Settings => item.look_at_settings(),
                Kind::Clash(_) => item.look_at_clash(),
                Kind::Marks => item.look_at_learning(marks::read_marks),
                Kind::Practice => item.look_at_learning(practice::read_practice),
                Kind::Workshop(_) => {
                    item.look_at_learning(workshops::read_workshop);
                    item.what = What::Workshop;
                }
                Kind::Attending(_) => {
                    item.look_at_learning(workshops::read_attending);
                    item.what = What::Attending;
                    // Two people at one device: neither is part of the other.
                    if item.choices.contains(&Choice::KeepBoth) {
                        item.choices = vec![Choice::Skip, Choice::Replace];
                    }
                }
                Kind::Quarantine { .. } => item.state = State::Unreadable(Why::Quarantined),
                _ => {
                    let why = "This version of Plumbline does not know what it is.".to_owned();
                    item.state = State::Unreadable(Why::Damaged(why));
                }
            }
            item.offer();
            items.push(item);
        }
        Ok(items)
    }

    /// Does what was chosen, all of it or nothing. `new_id` gives ids to
    /// copies.
    ///
    /// # Errors
    ///
    /// Nothing was changed then.
    pub fn restore_backup(
        &self,
        chosen: &[(&Item, Choice)],
        new_id: impl FnMut() -> String,
        now: Timestamp,
    ) -> Result<Changed, Error> {
        self.change_all(Before::Restore, self.puts(chosen, new_id, now)?, now)
    }

    /// What was chosen, as records.
    pub(super) fn puts(
        &self,
        chosen: &[(&Item, Choice)],
        mut new_id: impl FnMut() -> String,
        now: Timestamp,
    ) -> Result<Vec<Put>, Error> {
        let mut puts = Vec::new();
        for (item, choice) in chosen {
            let put = |key: String, text: String, seen| Put { key, text: Some(text), seen };
            match choice {
                choice if !item.choices.contains(choice) => {}
                Choice::Skip => {}
                Choice::Add | Choice::Replace => {
                    puts.push(put(item.key.clone(), item.text.clone(), item.seen.clone()));
                    if item.what == What::Settings {
                        puts.push(self.theme_of(&item.text)?);
                    }
                }
                Choice::KeepBoth if matches!(item.what, What::Learning | What::Workshop) => {
                    let text = item.together(now)?;
                    puts.push(put(item.key.clone(), text, item.seen.clone()));
                }
                Choice::KeepBoth => {
                    let (Loaded { mut workload, .. }, counts) =
                        read_workload(&item.key, &item.text)?;
                    workload.id = WorkloadId(new_id());
                    workload.properties.name = copy_name(&workload.properties.name);
                    let text = workload_text(&workload, counts, &Stamps::NONE, now)?;
                    puts.push(put(keys::workload(&workload.id), text, None));
                }
            }
        }
        Ok(puts)
    }

    /// The theme stands once more as bare text, for the script that runs
    /// before the app.
    fn theme_of(&self, settings: &str) -> Result<Put, Error> {
        let data = read_record(&SETTINGS, keys::SETTINGS, settings)?.data;
        let theme = data.get("theme").and_then(|t| t.as_str()).unwrap_or_default();
        let text = matches!(theme, "light" | "dark").then(|| theme.to_owned());
        Ok(Put { key: keys::THEME.to_owned(), text, seen: self.port.get(keys::THEME)? })
    }
}

fn is_backed_up(kind: &Kind) -> bool {
    match kind {
        Kind::Workload(_)
        | Kind::Lens(_)
        | Kind::Settings
        | Kind::Clash(_)
        | Kind::Marks
        | Kind::Practice
        | Kind::Workshop(_)
        | Kind::Attending(_)
        | Kind::Quarantine { .. }
        | Kind::Unknown => true,
        Kind::Index
        | Kind::Theme
        | Kind::Deleted { .. }
        | Kind::Snapshot { .. }
        | Kind::Milestone { .. } => false,
    }
}

fn copy_name(name: &str) -> String {
    const ENDING: &str = " (from backup)";
    let room = limits::WORKLOAD_NAME - ENDING.len();
    name.chars().take(room).chain(ENDING.chars()).collect()
}

impl Item {
    fn look_at_workload(&mut self, reserved: bool) {
        self.what = What::Workload;
        let (theirs, counts) = match read_workload(&self.key, &self.text) {
            Ok((read, counts)) => (read.workload, counts),
            Err(why) => {
                self.state = State::Unreadable(why.into());
                return;
            }
        };
        self.there = Some(Facts::new(&theirs, counts));
        // An empty id has no address.
        if reserved || theirs.id.0.is_empty() {
            self.choices = vec![Choice::KeepBoth, Choice::Skip];
            return;
        }
        let Some(here) = &self.seen else { return };
        match read_workload(&self.key, here) {
            Ok((mine, _)) if mine.workload == theirs => self.state = State::Same,
            Ok((Loaded { workload: mine, .. }, counts)) => {
                self.here = Some(Facts::new(&mine, counts));
                let newer = newer(theirs.updated_at, mine.updated_at);
                self.state = State::Different(newer);
                self.choices = match newer {
                    Newer::Here => vec![Choice::Skip, Choice::KeepBoth, Choice::Replace],
                    _ => vec![Choice::KeepBoth, Choice::Replace, Choice::Skip],
                };
            }
            Err(Error::Damaged { .. }) => {
                self.state = State::Different(Newer::Backup);
                self.choices = vec![Choice::Replace, Choice::KeepBoth, Choice::Skip];
            }
            Err(_) => {
                self.state = State::Different(Newer::Here);
                self.choices = vec![Choice::KeepBoth, Choice::Skip];
            }
        }
    }

    fn look_at_lens(&mut self, key: &LensKey, key_of_lens: KeyOfLens<'_>) {
        self.what = What::Lens;
        let theirs = match lens_shelf::read_lens(&self.key, &self.text) {
            Ok(theirs) => theirs,
            Err(why) => {
                self.state = State::Unreadable(why.into());
                return;
            }
        };
        // A lens is known by its content: another one must not take its name.
        if key_of_lens(&theirs.text).as_ref() != Some(key) {
            let why = "The lens in it is not the one that it is stored as.".to_owned();
            self.state = State::Unreadable(Why::Damaged(why));
            return;
        }
        let Some(here) = &self.seen else { return };
        match lens_shelf::read_lens(&self.key, here) {
            Ok(mine) if mine.text == theirs.text && mine.entry == theirs.entry => {
                self.state = State::Same;
            }
            Ok(mine) => {
                self.state = State::Different(newer(theirs.saved_at, mine.saved_at));
                self.choices = vec![Choice::Skip, Choice::Replace];
            }
            Err(Error::Damaged { .. }) => {
                self.state = State::Different(Newer::Backup);
                self.choices = vec![Choice::Replace, Choice::Skip];
            }
            Err(_) => self.state = State::Different(Newer::Here),
        }
    }

    /// A version to pick from: its key follows from what it says.
    fn look_at_clash(&mut self) {
        if let Err(why) = read_clash(&self.key, &self.text) {
            self.state = State::Unreadable(why.into());
        } else if self.seen.is_some() {
            self.state = State::Same;
        }
    }

    fn look_at_settings(&mut self) {
        self.what = What::Settings;
        let theirs = match read_record(&SETTINGS, &self.key, &self.text) {
            Ok(theirs) => theirs,
            Err(why) => {
                self.state = State::Unreadable(why.into());
                return;
            }
        };
        let Some(here) = &self.seen else { return };
        match read_record(&SETTINGS, &self.key, here) {
            Ok(mine) if mine.data == theirs.data => self.state = State::Same,
            Ok(mine) => {
                self.state = State::Different(newer(theirs.saved_at, mine.saved_at));
                self.choices = vec![Choice::Skip, Choice::Replace];
            }
            Err(Error::Damaged { .. }) => {
                self.state = State::Different(Newer::Backup);
                self.choices = vec![Choice::Replace, Choice::Skip];
            }
            Err(_) => self.state = State::Different(Newer::Here),
        }
    }

    /// A record of which two can come together.
    fn look_at_learning<T: PartialEq>(&mut self, read: ReadRecord<T>) {
        self.what = What::Learning;
        let mine = self.seen.as_ref().map(|here| read(&self.key, here));
        let (theirs, saved_there) = match read(&self.key, &self.text) {
            Ok(theirs) => theirs,
            Err(why) => {
                self.state = State::Unreadable(why.into());
                return;
            }
        };
        match mine {
            None => {}
            Some(Ok((mine, _))) if mine == theirs => self.state = State::Same,
            Some(Ok((_, saved_here))) => {
                self.state = State::Different(newer(saved_there, saved_here));
                self.choices = vec![Choice::KeepBoth, Choice::Replace, Choice::Skip];
            }
            Some(Err(Error::Damaged { .. })) => {
                self.state = State::Different(Newer::Backup);
                self.choices = vec![Choice::Replace, Choice::Skip];
            }
            Some(Err(_)) => self.state = State::Different(Newer::Here),
        }
    }

    /// What is in the backup and what is here as one record.
    fn together(&self, now: Timestamp) -> Result<String, Error> {
        let here = self.seen.as_deref().unwrap_or_default();
        if self.what == What::Workshop {
            let (theirs, _) = workshops::read_workshop(&self.key, &self.text)?;
            let (mut mine, _) = workshops::read_workshop(&self.key, here)?;
            mine.bring_together(theirs);
            return workshops::workshop_text(&mine, now);
        }
        if self.key == keys::PRACTICE {
            let (theirs, _) = practice::read_practice(&self.key, &self.text)?;
            let (mine, _) = practice::read_practice(&self.key, here)?;
            return Ok(practice::practice_text(&mine.with(theirs), now));
        }
        let (theirs, _) = marks::read_marks(&self.key, &self.text)?;
        let (mine, _) = marks::read_marks(&self.key, here)?;
        Ok(marks::marks_text(&mine.with(theirs), now))
    }

    /// The choices where they follow from the state.
    fn offer(&mut self) {
        if !self.choices.is_empty() {
            return;
        }
        self.choices = match (&self.state, &self.seen) {
            // What cannot be read is kept where nothing is in its place.
            (State::New | State::Unreadable(_), None) => vec![Choice::Add, Choice::Skip],
            _ => vec![Choice::Skip],
        };
    }
}

fn newer(theirs: Timestamp, mine: Timestamp) -> Newer {
    match theirs.cmp(&mine) {
        std::cmp::Ordering::Greater => Newer::Backup,
        std::cmp::Ordering::Less => Newer::Here,
        std::cmp::Ordering::Equal => Newer::Neither,
    }
}
