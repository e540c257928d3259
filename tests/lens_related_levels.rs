//! What practices are related to by their principles and by their risk.

mod shipped;

use plumbline::lens::related::{self, Book};
use plumbline::lens::{Risk, parse};
use serde_json::{Value, json};
use shipped::shipped;

#[test]
fn under_each_principle_there_are_practices_of_its_level_or_else_of_others() {
    let (mut of_same, mut of_others) = (0, 0);
    for shipped in shipped() {
        let book =
            Book { key: shipped.key, lens: &shipped.lens, companion: Some(&shipped.companion) };
        for practice in related::practices(book) {
            let related = related::to(&practice, &[book]);
            let level = practice.notes().map(|notes| notes.level);
            assert!(related.by_risk.is_none());
            for fellows in &related.by_principle {
                let principle = fellows.principle;
                let name = format!("{} by {}", practice.choice.id, principle.id);
                assert!(!fellows.practices.is_empty(), "{name}");
                for other in &fellows.practices {
                    assert!(principle.questions.contains(&other.question.id), "{name}");
                    assert_ne!(other.question.id, practice.question.id, "{name}");
                    let same = other.notes().map(|notes| notes.level) == level;
                    assert_eq!(same, fellows.same_level, "{name}");
                }
                *if fellows.same_level { &mut of_same } else { &mut of_others } += 1;
            }
            // What is left out has nobody else.
            for principle in &shipped.companion.principles {
                let is_its = principle.questions.contains(&practice.question.id);
                let stands = related.by_principle.iter().any(|f| f.principle.id == principle.id);
                let others = principle.questions.iter().any(|id| *id != practice.question.id);
                assert_eq!(stands, is_its && others, "{} {}", practice.choice.id, principle.id);
            }
        }
    }
    assert!(of_same > of_others && of_others > 20, "{of_same} {of_others}");
}

fn question(id: &str, choices: &[&str], rules: &[(&str, &str)]) -> Value {
    let choices: Vec<Value> =
        choices.iter().map(|id| json!({"id": id, "title": format!("Practice {id}")})).collect();
    let rules: Vec<Value> = rules
        .iter()
        .map(|(condition, risk)| json!({"condition": condition, "risk": format!("{risk}_RISK")}))
        .collect();
    json!({"id": id, "title": format!("Question {id}"), "choices": choices, "riskRules": rules})
}

#[test]
fn in_a_lens_without_levels_the_risk_of_what_is_missing_relates() {
    // Without `a` the risk is high, without `b` medium, without `c` none.
    let rules: &[(&str, &str)] = &[("a && b", "NO"), ("a", "MEDIUM"), ("default", "HIGH")];
    let text = json!({
        "schemaVersion": "2021-11-01", "name": "Own", "description": "Own",
        "pillars": [
            {"id": "one", "name": "One", "questions": [
                question("q1", &["a", "b", "c", "q1_no"], rules),
                question("q2", &["a", "b", "c"], rules),
                question("q3", &["a", "q3_no"], &[("a", "NO"), ("default", "HIGH")]),
            ]},
            {"id": "two", "name": "Two", "questions": [question("q4", &["a", "b"], rules)]},
        ]
    });
    let lens = parse(&text.to_string()).lens.expect("it is usable");
    let book = Book { key: "own", lens: &lens, companion: None };
    let found = |question: &str, choice: &str| {
        let practice = related::practices(book)
            .find(|p| p.question.id.as_str() == question && p.choice.id.as_str() == choice)
            .expect("it is there");
        let related = related::to(&practice, &[book]);
        assert!(related.by_level.is_empty() && related.by_principle.is_empty());
        related.by_risk.map(|(risk, practices)| {
            let names: Vec<String> =
                practices.iter().map(|p| format!("{}/{}", p.question.id, p.choice.id)).collect();
            (risk, names.join(" "))
        })
    };
    let cases = [
        ("q1", "a", Some((Risk::High, "q2/a q3/a"))),
        ("q1", "b", Some((Risk::Medium, "q2/b"))),
        ("q1", "c", None),
        ("q3", "a", Some((Risk::High, "q1/a q2/a"))),
        // Alone in its pillar.
        ("q4", "a", None),
    ];
    for (question, choice, want) in cases {
        let want = want.map(|(risk, names)| (risk, names.to_owned()));
        assert_eq!(found(question, choice), want, "{question}/{choice}");
    }
}
