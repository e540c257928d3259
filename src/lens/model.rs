//! The parts of a lens as plain data, in the order of the file.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::risk::{ChoiceSet, Risk};

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }
    };
}

id_type! {
    /// Names a pillar; unique in its lens.
    PillarId
}
id_type! {
    /// Names a question; unique in its lens. Where a file uses an id twice,
    /// the second question is called `id~2` here, so that no answer is shared.
    QuestionId
}
id_type! {
    /// Names a choice; unique in its question only.
    ChoiceId
}
id_type! {
    /// SHA-256 of a lens's meaning, as 64 hex digits: two files that differ
    /// in white space or unknown keys only have the same hash.
    LensHash
}

impl ChoiceId {
    /// Whether AWS treats this id as "None of these": it ends in `_no`.
    pub fn is_none_of_these(&self) -> bool {
        self.0.ends_with("_no")
    }
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// Of the format; `2021-11-01` is the only one known.
    pub schema_version: String,
    /// The lens's name.
    pub name: String,
    /// What the lens is for.
    pub description: String,
    /// In file order, at least one.
    pub pillars: Vec<Pillar>,
    /// Identifies exactly this content.
    pub hash: LensHash,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pillar {
    /// Unique in the lens.
    pub id: PillarId,
    /// Shown to people.
    pub name: String,
    /// In file order, at least one.
    pub questions: Vec<Question>,
}

/// A question with its choices and the rules that turn ticks into a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Unique in the lens.
    pub id: QuestionId,
    /// The question itself.
    pub title: String,
    /// Why it matters.
    pub description: Option<String>,
    /// Help with answering.
    pub helpful_resource: Option<Resource>,
    /// In file order, 1 to [`limits::USABLE_CHOICES`](super::limits::USABLE_CHOICES).
    pub choices: Vec<Choice>,
    /// In file order: the first true rule decides.
    pub rules: Vec<Rule>,
}

/// A best practice to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Unique in the question.
    pub id: ChoiceId,
    /// The practice in one line.
    pub title: String,
    /// Not part of AWS's format, but real files carry it.
    pub description: Option<String>,
    /// What the practice means.
    pub helpful_resource: Option<Resource>,
    /// What to do when it is not followed.
    pub improvement_plan: Option<Resource>,
    /// More of both.
    pub additional_resources: Vec<AdditionalResources>,
}

/// A text with an optional address. One of both is never empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// Plain text; may hold line breaks. May be empty when there is an address.
    pub display_text: String,
    /// Starts with `http://` or `https://`; anything else was dropped with a
    /// diagnostic when the lens was read.
    pub url: Option<String>,
}

/// What a group of additional resources is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceKind {
    /// `HELPFUL_RESOURCE`
    Helpful,
    /// `IMPROVEMENT_PLAN`
    ImprovementPlan,
}

/// A group of further resources of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdditionalResources {
    /// What they are for.
    pub kind: ResourceKind,
    /// In file order.
    pub content: Vec<Resource>,
}

/// A condition and the risk it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Compiled against the question's choices.
    pub condition: Condition,
    /// [`Risk::None`], [`Risk::Medium`] or [`Risk::High`].
    pub risk: Risk,
}

impl Lens {
    /// All questions with their pillar, in file order.
    pub fn questions(&self) -> impl Iterator<Item = (&Pillar, &Question)> {
        self.pillars.iter().flat_map(|p| p.questions.iter().map(move |q| (p, q)))
    }

    /// The question with this id, and its pillar.
    pub fn question(&self, id: &QuestionId) -> Option<(&Pillar, &Question)> {
        self.questions().find(|(_, q)| q.id == *id)
    }

    /// The pillar with this id.
    pub fn pillar(&self, id: &PillarId) -> Option<&Pillar> {
        self.pillars.iter().find(|p| p.id == *id)
    }
}

impl Question {
    /// The place of a choice in [`Self::choices`].
    pub fn choice_index(&self, id: &ChoiceId) -> Option<usize> {
        self.choices.iter().position(|c| c.id == *id)
    }

    /// The set of these choices. Ids that are no choice of this question are
    /// left out.
    pub fn choice_set<'a>(&self, ids: impl IntoIterator<Item = &'a ChoiceId>) -> ChoiceSet {
        ids.into_iter()
            .filter_map(|id| self.choice_index(id))
            .fold(ChoiceSet::EMPTY, ChoiceSet::with)
    }

    /// The "None of these" choices.
    pub fn none_of_these(&self) -> ChoiceSet {
        self.choices
            .iter()
            .enumerate()
            .filter(|(_, c)| c.is_none_of_these())
            .fold(ChoiceSet::EMPTY, |set, (index, _)| set.with(index))
    }
}

impl Choice {
    /// Whether this is "None of these": by AWS's rule (the id ends in `_no`)
    /// or, since real files forget it, by its title.
    pub fn is_none_of_these(&self) -> bool {
        self.id.is_none_of_these() || {
            let title = self.title.trim().trim_end_matches('.').to_ascii_lowercase();
            title == "none of these" || title == "none of the above"
        }
    }
}
