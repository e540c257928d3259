//! Links carry what they share exactly, in little room, and nothing that was
//! cut or changed on its way opens.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;
mod shipped;

use std::sync::Arc;

use plumbline::collections::{Map, Set};
use plumbline::exchange::share::{
    self, Answers, Blank, Locked, MOST_WITH_LENS, Made, Notes, Opened, Shared,
};
use plumbline::lens::{ChoiceId, Lens, LensHash, PillarId, QuestionId};
use plumbline::review::{
    Answer, ChoiceMark, LensKey, LensRef, LensReview, Lenses, Reason, Workload,
};
use proptest::prelude::*;

/// How many damaged codes are tried.
const DAMAGES: usize = 100_000;

fn bundled() -> Lenses {
    let all = shipped::shipped().into_iter();
    all.map(|shipped| (LensKey(shipped.key.to_owned()), Arc::new(shipped.lens))).collect()
}

fn reference(lenses: &Lenses, key: &str) -> LensRef {
    LensRef::new(LensKey(key.to_owned()), &lenses[&LensKey(key.to_owned())])
}

/// A small sequence that looks random, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Every question answered, with ticks here and there.
fn answered(lens: &Lens, reference: LensRef) -> LensReview {
    let mut dice = Dice(7);
    let mut review = LensReview::new(reference);
    for (_, question) in lens.questions() {
        let mut selected: Set<ChoiceId> = question
            .choices
            .iter()
            .filter(|choice| !choice.is_none_of_these() && dice.below(2) == 1)
            .map(|choice| choice.id.clone())
            .collect();
        if selected.is_empty() {
            selected.insert(question.choices[question.choices.len() - 1].id.clone());
        }
        review.answers.insert(question.id.clone(), Answer { selected, ..Answer::default() });
    }
    review
}

fn made(shared: &Shared, lenses: &Lenses) -> Made {
    share::write(shared, lenses, Notes::With).expect("it fits into a link")
}

fn opened(code: &str, lenses: &Lenses) -> Shared {
    let opened = share::open(code, lenses);
    opened.shared.unwrap_or_else(|| panic!("{code}: {:?}", opened.diagnostics))
}

fn refusal(opened: &Opened) -> (&'static str, &str) {
    assert_eq!(opened.shared, None);
    assert_eq!(opened.brought, []);
    let [found] = opened.diagnostics.as_slice() else { panic!("{:?}", opened.diagnostics) };
    assert!(found.message.ends_with('.') || found.message.contains(": "), "{}", found.message);
    (found.code, &found.message)
}

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
    let key = LensKey("framework".to_owned());
    let mut review = answered(&lenses[&key], reference(&lenses, "framework"));
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
    let lens = reference(&lenses, "framework");
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
    let lens = reference(&lenses, "launch-readiness");
    let scope =
        |count| lenses[&lens.key].questions().take(count).map(|(_, q)| q.id.clone()).collect();
    let blank = Blank {
        name: "Workshop".to_owned(),
        lenses: vec![
            (lens.clone(), Some(scope(4))),
            (reference(&lenses, "framework"), None),
            (lens.clone(), Some([QuestionId::from("of_another_version")].into())),
        ],
    };
    let shared = Shared::Blank(blank);
    assert_eq!(opened(&made(&shared, &lenses).code, &lenses), shared);
}

#[test]
fn a_lens_that_is_missing_is_named_and_asked_for() {
    let shelf = bundled();
    let review = answered(&shelf[&LensKey("saas".to_owned())], reference(&shelf, "saas"));
    let shared = Shared::Answers(Answers { reviews: vec![review], ..Answers::default() });
    let code = made(&shared, &shelf).code;
    let early = share::open(&code, &Lenses::new());
    assert_eq!((early.missing.len(), early.missing[0].name.as_str()), (1, "SaaS"));
    let (code, words) = refusal(&early);
    assert_eq!(code, "lens-missing");
    assert_eq!(words, "The link needs the lens \"SaaS\", which is not on your shelf.");
}

/// A lens that somebody brought, with as many questions as one likes.
fn custom(questions: usize) -> (LensRef, Lenses) {
    let mut lens = lenses::lenses()[&lenses::key("big")].as_ref().clone();
    let mut dice = Dice(3);
    for place in 0..questions {
        let mut question = lens.pillars[0].questions[0].clone();
        question.id = QuestionId(format!("more_{place}"));
        let words: Vec<String> = (0..30).map(|_| format!("{:x}", dice.below(1 << 30))).collect();
        question.description = Some(words.join(" "));
        lens.pillars[1].questions.push(question);
    }
    lens.hash = plumbline::lens::write::hash(&lens);
    let key = LensKey::custom(&lens.hash);
    (LensRef::new(key.clone(), &lens), [(key, Arc::new(lens))].into())
}

#[test]
fn a_small_lens_of_ones_own_travels_in_the_link() {
    let (lens, shelf) = custom(2);
    let review = answered(&shelf[&lens.key], lens.clone());
    let shared = Shared::Answers(Answers { reviews: vec![review], ..Answers::default() });
    let small = made(&shared, &shelf);
    assert!(small.code.len() < MOST_WITH_LENS);
    assert_eq!(small.carried, std::slice::from_ref(&lens));
    let there = share::open(&small.code, &Lenses::new());
    assert_eq!(there.shared, Some(shared.clone()));
    assert_eq!((there.missing, there.diagnostics), (vec![], vec![]));
    assert_eq!(there.brought[0].0, lens.key);
    let again = plumbline::lens::parse(&there.brought[0].1).lens.expect("it is usable");
    assert_eq!(again, *shelf[&lens.key]);
}

#[test]
fn a_large_lens_of_ones_own_stays_here_and_is_named() {
    let (lens, shelf) = custom(120);
    let review = answered(&shelf[&lens.key], lens.clone());
    let shared = Shared::Answers(Answers { reviews: vec![review], ..Answers::default() });
    let large = made(&shared, &shelf);
    assert!(large.carried.is_empty() && large.code.len() < 400, "{}", large.code.len());
    assert_eq!(large.left_out, std::slice::from_ref(&lens));
    let there = share::open(&large.code, &Lenses::new());
    assert_eq!(refusal(&there).1, "The link needs the lens \"Big\", which is not on your shelf.");
    assert_eq!(there.missing[0].key, lens.key);
    // With the lens it opens.
    assert_eq!(opened(&large.code, &shelf), shared);
}

#[test]
fn a_lens_that_changed_its_words_still_opens_with_a_warning() {
    let mut shelf = bundled();
    let lens = reference(&shelf, "quick-check");
    let review = answered(&shelf[&lens.key], lens.clone());
    let shared = Shared::Answers(Answers { reviews: vec![review.clone()], ..Answers::default() });
    let code = made(&shared, &shelf).code;
    let mut later = shelf[&lens.key].as_ref().clone();
    later.pillars[0].questions[0].title.push_str(", today");
    later.hash = plumbline::lens::write::hash(&later);
    shelf.insert(lens.key.clone(), Arc::new(later.clone()));
    let there = share::open(&code, &shelf);
    assert_eq!(there.diagnostics[0].code, "lens-changed");
    let Some(Shared::Answers(back)) = there.shared else { panic!("it opens") };
    assert_eq!(back.reviews[0].answers, review.answers);
    assert_eq!(Some(back.reviews[0].lens.hash.0.as_str()), lens.hash.0.get(..8));
    // With other choices, and without its old layout, it says so.
    later.pillars[0].questions[0].choices.pop();
    later.hash = plumbline::lens::write::hash(&later);
    shelf.insert(lens.key, Arc::new(later));
    let there = share::open(&code, &shelf);
    assert_eq!(refusal(&there).0, "lens-unknown");
}

#[test]
fn a_link_that_was_cut_says_how_much_arrived() {
    let lenses = bundled();
    let shared = Shared::Lens(reference(&lenses, "framework"));
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
fn what_is_pasted_is_found_within_what_stands_around_it() {
    for pasted in [
        "EBcd-_9",
        "https://example.org/plumbline/#/s/EBcd-_9",
        "  <https://example.org/#/s/EBcd-_9>.\n",
        "https://example.org/#/s/EB\n cd-_9",
        "(see #/s/EBcd-_9)!",
    ] {
        assert_eq!(share::code_in(pasted), "EBcd-_9", "{pasted}");
    }
    assert_eq!(share::code_in(" "), "");
}

/// One of the ways in which links go wrong.
fn damage(code: &str, dice: &mut Dice) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut characters: Vec<char> = code.chars().collect();
    let other = |dice: &mut Dice| char::from(ALPHABET.as_bytes()[dice.below(64)]);
    for _ in 0..=dice.below(3) {
        if characters.is_empty() {
            break;
        }
        let at = dice.below(characters.len());
        match dice.below(9) {
            0 => characters.truncate(at),
            1 => {
                characters.remove(at);
            }
            2 => characters.insert(at, other(dice)),
            3 if at > 0 => characters.swap(at, at - 1),
            4 => {
                let end = (at + 1 + dice.below(6)).min(characters.len());
                for c in &mut characters[at..end] {
                    *c = other(dice);
                }
            }
            5 => {
                let c = characters[at];
                characters[at] =
                    if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
            }
            6 => {
                let end = (at + 1 + dice.below(10)).min(characters.len());
                characters.drain(at..end);
            }
            7 => {
                let bit =
                    ALPHABET.find(characters[at]).map_or(0, |place| place ^ (1 << dice.below(6)));
                characters[at] = char::from(ALPHABET.as_bytes()[bit]);
            }
            _ => characters[at] = other(dice),
        }
    }
    characters.into_iter().collect()
}

#[test]
fn damage_never_opens() {
    let shelf = bundled();
    let lens = reference(&shelf, "framework");
    let review = answered(&shelf[&lens.key], lens.clone());
    let mut workload = lenses::workload(&lenses::lenses());
    workload.reviews = vec![review.clone()];
    let locked = Locked { salt: [3; 16], nonce: [4; 12], sealed: (0..60).collect() };
    let codes: Vec<String> = [
        Shared::Lens(lens.clone()),
        Shared::Question(lens, QuestionId::from("any")),
        Shared::Answers(Answers { reviews: vec![review], ..Answers::default() }),
        Shared::Review(workload),
        Shared::Locked(locked),
    ]
    .iter()
    .map(|shared| made(shared, &shelf).code)
    .collect();
    let mut dice = Dice(2026);
    let mut told = Map::<&str, usize>::new();
    for round in 0..DAMAGES {
        let code = &codes[round % codes.len()];
        let damaged = damage(code, &mut dice);
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

/// A frame around any payload, as only a program makes it.
fn forged(version: u8, kind: u8, payload: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let mut bytes = vec![version << 4 | kind];
    let mut length = payload.len();
    while length > 0x7f {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    let digest =
        Sha256::new().chain_update("plumbline link").chain_update(&bytes).chain_update(payload);
    bytes.extend(&digest.finalize()[..5]);
    bytes.extend(payload);
    to_text(&bytes)
}

fn to_text(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: Vec<u8> = bytes.iter().flat_map(|b| (0..8).rev().map(move |n| b >> n & 1)).collect();
    bits.chunks(6)
        .map(|six| {
            let value = six.iter().fold(0, |v, bit| v << 1 | bit) << (6 - six.len());
            char::from(ALPHABET[usize::from(value)])
        })
        .collect()
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
        let shelf = framework();
        let mut review = LensReview::new(reference(shelf, "framework"));
        review.answers = parts;
        let shared = Shared::Answers(Answers { from, about: String::new(), reviews: vec![review] });
        let code = made(&shared, shelf).code;
        prop_assert_eq!(opened(&code, shelf), shared);
    }
}

/// What a link carries of a workload: no milestones, and nothing empty where
/// nothing empty belongs.
fn as_carried(mut workload: Workload) -> Workload {
    workload.milestones.clear();
    workload.last_milestone = 0;
    for review in &mut workload.reviews {
        review.pillar_notes.retain(|_, note| !note.is_empty());
        for answer in review.answers.values_mut() {
            answer.marks.retain(|_, mark| !mark.is_empty());
        }
        review.answers.retain(|_, answer| !answer.is_empty());
    }
    workload
}

fn framework() -> &'static Lenses {
    static SHELF: std::sync::OnceLock<Lenses> = std::sync::OnceLock::new();
    SHELF.get_or_init(bundled)
}

/// Answers to some of its questions, with ids that it does not have among them.
fn answers_to_the_framework() -> impl Strategy<Value = Map<QuestionId, Answer>> {
    let lens = framework()[&LensKey("framework".to_owned())].clone();
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
    let shared = Shared::Lens(reference(&shelf, "saas"));
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

#[test]
fn what_is_inside_is_said_in_words() {
    let shelf = bundled();
    let lens = reference(&shelf, "quick-check");
    let mut review = answered(&shelf[&lens.key], lens.clone());
    let answers = |from: &str, review: &LensReview| {
        Shared::Answers(Answers {
            from: from.to_owned(),
            about: String::new(),
            reviews: vec![review.clone()],
        })
    };
    assert_eq!(
        share::inside(&answers("", &review), &shelf),
        ["Answers to 12 of 12 questions of Quick check", "No notes"]
    );
    review.notes = "Three short words".to_owned();
    assert_eq!(
        share::inside(&answers("Ada", &review), &Lenses::new()),
        ["From Ada", "Answers to 12 questions of Quick check", "Notes of 3 words"]
    );
    let scope = shelf[&lens.key].questions().take(5).map(|(_, q)| q.id.clone()).collect();
    let blank = Blank { name: String::new(), lenses: vec![(lens, Some(scope))] };
    assert_eq!(
        share::inside(&Shared::Blank(blank), &shelf),
        ["5 of 12 questions of Quick check", "Nothing is answered yet"]
    );
}

#[test]
fn somebodys_answers_get_a_name_within_the_limits() {
    let shelf = bundled();
    let review = LensReview::new(reference(&shelf, "saas"));
    for (from, about, want) in [
        ("", "", "Answers: SaaS"),
        ("Ada", "", "SaaS, answers of Ada"),
        ("Ada", "Ticket shop", "Ticket shop, answers of Ada"),
        ("", "Ticket shop", "Answers: Ticket shop"),
    ] {
        let (from, about) = (from.to_owned(), about.to_owned());
        let answers = Answers { from, about, reviews: vec![review.clone()] };
        assert_eq!(share::name_of(&answers), want);
    }
    let long = Answers { from: "a".repeat(300), about: String::new(), reviews: vec![review] };
    assert_eq!(share::name_of(&long).chars().count(), 100);
}

#[test]
fn texts_that_are_longer_than_the_forms_take_are_kept_and_told() {
    let shelf = bundled();
    let mut workload = Workload::new(
        plumbline::review::WorkloadId("w".to_owned()),
        plumbline::review::Properties { name: "n".repeat(101), ..Default::default() },
        [reference(&shelf, "framework")],
        plumbline::time::Timestamp(1),
    );
    let told = |shared: Shared| {
        let opened = share::open(&made(&shared, &shelf).code, &shelf);
        assert_eq!(opened.shared, Some(shared));
        opened.diagnostics.iter().map(|d| (d.code, d.message.clone())).collect::<Vec<_>>()
    };
    let one = "A text in the link is longer than the forms take. It is kept.";
    assert_eq!(told(Shared::Review(workload.clone())), [("text-too-long", one.to_owned())]);
    workload.reviews[0].notes = "x".repeat(3_000);
    let mark = ChoiceMark { notes: "x".repeat(251), ..ChoiceMark::default() };
    let lens = &shelf[&LensKey("framework".to_owned())];
    let (_, question) = lens.questions().next().expect("it has some");
    let answer = Answer {
        notes: "y".repeat(2_085),
        marks: [(question.choices[0].id.clone(), mark)].into_iter().collect(),
        ..Answer::default()
    };
    workload.reviews[0].answers.insert(question.id.clone(), answer);
    let [(_, message)] = &told(Shared::Review(workload.clone()))[..] else { panic!("one finding") };
    assert!(message.starts_with("4 texts in the link are longer"), "{message}");
    let answers = Answers { from: "n".repeat(256), about: String::new(), reviews: Vec::new() };
    assert_eq!(told(Shared::Answers(answers)).len(), 1);
    let blank = Blank { name: "n".repeat(100), lenses: vec![(reference(&shelf, "saas"), None)] };
    assert_eq!(told(Shared::Blank(blank)), []);
}
