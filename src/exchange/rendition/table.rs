//! Answers from a table: CSV as we write it, and as spreadsheets write it again
//! with semicolons or tabs between the cells.

use super::Read;
use crate::lens::{ChoiceId, limits};
use crate::review::{ChoiceMark, Reason};

/// The columns without which nothing can be read.
const NEEDED: [&str; 3] = ["question_id", "practice_id", "answer"];

/// The most rows that are read.
const MOST_ROWS: usize = 50_000;

pub(super) fn is_one(text: &str) -> bool {
    let head = text.lines().next().unwrap_or_default();
    NEEDED.iter().all(|name| head.contains(name))
}

pub(super) fn read(text: &str, read: &mut Read) {
    let head = text.lines().next().unwrap_or_default();
    let separator = [',', ';', '\t']
        .into_iter()
        .max_by_key(|separator| head.matches(*separator).count())
        .unwrap_or(',');
    let mut rows = Rows { rest: text, separator, line: 1 };
    let Some((_, head)) = rows.next() else { return };
    let column = |name: &str| head.iter().position(|cell| cell.trim() == name);
    let (Some(question), Some(practice), Some(answer)) =
        (column("question_id"), column("practice_id"), column("answer"))
    else {
        return;
    };
    let (lens, note) = (column("lens"), column("note"));
    for (line, row) in rows.take(MOST_ROWS) {
        let cell = |place: usize| row.get(place).map(String::as_str).unwrap_or_default();
        let (question, practice) = (cell(question).trim(), cell(practice).trim());
        if question.is_empty() || practice.is_empty() {
            continue;
        }
        if read.lens.is_none() {
            read.lens = lens.map(|place| cell(place).to_owned()).filter(|key| !key.is_empty());
        }
        let said = Said::from(cell(answer));
        if said == Said::Unclear {
            let words: String = cell(answer).chars().take(40).collect();
            read.warn(
                "unclear-answer",
                &format!("line {line}"),
                format!(
                    "Line {line} says \"{words}\" in the column answer. Write yes, no or not \
                     applicable; it was left open."
                ),
            );
        }
        let mut notes = note.map(|place| cell(place).to_owned()).unwrap_or_default();
        if notes.chars().count() > limits::CHOICE_NOTES {
            notes = notes.chars().take(limits::CHOICE_NOTES).collect();
            read.warn(
                "note-too-long",
                &format!("line {line}"),
                format!(
                    "The note in line {line} was cut after {} characters.",
                    limits::CHOICE_NOTES
                ),
            );
        }
        let Some(answer) = read.answer(question) else { break };
        let practice = ChoiceId(practice.to_owned());
        let mark = ChoiceMark {
            not_applicable: (said == Said::NotApplicable).then_some(Reason::None),
            notes,
        };
        if !mark.is_empty() {
            answer.marks.insert(practice.clone(), mark);
        }
        if said == Said::Yes {
            answer.selected.insert(practice);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    No,
    NotApplicable,
    Unclear,
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        match text.trim().to_lowercase().as_str() {
            "yes" | "y" | "x" | "true" | "1" | "done" | "✓" | "✔" => Self::Yes,
            "" | "no" | "n" | "false" | "0" | "-" => Self::No,
            "not applicable" | "n/a" | "na" | "n.a." => Self::NotApplicable,
            _ => Self::Unclear,
        }
    }
}

/// The rows of a table, each with the line on which it begins.
struct Rows<'a> {
    rest: &'a str,
    separator: char,
    line: usize,
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let began = self.line;
        let mut row = Vec::new();
        loop {
            let ended = self.cell(&mut row);
            if ended {
                return Some((began, row));
            }
        }
    }
}

impl Rows<'_> {
    /// Reads a cell; says whether the row ends with it.
    fn cell(&mut self, row: &mut Vec<String>) -> bool {
        let mut cell = String::new();
        let mut quoted = false;
        let mut after_quotes = false;
        let mut characters = self.rest.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            if quoted {
                match c {
                    '"' if characters.peek().is_some_and(|(_, next)| *next == '"') => {
                        characters.next();
                        cell.push('"');
                    }
                    '"' => (quoted, after_quotes) = (false, true),
                    c => {
                        self.line += usize::from(c == '\n');
                        cell.push(c);
                    }
                }
                continue;
            }
            match c {
                '"' if cell.is_empty() && !after_quotes => quoted = true,
                '\r' if characters.peek().is_some_and(|(_, next)| *next == '\n') => {}
                '\n' | '\r' => {
                    self.line += 1;
                    self.rest = &self.rest[at + 1..];
                    row.push(unguarded(cell));
                    return true;
                }
                c if c == self.separator => {
                    self.rest = &self.rest[at + c.len_utf8()..];
                    row.push(unguarded(cell));
                    return false;
                }
                c => cell.push(c),
            }
        }
        self.rest = "";
        row.push(unguarded(cell));
        true
    }
}

/// A cell without the quote that kept a spreadsheet from reading a formula.
fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest.to_owned(),
        _ => cell,
    }
}
