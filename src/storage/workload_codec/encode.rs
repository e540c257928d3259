//! From a workload to its compact JSON.

use serde_json::{Map as Members, Value};

use super::{ENVIRONMENTS, NO_ANSWER, NO_RISK_RECORDED, RADIX, REASONS, RISKS, STATUSES, letter};
use crate::collections::{Map, sort_by};
use crate::lens::{ChoiceId, PillarId, QuestionId, Risk};
use crate::review::properties::Field;
use crate::review::{Answer, LensReview, Milestone, Properties, Reason, Workload};

/// A table of texts in the order they were first named.
#[derive(Default)]
struct Names<'a> {
    texts: Vec<&'a str>,
    places: Map<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn place(&mut self, text: &'a str) -> usize {
        let next = self.texts.len();
        *self.places.get_or_insert_with(text, || {
            self.texts.push(text);
            next
        })
    }
}

#[derive(Default)]
struct Tables<'a> {
    texts: Names<'a>,
    questions: Names<'a>,
    /// For each question.
    choices: Vec<Names<'a>>,
}

/// The compact JSON of a workload.
pub fn encode(workload: &Workload) -> Value {
    let mut tables = Tables::default();
    let now = tables.record(
        &workload.properties,
        &workload.pillar_priorities,
        workload
            .reviews
            .iter()
            .map(|review| ReviewToWrite { review, base: None, risks: None })
            .collect(),
    );
    // From the last milestone to the first: each builds on the one after it.
    let mut milestones = Vec::with_capacity(workload.milestones.len());
    for (place, milestone) in workload.milestones.iter().enumerate().rev() {
        let following: Vec<&LensReview> = match workload.milestones.get(place + 1) {
            Some(next) => next.reviews.iter().map(|r| &r.review).collect(),
            None => workload.reviews.iter().collect(),
        };
        milestones.push(tables.milestone(milestone, &following));
    }
    milestones.reverse();
    let (questions, texts) = tables.written();
    object([
        ("id", Value::from(workload.id.0.as_str())),
        ("created", Value::from(workload.created_at.0)),
        ("updated", Value::from(workload.updated_at.0)),
        ("last_milestone", Value::from(workload.last_milestone)),
        ("questions", questions),
        ("texts", texts),
        ("now", Value::Object(now)),
        ("milestones", Value::Array(milestones)),
    ])
}

/// The compact JSON of reviews by themselves: `{"texts", "questions",
/// "reviews"}`.
pub fn encode_reviews(reviews: &[&LensReview]) -> Value {
    let mut tables = Tables::default();
    let reviews: Value = reviews
        .iter()
        .map(|review| tables.review(ReviewToWrite { review, base: None, risks: None }))
        .collect();
    let (questions, texts) = tables.written();
    object([("questions", questions), ("texts", texts), ("reviews", reviews)])
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let mut object = serde_json::Map::new();
    // One by one: collecting would sort first, and bring a second sort along.
    for (key, value) in fields {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}

/// A review that is still to be written, with the one it builds on.
struct ReviewToWrite<'a> {
    review: &'a LensReview,
    base: Option<(usize, &'a LensReview)>,
    risks: Option<&'a Map<QuestionId, Risk>>,
}

impl<'a> Tables<'a> {
    /// The tables of ids and of texts.
    fn written(&self) -> (Value, Value) {
        let questions =
            self.questions.texts.iter().zip(&self.choices).map(|(question, choices)| {
                std::iter::once(question)
                    .chain(&choices.texts)
                    .map(|t| Value::from(*t))
                    .collect::<Value>()
            });
        (questions.collect(), self.texts.texts.iter().map(|t| Value::from(*t)).collect())
    }

    fn text(&mut self, text: &'a str) -> String {
        number(self.texts.place(text))
    }

    fn texts(&mut self, texts: impl IntoIterator<Item = &'a str>) -> String {
        let words: Vec<String> = texts.into_iter().map(|t| self.text(t)).collect();
        words.join(" ")
    }

    fn question(&mut self, id: &'a QuestionId) -> usize {
        let place = self.questions.place(&id.0);
        if place == self.choices.len() {
            self.choices.push(Names::default());
        }
        place
    }

    fn record(
        &mut self,
        properties: &'a Properties,
        priorities: &'a [PillarId],
        reviews: Vec<ReviewToWrite<'a>>,
    ) -> Members<String, Value> {
        let mut record = Members::new();
        let texts = self.texts(Field::ALL.into_iter().map(|field| properties.text(field)));
        let environment = letter(&ENVIRONMENTS, properties.environment);
        let status = letter(&STATUSES, properties.improvement_status);
        put(&mut record, "properties", format!("{environment} {status} {texts}"));
        let priorities = self.texts(priorities.iter().map(PillarId::as_str));
        put(&mut record, "priorities", priorities);
        let reviews = reviews.into_iter().map(|review| self.review(review)).collect();
        record.insert("reviews".to_owned(), Value::Array(reviews));
        record
    }

    fn milestone(&mut self, milestone: &'a Milestone, following: &[&'a LensReview]) -> Value {
        let reviews = milestone
            .reviews
            .iter()
            .map(|recorded| ReviewToWrite {
                review: &recorded.review,
                base: base(&recorded.review, following),
                risks: Some(&recorded.risks),
            })
            .collect();
        let mut record = self.record(&milestone.properties, &milestone.pillar_priorities, reviews);
        record.insert("number".to_owned(), Value::from(milestone.number));
        record.insert("at".to_owned(), Value::from(milestone.recorded_at.0));
        put(&mut record, "name", self.text(&milestone.name));
        if let Some(attendance) = &milestone.attendance {
            let people = attendance.people.iter().map(String::as_str);
            let texts = self.texts(std::iter::once(attendance.workshop.as_str()).chain(people));
            put(&mut record, "workshop", texts);
            record.insert("people".to_owned(), Value::from(attendance.count));
        }
        Value::Object(record)
    }

    fn review(&mut self, to_write: ReviewToWrite<'a>) -> Value {
        let ReviewToWrite { review, base, risks } = to_write;
        let mut record = Members::new();
        let lens = &review.lens;
        let lens = self.texts([lens.key.0.as_str(), lens.hash.as_str(), lens.name.as_str()]);
        put(&mut record, "lens", lens);
        if !review.notes.is_empty() {
            put(&mut record, "notes", self.text(&review.notes));
        }
        let pillars = review.pillar_notes.iter();
        let pillars = self.texts(pillars.flat_map(|(pillar, note)| [pillar.as_str(), note]));
        put(&mut record, "pillars", pillars);
        if let Some((place, _)) = base {
            record.insert("from".to_owned(), Value::from(place));
        }
        put(&mut record, "answers", self.answers(review, base.map(|(_, review)| review)));
        if let Some(risks) = risks {
            put(&mut record, "risks", self.risks(risks));
        }
        Value::Object(record)
    }

    fn answers(&mut self, review: &'a LensReview, base: Option<&'a LensReview>) -> String {
        let before = |id| base.and_then(|b| b.answers.get(id));
        let mut changes: Vec<(usize, Option<&'a Answer>)> = Vec::new();
        for (id, answer) in &review.answers {
            if before(id) != Some(answer) {
                changes.push((self.question(id), Some(answer)));
            }
        }
        for id in base.iter().flat_map(|b| b.answers.keys()) {
            if !review.answers.contains_key(id) {
                changes.push((self.question(id), None));
            }
        }
        sort_by(&mut changes, |a, b| a.0.cmp(&b.0));
        let mut text = String::new();
        let mut expected = 0;
        for (place, answer) in changes {
            if !text.is_empty() {
                text.push(' ');
            }
            if place != expected {
                text.push_str(&number(place));
                text.push(':');
            }
            expected = place + 1;
            match answer {
                Some(answer) => self.answer(place, answer, &mut text),
                None => text.push_str(NO_ANSWER),
            }
        }
        text
    }

    fn answer(&mut self, question: usize, answer: &'a Answer, text: &mut String) {
        let mut digits: Vec<u32> = vec![0];
        for choice in &answer.selected {
            let place = self.choice(question, choice);
            let digit = place / 4;
            if digits.len() <= digit {
                digits.resize(digit + 1, 0);
            }
            digits[digit] |= 1 << (place % 4);
        }
        text.extend(digits.into_iter().filter_map(|d| char::from_digit(d, 16)));
        self.said(answer.not_applicable, &answer.notes, text);
        for (choice, mark) in &answer.marks {
            text.push('@');
            text.push_str(&number(self.choice(question, choice)));
            self.said(mark.not_applicable, &mark.notes, text);
        }
    }

    fn choice(&mut self, question: usize, choice: &'a ChoiceId) -> usize {
        self.choices[question].place(choice.as_str())
    }

    fn said(&mut self, not_applicable: Option<Reason>, notes: &'a str, text: &mut String) {
        if let Some(reason) = not_applicable {
            text.push('!');
            text.push(letter(&REASONS, reason));
        }
        if !notes.is_empty() {
            text.push('#');
            text.push_str(&self.text(notes));
        }
    }

    fn risks(&mut self, risks: &'a Map<QuestionId, Risk>) -> String {
        let mut letters: Vec<char> = Vec::new();
        for (id, risk) in risks {
            let place = self.question(id);
            if letters.len() <= place {
                letters.resize(place + 1, NO_RISK_RECORDED);
            }
            letters[place] = letter(&RISKS, *risk);
        }
        let mut text = String::new();
        for run in letters.chunk_by(|a, b| a == b) {
            if run.len() > 1 {
                text.push_str(&run.len().to_string());
            }
            text.push(run[0]);
        }
        text
    }
}

/// The review that a milestone's review differs least from, where building on
/// it pays: the one by the same lens, else the one at the same place.
fn base<'a>(review: &LensReview, following: &[&'a LensReview]) -> Option<(usize, &'a LensReview)> {
    let place = following.iter().position(|f| f.lens.key == review.lens.key).unwrap_or(0);
    let base = *following.get(place)?;
    let changed =
        review.answers.iter().filter(|(id, answer)| base.answers.get(*id) != Some(*answer)).count();
    let gone = base.answers.keys().filter(|id| !review.answers.contains_key(*id)).count();
    (changed + gone < review.answers.len()).then_some((place, base))
}

fn number(mut n: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit((n % RADIX as usize) as u32, RADIX));
        n /= RADIX as usize;
        if n == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn put(record: &mut Members<String, Value>, key: &str, text: String) {
    if !text.is_empty() {
        record.insert(key.to_owned(), Value::from(text));
    }
}
