//! What the facilitator keeps of a session: the replies as they come in, and
//! which questions are settled.

use super::reply::{AttendeeId, Reply};
use super::session::{Naming, Session};
use crate::collections::{Set, sort_by};
use crate::lens::{Lens, QuestionId};
use crate::review::WorkloadId;
use crate::time::Timestamp;

/// The most people in one session. Picked by feel: no room is larger.
pub const MOST_PEOPLE: usize = 500;

/// A session as the facilitator keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workshop {
    /// The session.
    pub session: Session,
    /// The review that the settled answers go to.
    pub workload: WorkloadId,
    /// The newest reply of each person, in the order they first came in.
    pub replies: Vec<Reply>,
    /// The questions that the room has settled.
    pub settled: Set<QuestionId>,
    /// How many took part; stays when their answers are dropped.
    pub people: usize,
    /// The number of the milestone that was saved at the end.
    pub milestone: Option<u32>,
    /// When anything of it last changed.
    pub changed_at: Timestamp,
}

/// What became of a reply that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// The first of this person.
    New,
    /// Newer than the one that was here, and in its place now.
    Newer,
    /// Here already, exactly so.
    Same,
    /// Older than the one that is here, which stays.
    Older,
    /// Of another session; not taken.
    OtherSession,
    /// More people than a session takes; not taken.
    TooMany,
}

impl Workshop {
    /// A session that nobody has answered yet.
    pub fn new(session: Session, workload: WorkloadId) -> Self {
        Self {
            changed_at: session.made_at,
            session,
            workload,
            replies: Vec::new(),
            settled: Set::new(),
            people: 0,
            milestone: None,
        }
    }

    /// Takes a reply in. Whatever the order in which replies come, the same
    /// ones stay: the newest of each person, and of two of the same time the
    /// one that says more.
    pub fn receive(&mut self, reply: Reply, lens: Option<&Lens>) -> Received {
        if reply.session != self.session.id {
            return Received::OtherSession;
        }
        let mut reply = reply.within_limits(&self.session, lens);
        if self.session.naming == Naming::Nameless {
            reply.name.clear();
        }
        let Some(here) = self.replies.iter_mut().find(|here| here.attendee == reply.attendee)
        else {
            if self.replies.len() >= MOST_PEOPLE {
                return Received::TooMany;
            }
            self.replies.push(reply);
            self.people = self.people.max(self.replies.len());
            return Received::New;
        };
        if *here == reply {
            return Received::Same;
        }
        if order(&reply) > order(here) {
            *here = reply;
            return Received::Newer;
        }
        Received::Older
    }

    /// The reply of a person.
    pub fn reply(&self, attendee: &AttendeeId) -> Option<&Reply> {
        self.replies.iter().find(|reply| reply.attendee == *attendee)
    }

    /// Takes in what another copy of this workshop holds: its replies, and what
    /// was settled there. Nothing that is here goes.
    pub fn bring_together(&mut self, other: Self) {
        if other.session.id != self.session.id {
            return;
        }
        for reply in other.replies {
            self.receive(reply, None);
        }
        self.settled.extend(other.settled);
        self.people = self.people.max(other.people);
        self.milestone = self.milestone.or(other.milestone);
        self.changed_at = self.changed_at.max(other.changed_at);
    }

    /// What a reply is called here: its name, or its number where it has none.
    /// Of two with one name, the second gets a number too.
    pub fn called(&self, place: usize) -> String {
        let name = self.replies.get(place).map_or("", |reply| reply.name.as_str());
        if name.is_empty() {
            return format!("Person {}", place + 1);
        }
        let earlier = self.replies[..place]
            .iter()
            .filter(|reply| reply.name.eq_ignore_ascii_case(name))
            .count();
        if earlier == 0 { name.to_owned() } else { format!("{name} ({})", earlier + 1) }
    }

    /// Names that stand twice: two people, or one with two devices.
    pub fn twice(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (place, reply) in self.replies.iter().enumerate() {
            let is_same = |other: &Reply| other.name.eq_ignore_ascii_case(&reply.name);
            if !reply.name.is_empty()
                && self.replies[..place].iter().any(is_same)
                && !names.iter().any(|name| name.eq_ignore_ascii_case(&reply.name))
            {
                names.push(&reply.name);
            }
        }
        names
    }

    /// Leaves out one person's reply. Those whose answers were dropped before
    /// still took part.
    pub fn leave_out(&mut self, attendee: &AttendeeId) {
        let is_everybody_here = self.people <= self.replies.len();
        self.replies.retain(|reply| reply.attendee != *attendee);
        if is_everybody_here {
            self.people = self.replies.len();
        }
    }

    /// Drops everybody's answers and names; how many there were stays.
    pub fn drop_replies(&mut self) {
        self.people = self.people.max(self.replies.len());
        self.replies.clear();
    }

    /// The names of those who took part, as they are to be kept: sorted, and
    /// none in a nameless session.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .replies
            .iter()
            .map(|reply| reply.name.clone())
            .filter(|name| !name.is_empty())
            .collect();
        sort_by(&mut names, |a, b| a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b)));
        names
    }
}

/// What makes one reply of a person count for more than another: later, then
/// more said, then any order that is the same everywhere.
fn order(reply: &Reply) -> (Timestamp, usize, String) {
    let said = reply.review.answers.len() + reply.unsure.len();
    (reply.changed_at, said, format!("{reply:?}"))
}
