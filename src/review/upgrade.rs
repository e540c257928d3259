//! A lens whose content changed since a review began: what that means for the
//! review, and the step over to the new content.

use super::command::Command;
use super::merge::{Place, Version};
use super::workload::{LensRef, Lenses, Workload};

/// A lens of a review that is not the one the review began with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The lens as it is now.
    pub lens: LensRef,
    /// Answers to questions that it no longer has. They are kept.
    pub questions_gone: usize,
    /// Ticks of practices that it no longer has. They are kept.
    pub practices_gone: usize,
    /// Questions without an answer: those that are new are among them.
    pub open: usize,
}

/// The lenses of a review that have changed, of those at hand.
pub fn upgrades(workload: &Workload, lenses: &Lenses) -> Vec<Upgrade> {
    let changed = workload.reviews.iter().filter_map(|review| {
        let lens = lenses.get(&review.lens.key).filter(|lens| lens.hash != review.lens.hash)?;
        let known = review
            .answers
            .iter()
            .filter_map(|(id, answer)| lens.question(id).map(|(_, question)| (question, answer)));
        let gone = known.clone().flat_map(|(question, answer)| {
            answer.selected.iter().filter(|id| question.choice_index(id).is_none())
        });
        Some(Upgrade {
            lens: LensRef::new(review.lens.key.clone(), lens),
            questions_gone: review.answers.len() - known.clone().count(),
            practices_gone: gone.count(),
            open: lens.questions().count() - known.count(),
        })
    });
    changed.collect()
}

/// Goes over to these lenses. Answers stay as they are.
pub fn command(upgrades: &[Upgrade]) -> Command {
    let place = |upgrade: &Upgrade| {
        let lens = upgrade.lens.clone();
        (Place::LensVersion(lens.key.clone()), Version::LensVersion(lens))
    };
    let names: Vec<&str> = upgrades.iter().map(|upgrade| upgrade.lens.name.as_str()).collect();
    let from = format!("the newest {}", names.join(", "));
    Command::TakeOver(from, upgrades.iter().map(place).collect())
}
