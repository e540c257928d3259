//! Milestones, what changed since, the plan and the cheapest fix.

#[path = "support/lenses.rs"]
mod lenses;

use lenses::{START, key, lens_ref, one_question, workload};
use plumbline::lens::{ChoiceId, ChoiceSet, PillarId, Question, QuestionId, Risk};
use plumbline::review::compare::since;
use plumbline::review::fix::{Fix, smallest};
use plumbline::review::plan::plan;
use plumbline::review::{Answer, AnswerChange, ChoiceMark, Command, Lenses, Reason, Workload};
use plumbline::time::Timestamp;
use proptest::prelude::*;

fn answer(workload: &mut Workload, lenses: &Lenses, lens: &str, question: &str, choices: &str) {
    let selected = choices.split_whitespace().map(ChoiceId::from).collect();
    let change = AnswerChange::Replace(Answer { selected, ..Answer::default() });
    let question = QuestionId::from(question);
    let command = Command::Answer { lens: key(lens), question, change };
    workload.apply(command, lenses, START).expect("the question exists");
}

fn milestone(workload: &mut Workload, lenses: &Lenses, name: &str, at: Timestamp) {
    workload
        .apply(Command::SaveMilestone(name.to_owned()), lenses, at)
        .expect("the name is long enough");
}

#[test]
fn a_milestone_keeps_everything_as_it_was() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    answer(&mut w, &lenses, "big", "q1", "a");
    answer(&mut w, &lenses, "big", "q3", "a b");
    let before = w.clone();
    let at = Timestamp(START.0 + 5);
    milestone(&mut w, &lenses, "  First  ", at);
    answer(&mut w, &lenses, "big", "q1", "a b");
    w.apply(Command::AddLens(lens_ref(&lenses, "small")), &lenses, START).expect("there is room");

    let first = &w.milestones[0];
    assert_eq!((first.number, first.name.as_str(), first.recorded_at), (1, "First", at));
    let counts = first.counts();
    assert_eq!((counts.high, counts.medium, counts.none, counts.unanswered), (0, 1, 1, 2));
    assert_eq!(first.as_workload(&w), Workload { updated_at: at, ..before });
}

#[test]
fn the_number_of_a_deleted_milestone_is_not_used_again() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    for name in ["One", "Two", "Three"] {
        milestone(&mut w, &lenses, name, START);
    }
    let deleted = w.apply(Command::DeleteMilestone(3), &lenses, START).expect("it exists");
    milestone(&mut w, &lenses, "Four", START);
    w.apply(deleted.inverse, &lenses, START).expect("there is room");
    let milestones: Vec<_> = w.milestones.iter().map(|m| (m.number, m.name.as_str())).collect();
    assert_eq!(milestones, [(1, "One"), (2, "Two"), (3, "Three"), (4, "Four")]);
}

#[test]
fn what_changed_since_a_milestone_is_listed_in_file_order() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    w.apply(Command::AddLens(lens_ref(&lenses, "small")), &lenses, START).expect("there is room");
    answer(&mut w, &lenses, "big", "q3", "a");
    answer(&mut w, &lenses, "big", "q1", "a b");
    answer(&mut w, &lenses, "big", "q4", "c");
    milestone(&mut w, &lenses, "Before", START);
    assert_eq!(since(&w.milestones[0], &w, &lenses), []);

    answer(&mut w, &lenses, "big", "q3", "q3_no");
    answer(&mut w, &lenses, "big", "q1", "");
    // The same risk by another answer is no change of risk.
    answer(&mut w, &lenses, "big", "q4", "b c");
    w.apply(Command::RemoveLens(key("small")), &lenses, START).expect("another is left");
    // A question that the lens no longer has.
    w.milestones[0].reviews[0].risks.insert(QuestionId::from("old"), Risk::High);
    w.milestones[0].reviews[0].risks.remove(&QuestionId::from("q2"));
    let changes: Vec<_> = since(&w.milestones[0], &w, &lenses)
        .into_iter()
        .map(|c| (c.lens.0, c.question.0, c.from, c.to))
        .collect();
    let change =
        |lens: &str, question: &str, from, to| (lens.to_owned(), question.to_owned(), from, to);
    assert_eq!(
        changes,
        [
            change("big", "q1", Some(Risk::None), Some(Risk::Unanswered)),
            change("big", "q2", None, Some(Risk::Unanswered)),
            change("big", "q3", Some(Risk::Medium), Some(Risk::High)),
            change("big", "old", Some(Risk::High), None),
            change("small", "q1", Some(Risk::Unanswered), None),
        ]
    );
}

#[test]
fn the_plan_lists_high_risks_first_then_by_priority_then_in_file_order() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    w.apply(Command::AddLens(lens_ref(&lenses, "small")), &lenses, START).expect("there is room");
    answer(&mut w, &lenses, "big", "q1", "q1_no");
    answer(&mut w, &lenses, "big", "q2", "c");
    answer(&mut w, &lenses, "big", "q3", "b");
    answer(&mut w, &lenses, "big", "q4", "q4_no");
    answer(&mut w, &lenses, "small", "q1", "q1_no");
    let order = |w: &Workload| -> Vec<String> {
        plan(w, &lenses)
            .iter()
            .map(|i| format!("{} {} {:?}", i.pillar, i.question, i.risk))
            .collect()
    };
    assert_eq!(
        order(&w),
        ["ops q1 High", "sec q4 High", "cost q1 High", "ops q2 Medium", "sec q3 Medium"]
    );
    let priorities = vec![PillarId::from("cost"), PillarId::from("sec")];
    w.apply(Command::Priorities(priorities), &lenses, START).expect("always possible");
    assert_eq!(
        order(&w),
        ["cost q1 High", "sec q4 High", "ops q1 High", "sec q3 Medium", "ops q2 Medium"]
    );
}

#[test]
fn the_plan_names_what_is_left_to_do() {
    let lenses = lenses::lenses();
    let mut w = workload(&lenses);
    let excused = ChoiceMark { not_applicable: Some(Reason::Other), notes: String::new() };
    let half_done = Answer {
        selected: [ChoiceId::from("none")].into(),
        marks: [(ChoiceId::from("b"), excused)].into(),
        ..Answer::default()
    };
    let command = Command::Answer {
        lens: key("big"),
        question: QuestionId::from("q2"),
        change: AnswerChange::Replace(half_done),
    };
    w.apply(command, &lenses, START).expect("the question exists");
    let items = plan(&w, &lenses);
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].practices, [ChoiceId::from("a"), ChoiceId::from("c")]);
    // Without b, a && b && c asks for a and c; c alone is a medium risk.
    let fix = Fix { practices: vec![ChoiceId::from("c")], risk: Risk::Medium };
    assert_eq!(items[0].fix, Some(fix));
    assert!(plan(&w, &Lenses::new()).is_empty(), "a lens that is not at hand has no plan");
}

/// The cheapest fix by the definition: all sets of further practices, by size,
/// then risk, then place in the file.
fn brute_force(question: &Question, answer: &Answer) -> Option<(Vec<usize>, Risk)> {
    let before = answer.evaluate(question).risk;
    let excused = answer.choices_not_applicable(question);
    let kept = question.choice_set(&answer.selected).without(question.none_of_these());
    let mut sets: Vec<(usize, Risk, Vec<usize>)> = Vec::new();
    for bits in 1u32..1 << question.choices.len() {
        let adopted = ChoiceSet(bits);
        let places: Vec<usize> =
            (0..question.choices.len()).filter(|i| adopted.contains(*i)).collect();
        if places.iter().any(|&i| {
            kept.contains(i) || excused.contains(i) || question.none_of_these().contains(i)
        }) {
            continue;
        }
        let all = ChoiceSet(kept.0 | bits);
        let risk = question.evaluate(answer.not_applicable.is_none(), all, excused).risk;
        if risk < before {
            sets.push((places.len(), risk, places));
        }
    }
    sets.sort();
    sets.into_iter().next().map(|(_, risk, places)| (places, risk))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_smallest_fix_is_what_brute_force_finds(
        terms in prop::collection::vec(
            (prop::collection::vec((any::<bool>(), 0..6usize), 1..4), any::<bool>()), 1..4),
        risks in prop::sample::select(vec![["NO", "MEDIUM"], ["MEDIUM", "NO"], ["NO", "HIGH"]]),
        selected in 0u32..128,
        excused in prop::collection::btree_set(0..6usize, 0..3),
        applies in prop::bool::weighted(0.9),
    ) {
        let choices = ["c0", "c1", "c2", "c3", "c4", "c5", "q_no"];
        let term = |(literals, and): &(Vec<(bool, usize)>, bool)| {
            let words: Vec<String> = literals
                .iter()
                .map(|(yes, i)| format!("{}c{i}", if *yes { "" } else { "!" }))
                .collect();
            format!("({})", words.join(if *and { " && " } else { " || " }))
        };
        let first = term(&terms[0]);
        let second: Vec<String> = terms.iter().skip(1).map(term).collect();
        let second = if second.is_empty() { "c0".to_owned() } else { second.join(" || ") };
        let question = one_question(
            &choices,
            &[(&first, risks[0]), (&second, risks[1]), ("default", "HIGH")],
        );
        let id = |i: usize| ChoiceId::from(choices[i]);
        let mark = ChoiceMark { not_applicable: Some(Reason::Other), notes: String::new() };
        let answer = Answer {
            selected: (0..7)
                .filter(|i| selected >> i & 1 == 1 && !excused.contains(i))
                .map(id)
                .collect(),
            marks: excused.iter().map(|i| (id(*i), mark.clone())).collect(),
            not_applicable: (!applies).then_some(Reason::None),
            ..Answer::default()
        };
        let want = brute_force(&question, &answer)
            .map(|(places, risk)| Fix { practices: places.into_iter().map(id).collect(), risk });
        prop_assert_eq!(smallest(&question, &answer), want, "{} / {}", first, second);
    }
}

#[test]
fn of_two_fixes_alike_the_one_that_begins_first_in_the_file_wins() {
    let rules = [("(c0 && c3) || (c1 && c2)", "NO"), ("default", "HIGH")];
    let question = one_question(&["c0", "c1", "c2", "c3", "c4", "q_no"], &rules);
    let answer = Answer { selected: [ChoiceId::from("c4")].into(), ..Answer::default() };
    let practices = ["c0", "c3"].map(ChoiceId::from).to_vec();
    assert_eq!(smallest(&question, &answer), Some(Fix { practices, risk: Risk::None }));
    assert_eq!(brute_force(&question, &answer), Some((vec![0, 3], Risk::None)));
}
