//! The marks: one record of their own, apart from every workload.
//!
//! The record is read anew before each change, so that what another tab marked
//! meanwhile stays.

use serde_json::{Map, Value, json};

use super::migrate::MARKS;
use super::store::{Error, Store, read_record};
use super::{envelope, keys};
use crate::learn::{Entry, Mark, Marks, PracticeId};
use crate::lens::{ChoiceId, QuestionId};
use crate::review::LensKey;
use crate::time::Timestamp;

impl Store {
    /// What is marked; nothing where there is no record.
    ///
    /// # Errors
    ///
    /// Where the record cannot be read. It stays as it is.
    pub fn load_marks(&self) -> Result<Marks, Error> {
        match self.port.get(keys::MARKS)? {
            Some(text) => Ok(read_marks(keys::MARKS, &text)?.0),
            None => Ok(Marks::default()),
        }
    }

    /// Changes the marks as they are stored now, and answers with all of them.
    /// A damaged record is set aside first.
    ///
    /// # Errors
    ///
    /// What was stored is then still stored.
    pub fn change_marks(
        &self,
        change: impl FnOnce(&mut Marks),
        now: Timestamp,
    ) -> Result<Marks, Error> {
        let mut marks = match self.port.get(keys::MARKS)? {
            None => Marks::default(),
            Some(text) => match read_marks(keys::MARKS, &text) {
                Ok((marks, _)) => marks,
                Err(Error::Damaged { .. }) => {
                    self.set_aside(keys::MARKS, &text)?;
                    Marks::default()
                }
                Err(other) => return Err(other),
            },
        };
        change(&mut marks);
        self.put(keys::MARKS, &marks_text(&marks, now), None)?;
        Ok(marks)
    }
}

/// The record of marks.
pub(super) fn marks_text(marks: &Marks, now: Timestamp) -> String {
    // By lens and question, so that a long list says each name once.
    let mut lenses: Map<String, Value> = Map::new();
    for (practice, entry) in marks.entries.iter() {
        let lens = lenses.entry(practice.lens.0.clone()).or_insert_with(|| json!({}));
        lens[practice.question.as_str()][practice.choice.as_str()] =
            json!([entry.mark.code(), entry.at.0]);
    }
    envelope::write(&MARKS, now, &Value::Object(lenses))
}

/// Reads the record of marks, with the time of the last change.
pub(super) fn read_marks(key: &str, text: &str) -> Result<(Marks, Timestamp), Error> {
    let record = read_record(&MARKS, key, text)?;
    let marks = read_lenses(&record.data).ok_or_else(|| Error::Damaged {
        key: key.to_owned(),
        why: "A mark in it is not as it should be.".to_owned(),
    })?;
    Ok((marks, record.saved_at))
}

fn read_lenses(data: &Value) -> Option<Marks> {
    let mut marks = Marks::default();
    for (lens, questions) in data.as_object()? {
        for (question, choices) in questions.as_object()? {
            for (choice, entry) in choices.as_object()? {
                let practice = PracticeId {
                    lens: LensKey(lens.clone()),
                    question: QuestionId(question.clone()),
                    choice: ChoiceId(choice.clone()),
                };
                let mark = Mark::from_code(entry.get(0)?.as_str()?)?;
                let at = Timestamp(entry.get(1)?.as_i64()?);
                marks.entries.insert(practice, Entry { mark, at });
            }
        }
    }
    Some(marks)
}
