//! What every record is wrapped in: `{format, version, saved_at, data}`.

use serde_json::Value;

use super::migrate::Format;
use crate::time::Timestamp;

/// What a stored text turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// A record, brought to the current version.
    Ok(Record),
    /// Written by a newer version of the app; not to be touched.
    Newer {
        /// Its version.
        version: u64,
    },
    /// Not readable.
    Damaged {
        /// A sentence.
        why: String,
    },
}

/// A record without its envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// When it was saved; 1970 where the envelope does not say.
    pub saved_at: Timestamp,
    /// In the current version.
    pub data: Value,
}

/// Wraps data in an envelope of the current version.
pub fn write(format: &Format, saved_at: Timestamp, data: &Value) -> String {
    let mut text = String::new();
    write_json(&mut text, data);
    wrap(format, saved_at, &text)
}

/// Wraps data that is JSON already.
pub fn wrap(format: &Format, saved_at: Timestamp, data: &str) -> String {
    let Format { name, version, .. } = format;
    format!(r#"{{"format":"{name}","version":{version},"saved_at":"{saved_at}","data":{data}}}"#)
}

/// Writes JSON without fractions, which no record of ours has: the general
/// writer brings ten kilobytes of tables for them into the first download.
fn write_json(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(n), _) => out.push_str(&n.to_string()),
            (_, Some(n)) => out.push_str(&n.to_string()),
            _ => out.push_str("null"),
        },
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write_json(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (place, (key, member)) in members.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write_text(out, key);
                out.push(':');
                write_json(out, member);
            }
            out.push('}');
        }
    }
}

/// Writes a JSON string.
fn write_text(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).expect("any text can be quoted"));
}

/// Reads an envelope and brings its data to the current version.
pub fn read(format: &Format, text: &str) -> Read {
    let damaged = |why: String| Read::Damaged { why };
    let mut envelope = match serde_json::from_str(text) {
        Ok(Value::Object(envelope)) => envelope,
        Ok(_) => return damaged("The record is JSON, but not an object.".to_owned()),
        Err(error) => return damaged(format!("The record is not complete JSON ({error}).")),
    };
    match envelope.get("format").and_then(Value::as_str) {
        Some(name) if name == format.name => {}
        Some(other) => {
            return damaged(format!(
                "The record says that it is a \"{other}\"; a \"{}\" belongs here.",
                format.name
            ));
        }
        None => return damaged("The record does not say what it is.".to_owned()),
    }
    let version = match envelope.get("version").and_then(Value::as_u64) {
        Some(version) if version > u64::from(format.version) => return Read::Newer { version },
        Some(version) if version >= 1 => version as u32,
        _ => return damaged("The record does not say which version it is.".to_owned()),
    };
    let saved_at = envelope
        .get("saved_at")
        .and_then(Value::as_str)
        .and_then(Timestamp::parse)
        .unwrap_or_default();
    let Some(data) = envelope.remove("data") else {
        return damaged("The record holds no data.".to_owned());
    };
    match format.migrate(version, data) {
        Ok(data) => Read::Ok(Record { saved_at, data }),
        Err(why) => damaged(why),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::storage::migrate::WORKLOAD;

    #[test]
    fn what_was_written_is_read() {
        let data = json!({"a": [1, "ü\u{2028}"]});
        let text = write(&WORKLOAD, Timestamp(1_700_000_000_123), &data);
        let record = Record { saved_at: Timestamp(1_700_000_000_123), data };
        assert_eq!(read(&WORKLOAD, &text), Read::Ok(record));
    }

    #[test]
    fn what_is_not_a_record_of_ours_is_named() {
        let cases = [
            ("", "not complete JSON"),
            ("[]", "not an object"),
            ("{}", "does not say what it is"),
            (r#"{"format":"x","version":1,"data":1}"#, "\"x\""),
            (r#"{"format":"plumbline/workload","data":1}"#, "which version"),
            (r#"{"format":"plumbline/workload","version":0,"data":1}"#, "which version"),
            (r#"{"format":"plumbline/workload","version":1.5,"data":1}"#, "which version"),
            (r#"{"format":"plumbline/workload","version":1}"#, "no data"),
            (r#"{"format":"plumbline/workload","version":1,"da"#, "not complete JSON"),
        ];
        for (text, want) in cases {
            match read(&WORKLOAD, text) {
                Read::Damaged { why } => assert!(why.contains(want), "{text}: {why}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        let newer = r#"{"format":"plumbline/workload","version":3,"later":true}"#;
        assert_eq!(read(&WORKLOAD, newer), Read::Newer { version: 3 });
        let deep = "[".repeat(100_000);
        assert!(matches!(read(&WORKLOAD, &deep), Read::Damaged { .. }));
    }
}
