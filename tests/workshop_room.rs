//! How far a room agrees, and what it should talk about first.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/workshop.rs"]
mod workshop;

use lenses::key;
use plumbline::lens::{ChoiceId, QuestionId, Risk};
use plumbline::review::{Answer, ChoiceMark, Counts, Reason};
use plumbline::workshop::room::{loudest_first, tallies, tally};
use plumbline::workshop::{Reply, Tally, Vote};
use proptest::collection::vec;
use proptest::prelude::*;
use workshop::{any_reply, reply, session, skipped, ticks, unsure};

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
