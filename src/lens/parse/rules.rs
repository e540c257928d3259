//! Reading the risk rules of a question.

use serde_json::{Map, Value};

use super::reader::{ListRule, Reader, shown};
use super::text::describe;
use crate::diagnostic::Severity;
use crate::lens::condition::Condition;
use crate::lens::limits;
use crate::lens::model::{Choice, Rule};
use crate::lens::nearest::nearest;
use crate::lens::risk::Risk;

const RULE_KEYS: &[&str] = &["condition", "risk"];

impl Reader<'_> {
    pub(super) fn rules(&mut self, object: &Map<String, Value>, choices: &[Choice]) -> Vec<Rule> {
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
