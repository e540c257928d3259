//! A lens as a table: CSV with a row for each practice, for spreadsheets. The
//! columns `answer` and `note` come back as answers.

use super::Subject;
use crate::review::Answer;

/// The columns, by their names in the file.
pub const COLUMNS: [&str; 13] = [
    "lens",
    "pillar",
    "question_code",
    "question_id",
    "question",
    "practice_code",
    "practice_id",
    "practice",
    "level",
    "effort",
    "role",
    "answer",
    "note",
];

/// Renders a table. It begins with a mark by which spreadsheets know UTF-8.
pub fn render(subject: &Subject<'_>) -> String {
    let mut out = String::from("\u{feff}");
    row(&mut out, &COLUMNS);
    for pillar in subject.pillars() {
        for question in &pillar.questions {
            let about = subject.question_notes(question);
            let answer = subject.answer(question);
            for choice in &question.choices {
                let notes = subject.practice_notes(question, choice);
                let (said, note) = answer.map_or(("", String::new()), |a| said(a, &choice.id));
                row(
                    &mut out,
                    &[
                        subject.key,
                        &pillar.name,
                        about.and_then(|n| n.code.as_deref()).unwrap_or_default(),
                        question.id.as_str(),
                        &question.title,
                        notes.and_then(|n| n.code.as_deref()).unwrap_or_default(),
                        choice.id.as_str(),
                        &choice.title,
                        notes.map_or("", |n| n.level.words()),
                        notes.map_or("", |n| n.effort.words()),
                        notes.map_or("", |n| n.role.words()),
                        said,
                        &note,
                    ],
                );
            }
        }
    }
    out
}

/// What an answer says of a practice.
fn said(answer: &Answer, choice: &crate::lens::ChoiceId) -> (&'static str, String) {
    let mark = answer.mark(choice);
    let said = if mark.not_applicable.is_some() {
        "not applicable"
    } else if answer.selected.contains(choice) {
        "yes"
    } else {
        ""
    };
    (said, mark.notes)
}

/// A line of the table.
pub(in crate::report) fn row(out: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        // Spreadsheets take some beginnings for formulas; a text of a stranger
        // must not become one.
        let guarded = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
        let cell = if guarded { format!("'{cell}") } else { (*cell).to_owned() };
        if cell.contains(['"', ',', ';', '\n', '\r', '\t']) || cell.trim() != cell {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
