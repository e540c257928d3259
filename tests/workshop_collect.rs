//! Answers are taken in from whatever they come in, and each is accounted for.

#[path = "support/lenses.rs"]
mod lenses;
mod shipped;

use std::sync::Arc;

use lenses::{START, key, lens_ref};
use plumbline::exchange::collect::{Collected, MOST_AT_ONCE, collect, summary};
use plumbline::exchange::session_file;
use plumbline::exchange::share::{self, Answers, Blank, Notes, Shared};
use plumbline::lens::{ChoiceId, QuestionId};
use plumbline::review::{Answer, LensKey, LensRef, Lenses, WorkloadId};
use plumbline::time::Timestamp;
use plumbline::workshop::gathering::MOST_PEOPLE;
use plumbline::workshop::{
    AttendeeId, Naming, Received, Reply, Session, SessionId, TimeBox, Workshop,
};
use proptest::prelude::*;

fn session(lens: LensRef, id: &str) -> Session {
    let questions = ["q1", "q2"].map(QuestionId::from).to_vec();
    Session {
        id: SessionId(id.to_owned()),
        name: format!("Session {id}"),
        lens,
        naming: Naming::Named,
        agenda: vec![TimeBox { title: "All".to_owned(), minutes: 20, questions }],
        made_at: START,
    }
}

fn own(lenses: &Lenses) -> Session {
    session(lens_ref(lenses, "big"), "0123456789abcdef0123")
}

fn workshop(lenses: &Lenses) -> Workshop {
    Workshop::new(own(lenses), WorkloadId("w".to_owned()))
}

fn reply(session: &Session, who: &str, name: &str, time: i64, ticked: &[&str]) -> Reply {
    let at = Timestamp(START.0 + time);
    let mut reply = Reply::new(session, AttendeeId(who.to_owned()), name, at);
    let selected = ticked.iter().map(|id| ChoiceId::from(*id)).collect();
    reply.review.answers.insert(QuestionId::from("q1"), Answer { selected, ..Answer::default() });
    reply
}

fn code(shared: &Shared, lenses: &Lenses) -> String {
    share::write(shared, lenses, Notes::With).expect("it is small").code
}

fn link(shared: &Shared, lenses: &Lenses) -> String {
    format!("https://example.org/plumbline/#/s/{}", code(shared, lenses))
}

fn received(collected: &[Collected]) -> Vec<(&str, Received)> {
    let one = |one| match one {
        &Collected::Reply { ref who, received, .. } => (who.as_str(), received),
        other => panic!("{other:?}"),
    };
    collected.iter().map(one).collect()
}

#[test]
fn a_mail_with_several_links_is_taken_in_at_once() {
    let lenses = lenses::lenses();
    let own = own(&lenses);
    let mut workshop = workshop(&lenses);
    let of = |who, name, time, ticked: &[&str]| {
        link(&Shared::Reply(reply(&own, who, name, time, ticked)), &lenses)
    };
    let mail = format!(
        "Hi,\n\n> mine: <{}>\n> Ann\n\nand {}, from Bo.\nhttps://example.org/#/explore\n{}\n",
        of("a", "Ann", 1, &["a"]),
        of("b", "", 1, &["b"]),
        of("c", "ann", 1, &[]),
    );
    let collected = collect(&mut workshop, &mail, &lenses);
    let want = [("Ann", Received::New), ("Person 2", Received::New), ("ann (2)", Received::New)];
    assert_eq!(received(&collected), want);
    assert_eq!(summary(&collected), "3 new.");
    assert!(collected.iter().all(|one| !one.needs_care()));
    // Once more, with a newer and an older one.
    let more = format!("{} {mail} {}", of("a", "Ann", 2, &["b"]), of("a", "Ann", 0, &[]));
    let collected = collect(&mut workshop, &more, &lenses);
    let got: Vec<Received> = received(&collected).into_iter().map(|(_, what)| what).collect();
    use Received::{Newer, Older, Same};
    assert_eq!(got, [Newer, Older, Same, Same, Older]);
    assert_eq!(summary(&collected), "1 newer, 2 were here already, 2 are older than what is here.");
    assert_eq!(workshop.replies.len(), 3);
    assert_eq!(workshop.replies[0].changed_at, Timestamp(START.0 + 2));
}

#[test]
fn whatever_is_wrong_with_one_is_told_and_the_others_are_taken() {
    let lenses = lenses::lenses();
    let own = own(&lenses);
    let other = session(lens_ref(&lenses, "big"), "another");
    let good = link(&Shared::Reply(reply(&own, "a", "Ann", 1, &["a"])), &lenses);
    let damaged = format!("{}x{}", &good[..60], &good[61..]);
    let locked = share::Locked { salt: [1; 16], nonce: [2; 12], sealed: vec![3; 40] };
    let locked = share::lock(&locked).expect("it is small");
    let named = |name: &str| Answers { from: name.to_owned(), ..Answers::default() };
    // What comes in, a part of what is said, and the sum.
    let cases: Vec<(&str, String, &str, &str)> = vec![
        ("nothing", "Hello".into(), "", "No link to answers was found."),
        ("cut", good[..good.len() - 9].into(), "cut", "1 could not be taken in."),
        ("damaged", damaged, "changed on its way", "1 could not be taken in."),
        (
            "of another workshop",
            link(&Shared::Reply(reply(&other, "z", "Zoe", 1, &[])), &lenses),
            "Zoe's answers are from another workshop.",
            "1 is not for this workshop.",
        ),
        (
            "the invitation",
            link(&Shared::Session(own.clone()), &lenses),
            "The invitation to this workshop",
            "1 is not for this workshop.",
        ),
        (
            "another invitation",
            link(&Shared::Session(other), &lenses),
            "An invitation to another workshop, Session another. It is not",
            "1 is not for this workshop.",
        ),
        (
            "behind a passphrase",
            format!("x/#/s/{locked}"),
            "Open it with the passphrase",
            "1 is behind a passphrase.",
        ),
        (
            "other answers",
            link(&Shared::Answers(named("Ann")), &lenses),
            "Answers of Ann that were not given to a workshop.",
            "1 is not for this workshop.",
        ),
        (
            "nobody's answers",
            link(&Shared::Answers(named("")), &lenses),
            "Answers that were not given",
            "1 is not for this workshop.",
        ),
        (
            "a review",
            link(&Shared::Review(lenses::workload(&lenses)), &lenses),
            "A whole review, Shop.",
            "1 is not for this workshop.",
        ),
        (
            "a review to begin",
            link(&Shared::Blank(Blank::default()), &lenses),
            "A review to begin.",
            "1 is not for this workshop.",
        ),
        (
            "a lens",
            link(&Shared::Lens(lens_ref(&lenses, "big")), &lenses),
            "A part of a lens.",
            "1 is not for this workshop.",
        ),
        (
            "a file that says nothing",
            r#"{"format": "plumbline-workshop", "version": 1}"#.into(),
            "neither a session nor an answer",
            "1 could not be taken in.",
        ),
    ];
    for (what, text, says, sum) in cases {
        let mut workshop = workshop(&lenses);
        let kept = reply(&own, "kept", "Bo", 1, &["b"]);
        workshop.receive(kept.clone(), None);
        let collected = collect(&mut workshop, &text, &lenses);
        assert_eq!(summary(&collected), sum, "{what}");
        assert!(collected.iter().all(Collected::needs_care), "{what}: {collected:?}");
        if !says.is_empty() {
            assert_eq!(collected.len(), 1, "{what}: {collected:?}");
            assert!(collected[0].words().contains(says), "{what}: {}", collected[0].words());
        }
        assert_eq!(workshop.replies, [kept], "{what}");
        // With a good one beside it.
        if !text.starts_with('{') {
            let both = format!("{text}\n\n{good}\n");
            let collected = collect(&mut workshop, &both, &lenses);
            assert_eq!(workshop.replies.len(), 2, "{what}: {collected:?}");
        }
    }
}

#[test]
fn the_file_of_a_workshop_is_taken_in_with_all_that_is_in_it() {
    let lenses = lenses::lenses();
    let own = own(&lenses);
    let codes: Vec<String> = (0..3)
        .map(|n| code(&Shared::Reply(reply(&own, &n.to_string(), "", n, &["a"])), &lenses))
        .collect();
    let session = code(&Shared::Session(own), &lenses);
    let mut workshop = workshop(&lenses);
    let file = session_file::write(Some(&session), &codes);
    let collected = collect(&mut workshop, &file, &lenses);
    assert_eq!(summary(&collected), "3 new.");
    assert_eq!(summary(&collect(&mut workshop, &file, &lenses)), "3 were here already.");
    // Without answers, its session alone.
    let empty = session_file::write(Some(&session), &[]);
    assert_eq!(collect(&mut workshop, &empty, &lenses), [Collected::Invitation]);
    // What cannot be used of it is told.
    let odd = file.replacen(&format!("\"{}\"", codes[1]), "7", 1);
    let collected = collect(&mut workshop, &odd, &lenses);
    assert_eq!(summary(&collected), "2 were here already, 1 could not be taken in.");
}

#[test]
fn a_lens_that_is_not_at_hand_is_told_apart_from_another_workshop() {
    let shipped = shipped::shipped();
    let all: Lenses = shipped
        .into_iter()
        .map(|shipped| (LensKey(shipped.key.to_owned()), Arc::new(shipped.lens)))
        .collect();
    let only = |name: &str| -> Lenses { [(key(name), all[&key(name)].clone())].into() };
    let own = session(LensRef::new(key("quick-check"), &all[&key("quick-check")]), "own");
    let other = session(LensRef::new(key("saas"), &all[&key("saas")]), "other");
    let mut workshop = Workshop::new(own.clone(), WorkloadId("w".to_owned()));
    let mine = link(&Shared::Reply(reply(&own, "a", "Ann", 1, &[])), &all);
    let theirs = link(&Shared::Reply(reply(&other, "a", "Ann", 1, &[])), &all);
    let said = |collected: Vec<Collected>| collected[0].words();
    let words = said(collect(&mut workshop, &theirs, &only("quick-check")));
    assert!(words.contains("They are from another workshop"), "{words}");
    let words = said(collect(&mut workshop, &mine, &only("saas")));
    assert!(words.contains("which is not on your shelf"), "{words}");
    // A lens of this name whose questions are others.
    let mut changed = all[&key("quick-check")].as_ref().clone();
    changed.hash = all[&key("saas")].hash.clone();
    changed.pillars.remove(0);
    let changed: Lenses = [(key("quick-check"), Arc::new(changed))].into();
    let words = said(collect(&mut workshop, &mine, &changed));
    assert!(words.contains("a version of the lens"), "{words}");
    assert!(workshop.replies.is_empty());
    let collected = collect(&mut workshop, &mine, &only("quick-check"));
    assert_eq!(received(&collected), [("Ann", Received::New)]);
}

#[test]
fn no_more_than_so_many_links_are_opened_at_once() {
    let lenses = lenses::lenses();
    let own = own(&lenses);
    let mut workshop = workshop(&lenses);
    let links: Vec<String> = (0..MOST_AT_ONCE as i64 + 7)
        .map(|n| link(&Shared::Reply(reply(&own, "a", "Ann", n, &["a"])), &lenses))
        .collect();
    let collected = collect(&mut workshop, &links.join("\n"), &lenses);
    assert_eq!(collected.last(), Some(&Collected::Rest(7)));
    assert_eq!(collected.len(), MOST_AT_ONCE + 1);
    assert!(summary(&collected).contains("7 could not be taken in"));
    assert_eq!(workshop.replies.len(), 1);
}

proptest! {
    #[test]
    fn no_text_loses_anybodys_answers(
        text in "(\\PC{0,20}|https://x/#/s/|E[A-Za-z0-9_-]{0,60}|\n|\\{\"format\":\"plumbline-workshop\",){0,10}",
    ) {
        let lenses = lenses::lenses();
        let mut workshop = workshop(&lenses);
        let kept = reply(&own(&lenses), "kept", "Bo", 1, &["b"]);
        workshop.receive(kept.clone(), None);
        let collected = collect(&mut workshop, &text, &lenses);
        prop_assert_eq!(&workshop.replies[0], &kept);
        prop_assert!(!summary(&collected).is_empty());
        for one in &collected {
            prop_assert!(one.words().ends_with(['.', '?']), "{}", one.words());
        }
    }
}

#[test]
fn answers_for_which_there_is_no_room_are_not_passed_over() {
    let lenses = lenses::lenses();
    let own = own(&lenses);
    let mut workshop = workshop(&lenses);
    for n in 0..MOST_PEOPLE {
        workshop.receive(reply(&own, &n.to_string(), "", 1, &["a"]), None);
    }
    let late = link(&Shared::Reply(reply(&own, "late", "Zoe", 1, &["a"])), &lenses);
    let again = link(&Shared::Reply(reply(&own, "0", "", 2, &["b"])), &lenses);
    let collected = collect(&mut workshop, &format!("{late} {again}"), &lenses);
    assert_eq!(received(&collected), [("Zoe", Received::TooMany), ("Person 1", Received::Newer)]);
    assert_eq!(collected.iter().map(Collected::needs_care).collect::<Vec<_>>(), [true, false]);
    assert_eq!(summary(&collected), "1 newer, 1 could not be taken in.");
    assert!(collected[0].words().starts_with("Zoe's answers were not taken in"));
    assert_eq!((workshop.replies.len(), workshop.people), (MOST_PEOPLE, MOST_PEOPLE));
}

/// A link may say what no form offers.
#[test]
fn ticks_of_practices_that_the_lens_does_not_have_are_not_taken_in() {
    let lenses = lenses::lenses();
    let mut workshop = workshop(&lenses);
    let odd = reply(&own(&lenses), "a", "Ann", 1, &["b", "nowhere"]);
    collect(&mut workshop, &link(&Shared::Reply(odd), &lenses), &lenses);
    let answer = workshop.replies[0].review.answer(&QuestionId::from("q1"));
    assert_eq!(answer.selected, [ChoiceId::from("b")].into());
}
