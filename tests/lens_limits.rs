//! The limits of the lens format, each at its edge.

#[path = "support/lens_files.rs"]
mod files;

use files::{CHOICE, QUESTION, SOUND, changed, report};
use plumbline::diagnostic::Severity;
use plumbline::lens::{parse, parse_bytes};
use serde_json::{Value, json};

/// Every limit of the format, at the last value that AWS takes and at the
/// first one that it refuses.
#[test]
fn every_limit_is_checked_at_its_edge() {
    let url = |length: usize| json!(format!("https://{}", "u".repeat(length - 8)));
    let text = |length: usize| json!("x".repeat(length));
    let list = |pointer: &str, length: usize, key: &str| {
        let lens: Value = serde_json::from_str(SOUND).expect("the fixture is JSON");
        let first = lens.pointer(&format!("{pointer}/0")).expect("the fixture has this").clone();
        let copies = (0..length).map(|n| {
            let mut copy = first.clone();
            if !key.is_empty() {
                copy[key] = json!(format!("{key}_{n}_{}", pointer.len()));
            }
            for (i, question) in copy["questions"].as_array_mut().into_iter().flatten().enumerate()
            {
                question["id"] = json!(format!("question_{n}_{i}"));
            }
            copy
        });
        Value::Array(copies.collect())
    };
    let resource = json!({"displayText": "Words"});
    let group = |n: usize| json!([{"type": "HELPFUL_RESOURCE", "content": vec![&resource; n]}]);
    let at = |parent: &str, key: &str| format!("{parent}/{key}");
    let cases = [
        ("/name".to_owned(), text(128), text(129), "name-too-long"),
        ("/description".to_owned(), text(2048), text(2049), "description-too-long"),
        ("/pillars/0/name".to_owned(), text(128), text(129), "name-too-long"),
        ("/pillars/0/id".to_owned(), text(3), text(2), "id-length"),
        (at(QUESTION, "id"), text(128), text(129), "id-length"),
        (at(CHOICE, "id"), json!("a_1"), json!("a-1"), "id-characters"),
        (at(QUESTION, "title"), text(128), text(129), "title-too-long"),
        (at(QUESTION, "description"), text(2048), text(2049), "description-too-long"),
        (at(CHOICE, "title"), text(128), text(129), "title-too-long"),
        (
            at(CHOICE, "helpfulResource/displayText"),
            text(2048),
            text(2049),
            "display-text-too-long",
        ),
        (
            at(CHOICE, "helpfulResource/displayText"),
            json!("é <b>"),
            text(2049),
            "display-text-too-long",
        ),
        (at(CHOICE, "helpfulResource/url"), url(1024), url(1025), "url-too-long"),
        (at(CHOICE, "helpfulResource/url"), json!("HTTP://a"), json!("javascript:a"), "url-scheme"),
        (at(CHOICE, "helpfulResource/url"), json!("http://a "), json!("\thttp://a"), "url-padded"),
        ("/name".to_owned(), json!("A 9-_.,:/()@!&#+'?\u{2019}\n"), json!("50%"), "characters"),
        ("/description".to_owned(), json!("plain"), json!("naïve"), "characters"),
        ("/pillars/0/name".to_owned(), json!("plain"), json!("a;b"), "characters"),
        (at(QUESTION, "title"), json!("plain"), json!("a=b"), "characters"),
        (at(QUESTION, "description"), json!("plain"), json!("a\r\nb"), "characters"),
        (at(CHOICE, "title"), json!("plain"), json!("a\"b"), "characters"),
        (
            "/pillars".to_owned(),
            list("/pillars", 10, "id"),
            list("/pillars", 11, "id"),
            "too-many-pillars",
        ),
        (
            "/pillars/0/questions".to_owned(),
            list("/pillars/0/questions", 20, "id"),
            list("/pillars/0/questions", 21, "id"),
            "too-many-questions",
        ),
        (
            at(QUESTION, "choices"),
            list(&at(QUESTION, "choices"), 15, "id"),
            list(&at(QUESTION, "choices"), 16, "id"),
            "too-many-choices",
        ),
        (at(QUESTION, "riskRules/1/risk"), json!("MEDIUM_RISK"), json!("NO_RISK"), "risk-repeated"),
        (
            at(QUESTION, "riskRules"),
            json!([{"condition": "default", "risk": "NO_RISK"}]),
            list(&at(QUESTION, "riskRules"), 4, ""),
            "too-many-rules",
        ),
        (
            at(CHOICE, "additionalResources"),
            json!([]),
            json!([{}, {}, {}]),
            "too-many-additional-resources",
        ),
        (at(CHOICE, "additionalResources"), group(5), group(6), "too-many-resources"),
        (at(CHOICE, "additionalResources"), group(1), group(0), "empty-list"),
        ("/schemaVersion".to_owned(), json!("2021-11-01"), json!("2022-11-01"), "schema-version"),
        (at(QUESTION, "choices/2/id"), json!("x_no"), json!("x_yes"), "improvement-plan-missing"),
        (at(QUESTION, "id"), json!("fire_9"), json!("fire_2"), "duplicate-id"),
        ("/pillars/0/id".to_owned(), json!("fire"), json!("supplies"), "duplicate-id"),
        (at(CHOICE, "id"), json!("blanket"), json!("extinguisher"), "duplicate-id"),
    ];
    for (pointer, good, bad, code) in cases {
        let parsed = changed(&pointer, good);
        assert!(parsed.lens.is_some(), "{pointer}");
        assert!(parsed.aws_ready(), "{pointer}\n{}", report(&parsed.diagnostics));
        let parsed = changed(&pointer, bad);
        assert!(parsed.lens.is_some(), "{pointer}\n{}", report(&parsed.diagnostics));
        assert!(!parsed.aws_ready(), "{pointer} {code}");
        let hit = parsed.diagnostics.iter().any(|d| d.code == code && d.severity == Severity::Aws);
        assert!(hit, "{pointer} {code}\n{}", report(&parsed.diagnostics));
    }
}

#[test]
fn ids_that_are_used_again_and_again_stay_apart() {
    let choice = |id: &str| json!({"id": id, "title": "A choice"});
    let list: Value = ["one", "one", "one", "one~2", "two"].map(choice).into_iter().collect();
    let lens = changed(&format!("{QUESTION}/choices"), list).lens.expect("odd, but usable");
    let question = &lens.pillars[0].questions[0];
    let ids: Vec<&str> = question.choices.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!(ids, ["one", "one~2", "one~3", "one~2~2", "two"]);
}

#[test]
fn more_choices_than_bits_are_refused() {
    let choices = |n: usize| -> Value {
        (0..n).map(|n| json!({"id": format!("choice_{n}"), "title": "A choice"})).collect()
    };
    assert!(changed(&format!("{QUESTION}/choices"), choices(32)).lens.is_some());
    let parsed = changed(&format!("{QUESTION}/choices"), choices(33));
    assert!(parsed.lens.is_none());
    assert!(
        report(&parsed.diagnostics).contains("There are 33 choices; Plumbline takes 32 at most.")
    );
}

#[test]
fn sizes_are_limited_before_anything_is_read() {
    let padded = |length: usize| format!("{SOUND}{}", " ".repeat(length - SOUND.chars().count()));
    assert!(parse(&padded(500_000)).aws_ready());
    let parsed = parse(&padded(500_001));
    assert!(parsed.lens.is_some() && !parsed.aws_ready());
    assert_eq!(parsed.diagnostics[0].code, "file-too-long");
    assert!(parse(&padded(5_000_000)).lens.is_some());
    assert_eq!(parse(&padded(5_000_001)).diagnostics[0].code, "file-too-large");
    assert_eq!(parse_bytes(&vec![0xFF; 20_000_001]).diagnostics[0].code, "file-too-large");
}
