//! From compact JSON to a workload. Whatever the JSON holds, this returns.

use serde_json::{Map as Members, Value};

use super::{
    ENVIRONMENTS, Error, NO_ANSWER, NO_RISK_RECORDED, RADIX, REASONS, RISKS, STATUSES, from_letter,
};
use crate::collections::Map;
use crate::lens::{ChoiceId, LensHash, PillarId, QuestionId, Risk};
use crate::review::properties::Field;
use crate::review::{
    Answer, Attendance, ChoiceMark, LensKey, LensRef, LensReview, Milestone, Properties, Reason,
    RecordedReview, Workload, WorkloadId,
};
use crate::time::Timestamp;

/// The most bytes of answers that are unpacked, picked by feel: twenty lenses
/// of the Framework's size with a hundred milestones take a third of it.
const MOST_UNPACKED: usize = 200_000_000;
/// What an answer without texts takes, roughly.
const BYTES_OF_AN_ANSWER: usize = 100;

struct Tables<'a> {
    texts: Vec<&'a str>,
    questions: Vec<(QuestionId, Vec<ChoiceId>)>,
    unpacked: usize,
}

/// The workload of compact JSON.
///
/// # Errors
///
/// Says which part cannot be read.
pub fn decode(data: &Value) -> Result<Workload, Error> {
    let mut tables = Tables::read(data)?;
    let now = data.get("now").and_then(Value::as_object).ok_or(Error::Part("present state"))?;
    let reviews: Vec<LensReview> = array(now.get("reviews"), "reviews")?
        .iter()
        .map(|review| tables.review(review, &[]))
        .collect::<Result<_, _>>()?;
    let mut milestones: Vec<Milestone> = Vec::new();
    for milestone in array(data.get("milestones"), "milestones")?.iter().rev() {
        let milestone = {
            let following: Vec<&LensReview> = match milestones.last() {
                Some(next) => next.reviews.iter().map(|r| &r.review).collect(),
                None => reviews.iter().collect(),
            };
            tables.milestone(milestone, &following)?
        };
        milestones.push(milestone);
    }
    milestones.reverse();
    Ok(Workload {
        id: WorkloadId(string(data.get("id"), "id")?.to_owned()),
        created_at: time(data.get("created"), "time of creation")?,
        updated_at: time(data.get("updated"), "time of change")?,
        properties: tables.properties(now)?,
        pillar_priorities: tables.priorities(now)?,
        reviews,
        milestones,
        last_milestone: count(data.get("last_milestone"), "last milestone number")?,
    })
}

/// The reviews of compact JSON that holds nothing else.
///
/// # Errors
///
/// Says which part cannot be read.
pub fn decode_reviews(data: &Value) -> Result<Vec<LensReview>, Error> {
    let mut tables = Tables::read(data)?;
    array(data.get("reviews"), "reviews")?.iter().map(|review| tables.review(review, &[])).collect()
}

fn array<'a>(value: Option<&'a Value>, part: &'static str) -> Result<&'a [Value], Error> {
    value.and_then(Value::as_array).map(Vec::as_slice).ok_or(Error::Part(part))
}

fn string<'a>(value: Option<&'a Value>, part: &'static str) -> Result<&'a str, Error> {
    value.and_then(Value::as_str).ok_or(Error::Part(part))
}

fn texts<'a>(value: Option<&'a Value>, part: &'static str) -> Result<Vec<&'a str>, Error> {
    array(value, part)?.iter().map(|text| string(Some(text), part)).collect()
}

fn time(value: Option<&Value>, part: &'static str) -> Result<Timestamp, Error> {
    value.and_then(Value::as_i64).map(Timestamp).ok_or(Error::Part(part))
}

fn count(value: Option<&Value>, part: &'static str) -> Result<u32, Error> {
    value.and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).ok_or(Error::Part(part))
}

fn wrong(part: &'static str, found: &str) -> Error {
    Error::Word { part, found: found.chars().take(40).collect() }
}

fn number(word: &str, part: &'static str) -> Result<usize, Error> {
    usize::from_str_radix(word, RADIX).map_err(|_| wrong(part, word))
}

/// The words of a field that may be left out.
fn words<'a>(
    record: &'a Members<String, Value>,
    key: &str,
    part: &'static str,
) -> Result<impl Iterator<Item = &'a str>, Error> {
    let text = match record.get(key) {
        None => "",
        some => string(some, part)?,
    };
    Ok(text.split(' ').filter(|word| !word.is_empty()))
}

impl<'a> Tables<'a> {
    fn read(data: &'a Value) -> Result<Self, Error> {
        let questions = array(data.get("questions"), "questions")?.iter().map(|question| {
            let ids = texts(Some(question), "questions")?;
            let (question, choices) = ids.split_first().ok_or(Error::Part("questions"))?;
            Ok((QuestionId::from(*question), choices.iter().map(|c| (*c).into()).collect()))
        });
        Ok(Self {
            texts: texts(data.get("texts"), "texts")?,
            questions: questions.collect::<Result<_, Error>>()?,
            unpacked: 0,
        })
    }

    fn text(&self, word: &str, part: &'static str) -> Result<&'a str, Error> {
        self.texts.get(number(word, part)?).copied().ok_or_else(|| wrong(part, word))
    }

    fn properties(&self, record: &Members<String, Value>) -> Result<Properties, Error> {
        const PART: &str = "details";
        let mut words = words(record, "properties", PART)?;
        let mut next = || words.next().ok_or(Error::Part(PART));
        let (environment, status) = (next()?, next()?);
        let mut properties = Properties {
            environment: only_letter(&ENVIRONMENTS, environment, PART)?,
            improvement_status: only_letter(&STATUSES, status, PART)?,
            ..Properties::default()
        };
        for field in Field::ALL {
            *properties.text_mut(field) = self.text(next()?, PART)?.to_owned();
        }
        Ok(properties)
    }

    fn priorities(&self, record: &Members<String, Value>) -> Result<Vec<PillarId>, Error> {
        const PART: &str = "order of pillars";
        words(record, "priorities", PART)?.map(|w| Ok(self.text(w, PART)?.into())).collect()
    }

    fn milestone(
        &mut self,
        milestone: &Value,
        following: &[&LensReview],
    ) -> Result<Milestone, Error> {
        const PART: &str = "milestone";
        let record = milestone.as_object().ok_or(Error::Part(PART))?;
        let reviews = array(record.get("reviews"), "reviews")?.iter().map(|review| {
            let risks =
                self.risks(string(review.get("risks").or(Some(&Value::from(""))), "risks")?)?;
            Ok(RecordedReview { review: self.review(review, following)?, risks })
        });
        Ok(Milestone {
            reviews: reviews.collect::<Result<_, Error>>()?,
            number: count(record.get("number"), "milestone's number")?,
            name: self.text(string(record.get("name"), PART)?, PART)?.to_owned(),
            recorded_at: time(record.get("at"), "milestone's time")?,
            properties: self.properties(record)?,
            pillar_priorities: self.priorities(record)?,
            attendance: self.attendance(record)?,
        })
    }

    fn attendance(&self, record: &Members<String, Value>) -> Result<Option<Attendance>, Error> {
        const PART: &str = "attendance";
        let mut words = words(record, "workshop", PART)?;
        let Some(workshop) = words.next() else { return Ok(None) };
        let people = words.map(|word| Ok(self.text(word, PART)?.to_owned()));
        Ok(Some(Attendance {
            people: people.collect::<Result<_, Error>>()?,
            workshop: self.text(workshop, PART)?.to_owned(),
            count: count(record.get("people"), PART)? as usize,
        }))
    }

    fn review(&mut self, review: &Value, following: &[&LensReview]) -> Result<LensReview, Error> {
        let record = review.as_object().ok_or(Error::Part("review"))?;
        let mut lens = words(record, "lens", "lens")?;
        let mut next = || self.text(lens.next().ok_or(Error::Part("lens"))?, "lens");
        let mut result = LensReview::new(LensRef {
            key: LensKey(next()?.to_owned()),
            hash: LensHash::from(next()?),
            name: next()?.to_owned(),
        });
        if let Some(notes) = record.get("notes") {
            result.notes = self.text(string(Some(notes), "notes")?, "notes")?.to_owned();
        }
        let mut pillars = words(record, "pillars", "notes on pillars")?;
        while let Some(pillar) = pillars.next() {
            let note = pillars.next().ok_or(Error::Part("notes on pillars"))?;
            result.pillar_notes.insert(
                self.text(pillar, "notes on pillars")?.into(),
                self.text(note, "notes on pillars")?.to_owned(),
            );
        }
        if let Some(from) = record.get("from") {
            let base = usize::try_from(count(Some(from), "base of a milestone")?)
                .ok()
                .and_then(|place| following.get(place))
                .ok_or(Error::Part("base of a milestone"))?;
            base.answers.values().try_for_each(|answer| self.weigh(answer))?;
            result.answers = base.answers.clone();
        }
        let mut expected = 0;
        for word in words(record, "answers", "answers")? {
            let (place, answer) = match word.split_once(':') {
                Some((place, answer)) => (number(place, "answers")?, answer),
                None => (expected, word),
            };
            // A place past the table has no successor to overflow into.
            let (id, _) = self.questions.get(place).ok_or_else(|| wrong("answers", word))?;
            let id = id.clone();
            expected = place + 1;
            if answer == NO_ANSWER {
                result.answers.remove(&id);
            } else {
                let answer = self.answer(place, answer)?;
                self.weigh(&answer)?;
                result.answers.insert(id, answer);
            }
        }
        Ok(result)
    }

    /// Stops what would fill the memory.
    fn weigh(&mut self, answer: &Answer) -> Result<(), Error> {
        let marks: usize = answer
            .marks
            .iter()
            .map(|(id, m)| BYTES_OF_AN_ANSWER + id.0.len() + m.notes.len())
            .sum();
        let ticks: usize = answer.selected.iter().map(|id| BYTES_OF_AN_ANSWER + id.0.len()).sum();
        self.unpacked += BYTES_OF_AN_ANSWER + answer.notes.len() + marks + ticks;
        if self.unpacked > MOST_UNPACKED { Err(Error::TooLarge) } else { Ok(()) }
    }

    fn answer(&self, question: usize, word: &str) -> Result<Answer, Error> {
        const PART: &str = "answers";
        let choices = match self.questions.get(question) {
            Some((_, choices)) => choices,
            None => return Err(wrong(PART, word)),
        };
        let choice = |place: usize| choices.get(place).cloned().ok_or_else(|| wrong(PART, word));
        let mut parts = word.split('@');
        let (ticks, not_applicable, notes) = self.said(parts.next().unwrap_or_default())?;
        let mut answer = Answer { not_applicable, notes, ..Answer::default() };
        for (digit, character) in ticks.chars().enumerate() {
            let bits = character.to_digit(16).ok_or_else(|| wrong(PART, word))?;
            for bit in (0..4).filter(|bit| bits >> bit & 1 == 1) {
                answer.selected.insert(choice(digit * 4 + bit)?);
            }
        }
        for mark in parts {
            let (place, not_applicable, notes) = self.said(mark)?;
            let mark = ChoiceMark { not_applicable, notes };
            answer.marks.insert(choice(number(place, PART)?)?, mark);
        }
        Ok(answer)
    }

    /// Splits `7!S#1f` into its number, reason and notes.
    fn said<'w>(&self, word: &'w str) -> Result<(&'w str, Option<Reason>, String), Error> {
        const PART: &str = "answers";
        let (head, notes) = match word.split_once('#') {
            Some((head, notes)) => (head, self.text(notes, PART)?.to_owned()),
            None => (word, String::new()),
        };
        match head.split_once('!') {
            Some((head, reason)) => Ok((head, Some(only_letter(&REASONS, reason, PART)?), notes)),
            None => Ok((head, None, notes)),
        }
    }

    fn risks(&self, text: &str) -> Result<Map<QuestionId, Risk>, Error> {
        const PART: &str = "risks";
        let mut risks = Map::new();
        let mut questions = self.questions.iter();
        let mut run: Option<usize> = None;
        for letter in text.chars() {
            if let Some(digit) = letter.to_digit(10) {
                let longer = run.unwrap_or(0).checked_mul(10);
                run = Some(
                    longer
                        .and_then(|n| n.checked_add(digit as usize))
                        .ok_or_else(|| wrong(PART, text))?,
                );
                continue;
            }
            let risk = match letter {
                NO_RISK_RECORDED => None,
                _ => Some(from_letter(&RISKS, letter).ok_or_else(|| wrong(PART, text))?),
            };
            for _ in 0..run.take().unwrap_or(1) {
                let (id, _) = questions.next().ok_or_else(|| wrong(PART, text))?;
                if let Some(risk) = risk {
                    risks.insert(id.clone(), risk);
                }
            }
        }
        Ok(risks)
    }
}

fn only_letter<T: Copy>(table: &[(char, T)], word: &str, part: &'static str) -> Result<T, Error> {
    let mut letters = word.chars();
    match (letters.next().and_then(|l| from_letter(table, l)), letters.next()) {
        (Some(value), None) => Ok(value),
        _ => Err(wrong(part, word)),
    }
}
