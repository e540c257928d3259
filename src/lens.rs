//! The questionnaire: pillars of questions, each with best practices to tick
//! and boolean rules that turn the ticks into a risk. `DOMAIN.md` §1 to §3.
//!
//! A [`Lens`] is immutable once parsed. This layer knows no review.

pub mod bundled;
pub mod condition;
pub mod limits;
pub mod model;
pub mod parse;
pub mod position;
pub mod risk;

pub use condition::Condition;
pub use model::{
    AdditionalResources, Choice, ChoiceId, Lens, LensHash, Pillar, PillarId, Question, QuestionId,
    Resource, ResourceKind, Rule,
};
pub use parse::{Parsed, parse};
pub use risk::{ChoiceSet, Evaluation, Risk};
