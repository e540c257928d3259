//! Renditions of lenses: how they read, and that they come back as answers.

#[path = "support/exchange.rs"]
mod support;

use std::sync::LazyLock;

use plumbline::collections::Map;
use plumbline::exchange::{Kind, aws, detect, rendition};
use plumbline::lens::compare::{Changes, RulesChange, compare};
use plumbline::lens::{Choice, Companion, Lens, PillarId, QuestionId};
use plumbline::report::rendition::{Form, Subject, comparison};
use plumbline::review::{Answer, LensKey};
use proptest::prelude::*;
use support::{any_answer, any_text, lens};

fn bundled(key: &str) -> (Lens, Companion) {
    let read = |ending: &str| {
        let path = format!("{}/lenses/{key}{ending}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
    };
    let lens = plumbline::lens::parse(&read(".json")).lens.expect("it is usable");
    (lens, Companion::read(&read(".companion.json")).expect("it is sound"))
}

static STARTER: LazyLock<(Lens, Companion)> = LazyLock::new(|| bundled("starter"));
static CHECK: LazyLock<(Lens, Companion)> = LazyLock::new(|| bundled("quick-check"));

fn render(form: Form) -> String {
    let (lens, companion) = &*STARTER;
    form.render(&Subject {
        key: "starter",
        lens,
        companion: Some(companion),
        pillar: None,
        answers: None,
    })
}

#[test]
fn each_form_reads_like_this() {
    for form in Form::ALL {
        insta::assert_snapshot!(form.ending(), render(form));
    }
}

#[test]
fn a_pillar_alone_has_nothing_of_the_others() {
    let (lens, companion) = &*CHECK;
    for form in Form::ALL {
        let subject = |pillar| Subject {
            key: "quick-check",
            lens,
            companion: Some(companion),
            pillar,
            answers: None,
        };
        let (one, other) = (&lens.pillars[0], &lens.pillars[1]);
        let text = form.render(&subject(Some(&one.id)));
        assert!(
            text.contains(one.questions[0].id.as_str()) || text.contains(&one.name),
            "{form:?}"
        );
        let other = &other.questions[0].title;
        assert!(!text.contains(other.trim_end_matches('?')), "{form:?} holds {other}");
        assert!(text.len() < form.render(&subject(None)).len() / 2, "{form:?}");
    }
}

#[test]
fn principles_of_the_whole_lens_stand_before_the_pillars_that_follow_them() {
    for key in ["quick-check", "framework", "saas"] {
        let (lens, companion) = bundled(key);
        for form in [Form::Page, Form::Outline] {
            let render = |pillar| {
                let companion = Some(&companion);
                form.render(&Subject { key, lens: &lens, companion, pillar, answers: None })
            };
            let whole = render(None);
            let heading = if form == Form::Page { "<h2 id=\"p0\">" } else { "\n## " };
            let first = format!("{heading}{}", lens.pillars[0].name);
            let first = whole.find(&first).expect("the first pillar is there");
            let line = |title: &str| match form {
                Form::Page => format!("<dt><strong>{title}</strong></dt>"),
                _ => format!("- **{title}** "),
            };
            for principle in companion.principles_of(None) {
                let line = line(&principle.title);
                assert!(whole[..first].contains(&line), "{key} {form:?}: {}", principle.title);
                assert_eq!(whole.matches(&line).count(), 1);
                for pillar in &lens.pillars {
                    let follows =
                        pillar.questions.iter().any(|q| principle.questions.contains(&q.id));
                    let stands = render(Some(&pillar.id)).contains(&line);
                    assert_eq!(
                        stands, follows,
                        "{key} {form:?}: {} in {}",
                        principle.title, pillar.name
                    );
                }
            }
        }
    }
}

/// What comes back from a rendition.
fn back(text: &str, lens: &Lens) -> Map<QuestionId, Answer> {
    let Kind::Rendition(form) = detect(text) else { panic!("it is not known: {text}") };
    let import = rendition::read(text, form);
    assert!(import.reviews.len() <= 1);
    let Some(review) = import.reviews.first() else { return Map::new() };
    assert_eq!(review.lens_alias.as_deref(), Some("x-y z"));
    assert_eq!(import.diagnostics, []);
    let (review, found) = aws::into_review(review, lens, LensKey("x".to_owned()));
    assert_eq!(found, []);
    review.answers
}

/// The answers with nothing but what a form can hold.
fn held(answers: &Map<QuestionId, Answer>, lens: &Lens, form: Form) -> Map<QuestionId, Answer> {
    let mut held = Map::new();
    for (_, question) in lens.questions() {
        let Some(answer) = answers.get(&question.id) else { continue };
        let mut kept = Answer::default();
        for Choice { id, .. } in &question.choices {
            let mark = answer.mark(id);
            let excused = form == Form::Table && mark.not_applicable.is_some();
            if answer.selected.contains(id) && !excused {
                kept.selected.insert(id.clone());
            }
            if form == Form::Table && !mark.is_empty() {
                let mut mark = mark;
                mark.not_applicable = mark.not_applicable.map(|_| plumbline::review::Reason::None);
                kept.marks.insert(id.clone(), mark);
            }
        }
        if !kept.is_empty() {
            held.insert(question.id.clone(), kept);
        }
    }
    held
}

fn any_answers() -> impl Strategy<Value = Map<QuestionId, Answer>> {
    let question = proptest::sample::select(vec!["menu", "queue", "water"]);
    proptest::collection::vec((question.prop_map(QuestionId::from), any_answer()), 0..4)
        .prop_map(|answers| answers.into_iter().collect())
}

proptest! {
    #[test]
    fn answers_come_back(answers in any_answers()) {
        let lens = lens();
        for form in [Form::Checklist, Form::Table] {
            let text = form.render(&Subject {
                key: "x-y z", lens: &lens, companion: None, pillar: None, answers: Some(&answers),
            });
            prop_assert_eq!(back(&text, &lens), held(&answers, &lens, form), "{}", text);
        }
    }

    #[test]
    fn hostile_texts_stay_texts(title in any_text(), text in any_text(), key in any_text()) {
        let mut lens = lens();
        lens.name.clone_from(&title);
        let question = &mut lens.pillars[0].questions[0];
        question.title.clone_from(&title);
        question.choices[0].title = format!("{text}<script>");
        question.choices[0].id.0 = format!("{text}-->{title}");
        let id = question.choices[0].id.clone();
        let answers = Map::from([(question.id.clone(), Answer {
            selected: [id.clone()].into(), ..Answer::default()
        })]);
        let subject = Subject {
            key: &key, lens: &lens, companion: None, pillar: None, answers: Some(&answers),
        };
        for form in [Form::Page, Form::Sheet] {
            prop_assert!(!form.render(&subject).contains("<script"));
        }
        let cards = Form::Cards.render(&subject);
        let rows = cards.lines().filter(|line| !line.starts_with('#'));
        prop_assert!(rows.clone().count() > 0);
        for row in rows {
            prop_assert_eq!(row.split('\t').count(), 5, "{}", row);
        }
        for form in [Form::Checklist, Form::Table] {
            let text = form.render(&subject);
            let Kind::Rendition(kind) = detect(&text) else { panic!("{form:?} is not known") };
            let import = rendition::read(&text, kind);
            let answer = &import.reviews[0].answers[0].answer;
            let back: Vec<_> = answer.selected.iter().map(|id| id.0.trim().to_owned()).collect();
            prop_assert_eq!(back, [id.0.trim().to_owned()], "{}", text);
        }
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,200}", rows in "[\",;\n\r'=xyz]{0,80}") {
        for form in [rendition::Form::Checklist, rendition::Form::Table] {
            let _ = rendition::read(&text, form);
            let _ = rendition::read(&format!("question_id,practice_id,answer\n{rows}"), form);
        }
        let _ = detect(&text);
    }
}

#[test]
fn what_editors_and_spreadsheets_make_of_it_still_comes_back() {
    let checklist = "# My own heading\n\n<!-- plumbline-checklist 1 lens=k -->\n\
                     ### What? <!-- question=menu -->\n\
                     * [X] **Daily** <!-- choice=menu%5Fdaily -->\n- [x] No id here\n";
    let import = rendition::read(checklist, rendition::Form::Checklist);
    assert_eq!(
        import.reviews[0].answers[0].answer.selected.first().map(|c| c.as_str()),
        Some("menu_daily")
    );
    assert_eq!(import.diagnostics.len(), 1);
    assert!(import.diagnostics[0].message.starts_with("Line 6 is ticked"));

    let table = "lens;question_id;practice_id;answer;note\r\n\
                 k;menu;menu_daily; YES ;\"two\nlines; \"\"quoted\"\"\"\r\n\
                 k;menu;menu_stock;perhaps;\r\nk;queue;queue_sign;N/A;\r\n";
    let Kind::Rendition(form) = detect(table) else { panic!("it is known") };
    let import = rendition::read(table, form);
    let answers = &import.reviews[0].answers;
    assert_eq!(answers[0].answer.mark(&"menu_daily".into()).notes, "two\nlines; \"quoted\"");
    assert!(answers[1].answer.mark(&"queue_sign".into()).not_applicable.is_some());
    assert_eq!(import.diagnostics.len(), 1);
    assert!(import.diagnostics[0].message.contains("Line 4 says \"perhaps\""));

    let blank = render(Form::Checklist);
    let import = rendition::read(&blank, rendition::Form::Checklist);
    assert!(import.reviews.is_empty() && import.diagnostics[0].code == "no-answers");
}

#[test]
fn a_spreadsheet_sees_no_formula() {
    let mut lens = lens();
    lens.pillars[0].questions[0].choices[0].title = "=HYPERLINK(\"https://evil\")".to_owned();
    let text = Form::Table.render(&Subject {
        key: "k",
        lens: &lens,
        companion: None,
        pillar: None,
        answers: None,
    });
    assert!(text.contains("\"'=HYPERLINK(\"\"https://evil\"\")\""), "{text}");
}

#[test]
fn two_versions_are_compared() {
    let (old, _) = &*CHECK;
    assert!(compare(old, old).is_empty());
    let mut new = old.clone();
    new.pillars[0].name = "Renamed".to_owned();
    let gone = new.pillars[0].questions.remove(0);
    let question = &mut new.pillars[1].questions[0];
    question.title = "Asked otherwise?".to_owned();
    question.choices[0].title = "Done otherwise".to_owned();
    let extra =
        Choice { id: "fresh".into(), title: "Fresh".to_owned(), ..question.choices[0].clone() };
    question.choices.push(extra);
    let strict = &mut new.pillars[2].questions[0];
    strict.rules.remove(0);
    let mut moved = new.pillars[3].questions.remove(0);
    moved.description = Some("Said otherwise.".to_owned());
    new.pillars[4].questions.push(moved);
    new.pillars[5].id = PillarId("other".to_owned());
    let changes = compare(old, &new);
    assert_eq!(changes.gone[0].id, gone.id);
    assert!(matches!(changes.changed[1].rules, RulesChange::Differ { .. }));
    insta::assert_snapshot!("comparison", comparison::render(&old.name, &changes));
    insta::assert_snapshot!(
        "comparison_of_the_same",
        comparison::render(&old.name, &Changes { same: 12, ..Changes::default() })
    );
}

#[test]
fn what_a_practice_does_agrees_with_the_levels_of_the_library() {
    use plumbline::lens::companion::Level;
    use plumbline::lens::{Risk, effect};
    let (lens, companion) = bundled("framework");
    for (_, question) in lens.questions() {
        let notes = &companion.questions[&question.id].practices;
        for (place, choice) in question.choices.iter().enumerate() {
            let Some(notes) = notes.get(&choice.id) else { continue };
            let effect = effect::of(question, place);
            assert_eq!(effect.among_all.with, Risk::None, "{}", choice.id);
            let (lowers, of) = effect.lowers.expect("few enough");
            assert_eq!(of, 1 << (question.choices.len() - 2));
            assert_eq!(lowers > 0, !effect.rules.is_empty(), "{}", choice.id);
            match notes.level {
                Level::High => assert_eq!(effect.among_all.without, Risk::High, "{}", choice.id),
                Level::Medium => {
                    assert_eq!(effect.among_all.without, Risk::Medium, "{}", choice.id)
                }
                Level::Low => {}
            }
        }
    }
}

#[test]
fn what_is_related_shares_codes_principles_and_levels() {
    use plumbline::lens::related::{self, Book};
    let shelf: Vec<(&str, (Lens, Companion))> =
        ["framework", "serverless"].map(|key| (key, bundled(key))).into();
    let books: Vec<Book<'_>> = shelf
        .iter()
        .map(|(key, (lens, companion))| Book { key, lens, companion: Some(companion) })
        .collect();
    let find = |id: &str| {
        let mut all = books.iter().flat_map(|book| related::practices(*book));
        all.find(|practice| practice.choice.id.as_str() == id).expect("it is there")
    };
    let logs = find("sl_ops_observe_logs");
    let found = related::to(&logs, &books);
    let codes: Vec<&str> =
        found.by_code.iter().filter_map(|p| p.notes()?.code.as_deref()).collect();
    assert!(codes.contains(&"OPS04-BP02") && codes.contains(&"SEC04-BP01"), "{codes:?}");
    let questions: Vec<&str> = found.questions.iter().map(|(_, _, q)| q.id.as_str()).collect();
    assert_eq!(questions, ["observability", "workload_observability"]);
    assert!(!found.by_principle.is_empty());
    for other in &found.by_level {
        assert_eq!(other.notes().map(|n| n.level), logs.notes().map(|n| n.level));
        assert_ne!(other.question.id, logs.question.id);
    }
    // The way back.
    let telemetry = find("ops_observability_application_telemetry");
    let back = related::to(&telemetry, &books);
    assert!(back.by_code.iter().any(|p| p.choice.id == logs.choice.id));
    assert!(back.questions.iter().any(|(_, _, q)| q.id == logs.question.id));
}
