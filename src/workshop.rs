//! A workshop without a server: a session goes out by link, everybody answers
//! alone, the answers come back by link, QR code or file, and the room settles
//! on one answer a question.
//!
//! * [`session`]: what the facilitator makes and everybody gets.
//! * [`agenda`]: which questions there is time for.
//! * [`reply`]: what one person sends back.
//! * [`gathering`]: what the facilitator keeps: replies as they come in, and
//!   what is settled.
//! * [`room`]: how far the room agrees, question by question.
//!
//! The settled answers are those of an ordinary review
//! ([`Workload`](crate::review::Workload)), so its undo, its saving and its
//! reports are theirs too.
//!
//! What must *not* be here: no clock, no random ids (both are arguments), no
//! storage, and nobody's answers in what attendees get.

pub mod agenda;
pub mod gathering;
pub mod reply;
pub mod room;
pub mod session;

pub use gathering::{Received, Workshop};
pub use reply::{AttendeeId, Attending, Reply};
pub use room::{Tally, Vote};
pub use session::{Naming, Session, SessionId, TimeBox};
