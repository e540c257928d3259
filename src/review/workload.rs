//! A workload: one system under review, with the lenses it is reviewed by.

use std::fmt;
use std::sync::Arc;

use super::answer::Answer;
use super::milestone::Milestone;
use super::properties::Properties;
use crate::collections::Map;
use crate::lens::{Lens, LensHash, PillarId, QuestionId};
use crate::time::Timestamp;

/// Names a workload in this browser.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkloadId(pub String);

impl fmt::Display for WorkloadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a lens on the shelf: the file name of a bundled lens, such as
/// `launch-readiness`, or `custom-` and the start of its hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LensKey(pub String);

impl LensKey {
    /// The key of a lens that a person brought.
    pub fn custom(hash: &LensHash) -> Self {
        Self(format!("custom-{}", hash.0.get(..16).unwrap_or(&hash.0)))
    }

    /// Whether a person brought this lens.
    pub fn is_custom(&self) -> bool {
        self.0.starts_with("custom-")
    }
}

impl fmt::Display for LensKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The lenses at hand, by key.
pub type Lenses = Map<LensKey, Arc<Lens>>;

/// Which lens a review is against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensRef {
    /// Its place on the shelf.
    pub key: LensKey,
    /// Its content when the review began or was last upgraded.
    pub hash: LensHash,
    /// Its name, to say which lens is missing when it is.
    pub name: String,
}

impl LensRef {
    /// Refers to a lens on the shelf.
    pub fn new(key: LensKey, lens: &Lens) -> Self {
        Self { key, hash: lens.hash.clone(), name: lens.name.clone() }
    }
}

/// The answers to the questions of one lens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensReview {
    /// The lens.
    pub lens: LensRef,
    /// On the lens as a whole.
    pub notes: String,
    /// On single pillars; never holds an empty text.
    pub pillar_notes: Map<PillarId, String>,
    /// Never holds an empty answer.
    pub answers: Map<QuestionId, Answer>,
}

impl LensReview {
    /// A review with nothing answered.
    pub fn new(lens: LensRef) -> Self {
        Self { lens, notes: String::new(), pillar_notes: Map::new(), answers: Map::new() }
    }

    /// The answer to a question, empty when there is none.
    pub fn answer(&self, question: &QuestionId) -> Answer {
        self.answers.get(question).cloned().unwrap_or_default()
    }
}

/// One system under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// Unique in this browser.
    pub id: WorkloadId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Name, owner and so on.
    pub properties: Properties,
    /// One for each lens, at least one, in the order they were added.
    pub reviews: Vec<LensReview>,
    /// Pillars, most important first. Pillars that are not listed come after,
    /// in file order.
    pub pillar_priorities: Vec<PillarId>,
    /// Ordered by number.
    pub milestones: Vec<Milestone>,
    /// The highest number ever given to a milestone, so that the number of a
    /// deleted one is not used again.
    pub last_milestone: u32,
}

impl Workload {
    /// A workload that nobody has answered yet.
    pub fn new(
        id: WorkloadId,
        properties: Properties,
        lenses: impl IntoIterator<Item = LensRef>,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            created_at: now,
            updated_at: now,
            properties,
            reviews: lenses.into_iter().map(LensReview::new).collect(),
            pillar_priorities: Vec::new(),
            milestones: Vec::new(),
            last_milestone: 0,
        }
    }

    /// The review by a lens.
    pub fn review(&self, lens: &LensKey) -> Option<&LensReview> {
        self.reviews.iter().find(|r| r.lens.key == *lens)
    }

    /// The place of a pillar in the priorities: listed ones first.
    pub fn priority(&self, pillar: &PillarId) -> usize {
        self.pillar_priorities.iter().position(|p| p == pillar).unwrap_or(usize::MAX)
    }
}
