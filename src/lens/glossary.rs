//! The words of the field, `lenses/glossary.json`. Its JSON Schema is
//! `public/schemas/glossary-1.json`.

use serde::Deserialize;

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
