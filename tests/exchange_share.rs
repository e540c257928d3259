//! Links carry what they share exactly, and in little room.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/bundled.rs"]
mod bundled;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/links.rs"]
mod links;
mod shipped;

use bundled::bundled;
use dice::Dice;
use lenses::{key, lens_ref};
use links::{answered, drop_empty, made, opened, refusal};
use plumbline::collections::{Map, Set};
use plumbline::exchange::share::{self, Answers, Blank, Locked, Notes, Shared};
use plumbline::lens::{ChoiceId, LensHash, PillarId, QuestionId};
use plumbline::review::{Answer, ChoiceMark, LensRef, LensReview, Lenses, Reason, Workload};
use proptest::prelude::*;

#[test]
fn every_bundled_lens_answered_in_full_is_a_short_link() {
    let lenses = bundled();
    println!("answered in full, without notes:");
    for (key, lens) in &lenses {
        let review = answered(lens, LensRef::new(key.clone(), lens));
        let choices: usize = lens.questions().map(|(_, q)| q.choices.len()).sum();
        let shared = Shared::Answers(Answers { reviews: vec![review], ..Answers::default() });
        let code = made(&shared, &lenses).code;
        println!("{key:>18}: {:3} choices, {:3} characters", choices, code.len());
        assert_eq!(opened(&code, &lenses), shared);
        // Four choices of five fill the room; the rest is frame and lens.
        assert!(code.len() <= 30 + choices.div_ceil(6), "{key}: {}", code.len());
        if key.0 == "framework" {
            assert!(code.len() <= 90, "the Framework takes {} characters", code.len());
        }
    }
}

#[test]
fn two_hundred_words_of_notes_stay_under_two_thousand_characters() {
    let lenses = bundled();
    let key = key("framework");
    let mut review = answered(&lenses[&key], lens_ref(&lenses, "framework"));
    // Two hundred different words out of the lens: harder to deflate than speech.
    let words: Set<String> = lenses[&key]
        .questions()
        .flat_map(|(_, q)| q.choices.iter().map(|c| c.title.clone()).collect::<Vec<_>>())
        .flat_map(|t| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let words: Vec<String> = words.into_iter().take(200).collect();
    for (answer, note) in review.answers.values_mut().zip(words.chunks(20)) {
        answer.notes = note.join(" ");
    }
    let shared = Shared::Answers(Answers {
        from: "Ada".to_owned(),
        about: "Ticket shop".to_owned(),
        reviews: vec![review],
    });
    let code = made(&shared, &lenses).code;
    println!("two hundred words: {} characters", code.len());
    assert!(code.len() < 2_000, "{}", code.len());
    assert_eq!(opened(&code, &lenses), shared);
    let short = share::write(&shared, &lenses, Notes::Without).expect("shorter still");
    assert!(short.code.len() < 120, "{}", short.code.len());
}

#[test]
fn notes_stay_here_when_one_says_so() {
    let lenses = lenses::lenses();
    let mut workload = lenses::workload(&lenses);
    workload.properties.notes = "SECRET".to_owned();
    let review = &mut workload.reviews[0];
    review.notes = "SECRET".to_owned();
    review.pillar_notes.insert(PillarId::from("ops"), "SECRET".to_owned());
    let mark = |not_applicable| ChoiceMark { not_applicable, notes: "SECRET".to_owned() };
    review.answers.insert(
        QuestionId::from("q1"),
        Answer {
            selected: [ChoiceId::from("a")].into(),
            not_applicable: Some(Reason::OutOfScope),
            marks: [
                (ChoiceId::from("b"), mark(Some(Reason::Other))),
                (ChoiceId::from("a"), mark(None)),
            ]
            .into(),
            notes: "SECRET".to_owned(),
        },
    );
    let only_notes = Answer { notes: "SECRET".to_owned(), ..Answer::default() };
    review.answers.insert(QuestionId::from("q2"), only_notes);
    let shared = Shared::Review(workload);
    let made = share::write(&shared, &lenses, Notes::Without).expect("it fits");
    let Shared::Review(back) = opened(&made.code, &lenses) else { panic!("it is a review") };
    assert!(!format!("{back:?}").contains("SECRET"));
    assert_eq!(back.reviews[0].answers.len(), 1);
    let answer = &back.reviews[0].answers[&QuestionId::from("q1")];
    assert_eq!(answer.not_applicable, Some(Reason::OutOfScope));
    assert_eq!(answer.marks.len(), 1);
}

#[test]
fn links_to_parts_of_a_lens_are_short_and_say_what_is_gone() {
    let lenses = bundled();
    let lens = lens_ref(&lenses, "framework");
    let (pillar, question) = lenses[&lens.key].questions().next().expect("it has questions");
    let cases = [
        (Shared::Lens(lens.clone()), 24),
        (Shared::Pillar(lens.clone(), pillar.id.clone()), 60),
        (Shared::Question(lens.clone(), question.id.clone()), 70),
        (Shared::Practice(lens.clone(), question.id.clone(), question.choices[0].id.clone()), 110),
    ];
    for (shared, most) in cases {
        let code = made(&shared, &lenses).code;
        assert!(code.len() <= most, "{} for {shared:?}", code.len());
        assert_eq!(opened(&code, &lenses), shared);
        // Even before the lens is loaded.
        let early = share::open(&code, &Lenses::new());
        assert!(early.shared.is_some() && early.diagnostics.is_empty());
        assert_eq!(early.missing.len(), 1);
    }
    let gone = Shared::Question(lens, QuestionId::from("no_such"));
    let found = share::open(&made(&gone, &lenses).code, &lenses);
    assert_eq!(found.shared, Some(gone));
    assert_eq!(found.diagnostics[0].code, "not-in-lens");
}

#[test]
fn a_blank_review_keeps_its_scope() {
    let lenses = bundled();
    let lens = lens_ref(&lenses, "launch-readiness");
    let scope =
        |count| lenses[&lens.key].questions().take(count).map(|(_, q)| q.id.clone()).collect();
    let blank = Blank {
        name: "Workshop".to_owned(),
        lenses: vec![
            (lens.clone(), Some(scope(4))),
            (lens_ref(&lenses, "framework"), None),
            (lens.clone(), Some([QuestionId::from("of_another_version")].into())),
        ],
    };
    let shared = Shared::Blank(blank);
    assert_eq!(opened(&made(&shared, &lenses).code, &lenses), shared);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_review_comes_back_and_no_two_have_one_code(
        first in arbitrary::workload().prop_map(as_carried),
        second in arbitrary::workload().prop_map(as_carried),
    ) {
        let shelf = Lenses::new();
        let codes = [&first, &second].map(|workload| {
            let shared = Shared::Review(workload.clone());
            let code = made(&shared, &shelf).code;
            assert_eq!(opened(&code, &shelf), shared);
            code
        });
        prop_assert_eq!(first == second, codes[0] == codes[1]);
    }

    #[test]
    fn any_answers_to_a_lens_at_hand_come_back(
        parts in answers_to_the_framework(),
        from in arbitrary::text(),
    ) {
        let shelf = bundled();
        let mut review = LensReview::new(lens_ref(&shelf, "framework"));
        review.answers = parts;
        let shared = Shared::Answers(Answers { from, about: String::new(), reviews: vec![review] });
        let code = made(&shared, &shelf).code;
        prop_assert_eq!(opened(&code, &shelf), shared);
    }
}

/// What a link carries of a workload: no milestones, and nothing empty where
/// nothing empty belongs.
fn as_carried(mut workload: Workload) -> Workload {
    workload.milestones.clear();
    workload.last_milestone = 0;
    workload.reviews.iter_mut().for_each(drop_empty);
    workload
}

/// Answers to some of its questions, with ids that it does not have among them.
fn answers_to_the_framework() -> impl Strategy<Value = Map<QuestionId, Answer>> {
    let lens = bundled()[&key("framework")].clone();
    let one = (any::<prop::sample::Index>(), any::<u32>(), arbitrary::answer(), 0..12u8);
    prop::collection::vec(one, 0..57).prop_map(move |parts| {
        let mut answers = Map::new();
        for (place, ticks, odd, rare) in parts {
            let questions: Vec<_> = lens.questions().collect();
            let (_, question) = place.get(&questions);
            let mut answer = if rare < 3 { odd } else { Answer::default() };
            answer.marks.retain(|_, mark| !mark.is_empty());
            let choices = question.choices.iter().enumerate();
            answer.selected.extend(
                choices.filter(|(n, _)| ticks >> n & 1 == 1).map(|(_, choice)| choice.id.clone()),
            );
            let id = if rare == 0 { QuestionId::from("gone") } else { question.id.clone() };
            if !answer.is_empty() {
                answers.insert(id, answer);
            }
        }
        answers
    })
}

#[test]
fn what_is_too_much_is_refused_before_it_is_made() {
    let shelf = lenses::lenses();
    let mut workload = lenses::workload(&shelf);
    let mut dice = Dice(1);
    let noise: String = (0..200_000).map(|_| char::from(b'a' + dice.below(26) as u8)).collect();
    workload.properties.notes = noise;
    let shared = Shared::Review(workload.clone());
    assert_eq!(share::write(&shared, &shelf, Notes::With), Err(share::Error::TooLarge));
    assert!(share::write(&shared, &shelf, Notes::Without).is_ok());
    workload.properties.notes = "a".repeat(share::MOST_TEXT + 1);
    let shared = Shared::Review(workload);
    assert_eq!(share::write(&shared, &shelf, Notes::With), Err(share::Error::TooLarge));
    let long = share::open(&"A".repeat(share::MOST_CODE + 1), &shelf);
    assert_eq!(refusal(&long).0, "link-damaged");
}

#[test]
fn what_is_sealed_comes_back_and_opens_once_unsealed() {
    let shelf = bundled();
    let shared = Shared::Lens(lens_ref(&shelf, "saas"));
    let code = made(&shared, &shelf).code;
    let bytes = share::sealed(&code).expect("the code is whole");
    assert_eq!(share::unlocked(&bytes, &shelf).shared, Some(shared));
    let locked = Locked { salt: [1; 16], nonce: [2; 12], sealed: vec![7; 40] };
    let code = share::lock(&locked).expect("it is short");
    assert_eq!(opened(&code, &shelf), Shared::Locked(locked));
    // A lock within a lock is not opened.
    let inner = share::sealed(&code).expect("the code is whole");
    assert_eq!(refusal(&share::unlocked(&inner, &shelf)).0, "link-nonsense");
    assert_eq!(refusal(&share::unlocked(&bytes[1..], &shelf)).0, "link-damaged");
}

#[test]
fn a_reference_that_is_no_hash_is_carried_as_it_is() {
    let shelf = lenses::lenses();
    let mut workload = lenses::workload(&shelf);
    workload.reviews[0].lens.hash = LensHash("not a hash".to_owned());
    let shared = Shared::Review(workload);
    assert_eq!(opened(&made(&shared, &shelf).code, &shelf), shared);
}
