//! A workload as compact, self-contained JSON: it decodes without any lens.
//!
//! ```text
//! { "id", "created", "updated", "last_milestone",      times in milliseconds
//!   "texts": ["…", …],                                 every text and id once
//!   "questions": [["question", "choice", …], …],       the ids that occur
//!   "now": RECORD, "milestones": [RECORD, …] }
//!
//! RECORD  { "properties", "priorities", "reviews": [REVIEW, …] }
//!         and, of a milestone: "number", "name", "at"; of one that closed a
//!         workshop also "workshop" (its name, then the names of people) and
//!         "people" (how many there were), which version 2 brought
//! REVIEW  { "lens": "key hash name", "notes", "pillars": "pillar note …",
//!           "answers", "from" }   and, of a milestone: "risks"
//! ```
//!
//! A text is named by its place in `texts`, written in base 36. So are the
//! other numbers, and lists are joined by blanks:
//!
//! * `properties`: a letter for the environment, a letter for the improvement
//!   status, then name, description, owner, industry, address and notes.
//! * `answers`: answers of consecutive questions; where one is skipped, the
//!   question's place stands before a colon. An answer is its ticks in
//!   hexadecimal (first digit: first four choices, lowest bit first), then
//!   `!` and a letter for a reason it does not apply, `#` and a text for its
//!   notes, and for each mark `@` and a choice with `!` and `#` of its own:
//!   `b1#4 7:3!S@2#1f`. A lone `-` takes an answer away.
//! * `from`: of a milestone: `answers` are the differences to the review at
//!   this place in the record that follows (the next milestone, at last
//!   `now`), so that milestones share what they have in common.
//! * `risks`: a letter for each question, `-` where there is none, with a
//!   decimal count before a letter that repeats: `12H3-M`.
//!
//! What is empty is left out.

mod decode;
mod encode;

pub use decode::{decode, decode_reviews};
pub use encode::{encode, encode_reviews};

use crate::lens::Risk;
use crate::review::{Environment, ImprovementStatus, Reason};

/// Why data is not a workload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A part is missing or of another kind.
    #[error("The record's {0} cannot be read.")]
    Part(&'static str),
    /// A part reads wrong at a word.
    #[error("The record's {part} cannot be read at \"{found}\".")]
    Word {
        /// The part.
        part: &'static str,
        /// What was found, shortened.
        found: String,
    },
    /// Small on disk, but without end in memory.
    #[error("The record claims to hold more than any review can.")]
    TooLarge,
}

const REASONS: [(char, Reason); 5] = [
    ('S', Reason::OutOfScope),
    ('B', Reason::BusinessPriorities),
    ('A', Reason::ArchitectureConstraints),
    ('O', Reason::Other),
    ('N', Reason::None),
];

const RISKS: [(char, Risk); 5] = [
    ('H', Risk::High),
    ('M', Risk::Medium),
    ('N', Risk::None),
    ('U', Risk::Unanswered),
    ('X', Risk::NotApplicable),
];

const ENVIRONMENTS: [(char, Environment); 2] =
    [('P', Environment::Production), ('E', Environment::PreProduction)];

const STATUSES: [(char, ImprovementStatus); 5] = [
    ('X', ImprovementStatus::NotApplicable),
    ('N', ImprovementStatus::NotStarted),
    ('P', ImprovementStatus::InProgress),
    ('C', ImprovementStatus::Complete),
    ('A', ImprovementStatus::RiskAcknowledged),
];

/// Stands for "no risk recorded".
const NO_RISK_RECORDED: char = '-';
/// Stands for "this answer is taken away".
const NO_ANSWER: &str = "-";
const RADIX: u32 = 36;

fn letter<T: Copy + PartialEq>(table: &[(char, T)], value: T) -> char {
    table.iter().find(|(_, v)| *v == value).map_or('?', |(c, _)| *c)
}

fn from_letter<T: Copy>(table: &[(char, T)], letter: char) -> Option<T> {
    table.iter().find(|(c, _)| *c == letter).map(|(_, v)| *v)
}
