//! From ticks to a risk: `DOMAIN.md` §3.

use serde::{Deserialize, Serialize};

use super::model::Question;

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
    /// The word on screen (`DOMAIN.md` §4).
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
    /// The risk of an answer, by the first true rule (`DOMAIN.md` §3).
    ///
    /// `not_applicable` holds the choices that are marked not applicable;
    /// "None of these" choices in it are ignored, as AWS does not allow them.
    pub fn evaluate(
        &self,
        question_applies: bool,
        selected: ChoiceSet,
        not_applicable: ChoiceSet,
    ) -> Evaluation {
        let _ = (question_applies, selected, not_applicable);
        Evaluation { risk: Risk::Unanswered, because: Because::NothingSelected }
    }
}
