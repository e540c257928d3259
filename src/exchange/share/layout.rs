//! The order of questions and choices that the bits of an answer count on.
//!
//! A link holds no ids of a lens that both sides have. So the layouts of
//! bundled lenses that were changed are kept for ever in [`RETIRED`]; a test
//! asks for it when a lens is changed. Wording is no part of a layout.

use sha2::{Digest, Sha256};

use crate::collections::Map;
use crate::lens::{ChoiceId, Lens, QuestionId};

/// The questions of a lens with their choices, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Question by question.
    pub questions: Vec<(QuestionId, Vec<ChoiceId>)>,
}

/// A layout that a bundled lens once had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retired {
    /// The lens.
    pub key: &'static str,
    /// A line a question: its id and those of its choices, with blanks
    /// between them.
    pub text: &'static str,
}

/// Every layout that a bundled lens had and has no more. Taken over from
/// `tests/fixtures/links/layouts/` when a lens changes, and never removed.
pub const RETIRED: &[Retired] = &[];

/// Which part of the hash of a layout stands in a code. Few layouts of one
/// lens have to be told apart.
pub const SHAPE_BITS: u32 = 24;

impl Layout {
    /// The layout of a lens.
    pub fn of(lens: &Lens) -> Self {
        let questions = lens
            .questions()
            .map(|(_, q)| (q.id.clone(), q.choices.iter().map(|c| c.id.clone()).collect()))
            .collect();
        Self { questions }
    }

    /// Reads the text of a [`Retired`] layout.
    pub fn from_text(text: &str) -> Self {
        let questions = text.lines().filter_map(|line| {
            let mut ids = line.split(' ');
            Some((QuestionId::from(ids.next()?), ids.map(ChoiceId::from).collect()))
        });
        Self { questions: questions.collect() }
    }

    /// As the text of a [`Retired`] layout.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (question, choices) in &self.questions {
            text.push_str(&question.0);
            for choice in choices {
                text.push(' ');
                text.push_str(&choice.0);
            }
            text.push('\n');
        }
        text
    }

    /// Names the layout among those of its lens.
    pub fn shape(&self) -> u64 {
        let digest = Sha256::digest(self.to_text().as_bytes());
        digest[..SHAPE_BITS as usize / 8]
            .iter()
            .fold(0, |shape, byte| shape << 8 | u64::from(*byte))
    }

    /// The retired layout of a lens with this shape.
    pub fn retired(key: &str, shape: u64) -> Option<Self> {
        RETIRED
            .iter()
            .filter(|old| old.key == key)
            .map(|old| Self::from_text(old.text))
            .find(|layout| layout.shape() == shape)
    }

    /// Where each question stands.
    pub fn places(&self) -> Map<&QuestionId, usize> {
        self.questions.iter().enumerate().map(|(place, (id, _))| (id, place)).collect()
    }

    /// Adds choices to questions, and questions that are new.
    pub fn extend(&mut self, more: Vec<(QuestionId, Vec<ChoiceId>)>) {
        let places: Map<QuestionId, usize> =
            self.places().into_iter().map(|(id, place)| (id.clone(), place)).collect();
        for (id, choices) in more {
            match places.get(&id) {
                Some(place) => self.questions[*place].1.extend(choices),
                None => self.questions.push((id, choices)),
            }
        }
    }
}
