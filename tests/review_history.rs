//! Undo and redo: every change can be taken back and done again, in words that
//! people know.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/commands.rs"]
mod commands;
#[path = "support/lenses.rs"]
mod lenses;

use lenses::{START, key, lens_ref, workload};
use plumbline::lens::{ChoiceId, PillarId, QuestionId};
use plumbline::review::history::Way;
use plumbline::review::{
    Answer, AnswerChange, ChoiceMark, Command, Environment, History, ImprovementStatus, Lenses,
    Milestone, Properties, Reason, Workload,
};
use plumbline::time::Timestamp;
use proptest::prelude::*;

fn answer(change: AnswerChange) -> Command {
    Command::Answer { lens: key("big"), question: QuestionId::from("q1"), change }
}

fn mark(not_applicable: Option<Reason>, notes: &str) -> Command {
    let mark = ChoiceMark { not_applicable, notes: notes.to_owned() };
    answer(AnswerChange::Mark(ChoiceId::from("a"), mark))
}

fn properties(change: impl FnOnce(&mut Properties)) -> Command {
    let mut properties = Properties { name: "Shop".to_owned(), ..Properties::default() };
    change(&mut properties);
    Command::Properties(properties)
}

/// A workload with a milestone and a second lens.
fn seeded(lenses: &Lenses) -> Workload {
    let mut workload = workload(lenses);
    for command in [
        Command::SaveMilestone("Before launch".to_owned()),
        Command::AddLens(lens_ref(lenses, "small")),
    ] {
        workload.apply(command, lenses, START).expect("it is allowed");
    }
    workload
}

fn milestone(lenses: &Lenses) -> Milestone {
    let mut milestone = seeded(lenses).milestones.remove(0);
    milestone.number = 9;
    milestone
}

#[test]
fn every_command_says_what_it_did() {
    let lenses = lenses::lenses();
    let excused = || mark(Some(Reason::OutOfScope), "");
    let out = || answer(AnswerChange::NotApplicable(Some(Reason::OutOfScope)));
    let select = || answer(AnswerChange::Select(ChoiceId::from("a")));
    let cases: Vec<(Vec<Command>, &str)> = vec![
        (vec![select()], "ticked Practice a"),
        (
            vec![select(), answer(AnswerChange::Unselect(ChoiceId::from("a")))],
            "unticked Practice a",
        ),
        (vec![out()], "marked “Question q1” as not applicable"),
        (
            vec![out(), answer(AnswerChange::NotApplicable(Some(Reason::Other)))],
            "changed why “Question q1” does not apply",
        ),
        (
            vec![out(), answer(AnswerChange::NotApplicable(None))],
            "marked “Question q1” as applicable",
        ),
        (vec![excused()], "marked Practice a as not applicable"),
        (vec![excused(), mark(Some(Reason::Other), "")], "changed why Practice a does not apply"),
        (vec![excused(), mark(None, "")], "marked Practice a as applicable"),
        (vec![mark(None, "Why.")], "changed the note on Practice a"),
        (vec![excused(), mark(Some(Reason::OutOfScope), "Why.")], "changed the note on Practice a"),
        (
            vec![answer(AnswerChange::Notes("Said.".to_owned()))],
            "changed the notes on “Question q1”",
        ),
        (
            vec![answer(AnswerChange::Replace(Answer::default()))],
            "replaced the answer to “Question q1”",
        ),
        (vec![Command::LensNotes(key("big"), "n".to_owned())], "changed the notes on Big"),
        (
            vec![Command::PillarNotes(key("big"), PillarId::from("sec"), "n".to_owned())],
            "changed the notes on sec",
        ),
        (
            vec![Command::PillarNotes(key("big"), PillarId::from("gone"), "n".to_owned())],
            "changed the notes on gone",
        ),
        (vec![properties(|p| p.name.push('s'))], "changed the name of the review"),
        (vec![properties(|p| p.description = "abc".to_owned())], "changed the description"),
        (vec![properties(|p| p.review_owner = "abc".to_owned())], "changed the review owner"),
        (vec![properties(|p| p.industry = "abc".to_owned())], "changed the industry"),
        (
            vec![properties(|p| p.architecture_url = "https://a.b".to_owned())],
            "changed the address of the diagram",
        ),
        (vec![properties(|p| p.notes = "abc".to_owned())], "changed the notes on the review"),
        (
            vec![properties(|p| p.environment = Environment::Production)],
            "set the environment to Production",
        ),
        (
            vec![properties(|p| p.improvement_status = ImprovementStatus::InProgress)],
            "set the improvement status to In progress",
        ),
        (
            vec![properties(|p| {
                p.notes = "abc".to_owned();
                p.industry = "abc".to_owned();
            })],
            "changed the details",
        ),
        (
            vec![properties(|p| {
                p.notes = "abc".to_owned();
                p.environment = Environment::Production;
            })],
            "changed the details",
        ),
        (vec![properties(|_| ())], "changed the details"),
        (
            vec![Command::Priorities(vec![PillarId::from("sec")])],
            "changed the order of the pillars",
        ),
        (vec![Command::RemoveLens(key("small"))], "removed the lens Small"),
        (
            vec![Command::RemoveLens(key("small")), Command::AddLens(lens_ref(&lenses, "small"))],
            "added the lens Small",
        ),
        (vec![Command::SaveMilestone(" Week 3 ".to_owned())], "saved the milestone Week 3"),
        (vec![Command::DeleteMilestone(1)], "deleted the milestone Before launch"),
        (
            vec![Command::RenameMilestone(1, " After launch ".to_owned())],
            "renamed a milestone to After launch",
        ),
        (
            vec![Command::RestoreMilestone(Box::new(milestone(&lenses)))],
            "put back the milestone Before launch",
        ),
        (
            vec![Command::RestoreReview(0, {
                let mut review = seeded(&lenses).reviews.remove(1);
                review.lens.key = key("other");
                Box::new(review)
            })],
            "put back the lens Small",
        ),
        (
            vec![Command::SaveMilestone(
                "The state of everything on the evening before the second rehearsal of the launch"
                    .to_owned(),
            )],
            "saved the milestone The state of everything on the evening before the second…",
        ),
    ];
    for (commands, want) in cases {
        let mut workload = seeded(&lenses);
        let mut history = History::default();
        let mut before = workload.clone();
        for command in commands {
            before = workload.clone();
            let shown = format!("{command:?}");
            let applied = workload
                .apply(command, &lenses, START)
                .unwrap_or_else(|error| panic!("{shown}: {error}"));
            history.push(applied);
        }
        let after = workload.clone();
        // The words stay the same, back and forth.
        for _ in 0..2 {
            assert_eq!(history.next(Way::Back).map(ToString::to_string).as_deref(), Some(want));
            let taken = history.take(Way::Back, &mut workload, &lenses, START);
            let taken = taken.expect("there is a step");
            assert_eq!((taken.words.to_string().as_str(), taken.problem), (want, None));
            assert_eq!(commands::comparable(&workload), commands::comparable(&before), "{want}");
            assert_eq!(history.next(Way::Again).map(ToString::to_string).as_deref(), Some(want));
            let taken = history.take(Way::Again, &mut workload, &lenses, START);
            let taken = taken.expect("there is a step");
            assert_eq!((taken.words.to_string().as_str(), taken.problem), (want, None));
            assert_eq!(commands::comparable(&workload), commands::comparable(&after), "{want}");
        }
        assert!(want.chars().next().is_some_and(char::is_lowercase), "{want} follows a colon");
        assert!(!want.ends_with('.'), "{want} is no sentence");
    }
}

/// Types a text letter by letter.
fn type_in(
    history: &mut History,
    workload: &mut Workload,
    text: &str,
    command: impl Fn(String) -> Command,
) {
    let lenses = lenses::lenses();
    for end in 1..=text.len() {
        let command = command(text[..end].to_owned());
        let applied = workload.apply(command, &lenses, START).expect("it fits");
        history.push(applied);
    }
}

#[test]
fn typing_is_one_step_however_many_letters() {
    type Typed = fn(String) -> Command;
    let texts: [(&str, Typed); 5] = [
        ("the answer", |text| answer(AnswerChange::Notes(text))),
        ("a choice", |text| mark(None, &text)),
        ("a lens", |text| Command::LensNotes(key("big"), text)),
        ("a pillar", |text| Command::PillarNotes(key("big"), PillarId::from("ops"), text)),
        ("the details", |text| properties(|p| p.notes = text)),
    ];
    let lenses = lenses::lenses();
    for (what, typed) in texts {
        let (mut workload, mut history) = (seeded(&lenses), History::default());
        let before = workload.clone();
        type_in(&mut history, &mut workload, "Half a sentence", typed);
        history.take(Way::Back, &mut workload, &lenses, START).expect("there is a step");
        assert_eq!(workload, before, "{what}");
        assert_eq!(history.next(Way::Back), None, "{what}");
        // What is typed after an undo is a step of its own.
        history.take(Way::Again, &mut workload, &lenses, START).expect("there is a step");
        let whole = workload.clone();
        type_in(&mut history, &mut workload, "More", typed);
        assert_eq!(history.next(Way::Again), None, "{what}: what was undone is not redone over it");
        history.take(Way::Back, &mut workload, &lenses, START).expect("there is a step");
        assert_eq!(workload, whole, "{what}");
    }
}

#[test]
fn two_texts_are_two_steps() {
    let lenses = lenses::lenses();
    let other = |text: String| Command::Answer {
        lens: key("big"),
        question: QuestionId::from("q2"),
        change: AnswerChange::Notes(text),
    };
    let (mut workload, mut history) = (seeded(&lenses), History::default());
    let mut states = vec![workload.clone()];
    let mut step = |command: &dyn Fn(String) -> Command| {
        type_in(&mut history, &mut workload, "abc", command);
        states.push(workload.clone());
    };
    step(&|text| answer(AnswerChange::Notes(text)));
    step(&other);
    step(&|text| mark(None, &text));
    step(&|text| {
        let mark = ChoiceMark { notes: text, ..ChoiceMark::default() };
        answer(AnswerChange::Mark(ChoiceId::from("b"), mark))
    });
    step(&|text| Command::LensNotes(key("big"), text));
    step(&|text| Command::LensNotes(key("small"), text));
    step(&|text| properties(|p| p.notes = text));
    step(&|text| {
        properties(|p| {
            p.notes = "abc".to_owned();
            p.industry = text;
        })
    });
    while let Some(state) = states.pop() {
        assert_eq!(workload, state);
        let taken = history.take(Way::Back, &mut workload, &lenses, START);
        assert_eq!(taken.is_some(), !states.is_empty());
    }
}

#[test]
fn a_step_that_became_impossible_is_told_and_forgotten() {
    let lenses = lenses::lenses();
    let (mut workload, mut history) = (seeded(&lenses), History::default());
    for command in [answer(AnswerChange::Select(ChoiceId::from("a"))), Command::DeleteMilestone(1)]
    {
        history.push(workload.apply(command, &lenses, START).expect("it is allowed"));
    }
    let mut back = milestone(&lenses);
    back.number = 1;
    let elsewhere = Command::RestoreMilestone(Box::new(back));
    workload.apply(elsewhere, &lenses, START).expect("another tab did it");
    let taken = history.take(Way::Back, &mut workload, &lenses, START).expect("there is a step");
    assert_eq!(taken.words.to_string(), "deleted the milestone Before launch");
    assert_eq!(
        taken.problem.expect("it is refused").to_string(),
        "There is a milestone 1 already."
    );
    assert_eq!(history.next(Way::Again), None);
    assert_eq!(
        history.next(Way::Back).map(ToString::to_string).as_deref(),
        Some("ticked Practice a")
    );
}

#[test]
fn what_came_from_elsewhere_can_be_had_back_though_it_could_not_be_typed() {
    let lenses = lenses::lenses();
    let mut imported = seeded(&lenses);
    imported.properties.description = "ab".to_owned();
    imported.reviews[0].notes = "n".repeat(3_000);
    imported.reviews[0].pillar_notes =
        [(PillarId::from("ops"), "n".repeat(3_000))].into_iter().collect();
    imported.milestones[0].name = "M".to_owned();
    for command in [
        properties(|p| p.description = "abc".to_owned()),
        // What is not touched is not judged.
        properties(|p| {
            p.description = "ab".to_owned();
            p.industry = "Retail".to_owned();
        }),
        Command::LensNotes(key("big"), String::new()),
        Command::PillarNotes(key("big"), PillarId::from("ops"), String::new()),
        Command::RenameMilestone(1, "Monday".to_owned()),
    ] {
        let (mut workload, mut history) = (imported.clone(), History::default());
        let shown = format!("{command:?}");
        let applied =
            workload.apply(command, &lenses, START).unwrap_or_else(|e| panic!("{shown}: {e}"));
        history.push(applied);
        history.take(Way::Back, &mut workload, &lenses, START).expect("there is a step");
        assert_eq!(workload, imported, "{shown}");
    }
}

proptest! {
    /// A person who edits, undoes and redoes at random is always where the
    /// list of states says.
    #[test]
    fn undo_and_redo_walk_along_the_states(
        steps in prop::collection::vec(
            prop_oneof![
                3 => commands::command(lenses::lenses()).prop_map(Some),
                2 => Just(None),
            ],
            1..40,
        ),
        forward in prop::collection::vec(any::<bool>(), 40),
    ) {
        let lenses = lenses::lenses();
        let (mut workload, mut history) = (workload(&lenses), History::default());
        // States before and after every step; `at` is the present one.
        let (mut states, mut at) = (vec![workload.clone()], 0);
        for ((step, forward), second) in steps.into_iter().zip(forward).zip(1..) {
            let now = Timestamp(START.0 + second);
            match step {
                Some(command) => {
                    let Ok(mut applied) = workload.apply(command, &lenses, now) else { continue };
                    // Joining is looked at above.
                    applied.typing = None;
                    history.push(applied);
                    states.truncate(at + 1);
                    states.push(workload.clone());
                    at += 1;
                }
                None => {
                    let way = if forward { Way::Again } else { Way::Back };
                    let taken = history.take(way, &mut workload, &lenses, now);
                    match (way, &taken) {
                        (Way::Back, Some(_)) => at -= 1,
                        (Way::Again, Some(_)) => at += 1,
                        (Way::Back, None) => prop_assert_eq!(at, 0),
                        (Way::Again, None) => prop_assert_eq!(at, states.len() - 1),
                    }
                    prop_assert_eq!(taken.and_then(|t| t.problem), None);
                }
            }
            prop_assert_eq!(commands::comparable(&workload), commands::comparable(&states[at]));
        }
    }
}
