//! Marks: how far one is, the review that starts from them, and how they are
//! stored when two tabs and a backup are at it.

#[path = "support/lenses.rs"]
mod lenses;

use lenses::{START, key};
use plumbline::exchange::backup;
use plumbline::learn::marks::{Progress, answers, progress};
use plumbline::learn::{Entry, Mark, Marks, PracticeId};
use plumbline::lens::{ChoiceId, QuestionId, Risk};
use plumbline::review::LensKey;
use plumbline::storage::restore::{Choice, State, What};
use plumbline::storage::{Error, Memory, Port, Store, Why, keys};
use plumbline::time::Timestamp;
use proptest::prelude::*;

fn practice(lens: &str, question: &str, choice: &str) -> PracticeId {
    PracticeId {
        lens: LensKey(lens.to_owned()),
        question: QuestionId::from(question),
        choice: ChoiceId::from(choice),
    }
}

fn marked(all: &[(&str, &str, &str, Mark)]) -> Marks {
    let mut marks = Marks::default();
    for (lens, question, choice, mark) in all {
        marks.set(practice(lens, question, choice), Some(*mark), START);
    }
    marks
}

fn some() -> Marks {
    marked(&[
        ("big", "q1", "a", Mark::Doing),
        ("big", "q1", "b", Mark::Want),
        ("big", "q2", "c", Mark::Known),
        ("big", "q2", "none", Mark::Doing),
        ("big", "q4", "a", Mark::Doing),
        ("big", "q4", "gone", Mark::Doing),
        ("small", "q1", "b", Mark::Doing),
    ])
}

#[test]
fn progress_counts_practices_and_not_none_of_these() {
    let all = lenses::lenses();
    let big = &all[&key("big")];
    let got = big.pillars.iter().map(|p| progress(&some(), &key("big"), p)).collect::<Vec<_>>();
    let ops = Progress { practices: 5, known: 1, doing: 1, want: 1 };
    let sec = Progress { practices: 5, known: 0, doing: 1, want: 0 };
    assert_eq!(got, [ops, sec]);
    assert_eq!((ops.marked(), sec.marked()), (3, 1));
}

#[test]
fn a_review_from_marks_ticks_what_is_done_and_nothing_else() {
    let all = lenses::lenses();
    let big = &all[&key("big")];
    let got = answers(&some(), &key("big"), big);
    let said: Vec<(&str, Vec<&str>)> = got
        .iter()
        .map(|(q, a)| (q.as_str(), a.selected.iter().map(ChoiceId::as_str).collect()))
        .collect();
    // q2 has only "known" and a mark on "None of these"; q4 has one on a
    // practice that the lens has no more.
    assert_eq!(said, [("q1", vec!["a"]), ("q4", vec!["a"])]);
    let risk = |id: &str| {
        let (_, question) = big.question(&QuestionId::from(id)).expect("it is there");
        got.get(&question.id).cloned().unwrap_or_default().evaluate(question).risk
    };
    assert_eq!(
        [risk("q1"), risk("q2"), risk("q3")],
        [Risk::Medium, Risk::Unanswered, Risk::Unanswered]
    );
    assert!(answers(&Marks::default(), &key("big"), big).is_empty());
}

fn any_marks() -> impl Strategy<Value = Marks> {
    let id = ("[ab]", "[pq]", "[xyz]");
    let entry = (proptest::sample::select(Mark::ALL.to_vec()), 0..4i64);
    proptest::collection::vec((id, entry), 0..9).prop_map(|all| {
        let mut marks = Marks::default();
        for ((lens, question, choice), (mark, at)) in all {
            marks.set(practice(&lens, &question, &choice), Some(mark), Timestamp(at));
        }
        marks
    })
}

proptest! {
    #[test]
    fn coming_together_is_the_same_in_any_order(a in any_marks(), b in any_marks(), c in any_marks()) {
        let both = a.clone().with(b.clone());
        prop_assert_eq!(&both, &b.clone().with(a.clone()));
        prop_assert_eq!(both.clone().with(c.clone()), a.clone().with(b.clone().with(c)));
        prop_assert_eq!(&both.clone().with(a.clone()), &both);
        for (id, Entry { at, .. }) in a.entries.iter().chain(b.entries.iter()) {
            prop_assert!(both.entries[id].at >= *at);
        }
    }

    #[test]
    fn what_is_stored_is_read(marks in any_marks()) {
        let store = Store::new(Memory::new());
        store.change_marks(|m| *m = marks.clone(), START).expect("there is room");
        prop_assert_eq!(store.load_marks(), Ok(marks));
    }
}

#[test]
fn two_tabs_add_up() {
    let memory = Memory::new();
    let (one, other) = (Store::new(memory.clone()), Store::new(memory));
    let mark = |store: &Store, id: &PracticeId, mark| {
        let id = id.clone();
        store.change_marks(|m| m.set(id, mark, START), START).expect("there is room")
    };
    let (a, b) = (practice("l", "q", "a"), practice("l", "q", "b"));
    mark(&one, &a, Some(Mark::Doing));
    let both = mark(&other, &b, Some(Mark::Want));
    assert_eq!((both.get(&a), both.get(&b)), (Some(Mark::Doing), Some(Mark::Want)));
    let left = mark(&one, &a, None);
    assert_eq!((left.get(&a), left.get(&b)), (None, Some(Mark::Want)));
    assert_eq!(other.load_marks(), Ok(left));
}

#[test]
fn damaged_marks_are_set_aside_and_newer_ones_are_not_touched() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let add = || store.change_marks(|m| *m = some(), START);
    let text = |data: &str, version: u32| {
        format!(r#"{{"format":"plumbline/marks","version":{version},"data":{data}}}"#)
    };
    for damaged in [
        "half a rec".to_owned(),
        text("[]", 1),
        text(r#"{"l":{"q":{"a":["someday",1]}}}"#, 1),
        text(r#"{"l":{"q":{"a":["want"]}}}"#, 1),
        text(r#"{"l":{"q":7}}"#, 1),
    ] {
        memory.plant(keys::MARKS, &damaged);
        assert!(matches!(store.load_marks(), Err(Error::Damaged { .. })), "{damaged}");
        let found = store.unreadable().expect("memory can be read");
        assert!(found.iter().any(|u| u.key == keys::MARKS && u.text == Some(damaged.clone())));
        assert_eq!(add(), Ok(some()));
        let kept = memory.snapshot().into_values().filter(|text| *text == damaged).count();
        assert_eq!(kept, 1, "{damaged}");
    }
    let newer = text("\"from the future\"", 2);
    memory.plant(keys::MARKS, &newer);
    assert!(matches!(add(), Err(Error::Newer { version: 2, .. })));
    assert_eq!(memory.get(keys::MARKS), Ok(Some(newer)));
    let found = store.unreadable().expect("memory can be read");
    assert!(found.iter().any(|u| u.key == keys::MARKS && u.why == Why::Newer(2)));
}

#[test]
fn a_backup_brings_marks_and_they_come_together() {
    let store = Store::new(Memory::new());
    store.change_marks(|m| *m = some(), START).expect("there is room");
    let records = store.to_back_up().expect("memory can be read");
    let record = |(key, name, text)| backup::Record { key, name, text };
    let file = backup::write(&records.into_iter().map(record).collect::<Vec<_>>(), START);
    let read = || backup::read(&file).0.expect("it was just written").records;

    let elsewhere = Store::new(Memory::new());
    let preview = || elsewhere.preview(read(), &|_| None, &[]).expect("memory can be read");
    let later = Timestamp(START.0 + 1);
    let restore = |choice: Choice| {
        let items = preview();
        elsewhere.restore_backup(&[(&items[0], choice)], String::new, later).expect("it is done")
    };
    let items = preview();
    assert_eq!((items.len(), items[0].what, &items[0].state), (1, What::Learning, &State::New));
    assert_eq!(items[0].name, "What you marked in the library");
    assert_eq!(items[0].choices, [Choice::Add, Choice::Skip]);
    restore(Choice::Add);
    assert_eq!(elsewhere.load_marks(), Ok(some()));
    assert_eq!(preview()[0].state, State::Same);

    // Something else is marked here by now, and something differently.
    let own = practice("own", "q", "a");
    let both = practice("big", "q1", "a");
    let change = |m: &mut Marks| {
        *m = Marks::default();
        m.set(own.clone(), Some(Mark::Known), later);
        m.set(both.clone(), Some(Mark::Want), later);
    };
    elsewhere.change_marks(change, later).expect("there is room");
    let items = preview();
    assert!(matches!(items[0].state, State::Different(_)));
    assert_eq!(items[0].choices, [Choice::KeepBoth, Choice::Replace, Choice::Skip]);
    let changed = restore(Choice::KeepBoth);
    let marks = elsewhere.load_marks().expect("it is readable");
    assert_eq!(marks.entries.len(), some().entries.len() + 1);
    assert_eq!((marks.get(&own), marks.get(&both)), (Some(Mark::Known), Some(Mark::Want)));
    // One step back.
    assert_eq!(elsewhere.take_back(changed.changes).records, 1);
    assert_eq!(elsewhere.load_marks().map(|m| m.entries.len()), Ok(2));
    restore(Choice::Replace);
    assert_eq!(elsewhere.load_marks(), Ok(some()));
}

#[test]
fn a_lens_has_its_own_marks_and_no_others() {
    let marks = some();
    assert_eq!(marks.lenses(), [key("big"), key("small")]);
    assert_eq!(Marks::default().lenses(), []);
    for (lens, want) in [("big", 6), ("small", 1), ("other", 0)] {
        let own: Vec<&PracticeId> = marks.of_lens(&key(lens)).map(|(id, _)| id).collect();
        assert_eq!(own.len(), want, "{lens}");
        assert!(own.iter().all(|id| id.lens == key(lens)));
    }
}
