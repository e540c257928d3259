//! From JSON values to the parts of a lens.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::findings::Findings;
use super::reader::{ListRule, Reader, shown};
use super::text::{TextRule, describe};
use crate::diagnostic::Severity;
use crate::lens::limits;
use crate::lens::model::{
    AdditionalResources, Choice, ChoiceId, Lens, LensHash, Pillar, PillarId, Question, QuestionId,
    Resource, ResourceKind,
};
use crate::lens::write;

const LENS_KEYS: &[&str] = &["schemaVersion", "name", "description", "pillars"];
const PILLAR_KEYS: &[&str] = &["id", "name", "questions"];
const QUESTION_KEYS: &[&str] =
    &["id", "title", "description", "helpfulResource", "choices", "riskRules"];
const CHOICE_KEYS: &[&str] =
    &["id", "title", "description", "helpfulResource", "improvementPlan", "additionalResources"];
const RESOURCE_KEYS: &[&str] = &["displayText", "url"];
const GROUP_KEYS: &[&str] = &["type", "content"];

const LENS_NAME: TextRule = TextRule {
    what: "The name of the lens",
    too_long: "name-too-long",
    most: limits::TITLE,
    restricted: true,
};
const LENS_DESCRIPTION: TextRule = TextRule {
    what: "The description of the lens",
    too_long: "description-too-long",
    most: limits::DESCRIPTION,
    restricted: true,
};
const PILLAR_NAME: TextRule = TextRule { what: "The name of the pillar", ..LENS_NAME };
const QUESTION_TITLE: TextRule =
    TextRule { what: "The title of the question", too_long: "title-too-long", ..LENS_NAME };
const QUESTION_DESCRIPTION: TextRule =
    TextRule { what: "The description of the question", ..LENS_DESCRIPTION };
const CHOICE_TITLE: TextRule = TextRule { what: "The title of the choice", ..QUESTION_TITLE };
const DISPLAY_TEXT: TextRule = TextRule {
    what: "The displayText",
    too_long: "display-text-too-long",
    most: limits::DISPLAY_TEXT,
    restricted: false,
};

/// Reads a lens. What comes back is only good when no error was found.
pub(super) fn lens(value: &Value, findings: &mut Findings) -> Option<Lens> {
    Reader {
        findings,
        path: String::new(),
        pillar_ids: BTreeSet::new(),
        question_ids: BTreeSet::new(),
    }
    .lens(value)
}

impl Reader<'_> {
    fn lens(&mut self, value: &Value) -> Option<Lens> {
        let object = self.object(value, "a lens", Severity::Error, LENS_KEYS)?;
        let schema_version = self.schema_version(object);
        let name = self.label(object, "name", &LENS_NAME, "Unnamed lens");
        let description =
            self.text(object, "description", true, &LENS_DESCRIPTION).unwrap_or_default();
        let rule = ListRule {
            key: "pillars",
            what: "pillars",
            code: "too-many-pillars",
            most: limits::PILLARS,
        };
        let values = self.list(object, &rule);
        let pillars = self.each(values, "pillars", Self::pillar);
        let mut lens =
            Lens { schema_version, name, description, pillars, hash: LensHash(String::new()) };
        lens.hash = write::hash(&lens);
        Some(lens)
    }

    fn schema_version(&mut self, object: &Map<String, Value>) -> String {
        let known = limits::SCHEMA_VERSION;
        match object.get("schemaVersion") {
            None => {
                self.missing(Severity::Aws, "schemaVersion");
                known.to_owned()
            }
            Some(Value::String(version)) if version == known => known.to_owned(),
            Some(other) => {
                let mark = self.enter("schemaVersion");
                self.find(
                    Severity::Aws,
                    "schema-version",
                    format!("Expected the schema version {known}, found {}.", describe(other)),
                );
                self.leave(mark);
                other.as_str().unwrap_or(known).to_owned()
            }
        }
    }

    fn pillar(&mut self, value: &Value) -> Option<Pillar> {
        let object = self.object(value, "a pillar", Severity::Error, PILLAR_KEYS)?;
        let id = self.id(object, "pillar", Some(limits::API_ID)).map(|id| {
            let mut used = std::mem::take(&mut self.pillar_ids);
            let id = self.unique(id, "pillar", &mut used);
            self.pillar_ids = used;
            id
        });
        let name = self.label(object, "name", &PILLAR_NAME, id.as_deref().unwrap_or_default());
        let rule = ListRule {
            key: "questions",
            what: "questions",
            code: "too-many-questions",
            most: limits::QUESTIONS,
        };
        let values = self.list(object, &rule);
        let questions = self.each(values, "questions", Self::question);
        Some(Pillar { id: PillarId(id?), name, questions })
    }

    fn question(&mut self, value: &Value) -> Option<Question> {
        let object = self.object(value, "a question", Severity::Error, QUESTION_KEYS)?;
        let id = self.id(object, "question", None).map(|id| {
            let mut used = std::mem::take(&mut self.question_ids);
            let id = self.unique(id, "question", &mut used);
            self.question_ids = used;
            id
        });
        let title = self.label(object, "title", &QUESTION_TITLE, id.as_deref().unwrap_or_default());
        let description = self.text(object, "description", false, &QUESTION_DESCRIPTION);
        let helpful_resource = self.resource_at(object, "helpfulResource");
        let choices = self.choices(object);
        let rules = self.rules(object, &choices);
        Some(Question { id: QuestionId(id?), title, description, helpful_resource, choices, rules })
    }

    fn choices(&mut self, object: &Map<String, Value>) -> Vec<Choice> {
        let rule = ListRule {
            key: "choices",
            what: "choices",
            code: "too-many-choices",
            most: limits::CHOICES,
        };
        let values = self.list(object, &rule);
        if values.len() > limits::USABLE_CHOICES {
            let mark = self.enter("choices");
            let message = format!(
                "There are {} choices; Plumbline takes {} at most.",
                values.len(),
                limits::USABLE_CHOICES
            );
            self.find(Severity::Error, "too-many-choices", message);
            self.leave(mark);
        }
        let list = self.enter("choices");
        let mut used = BTreeSet::new();
        let mut choices = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let mark = self.enter_index(index);
            choices.extend(self.choice(value, &mut used));
            self.leave(mark);
        }
        self.leave(list);
        choices
    }

    fn choice(&mut self, value: &Value, used: &mut BTreeSet<String>) -> Option<Choice> {
        let object = self.object(value, "a choice", Severity::Error, CHOICE_KEYS)?;
        let id = self
            .id(object, "choice", Some(limits::API_ID))
            .map(|id| self.unique(id, "choice", used));
        let title = self.label(object, "title", &CHOICE_TITLE, id.as_deref().unwrap_or_default());
        let description = match object.get("description") {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        let helpful_resource = self.resource_at(object, "helpfulResource");
        let improvement_plan = self.resource_at(object, "improvementPlan");
        let additional_resources = self.additional_resources(object);
        let choice = Choice {
            id: ChoiceId(id?),
            title,
            description,
            helpful_resource,
            improvement_plan,
            additional_resources,
        };
        if choice.is_none_of_these() && !choice.id.is_none_of_these() {
            let mark = self.enter("id");
            let message = format!(
                "\"{}\" is an ordinary choice for AWS, because its id does not end in _no.",
                choice.title.trim()
            );
            let hint = format!("Call it {}_no.", shown(choice.id.as_str()));
            self.find_hinted(Severity::Warning, "none-of-these-id", message, Some(hint), None);
            self.leave(mark);
        }
        if !choice.id.is_none_of_these()
            && matches!(object.get("improvementPlan"), None | Some(Value::Null))
        {
            let message = "The choice has no improvementPlan; AWS wants one unless the id ends \
                           in _no.";
            self.find(Severity::Aws, "improvement-plan-missing", message.into());
        }
        Some(choice)
    }

    fn resource_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<Resource> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        let mark = self.enter(key);
        let resource = self.resource(value, true);
        self.leave(mark);
        resource
    }

    fn resource(&mut self, value: &Value, text_required: bool) -> Option<Resource> {
        let object = self.object(value, "a resource", Severity::Aws, RESOURCE_KEYS)?;
        let display_text = self
            .text(object, "displayText", text_required, &DISPLAY_TEXT)
            .filter(|text| !text.trim().is_empty())
            .unwrap_or_default();
        let mark = self.enter("url");
        let url = match object.get("url") {
            None | Some(Value::Null) => None,
            Some(Value::String(raw)) => self.url(raw),
            Some(other) => {
                self.wrong_type(Severity::Aws, "an address in quotes", other);
                None
            }
        };
        self.leave(mark);
        (!display_text.is_empty() || url.is_some()).then_some(Resource { display_text, url })
    }

    fn additional_resources(&mut self, object: &Map<String, Value>) -> Vec<AdditionalResources> {
        let key = "additionalResources";
        let Some(value) = object.get(key).filter(|value| !value.is_null()) else {
            return Vec::new();
        };
        let mark = self.enter(key);
        let groups = match value {
            Value::Array(groups) => groups.as_slice(),
            other => {
                self.wrong_type(Severity::Aws, "a list of additional resources", other);
                &[]
            }
        };
        let most = limits::ADDITIONAL_RESOURCES;
        if groups.len() > most {
            let count = groups.len();
            self.find(
                Severity::Aws,
                "too-many-additional-resources",
                format!("There are {count} additional resources; AWS takes {most} at most."),
            );
        }
        self.leave(mark);
        self.each(groups, key, Self::additional_group)
    }

    fn additional_group(&mut self, value: &Value) -> Option<AdditionalResources> {
        let object = self.object(value, "additional resources", Severity::Aws, GROUP_KEYS)?;
        let kind = match object.get("type").and_then(Value::as_str) {
            Some("HELPFUL_RESOURCE") => Some(ResourceKind::Helpful),
            Some("IMPROVEMENT_PLAN") => Some(ResourceKind::ImprovementPlan),
            _ => {
                let found = object.get("type").map_or("nothing".to_owned(), describe);
                let message = format!(
                    "Expected the type HELPFUL_RESOURCE or IMPROVEMENT_PLAN, found {found}; these \
                     resources are left out."
                );
                self.find(Severity::Aws, "resource-type", message);
                None
            }
        };
        let mark = self.enter("content");
        let values = match object.get("content") {
            Some(Value::Array(values)) => values.as_slice(),
            other => {
                self.wrong_type(
                    Severity::Aws,
                    "a list of resources",
                    other.unwrap_or(&Value::Null),
                );
                &[]
            }
        };
        let most = limits::ADDITIONAL_CONTENT;
        if values.len() > most {
            let count = values.len();
            self.find(
                Severity::Aws,
                "too-many-resources",
                format!("There are {count} resources; AWS takes {most} at most."),
            );
        } else if values.is_empty() && matches!(object.get("content"), Some(Value::Array(_))) {
            let message = "There is nothing in this list; AWS wants one resource at least.";
            self.find(Severity::Aws, "empty-list", message.into());
        }
        self.leave(mark);
        let content = self.each(values, "content", |reader, value| reader.resource(value, false));
        (!content.is_empty()).then_some(AdditionalResources { kind: kind?, content })
    }
}
