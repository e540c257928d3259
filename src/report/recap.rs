//! The recap of a workshop: who was there, what was agreed, what to do first.
//! As Markdown, and as plain text for a mail.

use super::markdown::escape::{block, inline};
use crate::collections::sort_by;
use crate::lens::Risk;
use crate::review::{Attendance, Counts, Lenses, PlanItem, Workload, plan};
use crate::text::counted;
use crate::workshop::Workshop;

/// How many improvements are picked.
pub const PICKS: usize = 5;

/// What a workshop came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recap {
    /// What the workshop was called.
    pub title: String,
    /// The name of the workload.
    pub workload: String,
    /// The lens.
    pub lens: String,
    /// The day, in the reader's words.
    pub date: String,
    /// Who took part.
    pub attendance: Attendance,
    /// The risks of what is settled.
    pub counts: Counts,
    /// What is settled, in the order of the agenda.
    pub settled: Vec<Agreed>,
    /// The titles of the questions in scope that are still open.
    pub open: Vec<String>,
    /// The improvements to begin with.
    pub picks: Vec<Improvement>,
}

/// A settled question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The pillar.
    pub pillar: String,
    /// The question.
    pub title: String,
    /// The agreed risk.
    pub risk: Risk,
    /// What was said.
    pub note: String,
}

/// An improvement: the fewest practices that lower the risk of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvement {
    /// The titles of the practices.
    pub practices: Vec<String>,
    /// The question.
    pub question: String,
    /// The risk today.
    pub from: Risk,
    /// The risk with the practices.
    pub to: Risk,
}

/// The recap of a workshop whose review is this. Empty of questions while the
/// lens is not at hand.
pub fn recap(workshop: &Workshop, workload: &Workload, lenses: &Lenses, date: &str) -> Recap {
    let session = &workshop.session;
    let (mut settled, mut open) = (Vec::new(), Vec::new());
    if let (Some(lens), Some(review)) =
        (lenses.get(&session.lens.key), workload.review(&session.lens.key))
    {
        for (_, pillar, question) in session.at_hand(lens) {
            if !workshop.settled.contains(&question.id) {
                open.push(question.title.clone());
                continue;
            }
            let answer = review.answer(&question.id);
            settled.push(Agreed {
                pillar: lens.pillar(pillar).map(|p| p.name.clone()).unwrap_or_default(),
                title: question.title.clone(),
                risk: answer.evaluate(question).risk,
                note: answer.notes,
            });
        }
    }
    Recap {
        title: session.name.clone(),
        workload: workload.properties.name.clone(),
        lens: session.lens.name.clone(),
        date: date.to_owned(),
        attendance: attendance(workshop),
        counts: settled.iter().map(|agreed: &Agreed| agreed.risk).collect(),
        settled,
        open,
        picks: picks(workshop, workload, lenses),
    }
}

/// Who took part, as it is kept in the milestone.
pub fn attendance(workshop: &Workshop) -> Attendance {
    Attendance {
        workshop: workshop.session.name.clone(),
        count: workshop.people.max(workshop.replies.len()),
        people: workshop.names(),
    }
}

/// The improvements to begin with: of what is settled, high risks first, then
/// what takes the fewest practices, then the order of the plan.
fn picks(workshop: &Workshop, workload: &Workload, lenses: &Lenses) -> Vec<Improvement> {
    let key = &workshop.session.lens.key;
    let mut items: Vec<PlanItem> = plan::plan(workload, lenses);
    items.retain(|item| {
        item.lens == *key && workshop.settled.contains(&item.question) && item.fix.is_some()
    });
    let effort = |item: &PlanItem| item.fix.as_ref().map_or(usize::MAX, |fix| fix.practices.len());
    sort_by(&mut items, |a, b| b.risk.cmp(&a.risk).then_with(|| effort(a).cmp(&effort(b))));
    let named = items.iter().filter_map(|item| {
        let (_, question) = lenses.get(key)?.question(&item.question)?;
        let fix = item.fix.as_ref()?;
        let titles = fix.practices.iter().filter_map(|id| {
            question.choice_index(id).map(|place| question.choices[place].title.clone())
        });
        Some(Improvement {
            practices: titles.collect(),
            question: question.title.clone(),
            from: item.risk,
            to: fix.risk,
        })
    });
    named.take(PICKS).collect()
}

impl Recap {
    /// In Markdown.
    pub fn to_markdown(&self) -> String {
        let mut lines = vec![
            format!("# {}", inline(&self.title)),
            String::new(),
            format!(
                "Workshop on {} with the lens {}, {}.",
                inline(&self.workload),
                inline(&self.lens),
                inline(&self.date)
            ),
            String::new(),
            format!("Took part: {}.", inline(&self.attendance.words())),
            String::new(),
            "## Begin with".to_owned(),
            String::new(),
        ];
        if self.picks.is_empty() {
            lines.push("Nothing to improve was found in what is settled.".to_owned());
        }
        for (place, pick) in self.picks.iter().enumerate() {
            let titles: Vec<String> = pick.practices.iter().map(|title| inline(title)).collect();
            lines.push(format!("{}. **{}**  ", place + 1, titles.join("; ")));
            lines.push(format!(
                "   {}: from {} to {}",
                inline(&pick.question),
                lower(pick.from),
                lower(pick.to)
            ));
        }
        lines.extend([String::new(), "## What was agreed".to_owned(), String::new()]);
        lines.push(format!("{}.", self.sum()));
        let mut pillar = None;
        for agreed in &self.settled {
            if pillar != Some(&agreed.pillar) {
                lines.extend([
                    String::new(),
                    format!("### {}", inline(&agreed.pillar)),
                    String::new(),
                ]);
                pillar = Some(&agreed.pillar);
            }
            lines.push(format!("- {}: **{}**", inline(&agreed.title), agreed.risk.words()));
            if !agreed.note.trim().is_empty() {
                lines.push(String::new());
                lines.extend(block(&agreed.note).into_iter().map(|line| match line.as_str() {
                    "" => String::new(),
                    line => format!("  {line}"),
                }));
                lines.push(String::new());
            }
        }
        if !self.open.is_empty() {
            lines.extend([String::new(), "## Still open".to_owned(), String::new()]);
            lines.extend(self.open.iter().map(|title| format!("- {}", inline(title))));
        }
        let mut text = lines.join("\n");
        while text.contains("\n\n\n") {
            text = text.replace("\n\n\n", "\n\n");
        }
        text.push('\n');
        text
    }

    /// As plain text for a mail.
    pub fn to_mail(&self) -> String {
        let mut lines = vec![
            self.title.clone(),
            format!("Workshop on {} with the lens {}, {}", self.workload, self.lens, self.date),
            format!("Took part: {}", self.attendance.words()),
            String::new(),
            "BEGIN WITH".to_owned(),
        ];
        if self.picks.is_empty() {
            lines.push("Nothing to improve was found in what is settled.".to_owned());
        }
        for (place, pick) in self.picks.iter().enumerate() {
            lines.push(format!("{}. {}", place + 1, pick.practices.join("; ")));
            let (from, to) = (lower(pick.from), lower(pick.to));
            lines.push(format!("   {}: from {from} to {to}", pick.question));
        }
        lines.extend([String::new(), "WHAT WAS AGREED".to_owned(), format!("{}.", self.sum())]);
        for agreed in &self.settled {
            lines.push(format!("- {}: {}", agreed.title, agreed.risk.words()));
            let notes = agreed.note.trim().lines().filter(|line| !line.trim().is_empty());
            lines.extend(notes.map(|line| format!("  {}", line.trim())));
        }
        if !self.open.is_empty() {
            lines.extend([String::new(), "STILL OPEN".to_owned()]);
            lines.extend(self.open.iter().map(|title| format!("- {title}")));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// What was agreed in one line.
    pub fn sum(&self) -> String {
        let Counts { high, medium, none, not_applicable, .. } = self.counts;
        let parts: Vec<String> = [
            (high, "high risk"),
            (medium, "medium risk"),
            (none, "without a risk"),
            (not_applicable, "not applicable"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| match words {
            "high risk" | "medium risk" => counted(count, words),
            _ => format!("{count} {words}"),
        })
        .collect();
        let settled = counted(self.settled.len(), "question");
        if parts.is_empty() {
            format!("{settled} settled")
        } else {
            format!("{settled} settled: {}", parts.join(", "))
        }
    }
}

fn lower(risk: Risk) -> String {
    risk.words().to_lowercase()
}
