//! Taking answers from elsewhere into a review: what is silent changes nothing.

#[path = "support/arbitrary.rs"]
mod arbitrary;

use plumbline::review::{Answer, ChoiceMark, Reason, TakenIn};
use proptest::prelude::*;

fn mark(not_applicable: bool, notes: &str) -> ChoiceMark {
    let not_applicable = not_applicable.then_some(Reason::Other);
    ChoiceMark { not_applicable, notes: notes.to_owned() }
}

fn answer(ticks: &[&str], marks: &[(&str, ChoiceMark)], notes: &str) -> Answer {
    Answer {
        selected: ticks.iter().map(|id| (*id).into()).collect(),
        not_applicable: None,
        marks: marks.iter().map(|(id, mark)| ((*id).into(), mark.clone())).collect(),
        notes: notes.to_owned(),
    }
}

#[test]
fn an_answer_takes_in_what_another_says() {
    let cases: [(&str, Answer, Answer, Answer); 6] = [
        (
            "ticks replace ticks",
            answer(&["a"], &[], ""),
            answer(&["b"], &[], ""),
            answer(&["b"], &[], ""),
        ),
        (
            "words stay where the other is silent",
            answer(&["a"], &[("a", mark(false, "mine"))], "on all"),
            answer(&["b"], &[], ""),
            answer(&["b"], &[("a", mark(false, "mine"))], "on all"),
        ),
        (
            "a note alone unticks nothing",
            answer(&["a"], &[], ""),
            answer(&[], &[("a", mark(false, "theirs"))], ""),
            answer(&["a"], &[("a", mark(false, "theirs"))], ""),
        ),
        (
            "what does not apply is not ticked",
            answer(&["a", "b"], &[], ""),
            answer(&[], &[("a", mark(true, ""))], ""),
            answer(&["b"], &[("a", mark(true, ""))], ""),
        ),
        (
            "what is ticked applies",
            answer(&[], &[("a", mark(true, "why"))], ""),
            answer(&["a"], &[], ""),
            answer(&["a"], &[("a", mark(false, "why"))], ""),
        ),
        (
            "a question that is answered applies",
            Answer { not_applicable: Some(Reason::OutOfScope), ..Answer::default() },
            answer(&["a"], &[], ""),
            answer(&["a"], &[], ""),
        ),
    ];
    for (what, mine, theirs, want) in cases {
        assert_eq!(mine.taking_in(&theirs), want, "{what}");
    }
}

proptest! {
    #[test]
    fn taking_in_twice_changes_nothing_more(
        mine in arbitrary::review(), theirs in arbitrary::review(),
    ) {
        let mut review = mine.clone();
        let taken = review.take_in(&theirs.answers);
        prop_assert_eq!(taken.new + taken.changed + taken.same, theirs.answers.len());
        for (id, answer) in mine.answers.iter() {
            if theirs.answers.get(id).is_none() {
                prop_assert_eq!(review.answers.get(id), Some(answer));
            }
        }
        let once = review.clone();
        let again = review.take_in(&theirs.answers);
        prop_assert_eq!(review, once);
        prop_assert_eq!(again, TakenIn { same: theirs.answers.len(), ..TakenIn::default() });
    }
}
