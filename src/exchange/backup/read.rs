//! Reading a backup: every record that is usable comes back, and everything
//! that is not is named.

use serde_json::Value;

use super::super::json::{self, Findings, Object, Place};
use super::{Backup, FORMAT, PREFIX, RESCUE, VERSION};
use crate::collections::Set;
use crate::diagnostic::Diagnostic;
use crate::time::Timestamp;

/// The most records that are read: ten times the reviews AWS allows.
const MOST_RECORDS: usize = 10_000;
/// The longest key, in characters. Ours have some sixty.
const LONGEST_KEY: usize = 512;

/// Reads a backup, or what the rescue page saved. Nothing where the text is
/// neither.
pub fn read(text: &str) -> (Option<Backup>, Vec<Diagnostic>) {
    let value = match json::document(text) {
        Ok(value) => value,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let mut found = Findings::default();
    let backup =
        Object::new(&value, &Place::Root, &mut found).and_then(|file| backup(file, &mut found));
    let mut diagnostics = found.finish();
    if !diagnostics.is_empty() {
        json::add_positions(text, &mut diagnostics);
    }
    (backup, diagnostics)
}

fn backup(file: Object<'_>, found: &mut Findings) -> Option<Backup> {
    let format = file.get("format").and_then(Value::as_str);
    if !matches!(format, Some(FORMAT | RESCUE)) {
        let sentence = format!("This is no backup: its \"format\" is not \"{FORMAT}\".");
        found.error("other-format", &Place::Root, sentence);
        return None;
    }
    match file.number("version", found) {
        Some(1..=VERSION) => {}
        Some(version) if version > VERSION => {
            let sentence = format!(
                "This backup has version {version}; Plumbline here reads up to version {VERSION}. \
                 Reload the page to get a newer Plumbline."
            );
            found.error("newer-version", &file.at("version"), sentence);
            return None;
        }
        _ => {
            found.error("no-version", &Place::Root, "The backup does not say its version.");
            return None;
        }
    }
    let mut backup = Backup {
        saved_at: file.text("saved_at", found).as_deref().and_then(Timestamp::parse),
        records: Vec::new(),
    };
    let mut keys = Set::new();
    let mut keep = |key: Option<String>,
                    text: Option<String>,
                    place: &Place<'_>,
                    found: &mut Findings| {
        let (Some(key), Some(text)) = (key, text) else {
            found.error("no-record", place, "This record has no key or no text and was left out.");
            return;
        };
        let shown = json::excerpt(&key);
        if !key.starts_with(PREFIX) || key.chars().count() > LONGEST_KEY {
            let sentence = format!("\"{shown}\" is no key of Plumbline; the record was left out.");
            found.error("odd-key", place, sentence);
        } else if !keys.insert(key.clone()) {
            let sentence = format!("\"{shown}\" comes twice; only the first one is read.");
            found.error("key-twice", place, sentence);
        } else {
            backup.records.push((key, text));
        }
    };
    let list = file.at("records");
    match file.get("records") {
        Some(Value::Array(_)) => {
            for (index, record) in file.list("records", MOST_RECORDS, found).iter().enumerate() {
                let place = Place::Index(&list, index);
                if let Some(record) = Object::new(record, &place, found) {
                    let (key, text) = (record.text("key", found), record.text("text", found));
                    keep(key, text, &place, found);
                }
            }
        }
        // The rescue page writes them by key.
        Some(Value::Object(records)) => {
            for (key, text) in records.iter().take(MOST_RECORDS) {
                let text = text.as_str().map(str::to_owned);
                keep(Some(key.clone()), text, &Place::Key(&list, key), found);
            }
        }
        Some(other) => {
            found.error("wrong-type", &list, json::wrong_type("a list", other));
            return None;
        }
        None => {
            found.error("missing", &Place::Root, "\"records\" is missing here.");
            return None;
        }
    }
    Some(backup)
}
