//! What a text that is no JSON is told: one sentence at the exact place.

use crate::diagnostic::{Diagnostic, Severity};

/// The finding for a syntax error, with its byte offset in `text`.
pub(crate) fn finding(text: &str, error: &serde_json::Error) -> (usize, Diagnostic) {
    let offset = offset(text, error);
    let raw = error.to_string();
    let is = |start: &str| raw.starts_with(start);
    if is("recursion limit") {
        let message = "Lists and objects are nested too deep here: 127 levels are the most.";
        return (offset, Diagnostic::new(Severity::Error, "json-too-deep", "", message));
    }
    if error.is_eof() {
        let inside = match () {
            () if text.trim().is_empty() => {
                let message = "The file is empty.";
                return (0, Diagnostic::new(Severity::Error, "json-syntax", "", message));
            }
            () if is("EOF while parsing a list") => "a list that has no ]",
            () if is("EOF while parsing an object") => "an object that has no }",
            () if is("EOF while parsing a string") => "a text that has no closing quote",
            () => "a value",
        };
        let message = format!("The file ends inside {inside}.");
        let hint = "Perhaps the file was cut off on its way.";
        let found = Diagnostic::new(Severity::Error, "json-syntax", "", message).with_hint(hint);
        return (text.len(), found);
    }
    // A word that is cut short is noticed at the character after it only.
    let cut = is("expected ident") && text[..offset].ends_with(char::is_alphanumeric);
    let (offset, found) = word(text, if cut { offset - 1 } else { offset });
    let (message, hint) = match () {
        () if is("expected value") || is("expected ident") => {
            (format!("Found {found} where a JSON value should start."), value_hint(found))
        }
        () if is("expected `:`") => {
            (format!("Found {found} where a colon should follow the key."), None)
        }
        () if is("expected `,` or `]`") => {
            (format!("Found {found} where a comma or ] should stand."), None)
        }
        () if is("expected `,` or `}`") => {
            let hint = "A quote inside a text is written \\\".";
            (format!("Found {found} where a comma or }} should stand."), Some(hint))
        }
        () if is("key must be a string") => {
            (format!("Found {found} where a key in double quotes should stand."), None)
        }
        () if is("trailing comma") => {
            let hint = "Delete the comma before it.";
            (format!("Found {found} after a comma, where another value should stand."), Some(hint))
        }
        () if is("trailing characters") => {
            (format!("Found {found} after the end of the JSON value."), None)
        }
        () if is("control character") => {
            let hint = "Write \\n for a line break and \\t for a tab.";
            ("Found a line break or control character inside a text.".to_owned(), Some(hint))
        }
        () if is("invalid escape") => {
            let hint = "A backslash itself is written \\\\.";
            ("Found an escape that JSON does not have inside a text.".to_owned(), Some(hint))
        }
        () if is("invalid number") => ("Found a number that JSON does not allow.".to_owned(), None),
        () if is("number out of range") => ("Found a number that is too large.".to_owned(), None),
        () => ("Found an escape that stands for no character inside a text.".to_owned(), None),
    };
    let finding = Diagnostic::new(Severity::Error, "json-syntax", "", message);
    (
        offset,
        match hint {
            Some(hint) => finding.with_hint(hint),
            None => finding,
        },
    )
}

/// The byte that the parser stumbled over. Its columns count bytes and name
/// the byte itself; a line break stands in column 0 of the line after it.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let mut offset = (line_start + error.column()).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The word or character at an offset, and where it starts.
fn word(text: &str, offset: usize) -> (usize, &str) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let start = match text[offset..].chars().next() {
        Some(c) if is_word(c) => {
            let before = text[..offset].chars().rev().take_while(|c| is_word(*c));
            offset - before.map(char::len_utf8).sum::<usize>()
        }
        _ => offset,
    };
    let rest = &text[start..];
    let end = match rest.chars().next() {
        Some(c) if is_word(c) => {
            rest.char_indices().take(40).find(|(_, c)| !is_word(*c)).map_or_else(
                || rest.char_indices().nth(40).map_or(rest.len(), |(at, _)| at),
                |(at, _)| at,
            )
        }
        Some('\n' | '\r') => return (start, "a line break"),
        Some(c) => c.len_utf8(),
        None => return (start, "the end of the file"),
    };
    (start, &rest[..end])
}

fn value_hint(found: &str) -> Option<&'static str> {
    match found {
        "NaN" | "Infinity" | "undefined" | "None" | "nan" => {
            Some("Write a text in double quotes, or delete the key.")
        }
        "True" | "False" | "TRUE" | "FALSE" => Some("JSON writes true and false in small letters."),
        "'" => Some("JSON uses double quotes."),
        "/" | "#" => Some("JSON has no comments."),
        "]" | "}" => Some("Delete the comma before it."),
        _ => None,
    }
}
