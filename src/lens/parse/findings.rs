//! Collects what a reader finds and gives every finding its place in the text.

use crate::collections::{Map, sort_by};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::position;

/// The most findings that are kept; the rest is counted. A person reads a
/// few, and a hostile file could hold a million faults.
pub(super) const KEPT: usize = 1_000;

/// What was found so far.
#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    /// How many more there were, by severity.
    more: Map<Severity, usize>,
}

struct Finding {
    diagnostic: Diagnostic,
    /// Where in the string at the pointer, in bytes of what the string says.
    within: Option<usize>,
}

/// The text that the pointers point into.
pub(super) enum Source<'a> {
    /// The file itself.
    File(&'a str),
    /// What a string in the file says.
    Wrapped {
        file: &'a str,
        /// The offset of the string in the file.
        start: usize,
        /// What it says.
        lens: &'a str,
    },
}

impl Findings {
    pub(super) fn push(&mut self, diagnostic: Diagnostic, within: Option<usize>) {
        if self.kept.len() < KEPT {
            self.kept.push(Finding { diagnostic, within });
        } else {
            *self.more.get_or_insert_with(diagnostic.severity, || 0) += 1;
        }
    }

    /// Whether no more findings are kept, so that hints need not be worked out.
    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= KEPT
    }

    pub(super) fn has_errors(&self) -> bool {
        self.more.contains_key(&Severity::Error)
            || self.kept.iter().any(|f| f.diagnostic.severity == Severity::Error)
    }

    /// All findings in the order of the text. One walk over the text finds
    /// all pointers, another one all lines and columns.
    pub(super) fn place(self, source: &Source<'_>) -> Vec<Diagnostic> {
        let text = match source {
            Source::File(text) => text,
            Source::Wrapped { lens, .. } => lens,
        };
        let pointers: Vec<&str> = self.kept.iter().map(|f| f.diagnostic.pointer.as_str()).collect();
        let starts = position::offsets(text, &pointers);
        let starts: Vec<usize> = starts.into_iter().map(|start| start.unwrap_or(0)).collect();
        let mut placed: Vec<(usize, Diagnostic)> = Vec::with_capacity(self.kept.len());
        // Findings within one string come one after the other, in its order.
        let mut kept = self.kept.into_iter().zip(starts).peekable();
        while let Some((finding, start)) = kept.next() {
            let mut within = vec![finding.within];
            let mut diagnostics = vec![finding.diagnostic];
            while let Some((next, _)) = kept.next_if(|(next, at)| {
                *at == start && next.within.is_some() && next.within >= within[within.len() - 1]
            }) {
                within.push(next.within);
                diagnostics.push(next.diagnostic);
            }
            let inside: Vec<usize> = within.iter().copied().flatten().collect();
            let mut inside = position::inside_string(text, start, &inside).into_iter();
            placed.extend(within.iter().zip(diagnostics).map(|(within, diagnostic)| {
                let offset = within.and_then(|_| inside.next()).unwrap_or(start);
                (offset, diagnostic)
            }));
        }
        sort_by(&mut placed, |a, b| a.0.cmp(&b.0));
        let (offsets, mut diagnostics): (Vec<usize>, Vec<Diagnostic>) = placed.into_iter().unzip();
        for (diagnostic, position) in diagnostics.iter_mut().zip(source.positions(&offsets)) {
            diagnostic.position = Some(position);
        }
        for (severity, count) in self.more.into_iter().rev() {
            let findings = if count == 1 { "finding" } else { "findings" };
            let message = format!("There is {count} more {findings} of this kind.");
            let message = if count == 1 { message } else { message.replacen("is", "are", 1) };
            diagnostics.push(Diagnostic::new(severity, "more", "", message));
        }
        diagnostics
    }
}

impl Source<'_> {
    /// The positions of sorted offsets.
    pub(super) fn positions(&self, offsets: &[usize]) -> Vec<crate::diagnostic::Position> {
        match self {
            Self::File(text) => position::positions(text, offsets),
            Self::Wrapped { file, start, .. } => {
                position::positions(file, &position::inside_string(file, *start, offsets))
            }
        }
    }
}
