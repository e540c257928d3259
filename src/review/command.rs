//! Changes as data: every change of a workload is a command that can be named,
//! applied and inverted.

use super::answer::{Answer, ChoiceMark, Reason};
use super::attendance::Attendance;
use super::merge::{Place, Version, has_room, put, said_before};
use super::milestone::Milestone;
use super::properties::{Field, Properties};
use super::words::Words;
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
    /// Save a milestone that closes a workshop.
    CloseWorkshop(String, Attendance),
    /// Delete the milestone with this number.
    DeleteMilestone(u32),
    /// Put a milestone back.
    RestoreMilestone(Box<Milestone>),
    /// Give the milestone with this number another name.
    RenameMilestone(u32, String),
    /// Say these things at these places, as somebody with this name does.
    TakeOver(String, Vec<(Place, Version)>),
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Applying it takes the command back.
    pub inverse: Command,
    /// What was done, for "Undo: …" and for announcements.
    pub words: Words,
    /// Names the text that was typed, where it was: with its question, where
    /// it is of an answer.
    pub typing: Option<String>,
}

impl Applied {
    fn new(inverse: Command, phrase: &'static str, name: impl Into<String>) -> Self {
        Self { inverse, words: Words { phrase, name: name.into() }, typing: None }
    }

    fn typing(self, text: String) -> Self {
        Self { typing: Some(text), ..self }
    }
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
        self.run(command, lenses, now, true)
    }

    /// Applies the inverse of a command. What was there before may stand there
    /// again, also where it came from elsewhere and is too long to be typed.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn take_back(
        &mut self,
        inverse: Command,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Result<Applied, Error> {
        self.run(inverse, lenses, now, false)
    }

    fn run(
        &mut self,
        command: Command,
        lenses: &Lenses,
        now: Timestamp,
        is_new: bool,
    ) -> Result<Applied, Error> {
        let applied = match command {
            Command::Answer { lens, question, change } => {
                return self.answer(lens, question, change, lenses, now);
            }
            Command::LensNotes(lens, notes) => {
                if is_new {
                    fits("A note on a lens", &notes, limits::NOTES)?;
                }
                let review = self.review_mut(&lens)?;
                let name = review.lens.name.clone();
                let before = std::mem::replace(&mut review.notes, notes);
                let typed = format!("lens {lens}");
                Applied::new(Command::LensNotes(lens, before), "changed the notes on {}", name)
                    .typing(typed)
            }
            Command::PillarNotes(lens, pillar, notes) => {
                if is_new {
                    fits("A note on a pillar", &notes, limits::NOTES)?;
                }
                let review = self.review_mut(&lens)?;
                let before = if notes.is_empty() {
                    review.pillar_notes.remove(&pillar)
                } else {
                    review.pillar_notes.insert(pillar.clone(), notes)
                };
                let name = lenses
                    .get(&lens)
                    .and_then(|l| l.pillars.iter().find(|p| p.id == pillar))
                    .map_or_else(|| pillar.0.clone(), |p| p.name.clone());
                let typed = format!("pillar {lens} {pillar}");
                let inverse = Command::PillarNotes(lens, pillar, before.unwrap_or_default());
                Applied::new(inverse, "changed the notes on {}", name).typing(typed)
            }
            Command::Properties(properties) => {
                let changed = |f: &Field| self.properties.text(*f) != properties.text(*f);
                let problem = Field::ALL
                    .into_iter()
                    .filter(changed)
                    .find_map(|f| f.check(properties.text(f)).filter(|_| is_new));
                if let Some(message) = problem {
                    return Err(Error::Property(message));
                }
                let before = std::mem::replace(&mut self.properties, properties);
                changed_properties(before, &self.properties)
            }
            Command::Priorities(pillars) => {
                let before = std::mem::replace(&mut self.pillar_priorities, pillars);
                Applied::new(Command::Priorities(before), "changed the order of the pillars", "")
            }
            Command::AddLens(lens) => {
                let inverse = Command::RemoveLens(lens.key.clone());
                let name = lens.name.clone();
                self.insert_review(self.reviews.len(), LensReview::new(lens))?;
                Applied::new(inverse, "added the lens {}", name)
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
                let name = review.lens.name.clone();
                let inverse = Command::RestoreReview(place, Box::new(review));
                Applied::new(inverse, "removed the lens {}", name)
            }
            Command::RestoreReview(place, review) => {
                let inverse = Command::RemoveLens(review.lens.key.clone());
                let name = review.lens.name.clone();
                self.insert_review(place, *review)?;
                Applied::new(inverse, "put back the lens {}", name)
            }
            Command::SaveMilestone(name) => {
                let name = milestone_name(&name)?;
                let milestone = Milestone::record(self, lenses, name.to_owned(), now);
                let inverse = Command::DeleteMilestone(milestone.number);
                self.insert_milestone(milestone)?;
                Applied::new(inverse, "saved the milestone {}", name)
            }
            Command::CloseWorkshop(name, attendance) => {
                let name = milestone_name(&name)?;
                let mut milestone = Milestone::record(self, lenses, name.to_owned(), now);
                milestone.attendance = Some(attendance);
                let inverse = Command::DeleteMilestone(milestone.number);
                self.insert_milestone(milestone)?;
                Applied::new(inverse, "closed the workshop with the milestone {}", name)
            }
            Command::DeleteMilestone(number) => {
                let place = self.milestone_place(number)?;
                let milestone = self.milestones.remove(place);
                let name = milestone.name.clone();
                let inverse = Command::RestoreMilestone(Box::new(milestone));
                Applied::new(inverse, "deleted the milestone {}", name)
            }
            Command::RestoreMilestone(milestone) => {
                let inverse = Command::DeleteMilestone(milestone.number);
                let name = milestone.name.clone();
                self.insert_milestone(*milestone)?;
                Applied::new(inverse, "put back the milestone {}", name)
            }
            Command::RenameMilestone(number, name) => {
                let name = if is_new { milestone_name(&name)?.to_owned() } else { name };
                let place = self.milestone_place(number)?;
                let before = std::mem::replace(&mut self.milestones[place].name, name.clone());
                let inverse = Command::RenameMilestone(number, before);
                Applied::new(inverse, "renamed a milestone to {}", name)
            }
            Command::TakeOver(from, changes) => {
                has_room(self, &changes)?;
                let before = |(place, version): &(Place, Version)| {
                    (place.clone(), said_before(self, place, version))
                };
                let before: Vec<_> = changes.iter().map(before).collect();
                for (place, version) in changes {
                    put(self, &place, version);
                }
                let inverse = Command::TakeOver(from.clone(), before);
                Applied::new(inverse, "took over from {}", from)
            }
        };
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

    fn milestone_place(&self, number: u32) -> Result<usize, Error> {
        self.milestones
            .iter()
            .position(|m| m.number == number)
            .ok_or(Error::NoSuchMilestone(number))
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
        let done = change_answer(&mut after, question, change)?;
        if after.is_empty() {
            review.answers.remove(&id);
        } else {
            review.answers.insert(id.clone(), after);
        }
        let inverse =
            Command::Answer { lens: key, question: id, change: AnswerChange::Replace(before) };
        let Done { phrase, name, typing } = done;
        Ok(Applied { inverse, words: Words { phrase, name: name.to_owned() }, typing })
    }
}

impl Answer {
    /// Changes an answer that is in no workload, by the same rules.
    ///
    /// # Errors
    ///
    /// See [`Error`]; the answer is then as it was.
    pub fn change(&mut self, question: &Question, change: AnswerChange) -> Result<(), Error> {
        change_answer(self, question, change).map(drop)
    }
}

/// What a change of an answer did: the parts of [`Applied`].
struct Done<'a> {
    phrase: &'static str,
    name: &'a str,
    typing: Option<String>,
}

fn change_answer<'a>(
    answer: &mut Answer,
    question: &'a Question,
    change: AnswerChange,
) -> Result<Done<'a>, Error> {
    let choice = |id: &ChoiceId| {
        question.choices.iter().find(|c| c.id == *id).ok_or_else(|| Error::NoSuchChoice(id.clone()))
    };
    let mut typing = None;
    let (phrase, name) = match change {
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
            ("ticked {}", &ticked.title)
        }
        AnswerChange::Unselect(id) => {
            let unticked = choice(&id)?;
            answer.selected.remove(&id);
            ("unticked {}", &unticked.title)
        }
        AnswerChange::NotApplicable(reason) => {
            let before = std::mem::replace(&mut answer.not_applicable, reason);
            let phrase = match (before, reason) {
                (None, Some(_)) => "marked “{}” as not applicable",
                (_, None) => "marked “{}” as applicable",
                _ => "changed why “{}” does not apply",
            };
            (phrase, &question.title)
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
            let before = answer.marks.get(&id).and_then(|m| m.not_applicable);
            let phrase = match (before, mark.not_applicable) {
                (before, after) if before == after => {
                    typing = Some(id.0.clone());
                    "changed the note on {}"
                }
                (None, Some(_)) => "marked {} as not applicable",
                (_, None) => "marked {} as applicable",
                _ => "changed why {} does not apply",
            };
            set_mark(answer, &id, |m| *m = mark);
            (phrase, &marked.title)
        }
        AnswerChange::Notes(notes) => {
            fits("A note on an answer", &notes, limits::NOTES)?;
            answer.notes = notes;
            typing = Some(String::new());
            ("changed the notes on “{}”", &question.title)
        }
        AnswerChange::Replace(whole) => {
            *answer = whole;
            answer.marks.retain(|_, mark| !mark.is_empty());
            ("replaced the answer to “{}”", &question.title)
        }
    };
    Ok(Done { phrase, name, typing })
}

/// What became of the properties: of one, or of several at once.
fn changed_properties(before: Properties, after: &Properties) -> Applied {
    let mut texts = Field::ALL.into_iter().filter(|f| before.text(*f) != after.text(*f));
    let (text, more) = (texts.next(), texts.next().is_some());
    let environment = before.environment != after.environment;
    let status = before.improvement_status != after.improvement_status;
    let (phrase, name) = match (text, environment, status) {
        _ if more => ("changed the details", ""),
        (Some(field), false, false) => ("changed {}", field.words()),
        (None, true, false) => ("set the environment to {}", after.environment.words()),
        (None, false, true) => {
            ("set the improvement status to {}", after.improvement_status.words())
        }
        _ => ("changed the details", ""),
    };
    let applied = Applied::new(Command::Properties(before), phrase, name);
    match (phrase, text) {
        ("changed {}", Some(field)) => applied.typing(field.words().to_owned()),
        _ => applied,
    }
}

/// The name of a milestone as it is kept.
fn milestone_name(name: &str) -> Result<&str, Error> {
    let name = name.trim();
    let length = name.chars().count();
    let fits = (limits::NAME_SHORTEST..=limits::MILESTONE_NAME).contains(&length);
    if fits { Ok(name) } else { Err(Error::MilestoneName) }
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
