//! Taking answers into a workshop from whatever they came in: a link, a mail
//! with several, a QR code, a file.

use super::session_file;
use super::share::{self, Opened, Shared};
use super::{Kind, detect};
use crate::diagnostic::{Diagnostic, Severity};
use crate::review::Lenses;
use crate::text::counted;
use crate::workshop::gathering::MOST_PEOPLE;
use crate::workshop::{AttendeeId, Received, Reply, Workshop};

/// The most links that are opened at once.
pub const MOST_AT_ONCE: usize = 2 * MOST_PEOPLE;

/// What became of one thing that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collected {
    /// Answers to this workshop.
    Reply {
        /// The person's device.
        attendee: AttendeeId,
        /// What the person is called here.
        who: String,
        /// What became of the answers.
        received: Received,
    },
    /// The invitation to this workshop, which holds nobody's answers.
    Invitation,
    /// Behind a passphrase: the code.
    Locked(String),
    /// Something else of Plumbline's, in words that begin with an article.
    Other(String),
    /// It cannot be read, or only without what was left out.
    Unreadable(Diagnostic),
    /// More than [`MOST_AT_ONCE`]; so many were not looked at.
    Rest(usize),
}

/// Takes the answers in a text into a workshop: those of all links in it, or
/// of the file of a workshop. Says for each in its order what became of it;
/// nothing is said where nothing was found. Whatever is wrong with one of
/// them, the others are taken.
pub fn collect(workshop: &mut Workshop, text: &str, lenses: &Lenses) -> Vec<Collected> {
    let mut collected = Vec::new();
    let codes = match detect(text) {
        Kind::Workshop => match session_file::read(text) {
            Ok(read) => {
                // A session alone is worth a word, with answers it is not.
                let session = read.session.filter(|_| read.replies.is_empty());
                collected.extend(read.diagnostics.into_iter().map(Collected::Unreadable));
                session.into_iter().chain(read.replies).collect()
            }
            Err(diagnostic) => return vec![Collected::Unreadable(diagnostic)],
        },
        _ => share::codes_in(text),
    };
    for code in codes.iter().take(MOST_AT_ONCE) {
        collected.push(take(workshop, code, lenses));
    }
    if let Some(rest) = codes.len().checked_sub(MOST_AT_ONCE).filter(|rest| *rest > 0) {
        collected.push(Collected::Rest(rest));
    }
    collected
}

fn take(workshop: &mut Workshop, code: &str, lenses: &Lenses) -> Collected {
    let mut opened = share::open(code, lenses);
    match opened.shared.take() {
        Some(Shared::Reply(reply)) => receive(workshop, reply, lenses),
        Some(Shared::Session(session)) if session.id == workshop.session.id => {
            Collected::Invitation
        }
        Some(Shared::Session(session)) => {
            Collected::Other(format!("An invitation to another workshop, {}", session.name))
        }
        Some(Shared::Locked(_)) => Collected::Locked(code.to_owned()),
        Some(Shared::Answers(answers)) => Collected::Other(match answers.from.as_str() {
            "" => "Answers that were not given to a workshop".to_owned(),
            from => format!("Answers of {from} that were not given to a workshop"),
        }),
        Some(Shared::Review(workload)) => {
            Collected::Other(format!("A whole review, {}", workload.properties.name))
        }
        Some(Shared::Blank(_)) => Collected::Other("A review to begin".to_owned()),
        Some(
            Shared::Lens(_) | Shared::Pillar(..) | Shared::Question(..) | Shared::Practice(..),
        ) => Collected::Other("A part of a lens".to_owned()),
        None => Collected::Unreadable(why(workshop, opened, lenses)),
    }
}

fn receive(workshop: &mut Workshop, reply: Reply, lenses: &Lenses) -> Collected {
    let attendee = reply.attendee.clone();
    let name = reply.name.trim().to_owned();
    let lens = lenses.get(&workshop.session.lens.key).cloned();
    let received = workshop.receive(reply, lens.as_deref());
    let place = workshop.replies.iter().position(|reply| reply.attendee == attendee);
    let who = match place {
        Some(place) => workshop.called(place),
        None if name.is_empty() => "Somebody".to_owned(),
        None => name,
    };
    Collected::Reply { attendee, who, received }
}

/// Why a code does not open.
fn why(workshop: &Workshop, opened: Opened, lenses: &Lenses) -> Diagnostic {
    let mut found = opened.diagnostics;
    let worst = found.iter().position(|d| d.severity == Severity::Error);
    // A lens that is not loaded may be on the shelf all the same.
    let other = opened.missing.iter().find(|lens| lens.key != workshop.session.lens.key);
    match (worst, other) {
        (_, Some(lens)) => {
            let words = format!(
                "The answers were given with another lens, {}. They are from another workshop.",
                lens.name
            );
            Diagnostic::new(Severity::Error, "other-lens", "", words)
                .with_hint("Open the link where that workshop is kept.")
        }
        (Some(place), None) => found.swap_remove(place),
        (None, None) => {
            let name = lenses.get(&workshop.session.lens.key).map_or("", |lens| &lens.name);
            let words = format!("The lens {name} is not at hand, so the answers cannot be read.");
            Diagnostic::new(Severity::Error, "lens-missing", "", words)
                .with_hint("Wait until the lens is loaded, then try again.")
        }
    }
}

impl Collected {
    /// What became of it, as a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Reply { who, received, .. } => match received {
                Received::New => format!("Took in {who}'s answers."),
                Received::Newer => {
                    format!("Took in {who}'s newer answers in place of the old ones.")
                }
                Received::Same => format!("{who}'s answers were here already."),
                Received::Older => format!("{who}'s answers that are here are newer, and stay."),
                Received::OtherSession => format!("{who}'s answers are from another workshop."),
                Received::TooMany => format!(
                    "{who}'s answers were not taken in: a workshop holds those of {MOST_PEOPLE} people."
                ),
            },
            Self::Invitation => "The invitation to this workshop, without answers. \
                 Ask for the link that \"Send back\" makes."
                .to_owned(),
            Self::Locked(_) => {
                "A link behind a passphrase. Open it with the passphrase, then take its answers in."
                    .to_owned()
            }
            Self::Other(what) => format!("{what}. It is not an answer to this workshop."),
            Self::Unreadable(diagnostic) => match &diagnostic.hint {
                Some(hint) => format!("{} {hint}", diagnostic.message),
                None => diagnostic.message.clone(),
            },
            Self::Rest(rest) => format!(
                "{} more were not looked at. Bring no more than {MOST_AT_ONCE} at once.",
                counted(*rest, "link")
            ),
        }
    }

    /// Whether a person has to do something about it.
    pub fn needs_care(&self) -> bool {
        !matches!(
            self,
            Self::Reply {
                received: Received::New | Received::Newer | Received::Same | Received::Older,
                ..
            }
        )
    }
}

/// What came of everything, in one line: `3 new, 1 newer, 2 were here already,
/// 1 could not be read`.
pub fn summary(collected: &[Collected]) -> String {
    let (mut new, mut newer, mut here, mut older) = (0, 0, 0, 0);
    let (mut others, mut locked, mut unread) = (0, 0, 0);
    for one in collected {
        let count = match one {
            Collected::Reply { received, .. } => match received {
                Received::New => &mut new,
                Received::Newer => &mut newer,
                Received::Same => &mut here,
                Received::Older => &mut older,
                Received::OtherSession => &mut others,
                Received::TooMany => &mut unread,
            },
            Collected::Invitation | Collected::Other(_) => &mut others,
            Collected::Locked(_) => &mut locked,
            Collected::Unreadable(_) => &mut unread,
            Collected::Rest(rest) => {
                unread += rest;
                continue;
            }
        };
        *count += 1;
    }
    let was = |n: usize| if n == 1 { "was" } else { "were" };
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let parts: Vec<String> = [
        (new, format!("{new} new")),
        (newer, format!("{newer} newer")),
        (here, format!("{here} {} here already", was(here))),
        (older, format!("{older} {} older than what is here", is(older))),
        (others, format!("{others} {} not for this workshop", is(others))),
        (locked, format!("{locked} {} behind a passphrase", is(locked))),
        (unread, format!("{unread} could not be taken in")),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(_, words)| words)
    .collect();
    match parts.is_empty() {
        true => "No link to answers was found.".to_owned(),
        false => format!("{}.", parts.join(", ")),
    }
}
