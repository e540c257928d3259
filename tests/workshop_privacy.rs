//! What must not get around in a workshop: names where nobody is asked for
//! one, answers that were dropped, and what was not asked.

#[path = "support/lenses.rs"]
mod lenses;

use lenses::{START, key, lens_ref};
use plumbline::exchange::collect::collect;
use plumbline::exchange::share::{self, Notes, Shared};
use plumbline::lens::{ChoiceId, PillarId, QuestionId};
use plumbline::report::{ballots, recap};
use plumbline::review::{Answer, ChoiceMark, LensKey, Lenses, Reason, WorkloadId};
use plumbline::storage::{Memory, Store};
use plumbline::time::Timestamp;
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox, Workshop};

/// Asks q1 and q2 of `big`.
fn workshop(lenses: &Lenses, naming: Naming) -> Workshop {
    let questions = ["q1", "q2"].map(QuestionId::from).to_vec();
    let session = Session {
        id: SessionId("0123456789abcdef0123".to_owned()),
        name: "Shop".to_owned(),
        lens: lens_ref(lenses, "big"),
        naming,
        agenda: vec![TimeBox { title: "All".to_owned(), minutes: 20, questions }],
        made_at: START,
    };
    Workshop::new(session, WorkloadId("w".to_owned()))
}

fn reply(workshop: &Workshop, who: &str, name: &str) -> Reply {
    let mut reply = Reply::new(&workshop.session, AttendeeId(format!("device-{who}")), name, START);
    let answer = Answer { selected: [ChoiceId::from("a")].into(), ..Answer::default() };
    reply.review.answers.insert(QuestionId::from("q1"), answer);
    reply
}

fn link(reply: &Reply, lenses: &Lenses) -> String {
    let made = share::write(&Shared::Reply(reply.clone()), lenses, Notes::With);
    format!("https://example.org/#/s/{}", made.expect("it is small").code)
}

/// Everything that is told or stored of a workshop.
fn told(workshop: &Workshop, lenses: &Lenses) -> Vec<(&'static str, String)> {
    let lens = &lenses[&key("big")];
    let recap = recap::recap(workshop, &lenses::workload(lenses), lenses, "today");
    let memory = Memory::new();
    Store::new(memory.clone()).add_workshop(workshop, START).expect("there is room");
    vec![
        ("the table", ballots::table(workshop, lens)),
        ("the recap", recap.to_markdown()),
        ("the mail", recap.to_mail()),
        ("the milestone", recap.attendance.words()),
        ("the list", (0..5).map(|place| workshop.called(place)).collect()),
        ("names twice", workshop.twice().concat()),
        ("the record", memory.snapshot().into_values().collect()),
    ]
}

/// Also where links say names, as those of another program may.
#[test]
fn no_name_gets_into_a_nameless_workshop() {
    let lenses = lenses::lenses();
    for (naming, is_named) in [(Naming::Named, true), (Naming::Nameless, false)] {
        let mut by_link = workshop(&lenses, naming);
        let mail: Vec<String> = [("x", "Zelda"), ("y", "zelda"), ("z", "Zelda")]
            .map(|(who, name)| link(&reply(&by_link, who, name), &lenses))
            .into();
        let collected = collect(&mut by_link, &mail.join("\n"), &lenses);
        let mut copy = workshop(&lenses, naming);
        // A record that an older version or another program left.
        copy.replies.push(reply(&by_link, "v", "Zelda"));
        let mut together = workshop(&lenses, naming);
        together.bring_together(copy);
        together.bring_together(by_link.clone());
        assert_eq!((by_link.replies.len(), together.replies.len()), (3, 4));
        let words: String = collected.iter().map(|one| one.words()).collect();
        assert_eq!(words.contains("Zelda"), is_named, "{words}");
        for workshop in [&by_link, &together] {
            for (where_to, text) in told(workshop, &lenses) {
                let says = text.to_lowercase().contains("zelda");
                assert_eq!(says, is_named, "{where_to}: {text}");
                // Which device it was is nobody's business but the record's.
                assert!(where_to == "the record" || !text.contains("device-"), "{where_to}");
            }
        }
    }
}

#[test]
fn dropped_answers_are_nowhere_and_those_people_still_count() {
    let lenses = lenses::lenses();
    let mut workshop = workshop(&lenses, Naming::Named);
    for (who, name) in [("x", "Zelda"), ("y", ""), ("z", "Bo")] {
        workshop.receive(reply(&workshop, who, name), None);
    }
    workshop.drop_replies();
    for (where_to, text) in told(&workshop, &lenses) {
        assert!(!text.contains("Zelda") && !text.contains("device-"), "{where_to}: {text}");
    }
    assert_eq!(recap::attendance(&workshop).words(), "3 people");
    // Somebody who comes late, and is left out again.
    workshop.receive(reply(&workshop, "late", "Ann"), None);
    assert_eq!((workshop.people, workshop.replies.len()), (3, 1));
    assert_eq!(recap::attendance(&workshop).words(), "Ann and 2 others");
    workshop.leave_out(&AttendeeId("device-late".to_owned()));
    assert_eq!((workshop.people, workshop.replies.len()), (3, 0));
    assert_eq!(recap::attendance(&workshop).words(), "3 people");
}

#[test]
fn whoever_is_left_out_does_not_count_and_nobody_else_goes() {
    let lenses = lenses::lenses();
    let mut workshop = workshop(&lenses, Naming::Named);
    for (who, name) in [("x", "Zelda"), ("y", ""), ("z", "Bo")] {
        workshop.receive(reply(&workshop, who, name), None);
    }
    workshop.leave_out(&AttendeeId("device-nobody".to_owned()));
    assert_eq!((workshop.people, workshop.replies.len()), (3, 3));
    workshop.leave_out(&AttendeeId("device-x".to_owned()));
    assert_eq!((workshop.people, workshop.names()), (2, vec!["Bo".to_owned()]));
    assert!(workshop.reply(&AttendeeId("device-x".to_owned())).is_none());
    assert!(workshop.reply(&AttendeeId("device-y".to_owned())).is_some());
}

/// A reply says what was asked, of the lens that was meant, and nothing else.
#[test]
fn what_was_not_asked_stays_out() {
    let lenses = lenses::lenses();
    let lens = &lenses[&key("big")];
    let mut workshop = workshop(&lenses, Naming::Named);
    let mut sent = reply(&workshop, "x", "Ann");
    sent.review.notes = "Of the whole review.".to_owned();
    sent.review.pillar_notes.insert(PillarId::from("ops"), "Of a pillar.".to_owned());
    sent.review.lens.key = LensKey("another".to_owned());
    sent.review.lens.name = "Another".to_owned();
    let mark = ChoiceMark { not_applicable: Some(Reason::None), ..ChoiceMark::default() };
    for question in ["q1", "q2", "q3"] {
        let answer = sent.review.answers.get(&QuestionId::from(question)).cloned();
        let mut answer = answer.unwrap_or_default();
        answer.marks.insert(ChoiceId::from("nowhere"), mark.clone());
        answer.selected.insert(ChoiceId::from("nowhere"));
        sent.review.answers.insert(QuestionId::from(question), answer);
        sent.unsure.insert(QuestionId::from(question));
    }
    workshop.receive(sent, Some(lens));
    let kept = &workshop.replies[0];
    assert_eq!((kept.review.notes.as_str(), kept.review.pillar_notes.len()), ("", 0));
    assert_eq!(kept.review.lens, workshop.session.lens);
    // Of q2 nothing is left, and q3 is not in scope.
    let answers: Vec<&str> = kept.review.answers.keys().map(QuestionId::as_str).collect();
    assert_eq!(answers, ["q1"]);
    let answer = Answer { selected: [ChoiceId::from("a")].into(), ..Answer::default() };
    assert_eq!(kept.review.answer(&QuestionId::from("q1")), answer);
    assert_eq!(kept.unsure.iter().map(QuestionId::as_str).collect::<Vec<_>>(), ["q1", "q2"]);
}

/// Who sends answers without notes sends none, also none to a practice.
#[test]
fn without_notes_no_note_goes_along() {
    let lenses = lenses::lenses();
    let workshop = workshop(&lenses, Naming::Named);
    let mut sent = reply(&workshop, "x", "Ann");
    sent.changed_at = Timestamp(START.0 + 1);
    let mark = |not_applicable| ChoiceMark { notes: "Secret".to_owned(), not_applicable };
    let marks =
        [(ChoiceId::from("b"), mark(None)), (ChoiceId::from("q1_no"), mark(Some(Reason::None)))];
    let answer = sent.review.answers.get_mut(&QuestionId::from("q1")).expect("it is there");
    (answer.notes, answer.marks) = ("Secret".to_owned(), marks.into());
    sent.review.notes = "Secret".to_owned();
    sent.review.pillar_notes.insert(PillarId::from("ops"), "Secret".to_owned());
    let code = share::write(&Shared::Reply(sent.clone()), &lenses, Notes::Without);
    let shared = share::open(&code.expect("it is small").code, &lenses).shared;
    assert!(!format!("{shared:?}").contains("Secret"), "{shared:?}");
    let Some(Shared::Reply(back)) = shared else { panic!("it opens") };
    let answer = back.review.answer(&QuestionId::from("q1"));
    assert_eq!(answer.selected, [ChoiceId::from("a")].into());
    assert_eq!(answer.mark(&ChoiceId::from("q1_no")).not_applicable, Some(Reason::None));
}
