//! The core of a workshop: whatever the order in which answers come, the same
//! ones stay and nobody's is lost; how far a room agrees; what there is time
//! for; what is stored and what is told at the end.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;
mod shipped;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lenses::{START, key, lens_ref};
use plumbline::collections::Set;
use plumbline::lens::{ChoiceId, PillarId, QuestionId, Risk, limits};
use plumbline::report::{ballots, recap};
use plumbline::review::{
    Answer, Attendance, ChoiceMark, Counts, Lenses, Reason, Workload, WorkloadId,
};
use plumbline::storage::{Memory, Store};
use plumbline::time::Timestamp;
use plumbline::workshop::agenda::{self, Scope, USUAL_MINUTES, agenda};
use plumbline::workshop::gathering::MOST_PEOPLE;
use plumbline::workshop::room::{loudest_first, tallies, tally};
use plumbline::workshop::session::{NAME, PERSON};
use plumbline::workshop::{
    AttendeeId, Attending, Naming, Received, Reply, Session, SessionId, Tally, TimeBox, Vote,
    Workshop,
};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

fn part(title: &str, questions: &[&str]) -> TimeBox {
    TimeBox {
        title: title.to_owned(),
        minutes: 10,
        questions: questions.iter().map(|id| QuestionId::from(*id)).collect(),
    }
}

/// Asks all of `big` but q4.
fn session(lenses: &Lenses) -> Session {
    Session {
        id: SessionId("5e55".to_owned()),
        name: "Shop, in May".to_owned(),
        lens: lens_ref(lenses, "big"),
        naming: Naming::Named,
        agenda: vec![part("Safety", &["q3"]), part("Running it", &["q1", "q2"])],
        made_at: START,
    }
}

fn workshop(lenses: &Lenses) -> Workshop {
    Workshop::new(session(lenses), WorkloadId("w".to_owned()))
}

fn at(n: i64) -> Timestamp {
    Timestamp(START.0 + n)
}

fn ticks(ids: &[&str]) -> Answer {
    Answer { selected: ids.iter().map(|id| ChoiceId::from(*id)).collect(), ..Answer::default() }
}

fn skipped() -> Answer {
    Answer { not_applicable: Some(Reason::OutOfScope), ..Answer::default() }
}

/// What a person says: answers by question; `?` is what they cannot say.
fn reply(lenses: &Lenses, who: &str, name: &str, time: i64, said: &[(&str, Answer)]) -> Reply {
    let mut reply = Reply::new(&session(lenses), AttendeeId(who.to_owned()), name, at(time));
    for (question, answer) in said {
        reply.review.answers.insert(QuestionId::from(*question), answer.clone());
    }
    reply
}

fn unsure(mut reply: Reply, questions: &[&str]) -> Reply {
    reply.unsure.extend(questions.iter().map(|id| QuestionId::from(*id)));
    reply
}

// --- Gathering ---------------------------------------------------------------

fn any_reply() -> impl Strategy<Value = Reply> {
    let answer =
        (btree_set(select(vec!["a", "b", "c", "q1_no", "zzz"]), 0..3), 0..6u8, arbitrary::text())
            .prop_map(|(ticked, skip, notes)| Answer {
                selected: ticked.into_iter().map(ChoiceId::from).collect(),
                not_applicable: (skip == 0).then_some(Reason::Other),
                notes,
                ..Answer::default()
            });
    let answers = vec((select(vec!["q1", "q2", "q3", "q4", "nowhere"]), answer), 0..4);
    let unsure = btree_set(select(vec!["q1", "q2", "q3", "q4", "nowhere"]), 0..3);
    (0..5u8, 0..3i64, select(vec!["", "Ann", "ann", "Bo"]), answers, unsure).prop_map(
        |(who, time, name, answers, cannot)| {
            let lenses = lenses::lenses();
            let reply = reply(&lenses, &format!("device-{who}"), name, time, &answers);
            unsure_of(reply, cannot.into_iter().collect())
        },
    )
}

fn unsure_of(reply: Reply, questions: Vec<&str>) -> Reply {
    unsure(reply, &questions)
}

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

// --- Agenda -------------------------------------------------------------------

/// Pillars with their questions.
type Wanted = &'static [(&'static str, &'static [&'static str])];

#[test]
fn scopes_choose_questions_in_the_order_of_the_lens() {
    let lenses = lenses::lenses();
    let lens = &lenses[&key("big")];
    let pick =
        |ids: &[&str]| -> Set<QuestionId> { ids.iter().map(|id| QuestionId::from(*id)).collect() };
    let cases: [(&str, Scope, Wanted); 6] = [
        ("all", Scope::Whole, &[("ops", &["q1", "q2"]), ("sec", &["q3", "q4"])]),
        ("a pillar", Scope::Pillars([PillarId::from("sec")].into()), &[("sec", &["q3", "q4"])]),
        (
            "by hand",
            Scope::Picked(pick(&["q4", "q1", "nowhere"])),
            &[("ops", &["q1"]), ("sec", &["q4"])],
        ),
        ("nothing", Scope::Picked(Set::new()), &[]),
        ("two fit", Scope::Within(2 * USUAL_MINUTES + 5), &[("ops", &["q1", "q2"])]),
        ("one at least", Scope::Within(0), &[("ops", &["q1"])]),
    ];
    for (what, scope, want) in cases {
        let parts = agenda(lens, None, &scope);
        let got: Vec<(&str, Vec<&str>)> = parts
            .iter()
            .map(|part| {
                (part.title.as_str(), part.questions.iter().map(QuestionId::as_str).collect())
            })
            .collect();
        let want: Vec<(&str, Vec<&str>)> =
            want.iter().map(|(title, ids)| (*title, ids.to_vec())).collect();
        assert_eq!(got, want, "{what}");
        for part in parts {
            assert_eq!(part.minutes, USUAL_MINUTES * part.questions.len() as u32, "{what}");
        }
    }
}

#[test]
fn a_time_is_kept_to_and_no_question_stands_twice() {
    for shipped in shipped::shipped() {
        let order: Vec<&QuestionId> = shipped.lens.questions().map(|(_, q)| &q.id).collect();
        for companion in [None, Some(&shipped.companion)] {
            let mut before = 0;
            for time in (0..600).step_by(7) {
                let parts = agenda(&shipped.lens, companion, &Scope::Within(time));
                let ids: Vec<&QuestionId> = parts.iter().flat_map(|p| &p.questions).collect();
                let minutes: u32 = parts.iter().map(|p| p.minutes).sum();
                assert!(minutes <= time || ids.len() == 1, "{}: {minutes} of {time}", shipped.key);
                let places: Vec<usize> =
                    ids.iter().filter_map(|id| order.iter().position(|o| o == id)).collect();
                assert_eq!(places.len(), ids.len());
                assert!(places.is_sorted_by(|a, b| a < b), "{}: {ids:?}", shipped.key);
                // No question that is left out would still fit.
                let left = order.iter().filter(|id| !ids.contains(id));
                let shortest = left.map(|id| agenda::minutes(companion, id)).min();
                assert!(shortest.is_none_or(|s| minutes + s > time), "{}", shipped.key);
                assert!(minutes + 10 >= before, "more time asks for no less");
                before = minutes;
            }
        }
    }
}

#[test]
fn two_hours_of_each_bundled_lens() {
    let mut out = String::new();
    for shipped in shipped::shipped() {
        let parts = agenda(&shipped.lens, Some(&shipped.companion), &Scope::Within(120));
        let minutes: u32 = parts.iter().map(|part| part.minutes).sum();
        let _ = writeln!(out, "{}: {minutes} minutes", shipped.lens.name);
        for part in parts {
            let ids: Vec<&str> = part.questions.iter().map(QuestionId::as_str).collect();
            let _ = writeln!(out, "  {} ({}): {}", part.title, part.minutes, ids.join(", "));
        }
    }
    insta::assert_snapshot!("two_hours", out);
}

// --- The room -----------------------------------------------------------------

#[test]
fn tallies_count_what_people_say() {
    let lenses = lenses::lenses();
    let lens = &lenses[&key("big")];
    let (_, question) = lens.question(&QuestionId::from("q1")).expect("it is there");
    let excused = |ticked: &[&str], id: &str| {
        let mark = ChoiceMark { not_applicable: Some(Reason::None), ..ChoiceMark::default() };
        Answer { marks: [(ChoiceId::from(id), mark)].into(), ..ticks(ticked) }
    };
    let all = excused(&[], "a");
    let note = Answer { notes: "Only a note.".to_owned(), ..Answer::default() };
    // The answers, how far they agree, ticks of a, b and none, high, medium and
    // no risk.
    type Case<'a> = (&'a str, Vec<Answer>, Option<u32>, [usize; 3], [usize; 3]);
    let cases: Vec<Case<'_>> = vec![
        ("nobody", vec![], None, [0, 0, 0], [0, 0, 0]),
        ("one", vec![ticks(&["a"])], None, [1, 0, 0], [0, 1, 0]),
        ("alike", vec![ticks(&["a"]), ticks(&["a"])], Some(100), [2, 0, 0], [0, 2, 0]),
        ("apart", vec![ticks(&["a", "b"]), ticks(&["q1_no"])], Some(0), [1, 1, 1], [1, 0, 1]),
        ("half", vec![ticks(&["a", "b"]), ticks(&["a"])], Some(50), [2, 1, 0], [0, 1, 1]),
        (
            "three pairs",
            vec![ticks(&["a", "b"]), ticks(&["a"]), ticks(&["b"])],
            Some(33),
            [2, 2, 0],
            [0, 2, 1],
        ),
        ("it does not apply", vec![skipped(), skipped()], Some(100), [0, 0, 0], [0, 0, 0]),
        ("to one", vec![skipped(), ticks(&["a"])], Some(0), [1, 0, 0], [0, 1, 0]),
        (
            "an excuse is said too",
            vec![excused(&["b"], "a"), ticks(&["b"])],
            Some(50),
            [0, 2, 0],
            [0, 1, 1],
        ),
        (
            "the same excuse",
            vec![excused(&["b"], "a"), excused(&["b"], "a")],
            Some(100),
            [0, 2, 0],
            [0, 0, 2],
        ),
        ("a note is no answer", vec![note, ticks(&["a"])], None, [1, 0, 0], [0, 1, 0]),
    ];
    for (what, answers, agreement, ticked, [high, medium, none]) in cases {
        let replies: Vec<Reply> = answers
            .into_iter()
            .enumerate()
            .map(|(n, answer)| reply(&lenses, &n.to_string(), "", 0, &[("q1", answer)]))
            .collect();
        let tally = tally(question, &replies);
        assert_eq!(tally.agreement, agreement, "{what}");
        assert_eq!(tally.ticks, ticked, "{what}");
        assert_eq!(
            (tally.risks.high, tally.risks.medium, tally.risks.none),
            (high, medium, none),
            "{what}"
        );
        assert_eq!(tally.votes.len(), replies.len(), "{what}");
    }
    let replies = [
        reply(&lenses, "1", "", 0, &[]),
        unsure(reply(&lenses, "2", "", 0, &[]), &["q1"]),
        unsure(reply(&lenses, "3", "", 0, &[("q1", ticks(&["a"]))]), &["q1"]),
        reply(&lenses, "4", "", 0, &[("q1", all)]),
    ];
    let tally = tally(question, &replies);
    assert_eq!(tally.votes[..2], [Vote::Silent, Vote::Unsure]);
    assert!(matches!(tally.votes[2], Vote::Answer(ballot) if ballot.risk == Risk::Medium));
    assert_eq!((tally.unsure, tally.nobody_knows()), (1, false));
    assert_eq!(tally.not_applicable[0], usize::from(matches!(tally.votes[3], Vote::Answer(_))));
}

proptest! {
    #[test]
    fn how_far_a_room_agrees_does_not_depend_on_the_order(
        (replies, shuffled) in vec(any_reply(), 0..9).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let lenses = lenses::lenses();
        let lens = &lenses[&key("big")];
        let session = session(&lenses);
        let (one, other) = (tallies(&session, &replies, lens), tallies(&session, &shuffled, lens));
        prop_assert_eq!(loudest_first(&one), loudest_first(&other));
        for (a, b) in one.iter().zip(&other) {
            prop_assert_eq!((&a.ticks, &a.risks, a.agreement, a.unsure), (&b.ticks, &b.risks, b.agreement, b.unsure));
            prop_assert!(a.agreement.is_none_or(|percent| percent <= 100));
            prop_assert_eq!(a.agreement.is_some(), a.answered() >= 2);
            let counted = a.answered() + a.unsure + a.votes.iter().filter(|v| **v == Vote::Silent).count();
            prop_assert_eq!(counted, replies.len());
        }
        // Everybody twice agrees at least as much.
        let doubled: Vec<Reply> = replies.iter().chain(&replies).cloned().collect();
        for (a, b) in one.iter().zip(tallies(&session, &doubled, lens)) {
            if let (Some(a), Some(b)) = (a.agreement, b.agreement) {
                prop_assert!(b >= a, "{a} {b}");
            }
        }
        let asked: Vec<&str> = one.iter().map(|t| t.question.as_str()).collect();
        prop_assert_eq!(asked, ["q3", "q1", "q2"]);
    }
}

#[test]
fn the_loudest_disagreement_comes_first() {
    let tally = |agreement, high, medium, none| {
        let risks = Counts { high, medium, none, ..Counts::default() };
        let ballot = |risk| {
            let nothing = plumbline::lens::ChoiceSet::EMPTY;
            let (ticked, not_applicable) = (nothing, nothing);
            Vote::Answer(plumbline::workshop::room::Ballot {
                applies: true,
                ticked,
                not_applicable,
                risk,
            })
        };
        Tally {
            question: QuestionId::from("q"),
            votes: vec![ballot(Risk::High); high + medium + none],
            ticks: Vec::new(),
            not_applicable: Vec::new(),
            agreement,
            risks,
            unsure: 0,
        }
    };
    let all = [
        tally(None, 0, 0, 0),      // 0: nobody said anything
        tally(Some(100), 2, 0, 0), // 1: all agree
        tally(Some(20), 0, 1, 1),  // 2: one step apart
        tally(Some(20), 1, 0, 1),  // 3: two steps apart
        tally(Some(20), 2, 0, 2),  // 4: the same, with more people
        tally(None, 1, 0, 0),      // 5: one answer alone
        tally(Some(0), 0, 0, 2),   // 6: nothing in common
        tally(Some(100), 2, 0, 0), // 7: as 1
    ];
    assert_eq!(loudest_first(&all), [6, 4, 3, 2, 1, 7, 5, 0]);
    assert_eq!(all.iter().map(Tally::spread).collect::<Vec<_>>(), [0, 0, 1, 2, 2, 0, 0, 0]);
    assert_eq!(loudest_first(&[]), Vec::<usize>::new());
}

// --- Storage ------------------------------------------------------------------

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

// --- What is told at the end ----------------------------------------------------

const HOSTILE: &str = "# *Ann*\n[x](javascript:1) | <b>&amp;\u{202e}";

/// A workshop with answers, settled in part, and its review.
fn held(lenses: &Lenses) -> (Workshop, Workload) {
    let mut workshop = workshop(lenses);
    workshop.session.name = HOSTILE.to_owned();
    let note = Answer { notes: "=1+1; \"so\"\n- and so".to_owned(), ..ticks(&["a", "b"]) };
    for one in [
        reply(lenses, "1", HOSTILE, 0, &[("q1", note.clone()), ("q3", skipped())]),
        unsure(
            reply(lenses, "2", "", 0, &[("q1", ticks(&["q1_no"])), ("q2", ticks(&["a"]))]),
            &["q3"],
        ),
        reply(lenses, "3", "Bo", 0, &[]),
    ] {
        workshop.receive(one, Some(&lenses[&key("big")]));
    }
    let mut workload = lenses::workload(lenses);
    workload.properties.name = HOSTILE.to_owned();
    let review = &mut workload.reviews[0];
    review
        .answers
        .insert(QuestionId::from("q1"), Answer { notes: HOSTILE.to_owned(), ..ticks(&["a"]) });
    review.answers.insert(QuestionId::from("q3"), ticks(&["q3_no"]));
    workshop.settled = [QuestionId::from("q1"), QuestionId::from("q3")].into();
    (workshop, workload)
}

#[test]
fn a_recap_says_what_was_agreed_and_what_to_do_first() {
    let lenses = lenses::lenses();
    let (workshop, workload) = held(&lenses);
    let recap = recap::recap(&workshop, &workload, &lenses, "22 Nov 2026");
    assert_eq!(recap.attendance.count, 3);
    assert_eq!(recap.open, ["Question q2"]);
    assert_eq!((recap.counts.high, recap.counts.medium), (1, 1));
    insta::assert_snapshot!("recap_markdown", recap.to_markdown());
    insta::assert_snapshot!("recap_mail", recap.to_mail());
}

#[test]
fn a_recap_of_nothing_says_so() {
    let lenses = lenses::lenses();
    let (workshop, workload) = (workshop(&lenses), lenses::workload(&lenses));
    let recap = recap::recap(&workshop, &workload, &lenses, "22 Nov 2026");
    assert_eq!(
        recap.attendance,
        Attendance { workshop: "Shop, in May".to_owned(), count: 0, people: Vec::new() }
    );
    assert_eq!((recap.settled.len(), recap.open.len(), recap.picks.len()), (0, 3, 0));
    assert_eq!(recap.sum(), "0 questions settled");
    assert!(recap.to_mail().contains("Nothing to improve was found"));
    let unknown = recap::recap(&workshop, &workload, &Lenses::new(), "today");
    assert_eq!((unknown.settled.len(), unknown.open.len()), (0, 0));
}

#[test]
fn everybodys_answers_make_a_table() {
    let lenses = lenses::lenses();
    let (workshop, _) = held(&lenses);
    insta::assert_snapshot!("ballots", ballots::table(&workshop, &lenses[&key("big")]));
}
