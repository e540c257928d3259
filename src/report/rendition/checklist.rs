//! A lens as a checklist in Markdown. Comments that no reader of Markdown shows
//! carry the ids, so that the ticks come back as answers.

use super::Subject;
use super::outline::ended;
use crate::report::markdown::escape::inline;

/// Renders a checklist.
pub fn render(subject: &Subject<'_>) -> String {
    let mut out = format!(
        "<!-- plumbline-checklist 1 lens={} -->\n\n# {}\n\n\
         Tick what is done today. Open the file in Plumbline, and the ticks become answers.\n\n",
        Hidden(subject.key),
        inline(&subject.title())
    );
    for pillar in subject.pillars() {
        out += &format!("## {}\n\n", inline(&pillar.name));
        for question in &pillar.questions {
            let title = inline(&subject.question_title(question));
            out += &format!("### {title} <!-- question={} -->\n\n", Hidden(question.id.as_str()));
            for choice in &question.choices {
                let answer = subject.answer(question);
                let is_ticked = answer.is_some_and(|a| a.selected.contains(&choice.id));
                let tick = if is_ticked { 'x' } else { ' ' };
                let notes = subject.practice_notes(question, choice);
                let code = notes.and_then(|notes| notes.code.as_deref());
                let code = code.map(|code| format!("{code} ")).unwrap_or_default();
                let level = notes.map(|n| format!(" ({} risk)", n.level.words().to_lowercase()));
                out += &format!(
                    "- [{tick}] {code}{}{} <!-- choice={} -->\n",
                    inline(&choice.title),
                    level.unwrap_or_default(),
                    Hidden(choice.id.as_str())
                );
            }
            out.push('\n');
        }
    }
    ended(out)
}

/// An id inside a comment: nothing in it can end the comment.
struct Hidden<'a>(&'a str);

impl std::fmt::Display for Hidden<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for byte in self.0.bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' {
                write!(f, "{}", char::from(byte))?;
            } else {
                write!(f, "%{byte:02X}")?;
            }
        }
        Ok(())
    }
}
