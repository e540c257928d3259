//! The questionnaire: pillars of questions, each with best practices to tick
//! and boolean rules that turn the ticks into a risk.
//!
//! A [`Lens`] is immutable once parsed. This layer knows no review.

pub mod bundled;
pub mod companion;
pub mod compare;
pub mod condition;
pub mod effect;
pub mod glossary;
pub mod guide;
pub mod limits;
pub mod model;
pub mod nearest;
pub mod parse;
pub mod position;
pub mod related;
pub mod risk;
pub mod search;
pub mod services;
pub mod trusted;
pub mod write;

pub use companion::Companion;
pub use condition::Condition;
pub use model::{
    AdditionalResources, Choice, ChoiceId, Lens, LensHash, Pillar, PillarId, Question, QuestionId,
    Resource, ResourceKind, Rule,
};
pub use parse::{Parsed, parse, parse_bytes};
pub use risk::{Because, ChoiceSet, Evaluation, Risk};
pub use write::{to_json, to_line};
