//! A session as everybody gets it: its parts, their time, and which questions
//! are worth it where nobody says more than the rules.

#[path = "support/lenses.rs"]
mod lenses;
mod shipped;

use std::sync::Arc;

use lenses::{START, lens_ref, one_question};
use plumbline::exchange::share::{self, Notes, Shared};
use plumbline::lens::{Lens, Question, QuestionId};
use plumbline::review::{LensKey, LensRef, Lenses};
use plumbline::time::Timestamp;
use plumbline::workshop::agenda::{Scope, USUAL_MINUTES, agenda};
use plumbline::workshop::room::tally;
use plumbline::workshop::session::{LONGEST, NAME, PARTS};
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox, Vote};

fn id(id: &str) -> QuestionId {
    QuestionId::from(id)
}

fn session(parts: &[(u32, &[&str])]) -> Session {
    let part = |(minutes, questions): &(u32, &[&str])| TimeBox {
        title: "Part".to_owned(),
        minutes: *minutes,
        questions: questions.iter().map(|q| id(q)).collect(),
    };
    Session {
        id: SessionId("s".to_owned()),
        name: "Shop".to_owned(),
        lens: lens_ref(&lenses::lenses(), "big"),
        naming: Naming::Named,
        agenda: parts.iter().map(part).collect(),
        made_at: START,
    }
}

#[test]
fn every_question_stands_in_its_part() {
    let all = lenses::lenses();
    let session = session(&[(20, &["q3", "gone"]), (5, &["q2", "q1"])]);
    assert_eq!(session.minutes(), 25);
    let places = ["q1", "q2", "q3", "gone", "q4"].map(|q| session.part_of(&id(q)));
    assert_eq!(places, [Some(1), Some(1), Some(0), Some(0), None]);
    let asked = ["q1", "q2", "q3", "gone", "q4"].map(|q| session.asks(&id(q)));
    assert_eq!(asked, [true, true, true, true, false]);
    // What the lens does not have is left out, and the others keep their part.
    let at_hand: Vec<(usize, &str, &str)> = session
        .at_hand(&all[&lenses::key("big")])
        .map(|(part, pillar, question)| (part, pillar.as_str(), question.id.as_str()))
        .collect();
    assert_eq!(at_hand, [(0, "sec", "q3"), (1, "ops", "q2"), (1, "ops", "q1")]);
}

#[test]
fn no_more_parts_are_taken_than_a_link_holds() {
    let ids: Vec<String> = (0..PARTS + 3).map(|n| format!("n{n}")).collect();
    let questions: Vec<[&str; 1]> = ids.iter().map(|id| [id.as_str()]).collect();
    let parts: Vec<(u32, &[&str])> = questions.iter().map(|q| (1, q.as_slice())).collect();
    let limited = session(&parts).within_limits();
    assert_eq!((limited.agenda.len(), limited.minutes()), (PARTS, PARTS as u32));
}

/// Without a companion the rules say what matters: what can come to a high risk
/// goes before what cannot.
#[test]
fn time_goes_to_what_can_go_wrong_most() {
    let question = |name: &str, rules: &[(&str, &str)]| Question {
        id: id(name),
        ..one_question(&["a", "b"], rules)
    };
    let mut lens: Lens = lenses::lenses()[&lenses::key("big")].as_ref().clone();
    lens.pillars.truncate(1);
    lens.pillars[0].questions = vec![
        question("low", &[("a", "NO"), ("default", "NO")]),
        question("medium", &[("a", "MEDIUM"), ("default", "MEDIUM")]),
        question("high", &[("a", "NO"), ("default", "HIGH")]),
    ];
    let within = |minutes| -> Vec<String> {
        let parts = agenda(&lens, None, &Scope::Within(minutes));
        parts.iter().flat_map(|p| &p.questions).map(|id| id.to_string()).collect()
    };
    assert_eq!(within(USUAL_MINUTES), ["high"]);
    assert_eq!(within(2 * USUAL_MINUTES), ["medium", "high"]);
    assert_eq!(within(3 * USUAL_MINUTES), ["low", "medium", "high"]);
}

/// What applies to nobody is ticked by nobody, and numbers are rounded as
/// people round them.
#[test]
fn a_room_is_counted_as_it_spoke() {
    use plumbline::lens::ChoiceId;
    use plumbline::review::{Answer, ChoiceMark, Reason};
    let question = one_question(&["a", "b", "c"], &[("a && b", "NO"), ("default", "HIGH")]);
    let session = session(&[(5, &["q"])]);
    let ticks = |ids: &[&str]| Answer {
        selected: ids.iter().map(|id| ChoiceId::from(*id)).collect(),
        ..Answer::default()
    };
    let skipped = Answer { not_applicable: Some(Reason::None), ..ticks(&["a", "b"]) };
    let mark = ChoiceMark { not_applicable: Some(Reason::None), ..ChoiceMark::default() };
    let excused = Answer { marks: [(ChoiceId::from("b"), mark)].into(), ..ticks(&["a", "b"]) };
    // Answers, ticks of each choice, what does not apply, how far they agree.
    type Case = (&'static str, Vec<Answer>, [usize; 3], [usize; 3], Option<u32>);
    let cases: Vec<Case> = vec![
        ("of a question that does not apply", vec![skipped], [0, 0, 0], [0, 0, 0], None),
        ("of a practice that does not apply", vec![excused], [1, 0, 0], [0, 1, 0], None),
        (
            "two thirds",
            vec![ticks(&["a", "b"]), ticks(&["a", "b", "c"])],
            [2, 2, 1],
            [0, 0, 0],
            Some(67),
        ),
    ];
    for (what, answers, ticked, not_applicable, agreement) in cases {
        let reply = |(n, answer): (usize, Answer)| {
            let who = AttendeeId(n.to_string());
            let mut reply = Reply::new(&session, who, "", Timestamp(START.0));
            reply.review.answers.insert(question.id.clone(), answer);
            reply
        };
        let replies: Vec<Reply> = answers.into_iter().enumerate().map(reply).collect();
        let tally = tally(&question, &replies);
        assert_eq!(tally.ticks, ticked, "{what}");
        assert_eq!(tally.not_applicable, not_applicable, "{what}");
        assert_eq!(tally.agreement, agreement, "{what}");
        assert!(!tally.nobody_knows(), "{what}");
    }
    // Nobody knows only where somebody was asked.
    let mut cannot = Reply::new(&session, AttendeeId("x".to_owned()), "", START);
    assert!(!tally(&question, &[]).nobody_knows());
    assert!(tally(&question, std::slice::from_ref(&cannot)).nobody_knows());
    cannot.unsure.insert(question.id.clone());
    let one = tally(&question, &[cannot]);
    assert!(one.nobody_knows() && one.votes == [Vote::Unsure]);
}

/// Whoever makes the link: what comes out of it is within the limits.
#[test]
fn a_link_brings_no_more_than_a_session_takes() {
    let lenses = lenses::lenses();
    let mut large = session(&[(u32::MAX, &["q3"]), (7, &[]), (5, &["q2", "q1"])]);
    large.name = format!("Shop\n{}", "x".repeat(2 * NAME));
    large.agenda[0].title = "t".repeat(2 * NAME);
    let made = share::write(&Shared::Session(large.clone()), &lenses, Notes::With);
    let opened = share::open(&made.expect("it fits").code, &lenses);
    let Some(Shared::Session(session)) = opened.shared else { panic!("{opened:?}") };
    assert_eq!(session, large.within_limits());
    assert_eq!((session.name.len(), session.agenda[0].title.len()), (NAME, NAME));
    assert_eq!((session.agenda.len(), session.minutes()), (2, LONGEST + 5));
}

/// An invitation that is copied once more after the lens has changed asks what
/// it asked before.
#[test]
fn a_session_on_a_lens_that_has_changed_keeps_its_questions() {
    let shipped = shipped::shipped();
    let first = shipped.into_iter().next().expect("some ship");
    let lens = Arc::new(first.lens);
    let questions: Vec<&str> = lens.questions().map(|(_, q)| q.id.as_str()).collect();
    let mut session = session(&[(20, &questions[3..5]), (7, &questions[..2])]);
    session.lens = LensRef::new(LensKey(first.key.to_owned()), &lens);
    let mut changed = lens.as_ref().clone();
    changed.hash = lenses::lenses()[&lenses::key("big")].hash.clone();
    let shelf = |lens: &Arc<Lens>| -> Lenses { [(session.lens.key.clone(), lens.clone())].into() };
    let (then, now) = (shelf(&lens), shelf(&Arc::new(changed)));
    // Where it is written and where it is opened.
    for (written, opened) in [(&then, &then), (&now, &now), (&now, &then), (&now, &Lenses::new())] {
        let made = share::write(&Shared::Session(session.clone()), written, Notes::With);
        let found = share::open(&made.expect("it is small").code, opened);
        assert_eq!(found.shared, Some(Shared::Session(session.clone())), "{found:?}");
    }
}
