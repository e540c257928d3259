//! Links that carry what they share: a code of our own, small enough for a
//! chat, which stands behind the `#` and so never reaches a host.
//!
//! ```text
//! CODE     base64url without padding, of:
//! FRAME    version (4 bits), kind (4 bits)
//!          length of the payload in bytes (LEB128, at most three bytes)
//!          checksum: the first five bytes of SHA-256 over all the rest
//!          payload
//! PAYLOAD  a stream of bits (`bits`), then all texts in one block, deflated
//!          where that is shorter (`packing`)
//! ```
//!
//! The frame is the same for every version there will ever be, so a code that
//! was cut, damaged or made by a newer Plumbline is told apart before anything
//! else is read. An answer is one bit a choice in the order of its lens
//! (`layout`); what the lens does not have, and notes, are spent only where
//! they are. What is read is bounded: the length of a code, the text in it,
//! and the number of reviews.
//!
//! Codes of every version open for ever: `tests/fixtures/links/` holds some of
//! each.

mod bits;
mod found;
mod frame;
mod inside;
mod layout;
mod locked;
mod packing;
mod read;
mod reviews;
mod sessions;
mod write;

use crate::collections::Set;
use crate::diagnostic::Diagnostic;
use crate::lens::{ChoiceId, PillarId, QuestionId};
use crate::review::{ImprovementStatus, LensKey, LensRef, LensReview, Workload};
use crate::workshop::{Reply, Session};

pub use found::codes_in;
pub use frame::code_in;
pub use inside::{inside, name_of};
pub use layout::{Layout, RETIRED, Retired};
pub use locked::{Locked, NONCE, ROUNDS, SALT, lock, sealed};
pub use read::{open, unlocked};
pub use write::{Made, Notes, write};

/// The version that is written here.
pub const VERSION: u8 = 1;
/// The longest code that is read at all, in characters. Picked by feel:
/// browsers take that much in an address, and a chat never does.
pub const MOST_CODE: usize = 100_000;
/// The most text in a code once it is inflated, in bytes.
pub const MOST_TEXT: usize = 1_000_000;
/// The longest code that carries a lens along, in characters.
pub const MOST_WITH_LENS: usize = 8_000;
/// Beyond so many characters chat programs cut links.
pub const LONG: usize = 4_000;

/// What a link shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// A lens.
    Lens(LensRef),
    /// A pillar of a lens.
    Pillar(LensRef, PillarId),
    /// A question of a lens.
    Question(LensRef, QuestionId),
    /// A practice of a question.
    Practice(LensRef, QuestionId, ChoiceId),
    /// A review to begin: nothing is answered yet.
    Blank(Blank),
    /// A whole review, without milestones.
    Review(Workload),
    /// What one person answered.
    Answers(Answers),
    /// A workshop to take part in.
    Session(Session),
    /// What one person answers in a workshop.
    Reply(Reply),
    /// Anything of the above behind a passphrase.
    Locked(Locked),
}

/// A review to begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blank {
    /// A name for the workload; may be empty.
    pub name: String,
    /// The lenses, each with the questions in scope; `None` is all of them.
    pub lenses: Vec<(LensRef, Option<Set<QuestionId>>)>,
}

/// What one person answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Who; may be empty.
    pub from: String,
    /// The name of the workload; may be empty.
    pub about: String,
    /// The answers, by lens.
    pub reviews: Vec<LensReview>,
}

/// An opened code with everything found on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opened {
    /// What it shares, where all it needs is at hand.
    pub shared: Option<Shared>,
    /// The lenses it speaks of.
    pub lenses: Vec<LensRef>,
    /// Those of them without which it cannot be read.
    pub missing: Vec<LensRef>,
    /// The lenses inside the code, as the text of a lens file. Their keys
    /// follow from their content.
    pub brought: Vec<(LensKey, String)>,
    /// Everything found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why something cannot become a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// More than any browser takes.
    #[error("This is too much for a link. Send the file instead.")]
    TooLarge,
}

/// The kinds, by their number in the frame. Numbers are never used again.
const LENS: u8 = 0;
const PILLAR: u8 = 1;
const QUESTION: u8 = 2;
const PRACTICE: u8 = 3;
const BLANK: u8 = 4;
const REVIEW: u8 = 5;
const ANSWERS: u8 = 6;
const LOCKED: u8 = 7;
const SESSION: u8 = 8;
const REPLY: u8 = 9;

/// The bundled lenses by their number in codes. Only ever added to.
const NUMBERED: &[&str] = &[
    "launch-readiness",
    "framework",
    "quick-check",
    "serverless",
    "saas",
    "generative-ai",
    "data-analytics",
    "cloud-neutral",
    "starter",
];

/// The states of improvement by their number in codes. Only ever added to.
const STATUSES: [ImprovementStatus; 5] = [
    ImprovementStatus::NotStarted,
    ImprovementStatus::InProgress,
    ImprovementStatus::Complete,
    ImprovementStatus::RiskAcknowledged,
    ImprovementStatus::NotApplicable,
];

/// The bits of payload in the code do not mean anything: it was not made by
/// Plumbline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Nonsense;
