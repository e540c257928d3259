//! A milestone: a named, numbered, read-only record of a workload.

use super::attendance::Attendance;
use super::properties::Properties;
use super::summary::{self, Counts};
use super::workload::{LensReview, Lenses, Workload};
use crate::collections::Map;
use crate::lens::{PillarId, QuestionId, Risk};
use crate::time::Timestamp;

/// One lens's answers as they were, with the risks as they were: a record
/// stays true when the lens changes or leaves the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedReview {
    /// The answers.
    pub review: LensReview,
    /// The risk of every question of the lens at that time.
    pub risks: Map<QuestionId, Risk>,
}

impl RecordedReview {
    /// The counts at that time.
    pub fn counts(&self) -> Counts {
        self.risks.values().copied().collect()
    }
}

/// A named record of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// From 1, never used again in the workload.
    pub number: u32,
    /// Given by the person.
    pub name: String,
    /// When it was saved.
    pub recorded_at: Timestamp,
    /// Name, owner and so on, as they were.
    pub properties: Properties,
    /// The pillar priorities as they were.
    pub pillar_priorities: Vec<PillarId>,
    /// One for each lens of the workload.
    pub reviews: Vec<RecordedReview>,
    /// Who took part, where it closed a workshop.
    pub attendance: Option<Attendance>,
}

impl Milestone {
    /// Records a workload as it is. A lens that is not at hand is recorded
    /// with its answers and without risks.
    pub fn record(workload: &Workload, lenses: &Lenses, name: String, now: Timestamp) -> Self {
        let reviews = workload
            .reviews
            .iter()
            .map(|review| RecordedReview {
                review: review.clone(),
                risks: lenses
                    .get(&review.lens.key)
                    .map(|lens| summary::risks(lens, review).collect())
                    .unwrap_or_default(),
            })
            .collect();
        Self {
            number: workload.last_milestone.saturating_add(1),
            name,
            recorded_at: now,
            properties: workload.properties.clone(),
            pillar_priorities: workload.pillar_priorities.clone(),
            reviews,
            attendance: None,
        }
    }

    /// The counts of all lenses together.
    pub fn counts(&self) -> Counts {
        self.reviews.iter().flat_map(|r| r.risks.values().copied()).collect()
    }

    /// The workload as it was: for reading, never to be saved.
    pub fn as_workload(&self, workload: &Workload) -> Workload {
        Workload {
            id: workload.id.clone(),
            created_at: workload.created_at,
            updated_at: self.recorded_at,
            properties: self.properties.clone(),
            reviews: self.reviews.iter().map(|r| r.review.clone()).collect(),
            pillar_priorities: self.pillar_priorities.clone(),
            milestones: Vec::new(),
            last_milestone: 0,
        }
    }
}
