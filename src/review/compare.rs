//! What changed between a milestone and now, and what two people answered
//! differently.

use super::milestone::Milestone;
use super::summary;
use super::workload::{LensKey, LensReview, Lenses, Workload};
use crate::lens::{Lens, QuestionId, Risk};

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

/// A question that is answered differently in two reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The lens.
    pub lens: LensKey,
    /// The question.
    pub question: QuestionId,
    /// The risk in the one review, and in the other.
    pub risks: (Risk, Risk),
    /// Whether the ticks are the same, and only notes or reasons differ.
    pub only_notes: bool,
}

/// Every question of the lenses that both reviews have, and at hand, that is
/// answered differently: lens by lens, in file order.
pub fn between(one: &[LensReview], other: &[LensReview], lenses: &Lenses) -> Vec<Difference> {
    let mut differences = Vec::new();
    for mine in one {
        let theirs = other.iter().find(|r| r.lens.key == mine.lens.key);
        let (Some(theirs), Some(lens)) = (theirs, lenses.get(&mine.lens.key)) else { continue };
        differences.extend(in_lens(lens, mine, theirs));
    }
    differences
}

fn in_lens<'a>(
    lens: &'a Lens,
    mine: &'a LensReview,
    theirs: &'a LensReview,
) -> impl Iterator<Item = Difference> + 'a {
    let risks = summary::risks(lens, mine).zip(summary::risks(lens, theirs));
    risks.filter_map(move |((question, my_risk), (_, their_risk))| {
        let (one, other) = (mine.answer(&question), theirs.answer(&question));
        (one != other).then(|| Difference {
            lens: mine.lens.key.clone(),
            only_notes: one.selected == other.selected && my_risk == their_risk,
            risks: (my_risk, their_risk),
            question,
        })
    })
}
