//! What somebody who takes part says, changes and takes to another tab.

#[path = "support/lenses.rs"]
mod lenses;

use plumbline::collections::Set;
use plumbline::lens::{ChoiceId, Question, QuestionId, limits};
use plumbline::review::{Answer, AnswerChange, ChoiceMark, Error, Reason};
use plumbline::time::Timestamp;
use plumbline::workshop::{AttendeeId, Attending, Naming, Reply, Session, SessionId, TimeBox};

fn id(id: &str) -> QuestionId {
    QuestionId::from(id)
}

/// The question `q2` of the lens `big`: practices a, b, c and "None of these".
fn question() -> Question {
    let lens = lenses::lenses()[&lenses::key("big")].clone();
    lens.question(&id("q2")).expect("it is there").1.clone()
}

fn attending() -> Attending {
    let lens = lenses::lens_ref(&lenses::lenses(), "big");
    let questions = ["q1", "q2", "q3"].map(id).to_vec();
    let session = Session {
        id: SessionId("s".to_owned()),
        name: "Checkout".to_owned(),
        lens,
        naming: Naming::Named,
        agenda: vec![TimeBox { title: "All".to_owned(), minutes: 20, questions }],
        made_at: Timestamp(0),
    };
    let reply = Reply::new(&session, AttendeeId("a".to_owned()), " Anna ", Timestamp(10));
    Attending { session, reply, returned: None }
}

fn select(choice: &str) -> AnswerChange {
    AnswerChange::Select(ChoiceId::from(choice))
}

fn ticked(reply: &Reply) -> Vec<String> {
    reply.review.answer(&id("q2")).selected.iter().map(|choice| choice.0.clone()).collect()
}

#[test]
fn an_answer_changes_by_the_rules_of_a_review() {
    let question = question();
    let mut reply = attending().reply;
    assert_eq!(reply.name, "Anna");
    // Change, what is ticked then, in words.
    let steps: Vec<(AnswerChange, &[&str], &str)> = vec![
        (select("a"), &["a"], "1 of 3 practices"),
        (select("c"), &["a", "c"], "2 of 3 practices"),
        (select("none"), &["none"], "None of these"),
        (select("b"), &["b"], "1 of 3 practices"),
        (AnswerChange::NotApplicable(Some(Reason::OutOfScope)), &["b"], "Does not apply"),
        (AnswerChange::NotApplicable(None), &["b"], "1 of 3 practices"),
        (AnswerChange::Notes("Since May.".to_owned()), &["b"], "1 of 3 practices"),
        (AnswerChange::Unselect(ChoiceId::from("b")), &[], "Not answered"),
        (AnswerChange::Notes(String::new()), &[], "Not answered"),
    ];
    for (now, (change, want, words)) in (20..).zip(steps) {
        let before = reply.changed_at;
        reply.change(&question, change.clone(), Timestamp(now)).expect("it is allowed");
        assert_eq!(ticked(&reply), want, "{change:?}");
        assert_eq!(reply.in_words(&question), words, "{change:?}");
        assert!(reply.changed_at > before, "{change:?}");
    }
    assert!(reply.review.answers.is_empty(), "an empty answer is not kept");
}

#[test]
fn what_is_not_allowed_changes_nothing() {
    let question = question();
    let mut reply = attending().reply;
    let before = reply.clone();
    let long = AnswerChange::Notes("x".repeat(limits::NOTES + 1));
    let found = reply.change(&question, long, Timestamp(20)).expect_err("it is too long");
    assert!(matches!(found, Error::TooLong { .. }), "{found}");
    let found = reply.change(&question, select("nowhere"), Timestamp(20));
    assert!(matches!(found, Err(Error::NoSuchChoice(_))), "{found:?}");
    assert_eq!(reply, before);
}

#[test]
fn what_says_the_same_is_no_newer() {
    let question = question();
    let mut reply = attending().reply;
    reply.change(&question, select("a"), Timestamp(20)).expect("it is allowed");
    let before = reply.clone();
    reply.change(&question, select("a"), Timestamp(30)).expect("it is allowed");
    reply.cannot_answer(&id("q3"), false, Timestamp(30));
    reply.rename("Anna ", Timestamp(30));
    assert_eq!(reply, before);
    // Every change is newer, also where the clock was put back.
    reply.rename("Ann", Timestamp(5));
    assert_eq!(reply.changed_at, Timestamp(21));
}

#[test]
fn who_cannot_answer_ticks_nothing_and_who_ticks_can() {
    let question = question();
    let mut reply = attending().reply;
    let note = AnswerChange::Notes("Ask Ben.".to_owned());
    for change in [select("a"), note, AnswerChange::NotApplicable(Some(Reason::None))] {
        reply.change(&question, change, Timestamp(20)).expect("it is allowed");
    }
    reply.cannot_answer(&question.id, true, Timestamp(21));
    assert!(reply.is_unsure(&question.id));
    assert_eq!(reply.in_words(&question), "Cannot answer");
    let kept = Answer { notes: "Ask Ben.".to_owned(), ..Answer::default() };
    assert_eq!(reply.review.answer(&question.id), kept);
    // A note is no answer.
    reply.change(&question, AnswerChange::Notes("Ask Bea.".to_owned()), Timestamp(22)).expect("");
    assert!(reply.is_unsure(&question.id));
    reply.change(&question, select("b"), Timestamp(23)).expect("it is allowed");
    assert!(!reply.unsure.contains(&question.id));
    reply.cannot_answer(&question.id, true, Timestamp(24));
    reply.cannot_answer(&question.id, false, Timestamp(25));
    assert!(!reply.has_said(&question.id));
}

#[test]
fn what_was_not_stored_is_carried_over_to_what_another_tab_stored() {
    let question = question();
    let mut before = attending();
    before.reply.review.answers.insert(id("q1"), Answer::default());
    let mut mine = before.clone();
    mine.reply.change(&question, select("a"), Timestamp(30)).expect("it is allowed");
    mine.reply.cannot_answer(&id("q3"), true, Timestamp(31));
    mine.returned = Some(Timestamp(31));
    let mut theirs = before.clone();
    let answer = Answer { notes: "Theirs.".to_owned(), ..Answer::default() };
    theirs.reply.review.answers.insert(id("q1"), answer.clone());
    theirs.reply.name = "Ann".to_owned();
    theirs.reply.changed_at = Timestamp(40);
    theirs.carry_over(&before, &mine);
    assert_eq!(theirs.reply.review.answer(&id("q1")), answer);
    assert_eq!(ticked(&theirs.reply), ["a"]);
    assert!(theirs.reply.is_unsure(&id("q3")));
    assert_eq!(theirs.reply.name, "Ann");
    // Newer than both: nobody sent back what it says now.
    assert_eq!((theirs.reply.changed_at, theirs.returned), (Timestamp(41), Some(Timestamp(31))));
    // And back: what was taken back is gone there as well.
    theirs.carry_over(&mine, &before);
    assert!(ticked(&theirs.reply).is_empty() && theirs.reply.unsure.is_empty());
    assert_eq!(theirs.reply.review.answer(&id("q1")), answer);
}

/// Whatever two tabs did, answers that nobody sent back do not pass for sent.
#[test]
fn what_was_carried_over_counts_as_sent_back_only_where_it_was() {
    let question = question();
    let start = attending();
    let ticked_at = |choice: &str, at: i64, is_sent: bool| {
        let mut tab = start.clone();
        tab.reply.change(&question, select(choice), Timestamp(at)).expect("it is allowed");
        tab.returned = is_sent.then_some(tab.reply.changed_at);
        tab
    };
    let unsure_at = |at: i64, is_sent: bool| {
        let mut tab = start.clone();
        tab.reply.cannot_answer(&id("q3"), true, Timestamp(at));
        tab.returned = is_sent.then_some(tab.reply.changed_at);
        tab
    };
    // What is stored, what was not stored in this tab, whether both together
    // were sent back.
    let cases = [
        ("nothing else was stored", start.clone(), ticked_at("a", 30, true), true),
        ("nor sent", start.clone(), ticked_at("a", 30, false), false),
        ("the same was stored", ticked_at("a", 30, true), ticked_at("a", 30, false), true),
        ("sent by the other, later", unsure_at(40, true), ticked_at("a", 30, false), false),
        ("sent by the other, earlier", unsure_at(20, true), ticked_at("a", 30, false), false),
        ("sent here, later", unsure_at(20, false), ticked_at("a", 30, true), false),
        ("sent here, earlier", unsure_at(40, false), ticked_at("a", 30, true), false),
        ("sent by both at once", unsure_at(30, true), ticked_at("a", 30, true), false),
    ];
    for (what, stored, after, want) in cases {
        let mut both = stored.clone();
        both.carry_over(&start, &after);
        assert_eq!(both.is_returned(), want, "{what}");
        // Whoever has one of the two takes both together in its place.
        for earlier in [&stored, &after] {
            let differs = earlier.reply.review != both.reply.review
                || earlier.reply.unsure != both.reply.unsure;
            assert_eq!(both.reply.changed_at > earlier.reply.changed_at, differs, "{what}");
        }
        let once = both.clone();
        both.carry_over(&start, &after);
        assert!(both.reply.changed_at >= once.reply.changed_at, "{what}");
    }
}

#[test]
fn changes_after_sending_back_are_told() {
    let question = question();
    let mut attending = attending();
    assert!(!attending.is_returned());
    attending.returned = Some(attending.reply.changed_at);
    assert!(attending.is_returned());
    attending.reply.change(&question, select("a"), Timestamp(5)).expect("it is allowed");
    assert!(!attending.is_returned(), "also where the clock was put back");
}

#[test]
fn what_counts_as_an_answer() {
    let mark = |not_applicable| ChoiceMark { not_applicable, ..ChoiceMark::default() };
    let marked = |mark| Answer { marks: [(ChoiceId::from("a"), mark)].into(), ..Answer::default() };
    let note = ChoiceMark { notes: "Later.".to_owned(), ..ChoiceMark::default() };
    // An answer to q2, whether it is one, and whether it is one of somebody who
    // said before that they cannot answer.
    let cases = [
        ("nothing", Answer::default(), false),
        ("a note", Answer { notes: "Hm.".to_owned(), ..Answer::default() }, false),
        ("a tick", Answer { selected: [ChoiceId::from("a")].into(), ..Answer::default() }, true),
        (
            "that it does not apply",
            Answer { not_applicable: Some(Reason::None), ..Answer::default() },
            true,
        ),
        ("that a practice does not apply", marked(mark(Some(Reason::None))), true),
        ("a note to a practice", marked(note), false),
    ];
    let session = attending().session;
    for (what, answer, want) in cases {
        for unsure in [false, true] {
            let mut reply = attending().reply;
            reply.review.answers.insert(id("q2"), answer.clone());
            reply.unsure = if unsure { [id("q2")].into() } else { Set::new() };
            assert_eq!(reply.answers(&id("q2")), want, "{what}");
            assert_eq!(reply.is_unsure(&id("q2")), unsure && !want, "{what}");
            assert_eq!(reply.has_said(&id("q2")), unsure || want, "{what}");
            assert_eq!(reply.said(&session), usize::from(unsure || want), "{what}");
        }
    }
    // Who cannot answer takes back what they said of practices; notes stay.
    let mut reply = attending().reply;
    let both = ChoiceMark { notes: "Later.".to_owned(), ..mark(Some(Reason::None)) };
    let answer = Answer {
        marks: [(ChoiceId::from("a"), both), (ChoiceId::from("b"), mark(Some(Reason::None)))]
            .into(),
        ..Answer::default()
    };
    reply.review.answers.insert(id("q2"), answer);
    reply.cannot_answer(&id("q2"), true, Timestamp(20));
    assert!(reply.is_unsure(&id("q2")));
    let left = reply.review.answer(&id("q2"));
    assert_eq!(left.marks.keys().map(ChoiceId::as_str).collect::<Vec<_>>(), ["a"]);
    assert_eq!(left.mark(&ChoiceId::from("a")).notes, "Later.");
    assert_eq!(left.mark(&ChoiceId::from("a")).not_applicable, None);
}
