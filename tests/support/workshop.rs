//! A workshop on the lens `big`, and what people say in it.

#![allow(dead_code, reason = "each test file uses a part of this")]

use plumbline::lens::{ChoiceId, QuestionId};
use plumbline::review::{Answer, Lenses, Reason, WorkloadId};
use plumbline::time::Timestamp;
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox, Workshop};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary;
use crate::lenses::{self, START, lens_ref};

/// A part of ten minutes.
pub fn part(title: &str, questions: &[&str]) -> TimeBox {
    TimeBox {
        title: title.to_owned(),
        minutes: 10,
        questions: questions.iter().map(|id| QuestionId::from(*id)).collect(),
    }
}

/// Asks all of `big` but q4.
pub fn session(lenses: &Lenses) -> Session {
    Session {
        id: SessionId("5e55".to_owned()),
        name: "Shop, in May".to_owned(),
        lens: lens_ref(lenses, "big"),
        naming: Naming::Named,
        agenda: vec![part("Safety", &["q3"]), part("Running it", &["q1", "q2"])],
        made_at: START,
    }
}

/// Nobody has answered yet.
pub fn workshop(lenses: &Lenses) -> Workshop {
    Workshop::new(session(lenses), WorkloadId("w".to_owned()))
}

/// So long after the beginning.
pub fn at(n: i64) -> Timestamp {
    Timestamp(START.0 + n)
}

/// Ticks these practices.
pub fn ticks(ids: &[&str]) -> Answer {
    Answer { selected: ids.iter().map(|id| ChoiceId::from(*id)).collect(), ..Answer::default() }
}

/// The question does not apply.
pub fn skipped() -> Answer {
    Answer { not_applicable: Some(Reason::OutOfScope), ..Answer::default() }
}

/// What a person says, by question.
pub fn reply(lenses: &Lenses, who: &str, name: &str, time: i64, said: &[(&str, Answer)]) -> Reply {
    let mut reply = Reply::new(&session(lenses), AttendeeId(who.to_owned()), name, at(time));
    for (question, answer) in said {
        reply.review.answers.insert(QuestionId::from(*question), answer.clone());
    }
    reply
}

/// The same, with questions to which the person has no answer.
pub fn unsure(mut reply: Reply, questions: &[&str]) -> Reply {
    reply.unsure.extend(questions.iter().map(|id| QuestionId::from(*id)));
    reply
}

/// Any reply from one of a few devices, also to questions that were not asked.
pub fn any_reply() -> impl Strategy<Value = Reply> {
    let answer =
        (btree_set(select(vec!["a", "b", "c", "q1_no", "zzz"]), 0..3), 0..6u8, arbitrary::text())
            .prop_map(|(ticked, skip, notes)| Answer {
                selected: ticked.into_iter().map(ChoiceId::from).collect(),
                not_applicable: (skip == 0).then_some(Reason::Other),
                notes,
                ..Answer::default()
            });
    let answers = vec((select(vec!["q1", "q2", "q3", "q4", "nowhere"]), answer), 0..4);
    let cannot = btree_set(select(vec!["q1", "q2", "q3", "q4", "nowhere"]), 0..3);
    (0..5u8, 0..3i64, select(vec!["", "Ann", "ann", "Bo"]), answers, cannot).prop_map(
        |(who, time, name, answers, cannot)| {
            let lenses = lenses::lenses();
            let reply = reply(&lenses, &format!("device-{who}"), name, time, &answers);
            unsure(reply, &cannot.into_iter().collect::<Vec<_>>())
        },
    )
}
