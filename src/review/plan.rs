//! The improvement plan: what to do, most important first (`DOMAIN.md` §4).

use super::fix::{self, Fix};
use super::workload::{LensKey, Lenses, Workload};
use crate::collections::sort_by;
use crate::lens::{ChoiceId, PillarId, QuestionId, Risk};

/// A question with a risk, and the practices that would lower it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItem {
    /// The lens of the question.
    pub lens: LensKey,
    /// Its pillar.
    pub pillar: PillarId,
    /// The question.
    pub question: QuestionId,
    /// [`Risk::High`] or [`Risk::Medium`].
    pub risk: Risk,
    /// The practices that are not selected, in file order, without "None of
    /// these" and without those that do not apply.
    pub practices: Vec<ChoiceId>,
    /// The fewest practices that lower the risk, where there are any.
    pub fix: Option<Fix>,
}

/// The plan of a workload: high risks before medium ones, then by pillar
/// priority, then in file order. Lenses that are not at hand are left out.
pub fn plan(workload: &Workload, lenses: &Lenses) -> Vec<PlanItem> {
    let mut items = Vec::new();
    for review in &workload.reviews {
        let Some(lens) = lenses.get(&review.lens.key) else { continue };
        for (pillar, question) in lens.questions() {
            let Some(answer) = review.answers.get(&question.id) else { continue };
            let risk = answer.evaluate(question).risk;
            if !matches!(risk, Risk::High | Risk::Medium) {
                continue;
            }
            let selected = question.choice_set(&answer.selected);
            let excused = answer.choices_not_applicable(question);
            let practices = question
                .choices
                .iter()
                .enumerate()
                .filter(|(i, c)| {
                    !selected.contains(*i) && !excused.contains(*i) && !c.is_none_of_these()
                })
                .map(|(_, c)| c.id.clone())
                .collect();
            items.push(PlanItem {
                lens: review.lens.key.clone(),
                pillar: pillar.id.clone(),
                question: question.id.clone(),
                risk,
                practices,
                fix: fix::smallest(question, answer),
            });
        }
    }
    let priority = |item: &PlanItem| workload.priority(&item.pillar);
    sort_by(&mut items, |a, b| b.risk.cmp(&a.risk).then_with(|| priority(a).cmp(&priority(b))));
    items
}
