//! A tab with one workload open, over any storage: it saves and meets other
//! tabs as `ui::state::tabs` does.

use plumbline::lens::{LensHash, QuestionId};
use plumbline::review::merge::{Place, Version};
use plumbline::review::properties::Field;
use plumbline::review::{Answer, LensKey, LensRef, Lenses, Properties, Workload, WorkloadId};
use plumbline::storage::{Error, Lineage, Met, Store};
use plumbline::time::Timestamp;

pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

pub fn id() -> WorkloadId {
    WorkloadId("w".to_owned())
}

pub fn lens() -> LensKey {
    LensKey("lens".to_owned())
}

pub fn new_workload() -> Workload {
    let lens = LensRef { key: lens(), hash: LensHash("00".to_owned()), name: "Lens".to_owned() };
    let properties = Properties { name: "Shop".to_owned(), ..Properties::default() };
    Workload::new(id(), properties, [lens], NOW)
}

pub fn place(n: u8) -> Place {
    match n {
        0 => Place::LensNotes(lens()),
        1 => Place::Text(Field::Notes),
        n => Place::Answer(lens(), QuestionId(format!("q{n}"))),
    }
}

pub fn version(place: &Place, text: String) -> Version {
    match place {
        Place::Answer(..) => Version::Answer(Answer { notes: text, ..Answer::default() }),
        _ => Version::Text(text),
    }
}

pub fn text(version: &Version) -> String {
    match version {
        Version::Answer(answer) => answer.notes.clone(),
        Version::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

pub struct Tab {
    pub name: u32,
    pub workload: Workload,
    pub line: Option<Lineage>,
    pub dirty: bool,
    /// What other tabs stored, not looked at yet.
    pub heard: Vec<String>,
}

impl Tab {
    /// Opens what is stored.
    pub fn open(name: u32, store: &Store, id: &WorkloadId) -> Self {
        let loaded = store.load_workload(id).expect("it is stored");
        let line = Some(Lineage::of(&loaded));
        Self { name, workload: loaded.workload, line, dirty: false, heard: Vec::new() }
    }

    /// Saves what is not saved; tells whether it was.
    pub fn save(&mut self, store: &Store, now: Timestamp) -> bool {
        if !self.dirty {
            return false;
        }
        match store.save_grown(&self.workload, &Lenses::new(), &mut self.line, self.name, now) {
            Ok(_) => {
                self.dirty = false;
                true
            }
            Err(Error::ChangedElsewhere { .. }) => self.meet(store, now),
            Err(_) => false,
        }
    }

    /// Looks for what other tabs stored; tells whether it saved.
    pub fn meet(&mut self, store: &Store, now: Timestamp) -> bool {
        let mut has_saved = false;
        let heard = std::mem::take(&mut self.heard);
        let line = self.line.as_mut().expect("it is stored");
        heard.iter().for_each(|text| store.remember(line, &self.workload.id, text));
        for text in heard {
            let line = self.line.as_mut().expect("it is stored");
            match store.overhear(line, &self.workload, &text, now) {
                Ok(Some(met)) => has_saved |= self.take_over(met, store, now),
                Ok(None) => {}
                Err(_) => self.heard.push(text),
            }
        }
        match store.meet(self.line.as_ref(), &self.workload, now) {
            Ok(Some(met)) => has_saved | self.take_over(met, store, now),
            _ => has_saved,
        }
    }

    fn take_over(&mut self, met: Met, store: &Store, now: Timestamp) -> bool {
        self.line = Some(met.line);
        self.workload = met.workload;
        self.dirty = met.is_unsaved;
        self.save(store, now)
    }
}
