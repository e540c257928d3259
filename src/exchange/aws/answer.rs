//! One answer, in every shape it comes in: `list-answers`, `get-answer`,
//! `update-answer` input, the console's own and people's scripts.

use serde_json::Value;

use super::super::json::{self, Findings, Object, Place};
use super::{ImportedAnswer, ImportedChoice, MOST_CHOICES};
use crate::lens::{ChoiceId, PillarId, QuestionId, Risk, limits};
use crate::review::{Answer, ChoiceMark, Reason};

/// An answer that says nothing yet.
pub(super) fn empty(question_id: QuestionId) -> ImportedAnswer {
    ImportedAnswer {
        question_id,
        pillar_id: None,
        title: String::new(),
        answer: Answer::default(),
        reported_risk: None,
        choices: Vec::new(),
    }
}

/// Writes what an object says over an answer. What it does not say stays, so
/// the notes of `get-answer` survive a `list-answers` that comes after.
pub(super) fn update(imported: &mut ImportedAnswer, object: Object<'_>, found: &mut Findings) {
    if let Some(pillar) = object.text("PillarId", found).filter(|p| !p.is_empty()) {
        imported.pillar_id = Some(PillarId(pillar));
    }
    if let Some(title) = object.text("QuestionTitle", found) {
        imported.title = collapse(&title);
    }
    if let Some(risk) = object.code_option("Risk", risk_from_code, found) {
        imported.reported_risk = Some(risk);
    }
    applicability(imported, object, found);
    if object.has("SelectedChoices") {
        let ids = object.ids("SelectedChoices", MOST_CHOICES, found);
        imported.answer.selected = ids.into_iter().map(ChoiceId).collect();
    }
    listed_choices(imported, object, found);
    for name in ["ChoiceAnswerSummaries", "ChoiceAnswers"] {
        let place = object.at(name);
        for (index, value) in object.list(name, MOST_CHOICES, found).iter().enumerate() {
            let inner = Place::Index(&place, index);
            let Some(entry) = Object::new(value, &inner, found) else { continue };
            let Some(id) = entry.id("ChoiceId", found) else { continue };
            choice_answer(&mut imported.answer, ChoiceId(id), entry, found);
        }
    }
    choice_updates(imported, object, found);
    if let Some(notes) = object.text("Notes", found) {
        let place = object.at("Notes");
        json::note_length(&notes, limits::NOTES, &place, found);
        imported.answer.notes = notes;
    }
}

fn applicability(imported: &mut ImportedAnswer, object: Object<'_>, found: &mut Findings) {
    let applicable = object.flag("IsApplicable", found).or_else(|| {
        // A file that reports the outcome only has said it all the same.
        (imported.reported_risk == Some(Risk::NotApplicable)).then_some(false)
    });
    match applicable {
        Some(true) => imported.answer.not_applicable = None,
        Some(false) => {
            let reason = object.code_option("Reason", Reason::from_code, found);
            let known = imported.answer.not_applicable;
            imported.answer.not_applicable = Some(reason.or(known).unwrap_or(Reason::None));
        }
        None => {}
    }
}

/// `Choices` means two things: the choices of the question as objects (what
/// AWS prints), or the ids of the ticked ones (what scripts write).
fn listed_choices(imported: &mut ImportedAnswer, object: Object<'_>, found: &mut Findings) {
    let place = object.at("Choices");
    let list = object.list("Choices", MOST_CHOICES, found);
    let texts_only = object.has("Choices") && list.iter().all(Value::is_string);
    if texts_only {
        if !object.has("SelectedChoices") {
            let ids = object.ids("Choices", MOST_CHOICES, found);
            imported.answer.selected = ids.into_iter().map(ChoiceId).collect();
        }
        return;
    }
    for (index, value) in list.iter().enumerate() {
        let inner = Place::Index(&place, index);
        let Some(entry) = Object::new(value, &inner, found) else { continue };
        let Some(id) = entry.id("ChoiceId", found).map(ChoiceId) else { continue };
        if entry.has("Status") {
            choice_answer(&mut imported.answer, id.clone(), entry, found);
        }
        if entry.has("Selected") {
            match entry.flag("Selected", found) {
                Some(true) => imported.answer.selected.insert(id.clone()),
                _ => imported.answer.selected.remove(&id),
            };
        }
        let choice = ImportedChoice {
            id,
            title: collapse(&entry.text("Title", found).unwrap_or_default()),
            description: collapse(&entry.text("Description", found).unwrap_or_default()),
        };
        match imported.choices.iter().position(|known| known.id == choice.id) {
            Some(place) => imported.choices[place] = choice,
            None if imported.choices.len() < MOST_CHOICES => imported.choices.push(choice),
            None => {}
        }
    }
}

/// `{"choiceId": {"Status": …}}`, as `update-answer` takes it.
fn choice_updates(imported: &mut ImportedAnswer, object: Object<'_>, found: &mut Findings) {
    let Some(updates) = object.get("ChoiceUpdates") else { return };
    let place = object.at("ChoiceUpdates");
    let Some(updates) = Object::new(updates, &place, found) else { return };
    if updates.map.len() > MOST_CHOICES {
        found.error(
            "too-many",
            &place,
            format!("Plumbline reads up to {MOST_CHOICES} choices here and left out the rest."),
        );
    }
    for (id, value) in updates.map.iter().take(MOST_CHOICES) {
        let inner = Place::Key(&place, id);
        let Some(id) = json::id(&Value::String(id.clone()), &inner, found) else { continue };
        let Some(entry) = Object::new(value, &inner, found) else { continue };
        choice_answer(&mut imported.answer, ChoiceId(id), entry, found);
    }
}

/// `Status`, `Reason` and `Notes` of a choice.
fn choice_answer(answer: &mut Answer, id: ChoiceId, entry: Object<'_>, found: &mut Findings) {
    let mut mark = answer.marks.remove(&id).unwrap_or_default();
    match entry.code_option("Status", Status::from_code, found) {
        Some(Status::Selected) => {
            mark.not_applicable = None;
            answer.selected.insert(id.clone());
        }
        Some(Status::Unselected) => {
            mark.not_applicable = None;
            answer.selected.remove(&id);
        }
        Some(Status::NotApplicable) => {
            let reason = entry.code_option("Reason", Reason::from_code, found);
            mark.not_applicable = Some(reason.unwrap_or(Reason::None));
            answer.selected.remove(&id);
        }
        None => {}
    }
    if let Some(notes) = entry.text("Notes", found) {
        json::note_length(&notes, limits::CHOICE_NOTES, &entry.at("Notes"), found);
        mark.notes = notes;
    }
    if mark != ChoiceMark::default() {
        answer.marks.insert(id, mark);
    }
}

#[derive(Clone, Copy)]
enum Status {
    Selected,
    Unselected,
    NotApplicable,
}

impl Status {
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "SELECTED" => Some(Self::Selected),
            "UNSELECTED" => Some(Self::Unselected),
            "NOT_APPLICABLE" => Some(Self::NotApplicable),
            _ => None,
        }
    }
}

/// The risk with this name in AWS's API.
pub(in super::super) fn risk_from_code(code: &str) -> Option<Risk> {
    [Risk::High, Risk::Medium, Risk::None, Risk::Unanswered, Risk::NotApplicable]
        .into_iter()
        .find(|risk| risk.code() == code)
}

/// The console indents its texts: runs of white space become one space.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
