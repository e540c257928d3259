//! A lens that changed since a review began: what is told, and the step over.

use std::sync::Arc;

use plumbline::lens::{self, ChoiceId, LensHash, QuestionId};
use plumbline::review::upgrade::{command, upgrades};
use plumbline::review::{Answer, LensKey, LensRef, Lenses, Properties, Workload, WorkloadId};
use plumbline::time::Timestamp;

fn review() -> (Workload, Lenses) {
    let key = LensKey("quick-check".to_owned());
    let text = include_str!("../lenses/quick-check.json");
    let lens = Arc::new(lens::parse(text).lens.expect("the bundled lens is sound"));
    let mut then = LensRef::new(key.clone(), &lens);
    then.hash = LensHash("0".repeat(64));
    let now = Timestamp(1);
    let mut workload =
        Workload::new(WorkloadId("a".to_owned()), Properties::default(), [then], now);
    let (_, question) = lens.questions().next().expect("the lens has questions");
    let ticks = [question.choices[0].id.clone(), ChoiceId::from("gone")];
    let answers = &mut workload.reviews[0].answers;
    answers.insert(question.id.clone(), Answer { selected: ticks.into(), ..Answer::default() });
    let gone = Answer { notes: "Still here.".to_owned(), ..Answer::default() };
    answers.insert(QuestionId::from("gone"), gone);
    (workload, [(key, lens)].into())
}

#[test]
fn what_a_changed_lens_no_longer_has_is_counted_and_kept() {
    let (mut workload, lenses) = review();
    let found = upgrades(&workload, &lenses);
    assert_eq!(found.len(), 1);
    let all = lenses.values().next().expect("it is there").questions().count();
    assert_eq!((found[0].questions_gone, found[0].practices_gone, found[0].open), (1, 1, all - 1));
    let before = workload.clone();
    let applied = workload.apply(command(&found), &lenses, Timestamp(2)).expect("it applies");
    assert_eq!(upgrades(&workload, &lenses), []);
    assert_eq!(workload.reviews[0].answers, before.reviews[0].answers);
    assert_eq!(applied.words.to_string(), "took over from the newest Quick check");
    workload.take_back(applied.inverse, &lenses, Timestamp(1)).expect("it can be taken back");
    assert_eq!(workload, before);
}

#[test]
fn a_lens_that_is_the_same_or_not_at_hand_is_not_told() {
    let (mut workload, lenses) = review();
    assert_eq!(upgrades(&workload, &Lenses::new()), []);
    workload.reviews[0].lens.hash = lenses.values().next().expect("it is there").hash.clone();
    assert_eq!(upgrades(&workload, &lenses), []);
}
