//! A deleted milestone as a record of its own, for the bin.

use serde_json::{Value, json};

use super::keys;
use super::migrate::MILESTONE;
use super::store::{Error, Store, read_record};
use super::{envelope, workload_codec};
use crate::review::{Command, Lenses, Milestone, Workload, WorkloadId};
use crate::time::Timestamp;

/// A milestone and where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Deleted {
    workload: WorkloadId,
    /// The name of the workload, for the list.
    of: String,
    milestone: Milestone,
}

impl Deleted {
    pub(super) fn title(&self) -> String {
        format!("{} of {}", self.milestone.name, self.of)
    }
}

impl Store {
    /// Puts a copy of a milestone that is about to be deleted into the bin.
    /// Where there is no room it is not kept: a full disk keeps nobody from
    /// deleting.
    ///
    /// # Errors
    ///
    /// There is then no copy.
    pub fn bin_milestone(
        &self,
        workload: &Workload,
        number: u32,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        let key = keys::milestone(&workload.id, number);
        let Some(milestone) = workload.milestones.iter().find(|m| m.number == number) else {
            return Err(Error::NotFound { key });
        };
        // The codec knows whole workloads: this is one with nothing else in it.
        let shell = Workload {
            reviews: Vec::new(),
            pillar_priorities: Vec::new(),
            milestones: vec![milestone.clone()],
            ..workload.clone()
        };
        let data = json!({"workload": workload_codec::encode(&shell)});
        self.put_in_trash(&key, &envelope::write(&MILESTONE, now, &data), now)
    }

    /// Puts a milestone back into its workload, which may have it again.
    pub(super) fn restore_milestone(
        &self,
        key: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let Deleted { workload: id, milestone, .. } = read(key, text)?;
        let loaded = match self.load_workload(&id) {
            Err(Error::NotFound { .. }) => return Err(Error::NoReview),
            loaded => loaded?,
        };
        let mut workload = loaded.workload;
        if workload.milestones.contains(&milestone) {
            return Ok(());
        }
        let restore = Command::RestoreMilestone(Box::new(milestone));
        workload
            .apply(restore, &Lenses::new(), now)
            .map_err(|_| Error::Occupied { key: key.to_owned() })?;
        self.save_as_counted(&workload, loaded.revision, now)
    }

    /// Whether its workload has a milestone of the bin again.
    pub(super) fn has_milestone(&self, key: &str, text: &str) -> bool {
        read(key, text).is_ok_and(|deleted| {
            let loaded = self.load_workload(&deleted.workload);
            loaded.is_ok_and(|l| l.workload.milestones.contains(&deleted.milestone))
        })
    }
}

pub(super) fn read(key: &str, text: &str) -> Result<Deleted, Error> {
    let damaged = |why: String| Error::Damaged { key: key.to_owned(), why };
    let data = read_record(&MILESTONE, key, text)?.data;
    let shell = workload_codec::decode(data.get("workload").unwrap_or(&Value::Null))
        .map_err(|e| damaged(e.to_string()))?;
    let Workload { id, properties, mut milestones, .. } = shell;
    match (milestones.pop(), milestones.is_empty()) {
        (Some(milestone), true) if keys::milestone(&id, milestone.number) == key => {
            Ok(Deleted { workload: id, of: properties.name, milestone })
        }
        _ => Err(damaged("The record does not hold the milestone it is named after.".to_owned())),
    }
}
