//! The library as it ships, read for the tests.

#![allow(dead_code, reason = "each test file uses its part")]

use std::path::PathBuf;

use plumbline::lens::bundled::BUNDLED;
use plumbline::lens::{self, Choice, Companion, Lens, Question};

/// A bundled lens.
pub struct Shipped {
    pub key: &'static str,
    pub lens: Lens,
    pub companion: Companion,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lenses")
}

/// The names of all files in `lenses/`.
pub fn files() -> Vec<String> {
    std::fs::read_dir(folder())
        .expect("the repository has lenses/")
        .map(|entry| entry.expect("its files can be listed"))
        .map(|entry| entry.file_name().into_string().expect("names are text"))
        .collect()
}

/// The text of a file in `lenses/`.
pub fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("lenses/{name}: {e}"))
}

/// Every bundled lens with its companion.
pub fn shipped() -> Vec<Shipped> {
    BUNDLED
        .iter()
        .map(|bundled| {
            let key = bundled.key;
            let lens = lens::parse(&read(&format!("{key}.json"))).lens.expect(key);
            let text = read(&format!("{key}.companion.json"));
            let companion = Companion::read(&text).unwrap_or_else(|e| panic!("{key}: {e}"));
            Shipped { key, lens, companion }
        })
        .collect()
}

/// The choices of a question but "None of these".
pub fn practices(question: &Question) -> impl Iterator<Item = &Choice> {
    question.choices.iter().filter(|choice| !choice.is_none_of_these())
}
