//! A lens as an outline in Markdown: everything there is to read, in order.

use super::{GENERAL, Subject, facts, practices};
use crate::lens::Resource;
use crate::lens::companion::Principle;
use crate::report::markdown::escape::{address, block, inline};

/// Renders an outline.
pub fn render(subject: &Subject<'_>) -> String {
    let mut out = format!("# {}\n\n", inline(&subject.title()));
    if subject.pillar.is_none() {
        paragraphs(&mut out, &subject.lens.description, "");
    }
    let general = subject.general_principles();
    if !general.is_empty() {
        out += &format!("## {GENERAL}\n\n");
        principles(&mut out, &general);
    }
    for pillar in subject.pillars() {
        out += &format!("## {}\n\n", inline(&pillar.name));
        let own = subject.principles_of(pillar);
        if !own.is_empty() {
            out += "Design principles:\n\n";
            principles(&mut out, &own);
        }
        for question in &pillar.questions {
            out += &format!("### {}\n\n", inline(&subject.question_title(question)));
            if let Some(description) = &question.description {
                paragraphs(&mut out, description, "");
            }
            for choice in practices(question) {
                out += &format!("- **{}**\n", inline(&choice.title));
                if let Some(notes) = subject.practice_notes(question, choice) {
                    out += &format!("\n  {}\n", inline(&facts(notes)));
                }
                out.push('\n');
                if let Some(description) = &choice.description {
                    paragraphs(&mut out, description, "  ");
                }
                resource(&mut out, choice.helpful_resource.as_ref(), "");
                resource(&mut out, choice.improvement_plan.as_ref(), "How to get there");
            }
        }
    }
    ended(out)
}

fn principles(out: &mut String, all: &[&Principle]) {
    for principle in all {
        *out += &format!("- **{}** {}\n", inline(&principle.title), inline(&principle.text));
    }
    out.push('\n');
}

fn resource(out: &mut String, resource: Option<&Resource>, label: &str) {
    let Some(resource) = resource else { return };
    if !label.is_empty() {
        *out += &format!("  *{label}:*\n\n");
    }
    paragraphs(out, &resource.display_text, "  ");
    if let Some(url) = resource.url.as_deref().and_then(address) {
        *out += &format!("  {url}\n\n");
    }
}

/// A text of a lens: its paragraphs and its lists.
fn paragraphs(out: &mut String, text: &str, indent: &str) {
    for part in crate::text::blocks(text) {
        match part {
            crate::text::Block::Paragraph(lines) => {
                for line in block(&lines.join("\n")) {
                    *out += &format!("{indent}{line}\n");
                }
            }
            crate::text::Block::List(items) => {
                for item in items {
                    *out += &format!("{indent}- {}\n", inline(item));
                }
            }
        }
        out.push('\n');
    }
}

/// The text with one line break at its end.
pub(super) fn ended(text: String) -> String {
    format!("{}\n", text.trim_end())
}
