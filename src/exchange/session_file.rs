//! Answers of a workshop in a file, where a link is too long or there is no way
//! to send one. It holds the same codes as links do, so it grows old as well
//! as they do.
//!
//! ```text
//! { "format": "plumbline-workshop", "version": 1,
//!   "session": CODE, "replies": [CODE, …] }
//! ```
//!
//! `session` may be missing, and `replies` may be empty. What the file does not
//! say is left to the codes ([`share`](super::share)).

use serde_json::{Value, json};

use super::json::{self, Findings, Object, Place};
use super::share::{MOST_CODE, code_in};
use crate::diagnostic::{Diagnostic, Severity};
use crate::workshop::gathering::MOST_PEOPLE;

/// What `format` says.
pub const FORMAT: &str = "plumbline-workshop";
/// The version that is written here.
pub const VERSION: u32 = 1;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// The code of the session.
    pub session: Option<String>,
    /// The codes of replies; at most one for each person that a session takes.
    pub replies: Vec<String>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes a file from the codes of a session and of replies.
pub fn write(session: Option<&str>, replies: &[String]) -> String {
    let mut file = json!({ "format": FORMAT, "version": VERSION });
    if let Some(session) = session {
        file["session"] = json!(session);
    }
    file["replies"] = json!(replies);
    format!("{file:#}\n")
}

/// Reads a file. Whole links count as their codes, what a code says is not
/// looked at, and keys that are not known are passed over.
///
/// # Errors
///
/// What is wrong, where nothing in the file can be used.
pub fn read(text: &str) -> Result<Read, Diagnostic> {
    let value = json::document(text)?;
    let mut found = Findings::default();
    let Some(file) = Object::new(&value, &Place::Root, &mut found) else {
        return Err(other());
    };
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(other());
    }
    let version = file.get("version").and_then(Value::as_u64);
    if version != Some(u64::from(VERSION)) {
        return Err(wrong_version(version));
    }
    let session = file.get("session").filter(|session| !session.is_null());
    let session =
        session.and_then(|session| code(session, &file.at("session"), "session", &mut found));
    let at = file.at("replies");
    let replies: Vec<String> = file
        .list("replies", MOST_PEOPLE, &mut found)
        .iter()
        .enumerate()
        .filter_map(|(place, reply)| code(reply, &Place::Index(&at, place), "reply", &mut found))
        .collect();
    let mut diagnostics = found.finish();
    json::add_positions(text, &mut diagnostics);
    if session.is_none() && replies.is_empty() {
        return Err(diagnostics.into_iter().next().unwrap_or_else(empty));
    }
    Ok(Read { session, replies, diagnostics })
}

fn code(value: &Value, at: &Place<'_>, what: &str, found: &mut Findings) -> Option<String> {
    let Some(text) = value.as_str() else {
        found.error("no-code", at, format!("This {what} is no text, so it was left out."));
        return None;
    };
    // Before it is looked through.
    if text.len() > 2 * MOST_CODE {
        found.error("code-too-long", at, format!("This {what} is too long, so it was left out."));
        return None;
    }
    let code = code_in(text);
    if code.is_empty() {
        found.error("no-code", at, format!("This {what} is empty, so it was left out."));
        return None;
    }
    Some(code)
}

fn other() -> Diagnostic {
    let words = format!("This is no file of a workshop: its \"format\" is not \"{FORMAT}\".");
    Diagnostic::new(Severity::Error, "other-format", "", words)
        .with_hint("Choose the file that the workshop's page saved.")
}

fn wrong_version(version: Option<u64>) -> Diagnostic {
    match version {
        Some(newer) if newer > u64::from(VERSION) => Diagnostic::new(
            Severity::Error,
            "newer-version",
            "/version",
            format!(
                "This file was written by a newer Plumbline: it has version {newer} of the \
                 format, and this one reads version {VERSION}."
            ),
        )
        .with_hint("Reload the page to get the newest Plumbline and open the file again."),
        _ => Diagnostic::new(
            Severity::Error,
            "no-version",
            "/version",
            format!("The file does not say which version it has; {VERSION} was expected."),
        )
        .with_hint("Ask for the file once more."),
    }
}

fn empty() -> Diagnostic {
    let words = "There is neither a session nor an answer in this file.";
    Diagnostic::new(Severity::Error, "empty-workshop", "", words)
        .with_hint("Ask for the file once more.")
}
