//! The guide to running a review, `lenses/guide.json`: chapters of plain text.
//! Its JSON Schema is `public/schemas/guide-1.json`.

use serde::Deserialize;

/// The `format` of the file.
pub const FORMAT: &str = "plumbline-guide";

/// The guide.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always 1.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// What it is for, in a sentence or two.
    pub about: String,
    /// Its chapters, in the order of reading.
    pub chapters: Vec<Chapter>,
}

/// A chapter of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Unique in the guide; part of its address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it says, in one sentence.
    pub summary: String,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Plain text: paragraphs and lists as [`text::blocks`](crate::text::blocks)
    /// reads them.
    pub text: String,
}

impl Guide {
    /// Reads the guide.
    ///
    /// # Errors
    ///
    /// What is not as the schema says, with its place.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}
