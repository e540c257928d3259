//! Our own results format: nothing is lost on the way out and back, every file
//! agrees with the published schema, and hostile files are refused with words.

#[path = "support/exchange.rs"]
mod support;

use std::sync::LazyLock;

use plumbline::collections::Map;
use plumbline::diagnostic::{Severity, has_errors};
use plumbline::exchange::results::{self, Read};
use plumbline::exchange::{Kind, detect};
use plumbline::review::{
    AnswerChange, ChoiceMark, Command, LensRef, Properties, Reason, Workload, WorkloadId,
};
use plumbline::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{any_workload, fixture, shelf, sources};

const NOW: Timestamp = Timestamp(1_795_362_926_000);

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("../public/schemas/results-1.json");
    let schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
});

/// A workload with a bit of everything.
fn workload() -> Workload {
    let (key, lenses) = shelf();
    let mut workload = Workload::new(
        WorkloadId("w1".into()),
        Properties { name: "Tea kitchen".into(), ..Properties::default() },
        [LensRef::new(key.clone(), &lenses[&key])],
        Timestamp(1_700_000_000_000),
    );
    let answer = |question: &str, change| Command::Answer {
        lens: key.clone(),
        question: question.into(),
        change,
    };
    let mark = ChoiceMark { not_applicable: Some(Reason::OutOfScope), notes: "No tank.".into() };
    let commands = [
        answer("menu", AnswerChange::Select("menu_daily".into())),
        answer("menu", AnswerChange::Notes("Line one\nline \"two\"".into())),
        answer("water", AnswerChange::Mark("water_tank".into(), mark)),
        answer("water", AnswerChange::Select("water_filter".into())),
        Command::LensNotes(key.clone(), "On the lens".into()),
        Command::PillarNotes(key.clone(), "supply".into(), "On the pillar".into()),
        Command::Priorities(vec!["supply".into()]),
        Command::SaveMilestone("First look".into()),
        answer("queue", AnswerChange::NotApplicable(Some(Reason::BusinessPriorities))),
        answer("menu", AnswerChange::Select("menu_no".into())),
    ];
    for command in commands {
        workload.apply(command, &lenses, NOW).expect("all commands are allowed");
    }
    workload
}

fn written(workload: &Workload) -> String {
    results::write(workload, &shelf().1, &sources(), NOW)
}

/// What the schema says about a text.
fn complaints(text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).expect("results are JSON");
    SCHEMA.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn a_results_file_looks_like_this() {
    let text = written(&workload());
    assert_eq!(complaints(&text), Vec::<String>::new());
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!(text.replace(&format!("Plumbline {version}"), "Plumbline VERSION"));
}

#[test]
fn format_and_version_come_first() {
    let text = written(&workload());
    assert!(
        text.starts_with("{\n  \"format\": \"plumbline-results\",\n  \"version\": 1,\n"),
        "{text}"
    );
    assert_eq!(detect(&text), Kind::PlumblineResults);
}

#[test]
fn a_custom_lens_goes_along_as_it_is() {
    let read = results::read(&written(&workload()));
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.custom_lenses, [(shelf().0, fixture("lens.json").trim().to_owned())]);
}

#[test]
fn a_lens_text_that_is_no_json_goes_along_quoted() {
    let key = shelf().0;
    for lens in ["{\"name\": NaN}", "{\"a\": 1},{\"b\": 2}", "{}]]],[[[{}", "[1]", "\"x\""] {
        let sources = Map::from([(key.clone(), lens.to_owned())]);
        let text = results::write(&workload(), &shelf().1, &sources, NOW);
        assert_eq!(complaints(&text), Vec::<String>::new(), "{lens}");
        let read = results::read(&text);
        assert_eq!(read.custom_lenses, [(key.clone(), lens.to_owned())]);
        assert_eq!(read.workload, Some(workload()), "{lens}");
    }
}

#[test]
fn a_lens_text_that_is_nested_too_deep_goes_along_quoted() {
    let key = shelf().0;
    for depth in 100..130 {
        let lens = format!("{{\"a\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
        let sources = Map::from([(key.clone(), lens.clone())]);
        let read = results::read(&results::write(&workload(), &shelf().1, &sources, NOW));
        assert_eq!(read.workload, Some(workload()), "{depth}");
        assert_eq!(read.custom_lenses, [(key.clone(), lens)], "{depth}");
    }
}

#[test]
fn a_lens_cannot_take_the_place_of_another() {
    let (key, _) = shelf();
    let text = written(&workload()).replace(&key.0, "launch-readiness");
    let read = results::read(&text);
    assert_eq!(read.custom_lenses[0].0, key);
    let workload = read.workload.expect("the file is usable");
    assert_eq!(workload.reviews[0].lens.key, key);
    assert_eq!(workload.milestones[0].reviews[0].review.lens.key, key);
}

/// A file that was changed at one pointer; `null` takes the member away.
fn changed(pointer: &str, to: Value) -> String {
    let mut value: Value = serde_json::from_str(&written(&workload())).expect("results are JSON");
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer to a member");
    let parent = value.pointer_mut(parent).expect("the parent is there");
    match (parent, to) {
        (Value::Object(map), Value::Null) => drop(map.remove(key).expect("the member is there")),
        (Value::Object(map), to) => drop(map.insert(key.to_owned(), to)),
        (Value::Array(list), to) => list[key.parse::<usize>().expect("an index")] = to,
        (other, _) => panic!("{other} has no members"),
    }
    value.to_string()
}

#[test]
fn the_schema_refuses_what_is_no_results_file() {
    let cases = [
        ("/format", json!("results")),
        ("/version", json!(2)),
        ("/exported_at", json!("yesterday")),
        ("/workload", Value::Null),
        ("/workload/environment", json!("MOON")),
        ("/workload/name", Value::Null),
        ("/workload/surprise", json!(1)),
        ("/lenses", json!([])),
        ("/lenses/0/answers/0/risk", json!("SOME")),
        ("/lenses/0/answers/0/selected_choices", json!(["a", "a"])),
        ("/lenses/0/answers/0/choices/0", json!({"id": "a"})),
        ("/lenses/0/answers/1/not_applicable/reason", json!("BORED")),
        ("/lenses/0/risk_counts/HIGH", json!(-1)),
        ("/milestones/0/number", json!(0)),
        ("/milestones/0/workload/notes", json!(7)),
        ("/plan/0/risk", json!("NONE")),
        ("/custom_lenses/0/lens", json!(7)),
    ];
    for (pointer, to) in cases {
        // The answer to the first question gets a mark to be broken.
        assert_ne!(complaints(&changed_with_mark(pointer, &to)), Vec::<String>::new(), "{pointer}");
    }
}

fn changed_with_mark(pointer: &str, to: &Value) -> String {
    if pointer.ends_with("choices/0") {
        return changed("/lenses/0/answers/0/choices", json!([to]));
    }
    changed(pointer, to.clone())
}

#[test]
fn what_is_not_usable_is_named_and_the_rest_comes_back() {
    // Pointer, new value, code of the finding, whether a workload comes back.
    let cases = [
        ("/format", json!("results"), "other-format", false),
        ("/version", json!(2), "newer-version", false),
        ("/version", json!(0), "no-version", false),
        ("/version", Value::Null, "no-version", false),
        ("/workload", Value::Null, "missing", false),
        ("/workload", json!([]), "wrong-type", false),
        ("/workload/id", json!("../x"), "odd-id", true),
        ("/workload/name", json!(7), "wrong-type", true),
        ("/workload/name", json!("x".repeat(101)), "text-too-long", true),
        ("/workload/environment", json!("MOON"), "unknown-value", true),
        ("/workload/created_at", json!("soon"), "not-a-time", true),
        ("/lenses", Value::Null, "no-lens", false),
        ("/lenses", json!(7), "wrong-type", false),
        ("/lenses/0", json!({"name": "x"}), "missing", false),
        ("/lenses/0/answers/0", json!([]), "wrong-type", true),
        ("/lenses/0/answers/0/question_id", json!(""), "empty-id", true),
        ("/lenses/0/answers/0/question_id", json!("x".repeat(300)), "id-too-long", true),
        ("/lenses/0/answers/0/question_id", json!("queue"), "answer-twice", true),
        ("/lenses/0/answers/0/selected_choices", json!(vec!["x"; 501]), "too-many", true),
        ("/lenses/0/answers/1/not_applicable/reason", json!("BORED"), "unknown-value", true),
        ("/milestones/0/number", json!(0), "milestone-number", true),
        ("/milestones/0/number", json!(u32::MAX), "milestone-number", true),
        ("/milestones/0/workload", Value::Null, "missing", true),
        ("/milestones", json!(vec![json!({}); 101]), "too-many", true),
        ("/custom_lenses/0/lens", Value::Null, "missing", true),
        ("/custom_lenses/0/lens", json!({}), "unusable-lens", true),
    ];
    for (pointer, to, code, comes_back) in cases {
        let text = changed(pointer, to.clone());
        let Read { workload, diagnostics, .. } = results::read(&text);
        assert!(diagnostics.iter().any(|d| d.code == code), "{pointer} {to}: {diagnostics:#?}");
        assert_eq!(workload.is_some(), comes_back, "{pointer} {to}: {diagnostics:#?}");
        assert!(comes_back || has_errors(&diagnostics), "{pointer} {to}: {diagnostics:#?}");
        for found in diagnostics {
            assert!(found.message.ends_with('.'), "no sentence: {}", found.message);
        }
    }
}

#[test]
fn findings_have_line_and_column() {
    let text = written(&workload()).replace("PREPRODUCTION", "MOON");
    let read = results::read(&format!("\u{feff}{text}"));
    let found = &read.diagnostics[0];
    assert_eq!(found.pointer, "/milestones/0/workload/environment");
    let line = found.position.expect("a position").line;
    assert!(text.lines().nth(line - 1).is_some_and(|line| line.contains("MOON")));
}

#[test]
fn the_highest_milestone_number_leaves_room_for_the_next() {
    let text = changed("/workload/last_milestone", json!(u32::MAX));
    let mut workload = results::read(&text).workload.expect("the file is usable");
    workload
        .apply(Command::SaveMilestone("Another look".into()), &shelf().1, NOW)
        .expect("there is room for a milestone");
}

#[test]
fn a_newer_file_is_refused_with_words() {
    let read = results::read(&changed("/version", json!(7)));
    assert_eq!(read.workload, None);
    assert_eq!(read.diagnostics.len(), 1);
    let found = &read.diagnostics[0];
    assert_eq!(found.severity, Severity::Error);
    assert_eq!(
        found.message,
        "This file was written by a newer Plumbline: it has version 7 of the format, and this \
         one reads version 1."
    );
}

proptest! {
    #[test]
    fn everything_comes_back(workload in any_workload()) {
        let text = written(&workload);
        prop_assert_eq!(complaints(&text), Vec::<String>::new());
        let read = results::read(&text);
        prop_assert_eq!(read.workload.as_ref(), Some(&workload), "{:#?}", read.diagnostics);
        prop_assert!(!has_errors(&read.diagnostics), "{:#?}", read.diagnostics);
    }

    #[test]
    fn everything_comes_back_without_the_lenses(workload in any_workload()) {
        let none = Map::new();
        let text = results::write(&workload, &Map::new(), &none, NOW);
        prop_assert_eq!(complaints(&text), Vec::<String>::new());
        prop_assert_eq!(results::read(&text).workload, Some(workload));
    }

    #[test]
    fn writing_twice_gives_the_same(workload in any_workload()) {
        let text = written(&workload);
        let again = results::read(&text).workload.expect("the file is usable");
        prop_assert_eq!(written(&again), text);
    }
}
