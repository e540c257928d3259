//! Writing a lens as AWS's JSON, and the hash that names its content.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::model::{Choice, Lens, LensHash, Question, Resource, ResourceKind};
use super::risk::Risk;

/// The lens as AWS's JSON, indented, with a line break at the end. Reading it
/// gives an equal lens.
pub fn to_json(lens: &Lens) -> String {
    let mut json = Json { out: String::new(), indent: Some(0), comma: false, hashing: false };
    json.lens(lens);
    json.out.push('\n');
    json.out
}

/// The lens as AWS's JSON in one line: the shortest form.
pub fn to_line(lens: &Lens) -> String {
    let mut json = Json { out: String::new(), indent: None, comma: false, hashing: false };
    json.lens(lens);
    json.out
}

/// SHA-256 of the compact JSON of the lens, with the white space of conditions
/// left out. [`Lens::hash`] does not count.
pub fn hash(lens: &Lens) -> LensHash {
    let mut json = Json { out: String::new(), indent: None, comma: false, hashing: true };
    json.lens(lens);
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(json.out.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    LensHash(hex)
}

struct Json {
    out: String,
    /// The depth of indentation, or `None` for one line.
    indent: Option<usize>,
    /// Whether something stands before in the same list or object.
    comma: bool,
    hashing: bool,
}

impl Json {
    fn lens(&mut self, lens: &Lens) {
        self.open('{');
        self.text("schemaVersion", &lens.schema_version);
        self.text("name", &lens.name);
        self.text("description", &lens.description);
        self.list("pillars", &lens.pillars, |json, pillar| {
            json.open('{');
            json.text("id", pillar.id.as_str());
            json.text("name", &pillar.name);
            json.list("questions", &pillar.questions, Self::question);
            json.close('}');
        });
        self.close('}');
    }

    fn question(&mut self, question: &Question) {
        self.open('{');
        self.text("id", question.id.as_str());
        self.text("title", &question.title);
        self.optional_text("description", question.description.as_deref());
        self.optional_resource("helpfulResource", question.helpful_resource.as_ref());
        self.list("choices", &question.choices, Self::choice);
        self.list("riskRules", &question.rules, |json, rule| {
            json.open('{');
            if json.hashing {
                let source = &rule.condition.source;
                let condition: String = source.chars().filter(|c| !c.is_whitespace()).collect();
                json.text("condition", &condition);
            } else {
                json.text("condition", &rule.condition.source);
            }
            json.text(
                "risk",
                match rule.risk {
                    Risk::None => "NO_RISK",
                    Risk::Medium => "MEDIUM_RISK",
                    // The only other one that a rule can stand for.
                    _ => "HIGH_RISK",
                },
            );
            json.close('}');
        });
        self.close('}');
    }

    fn choice(&mut self, choice: &Choice) {
        self.open('{');
        self.text("id", choice.id.as_str());
        self.text("title", &choice.title);
        self.optional_text("description", choice.description.as_deref());
        self.optional_resource("helpfulResource", choice.helpful_resource.as_ref());
        self.optional_resource("improvementPlan", choice.improvement_plan.as_ref());
        if !choice.additional_resources.is_empty() {
            self.list("additionalResources", &choice.additional_resources, |json, group| {
                json.open('{');
                json.text(
                    "type",
                    match group.kind {
                        ResourceKind::Helpful => "HELPFUL_RESOURCE",
                        ResourceKind::ImprovementPlan => "IMPROVEMENT_PLAN",
                    },
                );
                json.list("content", &group.content, Self::resource);
                json.close('}');
            });
        }
        self.close('}');
    }

    fn optional_resource(&mut self, key: &str, resource: Option<&Resource>) {
        if let Some(resource) = resource {
            self.key(key);
            self.resource(resource);
        }
    }

    fn resource(&mut self, resource: &Resource) {
        self.open('{');
        if !resource.display_text.is_empty() {
            self.text("displayText", &resource.display_text);
        }
        self.optional_text("url", resource.url.as_deref());
        self.close('}');
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: fn(&mut Self, &T)) {
        self.key(key);
        self.open('[');
        for item in items {
            self.next();
            write(self, item);
        }
        self.close(']');
    }

    fn optional_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.quoted(key);
        self.out.push_str(if self.indent.is_some() { ": " } else { ":" });
    }

    fn quoted(&mut self, text: &str) {
        self.out.push_str(&serde_json::to_string(text).expect("any text can be quoted"));
    }

    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.indent = self.indent.map(|depth| depth + 1);
        self.comma = false;
    }

    fn close(&mut self, bracket: char) {
        self.indent = self.indent.map(|depth| depth - 1);
        if self.comma {
            self.line();
        }
        self.out.push(bracket);
        self.comma = true;
    }

    /// Before the next element of a list or object.
    fn next(&mut self) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = true;
        self.line();
    }

    fn line(&mut self) {
        if let Some(depth) = self.indent {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(' ', 2 * depth));
        }
    }
}
