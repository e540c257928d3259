//! What was said in one tab where two tabs clashed: kept beside the workload
//! until a person has picked, whatever becomes of the tabs.
//!
//! One record a version, so that no two tabs ever write the same one:
//! `{"place": ["answer", lens, question], "said": WORKLOAD}`, where `said` is
//! the record of a workload that holds this one place.

use serde_json::{Value, json};

use super::envelope::{self, Record};
use super::keys::{self, Kind};
use super::migrate::CLASH;
use super::store::{Error, Loaded, Revision, Store, format_of, read_record, read_workload};
use super::workload_codec;
use crate::collections::sort_by;
use crate::lens::{PillarId, QuestionId};
use crate::review::merge::{Place, Version, put, said};
use crate::review::properties::Field;
use crate::review::{LensKey, LensReview, Milestone, Properties, Workload, WorkloadId};
use crate::time::Timestamp;

/// A version that is kept because two tabs clashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptClash {
    /// Where it is kept, for [`Store::forget_clash`].
    pub key: String,
    /// Where the tabs clashed.
    pub place: Place,
    /// What is not in the workload.
    pub said: Version,
    /// When they did.
    pub kept_at: Timestamp,
}

impl Store {
    /// Keeps a version of a place of a workload that says something else there.
    ///
    /// # Errors
    ///
    /// Where the browser refuses: it is then not kept.
    pub fn keep_clash(
        &self,
        workload: &Workload,
        place: &Place,
        version: &Version,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut data = json!({ "place": name(place) });
        let excerpt = excerpt(workload, place, version);
        let encoded = workload_codec::encode(&excerpt);
        let fingerprint = Revision::of(&format!("{data}{encoded}"));
        // Nested as a whole record, so that it ages like any other.
        let record = envelope::write(&format_of(&excerpt), now, &encoded);
        data["said"] = serde_json::from_str(&record).expect("a record is JSON");
        let text = envelope::write(&CLASH, now, &data);
        let key = keys::clash(&workload.id, fingerprint.number());
        let read = read_clash(&key, &text)?;
        if read.said != *version || read.place != *place {
            return Err(Error::NotFaithful);
        }
        Ok(self.put(&key, &text, None)?)
    }

    /// Everything that is kept about a workload, oldest first. What cannot be
    /// read is among [`Store::unreadable`].
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn clashes(&self, workload: &WorkloadId) -> Result<Vec<KeptClash>, Error> {
        let mut kept = Vec::new();
        for (key, kind) in self.own_keys()? {
            if matches!(kind, Kind::Clash(id) if id == *workload)
                && let Some(text) = self.port.get(&key)?
            {
                kept.extend(read_clash(&key, &text));
            }
        }
        sort_by(&mut kept, |a, b| a.kept_at.cmp(&b.kept_at));
        Ok(kept)
    }

    /// Puts the versions of workloads that are gone for good into the bin.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn tidy_clashes(&self, now: Timestamp) -> Result<(), Error> {
        let own = self.own_keys()?;
        let is_there = |id: &WorkloadId| {
            let of_it = keys::workload(id);
            own.iter().any(|(key, kind)| {
                *key == of_it
                    || matches!(kind, Kind::Deleted { original, .. } if *original == of_it)
            })
        };
        for (key, kind) in &own {
            if matches!(kind, Kind::Clash(id) if !is_there(id)) {
                self.delete_record(key, now)?;
            }
        }
        Ok(())
    }

    /// Forgets a version that nobody needs to pick.
    ///
    /// # Errors
    ///
    /// It is then still kept.
    pub fn forget_clash(&self, key: &str) -> Result<(), Error> {
        Ok(self.port.remove(key)?)
    }
}

/// Reads the record of a clash.
pub(super) fn read_clash(key: &str, text: &str) -> Result<KeptClash, Error> {
    let Record { saved_at, data } = read_record(&CLASH, key, text)?;
    let damaged = |why: &str| Error::Damaged { key: key.to_owned(), why: why.to_owned() };
    let place = data
        .get("place")
        .and_then(Value::as_array)
        .and_then(|words| words.iter().map(Value::as_str).collect::<Option<Vec<_>>>())
        .and_then(|words| named(&words))
        .ok_or_else(|| damaged("It does not say what it is about."))?;
    let Some(Kind::Clash(id)) = keys::kind(key) else {
        return Err(damaged("The record belongs to no workload."));
    };
    let record = data.get("said").ok_or_else(|| damaged("It does not say anything."))?;
    let (Loaded { workload, .. }, _) = read_workload(&keys::workload(&id), &record.to_string())?;
    Ok(KeptClash { key: key.to_owned(), said: said(&workload, &place), place, kept_at: saved_at })
}

/// A workload that says this at this place, and else as little as possible.
fn excerpt(workload: &Workload, place: &Place, version: &Version) -> Workload {
    let mut excerpt = Workload::new(
        workload.id.clone(),
        Properties::default(),
        std::iter::empty(),
        workload.updated_at,
    );
    if let Some(review) = place.lens().and_then(|key| workload.review(key)) {
        excerpt.reviews.push(LensReview::new(review.lens.clone()));
    }
    if let Place::Milestone(number) = place {
        excerpt.milestones.push(Milestone {
            number: *number,
            name: String::new(),
            recorded_at: workload.updated_at,
            properties: Properties::default(),
            pillar_priorities: Vec::new(),
            reviews: Vec::new(),
            attendance: None,
        });
    }
    put(&mut excerpt, place, version.clone());
    excerpt
}

const FIELDS: [(Field, &str); 6] = [
    (Field::Name, "name"),
    (Field::Description, "description"),
    (Field::ReviewOwner, "review_owner"),
    (Field::Industry, "industry"),
    (Field::ArchitectureUrl, "architecture_url"),
    (Field::Notes, "notes"),
];

/// A place in words for the record.
fn name(place: &Place) -> Vec<String> {
    let words: &[&str] = match place {
        Place::Answer(lens, question) => &["answer", &lens.0, question.as_str()],
        Place::Text(field) => {
            &["text", FIELDS.iter().find(|(f, _)| f == field).map_or("", |(_, name)| *name)]
        }
        Place::Environment => &["environment"],
        Place::ImprovementStatus => &["improvement_status"],
        Place::Priorities => &["priorities"],
        Place::Lens(lens) => &["lens", &lens.0],
        Place::LensVersion(lens) => &["lens_version", &lens.0],
        Place::LensNotes(lens) => &["lens_notes", &lens.0],
        Place::PillarNotes(lens, pillar) => &["pillar_notes", &lens.0, pillar.as_str()],
        Place::Milestone(number) => &["milestone", &number.to_string()],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The place that these words name.
fn named(words: &[&str]) -> Option<Place> {
    let lens = |key: &str| LensKey(key.to_owned());
    Some(match *words {
        ["answer", key, question] => Place::Answer(lens(key), QuestionId::from(question)),
        ["text", field] => Place::Text(FIELDS.iter().find(|(_, name)| *name == field)?.0),
        ["environment"] => Place::Environment,
        ["improvement_status"] => Place::ImprovementStatus,
        ["priorities"] => Place::Priorities,
        ["lens", key] => Place::Lens(lens(key)),
        ["lens_version", key] => Place::LensVersion(lens(key)),
        ["lens_notes", key] => Place::LensNotes(lens(key)),
        ["pillar_notes", key, pillar] => Place::PillarNotes(lens(key), PillarId::from(pillar)),
        ["milestone", number] => Place::Milestone(number.parse().ok()?),
        _ => return None,
    })
}
