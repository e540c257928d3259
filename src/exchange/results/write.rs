//! Writing results: small structs, so that the order of the members is kept.

use serde::Serialize;

use super::super::json;
use super::{FORMAT, VERSION};
use crate::collections::{Map, Set, sort_by};
use crate::lens::{ChoiceId, Lens, Question, QuestionId, Risk};
use crate::review::{
    Answer, ChoiceMark, Counts, LensKey, LensReview, Lenses, Milestone, Properties, Workload, plan,
    summary,
};
use crate::time::Timestamp;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u32,
    exported_at: Timestamp,
    app: &'static str,
    workload: WorkloadOut<'a>,
    lenses: Vec<LensOut<'a>>,
    milestones: Vec<MilestoneOut<'a>>,
    plan: Vec<PlanOut<'a>>,
}

#[derive(Serialize)]
struct WorkloadOut<'a> {
    id: &'a str,
    #[serde(flatten)]
    properties: PropertiesOut<'a>,
    created_at: Timestamp,
    updated_at: Timestamp,
    last_milestone: u32,
}

#[derive(Serialize)]
struct PropertiesOut<'a> {
    name: &'a str,
    description: &'a str,
    environment: &'static str,
    review_owner: &'a str,
    industry: &'a str,
    architecture_url: &'a str,
    notes: &'a str,
    improvement_status: &'static str,
    pillar_priorities: Vec<&'a str>,
}

#[derive(Serialize)]
struct LensOut<'a> {
    key: &'a str,
    name: &'a str,
    hash: &'a str,
    notes: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk_counts: Option<CountsOut>,
    pillars: Vec<PillarOut<'a>>,
    answers: Vec<AnswerOut<'a>>,
}

#[derive(Serialize)]
struct PillarOut<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    notes: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk_counts: Option<CountsOut>,
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct CountsOut {
    high: usize,
    medium: usize,
    none: usize,
    unanswered: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
struct AnswerOut<'a> {
    question_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pillar_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_applicable: Option<NotApplicableOut>,
    selected_choices: Vec<&'a str>,
    choices: Vec<ChoiceOut<'a>>,
    notes: &'a str,
}

#[derive(Serialize)]
struct NotApplicableOut {
    reason: &'static str,
}

#[derive(Serialize)]
struct ChoiceOut<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_applicable: Option<NotApplicableOut>,
    notes: &'a str,
}

#[derive(Serialize)]
struct MilestoneOut<'a> {
    number: u32,
    name: &'a str,
    recorded_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    workshop: Option<WorkshopOut<'a>>,
    workload: PropertiesOut<'a>,
    lenses: Vec<LensOut<'a>>,
}

#[derive(Serialize)]
struct WorkshopOut<'a> {
    name: &'a str,
    count: usize,
    people: &'a [String],
}

#[derive(Serialize)]
struct PlanOut<'a> {
    lens: &'a str,
    pillar: String,
    question: String,
    title: &'a str,
    risk: &'static str,
    practices: Vec<PracticeOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    smallest_step: Option<StepOut>,
}

#[derive(Serialize)]
struct PracticeOut<'a> {
    id: &'a str,
    title: &'a str,
    improvement_plan: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct StepOut {
    practices: Vec<ChoiceId>,
    risk: &'static str,
}

/// Writes a workload as a results file.
///
/// `custom_sources` holds the text of the lens files that people brought; those
/// that the workload or one of its milestones uses go along.
pub fn write(
    workload: &Workload,
    lenses: &Lenses,
    custom_sources: &Map<LensKey, String>,
    now: Timestamp,
) -> String {
    let at_hand = |key| lenses.get(key).map(AsRef::as_ref);
    let reviews: Vec<(&LensReview, Option<&Lens>, Map<QuestionId, Risk>)> = workload
        .reviews
        .iter()
        .map(|review| {
            let lens = at_hand(&review.lens.key);
            let risks = lens.map(|lens| summary::risks(lens, review).collect());
            (review, lens, risks.unwrap_or_default())
        })
        .collect();
    let file = File {
        format: FORMAT,
        version: VERSION,
        exported_at: now,
        app: concat!("Plumbline ", env!("CARGO_PKG_VERSION")),
        workload: WorkloadOut {
            id: &workload.id.0,
            properties: properties_out(&workload.properties, &workload.pillar_priorities),
            created_at: workload.created_at,
            updated_at: workload.updated_at,
            last_milestone: workload.last_milestone,
        },
        lenses: reviews
            .iter()
            .map(|(review, lens, risks)| lens_out(review, *lens, risks))
            .collect(),
        milestones: workload.milestones.iter().map(|m| milestone_out(m, lenses)).collect(),
        plan: plan::plan(workload, lenses)
            .into_iter()
            .filter_map(|item| plan_out(item, lenses))
            .collect(),
    };
    let mut text = pretty(&file);
    // The lenses stand in the file as they are, so they are joined as texts:
    // reading them as values would lose the order of their members.
    let end = text.trim_end_matches(['\n', '}']).len();
    text.truncate(end);
    text.push_str(",\n  \"custom_lenses\": [");
    for (index, (key, lens)) in custom_lenses(workload, custom_sources).into_iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str("    {\n      \"key\": ");
        text.push_str(&pretty(key));
        text.push_str(",\n      \"lens\": ");
        text.push_str(&lens);
        text.push_str("\n    }");
    }
    text.push_str("\n  ]\n}\n");
    text
}

fn pretty(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string_pretty(value).expect("texts, numbers and lists can be written as JSON")
}

fn properties_out<'a>(
    properties: &'a Properties,
    priorities: &'a [crate::lens::PillarId],
) -> PropertiesOut<'a> {
    PropertiesOut {
        name: &properties.name,
        description: &properties.description,
        environment: properties.environment.code(),
        review_owner: &properties.review_owner,
        industry: &properties.industry,
        architecture_url: &properties.architecture_url,
        notes: &properties.notes,
        improvement_status: properties.improvement_status.code(),
        pillar_priorities: priorities.iter().map(|id| id.as_str()).collect(),
    }
}

fn milestone_out<'a>(milestone: &'a Milestone, lenses: &'a Lenses) -> MilestoneOut<'a> {
    let lenses_out = milestone.reviews.iter().map(|recorded| {
        let reference = &recorded.review.lens;
        // Names are told only where they are the names of that time.
        let lens = lenses
            .get(&reference.key)
            .map(AsRef::as_ref)
            .filter(|lens: &&Lens| lens.hash == reference.hash);
        lens_out(&recorded.review, lens, &recorded.risks)
    });
    MilestoneOut {
        number: milestone.number,
        name: &milestone.name,
        recorded_at: milestone.recorded_at,
        workshop: milestone.attendance.as_ref().map(|attendance| WorkshopOut {
            name: &attendance.workshop,
            count: attendance.count,
            people: &attendance.people,
        }),
        workload: properties_out(&milestone.properties, &milestone.pillar_priorities),
        lenses: lenses_out.collect(),
    }
}

fn lens_out<'a>(
    review: &'a LensReview,
    lens: Option<&'a Lens>,
    risks: &'a Map<QuestionId, Risk>,
) -> LensOut<'a> {
    let known_risks = (!risks.is_empty()).then(|| counts_out(risks.values().copied()));
    LensOut {
        key: &review.lens.key.0,
        name: &review.lens.name,
        hash: review.lens.hash.as_str(),
        notes: &review.notes,
        risk_counts: known_risks,
        pillars: pillars_out(review, lens, risks),
        answers: answers_out(review, lens, risks),
    }
}

fn counts_out(risks: impl Iterator<Item = Risk>) -> CountsOut {
    let Counts { high, medium, none, unanswered, not_applicable } = risks.collect();
    CountsOut { high, medium, none, unanswered, not_applicable }
}

/// The pillars of the lens, then those that only the notes know.
fn pillars_out<'a>(
    review: &'a LensReview,
    lens: Option<&'a Lens>,
    risks: &Map<QuestionId, Risk>,
) -> Vec<PillarOut<'a>> {
    let of_lens = lens.map(|lens| lens.pillars.as_slice()).unwrap_or_default();
    let known = of_lens.iter().map(|pillar| PillarOut {
        id: pillar.id.as_str(),
        name: Some(&pillar.name),
        notes: review.pillar_notes.get(&pillar.id).map_or("", String::as_str),
        risk_counts: Some(counts_out(
            pillar.questions.iter().filter_map(|q| risks.get(&q.id).copied()),
        )),
    });
    let unknown = review
        .pillar_notes
        .iter()
        .filter(|(id, _)| !of_lens.iter().any(|pillar| pillar.id == **id))
        .map(|(id, notes)| PillarOut { id: id.as_str(), name: None, notes, risk_counts: None });
    known.chain(unknown).collect()
}

/// Every question of the lens, then the answers and risks that only the review
/// knows.
fn answers_out<'a>(
    review: &'a LensReview,
    lens: Option<&'a Lens>,
    risks: &'a Map<QuestionId, Risk>,
) -> Vec<AnswerOut<'a>> {
    let mut listed = Set::new();
    let mut answers = Vec::new();
    for (pillar, question) in lens.iter().flat_map(|lens| lens.questions()) {
        if listed.insert(&question.id) {
            let risk = risks.get(&question.id).copied();
            let answer = review.answers.get(&question.id);
            answers.push(AnswerOut {
                pillar_id: Some(pillar.id.as_str()),
                title: Some(&question.title),
                ..answer_out(question.id.as_str(), Some(question), answer, risk)
            });
        }
    }
    let others: Set<&'a QuestionId> =
        review.answers.keys().chain(risks.keys()).filter(|id| !listed.contains(id)).collect();
    for id in others {
        let risk = risks.get(id).copied();
        answers.push(answer_out(id.as_str(), None, review.answers.get(id), risk));
    }
    answers
}

fn answer_out<'a>(
    question_id: &'a str,
    question: Option<&Question>,
    answer: Option<&'a Answer>,
    risk: Option<Risk>,
) -> AnswerOut<'a> {
    let place = |id: &ChoiceId| {
        question.and_then(|question| question.choice_index(id)).unwrap_or(usize::MAX)
    };
    let mut selected: Vec<&ChoiceId> = answer.iter().flat_map(|a| &a.selected).collect();
    sort_by(&mut selected, |a, b| place(a).cmp(&place(b)));
    let mut marks: Vec<(&ChoiceId, &ChoiceMark)> = answer.iter().flat_map(|a| &a.marks).collect();
    sort_by(&mut marks, |a, b| place(a.0).cmp(&place(b.0)));
    let not_applicable = |reason: Option<crate::review::Reason>| {
        reason.map(|reason| NotApplicableOut { reason: reason.code() })
    };
    AnswerOut {
        question_id,
        pillar_id: None,
        title: None,
        risk: risk.map(Risk::code),
        not_applicable: not_applicable(answer.and_then(|a| a.not_applicable)),
        selected_choices: selected.into_iter().map(|id| id.as_str()).collect(),
        choices: marks
            .into_iter()
            .map(|(id, mark)| ChoiceOut {
                id: id.as_str(),
                not_applicable: not_applicable(mark.not_applicable),
                notes: &mark.notes,
            })
            .collect(),
        notes: answer.map_or("", |a| &a.notes),
    }
}

fn plan_out(item: crate::review::PlanItem, lenses: &Lenses) -> Option<PlanOut<'_>> {
    let (key, lens) = lenses.get_key_value(&item.lens)?;
    let (_, question) = lens.question(&item.question)?;
    let practices = question.choices.iter().filter(|c| item.practices.contains(&c.id));
    Some(PlanOut {
        lens: &key.0,
        pillar: item.pillar.0,
        question: item.question.0,
        title: &question.title,
        risk: item.risk.code(),
        practices: practices
            .map(|choice| {
                let improvement = choice.improvement_plan.as_ref();
                PracticeOut {
                    id: choice.id.as_str(),
                    title: &choice.title,
                    improvement_plan: improvement.map_or("", |i| &i.display_text),
                    url: improvement.and_then(|i| i.url.as_deref()),
                }
            })
            .collect(),
        smallest_step: item
            .fix
            .map(|fix| StepOut { practices: fix.practices, risk: fix.risk.code() }),
    })
}

/// The lenses that go along, as JSON: in the order of their keys.
fn custom_lenses<'a>(
    workload: &'a Workload,
    sources: &Map<LensKey, String>,
) -> Vec<(&'a str, String)> {
    let recorded = workload.milestones.iter().flat_map(|m| &m.reviews).map(|r| &r.review);
    let used: Set<&LensKey> =
        workload.reviews.iter().chain(recorded).map(|review| &review.lens.key).collect();
    used.into_iter()
        .filter_map(|key| {
            let text = json::without_bom(sources.get(key)?).trim();
            // A text that is no JSON object is no lens, and one that is nested
            // as deep as can be read is too deep for this file. Both still go
            // along, quoted.
            let is_json = |text: &str| json::document(text).is_ok();
            let fits = text.starts_with('{') && is_json(text) && is_json(&format!("[[[{text}]]]"));
            Some((key.0.as_str(), if fits { text.to_owned() } else { pretty(text) }))
        })
        .collect()
}
