//! Public lenses from elsewhere, where they are at hand: `PLUMBLINE_CORPUS`
//! names a directory whose `lenses/` holds them. Skipped without it; the
//! project's own fixtures cover the same oddities.

use std::path::PathBuf;

use plumbline::diagnostic::Position;
use plumbline::lens::{Parsed, parse, parse_bytes, to_json};

fn lenses() -> Option<Vec<(String, Vec<u8>)>> {
    let Some(corpus) = std::env::var_os("PLUMBLINE_CORPUS") else {
        eprintln!("skipped: PLUMBLINE_CORPUS is not set");
        return None;
    };
    let directory = PathBuf::from(corpus).join("lenses");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .expect("the corpus can be listed")
        .map(|entry| {
            let path = entry.expect("the corpus can be listed").path();
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a lens of the corpus can be read"))
        })
        .collect();
    files.sort();
    Some(files)
}

fn is_broken(name: &str) -> bool {
    name.ends_with("custom-lens-emr-spark-v1.0.json")
}

#[test]
fn all_lenses_open_but_the_one_that_is_no_json() {
    let Some(files) = lenses() else { return };
    assert_eq!(files.len(), 26);
    let mut opened = 0;
    for (name, bytes) in &files {
        let Parsed { lens, diagnostics } = parse_bytes(bytes);
        if is_broken(name) {
            assert!(lens.is_none());
            assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
            assert_eq!(
                diagnostics[0].message, "Found NaN where a JSON value should start.",
                "{name}"
            );
            let text = String::from_utf8_lossy(bytes);
            let line = text.lines().nth(1447).expect("the file has this line");
            let byte = line.find("NaN").expect("the line holds NaN");
            let column = line[..byte].chars().count() + 1;
            assert_eq!(diagnostics[0].position, Some(Position { line: 1448, column }), "{name}");
        } else {
            assert!(lens.is_some(), "{name}: {diagnostics:#?}");
            opened += 1;
        }
    }
    assert_eq!(opened, 25);
}

#[test]
fn all_lenses_round_trip() {
    let Some(files) = lenses() else { return };
    for (name, bytes) in files.iter().filter(|(name, _)| !is_broken(name)) {
        let lens = parse_bytes(bytes).lens.expect(name);
        let again = parse(&to_json(&lens)).lens.expect(name);
        assert_eq!(lens, again, "{name}");
        assert_eq!(lens.hash, again.hash, "{name}");
    }
}

#[test]
fn every_finding_has_a_position() {
    let Some(files) = lenses() else { return };
    for (name, bytes) in &files {
        for found in parse_bytes(bytes).diagnostics {
            assert!(found.position.is_some(), "{name}: {found:?}");
        }
    }
}

#[test]
fn every_condition_is_compiled_and_prints_canonically() {
    let Some(files) = lenses() else { return };
    let mut conditions = 0;
    for (name, bytes) in &files {
        for (_, question) in parse_bytes(bytes).lens.iter().flat_map(|lens| lens.questions()) {
            for rule in &question.rules {
                let again = plumbline::lens::condition::parse(&rule.condition.to_string());
                let again = again.unwrap_or_else(|e| panic!("{name}: {e:?}")).expr;
                assert_eq!(again, rule.condition.expr, "{name}");
                conditions += 1;
            }
        }
    }
    assert!(conditions > 1_500, "{conditions}");
}
