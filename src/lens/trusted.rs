//! Reading a lens that is known to be sound: one that ships with the app.
//!
//! The same lens as [`parse`](super::parse()) gives, without its findings, its
//! places and its ways of going on after a fault. What the first page needs of
//! the format is all here; the rest can be loaded later.

use serde_json::Value;

use super::condition::Condition;
use super::limits;
use super::model::{
    AdditionalResources, Choice, ChoiceId, Lens, LensHash, Pillar, PillarId, Question, QuestionId,
    Resource, ResourceKind, Rule,
};
use super::risk::Risk;

/// Reads a sound lens; `None` when anything is not as it should be, also where
/// [`parse`](super::parse()) knows a way to go on. Its hash is known too, and
/// not computed again.
pub fn read(text: &str, hash: &str) -> Option<Lens> {
    lens(&serde_json::from_str(text).ok()?, hash)
}

/// Reads a lens that comes in one file with its companion,
/// `{"lens": …, "companion": …}`. Only the lens is looked at: the companion is
/// read by [`Companion::from_value`](super::Companion::from_value) when it is
/// needed.
pub fn read_bundle(text: &str, hash: &str) -> Option<(Lens, Value)> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    let lens = lens(value.get("lens")?, hash)?;
    Some((lens, value.get_mut("companion")?.take()))
}

fn lens(value: &Value, hash: &str) -> Option<Lens> {
    if value.get("LensJSON").is_some() || string(value, "schemaVersion")? != limits::SCHEMA_VERSION
    {
        return None;
    }
    let lens = Lens {
        schema_version: limits::SCHEMA_VERSION.to_owned(),
        name: label(value, "name")?,
        description: string(value, "description")?,
        pillars: list(value, "pillars", pillar)?,
        hash: LensHash(hash.to_owned()),
    };
    let pillars = || lens.pillars.iter().map(|pillar| pillar.id.as_str());
    let questions = || lens.questions().map(|(_, question)| question.id.as_str());
    if !are_unique(&mut pillars()) || !are_unique(&mut questions()) {
        return None;
    }
    Some(lens)
}

fn pillar(value: &Value) -> Option<Pillar> {
    Some(Pillar {
        id: PillarId(label(value, "id")?),
        name: label(value, "name")?,
        questions: list(value, "questions", question)?,
    })
}

fn question(value: &Value) -> Option<Question> {
    let choices = list(value, "choices", choice)?;
    let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
    if ids.len() > limits::USABLE_CHOICES || !are_unique(&mut ids.iter().copied()) {
        return None;
    }
    let rules = list(value, "riskRules", |value| rule(value, &ids))?;
    Some(Question {
        id: QuestionId(label(value, "id")?),
        title: label(value, "title")?,
        description: optional(value, "description", |text| text.as_str().map(str::to_owned))?,
        helpful_resource: optional(value, "helpfulResource", resource)?,
        choices,
        rules,
    })
}

fn choice(value: &Value) -> Option<Choice> {
    let groups = optional(value, "additionalResources", |value| each(value, group))?;
    Some(Choice {
        id: ChoiceId(label(value, "id")?),
        title: label(value, "title")?,
        description: optional(value, "description", |text| text.as_str().map(str::to_owned))?,
        helpful_resource: optional(value, "helpfulResource", resource)?,
        improvement_plan: optional(value, "improvementPlan", resource)?,
        additional_resources: groups.unwrap_or_default(),
    })
}

fn resource(value: &Value) -> Option<Resource> {
    let url = optional(value, "url", |url| {
        let url = url.as_str()?;
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        (is_web && url.trim() == url).then(|| url.to_owned())
    })?;
    let display_text = match optional(value, "displayText", |_| label(value, "displayText"))? {
        Some(text) => text,
        None if url.is_some() => String::new(),
        None => return None,
    };
    Some(Resource { display_text, url })
}

fn group(value: &Value) -> Option<AdditionalResources> {
    let kind = match value.get("type")?.as_str()? {
        "HELPFUL_RESOURCE" => ResourceKind::Helpful,
        "IMPROVEMENT_PLAN" => ResourceKind::ImprovementPlan,
        _ => return None,
    };
    Some(AdditionalResources { kind, content: list(value, "content", resource)? })
}

fn rule(value: &Value, choices: &[&str]) -> Option<Rule> {
    let risk = match value.get("risk")?.as_str()? {
        "NO_RISK" => Risk::None,
        "MEDIUM_RISK" => Risk::Medium,
        "HIGH_RISK" => Risk::High,
        _ => return None,
    };
    let (condition, unknown) =
        Condition::compile(value.get("condition")?.as_str()?, choices).ok()?;
    unknown.is_empty().then_some(Rule { condition, risk })
}

fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// A text that is not blank.
fn label(value: &Value, key: &str) -> Option<String> {
    string(value, key).filter(|text| !text.trim().is_empty())
}

/// A value that may be missing but not be wrong.
fn optional<T>(
    value: &Value,
    key: &str,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Option<Option<T>> {
    match value.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(inner) => read(inner).map(Some),
    }
}

/// A list that has something in it.
fn list<T>(value: &Value, key: &str, read: impl FnMut(&Value) -> Option<T>) -> Option<Vec<T>> {
    each(value.get(key)?, read).filter(|items| !items.is_empty())
}

fn each<T>(value: &Value, read: impl FnMut(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

/// Whether no id is there twice.
fn are_unique(ids: &mut dyn Iterator<Item = &str>) -> bool {
    let mut ids: Vec<&str> = ids.collect();
    crate::collections::sort(&mut ids);
    ids.windows(2).all(|pair| pair[0] != pair[1])
}
