//! What somebody who takes part says, changes and takes to another tab.

#[path = "support/lenses.rs"]
mod lenses;

use plumbline::lens::{ChoiceId, Question, QuestionId, limits};
use plumbline::review::{Answer, AnswerChange, Error, Reason};
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
    let before = attending();
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
    assert_eq!((theirs.reply.changed_at, theirs.returned), (Timestamp(40), Some(Timestamp(31))));
    // And back: what was taken back is gone there as well.
    theirs.carry_over(&mine, &before);
    assert!(ticked(&theirs.reply).is_empty() && theirs.reply.unsure.is_empty());
    assert_eq!(theirs.reply.review.answer(&id("q1")), answer);
}
