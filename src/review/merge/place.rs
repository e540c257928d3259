//! The places of a workload that two people can change apart from each other,
//! and what a version says there.

use crate::lens::{PillarId, QuestionId};
use crate::review::answer::Answer;
use crate::review::command::{AnswerChange, Command};
use crate::review::milestone::Milestone;
use crate::review::properties::{Environment, Field, ImprovementStatus};
use crate::review::workload::{LensKey, LensRef, LensReview, Workload};

/// A place of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The answer to a question.
    Answer(LensKey, QuestionId),
    /// A text of the properties.
    Text(Field),
    /// Where the workload runs.
    Environment,
    /// How far the improvements are.
    ImprovementStatus,
    /// The order of the pillars.
    Priorities,
    /// A lens with everything said by it: it was added or removed.
    Lens(LensKey),
    /// Which content of a lens is meant.
    LensVersion(LensKey),
    /// The notes on a lens.
    LensNotes(LensKey),
    /// The notes on a pillar.
    PillarNotes(LensKey, PillarId),
    /// A milestone, by its number: its name, or all of it.
    Milestone(u32),
}

/// What a workload says at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// There is no such lens or milestone.
    Nothing,
    /// An answer, empty when there is none.
    Answer(Answer),
    /// A text, empty when there is none.
    Text(String),
    /// Where the workload runs.
    Environment(Environment),
    /// How far the improvements are.
    ImprovementStatus(ImprovementStatus),
    /// Pillars, most important first.
    Priorities(Vec<PillarId>),
    /// Everything said by a lens.
    Review(Box<LensReview>),
    /// Which content of a lens is meant.
    LensVersion(LensRef),
    /// A milestone as a whole.
    Milestone(Box<Milestone>),
}

/// What a workload says at a place.
pub fn said(workload: &Workload, place: &Place) -> Version {
    let of = |key: &LensKey, say: &dyn Fn(&LensReview) -> Version| {
        workload.review(key).map_or(Version::Nothing, say)
    };
    let properties = &workload.properties;
    match place {
        // Where the lens is not there, nothing is answered by it.
        Place::Answer(key, question) => Version::Answer(
            workload.review(key).map(|review| review.answer(question)).unwrap_or_default(),
        ),
        Place::LensNotes(key) => {
            Version::Text(workload.review(key).map(|r| r.notes.clone()).unwrap_or_default())
        }
        Place::PillarNotes(key, pillar) => Version::Text(
            workload
                .review(key)
                .and_then(|r| r.pillar_notes.get(pillar).cloned())
                .unwrap_or_default(),
        ),
        Place::Text(field) => Version::Text(properties.text(*field).to_owned()),
        Place::Environment => Version::Environment(properties.environment),
        Place::ImprovementStatus => Version::ImprovementStatus(properties.improvement_status),
        Place::Priorities => Version::Priorities(workload.pillar_priorities.clone()),
        Place::Lens(key) => of(key, &|review| Version::Review(Box::new(review.clone()))),
        Place::LensVersion(key) => of(key, &|review| Version::LensVersion(review.lens.clone())),
        Place::Milestone(number) => workload
            .milestones
            .iter()
            .find(|m| m.number == *number)
            .map_or(Version::Nothing, |m| Version::Text(m.name.clone())),
    }
}

/// What a workload says at a place that is about to say something else: all of
/// what will be gone.
pub(crate) fn said_before(workload: &Workload, place: &Place, next: &Version) -> Version {
    if let (Place::Milestone(number), Version::Nothing) = (place, next)
        && let Some(milestone) = workload.milestones.iter().find(|m| m.number == *number)
    {
        return Version::Milestone(Box::new(milestone.clone()));
    }
    said(workload, place)
}

/// Makes a workload say this at a place. A version that does not belong there,
/// or whose lens is gone, changes nothing.
pub fn put(workload: &mut Workload, place: &Place, version: Version) {
    if let Place::Lens(key) = place {
        let at = workload.reviews.iter().position(|r| r.lens.key == *key);
        match (at, version) {
            (Some(at), Version::Review(review)) => workload.reviews[at] = *review,
            (None, Version::Review(review)) => workload.reviews.push(*review),
            (Some(at), Version::Nothing) => drop(workload.reviews.remove(at)),
            _ => {}
        }
        return;
    }
    if let Place::Milestone(number) = place {
        let at = workload.milestones.iter().position(|m| m.number >= *number);
        let here = at.filter(|at| workload.milestones[*at].number == *number);
        match (here, version) {
            (Some(here), Version::Text(name)) => workload.milestones[here].name = name,
            (Some(here), Version::Nothing) => drop(workload.milestones.remove(here)),
            (None, Version::Milestone(milestone)) => {
                workload.last_milestone = workload.last_milestone.max(*number);
                workload.milestones.insert(at.unwrap_or(workload.milestones.len()), *milestone);
            }
            _ => {}
        }
        return;
    }
    let lens = place.lens();
    let review = workload.reviews.iter_mut().find(|review| Some(&review.lens.key) == lens);
    let properties = &mut workload.properties;
    match (place, version, review) {
        (Place::Text(field), Version::Text(text), _) => *properties.text_mut(*field) = text,
        (Place::Environment, Version::Environment(e), _) => properties.environment = e,
        (Place::ImprovementStatus, Version::ImprovementStatus(s), _) => {
            properties.improvement_status = s;
        }
        (Place::Priorities, Version::Priorities(all), _) => workload.pillar_priorities = all,
        (Place::Answer(_, question), Version::Answer(answer), Some(review)) => {
            if answer.is_empty() {
                review.answers.remove(question);
            } else {
                review.answers.insert(question.clone(), answer);
            }
        }
        (Place::LensNotes(_), Version::Text(text), Some(review)) => review.notes = text,
        (Place::PillarNotes(_, pillar), Version::Text(text), Some(review)) => {
            if text.is_empty() {
                review.pillar_notes.remove(pillar);
            } else {
                review.pillar_notes.insert(pillar.clone(), text);
            }
        }
        (Place::LensVersion(_), Version::LensVersion(lens), Some(review)) => review.lens = lens,
        _ => {}
    }
}

impl Place {
    /// The lens that the place belongs to.
    pub fn lens(&self) -> Option<&LensKey> {
        match self {
            Self::Answer(key, _)
            | Self::Lens(key)
            | Self::LensVersion(key)
            | Self::LensNotes(key)
            | Self::PillarNotes(key, _) => Some(key),
            _ => None,
        }
    }

    /// Whether a command changes this place, so that taking an old one back
    /// would take away what was said here since.
    pub fn is_changed_by(&self, command: &Command) -> bool {
        match command {
            Command::Answer { lens, question, .. } => match self {
                Self::Answer(key, id) => key == lens && id == question,
                Self::Lens(key) => key == lens,
                _ => false,
            },
            Command::LensNotes(lens, _) => {
                matches!(self, Self::LensNotes(key) | Self::Lens(key) if key == lens)
            }
            Command::PillarNotes(lens, pillar, _) => match self {
                Self::PillarNotes(key, id) => key == lens && id == pillar,
                Self::Lens(key) => key == lens,
                _ => false,
            },
            Command::Properties(_) => {
                matches!(self, Self::Text(_) | Self::Environment | Self::ImprovementStatus)
            }
            Command::Priorities(_) => *self == Self::Priorities,
            Command::AddLens(lens) => self.lens() == Some(&lens.key),
            Command::RemoveLens(lens) => self.lens() == Some(lens),
            Command::RestoreReview(_, review) => self.lens() == Some(&review.lens.key),
            Command::SaveMilestone(_) | Command::CloseWorkshop(..) => false,
            Command::DeleteMilestone(number) | Command::RenameMilestone(number, _) => {
                *self == Self::Milestone(*number)
            }
            Command::RestoreMilestone(milestone) => *self == Self::Milestone(milestone.number),
            Command::TakeOver(_, changes) => changes.iter().any(|(place, _)| {
                let is_lens =
                    |a: &Self, b: &Self| matches!(a, Self::Lens(_)) && a.lens() == b.lens();
                place == self || is_lens(self, place) || is_lens(place, self)
            }),
        }
    }

    /// The command that makes a workload say this here, for an undo step of
    /// its own; `None` where no command does, see [`put`].
    pub fn command(&self, workload: &Workload, version: Version) -> Option<Command> {
        Some(match (self, version) {
            (Self::Answer(lens, question), Version::Answer(answer)) => Command::Answer {
                lens: lens.clone(),
                question: question.clone(),
                change: AnswerChange::Replace(answer),
            },
            (Self::LensNotes(lens), Version::Text(text)) => Command::LensNotes(lens.clone(), text),
            (Self::PillarNotes(lens, pillar), Version::Text(text)) => {
                Command::PillarNotes(lens.clone(), pillar.clone(), text)
            }
            (Self::Text(_) | Self::Environment | Self::ImprovementStatus, version) => {
                let mut changed = workload.clone();
                put(&mut changed, self, version);
                Command::Properties(changed.properties)
            }
            (Self::Priorities, Version::Priorities(pillars)) => Command::Priorities(pillars),
            (Self::Milestone(number), Version::Text(name)) => {
                Command::RenameMilestone(*number, name)
            }
            (Self::Lens(key), Version::Nothing) => Command::RemoveLens(key.clone()),
            (Self::Lens(key), Version::Review(review)) if workload.review(key).is_none() => {
                Command::RestoreReview(workload.reviews.len(), review)
            }
            _ => return None,
        })
    }
}
