//! What practising left behind: one record of its own, read anew before each
//! change, so that what another tab practised meanwhile stays.

use serde_json::{Map, Value, json};

use super::migrate::PRACTICE;
use super::store::{Error, Store, read_record};
use super::{envelope, keys};
use crate::learn::{Card, Practice, PracticeId};
use crate::lens::{ChoiceId, QuestionId};
use crate::review::LensKey;
use crate::time::Timestamp;

impl Store {
    /// How the person practised; nothing where there is no record.
    ///
    /// # Errors
    ///
    /// Where the record cannot be read. It stays as it is.
    pub fn load_practice(&self) -> Result<Practice, Error> {
        match self.port.get(keys::PRACTICE)? {
            Some(text) => Ok(read_practice(keys::PRACTICE, &text)?.0),
            None => Ok(Practice::default()),
        }
    }

    /// Changes the record as it is stored now, and answers with all of it. A
    /// damaged record is set aside first.
    ///
    /// # Errors
    ///
    /// What was stored is then still stored.
    pub fn change_practice(
        &self,
        change: impl FnOnce(&mut Practice),
        now: Timestamp,
    ) -> Result<Practice, Error> {
        let mut practice = match self.port.get(keys::PRACTICE)? {
            None => Practice::default(),
            Some(text) => match read_practice(keys::PRACTICE, &text) {
                Ok((practice, _)) => practice,
                Err(Error::Damaged { .. }) => {
                    self.set_aside(keys::PRACTICE, &text)?;
                    Practice::default()
                }
                Err(other) => return Err(other),
            },
        };
        change(&mut practice);
        self.put(keys::PRACTICE, &practice_text(&practice, now), None)?;
        Ok(practice)
    }
}

/// The record.
pub(super) fn practice_text(practice: &Practice, now: Timestamp) -> String {
    let mut lenses: Map<String, Value> = Map::new();
    for (id, card) in practice.cards.iter() {
        let lens = lenses.entry(id.lens.0.clone()).or_insert_with(|| json!({}));
        lens[id.question.as_str()][id.choice.as_str()] =
            json!([card.ease, card.row, card.interval, card.due]);
    }
    let days: Vec<i64> = practice.days.iter().copied().collect();
    envelope::write(&PRACTICE, now, &json!({"cards": lenses, "days": days}))
}

/// Reads the record, with the time of the last change.
pub(super) fn read_practice(key: &str, text: &str) -> Result<(Practice, Timestamp), Error> {
    let record = read_record(&PRACTICE, key, text)?;
    let practice = read_data(&record.data).ok_or_else(|| Error::Damaged {
        key: key.to_owned(),
        why: "A card or a day in it is not as it should be.".to_owned(),
    })?;
    Ok((practice, record.saved_at))
}

fn read_data(data: &Value) -> Option<Practice> {
    let mut practice = Practice::default();
    for (lens, questions) in data.get("cards")?.as_object()? {
        for (question, choices) in questions.as_object()? {
            for (choice, numbers) in choices.as_object()? {
                let id = PracticeId {
                    lens: LensKey(lens.clone()),
                    question: QuestionId(question.clone()),
                    choice: ChoiceId(choice.clone()),
                };
                let number = |place: usize| numbers.get(place)?.as_i64();
                let card = Card {
                    ease: number(0)?,
                    row: u32::try_from(number(1)?).ok()?,
                    interval: number(2)?,
                    due: number(3)?,
                };
                practice.cards.insert(id, card);
            }
        }
    }
    practice.days = data
        .get("days")?
        .as_array()?
        .iter()
        .map(Value::as_i64)
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .collect();
    Some(practice)
}
