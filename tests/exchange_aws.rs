//! Files from AWS: one answer sheet in every shape that people have on disk.

#[path = "support/exchange.rs"]
mod support;

use std::fs;
use std::sync::Arc;

use plumbline::diagnostic::{Severity, has_errors};
use plumbline::exchange::aws::{self, AwsImport, ImportedReview};
use plumbline::exchange::{Kind, detect};
use plumbline::lens::{LensHash, Risk};
use plumbline::review::{
    Answer, ChoiceMark, Environment, ImprovementStatus, LensKey, Lenses, Properties, Reason,
};
use plumbline::time::Timestamp;
use support::{corpus, fixture, lens, shelf};

/// What a shape can tell about the answers.
#[derive(Clone, Copy, PartialEq)]
enum Tells {
    /// Everything.
    All,
    /// Everything but notes.
    NoNotes,
    /// Ticks and what does not apply, of questions only.
    Questions,
    /// Ticks only.
    Ticks,
}

/// The answers of all fixtures, as far as a shape can tell them.
fn expected(tells: Tells) -> Vec<(&'static str, Answer)> {
    let selected = |ids: &[&str]| ids.iter().map(|id| (*id).into()).collect();
    let notes = |text: &str| if tells == Tells::All { text.to_owned() } else { String::new() };
    let mut menu = Answer {
        selected: selected(&["menu_daily"]),
        notes: notes("Asked on Monday.\nThe menu is a blackboard."),
        ..Answer::default()
    };
    if matches!(tells, Tells::All | Tells::NoNotes) {
        let stock = ChoiceMark {
            not_applicable: Some(Reason::ArchitectureConstraints),
            notes: notes("There is no stock system."),
        };
        menu.marks.insert("menu_stock".into(), stock);
    }
    if tells == Tells::All {
        let daily = ChoiceMark { not_applicable: None, notes: notes("Every morning at six.") };
        menu.marks.insert("menu_daily".into(), daily);
    }
    let queue = Answer { selected: selected(&["queue_second", "queue_no"]), ..Answer::default() };
    let water = if tells == Tells::Ticks {
        Answer::default()
    } else {
        Answer {
            selected: selected(&["water_filter"]),
            not_applicable: Some(Reason::OutOfScope),
            ..Answer::default()
        }
    };
    vec![("menu", menu), ("queue", queue), ("water", water)]
}

fn answers(review: &ImportedReview) -> Vec<(&str, Answer)> {
    review.answers.iter().map(|a| (a.question_id.as_str(), a.answer.clone())).collect()
}

/// Reads a fixture without a finding.
fn clean(name: &str) -> AwsImport {
    let import = aws::read(&fixture(name));
    assert_eq!(import.diagnostics, [], "{name}");
    import
}

#[test]
fn every_shape_tells_the_same_answers() {
    // The file, what it can tell, the number of questions, the lens it names.
    let cases = [
        ("list-answers.json", Tells::NoNotes, 3, Some("tea-kitchen")),
        ("list-answers-pages.json", Tells::NoNotes, 3, Some("tea-kitchen")),
        ("list-answers-camel.json", Tells::NoNotes, 3, Some("tea-kitchen")),
        ("list-answers-of-milestone.json", Tells::NoNotes, 3, Some("tea-kitchen")),
        ("get-answer.json", Tells::All, 1, Some("tea-kitchen")),
        ("get-answer-list.json", Tells::All, 3, Some("tea-kitchen")),
        ("get-answer-one-after-another.json", Tells::All, 3, Some("tea-kitchen")),
        ("get-answer-camel.json", Tells::All, 3, Some("tea-kitchen")),
        ("answers-and-notes.json", Tells::All, 3, Some("tea-kitchen")),
        ("answers-bare.json", Tells::All, 3, None),
        ("script.json", Tells::All, 3, Some("tea-kitchen")),
        ("console.json", Tells::Questions, 3, Some("tea-kitchen")),
        ("question-responses.json", Tells::Ticks, 3, None),
        ("update-answer.json", Tells::All, 1, Some("tea-kitchen")),
        ("update-answer-without-selection.json", Tells::All, 1, Some("tea-kitchen")),
    ];
    for (name, tells, questions, alias) in cases {
        assert_eq!(detect(&fixture(name)), Kind::AwsAnswers, "{name}");
        let import = clean(name);
        let review = &import.reviews[0];
        assert_eq!(answers(review), expected(tells)[..questions], "{name}");
        assert_eq!(review.lens_alias.as_deref(), alias, "{name}");
    }
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let text = format!("\u{feff}{}", fixture("list-answers.json"));
    assert_eq!(detect(&text), Kind::AwsAnswers);
    assert_eq!(aws::read(&text), clean("list-answers.json"));
}

#[test]
fn titles_lose_the_white_space_of_the_console() {
    let import = clean("console.json");
    let answer = &import.reviews[0].answers[0];
    assert_eq!(answer.title, "How do you keep the menu current?");
    assert_eq!(answer.choices[0].title, "Check the menu daily");
    assert_eq!(answer.choices[0].description, "Spread over two lines.");
    assert_eq!(answer.reported_risk, Some(Risk::None));
    assert_eq!(answer.pillar_id, Some("service".into()));
}

#[test]
fn a_workload_tells_its_properties() {
    let want = Properties {
        name: "Tea kitchen".into(),
        description: "Serves tea to the whole floor.".into(),
        environment: Environment::Production,
        review_owner: "floor@tea.example".into(),
        industry: "Hospitality".into(),
        architecture_url: "https://tea.example/floor-plan".into(),
        notes: "Opens at seven.".into(),
        improvement_status: ImprovementStatus::InProgress,
    };
    for name in ["get-workload.json", "script.json"] {
        let workload = clean(name).workload.expect("a workload");
        assert_eq!(workload.properties(), want, "{name}");
        assert_eq!(workload.pillar_priorities, ["supply".into(), "service".into()], "{name}");
        assert_eq!(workload.lens_aliases, ["tea-kitchen"], "{name}");
        assert_eq!(workload.updated_at, Some(Timestamp(1_621_438_786_921)), "{name}");
    }
    assert_eq!(detect(&fixture("get-workload.json")), Kind::AwsWorkload);
}

#[test]
fn a_lens_review_tells_its_notes() {
    assert_eq!(detect(&fixture("get-lens-review.json")), Kind::AwsWorkload);
    for name in ["get-lens-review.json", "script.json"] {
        let import = clean(name);
        let review = &import.reviews[0];
        assert_eq!(review.lens_name.as_deref(), Some("Tea Kitchen Lens"), "{name}");
        assert_eq!(review.lens_version.as_deref(), Some("1.2"), "{name}");
        assert_eq!(review.notes, "A first look.", "{name}");
        assert_eq!(
            review.pillar_notes,
            [
                ("service".into(), "Good people.".to_owned()),
                ("cellar".into(), "The lens has no cellar.".to_owned())
            ],
            "{name}"
        );
    }
}

#[test]
fn milestones_are_listed_by_number() {
    let import = clean("list-milestones.json");
    let told: Vec<_> =
        import.milestones.iter().map(|m| (m.number, m.name.as_str(), m.recorded_at)).collect();
    assert_eq!(
        told,
        [
            (1, "First look", Some(Timestamp(1_621_438_786_921))),
            (2, "Second look", Some(Timestamp(1_622_534_400_000)))
        ]
    );
    let import = clean("get-milestone.json");
    let workload = import.milestones[0].workload.as_ref().expect("the workload of that time");
    assert_eq!(workload.name.as_deref(), Some("Tea kitchen"));
    assert_eq!(import.workload, None, "the workload of a milestone is not the one of today");
    for name in ["list-milestones.json", "get-milestone.json"] {
        assert_eq!(detect(&fixture(name)), Kind::AwsWorkload, "{name}");
    }
}

#[test]
fn answers_of_two_lenses_are_kept_apart() {
    let import = clean("script.json");
    let aliases: Vec<_> = import.reviews.iter().map(|r| r.lens_alias.as_deref()).collect();
    assert_eq!(aliases, [Some("tea-kitchen"), Some("cellar")]);
    assert!(import.reviews[1].answers[0].answer.selected.contains(&"cellar_only".into()));
    assert_eq!(import.answer_count(), 4);
}

#[test]
fn answers_of_a_milestone_come_after_those_of_today() {
    let text =
        format!("{}{}", fixture("list-answers-of-milestone.json"), fixture("list-answers.json"));
    let import = aws::read(&text);
    let milestones: Vec<_> = import.reviews.iter().map(|r| r.milestone).collect();
    assert_eq!(milestones, [None, Some(1)]);
    let (_, found) = aws::into_review(&import.reviews[1], &lens(), shelf().0);
    assert!(found.iter().any(|d| d.code == "from-milestone"), "{found:#?}");
}

#[test]
fn a_missing_page_is_reported() {
    let import = aws::read(&fixture("list-answers-first-page.json"));
    let codes: Vec<_> = import.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["more-pages"]);
}

#[test]
fn a_review_has_the_answers_and_agrees_with_the_reported_risks() {
    let (key, _) = shelf();
    let import = clean("get-answer-list.json");
    let (review, found) = aws::into_review(&import.reviews[0], &lens(), key.clone());
    assert_eq!(found, []);
    assert_eq!(review.lens.key, key);
    let want: Vec<_> = expected(Tells::All);
    let got: Vec<_> = review.answers.iter().map(|(id, a)| (id.as_str(), a.clone())).collect();
    assert_eq!(got, want);
}

#[test]
fn unknown_ids_are_named_and_kept() {
    let import = clean("unknown-ids.json");
    let (review, found) = aws::into_review(&import.reviews[0], &lens(), shelf().0);
    let told: Vec<_> = found.iter().map(|d| (d.severity, d.code, d.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                Severity::Warning,
                "unknown-question",
                "The lens has no question \"bygone\"; the answer is kept and does not count."
            ),
            (
                Severity::Warning,
                "unknown-choice",
                "The question \"menu\" has no choice \"menu_old\"; it is kept and does not count."
            ),
            (
                Severity::Note,
                "risk-differs",
                "For the question \"menu\" the file says \"High risk\"; by the rules of this lens \
                 it is \"Medium risk\"."
            ),
        ]
    );
    assert!(review.answers[&"menu".into()].selected.contains(&"menu_old".into()));
    assert!(review.answers[&"bygone".into()].selected.contains(&"bygone_one".into()));
}

#[test]
fn the_lens_that_fits_best_is_found() {
    let (key, mut lenses) = shelf();
    let mut other = lens();
    other.hash = LensHash("0".repeat(64));
    for question in other.pillars.iter_mut().flat_map(|pillar| &mut pillar.questions) {
        for choice in &mut question.choices {
            choice.id.0.insert_str(0, "other_");
        }
    }
    lenses.insert(LensKey("another".into()), Arc::new(other));
    let review = &clean("list-answers.json").reviews[0];
    assert_eq!(aws::best_match(review, &lenses), Some(key));
    let stranger = &clean("script.json").reviews[1];
    assert_eq!(aws::share_matched(stranger, &lens()), 0.5);
    assert_eq!(aws::best_match(&ImportedReview::default(), &lenses), None);
    assert_eq!(aws::best_match(review, &Lenses::new()), None);
}

#[test]
fn what_is_odd_is_named_and_the_rest_is_read() {
    let import = aws::read(&fixture("odd-types.json"));
    let told: Vec<String> = import
        .diagnostics
        .iter()
        .map(|d| format!("{} {} {}", d.pointer, d.code, d.message))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    assert!(import.diagnostics.iter().all(|d| d.position.is_some()));
    let answers = &import.reviews[0].answers;
    assert_eq!(answers.len(), 2);
    assert!(answers[1].answer.selected.contains(&"queue_sign".into()));
    assert_eq!(answers[1].answer.not_applicable, Some(Reason::None));
}

#[test]
fn too_many_answers_are_left_out_with_words() {
    let answers = vec![serde_json::json!({"QuestionId": "a", "Notes": "x"}); 5_001];
    let import = aws::read(&serde_json::json!({"AnswerSummaries": answers}).to_string());
    assert!(has_errors(&import.diagnostics));
    let import = aws::read(&serde_json::Value::Array(answers).to_string());
    assert!(has_errors(&import.diagnostics));
}

#[test]
fn public_console_captures_are_read() {
    let Some(folder) = corpus("console") else { return };
    // The alias and the number of questions; captures are older than the
    // Framework's newest questions.
    let cases = [
        ("wellarchitected.json", "wellarchitected", 52),
        ("serverless.json", "serverless", 9),
        ("saas.json", "softwareasaservice", 14),
        ("foundationaltechnicalreview.json", "foundationaltechnicalreview", 12),
    ];
    for (name, alias, questions) in cases {
        let text = fs::read_to_string(folder.join(name)).expect("the corpus is readable");
        assert_eq!(detect(&text), Kind::AwsAnswers, "{name}");
        let import = aws::read(&text);
        assert_eq!(import.diagnostics, [], "{name}");
        assert_eq!(import.reviews.len(), 1, "{name}");
        let review = &import.reviews[0];
        assert_eq!(review.lens_alias.as_deref(), Some(alias), "{name}");
        assert_eq!(review.answers.len(), questions, "{name}");
        for answer in &review.answers {
            let id = &answer.question_id;
            assert!(!answer.title.is_empty() && !answer.choices.is_empty(), "{name} {id}");
            assert!(answer.reported_risk.is_some(), "{name} {id}");
            for choice in &answer.choices {
                assert!(!choice.description.contains("  "), "{name} {id} {}", choice.id);
            }
            let said = !answer.answer.is_empty();
            let counted = answer.reported_risk != Some(Risk::Unanswered);
            assert_eq!(said, counted, "{name} {id}");
        }
    }
}

#[test]
fn public_lenses_are_detected() {
    let Some(folder) = corpus("lenses") else { return };
    let mut lenses = 0;
    for entry in fs::read_dir(folder).expect("the corpus is readable") {
        let path = entry.expect("a readable folder").path();
        let text = fs::read_to_string(&path).expect("the corpus is readable");
        match detect(&text) {
            Kind::Lens => lenses += 1,
            Kind::NotJson { diagnostic } => {
                assert_eq!(diagnostic.code, "json-syntax", "{}", path.display());
                assert!(diagnostic.position.is_some(), "{}", path.display());
            }
            other => panic!("{}: {other:?}", path.display()),
        }
    }
    assert_eq!(lenses, 25);
}
