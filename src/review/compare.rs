//! What changed between a milestone and now.

use super::milestone::Milestone;
use super::summary;
use super::workload::{LensKey, Lenses, Workload};
use crate::lens::{QuestionId, Risk};

/// A question whose risk is another now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskChange {
    /// The lens.
    pub lens: LensKey,
    /// The question.
    pub question: QuestionId,
    /// The risk in the milestone; `None` when the question was not in it.
    pub from: Option<Risk>,
    /// The risk now; `None` when the question is gone.
    pub to: Option<Risk>,
}

/// Every question whose risk changed since the milestone: lens by lens, in
/// file order, questions that are gone last.
pub fn since(milestone: &Milestone, workload: &Workload, lenses: &Lenses) -> Vec<RiskChange> {
    let mut changes = Vec::new();
    for review in &workload.reviews {
        let Some(lens) = lenses.get(&review.lens.key) else { continue };
        let before = milestone.reviews.iter().find(|r| r.review.lens.key == review.lens.key);
        let change =
            |question, from, to| RiskChange { lens: review.lens.key.clone(), question, from, to };
        for (question, risk) in summary::risks(lens, review) {
            let from = before.and_then(|b| b.risks.get(&question).copied());
            if from != Some(risk) {
                changes.push(change(question, from, Some(risk)));
            }
        }
        for (question, risk) in before.iter().flat_map(|b| &b.risks) {
            if lens.question(question).is_none() {
                changes.push(change(question.clone(), Some(*risk), None));
            }
        }
    }
    for gone in &milestone.reviews {
        if workload.review(&gone.review.lens.key).is_none() {
            changes.extend(gone.risks.iter().map(|(question, risk)| RiskChange {
                lens: gone.review.lens.key.clone(),
                question: question.clone(),
                from: Some(*risk),
                to: None,
            }));
        }
    }
    changes
}
