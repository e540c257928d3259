//! Links need lenses: what comes with them, what is asked for, and what becomes
//! of a lens that is another by now.

#[path = "support/bundled.rs"]
mod bundled;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/links.rs"]
mod links;
mod shipped;

use std::sync::Arc;

use bundled::bundled;
use dice::Dice;
use lenses::{key, lens_ref};
use links::{answered, made, opened, refusal};
use plumbline::exchange::share::{self, Answers, MOST_WITH_LENS, Shared};
use plumbline::lens::QuestionId;
use plumbline::review::{LensKey, LensRef, Lenses};

#[test]
fn a_lens_that_is_missing_is_named_and_asked_for() {
    let shelf = bundled();
    let review = answered(&shelf[&key("saas")], lens_ref(&shelf, "saas"));
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
    let lens = lens_ref(&shelf, "quick-check");
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
