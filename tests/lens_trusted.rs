//! The short way of reading sound lenses gives what the long one gives.

use std::path::{Path, PathBuf};

use plumbline::diagnostic::Severity;
use plumbline::lens::bundled::BUNDLED;
use plumbline::lens::{Companion, parse, trusted};
use proptest::prelude::*;
use serde_json::Value;

fn texts(directory: &Path) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(directory).expect("the directory can be listed");
    entries
        .map(|entry| entry.expect("the directory can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?)))
        .collect()
}

fn own(directory: &str) -> Vec<(PathBuf, String)> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join(directory))
}

/// What is read is what `parse` reads.
#[track_caller]
fn check(name: &str, text: &str) -> bool {
    let whole = parse(text).lens;
    let hash = whole.as_ref().map_or("", |lens| lens.hash.as_str());
    let lens = trusted::read(text, hash);
    if lens.is_some() {
        assert_eq!(lens, whole, "{name}");
    }
    lens.is_some()
}

#[test]
fn bundled_lenses_are_read() {
    for bundled in BUNDLED {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lenses");
        let read = |name: String| std::fs::read_to_string(folder.join(name)).expect("it is there");
        let text = read(format!("{}.json", bundled.key));
        assert!(check(bundled.key, &text), "{} is not read", bundled.key);
        // The same from the file that the build makes of lens and companion.
        let beside = read(format!("{}.companion.json", bundled.key));
        let bundle = format!("{{\"lens\":{text},\"companion\":{beside}}}");
        let (lens, companion) = trusted::read_bundle(&bundle, bundled.hash).expect("it is sound");
        assert_eq!(Some(lens), parse(&text).lens, "{}", bundled.key);
        assert_eq!(
            Companion::from_value(companion).expect("it is one"),
            Companion::read(&beside).expect("it is one")
        );
    }
}

#[test]
fn fixtures_are_read_alike_or_not_at_all() {
    for (path, text) in own("tests/fixtures/lens") {
        let read = check(&path.display().to_string(), &text);
        assert!(read || !path.ends_with("sound.json"));
    }
}

#[test]
fn public_lenses_are_read_alike() {
    let Some(corpus) = std::env::var_os("PLUMBLINE_CORPUS") else {
        eprintln!("skipped: PLUMBLINE_CORPUS is not set");
        return;
    };
    for (path, text) in texts(&PathBuf::from(corpus).join("lenses")) {
        let name = path.display().to_string();
        let parsed = parse(&text);
        let sound = parsed.lens.is_some()
            && parsed
                .diagnostics
                .iter()
                .all(|d| d.severity == Severity::Note && d.code != "wrapped");
        let read = check(&name, &text);
        assert!(read || !sound, "{name} is not read");
    }
}

/// Every value in a document, in order.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

fn replace(value: &mut Value, at: &mut usize, with: &Value) {
    if *at == 0 {
        *value = with.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, at, with)),
        Value::Object(members) => members.values_mut().for_each(|item| replace(item, at, with)),
        _ => {}
    }
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["", " ", "a", "default", "http://x", " https://x ", "!", "a_no"])
            .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::Array(Vec::new())),
        Just(serde_json::json!({})),
        Just(serde_json::json!([{}])),
    ]
}

proptest! {
    #[test]
    fn changed_lenses_are_read_alike_or_not_at_all(
        changes in prop::collection::vec((any::<prop::sample::Index>(), values()), 1..3),
    ) {
        let (_, text) = own("tests/fixtures/lens")
            .into_iter()
            .find(|(path, _)| path.ends_with("sound.json"))
            .expect("the fixture is there");
        let mut value: Value = serde_json::from_str(&text).expect("the fixture is JSON");
        for (at, with) in changes {
            let mut at = at.index(count(&value));
            replace(&mut value, &mut at, &with);
        }
        check("changed", &value.to_string());
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*") {
        check("any", &text);
    }
}
