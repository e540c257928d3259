//! The words of the field, `lenses/glossary.json`. Its JSON Schema is
//! `public/schemas/glossary-1.json`.

use std::ops::Range;

use serde::Deserialize;

use crate::collections::Set;

/// The `format` of the file.
pub const FORMAT: &str = "plumbline-glossary";

/// The glossary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always 1.
    pub version: u32,
    /// Every term, in the order of the alphabet.
    pub terms: Vec<Term>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Unique in the glossary; part of its address.
    pub id: String,
    /// The word.
    pub term: String,
    /// What it means, in a sentence or two.
    pub text: String,
    /// Other names of the same thing.
    #[serde(default)]
    pub also: Vec<String>,
    /// The ids of terms near to it.
    #[serde(default)]
    pub see: Vec<String>,
}

impl Glossary {
    /// Reads the glossary.
    ///
    /// # Errors
    ///
    /// What is not as the schema says, with its place.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The term with this id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }
}

/// A word of a text that is in the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The place of its term in the glossary.
    pub term: usize,
}

/// Terms whose names mean something else in a sentence of everyday language.
const EVERYDAY: [&str; 17] = [
    "agent",
    "cache",
    "cell",
    "drift",
    "event",
    "function",
    "guardrail",
    "metric",
    "paging",
    "playbook",
    "practice",
    "question",
    "queue",
    "risk",
    "tier",
    "token",
    "trace",
];

/// The shortest name that is looked for: `RTO`.
const SHORTEST: usize = 3;

impl Glossary {
    /// The words of a text that the glossary explains, in order; those of terms
    /// in `seen` are left out, and what is found is put there, so that a page
    /// explains a word once.
    pub fn mentions(&self, text: &str, seen: &mut Set<usize>) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut starts = true;
        while let Some(c) = text[at..].chars().next() {
            let mention = if starts { self.at(text, at) } else { None };
            if let Some(mention) = mention {
                at = mention.range.end;
                starts = false;
                if seen.insert(mention.term) {
                    found.push(mention);
                }
                continue;
            }
            starts = !is_part(c);
            at += c.len_utf8();
        }
        found
    }

    /// The longest name that begins here and ends with a word.
    fn at(&self, text: &str, at: usize) -> Option<Mention> {
        let mut best: Option<Mention> = None;
        for (place, term) in self.terms.iter().enumerate() {
            if EVERYDAY.contains(&term.id.as_str()) {
                continue;
            }
            for name in std::iter::once(&term.term).chain(&term.also) {
                let length = name.len();
                let Some(here) = text.get(at..at + length) else { continue };
                if length < SHORTEST || !here.eq_ignore_ascii_case(name) {
                    continue;
                }
                let rest = &text[at + length..];
                let plural = rest.strip_prefix('s').filter(|rest| !rest.starts_with(is_part));
                let end = match plural {
                    Some(_) => at + length + 1,
                    None if rest.starts_with(is_part) => continue,
                    None => at + length,
                };
                if best.as_ref().is_none_or(|best| best.range.end < end) {
                    best = Some(Mention { range: at..end, term: place });
                }
            }
        }
        best
    }
}

/// Whether a letter goes on with a word.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}
