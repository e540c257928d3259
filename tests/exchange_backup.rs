//! The backup: the file agrees with the published schema, what is written is
//! read, and damaged and hostile files are refused with words.

use std::sync::LazyLock;

use plumbline::diagnostic::has_errors;
use plumbline::exchange::backup::{self, Record};
use plumbline::exchange::{Kind, detect};
use plumbline::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp(1_795_362_926_000);

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("../public/schemas/backup-1.json");
    let schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
});

fn record(key: &str, text: &str) -> Record {
    Record { key: key.to_owned(), name: "Name".to_owned(), text: text.to_owned() }
}

fn complaints(text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).expect("a backup is JSON");
    SCHEMA.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn a_backup_looks_like_this() {
    let records = [
        record("plumbline/workload/w1", r#"{"format":"plumbline/workload"}"#),
        record("plumbline/workload/torn", "{\"half\": \"a rec"),
    ];
    let text = backup::write(&records, NOW);
    assert!(text.starts_with("{\n  \"format\": \"plumbline-backup\",\n  \"version\": 1,"));
    assert_eq!(complaints(&text), Vec::<String>::new());
    assert_eq!(detect(&text), Kind::Backup);
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!(text.replace(&format!("Plumbline {version}"), "Plumbline VERSION"), @r#"
    {
      "format": "plumbline-backup",
      "version": 1,
      "saved_at": "2026-11-22T15:55:26.000Z",
      "app": "Plumbline VERSION",
      "records": [
        {
          "key": "plumbline/workload/w1",
          "name": "Name",
          "text": "{\"format\":\"plumbline/workload\"}"
        },
        {
          "key": "plumbline/workload/torn",
          "name": "Name",
          "text": "{\"half\": \"a rec"
        }
      ]
    }
    "#);
}

#[test]
fn the_schema_refuses_what_is_no_backup() {
    let good: Value = serde_json::from_str(&backup::write(&[record("plumbline/a", "")], NOW))
        .expect("a backup is JSON");
    let wrong: [(&str, Value); 5] = [
        ("/format", json!("plumbline-results")),
        ("/version", json!(2)),
        ("/saved_at", json!("yesterday")),
        ("/records/0/key", json!("else")),
        ("/records/0/text", json!({})),
    ];
    for (pointer, value) in wrong {
        let mut file = good.clone();
        *file.pointer_mut(pointer).expect("it is there") = value;
        assert_ne!(complaints(&file.to_string()), Vec::<String>::new(), "{pointer}");
    }
}

#[test]
fn what_the_rescue_page_saved_is_read_as_well() {
    let file = json!({"format": "plumbline-rescue", "version": 1,
        "records": {"plumbline/index": "i", "plumbline/workload/a": "text", "plumbline/b": 7}});
    assert_eq!(detect(&file.to_string()), Kind::Backup);
    let (read, found) = backup::read(&file.to_string());
    let keys: Vec<String> =
        read.expect("it is readable").records.into_iter().map(|r| r.0).collect();
    assert_eq!(keys, ["plumbline/index", "plumbline/workload/a"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].pointer, "/records/plumbline~1b");
}

#[test]
fn every_fault_is_told_and_the_rest_is_read() {
    let with = |records: Value| {
        json!({"format": "plumbline-backup", "version": 1, "records": records}).to_string()
    };
    let good = json!({"key": "plumbline/a", "text": "1"});
    // Text, records that come back, what is said.
    let cases = [
        (with(json!([good])), Some(1), ""),
        (with(json!([])), Some(0), ""),
        (with(json!([good, good])), Some(1), "comes twice"),
        (with(json!([good, {"key": "else/a", "text": "1"}])), Some(1), "no key of Plumbline"),
        (
            with(json!([{"key": format!("plumbline/{}", "x".repeat(600)), "text": ""}])),
            Some(0),
            "no key of Plumbline",
        ),
        (with(json!([good, {"key": "plumbline/b"}])), Some(1), "no key or no text"),
        (with(json!([good, {"key": "plumbline/b", "text": {"a": 1}}])), Some(1), "Expected a text"),
        (with(json!([good, 7])), Some(1), "Expected an object"),
        (with(json!(7)), None, "Expected a list"),
        (json!({"format": "plumbline-backup", "version": 1}).to_string(), None, "is missing"),
        (json!({"format": "plumbline-backup", "version": 2}).to_string(), None, "newer Plumbline"),
        (json!({"format": "plumbline-backup"}).to_string(), None, "does not say its version"),
        (json!({"format": "plumbline-results", "version": 1}).to_string(), None, "no backup"),
        ("[]".to_owned(), None, "Expected an object"),
        ("{\"format\": \"plumbline-ba".to_owned(), None, ""),
        (String::new(), None, "nothing in this text"),
        ("[".repeat(100_000), None, ""),
    ];
    for (text, records, said) in cases {
        let (read, found) = backup::read(&text);
        assert_eq!(read.map(|b| b.records.len()), records, "{text:.100}");
        let all: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        assert!(all.join(" ").contains(said), "{text:.100}: {all:?}");
        assert_eq!(records.is_none() || !said.is_empty(), has_errors(&found) || !found.is_empty());
    }
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let key = "plumbline/[a-z]{0,3}/\\PC{0,8}";
    let text = prop_oneof![Just(String::new()), "\\PC{0,40}", "[\\x00-\\x7f\"\\\\\u{feff}]{0,20}"];
    proptest::collection::btree_map(key, (text, "\\PC{0,8}"), 0..8).prop_map(|records| {
        let record = |(key, (text, name))| Record { key, name, text };
        records.into_iter().map(record).collect()
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(records in any_records()) {
        let text = backup::write(&records, NOW);
        prop_assert_eq!(complaints(&text), Vec::<String>::new());
        let (read, found) = backup::read(&text);
        let read = read.expect("it is a backup");
        prop_assert_eq!(read.saved_at, Some(NOW));
        let want: Vec<_> = records.into_iter().map(|r| (r.key, r.text)).collect();
        prop_assert_eq!(read.records, want);
        prop_assert_eq!(found, vec![]);
    }

    #[test]
    fn no_damage_makes_the_reader_panic(
        records in any_records(),
        cut in any::<Index>(),
        put in select(vec!["", "\"", "{", "}", "[", "null", "\\u0000", "1e999", "\u{feff}"]),
    ) {
        let text = backup::write(&records, NOW);
        let mut at = cut.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let (torn, found) = backup::read(&text[..at]);
        prop_assert!(torn.is_none() && !found.is_empty());
        let (read, found) = backup::read(&format!("{}{put}{}", &text[..at], &text[at..]));
        prop_assert!(read.is_some() || !found.is_empty());
    }
}
