//! Reading a lens file: everything it holds and everything wrong with it.
//!
//! Two verdicts that are never mixed. A lens is **usable here** when nothing
//! of severity `Error` was found; then [`Parsed::lens`] is there. It is **ready
//! for AWS** when nothing was found that AWS is known to refuse, see
//! [`Parsed::aws_ready`].
//!
//! What the severities mean for the two verdicts:
//!
//! | severity | usable here | AWS |
//! |---|---|---|
//! | `Error` | no | counts as refusing it; nearly every error breaks a documented rule as well |
//! | `Warning` | yes | nothing is said. Where AWS refuses the same thing, a second finding of severity `Aws` stands at the same place |
//! | `Aws` | yes | refuses it, by a documented limit |
//! | `Note` | yes | takes it |
//!
//! Warnings about which AWS's answer is not known: a question without a
//! `default` rule (the format asks for one, yet public lenses live without),
//! an id in a condition that is no choice of the question, an empty name,
//! title or address, blanks after an address, ids too long for the API calls.

mod findings;
mod reader;
mod rules;
mod structure;
pub(crate) mod syntax;
mod text;
mod twice;

use serde_json::Value;

use super::limits;
use super::model::Lens;
use super::position;
use crate::diagnostic::{Diagnostic, Position, Severity};
use findings::{Findings, Source};

/// A read lens with everything found on the way.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The lens, where it is usable here.
    pub lens: Option<Lens>,
    /// Everything found, in document order. Of more than a thousand findings
    /// the rest is summed up at the end.
    ///
    /// Pointers point into the lens, also where it is wrapped; positions are
    /// always those in the text that was given.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether nothing was found that AWS is known to refuse: no finding of
    /// severity [`Aws`](Severity::Aws) or [`Error`](Severity::Error).
    pub fn aws_ready(&self) -> bool {
        !self.diagnostics.iter().any(|d| matches!(d.severity, Severity::Aws | Severity::Error))
    }

    fn refused(diagnostic: Diagnostic) -> Self {
        Self { lens: None, diagnostics: vec![diagnostic] }
    }
}

/// Reads a lens from the bytes of a file.
pub fn parse_bytes(bytes: &[u8]) -> Parsed {
    // A character has four bytes at most.
    if bytes.len() > 4 * limits::USABLE_FILE {
        return too_large();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let valid = &bytes[..error.valid_up_to()];
            let text = std::str::from_utf8(valid).expect("checked up to here");
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let message = match bytes.get(..2) {
                Some([0xFF, 0xFE] | [0xFE, 0xFF]) => "The file is UTF-16 text, not UTF-8.".into(),
                _ => format!("The byte 0x{:02X} here is not UTF-8 text.", bytes[valid.len()]),
            };
            Parsed::refused(
                Diagnostic::new(Severity::Error, "not-utf-8", "", message)
                    .with_hint("Save the file as UTF-8.")
                    .at(position::positions(text, &[text.len()])[0]),
            )
        }
    }
}

/// Reads a lens, bare or in the wrapper of `export-lens`: an object whose
/// `LensJSON` holds the lens as a string.
pub fn parse(text: &str) -> Parsed {
    if text.chars().nth(limits::USABLE_FILE).is_some() {
        return too_large();
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = match read(text, &Source::File(text)) {
        Ok(value) => value,
        Err(diagnostic) => return Parsed::refused(*diagnostic),
    };
    let Some(wrapped) = value.get("LensJSON") else {
        return parse_lens(&value, &Source::File(text));
    };
    let start = position::offsets(text, &["/LensJSON"])[0].unwrap_or(0);
    let Some(lens) = wrapped.as_str() else {
        let found = text::describe(wrapped);
        let message = format!("Expected the lens as a text under LensJSON, found {found}.");
        return Parsed::refused(
            Diagnostic::new(Severity::Error, "wrong-type", "/LensJSON", message)
                .at(position::positions(text, &[start])[0]),
        );
    };
    let source = Source::Wrapped { file: text, start, lens };
    let mut parsed = match read(lens, &source) {
        Ok(value) => parse_lens(&value, &source),
        Err(diagnostic) => Parsed::refused(*diagnostic),
    };
    let note = "The lens is wrapped as AWS's export-lens does it; the lens inside was read.";
    let hint = "To import it to AWS again, take it out of the wrapper.";
    let note = Diagnostic::new(Severity::Note, "wrapped", "", note).with_hint(hint);
    parsed.diagnostics.insert(0, note.at(position::positions(text, &[start])[0]));
    parsed
}

fn read(text: &str, source: &Source<'_>) -> Result<Value, Box<Diagnostic>> {
    serde_json::from_str(text).map_err(|error| {
        let (offset, diagnostic) = syntax::finding(text, &error);
        Box::new(diagnostic.at(source.positions(&[offset])[0]))
    })
}

fn parse_lens(value: &Value, source: &Source<'_>) -> Parsed {
    let mut findings = Findings::default();
    let (Source::File(text) | Source::Wrapped { lens: text, .. }) = source;
    let characters = text.chars().count();
    if characters > limits::FILE {
        let message =
            format!("The lens has {characters} characters; AWS takes {} at most.", limits::FILE);
        findings.push(Diagnostic::new(Severity::Aws, "file-too-long", "", message), None);
    }
    for pointer in twice::keys(text) {
        let key = pointer.rsplit('/').next().unwrap_or_default();
        let key: String = key.replace("~1", "/").replace("~0", "~").chars().take(40).collect();
        let message = format!("The key \"{key}\" stands twice here. The last one counts.");
        let finding = Diagnostic::new(Severity::Warning, "key-twice", pointer, message)
            .with_hint("Delete the one that is wrong.");
        findings.push(finding, None);
    }
    let lens = structure::lens(value, &mut findings);
    let lens = if findings.has_errors() { None } else { lens };
    Parsed { lens, diagnostics: findings.place(source) }
}

fn too_large() -> Parsed {
    let message = format!("The file has more than {} characters.", limits::USABLE_FILE);
    Parsed::refused(
        Diagnostic::new(Severity::Error, "file-too-large", "", message)
            .with_hint("AWS takes lenses of up to 500,000 characters.")
            .at(Position { line: 1, column: 1 }),
    )
}
