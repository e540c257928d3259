//! What changed between two versions of a lens, in Markdown.

use super::outline::ended;
use crate::lens::compare::{Changes, Named, QuestionChange, RulesChange};
use crate::report::markdown::escape::inline;
use crate::text::counted;

/// Renders a comparison. `lens` is the name of the lens.
pub fn render(lens: &str, changes: &Changes) -> String {
    let mut out = format!("# What changed in {}\n\n", inline(lens));
    if let Some((was, is)) = &changes.name {
        out +=
            &format!("The lens was called {} and is called {} now.\n\n", inline(was), inline(is));
    }
    out += &format!("{}\n\n", summary(changes));
    for (heading, names) in lists(changes) {
        out += &format!("## {heading}\n\n");
        for name in names {
            out += &format!("- {}\n", inline(&name));
        }
        out.push('\n');
    }
    if !changes.changed.is_empty() {
        out += "## Changed questions\n\n";
    }
    for change in &changes.changed {
        out += &format!("### {}\n\n", inline(&change.question.title));
        for line in lines(change) {
            out += &format!("- {}\n", inline(&line));
        }
        out.push('\n');
    }
    ended(out)
}

/// Pillars and questions that came, went or have another name, each kind under
/// its heading.
pub fn lists(changes: &Changes) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let renamed: Vec<String> =
        changes.pillars_renamed.iter().map(|(was, is)| format!("{is} (was: {was})")).collect();
    let titles = |named: &[Named]| named.iter().map(|q| q.title.clone()).collect::<Vec<_>>();
    let all = [
        ("New pillars", changes.pillars_added.clone()),
        ("Pillars that are gone", changes.pillars_gone.clone()),
        ("Pillars with another name", renamed),
        ("New questions", titles(&changes.added)),
        ("Questions that are gone", titles(&changes.gone)),
    ];
    all.into_iter().filter(|(_, names)| !names.is_empty())
}

/// The changes in one sentence.
pub fn summary(changes: &Changes) -> String {
    if changes.is_empty() {
        return format!(
            "Nothing changed: {} the same in both.",
            if changes.same == 1 { "one question is" } else { "all questions are" }
        );
    }
    format!(
        "{} added, {} gone, {} changed, {} the same.",
        counted(changes.added.len(), "question"),
        changes.gone.len(),
        changes.changed.len(),
        changes.same
    )
}

/// What changed in a question, a sentence each.
pub fn lines(change: &QuestionChange) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(was) = &change.title_was {
        lines.push(format!("The question was: {was}"));
    }
    if let Some((from, to)) = &change.moved {
        lines.push(format!("Moved from the pillar {from} to {to}"));
    }
    lines.extend(change.practices_added.iter().map(|title| format!("New practice: {title}")));
    lines.extend(change.practices_gone.iter().map(|title| format!("Practice gone: {title}")));
    for (was, is) in &change.practices_retitled {
        lines.push(format!("Practice retitled: {is} (was: {was})"));
    }
    let reworded = change.practices_reworded.iter();
    lines.extend(reworded.map(|title| format!("Texts worded anew: {title}")));
    if change.reworded {
        lines.push("The description or the help of the question is worded anew".to_owned());
    }
    match change.rules {
        RulesChange::Same => {}
        RulesChange::Rewritten => {
            lines.push(
                "The rules are written otherwise and say the same of every answer".to_owned(),
            );
        }
        RulesChange::Differ { answers, of } => lines.push(format!(
            "The rules changed: {answers} of {of} possible answers have another risk now"
        )),
        RulesChange::Others => {
            lines.push("The rules changed along with the practices".to_owned());
        }
    }
    lines
}
