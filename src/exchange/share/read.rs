//! From a code to what it shares. Whatever the code holds, this returns.

use super::packing::Unpacker;
use super::reviews::{self, Reading};
use super::sessions;
use super::{
    ANSWERS, Answers, BLANK, Blank, LENS, LOCKED, Nonsense, Opened, PILLAR, PRACTICE, QUESTION,
    REPLY, REVIEW, SESSION, STATUSES, Shared, frame, locked,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::{ChoiceId, PillarId, QuestionId, limits};
use crate::review::properties::Field;
use crate::review::{Environment, LensRef, LensReview, Lenses, Properties, Workload, WorkloadId};
use crate::time::Timestamp;

/// Opens a code with the lenses at hand. A lens that is needed and not at hand
/// is named in [`Opened::missing`]; then open it again with that lens.
pub fn open(code: &str, lenses: &Lenses) -> Opened {
    match frame::bytes_of(code) {
        Ok(bytes) => of_bytes(&bytes, lenses, true),
        Err(diagnostic) => refused(diagnostic),
    }
}

/// Opens what was sealed in a locked code.
pub fn unlocked(bytes: &[u8], lenses: &Lenses) -> Opened {
    of_bytes(bytes, lenses, false)
}

fn refused(diagnostic: Diagnostic) -> Opened {
    Opened { diagnostics: vec![diagnostic], ..Opened::default() }
}

fn of_bytes(bytes: &[u8], lenses: &Lenses, may_be_locked: bool) -> Opened {
    let frame = match frame::frame_of(bytes) {
        Ok(frame) => frame,
        Err(diagnostic) => return refused(diagnostic),
    };
    if frame.kind == LOCKED && may_be_locked {
        return match locked::read(frame.payload) {
            Ok(Some(locked)) => {
                Opened { shared: Some(Shared::Locked(locked)), ..Opened::default() }
            }
            Ok(None) => refused(frame::newer()),
            Err(Nonsense) => refused(nonsense()),
        };
    }
    if frame.kind > REPLY {
        return refused(frame::newer());
    }
    let mut reading = Reading {
        lenses,
        brought: Vec::new(),
        named: Vec::new(),
        missing: Vec::new(),
        diagnostics: Vec::new(),
    };
    match payload(frame.kind, frame.payload, &mut reading) {
        Ok(shared) => {
            let mut diagnostics = reading.diagnostics;
            diagnostics.extend(shared.as_ref().and_then(|shared| strange(shared, lenses)));
            diagnostics.extend(shared.as_ref().and_then(long));
            if shared.is_none() {
                let told = |lens: &LensRef| (lens.clone(), lenses.contains_key(&lens.key));
                let absent = reading.missing.iter().map(told).filter(|(_, here)| !here);
                diagnostics.extend(absent.map(|(lens, _)| missing(&lens)));
            }
            Opened {
                shared,
                lenses: reading.named,
                missing: reading.missing,
                brought: reading.brought,
                diagnostics,
            }
        }
        Err(Nonsense) => refused(nonsense()),
    }
}

fn nonsense() -> Diagnostic {
    Diagnostic::new(
        Severity::Error,
        "link-nonsense",
        "",
        "The link is whole, but what it says makes no sense. It was not made by Plumbline.",
    )
    .with_hint("Ask for a new link, or for the file.")
}

fn missing(lens: &LensRef) -> Diagnostic {
    Diagnostic::new(
        Severity::Error,
        "lens-missing",
        "",
        format!("The link needs the lens \"{}\", which is not on your shelf.", lens.name),
    )
    .with_hint("Ask for the file of the lens and open it here.")
}

/// Texts that are longer than the forms take. They are kept, as those of a
/// file are.
fn long(shared: &Shared) -> Option<Diagnostic> {
    let mut count = 0;
    let mut look = |text: &str, most: usize| count += usize::from(text.chars().count() > most);
    let reviews = match shared {
        Shared::Blank(blank) => {
            look(&blank.name, limits::WORKLOAD_NAME);
            &[]
        }
        Shared::Answers(answers) => {
            look(&answers.from, limits::REVIEW_OWNER);
            look(&answers.about, limits::WORKLOAD_NAME);
            answers.reviews.as_slice()
        }
        Shared::Review(workload) => {
            for field in Field::ALL {
                look(workload.properties.text(field), field.limits().1);
            }
            workload.reviews.as_slice()
        }
        _ => return None,
    };
    for review in reviews {
        look(&review.notes, limits::NOTES);
        review.pillar_notes.values().for_each(|notes| look(notes, limits::NOTES));
        for answer in review.answers.values() {
            look(&answer.notes, limits::NOTES);
            answer.marks.values().for_each(|mark| look(&mark.notes, limits::CHOICE_NOTES));
        }
    }
    let message = match count {
        0 => return None,
        1 => "A text in the link is longer than the forms take. It is kept.".to_owned(),
        n => format!("{n} texts in the link are longer than the forms take. They are kept."),
    };
    Some(Diagnostic::new(Severity::Warning, "text-too-long", "", message))
}

/// A part of a lens that is not in the lens here.
fn strange(shared: &Shared, lenses: &Lenses) -> Option<Diagnostic> {
    let (of, what, id) = match shared {
        Shared::Pillar(of, id) => (of, "pillar", &id.0),
        Shared::Question(of, id) => (of, "question", &id.0),
        Shared::Practice(of, _, id) => (of, "practice", &id.0),
        _ => return None,
    };
    let lens = lenses.get(&of.key)?;
    let there = match shared {
        Shared::Pillar(_, id) => lens.pillar(id).is_some(),
        Shared::Question(_, id) => lens.question(id).is_some(),
        Shared::Practice(_, id, choice) => {
            lens.question(id).is_some_and(|(_, q)| q.choice_index(choice).is_some())
        }
        _ => true,
    };
    (!there).then(|| {
        Diagnostic::new(
            Severity::Warning,
            "not-in-lens",
            "",
            format!("The lens \"{}\" has no {what} \"{id}\" any more.", lens.name),
        )
    })
}

/// `None` where a lens is missing without which the rest cannot be read.
fn payload(
    kind: u8,
    payload: &[u8],
    reading: &mut Reading<'_>,
) -> Result<Option<Shared>, Nonsense> {
    let mut from = Unpacker::new(payload)?;
    let from = &mut from;
    let shared = match kind {
        LENS => Shared::Lens(reading.lens(from)?.0),
        PILLAR => Shared::Pillar(reading.lens(from)?.0, PillarId(from.text()?)),
        QUESTION => Shared::Question(reading.lens(from)?.0, QuestionId(from.text()?)),
        PRACTICE => Shared::Practice(
            reading.lens(from)?.0,
            QuestionId(from.text()?),
            ChoiceId(from.text()?),
        ),
        BLANK => {
            let lenses = lenses(from, reading)?;
            if !reading.missing.is_empty() {
                return Ok(None);
            }
            let name = from.text()?;
            let lenses = lenses
                .into_iter()
                .map(|(lens, layout)| reviews::read_scope(from, layout).map(|scope| (lens, scope)));
            Shared::Blank(Blank { lenses: lenses.collect::<Result<_, _>>()?, name })
        }
        REVIEW => match all(from, reading)? {
            Some(reviews) => Shared::Review(workload(from, reviews)?),
            None => return Ok(None),
        },
        ANSWERS => match all(from, reading)? {
            Some(reviews) => {
                let (from_whom, about) = (from.text()?, from.text()?);
                Shared::Answers(Answers { from: from_whom, about, reviews })
            }
            None => return Ok(None),
        },
        SESSION | REPLY => {
            let (lens, layout) = reading.lens(from)?;
            if !reading.missing.is_empty() {
                return Ok(None);
            }
            match kind {
                SESSION => Shared::Session(sessions::read_session(from, lens, layout)?),
                _ => Shared::Reply(sessions::read_reply(from, lens, layout)?),
            }
        }
        _ => return Err(Nonsense),
    };
    from.finish()?;
    Ok(Some(shared))
}

type Layouts = Vec<(LensRef, super::Layout)>;

fn lenses(from: &mut Unpacker<'_>, reading: &mut Reading<'_>) -> Result<Layouts, Nonsense> {
    let count = from.bits.size()?;
    if count > limits::LENSES_PER_WORKLOAD {
        return Err(Nonsense);
    }
    (0..count).map(|_| reading.lens(from)).collect()
}

fn all(
    from: &mut Unpacker<'_>,
    reading: &mut Reading<'_>,
) -> Result<Option<Vec<LensReview>>, Nonsense> {
    let lenses = lenses(from, reading)?;
    if !reading.missing.is_empty() {
        return Ok(None);
    }
    let reviews = lenses.into_iter().map(|(lens, layout)| reviews::read(from, lens, layout));
    reviews.collect::<Result<_, _>>().map(Some)
}

fn workload(from: &mut Unpacker<'_>, reviews: Vec<LensReview>) -> Result<Workload, Nonsense> {
    let id = id(from)?;
    let created_at = from.bits.number()? as i64;
    let updated_at = created_at.wrapping_add(from.bits.number()? as i64);
    let environment = match from.bits.flag()? {
        true => Environment::Production,
        false => Environment::PreProduction,
    };
    let status = from.bits.bits(3)? as usize;
    let mut properties = Properties {
        environment,
        improvement_status: *STATUSES.get(status).ok_or(Nonsense)?,
        ..Properties::default()
    };
    for field in Field::ALL {
        *properties.text_mut(field) = from.text()?;
    }
    let mut pillar_priorities = Vec::new();
    for _ in 0..from.bits.size()? {
        pillar_priorities.push(PillarId(from.text()?));
    }
    Ok(Workload {
        id: WorkloadId(id),
        created_at: Timestamp(created_at),
        updated_at: Timestamp(updated_at),
        properties,
        reviews,
        pillar_priorities,
        milestones: Vec::new(),
        last_milestone: 0,
    })
}

pub fn id(from: &mut Unpacker<'_>) -> Result<String, Nonsense> {
    if !from.bits.flag()? {
        return from.text();
    }
    let mut id = String::new();
    for _ in 0..20 {
        let digit = from.bits.bits(4)? as u32;
        id.push(char::from_digit(digit, 16).ok_or(Nonsense)?);
    }
    Ok(id)
}
