//! What a report holds, as plain data: no markup and no layout.
//!
//! All texts are a stranger's plain text: whoever renders them escapes them,
//! keeps line breaks and never takes them for markup.

mod build;

use crate::lens::{Resource, Risk};
use crate::review::{Counts, Reason};

pub use build::build;

/// A report on a workload, as it is or as it was at a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The workload's name.
    pub title: String,
    /// What kind of report, and the date it was made.
    pub subtitle: String,
    /// Label and value of every property that is not empty.
    pub properties: Vec<(&'static str, String)>,
    /// The notes on the workload; may be empty.
    pub notes: String,
    /// The counts of all lenses together.
    pub counts: Counts,
    /// One for each lens of the workload.
    pub lenses: Vec<LensSection>,
    /// What to do, most important first.
    pub plan: Vec<PlanEntry>,
    /// What a reader has to know about how risks were found, each once.
    /// [`QuestionEntry::footnotes`] are places in this list.
    pub footnotes: Vec<Footnote>,
}

/// One lens of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensSection {
    /// Unique in the document; for links.
    pub anchor: String,
    /// `1`, `2`, …
    pub number: String,
    /// The lens's name.
    pub name: String,
    /// The notes on the lens; may be empty.
    pub notes: String,
    /// Set where the report cannot tell everything about this lens, as a
    /// sentence.
    pub caution: Option<String>,
    /// The counts of all pillars together.
    pub counts: Counts,
    /// In file order.
    pub pillars: Vec<PillarSection>,
    /// Answers to questions that the lens does not have.
    pub kept: Vec<QuestionEntry>,
    /// Ids of and notes on pillars that the lens does not have.
    pub kept_notes: Vec<(String, String)>,
}

/// One pillar of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PillarSection {
    /// Unique in the document; for links.
    pub anchor: String,
    /// `1.1`, `1.2`, …
    pub number: String,
    /// The pillar's name.
    pub name: String,
    /// The notes on the pillar; may be empty.
    pub notes: String,
    /// The counts of its questions.
    pub counts: Counts,
    /// In file order.
    pub questions: Vec<QuestionEntry>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionEntry {
    /// Unique in the document; for links.
    pub anchor: String,
    /// `1.1.1`, …
    pub number: String,
    /// The question.
    pub title: String,
    /// Why it matters.
    pub description: Option<String>,
    /// The outcome; none where nobody can tell.
    pub risk: Option<Risk>,
    /// Why the whole question does not apply, where it does not.
    pub not_applicable: Option<Reason>,
    /// In file order; choices that the lens does not have come last.
    pub choices: Vec<ChoiceEntry>,
    /// The notes on the answer; may be empty.
    pub notes: String,
    /// Places in [`Document::footnotes`].
    pub footnotes: Vec<usize>,
}

/// A choice and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceEntry {
    /// The practice; the id where the lens does not have the choice.
    pub title: String,
    /// Whether it is ticked.
    pub state: ChoiceState,
    /// The notes on the choice; may be empty.
    pub notes: String,
    /// Whether the lens has this choice.
    pub known: bool,
}

/// What was said about a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceState {
    /// It is followed.
    Ticked,
    /// It is not followed.
    NotTicked,
    /// It does not apply.
    NotApplicable(Reason),
}

impl ChoiceState {
    /// The words on screen.
    pub fn words(self) -> String {
        match self {
            Self::Ticked => "Ticked".to_owned(),
            Self::NotTicked => "Not ticked".to_owned(),
            Self::NotApplicable(reason) => format!("Not applicable: {}", reason.words()),
        }
    }
}

/// A question of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEntry {
    /// The [`QuestionEntry::anchor`] of the question.
    pub anchor: String,
    /// Its number in this document.
    pub number: String,
    /// The question.
    pub title: String,
    /// The lens's name.
    pub lens: String,
    /// The pillar's name.
    pub pillar: String,
    /// [`Risk::High`] or [`Risk::Medium`].
    pub risk: Risk,
    /// The practices that are not followed, in file order.
    pub practices: Vec<Practice>,
    /// The risk once the practices with [`Practice::smallest_step`] are
    /// followed; none where nothing lowers it.
    pub smallest_step: Option<Risk>,
}

/// A practice to adopt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// The practice in one line.
    pub title: String,
    /// How to adopt it.
    pub improvement_plan: Option<Resource>,
    /// Whether it belongs to the fewest practices that lower the risk.
    pub smallest_step: bool,
}

/// Something that AWS does not document, and what Plumbline does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footnote {
    /// No rule was true and there is no default rule.
    NoRuleTrue,
    /// A choice that is not applicable stands in a condition that is more than
    /// ids joined by `&&` or `||`.
    NotApplicableChoice,
}

impl Footnote {
    /// What the reader has to know.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoRuleTrue => {
                "No rule of this question is true for this answer and it has no default rule. AWS \
                 does not document what its tool says then; Plumbline takes the careful side and \
                 reports a high risk."
            }
            Self::NotApplicableChoice => {
                "A choice of this question is marked as not applicable, and it takes part in a \
                 rule for which AWS does not document how such a choice counts. The AWS tool may \
                 come to another risk."
            }
        }
    }
}

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents<'a> {
    /// The anchor of the section.
    pub anchor: &'a str,
    /// Its number.
    pub number: &'a str,
    /// Its title.
    pub title: &'a str,
    /// 1 for a lens, 2 for a pillar.
    pub level: u8,
}

impl Document {
    /// The table of contents: lenses and their pillars.
    pub fn contents(&self) -> impl Iterator<Item = Contents<'_>> {
        self.lenses.iter().flat_map(|lens| {
            let pillars = lens.pillars.iter().map(|pillar| Contents {
                anchor: &pillar.anchor,
                number: &pillar.number,
                title: &pillar.name,
                level: 2,
            });
            let own = Contents {
                anchor: &lens.anchor,
                number: &lens.number,
                title: &lens.name,
                level: 1,
            };
            std::iter::once(own).chain(pillars)
        })
    }
}
