//! The lenses that a person brought, each with its text as it came.

use serde_json::{Value, json};

use super::index::LensEntry;
use super::migrate::LENS;
use super::store::{Error, Store, read_record};
use super::{envelope, keys};
use crate::review::LensKey;
use crate::time::Timestamp;

/// A lens from storage, still to be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLens {
    /// Key, name and size.
    pub entry: LensEntry,
    /// The text as it came.
    pub text: String,
    /// When it was saved.
    pub saved_at: Timestamp,
}

impl Store {
    /// Keeps a lens's text. The caller has parsed it: `entry` is what the list
    /// shows. The key names the content, so a lens that is there already is
    /// replaced by itself.
    ///
    /// # Errors
    ///
    /// What was stored before is then still stored.
    pub fn save_lens(
        &self,
        entry: LensEntry,
        text: &str,
        now: Timestamp,
    ) -> Result<Option<Error>, Error> {
        let key = keys::lens(&entry.key);
        if let Some(stored) = self.port.get(&key)? {
            match read_lens(&key, &stored) {
                Ok(_) => {}
                Err(Error::Damaged { .. }) => self.set_aside(&key, &stored)?,
                Err(other) => return Err(other),
            }
        }
        let data = json!({
            "key": entry.key.0,
            "name": entry.name,
            "questions": entry.questions,
            "text": text,
        });
        self.put(&key, &envelope::write(&LENS, now, &data), None)?;
        Ok(self.update_index(|index| index.put_lens(entry)).err())
    }

    /// A lens's text.
    ///
    /// # Errors
    ///
    /// See [`Error`]; a record that cannot be read stays where it is.
    pub fn load_lens(&self, lens: &LensKey) -> Result<StoredLens, Error> {
        let key = keys::lens(lens);
        let text = self.port.get(&key)?.ok_or_else(|| Error::NotFound { key: key.clone() })?;
        read_lens(&key, &text)
    }

    /// The lenses that a person brought, by name, without reading them.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn list_lenses(&self) -> Result<Vec<LensEntry>, Error> {
        Ok(self.load_index()?.lenses)
    }
}

/// Reads a lens's record.
pub(super) fn read_lens(key: &str, text: &str) -> Result<StoredLens, Error> {
    let record = read_record(&LENS, key, text)?;
    let data = &record.data;
    let part = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
    let questions = data.get("questions").and_then(Value::as_u64);
    let lens = (|| {
        Some(StoredLens {
            entry: LensEntry {
                key: LensKey(part("key")?),
                name: part("name")?,
                questions: usize::try_from(questions?).ok()?,
            },
            text: part("text")?,
            saved_at: record.saved_at,
        })
    })();
    let damaged = |why: &str| Error::Damaged { key: key.to_owned(), why: why.to_owned() };
    match lens {
        Some(lens) if keys::lens(&lens.entry.key) == key => Ok(lens),
        Some(_) => Err(damaged("The record belongs to another lens.")),
        None => Err(damaged("The record has no name, size or text of a lens.")),
    }
}
