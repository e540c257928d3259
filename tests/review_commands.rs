//! Every change can be taken back, and what is refused changes nothing.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/commands.rs"]
mod commands;
#[path = "support/lenses.rs"]
mod lenses;

use commands::{command, comparable};
use lenses::{START, key, lens_ref, workload};
use plumbline::collections::Set;
use plumbline::lens::{ChoiceId, PillarId, QuestionId, limits};
use plumbline::review::{
    Answer, AnswerChange, ChoiceMark, Command, Error, Lenses, Properties, Reason, Workload,
};
use plumbline::time::Timestamp;
use proptest::prelude::*;

/// What the model promises about every workload.
fn check_promises(workload: &Workload) {
    for review in &workload.reviews {
        assert!(review.pillar_notes.values().all(|note| !note.is_empty()), "an empty note is kept");
        for answer in review.answers.values() {
            assert!(!answer.is_empty(), "an empty answer is kept");
            assert!(answer.marks.values().all(|m| !m.is_empty()), "an empty mark is kept");
        }
    }
    assert!(!workload.reviews.is_empty(), "no lens is left");
    let keys: Set<_> = workload.reviews.iter().map(|r| &r.lens.key).collect();
    assert_eq!(keys.len(), workload.reviews.len(), "a lens is there twice");
    let numbers: Vec<u32> = workload.milestones.iter().map(|m| m.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "milestones are not in order: {numbers:?}");
    assert!(numbers.iter().all(|n| *n <= workload.last_milestone), "a number may come back");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_command_can_be_taken_back_and_done_again(
        commands in prop::collection::vec(command(lenses::lenses()), 1..25)
    ) {
        let lenses = lenses::lenses();
        let mut workload = workload(&lenses);
        let mut history = Vec::new();
        for (command, second) in commands.into_iter().zip(1..) {
            let before = workload.clone();
            let now = Timestamp(START.0 + second * 1000);
            match workload.apply(command.clone(), &lenses, now) {
                Err(error) => {
                    prop_assert_eq!(&workload, &before, "refused, yet changed: {:?}", command);
                    prop_assert!(error.to_string().ends_with('.'), "{}", error);
                    continue;
                }
                Ok(applied) => {
                    check_promises(&workload);
                    prop_assert_eq!(workload.updated_at, now);
                    prop_assert!(!applied.words.to_string().is_empty());
                    let mut undone = workload.clone();
                    let redo = undone.take_back(applied.inverse.clone(), &lenses, now)
                        .map_err(|e| TestCaseError::fail(format!("{command:?}: {e}")))?;
                    check_promises(&undone);
                    prop_assert_eq!(comparable(&undone), comparable(&before), "{:?}", command);
                    undone.take_back(redo.inverse, &lenses, now)
                        .map_err(|e| TestCaseError::fail(format!("redo {command:?}: {e}")))?;
                    prop_assert_eq!(&undone, &workload, "redo {:?}", command);
                    history.push((before, applied.inverse));
                }
            }
        }
        // All the way back.
        while let Some((before, inverse)) = history.pop() {
            workload.take_back(inverse, &lenses, START)
                .map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert_eq!(comparable(&workload), comparable(&before));
        }
    }
}

fn tick(workload: &mut Workload, lenses: &Lenses, question: &str, choice: &str) -> Workload {
    answer(workload, lenses, question, AnswerChange::Select(ChoiceId::from(choice)))
        .expect("the choice exists");
    workload.clone()
}

fn answer(
    workload: &mut Workload,
    lenses: &Lenses,
    question: &str,
    change: AnswerChange,
) -> Result<(), Error> {
    let question = QuestionId::from(question);
    let command = Command::Answer { lens: key("big"), question, change };
    workload.apply(command, lenses, START).map(drop)
}

fn ticks(workload: &Workload, question: &str) -> Vec<String> {
    let answer = workload.reviews[0].answer(&QuestionId::from(question));
    answer.selected.into_iter().map(|c| c.0).collect()
}

#[test]
fn none_of_these_and_practices_exclude_each_other() {
    let lenses = lenses::lenses();
    // By its id, and by its title.
    for (question, none) in [("q1", "q1_no"), ("q2", "none")] {
        let mut w = workload(&lenses);
        tick(&mut w, &lenses, question, "a");
        tick(&mut w, &lenses, question, "b");
        assert_eq!(ticks(&w, question), ["a", "b"]);
        tick(&mut w, &lenses, question, none);
        assert_eq!(ticks(&w, question), [none]);
        tick(&mut w, &lenses, question, "a");
        assert_eq!(ticks(&w, question), ["a"]);
    }
}

#[test]
fn an_imported_answer_that_holds_both_is_kept_until_a_person_ticks() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    let both = Answer {
        selected: ["a", "q1_no", "orphan"].map(ChoiceId::from).into(),
        ..Answer::default()
    };
    answer(&mut w, &lenses, "q1", AnswerChange::Replace(both)).expect("imports may hold both");
    assert_eq!(ticks(&w, "q1"), ["a", "orphan", "q1_no"]);
    answer(&mut w, &lenses, "q1", AnswerChange::Notes("why".to_owned())).expect("it fits");
    assert_eq!(ticks(&w, "q1"), ["a", "orphan", "q1_no"], "notes leave the ticks alone");
    let mut other = w.clone();
    answer(&mut other, &lenses, "q1", AnswerChange::Unselect(ChoiceId::from("a")))
        .expect("it exists");
    assert_eq!(ticks(&other, "q1"), ["orphan", "q1_no"]);
    tick(&mut w, &lenses, "q1", "b");
    assert_eq!(ticks(&w, "q1"), ["a", "b", "orphan"]);
}

#[test]
fn a_practice_that_does_not_apply_is_not_ticked() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    let excused = ChoiceMark { not_applicable: Some(Reason::OutOfScope), notes: "no".to_owned() };
    tick(&mut w, &lenses, "q1", "a");
    answer(&mut w, &lenses, "q1", AnswerChange::Mark(ChoiceId::from("a"), excused.clone()))
        .expect("a practice may be excused");
    assert!(ticks(&w, "q1").is_empty());
    tick(&mut w, &lenses, "q1", "a");
    let mark = w.reviews[0].answer(&QuestionId::from("q1")).mark(&ChoiceId::from("a"));
    assert_eq!(mark, ChoiceMark { not_applicable: None, notes: "no".to_owned() });
    for (question, none) in [("q1", "q1_no"), ("q2", "none")] {
        let change = AnswerChange::Mark(ChoiceId::from(none), excused.clone());
        let refused = answer(&mut w, &lenses, question, change);
        assert_eq!(refused, Err(Error::NoneOfTheseNotApplicable));
    }
}

#[test]
fn limits_are_kept_to_the_character() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    let long = |n: usize| "é".repeat(n);
    let note = |n| AnswerChange::Notes(long(n));
    assert_eq!(answer(&mut w, &lenses, "q1", note(limits::NOTES)), Ok(()));
    let too_long = Error::TooLong { what: "A note on an answer", most: 2_084, found: 2_085 };
    assert_eq!(
        too_long.to_string(),
        "A note on an answer can hold 2084 characters; this has 2085."
    );
    assert_eq!(answer(&mut w, &lenses, "q1", note(limits::NOTES + 1)), Err(too_long));
    let mark = |n| {
        let mark = ChoiceMark { notes: long(n), ..ChoiceMark::default() };
        AnswerChange::Mark(ChoiceId::from("a"), mark)
    };
    assert_eq!(answer(&mut w, &lenses, "q1", mark(250)), Ok(()));
    assert!(matches!(
        answer(&mut w, &lenses, "q1", mark(251)),
        Err(Error::TooLong { most: 250, .. })
    ));
    for (n, fits) in [(2_084, true), (2_085, false)] {
        let lens_notes = Command::LensNotes(key("big"), long(n));
        assert_eq!(w.apply(lens_notes, &lenses, START).is_ok(), fits);
        let pillar_notes = Command::PillarNotes(key("big"), PillarId::from("ops"), long(n));
        assert_eq!(w.apply(pillar_notes, &lenses, START).is_ok(), fits);
    }
    for (n, fits) in [(0, false), (2, false), (3, true), (100, true), (101, false)] {
        let properties = Properties { name: long(n), ..Properties::default() };
        let named = w.clone().apply(Command::Properties(properties), &lenses, START);
        assert_eq!(named.is_ok(), fits, "a name of {n}");
        let milestone = w.clone().apply(Command::SaveMilestone(long(n)), &lenses, START);
        assert_eq!(milestone.is_ok(), fits, "a milestone name of {n}");
    }
    for n in 0..limits::MILESTONES {
        let milestone = Command::SaveMilestone(format!("Number {n}"));
        w.apply(milestone, &lenses, START).expect("there is room");
    }
    let full = w.clone();
    let error = w.apply(Command::SaveMilestone("One more".to_owned()), &lenses, START);
    assert_eq!(error, Err(Error::TooMany(100, "milestones")));
    assert_eq!(w, full);
}

#[test]
fn lenses_come_and_go_but_one_stays() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    assert_eq!(w.apply(Command::RemoveLens(key("big")), &lenses, START), Err(Error::LastLens));
    let again = w.apply(Command::AddLens(lens_ref(&lenses, "big")), &lenses, START);
    assert_eq!(again, Err(Error::LensTwice("Big".to_owned())));
    for n in 1..limits::LENSES_PER_WORKLOAD {
        let mut lens = lens_ref(&lenses, "small");
        lens.key = key(&format!("small-{n}"));
        w.apply(Command::AddLens(lens), &lenses, START).expect("there is room");
    }
    let one_more = w.apply(Command::AddLens(lens_ref(&lenses, "small")), &lenses, START);
    assert_eq!(one_more, Err(Error::TooMany(20, "lenses")));
}

#[test]
fn a_milestone_is_not_put_back_twice_and_its_number_is_not_given_again() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    w.apply(Command::SaveMilestone("One".to_owned()), &lenses, START).expect("the name fits");
    let mut milestone = w.milestones[0].clone();
    let again = w.apply(Command::RestoreMilestone(Box::new(milestone.clone())), &lenses, START);
    assert_eq!(again, Err(Error::MilestoneTwice(1)));
    milestone.number = 7;
    w.apply(Command::RestoreMilestone(Box::new(milestone)), &lenses, START).expect("it is new");
    w.apply(Command::SaveMilestone("Next".to_owned()), &lenses, START).expect("the name fits");
    let numbers: Vec<u32> = w.milestones.iter().map(|m| m.number).collect();
    assert_eq!(numbers, [1, 7, 8]);
}

#[test]
fn an_empty_mark_is_not_kept_whoever_brings_it() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    let marks = [(ChoiceId::from("a"), ChoiceMark::default())].into();
    let whole = Answer { marks, ..Answer::default() };
    answer(&mut w, &lenses, "q1", AnswerChange::Replace(whole)).expect("imports may hold it");
    assert!(w.reviews[0].answers.is_empty());
}
