//! From JSON values to a lens, noting everything on the way.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::findings::Findings;
use super::text::{TextRule, describe};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::condition::Condition;
use crate::lens::limits;
use crate::lens::model::{
    AdditionalResources, Choice, ChoiceId, Lens, LensHash, Pillar, PillarId, Question, QuestionId,
    Resource, ResourceKind, Rule,
};
use crate::lens::nearest::nearest;
use crate::lens::risk::Risk;
use crate::lens::write;

const LENS_KEYS: &[&str] = &["schemaVersion", "name", "description", "pillars"];
const PILLAR_KEYS: &[&str] = &["id", "name", "questions"];
const QUESTION_KEYS: &[&str] =
    &["id", "title", "description", "helpfulResource", "choices", "riskRules"];
const CHOICE_KEYS: &[&str] =
    &["id", "title", "description", "helpfulResource", "improvementPlan", "additionalResources"];
const RESOURCE_KEYS: &[&str] = &["displayText", "url"];
const GROUP_KEYS: &[&str] = &["type", "content"];
const RULE_KEYS: &[&str] = &["condition", "risk"];

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

pub(super) struct Reader<'f> {
    findings: &'f mut Findings,
    /// The pointer to the value that is being read.
    path: String,
    pillar_ids: BTreeSet<String>,
    question_ids: BTreeSet<String>,
}

/// A list and how many elements it may have.
struct ListRule {
    key: &'static str,
    what: &'static str,
    code: &'static str,
    most: usize,
}

impl Reader<'_> {
    pub(super) fn find(&mut self, severity: Severity, code: &'static str, message: String) {
        self.find_hinted(severity, code, message, None, None);
    }

    /// Notes a finding at the current value, or `within` bytes into its text.
    pub(super) fn find_hinted(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: String,
        hint: Option<String>,
        within: Option<usize>,
    ) {
        let mut diagnostic = Diagnostic::new(severity, code, self.path.as_str(), message);
        diagnostic.hint = hint;
        self.findings.push(diagnostic, within);
    }

    /// Enters a key; [`Self::leave`] goes back.
    fn enter(&mut self, key: &str) -> usize {
        let mark = self.path.len();
        self.path.push('/');
        self.path.push_str(&key.replace('~', "~0").replace('/', "~1"));
        mark
    }

    fn enter_index(&mut self, index: usize) -> usize {
        let mark = self.path.len();
        let _ = write!(self.path, "/{index}");
        mark
    }

    fn leave(&mut self, mark: usize) {
        self.path.truncate(mark);
    }

    fn wrong_type(&mut self, severity: Severity, expected: &str, found: &Value) {
        let message = format!("Expected {expected}, found {}.", describe(found));
        self.find(severity, "wrong-type", message);
    }

    fn missing(&mut self, severity: Severity, key: &str) {
        self.find(severity, "missing", format!("The key {key} is missing here."));
    }

    /// The object with a look at its keys.
    fn object<'v>(
        &mut self,
        value: &'v Value,
        what: &str,
        severity: Severity,
        keys: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Value::Object(object) = value else {
            self.wrong_type(severity, &format!("{what} as an object"), value);
            return None;
        };
        for key in object.keys() {
            if keys.contains(&key.as_str()) || self.findings.is_full() {
                continue;
            }
            if let Some(meant) = nearest(key, keys.iter().copied()) {
                let mark = self.enter(key);
                let message = format!("The key {} is not known and is ignored.", shown(key));
                let hint = format!("Did you mean {meant}?");
                self.find_hinted(Severity::Note, "misspelled-key", message, Some(hint), None);
                self.leave(mark);
            }
        }
        Some(object)
    }

    /// A list that has to be there, have something in it and not have too
    /// much. AWS's limit is no error here.
    fn list<'v>(&mut self, object: &'v Map<String, Value>, rule: &ListRule) -> &'v [Value] {
        let ListRule { key, what, code, most } = rule;
        let value = match object.get(*key) {
            None | Some(Value::Null) => {
                self.missing(Severity::Error, key);
                return &[];
            }
            Some(value) => value,
        };
        let mark = self.enter(key);
        let items = match value {
            Value::Array(items) => {
                if items.is_empty() {
                    let message = format!("There is nothing in this list of {what}.");
                    self.find(Severity::Error, "empty-list", message);
                } else if items.len() > *most {
                    let count = items.len();
                    let message = format!("There are {count} {what}; AWS takes {most} at most.");
                    self.find(Severity::Aws, code, message);
                }
                items.as_slice()
            }
            other => {
                self.wrong_type(Severity::Error, &format!("a list of {what}"), other);
                &[]
            }
        };
        self.leave(mark);
        items
    }

    /// A name, title or description. What is missing or of the wrong type is
    /// refused by AWS; here it is left out.
    fn text(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        required: bool,
        rule: &TextRule,
    ) -> Option<String> {
        let value = match object.get(key) {
            None | Some(Value::Null) => {
                if required {
                    self.missing(Severity::Aws, key);
                }
                return None;
            }
            Some(value) => value,
        };
        let mark = self.enter(key);
        let text = match value {
            Value::String(text) => {
                self.check_text(text, rule);
                Some(text.clone())
            }
            other => {
                self.wrong_type(Severity::Aws, "a text in quotes", other);
                None
            }
        };
        self.leave(mark);
        text
    }

    /// A text that people have to see: where there is none, `instead`.
    fn label(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        rule: &TextRule,
        instead: &str,
    ) -> String {
        match self.text(object, key, true, rule) {
            Some(text) if !text.trim().is_empty() => text,
            Some(_) => {
                let mark = self.enter(key);
                let message = format!("{} is empty; \"{instead}\" is shown.", rule.what);
                self.find(Severity::Warning, "empty-text", message);
                self.leave(mark);
                instead.to_owned()
            }
            None => instead.to_owned(),
        }
    }

    /// An id. `api` is the limit of AWS's API where it is lower than the
    /// file's.
    fn id(
        &mut self,
        object: &Map<String, Value>,
        what: &str,
        api: Option<usize>,
    ) -> Option<String> {
        let id = match object.get("id") {
            Some(Value::String(id)) if !id.is_empty() => id,
            None => {
                self.missing(Severity::Error, "id");
                return None;
            }
            Some(other) => {
                let mark = self.enter("id");
                self.wrong_type(Severity::Error, &format!("the id of the {what}"), other);
                self.leave(mark);
                return None;
            }
        };
        let mark = self.enter("id");
        let length = id.chars().count();
        if !(limits::ID_SHORTEST..=limits::ID).contains(&length) {
            let message = format!(
                "The id of the {what} has {length} characters; AWS takes {} to {}.",
                limits::ID_SHORTEST,
                limits::ID
            );
            self.find(Severity::Aws, "id-length", message);
        } else if let Some(api) = api.filter(|api| length > *api) {
            let message = format!(
                "The id of the {what} has {length} characters; calls of AWS's API take {api} at \
                 most."
            );
            self.find(Severity::Warning, "id-too-long-for-api", message);
        }
        if let Some((at, c)) = id.char_indices().find(|(_, c)| !limits::is_id_character(*c)) {
            let message = format!("The id of the {what} holds {c:?}, which AWS refuses in ids.");
            let hint = "Allowed are ASCII letters, digits and _.";
            self.find_hinted(Severity::Aws, "id-characters", message, Some(hint.into()), Some(at));
        }
        self.leave(mark);
        Some(id.clone())
    }

    /// The id, or where it was used before, the id with a number.
    fn unique(&mut self, id: String, what: &str, used: &mut BTreeSet<String>) -> String {
        if used.insert(id.clone()) {
            return id;
        }
        let renamed = (2..)
            .map(|n| format!("{id}~{n}"))
            .find(|renamed| !used.contains(renamed))
            .expect("there are more numbers than ids");
        let mark = self.enter("id");
        let shown_id = shown(&id);
        let message = format!(
            "The {what} id {shown_id} was used before; this one is called {} here.",
            shown(&renamed)
        );
        self.find(Severity::Warning, "duplicate-id", message);
        let message = format!("The {what} id {shown_id} is used twice; AWS wants them unique.");
        self.find(Severity::Aws, "duplicate-id", message);
        self.leave(mark);
        used.insert(renamed.clone());
        renamed
    }

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

    /// Reads every element of the list under `key`.
    fn each<T>(
        &mut self,
        values: &[Value],
        key: &str,
        read: fn(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        let list = self.enter(key);
        let mut items = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let mark = self.enter_index(index);
            items.extend(read(self, value));
            self.leave(mark);
        }
        self.leave(list);
        items
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

    fn rules(&mut self, object: &Map<String, Value>, choices: &[Choice]) -> Vec<Rule> {
        let rule = ListRule {
            key: "riskRules",
            what: "risk rules",
            code: "too-many-rules",
            most: limits::RULES,
        };
        let values = self.list(object, &rule);
        let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        let list = self.enter("riskRules");
        let mut rules: Vec<Rule> = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let mark = self.enter_index(index);
            if let Some(rule) = self.rule(value, &ids) {
                if rules.iter().any(|other| other.risk == rule.risk) {
                    let message = "Another rule before this one stands for the same risk; AWS \
                                   takes one a level.";
                    self.find(Severity::Aws, "risk-repeated", message.into());
                }
                rules.push(rule);
            }
            self.leave(mark);
        }
        if rules.len() == values.len()
            && !rules.is_empty()
            && !rules.iter().any(|rule| rule.condition.is_default())
        {
            let message = "No rule has the condition default; an answer for which no rule is \
                           true counts as high risk here.";
            let hint = "Add {\"condition\": \"default\", \"risk\": \"HIGH_RISK\"} at the end.";
            self.find_hinted(
                Severity::Warning,
                "default-missing",
                message.into(),
                Some(hint.into()),
                None,
            );
        }
        self.leave(list);
        rules
    }

    fn rule(&mut self, value: &Value, choices: &[&str]) -> Option<Rule> {
        let object = self.object(value, "a risk rule", Severity::Error, RULE_KEYS)?;
        let condition = self.condition(object, choices);
        let risk = self.risk(object);
        Some(Rule { condition: condition?, risk: risk? })
    }

    fn condition(&mut self, object: &Map<String, Value>, choices: &[&str]) -> Option<Condition> {
        let Some(value) = object.get("condition") else {
            self.missing(Severity::Error, "condition");
            return None;
        };
        let mark = self.enter("condition");
        let condition = match value {
            Value::String(source) => self.compile(source, choices),
            other => {
                self.wrong_type(Severity::Error, "a condition in quotes", other);
                None
            }
        };
        self.leave(mark);
        condition
    }

    fn compile(&mut self, source: &str, choices: &[&str]) -> Option<Condition> {
        match Condition::compile(source, choices) {
            Ok((condition, unknown)) => {
                for unknown in unknown {
                    let id = shown(&unknown.id);
                    let message =
                        format!("{id} is no choice of this question; it counts as not selected.");
                    let hint = if self.findings.is_full() {
                        None
                    } else {
                        nearest(&unknown.id, choices.iter().copied().chain(["default"]))
                    };
                    let hint = hint.map(|meant| format!("Did you mean {meant}?"));
                    let at = Some(unknown.span.start);
                    self.find_hinted(Severity::Warning, "unknown-id", message, hint, at);
                }
                Some(condition)
            }
            Err(errors) => {
                for error in errors {
                    let message = format!("The condition does not parse: {error}.");
                    let hint = error.hint.map(str::to_owned);
                    let at = Some(error.span.start);
                    self.find_hinted(Severity::Error, "condition-syntax", message, hint, at);
                }
                None
            }
        }
    }

    fn risk(&mut self, object: &Map<String, Value>) -> Option<Risk> {
        let Some(value) = object.get("risk") else {
            self.missing(Severity::Error, "risk");
            return None;
        };
        match value.as_str() {
            Some("NO_RISK") => Some(Risk::None),
            Some("MEDIUM_RISK") => Some(Risk::Medium),
            Some("HIGH_RISK") => Some(Risk::High),
            _ => {
                let mark = self.enter("risk");
                let found = describe(value);
                let message = format!("Expected NO_RISK, MEDIUM_RISK or HIGH_RISK, found {found}.");
                let known = ["NO_RISK", "MEDIUM_RISK", "HIGH_RISK"];
                let hint = value.as_str().and_then(|risk| nearest(risk, known));
                let hint = hint.map(|meant| format!("Did you mean {meant}?"));
                self.find_hinted(Severity::Error, "risk-unknown", message, hint, None);
                self.leave(mark);
                None
            }
        }
    }
}

/// A key or id in a sentence: at most sixty characters of it.
fn shown(id: &str) -> String {
    match id.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &id[..cut]),
        None => id.to_owned(),
    }
}
