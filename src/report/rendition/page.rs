//! A lens as one HTML page that needs nothing else: its table of contents, its
//! looks inside, no script.

use super::{GENERAL, Subject, facts, practices};
use crate::lens::companion::Principle;
use crate::lens::{Resource, Risk};
use crate::text::{self, Block, Span};

/// Small enough to stand in the file. The policy lets nothing be loaded.
const HEAD: &str = r#"<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; --ink: #1d2327; --soft: #545d66; --line: #dcd9d2; --bg: #fff; --link: #0b5a6f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaec; --soft: #a9b2ba; --line: #313a41; --bg: #14181c; --link: #6cc5da; } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--bg); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid var(--line); }
h3 { margin-top: 2.5rem; }
h4 { margin: 1.75rem 0 .25rem; }
a { color: var(--link); }
nav ol { padding-left: 1.25rem; }
.facts { margin: 0 0 .5rem; color: var(--soft); font-size: .9rem; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } nav { break-after: page; } h2 { break-before: page; border: 0; } h3, h4 { break-after: avoid; } a { color: inherit; text-decoration: none; } }
</style>
"#;

/// Renders a page.
pub fn render(subject: &Subject<'_>) -> String {
    let title = escaped(&subject.title());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n{HEAD}<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    if subject.pillar.is_none() {
        out += &prose(&subject.lens.description);
    }
    contents(&mut out, subject);
    let general = subject.general_principles();
    if !general.is_empty() {
        out += &format!("<h2 id=\"principles\">{GENERAL}</h2>\n");
        principles(&mut out, &general);
    }
    for (p, pillar) in subject.pillars().enumerate() {
        out += &format!("<h2 id=\"p{p}\">{}</h2>\n", escaped(&pillar.name));
        let own = subject.principles_of(pillar);
        if !own.is_empty() {
            out += "<h3>Design principles</h3>\n";
            principles(&mut out, &own);
        }
        for (q, question) in pillar.questions.iter().enumerate() {
            let title = escaped(&subject.question_title(question));
            out += &format!("<h3 id=\"p{p}q{q}\">{title}</h3>\n");
            out += &prose(question.description.as_deref().unwrap_or_default());
            for choice in practices(question) {
                out += &format!("<h4>{}</h4>\n", escaped(&choice.title));
                if let Some(notes) = subject.practice_notes(question, choice) {
                    out += &format!("<p class=\"facts\">{}</p>\n", escaped(&facts(notes)));
                }
                out += &prose(choice.description.as_deref().unwrap_or_default());
                resource(&mut out, choice.helpful_resource.as_ref());
                if choice.improvement_plan.is_some() {
                    out += "<p class=\"facts\">How to get there</p>\n";
                }
                resource(&mut out, choice.improvement_plan.as_ref());
            }
            out += &rules(question);
        }
    }
    out += "</body>\n</html>\n";
    out
}

fn principles(out: &mut String, all: &[&Principle]) {
    *out += "<dl>\n";
    for principle in all {
        let (title, text) = (escaped(&principle.title), escaped(&principle.text));
        *out += &format!("<dt><strong>{title}</strong></dt><dd>{text}</dd>\n");
    }
    *out += "</dl>\n";
}

fn contents(out: &mut String, subject: &Subject<'_>) {
    *out += "<nav aria-label=\"Contents\">\n<ol>\n";
    if !subject.general_principles().is_empty() {
        *out += &format!("<li><a href=\"#principles\">{GENERAL}</a></li>\n");
    }
    for (p, pillar) in subject.pillars().enumerate() {
        *out += &format!("<li><a href=\"#p{p}\">{}</a>\n<ol>\n", escaped(&pillar.name));
        for (q, question) in pillar.questions.iter().enumerate() {
            let title = escaped(&subject.question_title(question));
            *out += &format!("<li><a href=\"#p{p}q{q}\">{title}</a></li>\n");
        }
        *out += "</ol></li>\n";
    }
    *out += "</ol>\n</nav>\n";
}

/// The rules, for those who want to know.
fn rules(question: &crate::lens::Question) -> String {
    let mut out = String::from("<details><summary>How the risk is decided</summary>\n<ol>\n");
    for rule in &question.rules {
        let words = if rule.risk == Risk::None { "No risk" } else { rule.risk.words() };
        out +=
            &format!("<li>{words}: <code>{}</code></li>\n", escaped(&rule.condition.to_string()));
    }
    out + "</ol>\n</details>\n"
}

fn resource(out: &mut String, resource: Option<&Resource>) {
    let Some(resource) = resource else { return };
    *out += &prose(&resource.display_text);
    if let Some(url) = resource.url.as_deref().filter(|url| is_web(url)) {
        *out += &format!("<p>{}</p>\n", link(url));
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn link(url: &str) -> String {
    let url = escaped(url);
    format!("<a href=\"{url}\" rel=\"noopener noreferrer\">{url}</a>")
}

/// A text of a lens as paragraphs, lists and links.
pub(super) fn prose(text: &str) -> String {
    let line = |line: &str| -> String {
        text::spans(line)
            .into_iter()
            .map(|span| match span {
                Span::Text(text) => escaped(text),
                Span::Link(url) => link(url),
            })
            .collect()
    };
    let mut out = String::new();
    for block in text::blocks(text) {
        match block {
            Block::Paragraph(lines) => {
                let lines: Vec<String> = lines.into_iter().map(line).collect();
                out += &format!("<p>{}</p>\n", lines.join("<br>"));
            }
            Block::List(items) => {
                let items: String =
                    items.into_iter().map(|item| format!("<li>{}</li>", line(item))).collect();
                out += &format!("<ul>{items}</ul>\n");
            }
        }
    }
    out
}

/// A text that is nothing but text, in an element and in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
