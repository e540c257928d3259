//! What one practice does to the risk of its question: computed by the
//! evaluator, never guessed.

use super::risk::{ChoiceSet, TRUTH_TABLE_CHOICES};
use super::{Question, Risk};

/// What a practice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The risk with nothing else in place: without it ("None of these", where
    /// the question has that) and with it.
    pub alone: Step,
    /// The risk with every other practice in place: without it and with it.
    pub among_all: Step,
    /// In how many of all sets of the other practices it lowers the risk, and
    /// how many there are; `None` for more than can be tried.
    pub lowers: Option<(u32, u32)>,
    /// The places of the rules that name it.
    pub rules: Vec<usize>,
}

/// A risk without a practice and with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Without it.
    pub without: Risk,
    /// With it.
    pub with: Risk,
}

/// Every choice but this one and "None of these".
fn others(question: &Question, choice: usize) -> ChoiceSet {
    let all = ChoiceSet::first(question.choices.len());
    all.without(question.none_of_these()).without(ChoiceSet::EMPTY.with(choice))
}

/// The risk where the choice at this place alone is missing.
pub fn of_its_absence(question: &Question, choice: usize) -> Risk {
    let none = question.none_of_these();
    let others = others(question, choice);
    let answer = if others.is_empty() { none } else { others };
    question.evaluate(true, answer, ChoiceSet::EMPTY).risk
}

/// What the choice at this place does.
pub fn of(question: &Question, choice: usize) -> Effect {
    let none = question.none_of_these();
    let others = others(question, choice);
    // "Nothing else in place" is an answer where people can tick it.
    let nothing = |set: ChoiceSet| if set.is_empty() { none } else { set };
    let risk = |set: ChoiceSet| question.evaluate(true, set, ChoiceSet::EMPTY).risk;
    let step = |set: ChoiceSet| Step { without: risk(nothing(set)), with: risk(set.with(choice)) };
    let places: Vec<usize> =
        (0..question.choices.len()).filter(|place| others.contains(*place)).collect();
    let lowers = (places.len() < TRUTH_TABLE_CHOICES).then(|| {
        let all = 1u32 << places.len();
        let lowered = (0..all).filter(|tried| {
            let set = places
                .iter()
                .enumerate()
                .filter(|(bit, _)| tried >> bit & 1 == 1)
                .fold(ChoiceSet::EMPTY, |set, (_, place)| set.with(*place));
            let Step { without, with } = step(set);
            with < without
        });
        (lowered.count() as u32, all)
    });
    let named = question.rules.iter().enumerate();
    Effect {
        alone: step(ChoiceSet::EMPTY),
        among_all: step(others),
        lowers,
        rules: named
            .filter(|(_, rule)| rule.condition.mentioned().contains(choice))
            .map(|(place, _)| place)
            .collect(),
    }
}
