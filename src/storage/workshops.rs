//! Workshops: those that the person runs and those that the person takes part
//! in, a record each. A record is read anew before each change, so that what
//! another tab did meanwhile stays.
//!
//! ```text
//! workshop   { "session": SESSION, "workload", "people", "milestone",
//!              "changed", "settled": ["question", …], "replies": [REPLY, …],
//!              "answers" }
//! attending  { "session": SESSION, "reply": REPLY, "returned", "answers" }
//!
//! SESSION    { "id", "name", "lens": [key, hash, name], "named", "made",
//!              "agenda": [[title, minutes, ["question", …]], …] }
//! REPLY      { "attendee", "name", "changed", "unsure": ["question", …] }
//! ```
//!
//! `answers` are the reviews of the replies, in their order
//! ([`workload_codec`](super::workload_codec)). Times are in milliseconds.

use serde_json::{Value, json};

use super::keys::{self, Kind};
use super::migrate::{ATTENDING, Format, WORKSHOP};
use super::store::{Error, Store, read_record};
use super::{envelope, workload_codec};
use crate::lens::{LensHash, QuestionId};
use crate::review::{LensKey, LensRef, LensReview, WorkloadId};
use crate::time::Timestamp;
use crate::workshop::{
    AttendeeId, Attending, Naming, Reply, Session, SessionId, TimeBox, Workshop,
};

impl Store {
    /// The workshops that the person runs, last changed first. What cannot be
    /// read is left out; the page about stored data lists it.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn list_workshops(&self) -> Result<Vec<Workshop>, Error> {
        let is_one = |kind: &Kind| matches!(kind, Kind::Workshop(_));
        let mut found = self.all_of(is_one, read_workshop)?;
        crate::collections::sort_by(&mut found, |a, b| b.changed_at.cmp(&a.changed_at));
        Ok(found)
    }

    /// The workshops that the person takes part in, last changed first.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn list_attending(&self) -> Result<Vec<Attending>, Error> {
        let is_one = |kind: &Kind| matches!(kind, Kind::Attending(_));
        let mut found = self.all_of(is_one, read_attending)?;
        crate::collections::sort_by(&mut found, |a, b| b.reply.changed_at.cmp(&a.reply.changed_at));
        Ok(found)
    }

    fn all_of<T>(&self, is_one: fn(&Kind) -> bool, read: Read<T>) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        for (key, kind) in self.own_keys()? {
            if is_one(&kind)
                && let Some(text) = self.port.get(&key)?
                && let Ok((one, _)) = read(&key, &text)
            {
                found.push(one);
            }
        }
        Ok(found)
    }

    /// A workshop that the person runs.
    ///
    /// # Errors
    ///
    /// See [`Error`]; a record that cannot be read stays where it is.
    pub fn load_workshop(&self, session: &SessionId) -> Result<Workshop, Error> {
        self.load_one(&keys::workshop(session), read_workshop)
    }

    /// A workshop that the person takes part in.
    ///
    /// # Errors
    ///
    /// See [`Error`]; a record that cannot be read stays where it is.
    pub fn load_attending(&self, session: &SessionId) -> Result<Attending, Error> {
        self.load_one(&keys::attending(session), read_attending)
    }

    fn load_one<T>(&self, key: &str, read: Read<T>) -> Result<T, Error> {
        let text = self.port.get(key)?.ok_or_else(|| Error::NotFound { key: key.to_owned() })?;
        Ok(read(key, &text)?.0)
    }

    /// Stores a new workshop that the person runs.
    ///
    /// # Errors
    ///
    /// Where something is stored under its id already, and where the browser
    /// refuses.
    pub fn add_workshop(&self, workshop: &Workshop, now: Timestamp) -> Result<(), Error> {
        self.add_one(keys::workshop(&workshop.session.id), &workshop_text(workshop, now)?)
    }

    /// Stores a workshop that the person joins.
    ///
    /// # Errors
    ///
    /// Where something is stored under its id already, and where the browser
    /// refuses.
    pub fn add_attending(&self, attending: &Attending, now: Timestamp) -> Result<(), Error> {
        self.add_one(keys::attending(&attending.session.id), &attending_text(attending, now)?)
    }

    fn add_one(&self, key: String, text: &str) -> Result<(), Error> {
        if self.port.get(&key)?.is_some() {
            return Err(Error::Occupied { key });
        }
        Ok(self.put(&key, text, None)?)
    }

    /// Changes a workshop that the person runs, as it is stored now, and
    /// answers with all of it.
    ///
    /// # Errors
    ///
    /// What was stored is then still stored.
    pub fn change_workshop(
        &self,
        session: &SessionId,
        change: impl FnOnce(&mut Workshop),
        now: Timestamp,
    ) -> Result<Workshop, Error> {
        let mut workshop = self.load_workshop(session)?;
        let before = workshop.clone();
        change(&mut workshop);
        if workshop != before {
            workshop.changed_at = now;
            self.put(&keys::workshop(session), &workshop_text(&workshop, now)?, None)?;
        }
        Ok(workshop)
    }

    /// Changes a workshop that the person takes part in, as it is stored now,
    /// and answers with all of it.
    ///
    /// # Errors
    ///
    /// What was stored is then still stored.
    pub fn change_attending(
        &self,
        session: &SessionId,
        change: impl FnOnce(&mut Attending),
        now: Timestamp,
    ) -> Result<Attending, Error> {
        let mut attending = self.load_attending(session)?;
        let before = attending.clone();
        change(&mut attending);
        if attending != before {
            self.put(&keys::attending(session), &attending_text(&attending, now)?, None)?;
        }
        Ok(attending)
    }
}

/// Reads a record of a key and a text, with the time it was saved.
type Read<T> = fn(&str, &str) -> Result<(T, Timestamp), Error>;

/// The record of a workshop that the person runs, after a look whether it
/// reads back the same.
pub(super) fn workshop_text(workshop: &Workshop, now: Timestamp) -> Result<String, Error> {
    let reviews: Vec<&LensReview> = workshop.replies.iter().map(|reply| &reply.review).collect();
    let data = json!({
        "session": session_data(&workshop.session),
        "workload": workshop.workload.0,
        "people": workshop.people,
        "milestone": workshop.milestone,
        "changed": workshop.changed_at.0,
        "settled": ids(workshop.settled.iter()),
        "replies": workshop.replies.iter().map(reply_data).collect::<Vec<_>>(),
        "answers": workload_codec::encode_reviews(&reviews),
    });
    if workshop_of(&data).as_ref() != Some(workshop) {
        return Err(Error::NotFaithful);
    }
    Ok(envelope::write(&WORKSHOP, now, &data))
}

/// The record of a workshop that the person takes part in.
pub(super) fn attending_text(attending: &Attending, now: Timestamp) -> Result<String, Error> {
    let data = json!({
        "session": session_data(&attending.session),
        "reply": reply_data(&attending.reply),
        "returned": attending.returned.map(|at| at.0),
        "answers": workload_codec::encode_reviews(&[&attending.reply.review]),
    });
    if attending_of(&data).as_ref() != Some(attending) {
        return Err(Error::NotFaithful);
    }
    Ok(envelope::write(&ATTENDING, now, &data))
}

/// Reads the record of a workshop that the person runs.
pub(super) fn read_workshop(key: &str, text: &str) -> Result<(Workshop, Timestamp), Error> {
    let (workshop, saved_at) = read_one(&WORKSHOP, key, text, workshop_of)?;
    belongs(keys::workshop(&workshop.session.id) == key, key)?;
    Ok((workshop, saved_at))
}

/// Reads the record of a workshop that the person takes part in.
pub(super) fn read_attending(key: &str, text: &str) -> Result<(Attending, Timestamp), Error> {
    let (attending, saved_at) = read_one(&ATTENDING, key, text, attending_of)?;
    belongs(keys::attending(&attending.session.id) == key, key)?;
    Ok((attending, saved_at))
}

fn read_one<T>(
    format: &Format,
    key: &str,
    text: &str,
    of: fn(&Value) -> Option<T>,
) -> Result<(T, Timestamp), Error> {
    let record = read_record(format, key, text)?;
    let damaged = || Error::Damaged {
        key: key.to_owned(),
        why: "A part of the workshop is missing or not as it should be.".to_owned(),
    };
    Ok((of(&record.data).ok_or_else(damaged)?, record.saved_at))
}

fn belongs(it_does: bool, key: &str) -> Result<(), Error> {
    let why = || "The record belongs to another workshop.".to_owned();
    if it_does { Ok(()) } else { Err(Error::Damaged { key: key.to_owned(), why: why() }) }
}

fn ids<'a>(questions: impl IntoIterator<Item = &'a QuestionId>) -> Vec<&'a str> {
    questions.into_iter().map(QuestionId::as_str).collect()
}

fn session_data(session: &Session) -> Value {
    let part = |part: &TimeBox| json!([part.title, part.minutes, ids(&part.questions)]);
    json!({
        "id": session.id.0,
        "name": session.name,
        "lens": [session.lens.key.0, session.lens.hash.as_str(), session.lens.name],
        "named": session.naming == Naming::Named,
        "made": session.made_at.0,
        "agenda": session.agenda.iter().map(part).collect::<Vec<_>>(),
    })
}

fn reply_data(reply: &Reply) -> Value {
    json!({
        "attendee": reply.attendee.0,
        "name": reply.name,
        "changed": reply.changed_at.0,
        "unsure": ids(&reply.unsure),
    })
}

fn workshop_of(data: &Value) -> Option<Workshop> {
    let session = session_of(data.get("session")?)?;
    let reviews = workload_codec::decode_reviews(data.get("answers")?).ok()?;
    let replies = data.get("replies")?.as_array()?;
    if replies.len() != reviews.len() {
        return None;
    }
    let read = |(reply, review)| reply_of(reply, review, &session.id);
    Some(Workshop {
        workload: WorkloadId(text(data, "workload")?),
        replies: replies.iter().zip(reviews).map(read).collect::<Option<_>>()?,
        settled: questions(data.get("settled")?)?.into_iter().collect(),
        people: usize::try_from(data.get("people")?.as_u64()?).ok()?,
        milestone: match data.get("milestone") {
            None | Some(Value::Null) => None,
            Some(number) => Some(u32::try_from(number.as_u64()?).ok()?),
        },
        changed_at: time(data, "changed")?,
        session,
    })
}

fn attending_of(data: &Value) -> Option<Attending> {
    let session = session_of(data.get("session")?)?;
    let review = workload_codec::decode_reviews(data.get("answers")?).ok()?.pop()?;
    Some(Attending {
        reply: reply_of(data.get("reply")?, review, &session.id)?,
        returned: match data.get("returned") {
            None | Some(Value::Null) => None,
            Some(at) => Some(Timestamp(at.as_i64()?)),
        },
        session,
    })
}

fn session_of(data: &Value) -> Option<Session> {
    let lens = data.get("lens")?;
    let part = |place: usize| lens.get(place)?.as_str().map(str::to_owned);
    let agenda = data.get("agenda")?.as_array()?.iter().map(|part| {
        Some(TimeBox {
            title: part.get(0)?.as_str()?.to_owned(),
            minutes: u32::try_from(part.get(1)?.as_u64()?).ok()?,
            questions: questions(part.get(2)?)?,
        })
    });
    Some(Session {
        id: SessionId(text(data, "id")?),
        name: text(data, "name")?,
        lens: LensRef { key: LensKey(part(0)?), hash: LensHash(part(1)?), name: part(2)? },
        naming: if data.get("named")?.as_bool()? { Naming::Named } else { Naming::Nameless },
        agenda: agenda.collect::<Option<_>>()?,
        made_at: time(data, "made")?,
    })
}

fn reply_of(data: &Value, review: LensReview, session: &SessionId) -> Option<Reply> {
    Some(Reply {
        session: session.clone(),
        attendee: AttendeeId(text(data, "attendee")?),
        name: text(data, "name")?,
        changed_at: time(data, "changed")?,
        unsure: questions(data.get("unsure")?)?.into_iter().collect(),
        review,
    })
}

fn text(data: &Value, key: &str) -> Option<String> {
    data.get(key)?.as_str().map(str::to_owned)
}

fn time(data: &Value, key: &str) -> Option<Timestamp> {
    data.get(key)?.as_i64().map(Timestamp)
}

fn questions(list: &Value) -> Option<Vec<QuestionId>> {
    list.as_array()?.iter().map(|id| id.as_str().map(QuestionId::from)).collect()
}
