//! Ticks from a checklist in Markdown: the boxes, by the ids in the comments
//! beside them.

use super::Read;
use crate::lens::ChoiceId;
use crate::text::percent_decoded;

/// What the first lines of every checklist hold.
const MARK: &str = "<!-- plumbline-checklist ";

/// How far into a text the mark may stand: people put headings above it.
const HEAD: usize = 4_000;

pub(super) fn is_one(text: &str) -> bool {
    let at = text.find(MARK);
    at.is_some_and(|at| at < HEAD)
}

pub(super) fn read(text: &str, read: &mut Read) {
    let mut question: Option<String> = None;
    for (number, line) in text.lines().enumerate() {
        let comment = comment(line);
        if line.contains(MARK) {
            read.lens = comment.and_then(|c| value(c, "lens"));
        } else if let Some(id) = comment.and_then(|c| value(c, "question")) {
            // A question is known by its place, even with nothing ticked.
            question = read.answer(&id).is_some().then_some(id);
        } else if let Some(is_ticked) = tick(line) {
            let place = format!("line {}", number + 1);
            match (comment.and_then(|c| value(c, "choice")), &question) {
                (Some(choice), Some(question)) if is_ticked => {
                    let question = question.clone();
                    if let Some(answer) = read.answer(&question) {
                        answer.selected.insert(ChoiceId(choice));
                    }
                }
                (Some(_), Some(_)) => {}
                _ if is_ticked => read.warn(
                    "no-id",
                    &place,
                    format!(
                        "Line {} is ticked, but it no longer says which practice it is; it was left out.",
                        number + 1
                    ),
                ),
                _ => {}
            }
        }
    }
}

/// Whether a line is a box, and whether it is ticked.
fn tick(line: &str) -> Option<bool> {
    let line = line.trim_start().trim_start_matches("> ").trim_start();
    let rest = line.strip_prefix(['-', '*', '+'])?.trim_start().strip_prefix('[')?;
    let (inside, _) = rest.split_once(']')?;
    match inside.trim() {
        "" => Some(false),
        "x" | "X" | "✓" | "✔" => Some(true),
        _ => None,
    }
}

/// The last comment of a line.
fn comment(line: &str) -> Option<&str> {
    let (_, rest) = line.rsplit_once("<!--")?;
    rest.split_once("-->").map(|(inside, _)| inside.trim())
}

/// The value behind `name=` in a comment.
fn value(comment: &str, name: &str) -> Option<String> {
    let value =
        comment.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))?;
    percent_decoded(value).filter(|value| !value.is_empty())
}
