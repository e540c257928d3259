//! What one person answers, on their own device and once it is sent back.

use super::session::{PERSON, Session, SessionId, cut};
use crate::collections::Set;
use crate::lens::{Lens, Question, QuestionId, limits};
use crate::review::command::Error;
use crate::review::{Answer, AnswerChange, LensReview};
use crate::text::counted;
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

    /// Changes an answer. Whoever answers can: the question no longer counts as
    /// one that they cannot answer.
    ///
    /// # Errors
    ///
    /// See [`Error`]; nothing changes then.
    pub fn change(
        &mut self,
        question: &Question,
        change: AnswerChange,
        now: Timestamp,
    ) -> Result<(), Error> {
        let before = self.review.answer(&question.id);
        let mut after = before.clone();
        after.change(question, change)?;
        if after != before {
            self.put(&question.id, after);
            if self.answers(&question.id) {
                self.unsure.remove(&question.id);
            }
            self.touch(now);
        }
        Ok(())
    }

    /// Says that the person cannot answer a question, or can. Who cannot has
    /// nothing ticked; notes stay.
    pub fn cannot_answer(&mut self, question: &QuestionId, cannot: bool, now: Timestamp) {
        if cannot == self.is_unsure(question) {
            return;
        }
        if cannot {
            let mut answer = self.review.answer(question);
            answer.selected.clear();
            answer.not_applicable = None;
            answer.marks.retain(|_, mark| {
                mark.not_applicable = None;
                !mark.is_empty()
            });
            self.put(question, answer);
            self.unsure.insert(question.clone());
        } else {
            self.unsure.remove(question);
        }
        self.touch(now);
    }

    /// Gives the reply another name.
    pub fn rename(&mut self, name: &str, now: Timestamp) {
        let name = cut(name, PERSON);
        if name != self.name {
            self.name = name;
            self.touch(now);
        }
    }

    fn put(&mut self, question: &QuestionId, answer: Answer) {
        if answer.is_empty() {
            self.review.answers.remove(question);
        } else {
            self.review.answers.insert(question.clone(), answer);
        }
    }

    /// Makes it newer than it was, also where the clock was put back.
    fn touch(&mut self, now: Timestamp) {
        self.changed_at = now.max(Timestamp(self.changed_at.0.saturating_add(1)));
    }

    /// Whether two replies say the same under the same name, whenever that was.
    fn says_the_same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.unsure == other.unsure
            && self.review.answers == other.review.answers
    }

    /// What was said to a question, in a few words.
    pub fn in_words(&self, question: &Question) -> String {
        if self.is_unsure(&question.id) {
            return "Cannot answer".to_owned();
        }
        let answer = self.review.answer(&question.id);
        if !self.answers(&question.id) {
            return "Not answered".to_owned();
        }
        let ticked = question.choices.iter().filter(|choice| answer.selected.contains(&choice.id));
        let (none, practices): (Vec<_>, Vec<_>) = ticked.partition(|c| c.is_none_of_these());
        let all = question.choices.iter().filter(|choice| !choice.is_none_of_these()).count();
        match (answer.not_applicable, practices.len()) {
            (Some(_), _) => "Does not apply".to_owned(),
            (None, 0) if none.is_empty() => format!("None of {}", counted(all, "practice")),
            (None, 0) => "None of these".to_owned(),
            (None, ticked) => format!("{ticked} of {}", counted(all, "practice")),
        }
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

    /// Says here what was said between two states of the same reply, question
    /// by question; the rest stays. What comes of it is newer than either,
    /// unless it says the same: neither was sent back with what the other says.
    pub fn carry_over(&mut self, before: &Self, after: &Self) {
        let (old, new) = (&before.reply, &after.reply);
        let here = self.reply.clone();
        for id in old.review.answers.keys().chain(new.review.answers.keys()) {
            let answer = new.review.answers.get(id);
            if old.review.answers.get(id) != answer {
                self.reply.put(id, answer.cloned().unwrap_or_default());
            }
        }
        for id in old.unsure.iter().chain(&new.unsure) {
            let is_unsure = new.unsure.contains(id);
            if old.unsure.contains(id) == is_unsure {
                continue;
            }
            if is_unsure {
                self.reply.unsure.insert(id.clone());
            } else {
                self.reply.unsure.remove(id);
            }
        }
        if old.name != new.name {
            self.reply.name.clone_from(&new.name);
        }
        if before.returned != after.returned {
            self.returned = after.returned;
        }
        let newer_than = |other: &Reply| {
            let says_more = i64::from(!self.reply.says_the_same(other));
            Timestamp(other.changed_at.0.saturating_add(says_more))
        };
        self.reply.changed_at = newer_than(&here).max(newer_than(new));
    }
}
