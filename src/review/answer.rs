//! One person's answer to one question.

use crate::collections::{Map, Set};
use crate::lens::{ChoiceId, ChoiceSet, Evaluation, Question};

/// Why something does not apply (`DOMAIN.md` §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// `OUT_OF_SCOPE`
    OutOfScope,
    /// `BUSINESS_PRIORITIES`
    BusinessPriorities,
    /// `ARCHITECTURE_CONSTRAINTS`
    ArchitectureConstraints,
    /// `OTHER`
    Other,
    /// `NONE`: no reason was given.
    None,
}

impl Reason {
    /// Every reason, in the order of AWS's API.
    pub const ALL: [Self; 5] = [
        Self::OutOfScope,
        Self::BusinessPriorities,
        Self::ArchitectureConstraints,
        Self::Other,
        Self::None,
    ];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "OUT_OF_SCOPE",
            Self::BusinessPriorities => "BUSINESS_PRIORITIES",
            Self::ArchitectureConstraints => "ARCHITECTURE_CONSTRAINTS",
            Self::Other => "OTHER",
            Self::None => "NONE",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::OutOfScope => "Out of scope",
            Self::BusinessPriorities => "Business priorities",
            Self::ArchitectureConstraints => "Architecture constraints",
            Self::Other => "Another reason",
            Self::None => "No reason given",
        }
    }

    /// The reason with this name in files.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What is said about a choice beside being ticked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChoiceMark {
    /// Set when the choice does not apply, with the reason.
    pub not_applicable: Option<Reason>,
    /// At most [`limits::CHOICE_NOTES`](crate::lens::limits::CHOICE_NOTES)
    /// characters.
    pub notes: String,
}

impl ChoiceMark {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.not_applicable.is_none() && self.notes.is_empty()
    }
}

/// An answer. Ids that the lens does not have (any more) are kept and ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The ticked choices.
    pub selected: Set<ChoiceId>,
    /// Set when the whole question does not apply, with the reason. The
    /// selections are kept, so undoing it restores the risk.
    pub not_applicable: Option<Reason>,
    /// What is said about single choices; never holds an empty mark.
    pub marks: Map<ChoiceId, ChoiceMark>,
    /// At most [`limits::NOTES`](crate::lens::limits::NOTES) characters.
    pub notes: String,
}

impl Answer {
    /// Whether nothing at all was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The risk of this answer and what decided it.
    pub fn evaluate(&self, question: &Question) -> Evaluation {
        question.evaluate(
            self.not_applicable.is_none(),
            question.choice_set(&self.selected),
            self.choices_not_applicable(question),
        )
    }

    /// The choices that are marked not applicable.
    pub fn choices_not_applicable(&self, question: &Question) -> ChoiceSet {
        question.choice_set(
            self.marks.iter().filter(|(_, m)| m.not_applicable.is_some()).map(|(id, _)| id),
        )
    }

    /// What the person says about a choice, empty when nothing.
    pub fn mark(&self, choice: &ChoiceId) -> ChoiceMark {
        self.marks.get(choice).cloned().unwrap_or_default()
    }
}
