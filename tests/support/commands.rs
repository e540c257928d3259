//! Commands of every kind, as people, imports and mistakes bring them.

#![allow(dead_code)]

use plumbline::collections::Map;
use plumbline::lens::{ChoiceId, PillarId, QuestionId, limits};
use plumbline::review::merge::{Place, Version};
use plumbline::review::properties::Field;
use plumbline::review::{
    Answer, AnswerChange, Attendance, ChoiceMark, Command, Environment, Lenses, Properties, Reason,
    Workload,
};
use proptest::prelude::*;

use super::arbitrary;
use super::lenses::{START, key, lens_ref};

fn question() -> impl Strategy<Value = QuestionId> {
    prop::sample::select(vec!["q1", "q2", "q3", "q4", "q9"]).prop_map(QuestionId::from)
}

fn choice() -> impl Strategy<Value = ChoiceId> {
    prop::sample::select(vec!["a", "b", "c", "q1_no", "q3_no", "q4_no", "none", "zz"])
        .prop_map(ChoiceId::from)
}

fn mark() -> impl Strategy<Value = ChoiceMark> {
    (prop::option::of(prop::sample::select(Reason::ALL.to_vec())), notes())
        .prop_map(|(not_applicable, notes)| ChoiceMark { not_applicable, notes })
}

fn notes() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => arbitrary::text(),
        1 => Just("n".repeat(limits::CHOICE_NOTES + 1)),
        1 => Just("n".repeat(limits::NOTES + 1)),
    ]
}

/// An answer as imports bring it: practices beside "None of these", ids that
/// the lens does not have; but no empty mark.
fn imported() -> impl Strategy<Value = Answer> {
    let selected =
        prop::collection::btree_set(choice(), 0..5).prop_map(|s| s.into_iter().collect());
    let marks = prop::collection::btree_map(choice(), mark(), 0..3)
        .prop_map(|m| m.into_iter().collect::<Map<_, _>>());
    (selected, marks, prop::option::of(Just(Reason::Other)), notes()).prop_map(
        |(selected, mut marks, not_applicable, notes)| {
            marks.retain(|_, mark| !mark.is_empty());
            Answer { selected, not_applicable, marks, notes }
        },
    )
}

/// Any command, also one that is refused.
pub fn command(lenses: Lenses) -> impl Strategy<Value = Command> {
    let lens = || prop::sample::select(vec!["big", "small", "gone"]).prop_map(key);
    let change = prop_oneof![
        4 => choice().prop_map(AnswerChange::Select),
        3 => choice().prop_map(AnswerChange::Unselect),
        1 => prop::option::of(prop::sample::select(Reason::ALL.to_vec()))
            .prop_map(AnswerChange::NotApplicable),
        3 => (choice(), mark()).prop_map(|(choice, mark)| AnswerChange::Mark(choice, mark)),
        1 => notes().prop_map(AnswerChange::Notes),
        2 => imported().prop_map(AnswerChange::Replace),
    ];
    let pillar = prop::sample::select(vec!["ops", "sec", "cost"]).prop_map(PillarId::from);
    let pillars = prop::collection::vec(pillar.clone(), 0..3);
    let name = prop::sample::select(vec!["", "ab", "  abc  ", "Before launch"]);
    prop_oneof![
        12 => (lens(), question(), change)
            .prop_map(|(lens, question, change)| Command::Answer { lens, question, change }),
        1 => (lens(), notes()).prop_map(|(lens, notes)| Command::LensNotes(lens, notes)),
        1 => (lens(), pillar, notes())
            .prop_map(|(lens, pillar, notes)| Command::PillarNotes(lens, pillar, notes)),
        1 => (arbitrary::text(), arbitrary::text()).prop_map(|(name, description)| {
            let environment = Environment::Production;
            Command::Properties(Properties { name, description, environment, ..Properties::default() })
        }),
        1 => pillars.prop_map(Command::Priorities),
        2 => prop::sample::select(vec!["big", "small"])
            .prop_map(move |name| Command::AddLens(lens_ref(&lenses, name))),
        2 => lens().prop_map(Command::RemoveLens),
        3 => name.prop_map(|name| Command::SaveMilestone(name.to_owned())),
        1 => arbitrary::text().prop_map(|name| {
            let attendance = Attendance { workshop: name, count: 3, people: vec!["Ada".to_owned()] };
            Command::CloseWorkshop("A workshop".to_owned(), attendance)
        }),
        2 => (0..5u32).prop_map(Command::DeleteMilestone),
        1 => taken_over(),
        2 => (0..5u32, prop::sample::select(vec!["", " abc", "Renamed"]))
            .prop_map(|(number, name)| Command::RenameMilestone(number, name.to_owned())),
    ]
}

/// What somebody else says at a few places.
fn taken_over() -> impl Strategy<Value = Command> {
    let lens = || prop::sample::select(vec!["big", "small", "gone"]).prop_map(key);
    let place = prop_oneof![
        (lens(), question(), imported())
            .prop_map(|(lens, id, answer)| (Place::Answer(lens, id), Version::Answer(answer))),
        (lens(), notes()).prop_map(|(lens, text)| (Place::LensNotes(lens), Version::Text(text))),
        arbitrary::text().prop_map(|name| (Place::Text(Field::Name), Version::Text(name))),
    ];
    (arbitrary::text(), prop::collection::vec(place, 0..5))
        .prop_map(|(from, said)| Command::TakeOver(from, said))
}

/// Without what an undo does not bring back: the time of the change, and the
/// highest number ever given, so that no number is used twice.
pub fn comparable(workload: &Workload) -> Workload {
    Workload { updated_at: START, last_milestone: 0, ..workload.clone() }
}
