//! The finished sample review that the start page offers: it must read like any
//! results file, and agree with the lens it was made with.
//!
//! `cargo test --test sample -- --ignored` writes it anew from
//! `tests/fixtures/sample-answers.json` after the lens or the format changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use plumbline::collections::{Map, Set};
use plumbline::exchange::results;
use plumbline::lens::{self, ChoiceId, Lens, QuestionId};
use plumbline::review::{
    Answer, ChoiceMark, Environment, LensKey, LensRef, Lenses, Milestone, Properties, Reason,
    Workload, WorkloadId, summary,
};
use plumbline::time::Timestamp;
use serde_json::Value;

const KEY: &str = "launch-readiness";
const SAMPLE: &str = "public/samples/launch-readiness.json";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn lens() -> Lens {
    lens::parse(&read("lenses/launch-readiness.json")).lens.expect("the bundled lens is usable")
}

fn lenses() -> Lenses {
    Map::from([(LensKey(KEY.to_owned()), Arc::new(lens()))])
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn reason(value: &Value) -> Option<Reason> {
    value.as_str().map(|code| Reason::from_code(code).expect("a reason that AWS knows"))
}

fn answers(value: &Value) -> Map<QuestionId, Answer> {
    let answers = value.as_object().expect("answers by question");
    answers
        .iter()
        .map(|(id, value)| {
            let selected: Set<ChoiceId> = value["selected"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|id| id.as_str().map(ChoiceId::from))
                .collect();
            let marks = value["marks"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(id, mark)| {
                    let mark = ChoiceMark {
                        not_applicable: reason(&mark["not_applicable"]),
                        notes: text(mark, "notes"),
                    };
                    (ChoiceId::from(id.as_str()), mark)
                })
                .filter(|(_, mark)| !mark.is_empty())
                .collect();
            let answer = Answer {
                selected,
                not_applicable: reason(&value["not_applicable"]),
                marks,
                notes: text(value, "notes"),
            };
            (QuestionId::from(id.as_str()), answer)
        })
        .collect()
}

fn sample() -> Workload {
    let source: Value = serde_json::from_str(&read("tests/fixtures/sample-answers.json"))
        .expect("the answers are JSON");
    let about = &source["workload"];
    let lenses = lenses();
    let properties = Properties {
        name: text(about, "name"),
        description: text(about, "description"),
        environment: Environment::from_code(&text(about, "environment")).expect("an environment"),
        review_owner: text(about, "review_owner"),
        industry: text(about, "industry"),
        architecture_url: text(about, "architecture_url"),
        notes: text(about, "notes"),
        ..Properties::default()
    };
    let reference = LensRef::new(LensKey(KEY.to_owned()), &lens());
    let milestones = source["milestones"].as_array().expect("milestones");
    let time =
        |value: &Value| Timestamp::parse(value.as_str().expect("a time")).expect("a readable time");
    let mut workload = Workload::new(
        WorkloadId("sample".to_owned()),
        properties,
        [reference],
        time(&milestones[0]["recorded_at"]),
    );
    for milestone in milestones {
        workload.reviews[0].answers = answers(&milestone["answers"]);
        let at = time(&milestone["recorded_at"]);
        let recorded = Milestone::record(&workload, &lenses, text(milestone, "name"), at);
        workload.milestones.push(recorded);
        workload.last_milestone += 1;
    }
    workload.reviews[0].answers = answers(&source["answers"]);
    workload.updated_at = Timestamp::parse("2026-09-25T15:30:00.000Z").expect("a readable time");
    workload
}

#[test]
fn the_sample_is_a_results_file_that_agrees_with_its_lens() {
    let file = results::read(&read(SAMPLE));
    assert_eq!(file.diagnostics, []);
    assert_eq!(
        file.workload.as_ref(),
        Some(&sample()),
        "{SAMPLE} is out of date: run cargo test --test sample -- --ignored"
    );
    let lens = lens();
    let workload = file.workload.expect("just compared");
    assert_eq!(workload.reviews[0].lens.hash, lens.hash);
    for (id, answer) in &workload.reviews[0].answers {
        let (_, question) = lens.question(id).unwrap_or_else(|| panic!("no question {id}"));
        for choice in answer.selected.iter().chain(answer.marks.keys()) {
            assert!(question.choice_index(choice).is_some(), "no choice {choice}");
        }
    }
}

#[test]
fn the_sample_shows_every_kind_of_risk_and_is_complete() {
    let workload = sample();
    let counts = summary::workload_counts(&workload, &lenses());
    assert_eq!(counts.unanswered, 0);
    assert!(counts.high > 0 && counts.medium > 0 && counts.none > 0 && counts.not_applicable > 0);
    assert!(workload.milestones.len() >= 2);
}

#[test]
#[ignore = "writes the sample anew"]
fn write_the_sample() {
    let workload = sample();
    let text = results::write(&workload, &lenses(), &Map::new(), workload.updated_at);
    std::fs::write(root().join(SAMPLE), text).expect("the sample can be written");
}
