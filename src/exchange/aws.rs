//! What people have on disk from the AWS Well-Architected Tool
//! (`DOMAIN.md` §4): answers, lens reviews, workloads and milestones, as the
//! command line, the SDKs, the console and people's own scripts write them.

mod answer;
mod matching;
mod shapes;
mod workload;

use crate::diagnostic::Diagnostic;
use crate::lens::{ChoiceId, PillarId, QuestionId, Risk};
use crate::review::{self, Environment, ImprovementStatus, Properties};
use crate::time::Timestamp;

pub(in crate::exchange) use answer::risk_from_code;
pub use matching::{best_match, into_review, share_matched};
pub use shapes::read;

/// Everything found in a file from AWS.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AwsImport {
    /// What the file says about the workload, where it does.
    pub workload: Option<ImportedWorkload>,
    /// The answers, one entry for each lens, in the order of the file. Answers
    /// in a file that names no lens make one entry without an alias.
    pub reviews: Vec<ImportedReview>,
    /// Milestones without their answers, which AWS does not put into these
    /// files. Ordered by number.
    pub milestones: Vec<ImportedMilestone>,
    /// Everything that was not as expected.
    pub diagnostics: Vec<Diagnostic>,
}

impl AwsImport {
    /// How many answers there are in all lenses together.
    pub fn answer_count(&self) -> usize {
        self.reviews.iter().map(|review| review.answers.len()).sum()
    }
}

/// What a file says about a workload. Nothing is set that it does not say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedWorkload {
    /// AWS's id of the workload.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// Where it runs.
    pub environment: Option<Environment>,
    /// Who owns the review.
    pub review_owner: Option<String>,
    /// The industry, or else its type.
    pub industry: Option<String>,
    /// The address of the architecture.
    pub architecture_url: Option<String>,
    /// The notes.
    pub notes: Option<String>,
    /// How far the improvements are.
    pub improvement_status: Option<ImprovementStatus>,
    /// Pillars, most important first.
    pub pillar_priorities: Vec<PillarId>,
    /// The aliases or ARNs of the workload's lenses.
    pub lens_aliases: Vec<String>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}

impl ImportedWorkload {
    /// Writes what the file says over the properties.
    pub fn fill(&self, properties: &mut Properties) {
        let texts = [
            (&self.name, &mut properties.name),
            (&self.description, &mut properties.description),
            (&self.review_owner, &mut properties.review_owner),
            (&self.industry, &mut properties.industry),
            (&self.architecture_url, &mut properties.architecture_url),
            (&self.notes, &mut properties.notes),
        ];
        for (from, to) in texts {
            if let Some(text) = from {
                to.clone_from(text);
            }
        }
        properties.environment = self.environment.unwrap_or(properties.environment);
        properties.improvement_status =
            self.improvement_status.unwrap_or(properties.improvement_status);
    }

    /// The properties, with the defaults for what the file does not say.
    pub fn properties(&self) -> Properties {
        let mut properties = Properties::default();
        self.fill(&mut properties);
        properties
    }
}

/// What a file says about the review of one lens.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedReview {
    /// `serverless`, or whatever the file calls the lens; none where it does
    /// not say.
    pub lens_alias: Option<String>,
    /// The lens's ARN.
    pub lens_arn: Option<String>,
    /// The lens's name.
    pub lens_name: Option<String>,
    /// The lens's version.
    pub lens_version: Option<String>,
    /// On the lens as a whole.
    pub notes: String,
    /// On single pillars.
    pub pillar_notes: Vec<(PillarId, String)>,
    /// The milestone that the answers are from; none for the current ones.
    pub milestone: Option<u32>,
    /// In the order of the file, each question once.
    pub answers: Vec<ImportedAnswer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedAnswer {
    /// The question.
    pub question_id: QuestionId,
    /// Its pillar, where the file says so.
    pub pillar_id: Option<PillarId>,
    /// The question's text; empty where the file does not say.
    pub title: String,
    /// What the person answered.
    pub answer: review::Answer,
    /// The risk that AWS computed.
    pub reported_risk: Option<Risk>,
    /// The choices that the file lists for the question.
    pub choices: Vec<ImportedChoice>,
}

/// A choice as AWS names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedChoice {
    /// The choice.
    pub id: ChoiceId,
    /// The practice in one line.
    pub title: String,
    /// What it means.
    pub description: String,
}

/// A milestone that a file names.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedMilestone {
    /// From 1.
    pub number: u32,
    /// Given by the person.
    pub name: String,
    /// When it was saved.
    pub recorded_at: Option<Timestamp>,
    /// The workload as it was, where the file says so.
    pub workload: Option<ImportedWorkload>,
}

/// The most answers that are read from a file.
pub const MOST_ANSWERS: usize = 5_000;
/// The most choices that are read for a question.
pub const MOST_CHOICES: usize = 200;
