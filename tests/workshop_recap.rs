//! What is told at the end of a workshop: the recap, and everybody's answers.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/workshop.rs"]
mod workshop;

use lenses::key;
use plumbline::lens::QuestionId;
use plumbline::report::{ballots, recap};
use plumbline::review::{Answer, Attendance, Lenses, Workload};
use plumbline::workshop::Workshop;
use workshop::{reply, skipped, ticks, unsure, workshop};

const HOSTILE: &str = "# *Ann*\n[x](javascript:1) | <b>&amp;\u{202e}";

/// A workshop with answers, settled in part, and its review.
fn held(lenses: &Lenses) -> (Workshop, Workload) {
    let mut workshop = workshop(lenses);
    workshop.session.name = HOSTILE.to_owned();
    let note = Answer { notes: "=1+1; \"so\"\n- and so".to_owned(), ..ticks(&["a", "b"]) };
    for one in [
        reply(lenses, "1", HOSTILE, 0, &[("q1", note.clone()), ("q3", skipped())]),
        unsure(
            reply(lenses, "2", "", 0, &[("q1", ticks(&["q1_no"])), ("q2", ticks(&["a"]))]),
            &["q3"],
        ),
        reply(lenses, "3", "Bo", 0, &[]),
    ] {
        workshop.receive(one, Some(&lenses[&key("big")]));
    }
    let mut workload = lenses::workload(lenses);
    workload.properties.name = HOSTILE.to_owned();
    let review = &mut workload.reviews[0];
    review
        .answers
        .insert(QuestionId::from("q1"), Answer { notes: HOSTILE.to_owned(), ..ticks(&["a"]) });
    review.answers.insert(QuestionId::from("q3"), ticks(&["q3_no"]));
    workshop.settled = [QuestionId::from("q1"), QuestionId::from("q3")].into();
    (workshop, workload)
}

#[test]
fn a_recap_says_what_was_agreed_and_what_to_do_first() {
    let lenses = lenses::lenses();
    let (workshop, workload) = held(&lenses);
    let recap = recap::recap(&workshop, &workload, &lenses, "22 Nov 2026");
    assert_eq!(recap.attendance.count, 3);
    assert_eq!(recap.open, ["Question q2"]);
    assert_eq!((recap.counts.high, recap.counts.medium), (1, 1));
    insta::assert_snapshot!("recap_markdown", recap.to_markdown());
    insta::assert_snapshot!("recap_mail", recap.to_mail());
}

#[test]
fn a_recap_of_nothing_says_so() {
    let lenses = lenses::lenses();
    let (workshop, workload) = (workshop(&lenses), lenses::workload(&lenses));
    let recap = recap::recap(&workshop, &workload, &lenses, "22 Nov 2026");
    assert_eq!(
        recap.attendance,
        Attendance { workshop: "Shop, in May".to_owned(), count: 0, people: Vec::new() }
    );
    assert_eq!((recap.settled.len(), recap.open.len(), recap.picks.len()), (0, 3, 0));
    assert_eq!(recap.sum(), "0 questions settled");
    assert!(recap.to_mail().contains("Nothing to improve was found"));
    let unknown = recap::recap(&workshop, &workload, &Lenses::new(), "today");
    assert_eq!((unknown.settled.len(), unknown.open.len()), (0, 0));
}

#[test]
fn everybodys_answers_make_a_table() {
    let lenses = lenses::lenses();
    let (workshop, _) = held(&lenses);
    insta::assert_snapshot!("ballots", ballots::table(&workshop, &lenses[&key("big")]));
}
