//! A lens as flash cards: a text file that Anki imports, one card a line, with
//! ids by which a second import updates the cards instead of doubling them.

use super::page::{escaped, prose};
use super::{Subject, facts, practices};
use crate::lens::Resource;

/// Renders the cards.
pub fn render(subject: &Subject<'_>) -> String {
    let mut out = String::from(
        "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:5\n",
    );
    for pillar in subject.pillars() {
        let deck = format!(
            "Plumbline::{}::{}",
            subject.lens.name.replace("::", ":"),
            pillar.name.replace("::", ":")
        );
        for question in &pillar.questions {
            let mut back = String::new();
            if let Some(description) = &question.description {
                back += &prose(description);
            }
            back += "<ul>";
            for choice in practices(question) {
                let notes = subject.practice_notes(question, choice);
                let level = notes.map(|n| format!(" <i>({})</i>", n.level.words().to_lowercase()));
                back +=
                    &format!("<li>{}{}</li>", escaped(&choice.title), level.unwrap_or_default());
            }
            back += "</ul>";
            let front = format!(
                "<b>{}</b><br>Which practices answer this?",
                escaped(&subject.question_title(question))
            );
            let id = format!("plumbline {} {}", subject.key, question.id);
            line(&mut out, &[&id, &deck, &front, &back, &tags(subject, "question", None)]);
            for choice in practices(question) {
                let notes = subject.practice_notes(question, choice);
                let front = format!(
                    "{}<br><i>What does this look like, and how do you get there?</i>",
                    escaped(&choice.title)
                );
                let mut back = String::new();
                if let Some(description) = &choice.description {
                    back += &prose(description);
                }
                back += &resource(choice.helpful_resource.as_ref());
                back += &resource(choice.improvement_plan.as_ref());
                if let Some(notes) = notes {
                    back += &format!("<p><i>{}</i></p>", escaped(&facts(notes)));
                }
                back += &format!("<p><small>{}</small></p>", escaped(&question.title));
                let id = format!("plumbline {} {} {}", subject.key, question.id, choice.id);
                let level = notes.map(|n| n.level.words());
                line(&mut out, &[&id, &deck, &front, &back, &tags(subject, "practice", level)]);
            }
        }
    }
    out
}

fn resource(resource: Option<&Resource>) -> String {
    resource.map(|r| prose(&r.display_text)).unwrap_or_default()
}

fn tags(subject: &Subject<'_>, kind: &str, level: Option<&str>) -> String {
    let key: String = subject.key.split_whitespace().collect::<Vec<_>>().join("-");
    let level = level.map(|level| format!(" {}-risk", level.to_lowercase())).unwrap_or_default();
    format!("plumbline {key} {kind}{level}")
}

/// A card. Tabs and line breaks would end its fields; a quote at the beginning
/// of a field would open one.
fn line(out: &mut String, fields: &[&str]) {
    for (place, field) in fields.iter().enumerate() {
        if place > 0 {
            out.push('\t');
        }
        let field = field.replace(['\t', '\n', '\r'], " ").replace('"', "&quot;");
        out.push_str(&field);
    }
    out.push('\n');
}
