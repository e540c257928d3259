//! The cheapest fix: the fewest practices that lower a question's risk.
//! Computed by trying every set, smallest first, never guessed.

use std::cmp::Reverse;

use super::answer::Answer;
use crate::lens::{ChoiceId, ChoiceSet, Question, Risk};

/// Practices to adopt, and the risk once they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The practices, in file order.
    pub practices: Vec<ChoiceId>,
    /// The lower risk.
    pub risk: Risk,
}

/// More candidates than this would take too long to try: 2^16 sets at most.
const MOST_CANDIDATES: usize = 16;

/// The smallest set of further practices that lowers the risk of an answer.
/// "None of these" is taken back where it was ticked. Of two sets of one size
/// the one with the lower risk wins, then the one that comes first in the
/// file. `None` where nothing lowers it or the question is too long to try.
pub fn smallest(question: &Question, answer: &Answer) -> Option<Fix> {
    let applies = answer.not_applicable.is_none();
    let before = answer.evaluate(question).risk;
    let none = question.none_of_these();
    let excused = answer.choices_not_applicable(question);
    let selected = question.choice_set(&answer.selected).without(none);
    let candidates: Vec<usize> = (0..question.choices.len())
        .filter(|&i| !selected.contains(i) && !none.contains(i) && !excused.contains(i))
        .collect();
    if !applies || candidates.len() > MOST_CANDIDATES {
        return None;
    }
    let mut best: Option<(u32, Risk, Reverse<u32>)> = None;
    for tried in 1u32..1 << candidates.len() {
        let size = tried.count_ones();
        if best.is_some_and(|(fewest, ..)| size > fewest) {
            continue;
        }
        let adopted = candidates
            .iter()
            .enumerate()
            .filter(|(bit, _)| tried >> bit & 1 == 1)
            .fold(ChoiceSet(selected.0), |set, (_, &index)| set.with(index));
        let risk = question.evaluate(applies, adopted, excused).risk;
        // Of two sets of one size, the one that begins first in the file has the
        // larger number when its bits are read from the other end.
        let found = (size, risk, Reverse(tried.reverse_bits()));
        if risk < before && best.is_none_or(|best| found < best) {
            best = Some(found);
        }
    }
    best.map(|(_, risk, Reverse(tried))| Fix {
        practices: candidates
            .iter()
            .enumerate()
            .filter(|(bit, _)| tried.reverse_bits() >> bit & 1 == 1)
            .map(|(_, &index)| question.choices[index].id.clone())
            .collect(),
        risk,
    })
}
