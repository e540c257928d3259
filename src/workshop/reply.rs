//! What one person answers, on their own device and once it is sent back.

use super::session::{PERSON, Session, SessionId, cut};
use crate::collections::Set;
use crate::lens::{Lens, QuestionId, limits};
use crate::review::LensReview;
use crate::time::Timestamp;

/// Names a person's device in a session, so that a newer reply takes the
/// place of an older one. Made at random for each session: it says nothing
/// about who it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttendeeId(pub String);

/// What one person sends back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The session it answers.
    pub session: SessionId,
    /// The person's device.
    pub attendee: AttendeeId,
    /// The person's name; may be empty.
    pub name: String,
    /// When the answers last changed.
    pub changed_at: Timestamp,
    /// The answers.
    pub review: LensReview,
    /// The questions that the person cannot answer.
    pub unsure: Set<QuestionId>,
}

/// A session on the device of somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attending {
    /// The session.
    pub session: Session,
    /// The answers so far.
    pub reply: Reply,
    /// The state of the answers that was sent back last.
    pub returned: Option<Timestamp>,
}

impl Reply {
    /// A reply with nothing answered yet.
    pub fn new(session: &Session, attendee: AttendeeId, name: &str, now: Timestamp) -> Self {
        Self {
            session: session.id.clone(),
            attendee,
            name: cut(name, PERSON),
            changed_at: now,
            review: LensReview::new(session.lens.clone()),
            unsure: Set::new(),
        }
    }

    /// Whether a question was answered: something is ticked, or it does not
    /// apply, or every practice was marked so.
    pub fn answers(&self, question: &QuestionId) -> bool {
        self.review.answers.get(question).is_some_and(|answer| {
            !answer.selected.is_empty()
                || answer.not_applicable.is_some()
                || answer.marks.values().any(|mark| mark.not_applicable.is_some())
        })
    }

    /// Whether the person said that they cannot answer. An answer counts for
    /// more.
    pub fn is_unsure(&self, question: &QuestionId) -> bool {
        self.unsure.contains(question) && !self.answers(question)
    }

    /// Whether the person is done with a question.
    pub fn has_said(&self, question: &QuestionId) -> bool {
        self.unsure.contains(question) || self.answers(question)
    }

    /// How many of the session's questions are answered or cannot be.
    pub fn said(&self, session: &Session) -> usize {
        session.questions().filter(|id| self.has_said(id)).count()
    }

    /// The reply within its limits: long texts are cut, and what the session
    /// did not ask goes. For what comes from elsewhere.
    #[must_use]
    pub fn within_limits(mut self, session: &Session, lens: Option<&Lens>) -> Self {
        self.name = cut(&self.name, PERSON);
        self.review.notes.clear();
        self.review.pillar_notes.clear();
        self.review.lens = session.lens.clone();
        self.unsure.retain(|id| session.asks(id));
        self.review.answers.retain(|id, answer| {
            answer.notes = answer.notes.chars().take(limits::NOTES).collect();
            for mark in answer.marks.values_mut() {
                mark.notes = mark.notes.chars().take(limits::CHOICE_NOTES).collect();
            }
            if let Some((_, question)) = lens.and_then(|lens| lens.question(id)) {
                answer.selected.retain(|choice| question.choice_index(choice).is_some());
                answer.marks.retain(|choice, _| question.choice_index(choice).is_some());
            }
            session.asks(id) && !answer.is_empty()
        });
        self
    }
}

impl Attending {
    /// Whether anything changed since the answers were sent back.
    pub fn is_returned(&self) -> bool {
        self.returned == Some(self.reply.changed_at)
    }
}
