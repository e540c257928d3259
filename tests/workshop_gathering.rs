//! Whatever the order in which answers come, the same ones stay, and nobody's
//! is lost.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/workshop.rs"]
mod workshop;

use std::collections::BTreeMap;

use lenses::key;
use plumbline::lens::{ChoiceId, QuestionId, limits};
use plumbline::review::ChoiceMark;
use plumbline::workshop::gathering::MOST_PEOPLE;
use plumbline::workshop::session::{NAME, PERSON};
use plumbline::workshop::{AttendeeId, Naming, Received, Reply, SessionId, TimeBox, Workshop};
use proptest::collection::vec;
use proptest::prelude::*;
use workshop::{any_reply, part, reply, session, ticks, unsure, workshop};

/// The replies by their device.
fn by_device(workshop: &Workshop) -> BTreeMap<AttendeeId, Reply> {
    let replies = workshop.replies.iter();
    let map: BTreeMap<_, _> = replies.map(|r| (r.attendee.clone(), r.clone())).collect();
    assert_eq!(map.len(), workshop.replies.len(), "a device stands there once");
    map
}

proptest! {
    #[test]
    fn the_order_in_which_replies_come_does_not_matter(
        (replies, shuffled) in vec(any_reply(), 0..12).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        again in vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let lenses = lenses::lenses();
        let lens = &lenses[&key("big")];
        let (mut one, mut other) = (workshop(&lenses), workshop(&lenses));
        for reply in &replies {
            one.receive(reply.clone(), Some(lens));
        }
        for reply in &shuffled {
            other.receive(reply.clone(), Some(lens));
        }
        // Some come more than once.
        for place in again.iter().filter(|_| !shuffled.is_empty()) {
            let received = other.receive(place.get(&shuffled).clone(), Some(lens));
            prop_assert!(matches!(received, Received::Same | Received::Older));
        }
        prop_assert_eq!(by_device(&one), by_device(&other));
        prop_assert_eq!(one.people, one.replies.len());
    }

    #[test]
    fn nobodys_reply_takes_the_place_of_anothers(replies in vec(any_reply(), 0..12)) {
        let lenses = lenses::lenses();
        let lens = &lenses[&key("big")];
        let mut workshop = workshop(&lenses);
        for (count, reply) in replies.iter().enumerate() {
            let before = by_device(&workshop);
            let received = workshop.receive(reply.clone(), Some(lens));
            let after = by_device(&workshop);
            for (device, kept) in &before {
                if *device != reply.attendee {
                    prop_assert_eq!(after.get(device), Some(kept));
                }
            }
            prop_assert_eq!(received == Received::New, !before.contains_key(&reply.attendee));
            // The newest of this device so far.
            let sent = replies[..=count].iter().filter(|r| r.attendee == reply.attendee);
            let newest = sent.clone().map(|r| r.changed_at).max();
            let here = &after[&reply.attendee];
            prop_assert_eq!(Some(here.changed_at), newest);
            let limited = |r: &Reply| r.clone().within_limits(&workshop.session, Some(lens));
            prop_assert!(sent.into_iter().any(|r| limited(r) == *here));
        }
    }

    #[test]
    fn a_reply_within_its_limits_stays_so_and_says_nothing_that_was_not_asked(reply in any_reply()) {
        let lenses = lenses::lenses();
        let session = session(&lenses);
        let lens = Some(lenses[&key("big")].as_ref());
        let limited = reply.clone().within_limits(&session, lens);
        for id in limited.review.answers.keys().chain(&limited.unsure) {
            prop_assert!(session.asks(id), "{id}");
        }
        for (id, answer) in limited.review.answers.iter() {
            prop_assert!(!answer.selected.contains(&ChoiceId::from("zzz")));
            prop_assert_eq!(reply.review.answers[id].notes.chars().count().min(limits::NOTES), answer.notes.chars().count());
        }
        prop_assert_eq!(limited.clone().within_limits(&session, lens), limited);
    }
}

#[test]
fn what_becomes_of_a_reply_is_told() {
    let lenses = lenses::lenses();
    let lens = &lenses[&key("big")];
    let mut workshop = workshop(&lenses);
    let first = reply(&lenses, "x", "Ann", 5, &[("q1", ticks(&["a"]))]);
    let mut other = first.clone();
    other.session = SessionId("another".to_owned());
    let more = unsure(reply(&lenses, "x", "Ann", 5, &[("q1", ticks(&["a"]))]), &["q2"]);
    let cases = [
        ("the first", first.clone(), Received::New),
        ("the same", first.clone(), Received::Same),
        ("of another session", other, Received::OtherSession),
        (
            "older",
            reply(&lenses, "x", "Ann", 4, &[("q1", ticks(&["b"])), ("q2", ticks(&["a"]))]),
            Received::Older,
        ),
        ("at the same time, saying more", more.clone(), Received::Newer),
        ("at the same time, saying less", first, Received::Older),
        ("newer, saying less", reply(&lenses, "x", "Ann", 6, &[]), Received::Newer),
        ("another person of that name", reply(&lenses, "y", "Ann", 1, &[]), Received::New),
    ];
    for (what, reply, want) in cases {
        assert_eq!(workshop.receive(reply, Some(lens)), want, "{what}");
    }
    assert_eq!(workshop.replies.len(), 2);
    assert_eq!(workshop.people, 2);
}

#[test]
fn a_session_takes_so_many_people_and_those_who_are_in_still_change() {
    let lenses = lenses::lenses();
    let mut workshop = workshop(&lenses);
    for n in 0..MOST_PEOPLE {
        let reply = reply(&lenses, &n.to_string(), "", 0, &[]);
        assert_eq!(workshop.receive(reply, None), Received::New);
    }
    assert_eq!(workshop.receive(reply(&lenses, "late", "", 0, &[]), None), Received::TooMany);
    assert_eq!(workshop.receive(reply(&lenses, "0", "", 1, &[]), None), Received::Newer);
    assert_eq!(workshop.replies.len(), MOST_PEOPLE);
}

#[test]
fn long_texts_are_cut_and_names_go_where_nobody_is_asked_for_one() {
    let lenses = lenses::lenses();
    let mut long = reply(&lenses, "x", "", 0, &[("q1", ticks(&["a"]))]);
    long.name = format!("  {}", "ü".repeat(PERSON + 5));
    let answer = long.review.answers.get_mut(&QuestionId::from("q1")).expect("it is there");
    answer.notes = "ü".repeat(limits::NOTES + 1);
    let mark = ChoiceMark { notes: "x".repeat(limits::CHOICE_NOTES + 1), ..ChoiceMark::default() };
    answer.marks.insert(ChoiceId::from("a"), mark);
    long.review.notes = "Not asked".to_owned();
    let limited = long.clone().within_limits(&session(&lenses), None);
    let lines = reply(&lenses, "x", "Ann\n\nWHAT WAS AGREED\u{7}", 0, &[]);
    assert_eq!(lines.within_limits(&session(&lenses), None).name, "Ann  WHAT WAS AGREED");
    let answer = limited.review.answer(&QuestionId::from("q1"));
    assert_eq!(limited.name, "ü".repeat(PERSON));
    assert_eq!(answer.notes.chars().count(), limits::NOTES);
    assert_eq!(answer.mark(&ChoiceId::from("a")).notes.len(), limits::CHOICE_NOTES);
    assert_eq!(limited.review.notes, "");

    let mut nameless = workshop(&lenses);
    nameless.session.naming = Naming::Nameless;
    nameless.receive(long, None);
    assert_eq!(nameless.replies[0].name, "");
    assert_eq!(nameless.names(), Vec::<String>::new());
    assert_eq!(nameless.called(0), "Person 1");
}

#[test]
fn a_session_within_its_limits_asks_everything_once() {
    let lenses = lenses::lenses();
    let mut own = session(&lenses);
    own.name = format!(" {} ", "n".repeat(NAME + 9));
    own.agenda.push(part("Twice", &["q1", "q1", "q3"]));
    own.agenda.push(TimeBox { minutes: u32::MAX, ..part(&"t".repeat(NAME + 1), &["q4", "q4"]) });
    let own = own.within_limits();
    assert_eq!(own.name.len(), NAME);
    let ids: Vec<&str> = own.questions().map(QuestionId::as_str).collect();
    assert_eq!(ids, ["q3", "q1", "q2", "q4"]);
    assert_eq!(own.agenda.len(), 3, "a part without questions goes");
    assert_eq!(own.agenda[2].minutes, 24 * 60);
    assert_eq!(own.clone().within_limits(), own);
}

#[test]
fn people_of_one_name_are_told_apart() {
    let lenses = lenses::lenses();
    let mut workshop = workshop(&lenses);
    for (who, name) in [("1", "Ann"), ("2", ""), ("3", "ANN"), ("4", "Bo"), ("5", "ann"), ("6", "")]
    {
        workshop.receive(reply(&lenses, who, name, 0, &[]), None);
    }
    let called: Vec<String> = (0..7).map(|place| workshop.called(place)).collect();
    assert_eq!(called, ["Ann", "Person 2", "ANN (2)", "Bo", "ann (3)", "Person 6", "Person 7"]);
    assert_eq!(workshop.twice(), ["ANN"]);
    assert_eq!(workshop.names(), ["ANN", "Ann", "ann", "Bo"]);
    workshop.leave_out(&AttendeeId("1".to_owned()));
    assert_eq!((workshop.replies.len(), workshop.people), (5, 5));
    assert_eq!(workshop.called(1), "ANN");
    workshop.drop_replies();
    assert_eq!((workshop.replies.len(), workshop.people), (0, 5));
}

#[test]
fn two_copies_come_together_without_losing_anything() {
    let lenses = lenses::lenses();
    let (mut one, mut other) = (workshop(&lenses), workshop(&lenses));
    one.receive(reply(&lenses, "x", "Ann", 1, &[]), None);
    other.receive(reply(&lenses, "x", "Ann", 2, &[("q1", ticks(&["a"]))]), None);
    other.receive(reply(&lenses, "y", "Bo", 1, &[]), None);
    one.settled.insert(QuestionId::from("q1"));
    other.settled.insert(QuestionId::from("q2"));
    let mut back = other.clone();
    back.bring_together(one.clone());
    one.bring_together(other);
    assert_eq!(by_device(&one), by_device(&back));
    assert_eq!(one.settled.len(), 2);
    assert_eq!(one.people, 2);
    let mut foreign = workshop(&lenses);
    foreign.session.id = SessionId("another".to_owned());
    let before = foreign.clone();
    foreign.bring_together(one);
    assert_eq!(foreign, before);
}
