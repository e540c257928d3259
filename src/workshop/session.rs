//! A session: what the facilitator makes, and what everybody gets by link.

use crate::collections::Set;
use crate::lens::{Lens, PillarId, Question, QuestionId};
use crate::review::LensRef;
use crate::time::Timestamp;

/// Names a session on every device that takes part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub String);

impl std::fmt::Display for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether answers say whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// People are asked for a name; they may leave it out.
    Named,
    /// Nobody is asked, and the room's view shows numbers only.
    Nameless,
}

/// A part of the agenda with the time it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeBox {
    /// What it is about; a pillar's name, mostly. May be changed by hand.
    pub title: String,
    /// How long it may take, in minutes.
    pub minutes: u32,
    /// Its questions, in the order of the lens.
    pub questions: Vec<QuestionId>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The same for everybody.
    pub id: SessionId,
    /// What it is about; the name of the workload, mostly.
    pub name: String,
    /// The lens.
    pub lens: LensRef,
    /// Whether answers carry names.
    pub naming: Naming,
    /// The parts, in their order. A question stands in one part only.
    pub agenda: Vec<TimeBox>,
    /// When it was made.
    pub made_at: Timestamp,
}

/// The longest name of a session and title of a part, in characters.
pub const NAME: usize = crate::lens::limits::WORKLOAD_NAME;
/// The longest name of a person, in characters. Picked by feel.
pub const PERSON: usize = 60;
/// The most parts of an agenda.
pub const PARTS: usize = 30;
/// The longest part, in minutes: a day.
pub const LONGEST: u32 = 24 * 60;

impl Session {
    /// The questions in scope, in the order of the agenda.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionId> {
        self.agenda.iter().flat_map(|part| &part.questions)
    }

    /// The questions in scope that the lens has, with their pillars and parts,
    /// in the order of the agenda.
    pub fn at_hand<'a>(
        &'a self,
        lens: &'a Lens,
    ) -> impl Iterator<Item = (usize, &'a PillarId, &'a Question)> {
        let parts = self.agenda.iter().enumerate();
        let ids =
            parts.flat_map(|(part, time_box)| time_box.questions.iter().map(move |id| (part, id)));
        ids.filter_map(|(part, id)| {
            lens.question(id).map(|(pillar, question)| (part, &pillar.id, question))
        })
    }

    /// How long all parts take, in minutes.
    pub fn minutes(&self) -> u32 {
        self.agenda.iter().map(|part| part.minutes).sum()
    }

    /// Whether a question is in scope.
    pub fn asks(&self, question: &QuestionId) -> bool {
        self.questions().any(|id| id == question)
    }

    /// The part that a question stands in, by its place.
    pub fn part_of(&self, question: &QuestionId) -> Option<usize> {
        self.agenda.iter().position(|part| part.questions.contains(question))
    }

    /// The session within its limits: long texts are cut, what stands twice
    /// and parts without questions go. For what comes from elsewhere.
    #[must_use]
    pub fn within_limits(mut self) -> Self {
        self.name = cut(&self.name, NAME);
        self.agenda.truncate(PARTS);
        let mut seen = Set::new();
        for part in &mut self.agenda {
            part.title = cut(&part.title, NAME);
            part.minutes = part.minutes.min(LONGEST);
            part.questions.retain(|id| seen.insert(id.clone()));
        }
        self.agenda.retain(|part| !part.questions.is_empty());
        self
    }
}

/// The first characters of a text on one line, without blanks around it.
pub(super) fn cut(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start: String = line.trim().chars().take(most).collect();
    start.trim_end().to_owned()
}
