//! Writing a backup.

use serde::Serialize;

use super::{FORMAT, Record, VERSION};
use crate::time::Timestamp;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u32,
    saved_at: Timestamp,
    app: &'static str,
    records: Vec<RecordOut<'a>>,
}

#[derive(Serialize)]
struct RecordOut<'a> {
    key: &'a str,
    name: &'a str,
    text: &'a str,
}

/// The text of a backup of these records.
pub fn write(records: &[Record], now: Timestamp) -> String {
    let records = records.iter().map(|Record { key, name, text }| RecordOut { key, name, text });
    let file = File {
        format: FORMAT,
        version: VERSION,
        saved_at: now,
        app: concat!("Plumbline ", env!("CARGO_PKG_VERSION")),
        records: records.collect(),
    };
    serde_json::to_string_pretty(&file).expect("texts and numbers can be written")
}
