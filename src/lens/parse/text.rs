//! The words and addresses in a lens, and what AWS allows in them.

use serde_json::Value;

use super::reader::Reader;
use crate::diagnostic::Severity;
use crate::lens::limits;

/// What a text may be.
pub(super) struct TextRule {
    /// How sentences call it, such as "The name of the pillar".
    pub(super) what: &'static str,
    /// The code for a text that is too long.
    pub(super) too_long: &'static str,
    /// The most characters for AWS.
    pub(super) most: usize,
    /// Whether only the characters of `limits::is_text_character` are allowed.
    pub(super) restricted: bool,
}

/// What stands in the file, in words.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => match text.char_indices().nth(40) {
            Some((cut, _)) => format!("the text \"{}…\"", &text[..cut]),
            None => format!("the text \"{text}\""),
        },
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

impl Reader<'_> {
    /// Checks a text against its rule.
    pub(super) fn check_text(&mut self, text: &str, rule: &TextRule) {
        let length = text.chars().count();
        if length > rule.most {
            let TextRule { what, most, .. } = rule;
            self.find(
                Severity::Aws,
                rule.too_long,
                format!("{what} has {length} characters; AWS takes {most} at most."),
            );
        }
        if rule.restricted {
            self.check_characters(text, rule.what);
        }
    }

    fn check_characters(&mut self, text: &str, what: &str) {
        let mut refused: Vec<char> = Vec::new();
        let mut first = None;
        for (at, c) in text.char_indices() {
            if !limits::is_text_character(c) {
                first.get_or_insert(at);
                if !refused.contains(&c) {
                    refused.push(c);
                    if refused.len() == 10 {
                        break;
                    }
                }
            }
        }
        if first.is_some() {
            let list: Vec<String> = refused.iter().map(|c| character_name(*c)).collect();
            let message = format!("{what} holds what AWS refuses there: {}.", list.join(" "));
            let hint = "Allowed are ASCII letters and digits, spaces, line breaks and \
                        - _ . , : / ( ) @ ! & # + ' ? \u{2019}";
            self.find_hinted(Severity::Aws, "characters", message, Some(hint.into()), first);
        }
    }

    /// The address as it can be opened, or `None` where it cannot.
    pub(super) fn url(&mut self, raw: &str) -> Option<String> {
        let url = raw.trim();
        if url.is_empty() {
            let message = "The address is empty.";
            let hint = "Delete the key url, or write an address.";
            self.find_hinted(
                Severity::Warning,
                "url-empty",
                message.into(),
                Some(hint.into()),
                None,
            );
            return None;
        }
        if !is_web_address(url) {
            let message = "The address does not start with http:// or https://; it is left out.";
            self.find(Severity::Aws, "url-scheme", message.into());
            return None;
        }
        if raw.starts_with(char::is_whitespace) {
            let message = "There are blanks before the address; AWS wants http:// or https:// \
                           at its start.";
            self.find(Severity::Aws, "url-padded", message.into());
        } else if raw.ends_with(char::is_whitespace) {
            self.find(
                Severity::Warning,
                "url-padded",
                "There are blanks after the address.".into(),
            );
        }
        let length = raw.chars().count();
        if length > limits::URL {
            let most = limits::URL;
            let message = format!("The address has {length} characters; AWS takes {most} at most.");
            self.find(Severity::Aws, "url-too-long", message);
        }
        Some(url.to_owned())
    }
}

/// Schemes are the same in upper and lower case.
fn is_web_address(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn character_name(c: char) -> String {
    match c {
        '\t' => "tab".to_owned(),
        '\r' => "carriage return".to_owned(),
        _ if c.is_control() || c.is_whitespace() => format!("U+{:04X}", c as u32),
        _ => c.to_string(),
    }
}
