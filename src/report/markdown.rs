//! A report as Markdown: CommonMark with the tables and task lists of GitHub.

pub(super) mod escape;

use super::document::{
    ChoiceEntry, ChoiceState, Document, LensSection, PillarSection, QuestionEntry,
};
use crate::lens::{Resource, Risk};
use crate::review::Counts;
use crate::review::properties::is_web_address;
use escape::{address, block, cell, inline};

/// The columns of the tables of counts.
const COLUMNS: [Risk; 5] =
    [Risk::High, Risk::Medium, Risk::None, Risk::Unanswered, Risk::NotApplicable];

/// Renders a report.
pub fn render(document: &Document) -> String {
    let mut out = Markdown(String::new());
    out.heading(1, None, "", &document.title);
    out.block(&document.subtitle, "");
    out.properties(&document.properties);
    out.notes(&document.notes, "");
    out.heading(2, None, "", "Summary");
    out.summary(document);
    out.heading(2, None, "", "Improvement plan");
    out.plan(document);
    out.heading(2, None, "", "Contents");
    for line in document.contents() {
        let indent = "  ".repeat(usize::from(line.level.saturating_sub(1)));
        let title = numbered(line.number, line.title);
        out.line(&format!("{indent}- [{title}](#{})", line.anchor));
    }
    out.end_block();
    for lens in &document.lenses {
        out.lens(lens);
    }
    if !document.footnotes.is_empty() {
        out.heading(2, None, "", "Notes on the risks");
        for (index, note) in document.footnotes.iter().enumerate() {
            let number = index + 1;
            out.line(&format!("{number}. {}{}", anchor(&format!("note-{number}")), note.words()));
        }
        out.end_block();
    }
    let mut text = out.0.trim_end().to_owned();
    text.push('\n');
    text
}

/// `1.2 A title`, escaped.
fn numbered(number: &str, title: &str) -> String {
    let title = inline(title);
    if number.is_empty() { title } else { format!("{number} {title}") }
}

/// A place to link to. GitHub makes anchors of headings by their text, and the
/// text here is a stranger's.
fn anchor(id: &str) -> String {
    format!("<a id=\"{id}\"></a>")
}

struct Markdown(String);

impl Markdown {
    fn line(&mut self, text: &str) {
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }

    fn end_block(&mut self) {
        self.0.push('\n');
    }

    fn heading(&mut self, level: usize, id: Option<&str>, number: &str, title: &str) {
        if let Some(id) = id {
            self.line(&anchor(id));
            self.end_block();
        }
        self.line(&format!("{} {}", "#".repeat(level), numbered(number, title)));
        self.end_block();
    }

    /// Paragraphs with kept line breaks, each line behind a prefix.
    fn block(&mut self, text: &str, prefix: &str) {
        let lines = block(text);
        if lines.is_empty() {
            return;
        }
        for line in lines {
            self.line(&format!("{prefix}{line}"));
        }
        self.end_block();
    }

    /// What a person wrote, set apart as a quotation.
    fn notes(&mut self, text: &str, indent: &str) {
        self.block(text, &format!("{indent}> "));
    }

    fn properties(&mut self, properties: &[(&'static str, String)]) {
        if properties.is_empty() {
            return;
        }
        self.line("| | |");
        self.line("|---|---|");
        for (label, value) in properties {
            let link = is_web_address(value).then(|| address(value)).flatten();
            self.line(&format!("| {label} | {} |", link.unwrap_or_else(|| cell(value))));
        }
        self.end_block();
    }

    fn summary(&mut self, document: &Document) {
        let titles: Vec<&str> = COLUMNS.iter().map(|risk| risk.words()).collect();
        self.line(&format!("| | {} | Questions |", titles.join(" | ")));
        self.line(&format!("|---|{}", "---:|".repeat(COLUMNS.len() + 1)));
        for lens in &document.lenses {
            self.counts(&format!("**{}**", cell(&lens.name)), lens.counts);
            for pillar in &lens.pillars {
                self.counts(&cell(&pillar.name), pillar.counts);
            }
        }
        if document.lenses.len() > 1 {
            self.counts("**All lenses**", document.counts);
        }
        self.end_block();
    }

    fn counts(&mut self, label: &str, counts: Counts) {
        let cells: Vec<String> = COLUMNS.iter().map(|risk| counts.get(*risk).to_string()).collect();
        self.line(&format!("| {label} | {} | {} |", cells.join(" | "), counts.total()));
    }

    fn plan(&mut self, document: &Document) {
        if !document.plan_leaves_out.is_empty() {
            let names: Vec<String> =
                document.plan_leaves_out.iter().map(|name| inline(name)).collect();
            self.line(&format!(
                "The plan leaves out what belongs to {}: the lens is not at hand or has changed.",
                names.join(", ")
            ));
            self.end_block();
        } else if document.plan.is_empty() {
            self.line("No question has a high or medium risk.");
            self.end_block();
        }
        for entry in &document.plan {
            self.heading(3, None, &entry.number, &entry.title);
            self.line(&format!(
                "**{}** · {} · {} · [Go to the question](#{})",
                entry.risk.words(),
                inline(&entry.lens),
                inline(&entry.pillar),
                entry.anchor
            ));
            self.end_block();
            if let Some(risk) = entry.smallest_step {
                self.line(&format!(
                    "The practices marked as smallest step bring it to: {}.",
                    risk.words()
                ));
                self.end_block();
            }
            for practice in &entry.practices {
                let step = if practice.smallest_step { " (smallest step)" } else { "" };
                self.line(&format!("- **{}**{step}", inline(&practice.title)));
                self.end_block();
                if let Some(plan) = &practice.improvement_plan {
                    self.resource(plan, "  ");
                }
            }
        }
    }

    fn resource(&mut self, resource: &Resource, indent: &str) {
        self.block(&resource.display_text, indent);
        if let Some(url) = resource.url.as_deref().and_then(address) {
            self.line(&format!("{indent}{url}"));
            self.end_block();
        }
    }

    fn lens(&mut self, lens: &LensSection) {
        self.heading(2, Some(&lens.anchor), &lens.number, &lens.name);
        if let Some(caution) = &lens.caution {
            self.block(caution, "");
        }
        self.notes(&lens.notes, "");
        for pillar in &lens.pillars {
            self.pillar(pillar);
        }
        if !lens.kept.is_empty() || !lens.kept_notes.is_empty() {
            self.heading(3, None, "", "Kept answers");
            for (pillar, notes) in &lens.kept_notes {
                self.line(&format!("Pillar {}", inline(pillar)));
                self.end_block();
                self.notes(notes, "");
            }
            for question in &lens.kept {
                self.question(question);
            }
        }
    }

    fn pillar(&mut self, pillar: &PillarSection) {
        self.heading(3, Some(&pillar.anchor), &pillar.number, &pillar.name);
        self.notes(&pillar.notes, "");
        for question in &pillar.questions {
            self.question(question);
        }
    }

    fn question(&mut self, question: &QuestionEntry) {
        self.heading(4, Some(&question.anchor), &question.number, &question.title);
        if let Some(description) = &question.description {
            self.block(description, "");
        }
        let mut risk = format!("**{}**", question.risk.map_or("Risk not known", Risk::words));
        if let Some(reason) = question.not_applicable {
            risk.push_str(&format!(": {}", reason.words()));
        }
        for note in &question.footnotes {
            risk.push_str(&format!(" ([note {0}](#note-{0}))", note + 1));
        }
        self.line(&risk);
        self.end_block();
        for choice in &question.choices {
            self.choice(choice, !question.number.is_empty());
        }
        if !question.choices.is_empty() {
            self.end_block();
        }
        self.notes(&question.notes, "");
    }

    fn choice(&mut self, choice: &ChoiceEntry, question_is_known: bool) {
        let tick = if choice.state == ChoiceState::Ticked { "[x]" } else { "[ ]" };
        let mut line = format!("- {tick} {}", inline(&choice.title));
        if let ChoiceState::NotApplicable(_) = choice.state {
            line.push_str(&format!(" (**{}**)", choice.state.words()));
        }
        if !choice.known && question_is_known {
            line.push_str(" (not in this lens)");
        }
        self.line(&line);
        for note in block(&choice.notes) {
            self.line(&format!("  > {note}"));
        }
    }
}
