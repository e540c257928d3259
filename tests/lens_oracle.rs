//! Answers with the risk that the real WA Tool gave, where they are at hand:
//! `PLUMBLINE_CORPUS` names a directory beside the one that holds them.

use std::path::PathBuf;

use plumbline::lens::model::ChoiceId;
use plumbline::lens::parse;
use serde_json::{Value, json};

fn strings(value: &Value) -> Vec<&str> {
    let list = value.as_array().expect("a list of strings");
    list.iter().map(|item| item.as_str().expect("a string")).collect()
}

#[test]
fn every_observed_answer_agrees() {
    let Some(corpus) = std::env::var_os("PLUMBLINE_CORPUS") else {
        eprintln!("skipped: PLUMBLINE_CORPUS is not set");
        return;
    };
    let path = PathBuf::from(corpus).join("../oracle/wa-risk-vectors.json");
    let text = std::fs::read_to_string(path).expect("the observed answers can be read");
    let vectors: Value = serde_json::from_str(&text).expect("the observed answers are JSON");
    let cases = vectors["cases"].as_array().expect("a list of cases");
    for case in cases {
        let question = &vectors["questions"][case["q"].as_str().expect("a question")];
        let choices: Vec<Value> = strings(&question["choices"])
            .iter()
            .map(|id| json!({"id": id, "title": id, "improvementPlan": {"displayText": "x"}}))
            .collect();
        let rules: Vec<Value> = question["rules"]
            .as_array()
            .expect("a list of rules")
            .iter()
            .map(|rule| json!({"condition": rule[0], "risk": rule[1]}))
            .collect();
        let lens = json!({"pillars": [{"id": "p", "questions": [
            {"id": "q", "title": "q", "choices": choices, "riskRules": rules}
        ]}]});
        let lens = parse(&lens.to_string()).lens.expect("a lens");
        let question = &lens.pillars[0].questions[0];
        let set = |key: &str| {
            let ids: Vec<ChoiceId> = strings(&case[key]).into_iter().map(ChoiceId::from).collect();
            assert!(ids.iter().all(|id| question.choice_index(id).is_some()));
            question.choice_set(&ids)
        };
        let applies = case["isApplicable"] != Value::Bool(false);
        let evaluation = question.evaluate(applies, set("selected"), set("na"));
        assert_eq!(Value::from(evaluation.risk.code()), case["risk"], "{case:#}");
    }
    assert_eq!(cases.len(), 18);
}
