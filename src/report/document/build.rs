//! Putting a report together.

use super::{
    ChoiceEntry, ChoiceState, Document, Footnote, LensSection, PillarSection, PlanEntry, Practice,
    QuestionEntry,
};
use crate::collections::{Map, sort};
use crate::lens::{Because, ChoiceId, Lens, Question, QuestionId, Risk};
use crate::review::{
    Answer, Counts, LensReview, Lenses, Milestone, PlanItem, Properties, Workload, plan,
};

/// Builds the report on a workload: as it is, or as it was at a milestone,
/// with the risks of that time. `date` says when the report was made, in the
/// reader's words.
pub fn build(
    workload: &Workload,
    lenses: &Lenses,
    as_of: Option<&Milestone>,
    date: &str,
) -> Document {
    let then = as_of.map(|milestone| milestone.as_workload(workload));
    let workload = then.as_ref().unwrap_or(workload);
    let mut builder = Builder { lenses, as_of, footnotes: Vec::new() };
    let sections: Vec<LensSection> = workload
        .reviews
        .iter()
        .enumerate()
        .map(|(index, review)| builder.lens(index, review))
        .collect();
    let subtitle = match as_of {
        Some(milestone) => format!(
            "Well-Architected review as of milestone {}, {} ({}).{} Report of {date}.",
            milestone.number,
            milestone.name,
            milestone.recorded_at.iso_date(),
            match &milestone.attendance {
                None => String::new(),
                Some(attendance) => format!(
                    " Settled in the workshop {} with {}.",
                    attendance.workshop,
                    attendance.words()
                ),
            }
        ),
        None => format!("Well-Architected review. Report of {date}."),
    };
    Document {
        title: workload.properties.name.clone(),
        subtitle,
        properties: properties(workload),
        notes: workload.properties.notes.clone(),
        counts: sections.iter().map(|section| section.counts).sum(),
        plan: plan_entries(workload, lenses, as_of, &sections),
        plan_leaves_out: workload
            .reviews
            .iter()
            .filter(|review| !can_plan(review, lenses, as_of.is_some()))
            .map(|review| review.lens.name.clone())
            .collect(),
        lenses: sections,
        footnotes: builder.footnotes,
    }
}

fn properties(workload: &Workload) -> Vec<(&'static str, String)> {
    let Properties { description, environment, review_owner, industry, architecture_url, .. } =
        &workload.properties;
    let rows = [
        ("Description", description.clone()),
        ("Environment", environment.words().to_owned()),
        ("Review owner", review_owner.clone()),
        ("Industry", industry.clone()),
        ("Architecture", architecture_url.clone()),
        ("Improvement status", workload.properties.improvement_status.words().to_owned()),
        ("Last change", workload.updated_at.iso_date()),
    ];
    rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
}

struct Builder<'a> {
    lenses: &'a Lenses,
    as_of: Option<&'a Milestone>,
    footnotes: Vec<Footnote>,
}

impl Builder<'_> {
    fn lens(&mut self, index: usize, review: &LensReview) -> LensSection {
        let number = (index + 1).to_string();
        let lens = self.lenses.get(&review.lens.key).cloned();
        let recorded = self.as_of.map(|milestone| {
            milestone
                .reviews
                .iter()
                .find(|recorded| recorded.review.lens.key == review.lens.key)
                .map(|recorded| recorded.risks.clone())
                .unwrap_or_default()
        });
        let caution = match &lens {
            None => Some(format!(
                "The lens \"{}\" is not at hand, so its questions cannot be told. The answers \
                 are kept and listed by their ids.",
                review.lens.name
            )),
            Some(lens) if lens.hash != review.lens.hash => Some(if recorded.is_some() {
                "The lens has changed since then: questions and choices are those of today, the \
                 risks are those of that time."
                    .to_owned()
            } else {
                "The lens has changed since this review began: questions, choices and risks are \
                 those of the lens at hand."
                    .to_owned()
            }),
            Some(_) => None,
        };
        let pillars = lens
            .as_deref()
            .map_or_else(Vec::new, |lens| self.pillars(&number, lens, review, recorded.as_ref()));
        let kept = self.kept(&number, lens.as_deref(), review, recorded.as_ref());
        let counts = match (&lens, &recorded) {
            // The record counts, also where the lens has other questions now.
            (_, Some(risks)) => risks.values().copied().collect(),
            _ => pillars.iter().map(|pillar| pillar.counts).sum(),
        };
        let name = lens.as_deref().filter(|lens| lens.hash == review.lens.hash);
        LensSection {
            anchor: format!("lens-{number}"),
            name: name.map_or(&review.lens.name, |lens| &lens.name).clone(),
            notes: review.notes.clone(),
            caution,
            counts,
            pillars,
            kept,
            kept_notes: review
                .pillar_notes
                .iter()
                .filter(|(id, _)| lens.as_deref().is_none_or(|lens| lens.pillar(id).is_none()))
                .map(|(id, notes)| (id.to_string(), notes.clone()))
                .collect(),
            number,
        }
    }

    fn pillars(
        &mut self,
        lens_number: &str,
        lens: &Lens,
        review: &LensReview,
        recorded: Option<&Map<QuestionId, Risk>>,
    ) -> Vec<PillarSection> {
        let mut sections = Vec::with_capacity(lens.pillars.len());
        for (index, pillar) in lens.pillars.iter().enumerate() {
            let number = format!("{lens_number}.{}", index + 1);
            let questions: Vec<QuestionEntry> = pillar
                .questions
                .iter()
                .enumerate()
                .map(|(index, question)| {
                    let number = format!("{number}.{}", index + 1);
                    let answer = review.answers.get(&question.id);
                    self.question(number, question, answer, recorded)
                })
                .collect();
            sections.push(PillarSection {
                anchor: format!("pillar-{}", dashed(&number)),
                name: pillar.name.clone(),
                notes: review.pillar_notes.get(&pillar.id).cloned().unwrap_or_default(),
                counts: questions.iter().filter_map(|q| q.risk).collect::<Counts>(),
                questions,
                number,
            });
        }
        sections
    }

    fn question(
        &mut self,
        number: String,
        question: &Question,
        answer: Option<&Answer>,
        recorded: Option<&Map<QuestionId, Risk>>,
    ) -> QuestionEntry {
        let empty = Answer::default();
        let answer = answer.unwrap_or(&empty);
        let evaluation = answer.evaluate(question);
        let risk = match recorded {
            Some(risks) => risks.get(&question.id).copied(),
            None => Some(evaluation.risk),
        };
        // A recorded risk that is another one was found by other rules.
        let footnotes = if risk == Some(evaluation.risk) {
            self.footnotes(question, answer, evaluation.because)
        } else {
            Vec::new()
        };
        QuestionEntry {
            anchor: format!("question-{}", dashed(&number)),
            number,
            title: question.title.clone(),
            description: question.description.clone().filter(|text| !text.trim().is_empty()),
            risk,
            not_applicable: answer.not_applicable,
            choices: choices(Some(question), answer),
            notes: answer.notes.clone(),
            footnotes,
        }
    }

    fn footnotes(&mut self, question: &Question, answer: &Answer, because: Because) -> Vec<usize> {
        let mut notes = Vec::new();
        if because == Because::NoRuleTrue {
            notes.push(self.footnote(Footnote::NoRuleTrue));
        }
        if question.is_beyond_documented(
            answer.not_applicable.is_none(),
            question.choice_set(&answer.selected),
            answer.choices_not_applicable(question),
        ) {
            notes.push(self.footnote(Footnote::NotApplicableChoice));
        }
        notes
    }

    fn footnote(&mut self, note: Footnote) -> usize {
        self.footnotes.iter().position(|known| *known == note).unwrap_or_else(|| {
            self.footnotes.push(note);
            self.footnotes.len() - 1
        })
    }

    /// What was said to questions that the lens does not have.
    fn kept(
        &self,
        lens_number: &str,
        lens: Option<&Lens>,
        review: &LensReview,
        recorded: Option<&Map<QuestionId, Risk>>,
    ) -> Vec<QuestionEntry> {
        review
            .answers
            .iter()
            .filter(|(id, _)| lens.is_none_or(|lens| lens.question(id).is_none()))
            .enumerate()
            .map(|(index, (id, answer))| QuestionEntry {
                anchor: format!("kept-{lens_number}-{}", index + 1),
                number: String::new(),
                title: id.to_string(),
                description: None,
                risk: recorded.and_then(|risks| risks.get(id).copied()),
                not_applicable: answer.not_applicable,
                choices: choices(None, answer),
                notes: answer.notes.clone(),
                footnotes: Vec::new(),
            })
            .collect()
    }
}

fn dashed(number: &str) -> String {
    number.replace('.', "-")
}

/// The choices of the question in file order, then those that only the answer
/// knows.
fn choices(question: Option<&Question>, answer: &Answer) -> Vec<ChoiceEntry> {
    let entry = |id: &ChoiceId, title: &str, known: bool| {
        let mark = answer.mark(id);
        ChoiceEntry {
            title: title.to_owned(),
            state: match mark.not_applicable {
                Some(reason) => ChoiceState::NotApplicable(reason),
                None if answer.selected.contains(id) => ChoiceState::Ticked,
                None => ChoiceState::NotTicked,
            },
            notes: mark.notes,
            known,
        }
    };
    let listed = question.map(|q| q.choices.as_slice()).unwrap_or_default();
    let mut entries: Vec<ChoiceEntry> =
        listed.iter().map(|choice| entry(&choice.id, &choice.title, true)).collect();
    let mut others: Vec<&ChoiceId> = answer
        .selected
        .iter()
        .chain(answer.marks.keys())
        .filter(|id| !listed.iter().any(|choice| choice.id == **id))
        .collect();
    sort(&mut others);
    others.dedup();
    entries.extend(others.into_iter().map(|id| entry(id, id.as_str(), false)));
    entries
}

/// Whether the plan of a review can be told: a lens that changed since a
/// milestone does not know what was to be done then.
fn can_plan(review: &LensReview, lenses: &Lenses, in_the_past: bool) -> bool {
    lenses.get(&review.lens.key).is_some_and(|lens| !in_the_past || lens.hash == review.lens.hash)
}

fn plan_entries(
    workload: &Workload,
    lenses: &Lenses,
    as_of: Option<&Milestone>,
    sections: &[LensSection],
) -> Vec<PlanEntry> {
    plan::plan(workload, lenses)
        .into_iter()
        .filter_map(|item| plan_entry(&item, workload, lenses, as_of.is_some(), sections))
        .collect()
}

fn plan_entry(
    item: &PlanItem,
    workload: &Workload,
    lenses: &Lenses,
    in_the_past: bool,
    sections: &[LensSection],
) -> Option<PlanEntry> {
    let lens = lenses.get(&item.lens)?;
    let place = workload.reviews.iter().position(|review| review.lens.key == item.lens)?;
    if !can_plan(workload.reviews.get(place)?, lenses, in_the_past) {
        return None;
    }
    let pillar_place = lens.pillars.iter().position(|pillar| pillar.id == item.pillar)?;
    let pillar = lens.pillars.get(pillar_place)?;
    let question_place = pillar.questions.iter().position(|q| q.id == item.question)?;
    let question = pillar.questions.get(question_place)?;
    let entry = sections.get(place)?.pillars.get(pillar_place)?.questions.get(question_place)?;
    // The record decides; what would lower another risk is not known.
    let risk = entry.risk.filter(|risk| matches!(risk, Risk::High | Risk::Medium))?;
    let step = item.fix.as_ref().filter(|_| risk == item.risk);
    let in_step = |id: &ChoiceId| step.is_some_and(|fix| fix.practices.contains(id));
    let practices = question.choices.iter().filter(|c| item.practices.contains(&c.id));
    Some(PlanEntry {
        anchor: entry.anchor.clone(),
        number: entry.number.clone(),
        title: question.title.clone(),
        lens: lens.name.clone(),
        pillar: pillar.name.clone(),
        risk,
        practices: practices
            .map(|choice| Practice {
                title: choice.title.clone(),
                improvement_plan: choice.improvement_plan.clone(),
                smallest_step: in_step(&choice.id),
            })
            .collect(),
        smallest_step: step.map(|fix| fix.risk),
    })
}
