//! From what is shared to a code.

use super::packing::Packer;
use super::reviews::{self, Writing};
use super::sessions;
use super::{
    ANSWERS, Answers, BLANK, Blank, Error, LENS, MOST_WITH_LENS, PILLAR, PRACTICE, QUESTION, REPLY,
    REVIEW, SESSION, STATUSES, Shared, frame, locked,
};
use crate::lens::limits;
use crate::review::properties::Field;
use crate::review::{Environment, LensRef, LensReview, Lenses, Workload};

/// A finished code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What stands behind `#/s/`.
    pub code: String,
    /// The lenses inside it.
    pub carried: Vec<LensRef>,
    /// The lenses that the other side must have.
    pub left_out: Vec<LensRef>,
}

/// Whether notes go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// They do.
    With,
    /// They stay here.
    Without,
}

/// Makes a code. Lenses that people brought go along where the code stays
/// within [`MOST_WITH_LENS`].
///
/// # Errors
///
/// When it is too much for a link.
pub fn write(shared: &Shared, lenses: &Lenses, notes: Notes) -> Result<Made, Error> {
    let bare;
    let shared = match notes {
        Notes::With => shared,
        Notes::Without => {
            bare = without_notes(shared.clone());
            &bare
        }
    };
    // Whoever takes in the answers to a workshop has made it, with the lens.
    if let Shared::Reply(_) = shared {
        return one(shared, lenses, false);
    }
    let whole = one(shared, lenses, true);
    if let Ok(made) = &whole
        && (made.carried.is_empty() || made.code.len() <= MOST_WITH_LENS)
    {
        return whole;
    }
    one(shared, lenses, false)
}

fn one(shared: &Shared, lenses: &Lenses, carry: bool) -> Result<Made, Error> {
    let mut writing = Writing { lenses, carry, carried: Vec::new(), left_out: Vec::new() };
    let mut packer = Packer::default();
    let to = &mut packer;
    let kind = match shared {
        Shared::Lens(lens) => {
            writing.lens(to, lens);
            LENS
        }
        Shared::Pillar(lens, pillar) => {
            writing.lens(to, lens);
            to.text(&pillar.0);
            PILLAR
        }
        Shared::Question(lens, question) => {
            writing.lens(to, lens);
            to.text(&question.0);
            QUESTION
        }
        Shared::Practice(lens, question, choice) => {
            writing.lens(to, lens);
            to.text(&question.0);
            to.text(&choice.0);
            PRACTICE
        }
        Shared::Blank(of) => {
            blank(to, &mut writing, of)?;
            BLANK
        }
        Shared::Review(of) => {
            workload(to, &mut writing, of)?;
            REVIEW
        }
        Shared::Answers(of) => {
            answers(to, &mut writing, of)?;
            ANSWERS
        }
        Shared::Session(of) => {
            sessions::write_session(to, &mut writing, of)?;
            SESSION
        }
        Shared::Reply(of) => {
            sessions::write_reply(to, &mut writing, of);
            REPLY
        }
        Shared::Locked(of) => {
            let code = locked::lock(of)?;
            return Ok(Made { code, carried: Vec::new(), left_out: Vec::new() });
        }
    };
    let payload = packer.into_payload().ok_or(Error::TooLarge)?;
    let code = frame::to_text(&frame::wrap(kind, &payload)?);
    Ok(Made { code, carried: writing.carried, left_out: writing.left_out })
}

fn count(to: &mut Packer, lenses: usize) -> Result<(), Error> {
    if lenses > limits::LENSES_PER_WORKLOAD {
        return Err(Error::TooLarge);
    }
    to.bits.number(lenses as u64);
    Ok(())
}

fn blank(to: &mut Packer, writing: &mut Writing<'_>, of: &Blank) -> Result<(), Error> {
    count(to, of.lenses.len())?;
    let layouts: Vec<_> = of.lenses.iter().map(|(lens, _)| writing.lens(to, lens)).collect();
    to.text(&of.name);
    for ((_, scope), layout) in of.lenses.iter().zip(&layouts) {
        reviews::write_scope(to, layout, scope.as_ref());
    }
    Ok(())
}

fn all(to: &mut Packer, writing: &mut Writing<'_>, of: &[LensReview]) -> Result<(), Error> {
    count(to, of.len())?;
    let layouts: Vec<_> = of.iter().map(|review| writing.lens(to, &review.lens)).collect();
    for (review, layout) in of.iter().zip(layouts) {
        reviews::write(to, layout, review);
    }
    Ok(())
}

fn answers(to: &mut Packer, writing: &mut Writing<'_>, of: &Answers) -> Result<(), Error> {
    all(to, writing, &of.reviews)?;
    to.text(&of.from);
    to.text(&of.about);
    Ok(())
}

fn workload(to: &mut Packer, writing: &mut Writing<'_>, of: &Workload) -> Result<(), Error> {
    all(to, writing, &of.reviews)?;
    id(to, &of.id.0);
    to.bits.number(of.created_at.0 as u64);
    // Never far from each other.
    to.bits.number(of.updated_at.0.wrapping_sub(of.created_at.0) as u64);
    let properties = &of.properties;
    to.bits.flag(properties.environment == Environment::Production);
    let status = STATUSES.iter().position(|s| *s == properties.improvement_status);
    to.bits.bits(status.unwrap_or_default() as u64, 3);
    for field in Field::ALL {
        to.text(properties.text(field));
    }
    to.bits.number(of.pillar_priorities.len() as u64);
    of.pillar_priorities.iter().for_each(|pillar| to.text(&pillar.0));
    Ok(())
}

/// An id as the app makes it, in eighty bits; any other as a text.
pub fn id(to: &mut Packer, id: &str) {
    let digits: Option<Vec<u64>> = id
        .chars()
        .map(|c| c.to_digit(16).filter(|_| !c.is_ascii_uppercase()).map(u64::from))
        .collect();
    match digits.filter(|digits| digits.len() == 20) {
        Some(digits) => {
            to.bits.flag(true);
            digits.into_iter().for_each(|digit| to.bits.bits(digit, 4));
        }
        None => {
            to.bits.flag(false);
            to.text(id);
        }
    }
}

/// What is shared without what people wrote at length. Names stay.
fn without_notes(mut shared: Shared) -> Shared {
    let reviews = match &mut shared {
        Shared::Review(workload) => {
            workload.properties.notes.clear();
            workload.reviews.as_mut_slice()
        }
        Shared::Answers(answers) => &mut answers.reviews,
        Shared::Reply(reply) => std::slice::from_mut(&mut reply.review),
        _ => return shared,
    };
    for review in reviews {
        review.notes.clear();
        review.pillar_notes.clear();
        for answer in review.answers.values_mut() {
            answer.notes.clear();
            answer.marks.retain(|_, mark| {
                mark.notes.clear();
                !mark.is_empty()
            });
        }
        review.answers.retain(|_, answer| !answer.is_empty());
    }
    shared
}
