//! What is stored of a workshop comes back, and tabs do not write over each other.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/workshop.rs"]
mod workshop;

use lenses::START;
use plumbline::lens::QuestionId;
use plumbline::review::WorkloadId;
use plumbline::storage::{Memory, Store};
use plumbline::time::Timestamp;
use plumbline::workshop::{
    AttendeeId, Attending, Naming, Reply, Session, SessionId, TimeBox, Workshop,
};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use workshop::{at, reply, ticks, workshop};

fn any_session() -> impl Strategy<Value = Session> {
    let questions = vec("[a-z_]{1,6}".prop_map(QuestionId), 0..5);
    let part = (arbitrary::text(), any::<u32>(), questions)
        .prop_map(|(title, minutes, questions)| TimeBox { title, minutes, questions });
    (
        ("[a-z0-9]{1,20}", arbitrary::text(), any::<bool>(), any::<i64>()),
        arbitrary::review(),
        vec(part, 0..4),
    )
        .prop_map(|((id, name, named, made), review, agenda)| Session {
            id: SessionId(id),
            name,
            lens: review.lens,
            naming: if named { Naming::Named } else { Naming::Nameless },
            agenda,
            made_at: Timestamp(made),
        })
}

fn any_reply_to(session: &Session) -> impl Strategy<Value = Reply> + use<> {
    let id = session.id.clone();
    let unsure = btree_set("[a-z_]{1,6}".prop_map(QuestionId), 0..4);
    (arbitrary::text(), arbitrary::text(), any::<i64>(), arbitrary::review(), unsure).prop_map(
        move |(attendee, name, time, review, unsure)| Reply {
            session: id.clone(),
            attendee: AttendeeId(attendee),
            name,
            changed_at: Timestamp(time),
            review,
            unsure: unsure.into_iter().collect(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_stored_of_a_workshop_comes_back(
        (session, replies, own) in any_session().prop_flat_map(|session| {
            let (all, one) = (vec(any_reply_to(&session), 0..5), any_reply_to(&session));
            (Just(session), all, one)
        }),
        people in 0..90_000usize, milestone in prop::option::of(any::<u32>()), changed in any::<i64>(),
        returned in prop::option::of(any::<i64>()),
        settled in btree_set("[a-z_]{1,6}".prop_map(QuestionId), 0..5),
    ) {
        let store = Store::new(Memory::new());
        let workshop = Workshop {
            workload: WorkloadId("w".to_owned()),
            replies,
            settled: settled.into_iter().collect(),
            people,
            milestone,
            changed_at: Timestamp(changed),
            session: session.clone(),
        };
        store.add_workshop(&workshop, START).expect("memory holds it");
        prop_assert_eq!(store.load_workshop(&session.id), Ok(workshop.clone()));
        prop_assert!(store.add_workshop(&workshop, START).is_err(), "nothing is overwritten");
        let attending = Attending { session: session.clone(), reply: own, returned: returned.map(Timestamp) };
        store.add_attending(&attending, START).expect("memory holds it");
        prop_assert_eq!(store.load_attending(&session.id), Ok(attending));
    }
}

#[test]
fn a_change_is_made_to_what_is_stored_now() {
    let lenses = lenses::lenses();
    let store = Store::new(Memory::new());
    let workshop = workshop(&lenses);
    let id = workshop.session.id.clone();
    store.add_workshop(&workshop, START).expect("memory holds it");
    // Two tabs, each with one more reply.
    for who in ["x", "y"] {
        let reply = reply(&lenses, who, "", 0, &[("q1", ticks(&["a"]))]);
        let take = |workshop: &mut Workshop| {
            workshop.receive(reply, None);
        };
        store.change_workshop(&id, take, at(9)).expect("memory holds it");
    }
    let now = store.load_workshop(&id).expect("it is there");
    assert_eq!((now.replies.len(), now.changed_at), (2, at(9)));
    store.change_workshop(&id, |_| (), at(20)).expect("it is there");
    assert_eq!(store.load_workshop(&id).expect("it is there").changed_at, at(9));
    assert_eq!(store.list_workshops().expect("it can be read").len(), 1);
}
