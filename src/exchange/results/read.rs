//! Reading results: every part that is usable comes back, and everything that
//! is not is named.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::super::aws::risk_from_code;
use super::super::json::{self, Findings, Object, Place};
use super::{FORMAT, Read, VERSION};
use crate::collections::{Map, Set};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::{self, ChoiceId, LensHash, PillarId, QuestionId, Risk, limits, position};
use crate::review::{
    Answer, Attendance, ChoiceMark, Environment, ImprovementStatus, LensKey, LensRef, LensReview,
    Milestone, Properties, Reason, RecordedReview, Workload, WorkloadId,
};
use crate::time::Timestamp;
use crate::workshop::gathering::MOST_PEOPLE;

/// The most questions of a lens, and the most choices of a question, that are
/// read. Far above every lens that exists.
const MOST_ANSWERS: usize = 2_000;
const MOST_CHOICES: usize = 500;
const MOST_PILLARS: usize = 500;
/// The most lenses beside the workload: milestones may hold some that the
/// workload has no more.
const MOST_CUSTOM_LENSES: usize = 100;
/// The highest number of a milestone.
const HIGHEST_MILESTONE: u32 = 1_000_000;

/// Reads a results file.
pub fn read(text: &str) -> Read {
    let mut found = Findings::default();
    let value = match json::document(text) {
        Ok(value) => value,
        Err(diagnostic) => return Read { diagnostics: vec![diagnostic], ..Read::default() },
    };
    let Some(file) = Object::new(&value, &Place::Root, &mut found) else {
        return Read { diagnostics: found.finish(), ..Read::default() };
    };
    if !is_readable(file, &mut found) {
        return Read { diagnostics: found.finish(), ..Read::default() };
    }
    let (custom_lenses, renamed) = custom_lenses(file, text, &mut found);
    let workload = workload(file, &renamed, &mut found);
    let mut diagnostics = found.finish();
    json::add_positions(text, &mut diagnostics);
    Read { workload, custom_lenses, diagnostics }
}

/// Whether this is our format in a version that we know.
fn is_readable(file: Object<'_>, found: &mut Findings) -> bool {
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        found.error(
            "other-format",
            &Place::Root,
            format!("This is no Plumbline results file: its \"format\" is not \"{FORMAT}\"."),
        );
        return false;
    }
    match file.number("version", found) {
        Some(VERSION) => true,
        Some(newer) if newer > VERSION => {
            found.push(
                Diagnostic::new(
                    Severity::Error,
                    "newer-version",
                    "/version",
                    format!(
                        "This file was written by a newer Plumbline: it has version {newer} of \
                         the format, and this one reads version {VERSION}."
                    ),
                )
                .with_hint("Reload the page to get the newest Plumbline and open the file again."),
            );
            false
        }
        _ => {
            found.error(
                "no-version",
                &Place::Key(&Place::Root, "version"),
                "The file does not say which version of the format it has.",
            );
            false
        }
    }
}

/// The lenses in the file as texts, and which keys follow from their content
/// where the file has other ones. A lens from a file must never take the place
/// of another lens on the shelf.
fn custom_lenses(
    file: Object<'_>,
    text: &str,
    found: &mut Findings,
) -> (Vec<(LensKey, String)>, Map<LensKey, LensKey>) {
    let place = file.at("custom_lenses");
    let (mut lenses, mut renamed) = (Vec::<(LensKey, String)>::new(), Map::new());
    let list = file.list("custom_lenses", MOST_CUSTOM_LENSES, found);
    let mut texts = lens_texts(text, list.len());
    for (index, value) in list.iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(entry) = Object::new(value, &inner, found) else { continue };
        let Some(key) = lens_key(entry, "key", found) else { continue };
        let text = match (entry.get("lens"), texts.get_mut(index).and_then(Option::take)) {
            (Some(Value::String(text)), _) => text.clone(),
            (Some(_), Some(text)) => text,
            (Some(value), None) => value.to_string(),
            (None, _) => {
                found.error("missing", &inner, "\"lens\" is missing here.");
                continue;
            }
        };
        let actual = match lens::parse(&text).lens {
            Some(lens) => LensKey::custom(&lens.hash),
            None if key.is_custom() => {
                found.warning(
                    "unusable-lens",
                    &inner,
                    format!("The lens \"{key}\" in this file cannot be used here; it is kept."),
                );
                key.clone()
            }
            None => {
                found.error(
                    "unusable-lens",
                    &inner,
                    format!("The lens \"{key}\" in this file cannot be used and is left out."),
                );
                continue;
            }
        };
        if lenses.iter().any(|(known, _)| *known == actual) {
            continue;
        }
        if actual != key {
            found.push(Diagnostic::new(
                Severity::Note,
                "lens-renamed",
                inner.pointer(),
                format!(
                    "The lens \"{key}\" in this file has other content; it is \"{actual}\" here."
                ),
            ));
            renamed.insert(key, actual.clone());
        }
        lenses.push((actual, text));
    }
    (lenses, renamed)
}

/// The texts of so many lenses exactly as they stand in the file: a [`Value`]
/// would sort their members. None for what is no object.
fn lens_texts(text: &str, count: usize) -> Vec<Option<String>> {
    let text = json::without_bom(text);
    let pointers: Vec<String> =
        (0..count).map(|index| format!("/custom_lenses/{index}/lens")).collect();
    let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
    position::offsets(text, &pointers)
        .into_iter()
        .map(|offset| {
            let rest = text.get(offset?..)?;
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
            values.next()?.ok()?;
            let lens = rest.get(..values.byte_offset())?;
            lens.starts_with('{').then(|| lens.to_owned())
        })
        .collect()
}

fn workload(
    file: Object<'_>,
    renamed: &Map<LensKey, LensKey>,
    found: &mut Findings,
) -> Option<Workload> {
    let place = file.at("workload");
    let Some(value) = file.get("workload") else {
        found.error("missing", file.place, "The file holds no workload.");
        return None;
    };
    let object = Object::new(value, &place, found)?;
    let exported = time(file, "exported_at", Timestamp::default(), found);
    let reviews: Vec<LensReview> =
        reviews(file, renamed, found).into_iter().map(|recorded| recorded.review).collect();
    if reviews.is_empty() {
        found.error("no-lens", file.place, "The file holds no review by a lens.");
        return None;
    }
    let milestones = milestones(file, renamed, exported, found);
    let last = object.number("last_milestone", found).unwrap_or_default().min(HIGHEST_MILESTONE);
    let highest = milestones.last().map_or(0, |milestone| milestone.number);
    let created_at = time(object, "created_at", exported, found);
    Some(Workload {
        id: workload_id(object, found),
        created_at,
        updated_at: time(object, "updated_at", exported, found),
        properties: properties(object, found),
        reviews,
        pillar_priorities: priorities(object, found),
        milestones,
        last_milestone: last.max(highest),
    })
}

/// An id that can be part of a storage key; another one is replaced.
fn workload_id(object: Object<'_>, found: &mut Findings) -> WorkloadId {
    const LONGEST: usize = 64;
    let id = object.text("id", found).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !id.is_empty() && id.len() <= LONGEST && id.chars().all(plain) {
        return WorkloadId(id);
    }
    found.warning(
        "odd-id",
        &object.at("id"),
        "The workload has no usable id; it gets another one.",
    );
    WorkloadId(super::UNFIT_ID.to_owned())
}

fn time(object: Object<'_>, name: &str, or: Timestamp, found: &mut Findings) -> Timestamp {
    let text = object.text(name, found);
    let time = text.as_deref().and_then(Timestamp::parse);
    if time.is_none() {
        found.warning(
            "not-a-time",
            &object.at(name),
            format!("\"{name}\" is no date and time that Plumbline can read."),
        );
    }
    time.unwrap_or(or)
}

fn properties(object: Object<'_>, found: &mut Findings) -> Properties {
    let mut text = |name: &str, most: usize| {
        let text = object.text(name, found).unwrap_or_default();
        json::note_length(&text, most, &object.at(name), found);
        text
    };
    Properties {
        name: text("name", limits::WORKLOAD_NAME),
        description: text("description", limits::WORKLOAD_DESCRIPTION),
        review_owner: text("review_owner", limits::REVIEW_OWNER),
        industry: text("industry", limits::INDUSTRY),
        architecture_url: text("architecture_url", limits::ARCHITECTURE_URL),
        notes: text("notes", limits::NOTES),
        environment: object.code("environment", Environment::from_code, found),
        improvement_status: object.code("improvement_status", ImprovementStatus::from_code, found),
    }
}

fn priorities(object: Object<'_>, found: &mut Findings) -> Vec<PillarId> {
    object.ids("pillar_priorities", MOST_PILLARS, found).into_iter().map(PillarId).collect()
}

fn lens_key(object: Object<'_>, name: &str, found: &mut Findings) -> Option<LensKey> {
    object.id(name, found).map(LensKey)
}

fn milestones(
    file: Object<'_>,
    renamed: &Map<LensKey, LensKey>,
    exported: Timestamp,
    found: &mut Findings,
) -> Vec<Milestone> {
    let place = file.at("milestones");
    let list = file.list("milestones", limits::MILESTONES, found);
    let mut milestones = Map::<u32, Milestone>::new();
    for (index, value) in list.iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(object) = Object::new(value, &inner, found) else { continue };
        let given = object.number("number", found).filter(|n| (1..=HIGHEST_MILESTONE).contains(n));
        let number = given.filter(|number| !milestones.contains_key(number)).unwrap_or_else(|| {
            let free = milestones.last().map_or(0, |(last, _)| *last) + 1;
            found.warning(
                "milestone-number",
                &inner,
                format!("The number of the milestone is missing or used twice; it is {free} now."),
            );
            free
        });
        let about = Place::Key(&inner, "workload");
        let empty = serde_json::Map::new();
        let about = match object.get("workload") {
            Some(value) => Object::new(value, &about, found),
            None => {
                found.warning("missing", &inner, "\"workload\" is missing here.");
                None
            }
        }
        .unwrap_or(Object { map: &empty, place: &about });
        let name = object.text("name", found).unwrap_or_default();
        json::note_length(&name, limits::MILESTONE_NAME, &Place::Key(&inner, "name"), found);
        milestones.insert(
            number,
            Milestone {
                number,
                name,
                recorded_at: time(object, "recorded_at", exported, found),
                properties: properties(about, found),
                pillar_priorities: priorities(about, found),
                reviews: reviews(object, renamed, found),
                attendance: attendance(object, found),
            },
        );
    }
    milestones.into_values().collect()
}

/// Who took part, where the milestone closed a workshop.
fn attendance(object: Object<'_>, found: &mut Findings) -> Option<Attendance> {
    let place = object.at("workshop");
    let object = Object::new(object.get("workshop")?, &place, found)?;
    let list = object.list("people", MOST_PEOPLE, found);
    let people: Vec<String> =
        list.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    Some(Attendance {
        workshop: object.text("name", found).unwrap_or_default(),
        count: object.number("count", found).map_or(people.len(), |count| count as usize),
        people,
    })
}

/// The reviews in `lenses`, with the risks that the file tells.
fn reviews(
    object: Object<'_>,
    renamed: &Map<LensKey, LensKey>,
    found: &mut Findings,
) -> Vec<RecordedReview> {
    let place = object.at("lenses");
    let mut keys = Set::new();
    let mut reviews = Vec::new();
    let list = object.list("lenses", limits::LENSES_PER_WORKLOAD, found);
    for (index, value) in list.iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(entry) = Object::new(value, &inner, found) else { continue };
        let Some(key) = lens_key(entry, "key", found) else { continue };
        let key = renamed.get(&key).unwrap_or(&key).clone();
        if !keys.insert(key.clone()) {
            found.error(
                "lens-twice",
                &inner,
                format!("There is a review by \"{key}\" already; this one is left out."),
            );
            continue;
        }
        let mut review = LensReview::new(LensRef {
            key,
            hash: LensHash(entry.text("hash", found).unwrap_or_default()),
            name: entry.text("name", found).unwrap_or_default(),
        });
        review.notes = entry.text("notes", found).unwrap_or_default();
        json::note_length(&review.notes, limits::NOTES, &Place::Key(&inner, "notes"), found);
        pillar_notes(entry, &mut review, found);
        let risks = answers(entry, &mut review, found);
        reviews.push(RecordedReview { review, risks });
    }
    reviews
}

fn pillar_notes(entry: Object<'_>, review: &mut LensReview, found: &mut Findings) {
    let place = entry.at("pillars");
    for (index, value) in entry.list("pillars", MOST_PILLARS, found).iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(pillar) = Object::new(value, &inner, found) else { continue };
        let Some(notes) = pillar.text("notes", found).filter(|notes| !notes.is_empty()) else {
            continue;
        };
        json::note_length(&notes, limits::NOTES, &Place::Key(&inner, "notes"), found);
        if let Some(id) = pillar.id("id", found) {
            review.pillar_notes.insert(PillarId(id), notes);
        }
    }
}

fn answers(
    entry: Object<'_>,
    review: &mut LensReview,
    found: &mut Findings,
) -> Map<QuestionId, Risk> {
    let place = entry.at("answers");
    let mut risks = Map::new();
    for (index, value) in entry.list("answers", MOST_ANSWERS, found).iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(object) = Object::new(value, &inner, found) else { continue };
        let Some(id) = object.id("question_id", found).map(QuestionId) else { continue };
        if let Some(risk) = object.code_option("risk", risk_from_code, found) {
            risks.insert(id.clone(), risk);
        }
        let answer = answer(object, found);
        if answer.is_empty() {
            continue;
        }
        if review.answers.contains_key(&id) {
            found.error(
                "answer-twice",
                &inner,
                format!("The question \"{id}\" is answered twice; this answer is left out."),
            );
            continue;
        }
        review.answers.insert(id, answer);
    }
    risks
}

fn answer(object: Object<'_>, found: &mut Findings) -> Answer {
    let notes = object.text("notes", found).unwrap_or_default();
    json::note_length(&notes, limits::NOTES, &object.at("notes"), found);
    let mut marks = Map::new();
    let place = object.at("choices");
    for (index, value) in object.list("choices", MOST_CHOICES, found).iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(choice) = Object::new(value, &inner, found) else { continue };
        let Some(id) = choice.id("id", found).map(ChoiceId) else { continue };
        let mark = ChoiceMark {
            not_applicable: not_applicable(choice, found),
            notes: choice.text("notes", found).unwrap_or_default(),
        };
        json::note_length(&mark.notes, limits::CHOICE_NOTES, &Place::Key(&inner, "notes"), found);
        if !mark.is_empty() {
            marks.insert(id, mark);
        }
    }
    let selected = object.ids("selected_choices", MOST_CHOICES, found);
    Answer {
        selected: selected.into_iter().map(ChoiceId).collect(),
        not_applicable: not_applicable(object, found),
        marks,
        notes,
    }
}

/// `{"reason": …}`; a reason that is missing or unknown is none.
fn not_applicable(object: Object<'_>, found: &mut Findings) -> Option<Reason> {
    let place = object.at("not_applicable");
    let value = object.get("not_applicable")?;
    let inner = Object::new(value, &place, found)?;
    Some(inner.code_option("reason", Reason::from_code, found).unwrap_or(Reason::None))
}
