//! Nothing that was cut or changed on its way opens, and nothing that a program
//! forges does harm.

#[path = "support/bundled.rs"]
mod bundled;
#[path = "support/codes.rs"]
mod codes;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/links.rs"]
mod links;
mod shipped;

use bundled::bundled;
use codes::{damaged, forged};
use dice::Dice;
use lenses::lens_ref;
use links::{answered, made, refusal};
use plumbline::collections::Map;
use plumbline::exchange::share::{self, Answers, Locked, Shared};
use plumbline::lens::QuestionId;
use plumbline::review::Lenses;
use plumbline::time::Timestamp;
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox};
use proptest::prelude::*;

/// How many damaged codes are tried.
const DAMAGES: usize = 100_000;

#[test]
fn a_link_that_was_cut_says_how_much_arrived() {
    let lenses = bundled();
    let shared = Shared::Lens(lens_ref(&lenses, "framework"));
    let code = made(&shared, &lenses).code;
    let all = code.len();
    for arrived in 0..all {
        let (found, words) = {
            let opened = share::open(&code[..arrived], &lenses);
            let (found, words) = refusal(&opened);
            (found, words.to_owned())
        };
        assert_eq!(found, "link-cut", "{words}");
        assert!(words.starts_with("The link was cut: "), "{words}");
        if arrived > 3 {
            assert_eq!(
                words,
                format!("The link was cut: {arrived} of its {all} characters arrived.")
            );
        }
    }
    let opened = share::open(&format!("{code}A"), &lenses);
    assert_eq!(refusal(&opened).1, "The link has 1 character too many.");
}

#[test]
fn damage_never_opens() {
    let shelf = bundled();
    let lens = lens_ref(&shelf, "framework");
    let review = answered(&shelf[&lens.key], lens.clone());
    let mut workload = lenses::workload(&lenses::lenses());
    workload.reviews = vec![review.clone()];
    let locked = Locked { salt: [3; 16], nonce: [4; 12], sealed: (0..60).collect() };
    let session = Session {
        id: SessionId("00112233445566778899".to_owned()),
        name: "Shop, in May".to_owned(),
        lens: lens.clone(),
        naming: Naming::Named,
        agenda: vec![TimeBox {
            title: "All".to_owned(),
            minutes: 90,
            questions: shelf[&lens.key].questions().map(|(_, q)| q.id.clone()).collect(),
        }],
        made_at: Timestamp(1_767_225_600_000),
    };
    let attendee = AttendeeId("99887766554433221100".to_owned());
    let mut reply = Reply::new(&session, attendee, "Ada", Timestamp(1_767_229_200_000));
    reply.review = review.clone();
    let codes: Vec<String> = [
        Shared::Lens(lens.clone()),
        Shared::Question(lens, QuestionId::from("any")),
        Shared::Answers(Answers { reviews: vec![review], ..Answers::default() }),
        Shared::Review(workload),
        Shared::Locked(locked),
        Shared::Session(session.clone()),
        Shared::Reply(reply),
    ]
    .iter()
    .map(|shared| made(shared, &shelf).code)
    .collect();
    let mut dice = Dice(2026);
    let mut told = Map::<&str, usize>::new();
    for round in 0..DAMAGES {
        let code = &codes[round % codes.len()];
        let damaged = damaged(code, &mut dice);
        if damaged == *code {
            continue;
        }
        let opened = share::open(&damaged, &shelf);
        assert_eq!(opened.shared, None, "{damaged} opened instead of {code}");
        *told.get_or_insert_with(refusal(&opened).0, || 0) += 1;
    }
    println!("{DAMAGES} damages: {told:?}");
    assert!(told.values().sum::<usize>() > DAMAGES * 95 / 100);
    assert!(told.contains_key("link-cut") && told.contains_key("link-damaged"));
}

#[test]
fn newer_versions_and_kinds_are_told_apart_from_damage() {
    let shelf = bundled();
    for code in
        [forged(2, 0, b"anything"), forged(0, 0, b""), forged(1, 10, b"x"), forged(1, 15, b"")]
    {
        assert_eq!(refusal(&share::open(&code, &shelf)).0, "link-newer", "{code}");
    }
    // Another way of sealing.
    assert_eq!(refusal(&share::open(&forged(1, 7, &[9; 60]), &shelf)).0, "link-newer");
    for payload in [&[][..], &[1], &[1; 44]] {
        assert_eq!(refusal(&share::open(&forged(1, 7, payload), &shelf)).0, "link-nonsense");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_program_forges_is_opened_or_refused(
        kind in 0u8..10,
        payload in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let opened = share::open(&forged(1, kind, &payload), &lenses::lenses());
        prop_assert!(opened.shared.is_some() || !opened.diagnostics.is_empty() || !opened.missing.is_empty());
    }

    #[test]
    fn no_text_panics(text in "[A-Za-z0-9_-]{0,60}|\\PC{0,40}|E[A-D][A-Za-z0-9_-]{8,60}") {
        let opened = share::open(&text, &Lenses::new());
        prop_assert_eq!(opened.shared, None);
    }
}
