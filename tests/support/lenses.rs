//! Two small lenses to review by.

#![allow(dead_code)]

use std::sync::Arc;

use plumbline::lens::{Lens, parse};
use plumbline::review::{LensKey, LensRef, Lenses, Properties, Workload, WorkloadId};
use plumbline::time::Timestamp;
use serde_json::{Value, json};

/// When everything begins.
pub const START: Timestamp = Timestamp(1_790_000_000_000);

fn question(id: &str, choices: &[&str], rules: &[(&str, &str)]) -> Value {
    let choices: Vec<Value> = choices
        .iter()
        .map(|id| match id.strip_suffix('*') {
            // "None of these" by its title, as real files have it.
            Some(id) => json!({"id": id, "title": "None of these"}),
            None => json!({"id": id, "title": format!("Practice {id}")}),
        })
        .collect();
    let rules: Vec<Value> = rules
        .iter()
        .map(|(condition, risk)| json!({"condition": condition, "risk": format!("{risk}_RISK")}))
        .collect();
    json!({"id": id, "title": format!("Question {id}"), "choices": choices, "riskRules": rules})
}

/// A question of its own.
pub fn one_question(choices: &[&str], rules: &[(&str, &str)]) -> plumbline::lens::Question {
    let mut lens = lens("One", &[("p", vec![question("q", choices, rules)])]);
    lens.pillars.remove(0).questions.remove(0)
}

fn lens(name: &str, pillars: &[(&str, Vec<Value>)]) -> Lens {
    let pillars: Vec<Value> = pillars
        .iter()
        .map(|(id, questions)| json!({"id": id, "name": id, "questions": questions}))
        .collect();
    let text = json!({"schemaVersion": "2021-11-01", "name": name, "description": name, "pillars": pillars});
    let parsed = parse(&text.to_string());
    parsed.lens.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

/// `big` has pillars `ops` (q1, q2) and `sec` (q3, q4), `small` has `cost` (q1).
pub fn lenses() -> Lenses {
    let rules: &[(&str, &str)] = &[("a && b", "NO"), ("a || b", "MEDIUM"), ("default", "HIGH")];
    let strict: &[(&str, &str)] =
        &[("a && b && c", "NO"), ("c && !a", "MEDIUM"), ("default", "HIGH")];
    let big = lens(
        "Big",
        &[
            (
                "ops",
                vec![
                    question("q1", &["a", "b", "q1_no"], rules),
                    question("q2", &["a", "b", "c", "none*"], strict),
                ],
            ),
            (
                "sec",
                vec![
                    question("q3", &["a", "b", "q3_no"], rules),
                    question("q4", &["a", "b", "c", "q4_no"], strict),
                ],
            ),
        ],
    );
    let small = lens("Small", &[("cost", vec![question("q1", &["a", "b", "q1_no"], rules)])]);
    [("big", big), ("small", small)]
        .into_iter()
        .map(|(key, lens)| (LensKey(key.to_owned()), Arc::new(lens)))
        .collect()
}

/// A key of a lens.
pub fn key(key: &str) -> LensKey {
    LensKey(key.to_owned())
}

/// A reference to a lens on the shelf.
pub fn lens_ref(lenses: &Lenses, name: &str) -> LensRef {
    LensRef::new(key(name), &lenses[&key(name)])
}

/// A workload that nobody has answered, reviewed by `big`.
pub fn workload(lenses: &Lenses) -> Workload {
    let properties = Properties { name: "Shop".to_owned(), ..Properties::default() };
    Workload::new(WorkloadId("w".to_owned()), properties, [lens_ref(lenses, "big")], START)
}
