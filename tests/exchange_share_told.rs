//! What people are told of a link: what is inside, whose it is, and that a text
//! is longer than usual.

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
use lenses::{key, lens_ref};
use links::{answered, made};
use plumbline::exchange::share::{self, Answers, Blank, Shared};
use plumbline::review::{Answer, ChoiceMark, LensReview, Lenses, Workload};

#[test]
fn what_is_inside_is_said_in_words() {
    let shelf = bundled();
    let lens = lens_ref(&shelf, "quick-check");
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
    let review = LensReview::new(lens_ref(&shelf, "saas"));
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
        [lens_ref(&shelf, "framework")],
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
    let lens = &shelf[&key("framework")];
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
    let blank = Blank { name: "n".repeat(100), lenses: vec![(lens_ref(&shelf, "saas"), None)] };
    assert_eq!(told(Shared::Blank(blank)), []);
}
