//! `get-workload`, `get-lens-review`, `list-milestones` and `get-milestone`.

use serde_json::Value;

use super::super::json::{self, Findings, Object, Place};
use super::{ImportedMilestone, ImportedReview, ImportedWorkload};
use crate::lens::{PillarId, limits};
use crate::review::{Environment, ImprovementStatus};
use crate::time::Timestamp;

/// The most pillars, lenses or milestones that are read from one list.
const MOST: usize = 1_000;

/// Reads a workload. Of several in one file the first one stays, as nobody
/// can say which one was meant.
pub(super) fn read(object: Object<'_>, into: &mut Option<ImportedWorkload>, found: &mut Findings) {
    let workload = workload(object, found);
    match into {
        Some(first) if first.id != workload.id || first.name != workload.name => found.warning(
            "several-workloads",
            object.place,
            format!(
                "The file holds several workloads; \"{}\" is left out.",
                json::excerpt(workload.name.as_deref().unwrap_or_default())
            ),
        ),
        _ => *into = Some(workload),
    }
}

fn workload(object: Object<'_>, found: &mut Findings) -> ImportedWorkload {
    let mut text = |name: &str, most: usize| {
        let text = object.text(name, found)?;
        json::note_length(&text, most, &object.at(name), found);
        Some(text)
    };
    ImportedWorkload {
        id: text("WorkloadId", json::LONGEST_ID),
        name: text("WorkloadName", limits::WORKLOAD_NAME),
        description: text("Description", limits::WORKLOAD_DESCRIPTION),
        review_owner: text("ReviewOwner", limits::REVIEW_OWNER),
        industry: text("Industry", limits::INDUSTRY)
            .filter(|industry| !industry.is_empty())
            .or_else(|| text("IndustryType", limits::INDUSTRY)),
        architecture_url: text("ArchitecturalDesign", limits::ARCHITECTURE_URL),
        notes: text("Notes", limits::NOTES),
        environment: object.code_option("Environment", Environment::from_code, found),
        improvement_status: object.code_option(
            "ImprovementStatus",
            ImprovementStatus::from_code,
            found,
        ),
        pillar_priorities: object
            .ids("PillarPriorities", MOST, found)
            .into_iter()
            .map(PillarId)
            .collect(),
        lens_aliases: match object.get("Lenses") {
            // Scripts keep answers under this name; they are read elsewhere.
            Some(Value::Array(list)) if list.iter().all(Value::is_string) => {
                object.ids("Lenses", MOST, found)
            }
            _ => Vec::new(),
        },
        updated_at: timestamp(object, "UpdatedAt", found),
    }
}

/// Reads a milestone or the summary of one.
pub(super) fn read_milestone(
    object: Object<'_>,
    into: &mut Vec<ImportedMilestone>,
    found: &mut Findings,
) {
    let Some(number) = object.number("MilestoneNumber", found) else {
        found.error("missing", object.place, "A milestone without a number is left out.");
        return;
    };
    if into.len() >= MOST {
        return;
    }
    let mut inner_workload = None;
    for name in ["Workload", "WorkloadSummary"] {
        if let Some(value) = object.get(name) {
            let place = object.at(name);
            inner_workload = Object::new(value, &place, found).map(|o| workload(o, found));
        }
    }
    let milestone = ImportedMilestone {
        number,
        name: object.text("MilestoneName", found).unwrap_or_default(),
        recorded_at: timestamp(object, "RecordedAt", found),
        workload: inner_workload,
    };
    match into.iter_mut().find(|known| known.number == number) {
        // `get-milestone` says more than `list-milestones`.
        Some(known) if known.workload.is_none() => *known = milestone,
        Some(_) => {}
        None => into.push(milestone),
    }
}

/// Reads the notes on a lens and its pillars, and what names the lens.
pub(super) fn read_lens_review(
    object: Object<'_>,
    review: &mut ImportedReview,
    found: &mut Findings,
) {
    review.lens_name = object.text("LensName", found).or(review.lens_name.take());
    review.lens_version = object.text("LensVersion", found).or(review.lens_version.take());
    if let Some(notes) = object.text("Notes", found) {
        json::note_length(&notes, limits::NOTES, &object.at("Notes"), found);
        review.notes = notes;
    }
    let place = object.at("PillarReviewSummaries");
    for (index, value) in object.list("PillarReviewSummaries", MOST, found).iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(pillar) = Object::new(value, &inner, found) else { continue };
        let Some(notes) = pillar.text("Notes", found).filter(|notes| !notes.is_empty()) else {
            continue;
        };
        json::note_length(&notes, limits::NOTES, &Place::Key(&inner, "Notes"), found);
        let Some(id) = pillar.id("PillarId", found).map(PillarId) else { continue };
        match review.pillar_notes.iter_mut().find(|(known, _)| *known == id) {
            Some((_, known)) => *known = notes,
            None => review.pillar_notes.push((id, notes)),
        }
    }
}

/// A point in time, as a number of seconds or as a text.
fn timestamp(object: Object<'_>, name: &str, found: &mut Findings) -> Option<Timestamp> {
    let value = object.get(name)?;
    let time = match value {
        Value::Number(number) => number.as_f64().and_then(Timestamp::from_seconds),
        Value::String(text) => Timestamp::parse(text),
        _ => None,
    };
    if time.is_none() {
        found.warning(
            "not-a-time",
            &object.at(name),
            "This is no date and time that Plumbline can read; it is left out.",
        );
    }
    time
}
