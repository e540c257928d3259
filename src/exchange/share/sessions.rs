//! Sessions and replies in codes.
//!
//! ```text
//! SESSION  LENS, id, time, 1 bit: named or not, name, the number of parts,
//!          each with title and minutes; of a lens whose layout nobody knows,
//!          the questions in scope; then, for each question of the lens, its
//!          part from 1, or 0 where it is out of scope, in as many bits as
//!          the number of parts takes
//! REPLY    LENS, id of the session, id of the person, time, name, REVIEW,
//!          1 bit: whether anything cannot be answered; if so, what the layout
//!          lacks and 1 bit a question
//! ```

use super::layout::Layout;
use super::packing::{Packer, Unpacker};
use super::reviews::{self, Writing};
use super::{Error, Nonsense, read, write};
use crate::collections::Map;
use crate::lens::QuestionId;
use crate::review::LensRef;
use crate::time::Timestamp;
use crate::workshop::session::{LONGEST, PARTS};
use crate::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox};

/// Writes a session.
pub fn write_session(
    to: &mut Packer,
    writing: &mut Writing<'_>,
    session: &Session,
) -> Result<(), Error> {
    if session.agenda.len() > PARTS {
        return Err(Error::TooLarge);
    }
    let mut layout = writing.lens(to, &session.lens);
    write::id(to, &session.id.0);
    to.bits.number(session.made_at.0 as u64);
    to.bits.flag(session.naming == Naming::Named);
    to.text(&session.name);
    to.bits.number(session.agenda.len() as u64);
    for part in &session.agenda {
        to.text(&part.title);
        to.bits.number(u64::from(part.minutes));
    }
    if layout.questions.is_empty() {
        // A lens that is no longer here as it was then.
        let wanted = session.questions().map(|id| (id, Vec::new())).collect();
        reviews::extend(to, &mut layout, wanted);
    }
    let width = width(session.agenda.len());
    let parts: Map<&QuestionId, u64> = session
        .agenda
        .iter()
        .zip(1..)
        .flat_map(|(part, number)| part.questions.iter().map(move |id| (id, number)))
        .collect();
    for (id, _) in &layout.questions {
        to.bits.bits(parts.get(&id).copied().unwrap_or_default(), width);
    }
    Ok(())
}

/// How many bits tell the parts and "none of them" apart.
fn width(parts: usize) -> u32 {
    usize::BITS - parts.leading_zeros()
}

/// Reads what [`write_session`] wrote.
pub fn read_session(
    from: &mut Unpacker<'_>,
    lens: LensRef,
    mut layout: Layout,
) -> Result<Session, Nonsense> {
    let id = SessionId(read::id(from)?);
    let made_at = Timestamp(from.bits.number()? as i64);
    let naming = if from.bits.flag()? { Naming::Named } else { Naming::Nameless };
    let name = from.text()?;
    let count = from.bits.size()?;
    if count > PARTS {
        return Err(Nonsense);
    }
    let mut agenda = Vec::new();
    for _ in 0..count {
        let title = from.text()?;
        let minutes = u32::try_from(from.bits.number()?).map_err(|_| Nonsense)?;
        agenda.push(TimeBox { title, minutes: minutes.min(LONGEST), questions: Vec::new() });
    }
    // Older links end here, without their questions.
    if layout.questions.is_empty() && !from.bits.is_at_end() {
        layout.extend(reviews::more(from)?);
    }
    let width = width(count);
    for (id, _) in layout.questions {
        match from.bits.bits(width)? as usize {
            0 => {}
            part => agenda.get_mut(part - 1).ok_or(Nonsense)?.questions.push(id),
        }
    }
    Ok(Session { id, name, lens, naming, agenda, made_at }.within_limits())
}

/// Writes a reply.
pub fn write_reply(to: &mut Packer, writing: &mut Writing<'_>, reply: &Reply) {
    let mut layout = writing.lens(to, &reply.review.lens);
    write::id(to, &reply.session.0);
    write::id(to, &reply.attendee.0);
    to.bits.number(reply.changed_at.0 as u64);
    to.text(&reply.name);
    reviews::write(to, layout.clone(), &reply.review);
    to.bits.flag(!reply.unsure.is_empty());
    if reply.unsure.is_empty() {
        return;
    }
    let wanted = reply.unsure.iter().map(|id| (id, Vec::new())).collect();
    reviews::extend(to, &mut layout, wanted);
    for (id, _) in &layout.questions {
        to.bits.flag(reply.unsure.contains(id));
    }
}

/// Reads what [`write_reply`] wrote.
pub fn read_reply(
    from: &mut Unpacker<'_>,
    lens: LensRef,
    mut layout: Layout,
) -> Result<Reply, Nonsense> {
    let session = SessionId(read::id(from)?);
    let attendee = AttendeeId(read::id(from)?);
    let changed_at = Timestamp(from.bits.number()? as i64);
    let name = from.text()?;
    let review = reviews::read(from, lens, layout.clone())?;
    let mut unsure = Vec::new();
    if from.bits.flag()? {
        layout.extend(reviews::more(from)?);
        for (id, _) in layout.questions {
            if from.bits.flag()? {
                unsure.push(id);
            }
        }
    }
    let unsure = unsure.into_iter().collect();
    Ok(Reply { session, attendee, name, changed_at, review, unsure })
}
