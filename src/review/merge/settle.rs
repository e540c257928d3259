//! What a person can do about a clash: keep one version, or both notes.

use super::place::{Version, put};
use super::{Clash, Place};
use crate::collections::Map;
use crate::lens::limits;
use crate::review::answer::Answer;
use crate::review::properties::Field;
use crate::review::workload::Workload;

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// This side's.
    Mine,
    /// The other side's.
    Theirs,
}

/// What a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// One version, as it is.
    One(Side),
    /// The notes of both; everything else of one.
    BothNotes(Side),
}

impl Clash {
    /// The version that a decision leads to. `None` where both notes are
    /// asked for and there are none to join, or they do not fit together.
    pub fn picked(&self, pick: Pick) -> Option<Version> {
        let pair = |side| match side {
            Side::Mine => (&self.mine, &self.theirs),
            Side::Theirs => (&self.theirs, &self.mine),
        };
        match pick {
            Pick::One(side) => Some(pair(side).0.clone()),
            Pick::BothNotes(side) => match pair(side) {
                (Version::Answer(kept), Version::Answer(other)) => {
                    let both = with_both_notes(kept, other, side)?;
                    (both != *kept).then_some(Version::Answer(both))
                }
                (Version::Text(kept), Version::Text(other)) if !is_one_line(&self.place) => {
                    let most = most(&self.place);
                    let text = joined(kept, other, side).filter(|t| t.chars().count() <= most)?;
                    (text != *kept).then_some(Version::Text(text))
                }
                _ => None,
            },
        }
    }

    /// Does what a person decided. Whether it could be done.
    pub fn settle(&self, workload: &mut Workload, pick: Pick) -> bool {
        let picked = self.picked(pick);
        let is_done = picked.is_some();
        if let Some(version) = picked {
            put(workload, &self.place, version);
        }
        is_done
    }
}

fn is_one_line(place: &Place) -> bool {
    use Field::{ArchitectureUrl, Industry, Name, ReviewOwner};
    matches!(
        place,
        Place::Milestone(_) | Place::Text(Name | ReviewOwner | Industry | ArchitectureUrl)
    )
}

fn most(place: &Place) -> usize {
    match place {
        Place::Text(field) => field.limits().1,
        _ => limits::NOTES,
    }
}

/// An answer with the notes of both, on the question and on each choice.
fn with_both_notes(kept: &Answer, other: &Answer, side: Side) -> Option<Answer> {
    let fits = |text: String, most| (text.chars().count() <= most).then_some(text);
    let notes = fits(joined(&kept.notes, &other.notes, side)?, limits::NOTES)?;
    let mut marks: Map<_, _> = kept.marks.clone();
    for (choice, said) in &other.marks {
        if said.notes.is_empty() {
            continue;
        }
        let mark = marks.get_or_insert_with(choice.clone(), Default::default);
        mark.notes = fits(joined(&mark.notes, &said.notes, side)?, limits::CHOICE_NOTES)?;
    }
    Some(Answer { notes, marks, ..kept.clone() })
}

/// Two texts in one, mine first; what is in the other one already is not said
/// twice.
fn joined(kept: &str, other: &str, side: Side) -> Option<String> {
    Some(match () {
        () if kept.contains(other) => kept.to_owned(),
        () if other.contains(kept) => other.to_owned(),
        () if side == Side::Mine => format!("{kept}\n\n{other}"),
        () => format!("{other}\n\n{kept}"),
    })
}
