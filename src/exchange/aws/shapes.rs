//! Finding the known shapes in a file: one or several documents, one or
//! several pages, lists of them, and scripts that bundle them.

use serde_json::Value;

use super::super::detect;
use super::super::json::{self, Findings, Object, Place};
use super::{AwsImport, ImportedReview, MOST_ANSWERS, answer, workload};
use crate::collections::sort_by;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::QuestionId;

/// Reads every answer, lens review, workload and milestone in a text.
pub fn read(text: &str) -> AwsImport {
    let documents = match json::documents(text) {
        Ok(documents) => documents,
        Err(diagnostic) => {
            return AwsImport { diagnostics: vec![diagnostic], ..AwsImport::default() };
        }
    };
    let mut reader = Reader::default();
    match documents.as_slice() {
        [one] => reader.any(one, &Place::Root, &Labels::default(), 0),
        several => {
            for (index, document) in several.iter().enumerate() {
                let place = Place::Index(&Place::Root, index);
                reader.any(document, &place, &Labels::default(), 0);
            }
        }
    }
    let mut import = reader.finish();
    if documents.len() == 1 {
        json::add_positions(text, &mut import.diagnostics);
    }
    import
}

/// How deep a known shape may lie in lists and bundles.
const DEEPEST: usize = 8;

/// What the shapes around an answer say about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Labels {
    pub(super) alias: Option<String>,
    pub(super) arn: Option<String>,
    pub(super) milestone: Option<u32>,
}

#[derive(Default)]
struct Reader {
    import: AwsImport,
    found: Findings,
    answers: usize,
    /// Whether the last page of answers said that there are more.
    more_pages: bool,
    /// Whether anything at all was known.
    known: bool,
}

impl Reader {
    fn any(&mut self, value: &Value, place: &Place<'_>, labels: &Labels, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(list) => {
                for (index, element) in list.iter().enumerate() {
                    self.any(element, &Place::Index(place, index), labels, depth + 1);
                }
            }
            Value::Object(map) => self.object(Object { map, place }, labels, depth),
            _ => {}
        }
    }

    /// Reads an object by the members it has: one object may be several shapes.
    fn object(&mut self, object: Object<'_>, outer: &Labels, depth: usize) {
        let place = object.place;
        let labels = Labels {
            alias: object
                .text("LensAlias", &mut self.found)
                .filter(|a| !a.is_empty())
                .or_else(|| outer.alias.clone()),
            arn: object
                .text("LensArn", &mut self.found)
                .filter(|a| !a.is_empty())
                .or_else(|| outer.arn.clone()),
            milestone: object
                .number("MilestoneNumber", &mut self.found)
                .filter(|number| *number > 0)
                .or(outer.milestone),
        };
        if detect::is_answer(&object) {
            self.answer(object, &labels);
            return;
        }
        if object.has("WorkloadName") {
            self.known = true;
            workload::read(object, &mut self.import.workload, &mut self.found);
            return;
        }
        if object.has("PillarReviewSummaries") {
            self.lens_review(object, &labels);
            return;
        }
        if object.has("MilestoneName") {
            self.known = true;
            workload::read_milestone(object, &mut self.import.milestones, &mut self.found);
            return;
        }
        if object.get("AnswerSummaries").is_some_and(Value::is_array) {
            self.known = true;
            self.more_pages =
                object.text("NextToken", &mut self.found).is_some_and(|t| !t.is_empty());
            // A lens without a single answer in the file is still named by it.
            self.review(&labels);
        }
        for name in ["AnswerSummaries", "QuestionResponses"] {
            self.answers(object, name, &labels);
        }
        if let Some(value) = object.get("Answer") {
            self.known = true;
            let inner = Place::Key(place, "Answer");
            if let Some(answer) = Object::new(value, &inner, &mut self.found) {
                self.answer(answer, &labels);
            }
        }
        for name in ["Workload", "MilestoneSummaries", "Milestone", "LensReview"] {
            if let Some(value) = object.get(name) {
                let inner = Place::Key(place, name);
                self.known |= value.is_array();
                match value {
                    // A lens review without pillars is one by its name.
                    Value::Object(map) if name == "LensReview" => {
                        self.lens_review(Object { map, place: &inner }, &labels);
                    }
                    _ => self.any(value, &inner, &labels, depth + 1),
                }
            }
        }
        for name in ["Lenses", "Lens_review"] {
            self.by_alias(object, name, &labels, depth);
        }
    }

    /// A list of answers.
    fn answers(&mut self, object: Object<'_>, name: &str, labels: &Labels) {
        if !object.has(name) {
            return;
        }
        self.known = true;
        let place = object.at(name);
        for (index, value) in object.list(name, MOST_ANSWERS, &mut self.found).iter().enumerate() {
            let inner = Place::Index(&place, index);
            if let Some(answer) = Object::new(value, &inner, &mut self.found) {
                self.answer(answer, labels);
            }
        }
    }

    /// `[{"alias": …}]`, as the public export script bundles its files.
    fn by_alias(&mut self, object: Object<'_>, name: &str, labels: &Labels, depth: usize) {
        let Some(Value::Array(list)) = object.get(name) else { return };
        let place = object.at(name);
        for (index, element) in list.iter().enumerate() {
            let Value::Object(map) = element else { continue };
            let inner = Place::Index(&place, index);
            for (alias, value) in map {
                self.known = true;
                let labels = Labels { alias: Some(alias.clone()), ..labels.clone() };
                let inner = Place::Key(&inner, alias);
                match value {
                    Value::Object(map)
                        if name == "Lens_review" && !map.contains_key("LensReview") =>
                    {
                        self.lens_review(Object { map, place: &inner }, &labels);
                    }
                    _ => self.any(value, &inner, &labels, depth + 1),
                }
            }
        }
    }

    fn answer(&mut self, object: Object<'_>, labels: &Labels) {
        self.known = true;
        self.answers += 1;
        if self.answers > MOST_ANSWERS {
            if self.answers == MOST_ANSWERS + 1 {
                self.found.error(
                    "too-many",
                    object.place,
                    format!("Plumbline reads up to {MOST_ANSWERS} answers and left out the rest."),
                );
            }
            return;
        }
        let Some(id) = object.id("QuestionId", &mut self.found) else { return };
        let id = QuestionId(id);
        let index = self.review(labels);
        let Some(review) = self.import.reviews.get_mut(index) else { return };
        let place = review.answers.iter().position(|a| a.question_id == id).unwrap_or_else(|| {
            review.answers.push(answer::empty(id));
            review.answers.len() - 1
        });
        if let Some(answer) = review.answers.get_mut(place) {
            answer::update(answer, object, &mut self.found);
        }
    }

    fn lens_review(&mut self, object: Object<'_>, labels: &Labels) {
        self.known = true;
        let labels = Labels {
            alias: object.text("LensAlias", &mut self.found).or_else(|| labels.alias.clone()),
            arn: object.text("LensArn", &mut self.found).or_else(|| labels.arn.clone()),
            milestone: labels.milestone,
        };
        let index = self.review(&labels);
        if let Some(review) = self.import.reviews.get_mut(index) {
            workload::read_lens_review(object, review, &mut self.found);
        }
    }

    /// The entry for a lens. One that named no lens so far takes the first
    /// name that comes.
    fn review(&mut self, labels: &Labels) -> usize {
        let same = |review: &ImportedReview| {
            let lens = match (&review.lens_alias, &labels.alias) {
                (Some(a), Some(b)) => a == b,
                _ => match (&review.lens_arn, &labels.arn) {
                    (Some(a), Some(b)) => a == b,
                    (a, b) => {
                        review.lens_alias.is_none() && a.is_none()
                            || labels.alias.is_none() && b.is_none()
                    }
                },
            };
            lens && review.milestone == labels.milestone
        };
        let index = self.import.reviews.iter().position(same).unwrap_or_else(|| {
            self.import
                .reviews
                .push(ImportedReview { milestone: labels.milestone, ..Default::default() });
            self.import.reviews.len() - 1
        });
        if let Some(review) = self.import.reviews.get_mut(index) {
            review.lens_alias = review.lens_alias.take().or_else(|| labels.alias.clone());
            review.lens_arn = review.lens_arn.take().or_else(|| labels.arn.clone());
        }
        index
    }

    fn finish(mut self) -> AwsImport {
        if !self.known {
            self.found.error(
                "nothing-known",
                &Place::Root,
                "There are no answers, lens reviews, workloads or milestones in this file.",
            );
        }
        if self.more_pages {
            self.found.push(
                Diagnostic::new(
                    Severity::Warning,
                    "more-pages",
                    "",
                    "The file holds some pages of answers, but AWS has more of them.",
                )
                .with_hint("Export again without --max-items, or put all pages into the file."),
            );
        }
        sort_by(&mut self.import.milestones, |a, b| a.number.cmp(&b.number));
        // The answers of today come before those of milestones.
        let age = |review: &ImportedReview| {
            review.milestone.map_or(0, |number| u64::from(u32::MAX - number) + 1)
        };
        sort_by(&mut self.import.reviews, |a, b| age(a).cmp(&age(b)));
        self.import.diagnostics = self.found.finish();
        self.import
    }
}
