//! Changes as data: every change of a workload is a command that can be named,
//! applied and inverted.

use super::answer::{Answer, ChoiceMark, Reason};
use super::milestone::Milestone;
use super::properties::Properties;
use super::workload::{LensKey, LensRef, LensReview, Lenses, Workload};
use crate::lens::{ChoiceId, PillarId, Question, QuestionId, limits};
use crate::time::Timestamp;

/// A change of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerChange {
    /// Tick a choice. "None of these" clears the others, and a practice clears
    /// "None of these" (`DOMAIN.md` §3).
    Select(ChoiceId),
    /// Untick a choice.
    Unselect(ChoiceId),
    /// The question does not apply, or applies again (`None`).
    NotApplicable(Option<Reason>),
    /// What is said about a choice. Not applicable unticks it.
    Mark(ChoiceId, ChoiceMark),
    /// The notes on the answer.
    Notes(String),
    /// The whole answer, as it is: undo and imports.
    Replace(Answer),
}

/// A change of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Of one answer.
    Answer {
        /// The lens of the question.
        lens: LensKey,
        /// The question.
        question: QuestionId,
        /// What changes.
        change: AnswerChange,
    },
    /// The notes on a lens.
    LensNotes(LensKey, String),
    /// The notes on a pillar.
    PillarNotes(LensKey, PillarId, String),
    /// Name, owner and so on.
    Properties(Properties),
    /// The pillars, most important first.
    Priorities(Vec<PillarId>),
    /// Review by one more lens.
    AddLens(LensRef),
    /// Stop reviewing by a lens; its answers go.
    RemoveLens(LensKey),
    /// Put a lens's review back at a place.
    RestoreReview(usize, Box<LensReview>),
    /// Save a milestone under a name.
    SaveMilestone(String),
    /// Delete the milestone with this number.
    DeleteMilestone(u32),
    /// Put a milestone back.
    RestoreMilestone(Box<Milestone>),
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Applying it takes the command back.
    pub inverse: Command,
    /// What was done, for "Undo: …" and for announcements.
    pub words: String,
}

/// Why a command was refused. The workload is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The lens is not on the shelf, or the workload is not reviewed by it.
    #[error("This workload has no review with the lens \"{0}\".")]
    NoSuchLens(LensKey),
    /// The lens has no such question.
    #[error("The lens has no question \"{0}\".")]
    NoSuchQuestion(QuestionId),
    /// The question has no such choice.
    #[error("The question has no choice \"{0}\".")]
    NoSuchChoice(ChoiceId),
    /// AWS does not allow it (`DOMAIN.md` §3).
    #[error("\"None of these\" cannot be marked as not applicable.")]
    NoneOfTheseNotApplicable,
    /// A text is longer than AWS allows.
    #[error("{what} can hold {most} characters; this has {found}.")]
    TooLong {
        /// The text.
        what: &'static str,
        /// The most characters it may have.
        most: usize,
        /// How many it has.
        found: usize,
    },
    /// A property is not as it must be.
    #[error("{0}")]
    Property(String),
    /// The workload is reviewed by this lens already.
    #[error("This workload is already reviewed with \"{0}\".")]
    LensTwice(String),
    /// A workload keeps at least one lens.
    #[error("A workload needs at least one lens.")]
    LastLens,
    /// AWS allows no more.
    #[error("A workload can have {0} {1}.")]
    TooMany(usize, &'static str),
    /// The name of a milestone is too short or too long.
    #[error(
        "Give the milestone a name of {} to {} characters.",
        limits::NAME_SHORTEST,
        limits::MILESTONE_NAME
    )]
    MilestoneName,
    /// There is a milestone with this number already.
    #[error("There is a milestone {0} already.")]
    MilestoneTwice(u32),
    /// There is no such milestone.
    #[error("There is no milestone {0}.")]
    NoSuchMilestone(u32),
}

impl Workload {
    /// Applies a command, or leaves everything as it is and says why.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn apply(
        &mut self,
        command: Command,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<Applied, Error> {
        let applied = match command {
            Command::Answer { lens, question, change } => {
                return self.answer(lens, question, change, lenses, now);
            }
            Command::LensNotes(lens, notes) => {
                fits("A note on a lens", &notes, limits::NOTES)?;
                let review = self.review_mut(&lens)?;
                let before = std::mem::replace(&mut review.notes, notes);
                Ok(Applied {
                    inverse: Command::LensNotes(lens, before),
                    words: "Changed the notes on the lens".to_owned(),
                })
            }
            Command::PillarNotes(lens, pillar, notes) => {
                fits("A note on a pillar", &notes, limits::NOTES)?;
                let review = self.review_mut(&lens)?;
                let before = if notes.is_empty() {
                    review.pillar_notes.remove(&pillar)
                } else {
                    review.pillar_notes.insert(pillar.clone(), notes)
                };
                Ok(Applied {
                    inverse: Command::PillarNotes(lens, pillar, before.unwrap_or_default()),
                    words: "Changed the notes on a pillar".to_owned(),
                })
            }
            Command::Properties(properties) => {
                if let Some((_, message)) = properties.problems().into_iter().next() {
                    return Err(Error::Property(message));
                }
                let before = std::mem::replace(&mut self.properties, properties);
                Ok(Applied {
                    inverse: Command::Properties(before),
                    words: "Changed the workload's details".to_owned(),
                })
            }
            Command::Priorities(pillars) => {
                let before = std::mem::replace(&mut self.pillar_priorities, pillars);
                Ok(Applied {
                    inverse: Command::Priorities(before),
                    words: "Changed the order of the pillars".to_owned(),
                })
            }
            Command::AddLens(lens) => {
                let words = format!("Added the lens {}", lens.name);
                let inverse = Command::RemoveLens(lens.key.clone());
                self.insert_review(self.reviews.len(), LensReview::new(lens))?;
                Ok(Applied { inverse, words })
            }
            Command::RemoveLens(key) => {
                let place = self
                    .reviews
                    .iter()
                    .position(|r| r.lens.key == key)
                    .ok_or(Error::NoSuchLens(key))?;
                if self.reviews.len() == 1 {
                    return Err(Error::LastLens);
                }
                let review = self.reviews.remove(place);
                let words = format!("Removed the lens {}", review.lens.name);
                Ok(Applied { inverse: Command::RestoreReview(place, Box::new(review)), words })
            }
            Command::RestoreReview(place, review) => {
                let words = format!("Put back the lens {}", review.lens.name);
                let inverse = Command::RemoveLens(review.lens.key.clone());
                self.insert_review(place, *review)?;
                Ok(Applied { inverse, words })
            }
            Command::SaveMilestone(name) => self.save_milestone(name.trim(), lenses, now),
            Command::DeleteMilestone(number) => {
                let place = self
                    .milestones
                    .iter()
                    .position(|m| m.number == number)
                    .ok_or(Error::NoSuchMilestone(number))?;
                let milestone = self.milestones.remove(place);
                let words = format!("Deleted the milestone {}", milestone.name);
                Ok(Applied { inverse: Command::RestoreMilestone(Box::new(milestone)), words })
            }
            Command::RestoreMilestone(milestone) => {
                let words = format!("Put back the milestone {}", milestone.name);
                let inverse = Command::DeleteMilestone(milestone.number);
                self.insert_milestone(*milestone)?;
                Ok(Applied { inverse, words })
            }
        }?;
        self.updated_at = now;
        Ok(applied)
    }

    /// Changes one answer: [`Self::apply`] for those who change nothing else.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn answer(
        &mut self,
        lens: LensKey,
        question: QuestionId,
        change: AnswerChange,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<Applied, Error> {
        let applied = self.change_answer(lens, question, change, lenses)?;
        self.updated_at = now;
        Ok(applied)
    }

    fn review_mut(&mut self, lens: &LensKey) -> Result<&mut LensReview, Error> {
        self.reviews
            .iter_mut()
            .find(|r| r.lens.key == *lens)
            .ok_or_else(|| Error::NoSuchLens(lens.clone()))
    }

    fn insert_review(&mut self, place: usize, review: LensReview) -> Result<(), Error> {
        if self.review(&review.lens.key).is_some() {
            return Err(Error::LensTwice(review.lens.name));
        }
        if self.reviews.len() >= limits::LENSES_PER_WORKLOAD {
            return Err(Error::TooMany(limits::LENSES_PER_WORKLOAD, "lenses"));
        }
        self.reviews.insert(place.min(self.reviews.len()), review);
        Ok(())
    }

    fn insert_milestone(&mut self, milestone: Milestone) -> Result<(), Error> {
        if self.milestones.iter().any(|m| m.number == milestone.number) {
            return Err(Error::MilestoneTwice(milestone.number));
        }
        if self.milestones.len() >= limits::MILESTONES {
            return Err(Error::TooMany(limits::MILESTONES, "milestones"));
        }
        let place = self.milestones.partition_point(|m| m.number < milestone.number);
        self.last_milestone = self.last_milestone.max(milestone.number);
        self.milestones.insert(place, milestone);
        Ok(())
    }

    fn save_milestone(
        &mut self,
        name: &str,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<Applied, Error> {
        let length = name.chars().count();
        if !(limits::NAME_SHORTEST..=limits::MILESTONE_NAME).contains(&length) {
            return Err(Error::MilestoneName);
        }
        let milestone = Milestone::record(self, lenses, name.to_owned(), now);
        let inverse = Command::DeleteMilestone(milestone.number);
        self.insert_milestone(milestone)?;
        Ok(Applied { inverse, words: format!("Saved the milestone {name}") })
    }

    fn change_answer(
        &mut self,
        key: LensKey,
        id: QuestionId,
        change: AnswerChange,
        lenses: &Lenses,
    ) -> Result<Applied, Error> {
        let lens = lenses.get(&key).ok_or_else(|| Error::NoSuchLens(key.clone()))?;
        let Some((_, question)) = lens.question(&id) else {
            return Err(Error::NoSuchQuestion(id));
        };
        let review = self.review_mut(&key)?;
        let before = review.answer(&id);
        let mut after = before.clone();
        let words = change_answer(&mut after, question, change)?;
        if after.is_empty() {
            review.answers.remove(&id);
        } else {
            review.answers.insert(id.clone(), after);
        }
        let inverse =
            Command::Answer { lens: key, question: id, change: AnswerChange::Replace(before) };
        Ok(Applied { inverse, words })
    }
}

fn change_answer(
    answer: &mut Answer,
    question: &Question,
    change: AnswerChange,
) -> Result<String, Error> {
    let choice = |id: &ChoiceId| {
        question.choices.iter().find(|c| c.id == *id).ok_or_else(|| Error::NoSuchChoice(id.clone()))
    };
    Ok(match change {
        AnswerChange::Select(id) => {
            let ticked = choice(&id)?;
            let is_none = ticked.is_none_of_these();
            answer.selected.retain(|other| match question.choice_index(other) {
                // An answer from elsewhere may hold both; only what the person
                // ticks now makes them exclude each other.
                Some(index) => question.choices[index].is_none_of_these() == is_none,
                None => true,
            });
            set_mark(answer, &id, |mark| mark.not_applicable = None);
            answer.selected.insert(id);
            format!("Ticked {}", ticked.title)
        }
        AnswerChange::Unselect(id) => {
            let title = &choice(&id)?.title;
            answer.selected.remove(&id);
            format!("Unticked {title}")
        }
        AnswerChange::NotApplicable(reason) => {
            answer.not_applicable = reason;
            match reason {
                Some(_) => "Marked the question as not applicable".to_owned(),
                None => "Marked the question as applicable".to_owned(),
            }
        }
        AnswerChange::Mark(id, mark) => {
            let marked = choice(&id)?;
            fits("A note on a choice", &mark.notes, limits::CHOICE_NOTES)?;
            if mark.not_applicable.is_some() {
                if marked.is_none_of_these() {
                    return Err(Error::NoneOfTheseNotApplicable);
                }
                answer.selected.remove(&id);
            }
            let words = match mark.not_applicable {
                Some(_) => format!("Marked {} as not applicable", marked.title),
                None => format!("Changed what is said about {}", marked.title),
            };
            set_mark(answer, &id, |m| *m = mark);
            words
        }
        AnswerChange::Notes(notes) => {
            fits("A note on an answer", &notes, limits::NOTES)?;
            answer.notes = notes;
            "Changed the notes".to_owned()
        }
        AnswerChange::Replace(whole) => {
            *answer = whole;
            answer.marks.retain(|_, mark| !mark.is_empty());
            "Changed the answer".to_owned()
        }
    })
}

/// Changes what is said about a choice; an empty mark is not kept.
fn set_mark(answer: &mut Answer, choice: &ChoiceId, change: impl FnOnce(&mut ChoiceMark)) {
    let mut mark = answer.marks.remove(choice).unwrap_or_default();
    change(&mut mark);
    if !mark.is_empty() {
        answer.marks.insert(choice.clone(), mark);
    }
}

fn fits(what: &'static str, text: &str, most: usize) -> Result<(), Error> {
    let found = text.chars().count();
    if found > most { Err(Error::TooLong { what, most, found }) } else { Ok(()) }
}
