//! What a file is, by its content; and that no text makes a reader panic.

#[path = "support/exchange.rs"]
mod support;

use plumbline::exchange::json::MOST_BYTES;
use plumbline::exchange::{Kind, aws, detect, results};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use support::{any_workload, fixture, fixtures, shelf, sources};

#[test]
fn lenses_are_known_by_their_content() {
    assert_eq!(detect(&fixture("lens.json")), Kind::Lens);
    let wrapped = json!({"LensJSON": fixture("lens.json")}).to_string();
    assert_eq!(detect(&wrapped), Kind::Lens);
}

#[test]
fn an_unknown_file_is_told_in_words() {
    let cases = [
        ("[]", "an empty list"),
        ("{}", "an empty object"),
        ("7", "a single value"),
        ("[1, 2]", "a list that holds no answers"),
        (r#"{"WorkloadSummaries": []}"#, "a list of workloads; export one of them"),
        (r#"{"lensSummaries": []}"#, "a list of lenses"),
        (r#"{"name": "x", "dependencies": {}}"#, "a package manifest"),
        (r#"{"format": "plumbline-later"}"#, "a Plumbline file of the kind \"plumbline-later\""),
        (r#"{"a": 1}"#, "JSON of a kind that Plumbline does not know"),
    ];
    for (text, want) in cases {
        let Kind::Unknown { sentence } = detect(text) else { panic!("{text} is known") };
        assert!(sentence.contains(want), "{text}: {sentence}");
        assert!(sentence.contains("Plumbline opens"), "{text}: {sentence}");
    }
}

#[test]
fn a_text_that_is_not_json_is_told_with_its_place() {
    // Text, line, column, code, part of the hint.
    let cases = [
        ("", None, "empty", ""),
        ("\u{feff} \n", None, "empty", ""),
        ("{\"a\": NaN}", Some((1, 7)), "json-syntax", "double quotes"),
        ("{\n \"äöü\": oops}", Some((2, 9)), "json-syntax", ""),
        ("{\"a\": 1", Some((1, 8)), "json-syntax", ""),
        ("%PDF-1.7", Some((1, 1)), "json-syntax", "PDF"),
        ("PK\u{3}\u{4}", Some((1, 1)), "json-syntax", "ZIP"),
        ("<!DOCTYPE html>", Some((1, 1)), "json-syntax", "web page"),
        ("<?xml?>", Some((1, 1)), "json-syntax", "XML"),
        ("id,title\n1,2", Some((1, 1)), "json-syntax", "--output json"),
        ("{} trailing", Some((1, 4)), "json-syntax", ""),
    ];
    for (text, place, code, hint) in cases {
        let Kind::NotJson { diagnostic } = detect(text) else { panic!("{text} is JSON") };
        assert_eq!(diagnostic.code, code, "{text:?}");
        assert_eq!(diagnostic.position.map(|p| (p.line, p.column)), place, "{text:?}");
        assert!(diagnostic.hint.unwrap_or_default().contains(hint), "{text:?}");
    }
}

#[test]
fn a_huge_or_deep_text_is_refused() {
    let huge = " ".repeat(MOST_BYTES + 1);
    let Kind::NotJson { diagnostic } = detect(&huge) else { panic!("it was read") };
    assert_eq!(diagnostic.code, "too-large");
    let deep = "[".repeat(1_000_000);
    assert!(matches!(detect(&deep), Kind::NotJson { .. }));
    let many = "{}".repeat(5_001);
    let Kind::NotJson { diagnostic } = detect(&many) else { panic!("it was read") };
    assert_eq!(diagnostic.code, "too-many-documents");
}

/// Runs every reader; none may panic.
fn read_all(text: &str) {
    let _ = detect(text);
    let _ = results::read(text);
    let import = aws::read(text);
    let (key, lenses) = shelf();
    for review in &import.reviews {
        let _ = aws::into_review(review, &lenses[&key], key.clone());
        let _ = aws::best_match(review, &lenses);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        4 => select(vec![
            "format", "version", "workload", "lenses", "milestones", "custom_lenses", "answers",
            "key", "question_id", "choices", "AnswerSummaries", "answer", "QuestionId", "Choices",
            "SelectedChoices", "ChoiceAnswers", "ChoiceUpdates", "ChoiceId", "Status", "Workload",
            "WorkloadName", "LensReview", "PillarReviewSummaries", "lens_review", "Milestone",
            "MilestoneSummaries", "MilestoneName", "MilestoneNumber", "questionResponses",
            "LensAlias", "UpdatedAt", "number", "lens", "Lenses",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,5}",
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            3 => prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// The places of all values in a document.
fn pointers(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(inner, format!("{at}/{key}"), into);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                pointers(inner, format!("{at}/{index}"), into);
            }
        }
        _ => {}
    }
    into.push(at);
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC*|[\\[\\]{}\":, \\\\a-c0-9\n\u{feff}]*") {
        read_all(&text);
    }

    #[test]
    fn no_json_makes_a_reader_panic(value in any_json(), ours in any::<bool>()) {
        let mut value = value;
        if let (true, Value::Object(map)) = (ours, &mut value) {
            map.insert("format".into(), results::FORMAT.into());
            map.insert("version".into(), results::VERSION.into());
        }
        read_all(&value.to_string());
    }

    #[test]
    fn no_changed_file_makes_a_reader_panic(
        name in select(fixtures()),
        places in prop::collection::vec((any::<Index>(), any_json()), 1..4),
    ) {
        // Files with several documents are changed as text below.
        if let Ok(mut value) = serde_json::from_str::<Value>(&fixture(&name)) {
            for (place, to) in places {
                let mut all = Vec::new();
                pointers(&value, String::new(), &mut all);
                let target = value.pointer_mut(place.get::<String>(&all)).expect("it was listed");
                *target = to;
            }
            read_all(&value.to_string());
        }
    }

    #[test]
    fn no_changed_results_make_a_reader_panic(
        workload in any_workload(),
        place in any::<Index>(),
        to in any_json(),
    ) {
        let (_, lenses) = shelf();
        let text = results::write(&workload, &lenses, &sources(), workload.updated_at);
        let mut value: Value = serde_json::from_str(&text).expect("results are JSON");
        let mut all = Vec::new();
        pointers(&value, String::new(), &mut all);
        *value.pointer_mut(place.get::<String>(&all)).expect("it was listed") = to;
        read_all(&value.to_string());
    }

    #[test]
    fn no_cut_or_overwritten_file_makes_a_reader_panic(
        name in select(fixtures()),
        at in any::<Index>(),
        cut in any::<bool>(),
        with in "\\PC{0,3}|[\"{}\\[\\],:]{1,3}",
    ) {
        let characters: Vec<char> = fixture(&name).chars().collect();
        let at = at.index(characters.len());
        let mut text: String = characters[..at].iter().collect();
        text.push_str(&with);
        if !cut {
            text.extend(&characters[at + 1..]);
        }
        read_all(&text);
    }
}
