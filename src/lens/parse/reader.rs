//! The tools of reading: keys, lists, texts and ids, each with a finding for
//! what is not as it should be.

// The standard library's set: a stranger's file may hold any number of ids, in
// any order.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::findings::Findings;
use super::text::{TextRule, describe};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::limits;
use crate::lens::nearest::nearest;

pub(super) struct Reader<'f> {
    pub(super) findings: &'f mut Findings,
    /// The pointer to the value that is being read.
    pub(super) path: String,
    pub(super) pillar_ids: BTreeSet<String>,
    pub(super) question_ids: BTreeSet<String>,
}

/// A list and how many elements it may have.
pub(super) struct ListRule {
    pub(super) key: &'static str,
    pub(super) what: &'static str,
    pub(super) code: &'static str,
    pub(super) most: usize,
}

impl Reader<'_> {
    pub(super) fn find(&mut self, severity: Severity, code: &'static str, message: String) {
        self.find_hinted(severity, code, message, None, None);
    }

    /// Notes a finding at the current value, or `within` bytes into its text.
    pub(super) fn find_hinted(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: String,
        hint: Option<String>,
        within: Option<usize>,
    ) {
        let mut diagnostic = Diagnostic::new(severity, code, self.path.as_str(), message);
        diagnostic.hint = hint;
        self.findings.push(diagnostic, within);
    }

    /// Enters a key; [`Self::leave`] goes back.
    pub(super) fn enter(&mut self, key: &str) -> usize {
        let mark = self.path.len();
        self.path.push('/');
        self.path.push_str(&key.replace('~', "~0").replace('/', "~1"));
        mark
    }

    pub(super) fn enter_index(&mut self, index: usize) -> usize {
        let mark = self.path.len();
        let _ = write!(self.path, "/{index}");
        mark
    }

    pub(super) fn leave(&mut self, mark: usize) {
        self.path.truncate(mark);
    }

    pub(super) fn wrong_type(&mut self, severity: Severity, expected: &str, found: &Value) {
        let message = format!("Expected {expected}, found {}.", describe(found));
        self.find(severity, "wrong-type", message);
    }

    pub(super) fn missing(&mut self, severity: Severity, key: &str) {
        self.find(severity, "missing", format!("The key {key} is missing here."));
    }

    /// The object with a look at its keys.
    pub(super) fn object<'v>(
        &mut self,
        value: &'v Value,
        what: &str,
        severity: Severity,
        keys: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Value::Object(object) = value else {
            self.wrong_type(severity, &format!("{what} as an object"), value);
            return None;
        };
        for key in object.keys() {
            if keys.contains(&key.as_str()) || self.findings.is_full() {
                continue;
            }
            if let Some(meant) = nearest(key, keys.iter().copied()) {
                let mark = self.enter(key);
                let message = format!("The key {} is not known and is ignored.", shown(key));
                let hint = format!("Did you mean {meant}?");
                self.find_hinted(Severity::Note, "misspelled-key", message, Some(hint), None);
                self.leave(mark);
            }
        }
        Some(object)
    }

    /// A list that has to be there, have something in it and not have too
    /// much. AWS's limit is no error here.
    pub(super) fn list<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        rule: &ListRule,
    ) -> &'v [Value] {
        let ListRule { key, what, code, most } = rule;
        let value = match object.get(*key) {
            None | Some(Value::Null) => {
                self.missing(Severity::Error, key);
                return &[];
            }
            Some(value) => value,
        };
        let mark = self.enter(key);
        let items = match value {
            Value::Array(items) => {
                if items.is_empty() {
                    let message = format!("There is nothing in this list of {what}.");
                    self.find(Severity::Error, "empty-list", message);
                } else if items.len() > *most {
                    let count = items.len();
                    let message = format!("There are {count} {what}; AWS takes {most} at most.");
                    self.find(Severity::Aws, code, message);
                }
                items.as_slice()
            }
            other => {
                self.wrong_type(Severity::Error, &format!("a list of {what}"), other);
                &[]
            }
        };
        self.leave(mark);
        items
    }

    /// A name, title or description. What is missing or of the wrong type is
    /// refused by AWS; here it is left out.
    pub(super) fn text(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        required: bool,
        rule: &TextRule,
    ) -> Option<String> {
        let value = match object.get(key) {
            None | Some(Value::Null) => {
                if required {
                    self.missing(Severity::Aws, key);
                }
                return None;
            }
            Some(value) => value,
        };
        let mark = self.enter(key);
        let text = match value {
            Value::String(text) => {
                self.check_text(text, rule);
                Some(text.clone())
            }
            other => {
                self.wrong_type(Severity::Aws, "a text in quotes", other);
                None
            }
        };
        self.leave(mark);
        text
    }

    /// A text that people have to see: where there is none, `instead`.
    pub(super) fn label(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        rule: &TextRule,
        instead: &str,
    ) -> String {
        match self.text(object, key, true, rule) {
            Some(text) if !text.trim().is_empty() => text,
            Some(_) => {
                let mark = self.enter(key);
                let message = format!("{} is empty; \"{instead}\" is shown.", rule.what);
                self.find(Severity::Warning, "empty-text", message);
                self.leave(mark);
                instead.to_owned()
            }
            None => instead.to_owned(),
        }
    }

    /// An id. `api` is the limit of AWS's API where it is lower than the
    /// file's.
    pub(super) fn id(
        &mut self,
        object: &Map<String, Value>,
        what: &str,
        api: Option<usize>,
    ) -> Option<String> {
        let id = match object.get("id") {
            Some(Value::String(id)) if !id.is_empty() => id,
            None => {
                self.missing(Severity::Error, "id");
                return None;
            }
            Some(other) => {
                let mark = self.enter("id");
                self.wrong_type(Severity::Error, &format!("the id of the {what}"), other);
                self.leave(mark);
                return None;
            }
        };
        let mark = self.enter("id");
        let length = id.chars().count();
        if !(limits::ID_SHORTEST..=limits::ID).contains(&length) {
            let message = format!(
                "The id of the {what} has {}; AWS takes {} to {}.",
                characters(length),
                limits::ID_SHORTEST,
                limits::ID
            );
            self.find(Severity::Aws, "id-length", message);
        } else if let Some(api) = api.filter(|api| length > *api) {
            let message = format!(
                "The id of the {what} has {length} characters; calls of AWS's API take {api} at \
                 most."
            );
            self.find(Severity::Warning, "id-too-long-for-api", message);
        }
        if let Some((at, c)) = id.char_indices().find(|(_, c)| !limits::is_id_character(*c)) {
            let message = format!("The id of the {what} holds {c:?}, which AWS refuses in ids.");
            let hint = "Allowed are ASCII letters, digits and _.";
            self.find_hinted(Severity::Aws, "id-characters", message, Some(hint.into()), Some(at));
        }
        self.leave(mark);
        Some(id.clone())
    }

    /// The id, or where it was used before, the id with a number.
    pub(super) fn unique(&mut self, id: String, what: &str, used: &mut BTreeSet<String>) -> String {
        if used.insert(id.clone()) {
            return id;
        }
        let renamed = (2..)
            .map(|n| format!("{id}~{n}"))
            .find(|renamed| !used.contains(renamed))
            .expect("there are more numbers than ids");
        let mark = self.enter("id");
        let shown_id = shown(&id);
        let message = format!(
            "The {what} id {shown_id} was used before; this one is called {} here.",
            shown(&renamed)
        );
        self.find(Severity::Warning, "duplicate-id", message);
        let message = format!("The {what} id {shown_id} is used twice; AWS wants them unique.");
        self.find(Severity::Aws, "duplicate-id", message);
        self.leave(mark);
        used.insert(renamed.clone());
        renamed
    }

    /// Reads every element of the list under `key`.
    pub(super) fn each<T>(
        &mut self,
        values: &[Value],
        key: &str,
        read: fn(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        let list = self.enter(key);
        let mut items = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let mark = self.enter_index(index);
            items.extend(read(self, value));
            self.leave(mark);
        }
        self.leave(list);
        items
    }
}

/// A key or id in a sentence: at most sixty characters of it.
pub(super) fn shown(id: &str) -> String {
    match id.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &id[..cut]),
        None => id.to_owned(),
    }
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}
