//! What the end of a workshop says: the improvements to begin with, texts that
//! stay texts, and a table without anything that nobody said.

#[path = "support/lenses.rs"]
mod lenses;

use std::sync::Arc;

use lenses::{START, key, lens_ref, one_question};
use plumbline::lens::{ChoiceId, Lens, Question, QuestionId, Risk};
use plumbline::report::ballots;
use plumbline::report::recap::{self, PICKS, Recap};
use plumbline::review::{Answer, ChoiceMark, LensReview, Lenses, Reason, Workload, WorkloadId};
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox, Workshop};

fn ticks(ids: &[&str]) -> Answer {
    Answer { selected: ids.iter().map(|id| ChoiceId::from(*id)).collect(), ..Answer::default() }
}

/// A workshop about these questions of `big`, all of them settled.
fn settled(lenses: &Lenses, questions: &[&str]) -> Workshop {
    let questions: Vec<QuestionId> = questions.iter().map(|id| QuestionId::from(*id)).collect();
    let session = Session {
        id: SessionId("s".to_owned()),
        name: "Shop".to_owned(),
        lens: lens_ref(lenses, "big"),
        naming: Naming::Named,
        agenda: vec![TimeBox {
            title: "All".to_owned(),
            minutes: 20,
            questions: questions.clone(),
        }],
        made_at: START,
    };
    let mut workshop = Workshop::new(session, WorkloadId("w".to_owned()));
    workshop.settled = questions.into_iter().collect();
    workshop
}

/// `big` with these questions in one pillar.
fn with_questions(lenses: &mut Lenses, questions: Vec<Question>) {
    let mut lens: Lens = lenses[&key("big")].as_ref().clone();
    lens.pillars.truncate(1);
    lens.pillars[0].questions = questions;
    lenses.insert(key("big"), Arc::new(lens));
}

fn answered(lenses: &Lenses, answers: &[(&str, Answer)]) -> Workload {
    let mut workload = lenses::workload(lenses);
    for (question, answer) in answers {
        workload.reviews[0].answers.insert(QuestionId::from(*question), answer.clone());
    }
    workload
}

fn picked(recap: &Recap) -> Vec<(&str, usize, Risk)> {
    let pick = |pick: &'_ recap::Improvement| (pick.practices.len(), pick.from);
    recap.picks.iter().map(|p| (p.question.as_str(), pick(p).0, pick(p).1)).collect()
}

/// High risks first, then what takes the fewest practices, then the plan.
#[test]
fn what_to_begin_with() {
    let lenses = lenses::lenses();
    let workshop = settled(&lenses, &["q1", "q2", "q3", "q4"]);
    // q1 and q3: nothing of two is high, one is medium. q2 and q4: c without a
    // is medium, all three are none.
    let workload = answered(
        &lenses,
        &[
            ("q1", ticks(&["a"])),
            ("q2", ticks(&["a"])),
            ("q3", ticks(&["q3_no"])),
            ("q4", ticks(&["c"])),
        ],
    );
    let recap = recap::recap(&workshop, &workload, &lenses, "today");
    let want = [
        ("Question q3", 1, Risk::High),
        ("Question q2", 2, Risk::High),
        ("Question q1", 1, Risk::Medium),
        ("Question q4", 2, Risk::Medium),
    ];
    assert_eq!(picked(&recap), want);
    assert_eq!((recap.picks[0].to, recap.picks[1].to), (Risk::Medium, Risk::None));
}

/// What the room has not settled is nobody's advice, and neither is what
/// another lens of the same workload says.
#[test]
fn only_what_was_settled_is_improved() {
    let lenses = lenses::lenses();
    let mut workshop = settled(&lenses, &["q1", "q2", "q3"]);
    workshop.settled = [QuestionId::from("q1")].into();
    let mut workload = answered(
        &lenses,
        &[("q1", ticks(&["a"])), ("q3", ticks(&["q3_no"])), ("q4", ticks(&["q4_no"]))],
    );
    // Its question has the id of the settled one.
    let mut small = LensReview::new(lens_ref(&lenses, "small"));
    small.answers.insert(QuestionId::from("q1"), ticks(&["q1_no"]));
    workload.reviews.push(small);
    let recap = recap::recap(&workshop, &workload, &lenses, "today");
    assert_eq!(picked(&recap), [("Question q1", 1, Risk::Medium)]);
    assert_eq!((recap.settled.len(), recap.counts.medium, recap.counts.high), (1, 1, 0));
    assert_eq!(recap.open, ["Question q2", "Question q3"]);
}

#[test]
fn no_more_is_picked_than_anybody_begins_with() {
    let mut lenses = lenses::lenses();
    let ids: Vec<String> = (0..PICKS + 2).map(|n| format!("n{n}")).collect();
    let question = |id: &String| Question {
        id: QuestionId(id.clone()),
        ..one_question(&["a", "b"], &[("a", "NO"), ("default", "HIGH")])
    };
    with_questions(&mut lenses, ids.iter().map(question).collect());
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let workshop = settled(&lenses, &ids);
    let answers: Vec<(&str, Answer)> = ids.iter().map(|id| (*id, ticks(&["b"]))).collect();
    let recap = recap::recap(&workshop, &answered(&lenses, &answers), &lenses, "today");
    assert_eq!((recap.settled.len(), recap.picks.len()), (PICKS + 2, PICKS));
}

/// Whatever a lens calls its questions and practices.
#[test]
fn markdown_in_a_lens_stays_text() {
    const HOSTILE: &str = "[x](javascript:1) <img src=x> *b*";
    let mut lenses = lenses::lenses();
    let question = |id: &str| {
        let mut question = one_question(&["a", "b"], &[("a", "NO"), ("default", "HIGH")]);
        question.id = QuestionId::from(id);
        question.title = format!("{HOSTILE} {id}");
        question.choices[0].title = HOSTILE.to_owned();
        question
    };
    with_questions(&mut lenses, vec![question("n1"), question("n2")]);
    let mut lens = lenses[&key("big")].as_ref().clone();
    lens.pillars[0].name = HOSTILE.to_owned();
    lenses.insert(key("big"), Arc::new(lens));
    let mut workshop = settled(&lenses, &["n1", "n2"]);
    workshop.settled = [QuestionId::from("n1")].into();
    workshop.session.lens.name = HOSTILE.to_owned();
    let recap =
        recap::recap(&workshop, &answered(&lenses, &[("n1", ticks(&["b"]))]), &lenses, HOSTILE);
    assert_eq!((recap.picks.len(), recap.settled.len(), recap.open.len()), (1, 1, 1));
    let text = recap.to_markdown();
    let escaped = text.matches(r"\[x\](javascript:1) \<img src=x> \*b\*").count();
    assert_eq!((escaped, text.matches("javascript:1").count()), (7, 7), "{text}");
}

/// A line for each person and question of which something was said, and in it
/// what was said and nothing else.
#[test]
fn the_table_says_what_was_said() {
    let lenses = lenses::lenses();
    let mut workshop = settled(&lenses, &["q1", "q2"]);
    let mut reply = |who: &str, name: &str, answer: Option<Answer>, unsure: bool| {
        let mut reply = Reply::new(&workshop.session, AttendeeId(who.to_owned()), name, START);
        if let Some(answer) = answer {
            reply.review.answers.insert(QuestionId::from("q2"), answer);
        }
        if unsure {
            reply.unsure.insert(QuestionId::from("q2"));
        }
        workshop.receive(reply, Some(&lenses[&key("big")]));
    };
    let mark = ChoiceMark { not_applicable: Some(Reason::None), ..ChoiceMark::default() };
    let marked = Answer { marks: [(ChoiceId::from("b"), mark)].into(), ..ticks(&["a", "c"]) };
    let skipped = Answer { not_applicable: Some(Reason::None), ..ticks(&["a"]) };
    reply("1", "", Some(marked), false);
    reply("2", "Ann", Some(ticks(&["a"])), true);
    reply("3", "Ann", None, true);
    reply("4", "Bo", None, false);
    reply("5", "Cy", Some(Answer { notes: "A note.".to_owned(), ..Answer::default() }), false);
    reply("6", "Dee", Some(skipped), false);
    let table = ballots::table(&workshop, &lenses[&key("big")]);
    let lines: Vec<&str> = table.lines().skip(1).map(str::trim_end).collect();
    let want = [
        r#"Person 1,All,Question q2,No risk found,"Practice a; Practice c",Practice b,,"#,
        "Ann,All,Question q2,High risk,Practice a,,,",
        "Ann (2),All,Question q2,Unanswered,,,yes,",
        "Dee,All,Question q2,Not applicable,Practice a,The question: No reason given,,",
    ];
    assert_eq!(lines, want);
}

#[test]
fn what_was_agreed_is_summed_up() {
    let lenses = lenses::lenses();
    let workshop = settled(&lenses, &["q1", "q2", "q3", "q4"]);
    let skipped = Answer { not_applicable: Some(Reason::None), ..Answer::default() };
    // Answers to q1, q2, q3 and q4, and the sum.
    let cases = [
        (
            [ticks(&["a"]), ticks(&["a"]), ticks(&["q3_no"]), skipped.clone()],
            "4 questions settled: 2 high risks, 1 medium risk, 1 not applicable",
        ),
        (
            [ticks(&["a"]), ticks(&["a", "b", "c"]), ticks(&["b"]), ticks(&["a", "b", "c"])],
            "4 questions settled: 2 medium risks, 2 without a risk",
        ),
        (
            [Answer::default(), skipped.clone(), skipped.clone(), skipped],
            "4 questions settled: 3 not applicable",
        ),
    ];
    for (answers, want) in cases {
        let answers: Vec<(&str, Answer)> =
            ["q1", "q2", "q3", "q4"].into_iter().zip(answers).collect();
        let recap = recap::recap(&workshop, &answered(&lenses, &answers), &lenses, "today");
        assert_eq!(recap.sum(), want);
        assert!(recap.to_markdown().contains(&format!("{want}.")), "{want}");
        assert!(recap.to_mail().contains(&format!("{want}.")), "{want}");
    }
}
