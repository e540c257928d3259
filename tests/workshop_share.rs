//! Sessions and replies in links: what goes in comes out, damage is told, and
//! nothing that a program forges does harm.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/bundled.rs"]
mod bundled;
#[path = "support/codes.rs"]
mod codes;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/links.rs"]
mod links;
mod shipped;

use std::sync::{Arc, OnceLock};

use bundled::bundled;
use codes::forged;
use lenses::lens_ref;
use links::{drop_empty, made};
use plumbline::collections::Set;
use plumbline::exchange::share::{self, Notes, Shared};
use plumbline::lens::{ChoiceId, QuestionId, limits};
use plumbline::review::{Answer, LensKey, LensRef, Lenses};
use plumbline::time::Timestamp;
use plumbline::workshop::session::{LONGEST, NAME, PARTS, PERSON};
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox};
use proptest::prelude::*;
use proptest::sample::select;

fn framework() -> &'static (LensRef, Lenses) {
    static SHELF: OnceLock<(LensRef, Lenses)> = OnceLock::new();
    SHELF.get_or_init(|| {
        let lenses = bundled();
        (lens_ref(&lenses, "framework"), lenses)
    })
}

/// Ids as the app makes them, and any other.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[0-9a-f]{20}", 1 => "\\PC{0,12}"]
}

/// Any session on the Framework, within its limits.
fn session() -> impl Strategy<Value = Session> {
    let (lens, lenses) = framework();
    let questions: Vec<QuestionId> =
        lenses[&lens.key].questions().map(|(_, q)| q.id.clone()).collect();
    let parts = prop::collection::vec(("\\PC{0,20}", 0..=LONGEST), 0..=PARTS);
    let places = prop::collection::vec(0..2 * PARTS, questions.len());
    let head = (id(), "\\PC{0,120}", any::<bool>(), any::<i64>());
    (head, parts, places).prop_map(move |((id, name, named, made), parts, places)| {
        let agenda = parts.into_iter().enumerate().map(|(part, (title, minutes))| {
            let in_part = questions.iter().zip(&places).filter(|(_, place)| **place == part);
            TimeBox { title, minutes, questions: in_part.map(|(id, _)| id.clone()).collect() }
        });
        let session = Session {
            id: SessionId(id),
            name,
            lens: lens.clone(),
            naming: if named { Naming::Named } else { Naming::Nameless },
            agenda: agenda.collect(),
            made_at: Timestamp(made),
        };
        session.within_limits()
    })
}

/// Any reply, also to questions that the lens does not have.
fn reply() -> impl Strategy<Value = Reply> {
    let (lens, lenses) = framework();
    let known: Vec<QuestionId> = lenses[&lens.key].questions().map(|(_, q)| q.id.clone()).collect();
    let unsure = prop_oneof![4 => select(known), 1 => "\\PC{0,9}".prop_map(QuestionId)];
    let head = (id(), id(), "\\PC{0,60}", any::<i64>());
    (head, arbitrary::review(), prop::collection::vec(unsure, 0..9), any::<bool>()).prop_map(
        |((session, attendee, name, at), mut review, unsure, is_framework)| {
            if is_framework {
                review.lens = lens.clone();
            }
            drop_empty(&mut review);
            Reply {
                session: SessionId(session),
                attendee: AttendeeId(attendee),
                name,
                changed_at: Timestamp(at),
                review,
                unsure: unsure.into_iter().collect(),
            }
        },
    )
}

fn code(shared: &Shared) -> String {
    made(shared, &framework().1).code
}

fn opened(code: &str) -> Option<Shared> {
    share::open(code, &framework().1).shared
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_session_comes_back(session in session()) {
        let shared = Shared::Session(session);
        prop_assert_eq!(opened(&code(&shared)), Some(shared));
    }

    #[test]
    fn any_reply_comes_back(reply in reply()) {
        let shared = Shared::Reply(reply);
        prop_assert_eq!(opened(&code(&shared)), Some(shared));
    }

    #[test]
    fn no_two_replies_have_one_code(first in reply(), second in reply()) {
        let codes = [&first, &second].map(|reply| code(&Shared::Reply(reply.clone())));
        prop_assert_eq!(first == second, codes[0] == codes[1]);
    }

    #[test]
    fn without_notes_the_ticks_stay(reply in reply()) {
        let code = share::write(&Shared::Reply(reply.clone()), &framework().1, Notes::Without);
        let Some(Shared::Reply(back)) = opened(&code.expect("it fits").code) else { panic!("it opens") };
        prop_assert!(back.review.notes.is_empty() && back.review.pillar_notes.is_empty());
        for (id, answer) in &reply.review.answers {
            let there = back.review.answer(id);
            prop_assert_eq!((&there.selected, there.not_applicable), (&answer.selected, answer.not_applicable));
            prop_assert!(there.notes.is_empty());
        }
        prop_assert_eq!((back.name, back.unsure), (reply.name, reply.unsure));
    }

    #[test]
    fn a_changed_code_never_opens(
        reply in reply(),
        at in any::<prop::sample::Index>(),
        other in "[A-Za-z0-9_-]",
    ) {
        let code = code(&Shared::Reply(reply));
        let at = at.index(code.len());
        let damaged = format!("{}{other}{}", &code[..at], &code[at + 1..]);
        prop_assume!(damaged != code);
        let opened = share::open(&damaged, &framework().1);
        prop_assert_eq!(opened.shared, None, "{} opened instead of {}", damaged, code);
        prop_assert_eq!(opened.diagnostics.len(), 1);
    }

    #[test]
    fn a_cut_code_never_opens(session in session(), at in any::<prop::sample::Index>()) {
        let code = code(&Shared::Session(session));
        let opened = share::open(&code[..at.index(code.len())], &framework().1);
        prop_assert_eq!(opened.shared, None);
        prop_assert_eq!(opened.diagnostics[0].code, "link-cut");
    }

    #[test]
    fn whatever_a_program_forges_is_opened_within_limits_or_refused(
        kind in 8u8..10,
        lens in prop_oneof![Just(vec![0b0000_0010u8]), prop::collection::vec(any::<u8>(), 1..4)],
        payload in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let payload: Vec<u8> = lens.into_iter().chain(payload).collect();
        let opened = share::open(&forged(1, kind, &payload), &framework().1);
        match opened.shared {
            Some(Shared::Session(session)) => {
                prop_assert_eq!(session.clone().within_limits(), session);
            }
            Some(Shared::Reply(_)) => {}
            Some(other) => panic!("{other:?}"),
            None => prop_assert!(!opened.diagnostics.is_empty() || !opened.missing.is_empty()),
        }
    }
}

#[test]
fn a_session_is_cut_to_its_limits() {
    let (lens, lenses) = framework();
    let ids: Vec<QuestionId> = lenses[&lens.key].questions().map(|(_, q)| q.id.clone()).collect();
    let part = |questions: &[QuestionId]| TimeBox {
        title: "x".repeat(2 * NAME),
        minutes: u32::MAX,
        questions: questions.to_vec(),
    };
    let session = Session {
        id: SessionId("s".to_owned()),
        name: format!("  {}", "ü".repeat(2 * NAME)),
        lens: lens.clone(),
        naming: Naming::Named,
        agenda: std::iter::repeat_n(part(&ids), 2 * PARTS).collect(),
        made_at: Timestamp(0),
    };
    let session = session.within_limits();
    assert_eq!(session.name, "ü".repeat(NAME));
    // What stands twice counts once, and parts without questions go.
    assert_eq!(session.agenda.len(), 1);
    assert_eq!(session.agenda[0].title.chars().count(), NAME);
    assert_eq!(session.agenda[0].minutes, LONGEST);
    assert_eq!(session.questions().count(), ids.len());
}

#[test]
fn a_reply_is_cut_to_its_limits_and_to_what_was_asked() {
    let (lens, lenses) = framework();
    let ids: Vec<QuestionId> = lenses[&lens.key].questions().map(|(_, q)| q.id.clone()).collect();
    let session = Session {
        id: SessionId("s".to_owned()),
        name: "Checkout".to_owned(),
        lens: lens.clone(),
        naming: Naming::Named,
        agenda: vec![TimeBox { title: String::new(), minutes: 9, questions: ids[..2].to_vec() }],
        made_at: Timestamp(0),
    };
    let attendee = AttendeeId("a".to_owned());
    let mut reply = Reply::new(&session, attendee, &"Ann ".repeat(PERSON), Timestamp(1));
    // Sixty characters end in a blank, which goes too.
    assert_eq!(reply.name, "Ann ".repeat(PERSON / 4).trim_end());
    reply.name = "n".repeat(2 * PERSON);
    for id in &ids[..3] {
        let answer = Answer {
            notes: "ä".repeat(2 * limits::NOTES),
            selected: [ChoiceId::from("not_of_the_lens")].into(),
            ..Answer::default()
        };
        reply.review.answers.insert(id.clone(), answer);
        reply.unsure.insert(id.clone());
    }
    let reply = reply.within_limits(&session, Some(&lenses[&lens.key]));
    assert_eq!(reply.name, "n".repeat(PERSON));
    let asked: Set<QuestionId> = ids[..2].iter().cloned().collect();
    assert_eq!(reply.review.answers.keys().cloned().collect::<Set<_>>(), asked);
    assert_eq!(reply.unsure, asked);
    for answer in reply.review.answers.values() {
        assert_eq!(answer.notes.chars().count(), limits::NOTES);
        assert!(answer.selected.is_empty());
    }
}

#[test]
fn a_lens_of_ones_own_travels_with_the_invitation_and_not_with_every_answer() {
    let mut lens = lenses::lenses()[&lenses::key("big")].as_ref().clone();
    lens.hash = plumbline::lens::write::hash(&lens);
    let key = LensKey::custom(&lens.hash);
    let reference = LensRef::new(key.clone(), &lens);
    let shelf: Lenses = [(key, Arc::new(lens))].into();
    let session = Session {
        id: SessionId("5e55".to_owned()),
        name: "Shop".to_owned(),
        lens: reference,
        naming: Naming::Named,
        agenda: vec![TimeBox {
            title: "All".to_owned(),
            minutes: 10,
            questions: vec![QuestionId::from("q1")],
        }],
        made_at: Timestamp(0),
    };
    assert_eq!(made(&Shared::Session(session.clone()), &shelf).carried.len(), 1);
    let attendee = AttendeeId("aa".to_owned());
    let mut reply = Reply::new(&session, attendee, "Ada", Timestamp(5));
    let ticked = Answer { selected: [ChoiceId::from("a")].into(), ..Answer::default() };
    reply.review.answers.insert(QuestionId::from("q1"), ticked);
    let code = made(&Shared::Reply(reply.clone()), &shelf);
    assert!(code.carried.is_empty());
    // Whoever runs the workshop has the lens.
    let opened = share::open(&code.code, &shelf).shared;
    assert_eq!(opened.expect("it is whole"), Shared::Reply(reply));
    // Elsewhere the link says which lens is missing.
    let elsewhere = share::open(&code.code, &Lenses::new());
    assert_eq!(elsewhere.shared, None);
    assert_eq!(elsewhere.missing[0].key, session.lens.key);
    assert_eq!(elsewhere.missing[0].name, "Big");
}
