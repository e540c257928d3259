//! Reading a stranger's JSON: limits first, then values with their place, and
//! every finding kept.

use serde_json::{Map, Value};

use crate::collections::{Set, sort};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::parse::syntax;
use crate::lens::position;

/// The largest text that is looked at, in bytes. Picked by feel: years of
/// reviews are a tenth of it.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;
/// The most JSON documents one after another in a text.
pub const MOST_DOCUMENTS: usize = 5_000;
/// The most findings that are told one by one.
pub const MOST_FINDINGS: usize = 200;
/// The longest id that is kept, in characters. AWS stops at 128.
pub const LONGEST_ID: usize = 256;

/// The byte order mark that some editors and shells put in front.
pub fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads a text that holds one JSON document.
///
/// # Errors
///
/// One finding that says where the text stops being JSON.
pub fn document(text: &str) -> Result<Value, Diagnostic> {
    let text = checked(text)?;
    serde_json::from_str(text).map_err(|error| not_json(text, &error))
}

/// Reads a text that holds one JSON document or several, one after another, as
/// a shell loop over a command leaves them.
///
/// # Errors
///
/// One finding that says where the text stops being JSON.
pub fn documents(text: &str) -> Result<Vec<Value>, Diagnostic> {
    let text = checked(text)?;
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        values.push(value.map_err(|error| not_json(text, &error))?);
        if values.len() > MOST_DOCUMENTS {
            return Err(Diagnostic::new(
                Severity::Error,
                "too-many-documents",
                "",
                format!("The text holds more than {MOST_DOCUMENTS} JSON documents."),
            )
            .with_hint("Split it into several files."));
        }
    }
    if values.is_empty() {
        return Err(empty());
    }
    Ok(values)
}

fn checked(text: &str) -> Result<&str, Diagnostic> {
    if text.len() > MOST_BYTES {
        return Err(Diagnostic::new(
            Severity::Error,
            "too-large",
            "",
            format!(
                "The text has {} MB; Plumbline reads up to {} MB.",
                text.len().div_ceil(1024 * 1024),
                MOST_BYTES / (1024 * 1024)
            ),
        ));
    }
    let text = without_bom(text);
    if text.trim().is_empty() { Err(empty()) } else { Ok(text) }
}

fn empty() -> Diagnostic {
    Diagnostic::new(Severity::Error, "empty", "", "There is nothing in this text.")
}

/// Says where a text stops being JSON.
fn not_json(text: &str, error: &serde_json::Error) -> Diagnostic {
    let (offset, finding) = syntax::finding(text, error);
    let finding = match likely_format(text) {
        Some(hint) => finding.with_hint(hint),
        None => finding,
    };
    match position::positions(text, &[offset]).first() {
        Some(position) => finding.at(*position),
        None => finding,
    }
}

/// What a text that is not JSON looks like, by its first characters.
fn likely_format(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let lower: String = start.chars().take(32).collect::<String>().to_ascii_lowercase();
    if start.starts_with("%PDF") {
        Some("It is a PDF: export the review as JSON instead.")
    } else if start.starts_with("PK\u{3}\u{4}") {
        Some("It is a ZIP archive or an Office document: unpack it, or export JSON instead.")
    } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        Some("It is a web page: save the file itself and not the page around it.")
    } else if start.starts_with('<') {
        Some("It looks like XML: export JSON instead.")
    } else if lower.starts_with("an error occurred") || lower.starts_with("usage:") {
        Some(
            "It is an error message of the command line: run the command again with --output json.",
        )
    } else if !start.starts_with(['{', '[']) {
        Some("A JSON file starts with { or [. On the AWS command line, use --output json.")
    } else {
        None
    }
}

/// Where a value stands, as a chain of steps. Nothing is allocated until a
/// finding needs the pointer.
#[derive(Clone, Copy)]
pub enum Place<'p> {
    /// The whole document.
    Root,
    /// A member of an object.
    Key(&'p Place<'p>, &'p str),
    /// An element of an array.
    Index(&'p Place<'p>, usize),
}

impl Place<'_> {
    /// The RFC 6901 pointer.
    pub fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(parent, key) => {
                format!("{}/{}", parent.pointer(), key.replace('~', "~0").replace('/', "~1"))
            }
            Self::Index(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

/// Everything found so far. Tells the first [`MOST_FINDINGS`] one by one and
/// counts the rest.
#[derive(Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    untold: usize,
}

impl Findings {
    /// Keeps a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        if self.list.len() < MOST_FINDINGS {
            self.list.push(finding);
        } else {
            self.untold += 1;
        }
    }

    /// Keeps a finding of severity [`Severity::Error`].
    pub fn error(&mut self, code: &'static str, place: &Place<'_>, message: impl Into<String>) {
        self.push(Diagnostic::new(Severity::Error, code, place.pointer(), message));
    }

    /// Keeps a finding of severity [`Severity::Warning`].
    pub fn warning(&mut self, code: &'static str, place: &Place<'_>, message: impl Into<String>) {
        self.push(Diagnostic::new(Severity::Warning, code, place.pointer(), message));
    }

    /// All findings, in the order they were made.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if self.untold > 0 {
            self.list.push(Diagnostic::new(
                Severity::Warning,
                "more-findings",
                "",
                format!("There are {} more findings of these kinds.", self.untold),
            ));
        }
        self.list
    }
}

/// Adds line and column to findings in a text that holds one document.
pub fn add_positions(text: &str, findings: &mut [Diagnostic]) {
    let text = without_bom(text);
    let pointers: Vec<&str> = findings.iter().map(|f| f.pointer.as_str()).collect();
    let mut places: Vec<(usize, usize)> = position::offsets(text, &pointers)
        .into_iter()
        .enumerate()
        .filter_map(|(index, offset)| Some((offset?, index)))
        .filter(|(_, index)| !pointers[*index].is_empty())
        .collect();
    sort(&mut places);
    let offsets: Vec<usize> = places.iter().map(|(offset, _)| *offset).collect();
    for ((_, index), at) in places.iter().zip(position::positions(text, &offsets)) {
        findings[*index].position = Some(at);
    }
}

/// An object and its place, with readers that report what is not as expected.
#[derive(Clone, Copy)]
pub struct Object<'a> {
    /// The members.
    pub map: &'a Map<String, Value>,
    /// Where the object stands.
    pub place: &'a Place<'a>,
}

impl<'a> Object<'a> {
    /// The object in a value, or a finding that it is something else.
    pub fn new(value: &'a Value, place: &'a Place<'a>, found: &mut Findings) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, place }),
            other => {
                found.error("wrong-type", place, wrong_type("an object", other));
                None
            }
        }
    }

    /// A member that is there and not null. A name with a capital first letter
    /// is also found with a small one, as AWS's tools write both.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        let (_, value) = self.member(name)?;
        (!value.is_null()).then_some(value)
    }

    /// The place of a member, by the name that it has in the file.
    pub fn at<'n>(&'n self, name: &'n str) -> Place<'n> {
        Place::Key(self.place, self.member(name).map_or(name, |(key, _)| key))
    }

    fn member(&self, name: &str) -> Option<(&'a String, &'a Value)> {
        self.map.get_key_value(name).or_else(|| {
            let (first, rest) = name.split_at_checked(1)?;
            if !first.chars().all(|c| c.is_ascii_uppercase()) {
                return None;
            }
            self.map.get_key_value(&format!("{}{rest}", first.to_ascii_lowercase()))
        })
    }

    /// Whether the member is there and not null.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text; nothing where it is missing or something else, which is reported.
    pub fn text(&self, name: &str, found: &mut Findings) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            other => {
                let place = self.at(name);
                found.warning("wrong-type", &place, wrong_type("a text", other));
                None
            }
        }
    }

    /// A yes or no; nothing where it is missing or something else.
    pub fn flag(&self, name: &str, found: &mut Findings) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(flag) => Some(*flag),
            other => {
                let place = self.at(name);
                found.warning("wrong-type", &place, wrong_type("true or false", other));
                None
            }
        }
    }

    /// A whole number of at least 0; nothing where it is missing or something
    /// else.
    pub fn number(&self, name: &str, found: &mut Findings) -> Option<u32> {
        let value = self.get(name)?;
        let number = value.as_u64().and_then(|n| u32::try_from(n).ok());
        if number.is_none() {
            let place = self.at(name);
            found.warning("wrong-type", &place, wrong_type("a small whole number", value));
        }
        number
    }

    /// The elements of an array of at most `most`; empty where it is missing
    /// or something else.
    pub fn list(&self, name: &str, most: usize, found: &mut Findings) -> &'a [Value] {
        let place = self.at(name);
        match self.get(name) {
            None => &[],
            Some(Value::Array(list)) if list.len() > most => {
                found.error(
                    "too-many",
                    &place,
                    format!(
                        "The list has {} elements; Plumbline reads up to {most} here and left \
                         out the rest.",
                        list.len()
                    ),
                );
                list.get(..most).unwrap_or_default()
            }
            Some(Value::Array(list)) => list,
            Some(other) => {
                found.warning("wrong-type", &place, wrong_type("a list", other));
                &[]
            }
        }
    }

    /// An id: a text of 1 to [`LONGEST_ID`] characters. A missing or unusable
    /// one is an error.
    pub fn id(&self, name: &str, found: &mut Findings) -> Option<String> {
        match self.get(name) {
            Some(value) => id(value, &self.at(name), found),
            None => {
                found.error("missing", self.place, format!("\"{name}\" is missing here."));
                None
            }
        }
    }

    /// The ids in an array of at most `most`. Those that are none are errors.
    pub fn ids(&self, name: &str, most: usize, found: &mut Findings) -> Vec<String> {
        let place = self.at(name);
        self.list(name, most, found)
            .iter()
            .enumerate()
            .filter_map(|(index, value)| id(value, &Place::Index(&place, index), found))
            .collect()
    }

    /// A value of an enum by its name in files, the default where it is
    /// missing or unknown, which is reported.
    pub fn code<T: Default>(
        &self,
        name: &str,
        from_code: impl Fn(&str) -> Option<T>,
        found: &mut Findings,
    ) -> T {
        self.code_option(name, from_code, found).unwrap_or_default()
    }

    /// A value of an enum by its name in files, nothing where it is missing or
    /// unknown, which is reported.
    pub fn code_option<T>(
        &self,
        name: &str,
        from_code: impl Fn(&str) -> Option<T>,
        found: &mut Findings,
    ) -> Option<T> {
        let text = self.text(name, found)?;
        let value = from_code(&text);
        if value.is_none() && !text.is_empty() {
            let place = self.at(name);
            found.warning(
                "unknown-value",
                &place,
                format!("\"{}\" is no value that Plumbline knows here.", excerpt(&text)),
            );
        }
        value
    }
}

/// An id in a value.
pub fn id(value: &Value, place: &Place<'_>, found: &mut Findings) -> Option<String> {
    match value {
        Value::String(id) if id.is_empty() => {
            found.error("empty-id", place, "The id is empty.");
            None
        }
        Value::String(id) if id.chars().count() > LONGEST_ID => {
            found.error(
                "id-too-long",
                place,
                format!("The id has more than {LONGEST_ID} characters: \"{}\".", excerpt(id)),
            );
            None
        }
        Value::String(id) => Some(id.clone()),
        other => {
            found.error("wrong-type", place, wrong_type("an id", other));
            None
        }
    }
}

/// Reports a text that is longer than AWS takes. It is kept.
pub fn note_length(text: &str, most: usize, place: &Place<'_>, found: &mut Findings) {
    let length = text.chars().count();
    if length > most {
        found.warning(
            "text-too-long",
            place,
            format!("The text has {length} characters and is kept; AWS takes up to {most}."),
        );
    }
}

/// "Expected a list, found a number."
pub fn wrong_type(expected: &str, value: &Value) -> String {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    format!("Expected {expected}, found {kind}.")
}

/// The start of a stranger's text, short enough for a sentence.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let one_line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST + 1).collect();
    if one_line.chars().count() > LONGEST {
        one_line.chars().take(LONGEST).chain(['…']).collect()
    } else {
        one_line
    }
}

/// A few of many names for a sentence: `"a", "b" and 3 more`. Names that
/// appear twice are told once.
pub fn some_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const TOLD: usize = 5;
    let names: Vec<&str> = names.into_iter().collect();
    let mut first: Vec<&str> = Vec::new();
    for name in &names {
        if first.len() < TOLD && !first.contains(name) {
            first.push(name);
        }
    }
    let told: Vec<String> = first.iter().map(|name| format!("\"{}\"", excerpt(name))).collect();
    let all: Set<&str> = names.into_iter().collect();
    match all.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}
