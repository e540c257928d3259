//! Practising over days: which cards come, how many days in a row, and how the
//! record is stored.

use plumbline::exchange::backup;
use plumbline::learn::practice::{MOST_CARDS, NEW_CARDS};
use plumbline::learn::{Card, Grade, Practice, PracticeId};
use plumbline::lens::{ChoiceId, QuestionId};
use plumbline::review::LensKey;
use plumbline::storage::restore::Choice;
use plumbline::storage::{Error, Memory, Port, Store, keys};
use plumbline::time::Timestamp;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn id(n: usize) -> PracticeId {
    PracticeId {
        lens: LensKey("l".to_owned()),
        question: QuestionId::from("q"),
        choice: ChoiceId(format!("{n:03}")),
    }
}

#[test]
fn a_session_has_what_is_due_and_some_new() {
    let cards: Vec<PracticeId> = (0..60).map(id).collect();
    let mut practice = Practice::default();
    assert_eq!(practice.session(&cards, 0), cards[..NEW_CARDS]);
    for card in &cards[..5] {
        practice.grade(card.clone(), Grade::Good, 0);
    }
    assert_eq!(practice.session(&cards, 0), cards[5..5 + NEW_CARDS]);
    // On the next day they are due, before the new ones.
    assert_eq!(practice.session(&cards, 1), cards[..15]);
    practice.grade(cards[0].clone(), Grade::Good, 1);
    assert_eq!(practice.session(&cards, 6)[..4], cards[1..5]);
    assert_eq!(practice.session(&cards, 7)[4], cards[0]);
    for card in &cards {
        practice.grade(card.clone(), Grade::Again, 8);
    }
    assert_eq!(practice.session(&cards, 9).len(), MOST_CARDS);
}

#[test]
fn the_first_grade_of_a_day_says_when_a_card_comes_back() {
    use Grade::*;
    /// The grades with their days; the row, the interval and the day it is due.
    type Case<'a> = (&'a [(Grade, i64)], (u32, i64, i64));
    let cases: &[Case<'_>] = &[
        (&[(Hard, 5), (Good, 5)], (1, 1, 6)),
        (&[(Again, 5), (Hard, 5), (Good, 5)], (0, 1, 6)),
        (&[(Again, 5), (Good, 5), (Good, 6)], (1, 1, 7)),
        (&[(Good, 0), (Good, 1), (Good, 7), (Hard, 22), (Good, 22)], (4, 38, 60)),
        // Overdue: the day on which it was due is not the one on which it was seen.
        (&[(Good, 0), (Good, 9), (Good, 9)], (2, 6, 15)),
        (&[(Good, 0), (Again, 9), (Easy, 9)], (0, 1, 10)),
        // Seen before it was due.
        (&[(Good, 0), (Good, 1), (Good, 3), (Good, 3)], (3, 15, 18)),
    ];
    for (grades, want) in cases {
        let mut practice = Practice::default();
        for (grade, day) in *grades {
            practice.grade(id(0), *grade, *day);
        }
        let Card { row, interval, due, .. } = practice.cards[&id(0)];
        assert_eq!((row, interval, due), *want, "{grades:?}");
    }
}

#[test]
fn a_streak_counts_days_in_a_row_and_forgives_today() {
    let cases: &[(&[i64], i64, usize)] = &[
        (&[], 10, 0),
        (&[10], 10, 1),
        (&[9], 10, 1),
        (&[8], 10, 0),
        (&[7, 8, 9], 10, 3),
        (&[7, 8, 9, 10], 10, 4),
        (&[6, 8, 9, 10], 10, 3),
        // A clock that was set back.
        (&[11, 12], 10, 0),
    ];
    for (days, today, want) in cases {
        let mut practice = Practice::default();
        days.iter().for_each(|day| practice.practised(*day));
        assert_eq!(practice.streak(*today), *want, "{days:?}");
    }
    let mut practice = Practice::default();
    (0..1_000).for_each(|day| practice.practised(day));
    assert_eq!((practice.days.len(), practice.streak(999)), (400, 400));
}

fn any_practice() -> impl Strategy<Value = Practice> {
    let seen = (0..5usize, proptest::sample::select(Grade::ALL.to_vec()), 0..30i64);
    proptest::collection::vec(seen, 0..12).prop_map(|all| {
        let mut practice = Practice::default();
        for (n, grade, day) in all {
            practice.grade(id(n), grade, day);
        }
        practice
    })
}

proptest! {
    #[test]
    fn what_is_stored_is_read(practice in any_practice()) {
        let store = Store::new(Memory::new());
        store.change_practice(|p| *p = practice.clone(), NOW).expect("there is room");
        prop_assert_eq!(store.load_practice(), Ok(practice));
    }

    #[test]
    fn later_grades_of_a_day_leave_the_schedule(
        mut practice in any_practice(),
        card in 0..6usize,
        day in 0..60i64,
        grades in proptest::collection::vec(proptest::sample::select(Grade::ALL.to_vec()), 1..6),
    ) {
        practice.grade(id(card), grades[0], day);
        let first = practice.clone();
        prop_assert_eq!(first.cards[&id(card)].seen(), day);
        for grade in grades {
            practice.grade(id(card), grade, day);
        }
        prop_assert_eq!(practice, first);
    }

    #[test]
    fn coming_together_is_the_same_in_any_order(a in any_practice(), b in any_practice()) {
        let both = a.clone().with(b.clone());
        prop_assert_eq!(&both, &b.clone().with(a.clone()));
        prop_assert_eq!(&both.clone().with(a), &both);
    }
}

#[test]
fn two_tabs_damage_and_newer_versions_lose_nothing() {
    let memory = Memory::new();
    let (one, other) = (Store::new(memory.clone()), Store::new(memory.clone()));
    one.change_practice(|p| p.grade(id(1), Grade::Good, 5), NOW).expect("there is room");
    let both = other.change_practice(|p| p.grade(id(2), Grade::Hard, 6), NOW).expect("it is read");
    assert_eq!((both.cards.len(), both.streak(6)), (2, 2));

    let text = |data: &str, version: u32| {
        format!(r#"{{"format":"plumbline/practice","version":{version},"data":{data}}}"#)
    };
    for damaged in [
        "half".to_owned(),
        text("{}", 1),
        text(r#"{"cards":{},"days":["x"]}"#, 1),
        text(r#"{"cards":{"l":{"q":{"c":[1,-1,1,1]}}},"days":[]}"#, 1),
    ] {
        memory.plant(keys::PRACTICE, &damaged);
        assert!(matches!(one.load_practice(), Err(Error::Damaged { .. })), "{damaged}");
        assert!(one.unreadable().expect("it is read").iter().any(|u| u.key == keys::PRACTICE));
        one.change_practice(|p| p.practised(1), NOW).expect("it is set aside");
        assert!(memory.snapshot().into_values().any(|text| text == damaged));
    }
    let newer = text("7", 2);
    memory.plant(keys::PRACTICE, &newer);
    let refused = one.change_practice(|p| p.practised(1), NOW);
    assert!(matches!(refused, Err(Error::Newer { version: 2, .. })));
    assert_eq!(memory.get(keys::PRACTICE), Ok(Some(newer)));
}

#[test]
fn extreme_numbers_in_a_record_harm_nothing() {
    let memory = Memory::new();
    let (least, most) = (i64::MIN, i64::MAX);
    let data = format!(
        r#"{{"cards":{{"l":{{"q":{{"001":[{most},4294967295,{most},{least}],"002":[{least},2,{least},{most}]}}}}}},"days":[{least},{most}]}}"#
    );
    memory.plant(
        keys::PRACTICE,
        &format!(r#"{{"format":"plumbline/practice","version":1,"data":{data}}}"#),
    );
    let store = Store::new(memory);
    let mut practice = store.load_practice().expect("it is readable");
    practice = practice.clone().with(practice);
    for n in 1..3 {
        for grade in Grade::ALL {
            practice.grade(id(n), grade, 20_000);
            let Card { ease, interval, .. } = practice.cards[&id(n)];
            assert!(ease >= 1_300 && interval >= 1, "{ease} {interval}");
        }
    }
    assert_eq!(practice.streak(20_000), 1);
    assert_eq!(practice.session(&[id(1), id(2)], 20_000).len(), 0);
}

#[test]
fn a_backup_brings_both_together() {
    let store = Store::new(Memory::new());
    store.change_practice(|p| p.grade(id(1), Grade::Easy, 5), NOW).expect("there is room");
    let record = |(key, name, text)| backup::Record { key, name, text };
    let records = store.to_back_up().expect("memory can be read").into_iter().map(record);
    let file = backup::write(&records.collect::<Vec<_>>(), NOW);
    let records = backup::read(&file).0.expect("it was just written").records;
    let here = Store::new(Memory::new());
    here.change_practice(|p| p.grade(id(2), Grade::Good, 6), NOW).expect("there is room");
    let items = here.preview(records, &|_| None, &[]).expect("memory can be read");
    assert_eq!(items[0].choices[0], Choice::KeepBoth);
    here.restore_backup(&[(&items[0], Choice::KeepBoth)], String::new, NOW).expect("it is done");
    let both = here.load_practice().expect("it is readable");
    assert_eq!((both.cards.len(), both.streak(6)), (2, 2));
}

#[test]
fn what_is_due_for_longest_comes_first() {
    let cards: Vec<PracticeId> = (0..MOST_CARDS + 5).map(id).collect();
    let mut practice = Practice::default();
    // The later in the list, the longer ago.
    for (n, card) in cards.iter().enumerate() {
        practice.grade(card.clone(), Grade::Good, 100 - n as i64);
    }
    let mut want = cards.clone();
    want.reverse();
    // One a day is due, from the last on.
    for due in 1..=MOST_CARDS {
        let today = 101 - (cards.len() - due) as i64;
        assert_eq!(practice.session(&cards, today), want[..due], "{due}");
    }
    // Where there are too many, those of yesterday wait.
    assert_eq!(practice.session(&cards, 200), want[..MOST_CARDS]);
}

/// Also where it was not known the last time, and is due sooner for that.
#[test]
fn the_card_that_was_seen_later_counts() {
    use Grade::{Again, Easy, Good, Hard};
    // Grades with their days, on one device and later on the other.
    type Seen<'a> = &'a [(Grade, i64)];
    let cases: [(Seen<'_>, Seen<'_>); 5] = [
        (&[(Good, 0), (Good, 1)], &[(Again, 3)]),
        (&[(Good, 0)], &[(Good, 1)]),
        (&[(Good, 0), (Good, 1), (Good, 7)], &[(Hard, 8)]),
        (&[(Easy, 0), (Easy, 1), (Easy, 7), (Easy, 30)], &[(Again, 31)]),
        (&[(Again, 5)], &[(Easy, 6)]),
    ];
    for (earlier, later) in cases {
        let [earlier, later] = [earlier, later].map(|all| {
            let mut practice = Practice::default();
            all.iter().for_each(|(grade, day)| practice.grade(id(1), *grade, *day));
            practice
        });
        for both in [earlier.clone().with(later.clone()), later.clone().with(earlier.clone())] {
            assert_eq!(both.cards[&id(1)], later.cards[&id(1)]);
            assert!(earlier.days.iter().chain(&later.days).all(|day| both.days.contains(day)));
        }
    }
}
