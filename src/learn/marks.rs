//! Practices that a person marked: known, doing, want. A list of their own,
//! apart from every review.

use crate::collections::Map;
use crate::lens::{ChoiceId, Lens, Pillar, Question, QuestionId};
use crate::review::{Answer, LensKey};
use crate::time::Timestamp;

/// Names a practice among all lenses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PracticeId {
    /// Its lens.
    pub lens: LensKey,
    /// Its question.
    pub question: QuestionId,
    /// The practice in the question.
    pub choice: ChoiceId,
}

/// What a person says of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// I know what it is.
    Known,
    /// We do it.
    Doing,
    /// We want to do it.
    Want,
}

impl Mark {
    /// All, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::Known, Self::Doing, Self::Want];

    /// The name in storage.
    pub fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Doing => "doing",
            Self::Want => "want",
        }
    }

    /// The mark with this name in storage.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }

    /// The word on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Known => "Known",
            Self::Doing => "Doing",
            Self::Want => "Want",
        }
    }
}

/// A mark and when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What was said.
    pub mark: Mark,
    /// When.
    pub at: Timestamp,
}

/// All marks of a person; a practice has one or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// By practice.
    pub entries: Map<PracticeId, Entry>,
}

impl Marks {
    /// The mark of a practice.
    pub fn get(&self, practice: &PracticeId) -> Option<Mark> {
        self.entries.get(practice).map(|entry| entry.mark)
    }

    /// Marks a practice, or takes its mark away.
    pub fn set(&mut self, practice: PracticeId, mark: Option<Mark>, now: Timestamp) {
        match mark {
            Some(mark) => {
                self.entries.insert(practice, Entry { mark, at: now });
            }
            None => {
                self.entries.remove(&practice);
            }
        }
    }

    /// These and those of another list together: of a practice that both know,
    /// the later mark counts, whichever list is asked.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        for (practice, theirs) in other.entries {
            let is_later = self
                .entries
                .get(&practice)
                .is_none_or(|mine| (mine.at, mine.mark) < (theirs.at, theirs.mark));
            if is_later {
                self.entries.insert(practice, theirs);
            }
        }
        self
    }

    /// The lenses of which something is marked, in order.
    pub fn lenses(&self) -> Vec<LensKey> {
        let mut keys: Vec<LensKey> = Vec::new();
        for practice in self.entries.keys() {
            if keys.last() != Some(&practice.lens) {
                keys.push(practice.lens.clone());
            }
        }
        keys
    }

    /// What is marked in a lens.
    pub fn of_lens(&self, lens: &LensKey) -> impl Iterator<Item = (&PracticeId, &Entry)> {
        self.entries.iter().filter(move |(practice, _)| practice.lens == *lens)
    }

    /// The mark of a choice of a lens.
    fn of(&self, lens: &LensKey, question: &Question, choice: &ChoiceId) -> Option<Mark> {
        self.get(&PracticeId {
            lens: lens.clone(),
            question: question.id.clone(),
            choice: choice.clone(),
        })
    }
}

/// How far a person is with a pillar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// All practices of the pillar.
    pub practices: usize,
    /// Marked as known.
    pub known: usize,
    /// Marked as doing.
    pub doing: usize,
    /// Marked as want.
    pub want: usize,
}

impl Progress {
    /// How many have any mark.
    pub fn marked(&self) -> usize {
        self.known + self.doing + self.want
    }
}

/// How far a person is with a pillar of a lens.
pub fn progress(marks: &Marks, key: &LensKey, pillar: &Pillar) -> Progress {
    let mut progress = Progress::default();
    for question in &pillar.questions {
        for choice in question.choices.iter().filter(|choice| !choice.is_none_of_these()) {
            progress.practices += 1;
            match marks.of(key, question, &choice.id) {
                Some(Mark::Known) => progress.known += 1,
                Some(Mark::Doing) => progress.doing += 1,
                Some(Mark::Want) => progress.want += 1,
                None => {}
            }
        }
    }
    progress
}

/// The answers of a review that starts from the marks: what is marked as doing
/// is ticked. A question with nothing to tick has no answer.
pub fn answers(marks: &Marks, key: &LensKey, lens: &Lens) -> Map<QuestionId, Answer> {
    let mut answers = Map::new();
    for (_, question) in lens.questions() {
        let mut answer = Answer::default();
        for choice in question.choices.iter().filter(|choice| !choice.is_none_of_these()) {
            if marks.of(key, question, &choice.id) == Some(Mark::Doing) {
                answer.selected.insert(choice.id.clone());
            }
        }
        if !answer.is_empty() {
            answers.insert(question.id.clone(), answer);
        }
    }
    answers
}
