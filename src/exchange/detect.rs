//! What a file is, by its content and never by its name.

use serde_json::{Map, Value};

use super::json::{self, Object, Place};
use super::rendition;
use crate::diagnostic::Diagnostic;

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Our own results: [`results::read`](super::results::read).
    PlumblineResults,
    /// A backup of everything, or what the rescue page saved:
    /// [`backup::read`](super::backup::read).
    Backup,
    /// Answers of a workshop: [`session_file::read`](super::session_file::read).
    Workshop,
    /// A lens, bare or in the `LensJSON` wrapper: [`lens::parse`](crate::lens::parse()).
    Lens,
    /// Answers from AWS in one of its shapes: [`aws::read`](super::aws::read).
    AwsAnswers,
    /// A workload, lens review or milestones from AWS, without answers:
    /// [`aws::read`](super::aws::read).
    AwsWorkload,
    /// A checklist or a table that was filled in elsewhere:
    /// [`rendition::read`](super::rendition::read).
    Rendition(rendition::Form),
    /// JSON that Plumbline does not open.
    Unknown {
        /// What it looks like and what Plumbline can open, for the person.
        sentence: String,
    },
    /// No JSON at all.
    NotJson {
        /// Says where it stops being JSON.
        diagnostic: Diagnostic,
    },
}

const CAN_OPEN: &str = "Plumbline opens its own results files, backups and workshop answers, custom lenses, and \
                        what the AWS command line prints for answers, lens reviews, workloads and \
                        milestones.";

/// Says what a text holds.
pub fn detect(text: &str) -> Kind {
    let documents = match json::documents(text) {
        Ok(documents) => documents,
        Err(diagnostic) => {
            return rendition::form_of(text).map_or(Kind::NotJson { diagnostic }, Kind::Rendition);
        }
    };
    if let [document] = documents.as_slice() {
        if let Some(format) = document.get("format").and_then(Value::as_str) {
            if format == super::results::FORMAT {
                return Kind::PlumblineResults;
            }
            if matches!(format, super::backup::FORMAT | super::backup::RESCUE) {
                return Kind::Backup;
            }
            if format == super::session_file::FORMAT {
                return Kind::Workshop;
            }
            if format.starts_with("plumbline-") {
                return Kind::Unknown {
                    sentence: format!(
                        "This is a Plumbline file of the kind \"{}\", which cannot be opened \
                         here. {CAN_OPEN}",
                        json::excerpt(format)
                    ),
                };
            }
        }
        if is_lens(document) {
            return Kind::Lens;
        }
    }
    let mut shapes = Shapes::default();
    documents.iter().for_each(|document| look(document, 0, &mut shapes));
    if shapes.answers {
        Kind::AwsAnswers
    } else if shapes.workload {
        Kind::AwsWorkload
    } else {
        let what = documents.first().map_or("nothing", |document| looks_like(document));
        Kind::Unknown { sentence: format!("This looks like {what}. {CAN_OPEN}") }
    }
}

/// A lens has pillars, or names its schema version beside a name.
fn is_lens(value: &Value) -> bool {
    let Value::Object(map) = value else { return false };
    let wrapped = ["LensJSON", "lensJSON", "LensJson"].iter().any(|key| map.contains_key(*key));
    let bare = map.get("pillars").is_some_and(Value::is_array)
        || (map.contains_key("schemaVersion") && map.contains_key("name"));
    wrapped || bare
}

#[derive(Default)]
struct Shapes {
    answers: bool,
    workload: bool,
}

/// How deep a known shape may lie in lists.
const DEEPEST: usize = 4;

fn look(value: &Value, depth: usize, shapes: &mut Shapes) {
    match value {
        Value::Array(list) if depth < DEEPEST => {
            list.iter().for_each(|element| look(element, depth + 1, shapes));
        }
        Value::Object(map) => {
            shapes.answers |= holds_answers(map);
            shapes.workload |= holds_workload(map);
        }
        _ => {}
    }
}

/// Whether an object is one of the shapes that carry answers.
pub(super) fn holds_answers(map: &Map<String, Value>) -> bool {
    let object = Object { map, place: &Place::Root };
    let is = |name, test: fn(&Value) -> bool| object.get(name).is_some_and(test);
    is("AnswerSummaries", Value::is_array)
        || is("Answer", Value::is_object)
        || is("QuestionResponses", Value::is_array)
        || is_answer(&object)
        || (is("Lenses", holds_objects) && !is("Workload", Value::is_object))
}

/// Whether an object is an answer by itself.
pub(super) fn is_answer(object: &Object<'_>) -> bool {
    object.has("QuestionId")
        && ["SelectedChoices", "ChoiceAnswers", "ChoiceAnswerSummaries", "ChoiceUpdates"]
            .iter()
            .chain(&["Choices", "IsApplicable", "Notes", "Risk"])
            .any(|name| object.has(name))
}

/// Whether an object is one of the shapes that carry a workload, a lens review
/// or milestones.
pub(super) fn holds_workload(map: &Map<String, Value>) -> bool {
    let object = Object { map, place: &Place::Root };
    let is = |name, test: fn(&Value) -> bool| object.get(name).is_some_and(test);
    is("Workload", |w| w.is_object() || w.is_array())
        || is("WorkloadName", Value::is_string)
        || is("LensReview", Value::is_object)
        || is("PillarReviewSummaries", Value::is_array)
        || is("Lens_review", Value::is_array)
        || is("Milestone", Value::is_object)
        || is("MilestoneSummaries", Value::is_array)
        || is("MilestoneName", Value::is_string)
}

/// A list of objects whose members are lists, as in `[{"alias": [Answer]}]`.
fn holds_objects(value: &Value) -> bool {
    value.as_array().is_some_and(|list| {
        list.iter().any(|v| v.as_object().is_some_and(|o| o.values().any(Value::is_array)))
    })
}

/// What a JSON document that cannot be opened looks like.
fn looks_like(value: &Value) -> &'static str {
    let Value::Object(map) = value else {
        return match value {
            Value::Array(list) if list.is_empty() => "an empty list",
            Value::Array(_) => "a list that holds no answers",
            _ => "a single value",
        };
    };
    let known: &[(&str, &'static str)] = &[
        ("WorkloadSummaries", "a list of workloads; export one of them with get-workload"),
        ("LensSummaries", "a list of lenses; export one of them with export-lens"),
        ("LensReviewSummaries", "a list of lens reviews; export the answers with list-answers"),
        ("ImprovementSummaries", "an improvement list; export the answers with list-answers"),
        ("Metrics", "a consolidated report; export the answers with list-answers"),
        ("Base64String", "a PDF report; export the answers with list-answers"),
        ("AWSTemplateFormatVersion", "a CloudFormation template"),
        ("Resources", "a CloudFormation template"),
        ("$schema", "a JSON Schema or a file described by one"),
        ("terraform_version", "a Terraform state"),
        ("dependencies", "a package manifest"),
        ("openapi", "an API description"),
        ("swagger", "an API description"),
        ("features", "geographic data"),
        ("questions", "a part of a lens: a pillar without the lens around it"),
        ("choices", "a part of a lens: a question without the lens around it"),
        ("risk", "the risks of a review without the answers"),
    ];
    if map.is_empty() {
        return "an empty object";
    }
    let object = Object { map, place: &Place::Root };
    known
        .iter()
        .find(|(key, _)| object.has(key))
        .map_or("JSON of a kind that Plumbline does not know", |(_, what)| *what)
}
