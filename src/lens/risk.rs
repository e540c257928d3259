//! From ticks to a risk.

use serde::{Deserialize, Serialize};

use super::model::Question;
use crate::collections::sort;

/// The outcome of a question, ordered by how much it asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Risk {
    /// The question does not apply.
    NotApplicable,
    /// No risk found.
    None,
    /// Nothing selected yet.
    Unanswered,
    /// Medium risk.
    Medium,
    /// High risk.
    High,
}

impl Risk {
    /// The word on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotApplicable => "Not applicable",
            Self::None => "No risk found",
            Self::Unanswered => "Unanswered",
            Self::Medium => "Medium risk",
            Self::High => "High risk",
        }
    }

    /// The name in files and in AWS's API: `HIGH`, `NOT_APPLICABLE`, …
    pub fn code(self) -> &'static str {
        match self {
            Self::NotApplicable => "NOT_APPLICABLE",
            Self::None => "NONE",
            Self::Unanswered => "UNANSWERED",
            Self::Medium => "MEDIUM",
            Self::High => "HIGH",
        }
    }
}

/// A set of choices of one question: bit *i* is the *i*-th choice.
///
/// Thirty-two bits where AWS allows fifteen choices, so that a lens that is a
/// little too long still opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ChoiceSet(pub u32);

impl ChoiceSet {
    /// No choice.
    pub const EMPTY: Self = Self(0);

    /// The first `n` choices.
    pub fn first(n: usize) -> Self {
        if n >= 32 { Self(u32::MAX) } else { Self((1 << n) - 1) }
    }

    /// This set and choice `index`.
    #[must_use]
    pub fn with(self, index: usize) -> Self {
        if index < 32 { Self(self.0 | 1 << index) } else { self }
    }

    /// Whether choice `index` is in the set.
    pub fn contains(self, index: usize) -> bool {
        index < 32 && self.0 >> index & 1 == 1
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many choices are in the set.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// A risk and what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evaluation {
    /// The outcome.
    pub risk: Risk,
    /// Why.
    pub because: Because,
}

/// What decided a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The whole question was marked not applicable.
    QuestionNotApplicable,
    /// Nothing is selected and no choice is marked not applicable.
    NothingSelected,
    /// Every real choice is not applicable and nothing is selected.
    EveryChoiceNotApplicable,
    /// The rule at this place in [`Question::rules`] was the first true one.
    Rule(usize),
    /// No rule was true. AWS does not document this case; Plumbline takes the
    /// careful side: high risk.
    NoRuleTrue,
}

impl Question {
    /// The risk of an answer, by the first true rule in file order.
    ///
    /// `not_applicable` holds the choices that are marked not applicable;
    /// "None of these" choices in it are ignored, as AWS does not allow them
    /// (AWS goes by the id alone here, so titles do not count). A choice that
    /// is in both sets counts as not applicable.
    pub fn evaluate(
        &self,
        question_applies: bool,
        selected: ChoiceSet,
        not_applicable: ChoiceSet,
    ) -> Evaluation {
        let (risk, because) = if !question_applies {
            (Risk::NotApplicable, Because::QuestionNotApplicable)
        } else {
            self.evaluate_answer(selected, not_applicable)
        };
        Evaluation { risk, because }
    }

    fn evaluate_answer(&self, selected: ChoiceSet, not_applicable: ChoiceSet) -> (Risk, Because) {
        let all = ChoiceSet::first(self.choices.len());
        let mut neutral = ChoiceSet(not_applicable.0 & all.0);
        if !neutral.is_empty() {
            let real = all.without(self.unmarkable());
            neutral = ChoiceSet(neutral.0 & real.0);
            if neutral == real && selected.0 & all.without(real).0 == 0 && !real.is_empty() {
                return (Risk::None, Because::EveryChoiceNotApplicable);
            }
        }
        let selected = ChoiceSet(selected.0 & all.0).without(neutral);
        if selected.is_empty() && neutral.is_empty() {
            return (Risk::Unanswered, Because::NothingSelected);
        }
        match self.rules.iter().position(|rule| rule.condition.holds(selected, neutral)) {
            Some(index) => (self.rules[index].risk, Because::Rule(index)),
            None => (Risk::High, Because::NoRuleTrue),
        }
    }

    /// The choices that AWS lets nobody mark as not applicable.
    fn unmarkable(&self) -> ChoiceSet {
        self.choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| choice.id.is_none_of_these())
            .fold(ChoiceSet::EMPTY, |set, (index, _)| set.with(index))
    }

    /// Whether the risk of this answer rests on something that AWS does not
    /// document: one of the rules up to the deciding one names a choice that
    /// is not applicable, and is more than a plain `&&` or `||` of ids.
    pub fn is_beyond_documented(
        &self,
        question_applies: bool,
        selected: ChoiceSet,
        not_applicable: ChoiceSet,
    ) -> bool {
        let read = match self.evaluate(question_applies, selected, not_applicable).because {
            Because::Rule(index) => &self.rules[..=index],
            Because::NoRuleTrue => &self.rules[..],
            _ => return false,
        };
        let neutral = not_applicable.without(self.unmarkable());
        read.iter()
            .any(|rule| !rule.condition.is_plain() && rule.condition.mentioned().0 & neutral.0 != 0)
    }

    /// Which risks an answer without anything marked not applicable can come
    /// to, lowest first, by trying every selection of at least one choice.
    /// `None` for more than [`TRUTH_TABLE_CHOICES`] choices.
    pub fn reachable_risks(&self) -> Option<Vec<Risk>> {
        let choices = self.choices.len();
        if choices > TRUTH_TABLE_CHOICES {
            return None;
        }
        let mut reachable: Vec<Risk> = Vec::new();
        for selected in 1..1u32 << choices {
            let risk = self.evaluate_answer(ChoiceSet(selected), ChoiceSet::EMPTY).0;
            if !reachable.contains(&risk) {
                reachable.push(risk);
            }
            if reachable.len() == 3 {
                break;
            }
        }
        sort(&mut reachable);
        Some(reachable)
    }
}

/// The most choices whose truth table is written out: 2²⁰ lines take some
/// milliseconds, and every choice more doubles them.
pub const TRUTH_TABLE_CHOICES: usize = 20;
