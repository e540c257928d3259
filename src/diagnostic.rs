//! What we found wrong with something a person gave us: one sentence, its
//! place, and the way out.
//!
//! Parsing and validating return everything they found, never the first error
//! only. The type is shared by the whole program.

use std::fmt;

use serde::Serialize;

/// How bad a finding is. Ordered: `Error` is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing has to change.
    Note,
    /// Usable here, but AWS would refuse the file.
    Aws,
    /// Usable here, but probably not what its author meant.
    Warning,
    /// Not usable here.
    Error,
}

/// A place in a text, as people count: both start at 1. Columns count
/// characters (Unicode scalar values), not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// One finding: a severity, a stable code, a sentence, a place and, where
/// there is one, the fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable, for tools and tests: kebab-case, such as `title-too-long`.
    pub code: &'static str,
    /// What was found, in one sentence for the person who has to act.
    pub message: String,
    /// RFC 6901 pointer to the value, such as `/pillars/0/id`; empty for the
    /// whole document.
    pub pointer: String,
    /// Where the value stands in the text, when a text was given.
    pub position: Option<Position>,
    /// What to do about it, as a sentence.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A finding without position and hint.
    pub fn new(
        severity: Severity,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            pointer: pointer.into(),
            position: None,
            hint: None,
        }
    }

    /// The same finding with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same finding with its place in the text.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }
}

/// Whether any finding makes the thing unusable here.
pub fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}
