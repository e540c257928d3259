//! A sound lens, changed in one place, and findings as lines.

#![allow(dead_code, reason = "each test file uses its part")]

use plumbline::diagnostic::Diagnostic;
use plumbline::lens::{Lens, Parsed, parse};
use serde_json::Value;

/// A small lens without a finding.
pub const SOUND: &str = include_str!("../fixtures/lens/sound.json");

/// Where its first question is.
pub const QUESTION: &str = "/pillars/0/questions/0";

/// Where its first choice is.
pub const CHOICE: &str = "/pillars/0/questions/0/choices/0";

/// One line for every finding.
pub fn report(diagnostics: &[Diagnostic]) -> String {
    let line = |found: &Diagnostic| {
        let Diagnostic { severity, code, message, pointer, position, hint } = found;
        let at = position.map_or("?".to_owned(), |at| format!("{}:{}", at.line, at.column));
        let hint = hint.as_ref().map_or(String::new(), |hint| format!(" | {hint}"));
        format!("{at} {severity:?}[{code}] {pointer} {message}{hint}\n")
    };
    diagnostics.iter().map(line).collect()
}

/// A lens that has to be usable.
pub fn lens(text: &str) -> Lens {
    let Parsed { lens, diagnostics } = parse(text);
    lens.unwrap_or_else(|| panic!("{}", report(&diagnostics)))
}

/// The sound lens with one value set, or taken away with `null`.
pub fn changed(pointer: &str, value: Value) -> Parsed {
    let mut lens: Value = serde_json::from_str(SOUND).expect("the fixture is JSON");
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer has a slash");
    match lens.pointer_mut(parent).expect("the fixture has this") {
        Value::Object(object) if value.is_null() => {
            object.remove(key);
        }
        Value::Object(object) => {
            object.insert(key.to_owned(), value);
        }
        Value::Array(list) => list[key.parse::<usize>().expect("a place in a list")] = value,
        other => panic!("{other}"),
    }
    parse(&lens.to_string())
}
