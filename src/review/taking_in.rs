//! Answers from elsewhere, taken into a review that is here already.

use super::answer::Answer;
use super::workload::LensReview;
use crate::collections::Map;
use crate::lens::QuestionId;

/// What taking answers in changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenIn {
    /// Questions that had no answer.
    pub new: usize,
    /// Questions that are answered otherwise than before.
    pub changed: usize,
    /// Questions that had this answer already.
    pub same: usize,
}

impl LensReview {
    /// Takes answers in. Questions of which nothing is said stay as they are.
    pub fn take_in(&mut self, brought: &Map<QuestionId, Answer>) -> TakenIn {
        let mut taken = TakenIn::default();
        for (id, answer) in brought.iter() {
            let before = self.answer(id);
            let after = before.taking_in(answer);
            if after == before {
                taken.same += 1;
                continue;
            }
            if before.is_empty() {
                taken.new += 1;
            } else {
                taken.changed += 1;
            }
            self.answers.insert(id.clone(), after);
        }
        taken
    }
}

impl Answer {
    /// The answer with what another one says: its ticks, where it has any, in
    /// the place of those here, and its words, where it has any. What it is
    /// silent about stays.
    pub fn taking_in(&self, brought: &Self) -> Self {
        let mut answer = self.clone();
        let ticks = !brought.selected.is_empty();
        if ticks {
            answer.selected = brought.selected.clone();
            answer.not_applicable = None;
        }
        if brought.not_applicable.is_some() {
            answer.not_applicable = brought.not_applicable;
        }
        // What is ticked applies.
        for id in answer.selected.iter() {
            if let Some(mut mark) = answer.marks.remove(id) {
                mark.not_applicable = None;
                if !mark.is_empty() {
                    answer.marks.insert(id.clone(), mark);
                }
            }
        }
        for (id, said) in brought.marks.iter() {
            let mut mark = answer.mark(id);
            if !said.notes.is_empty() {
                mark.notes.clone_from(&said.notes);
            }
            if said.not_applicable.is_some() {
                mark.not_applicable = said.not_applicable;
                answer.selected.remove(id);
            }
            if !mark.is_empty() {
                answer.marks.insert(id.clone(), mark);
            }
        }
        if !brought.notes.is_empty() {
            answer.notes.clone_from(&brought.notes);
        }
        answer
    }
}
