//! From memory into the browser's storage, once that is allowed: everything or
//! nothing, and never over what is stored there.

use super::batch::Put;
use super::keys::Kind;
use super::restore::{Choice, Item, KeyOfLens, State, What};
use super::snapshots::Before;
use super::store::{Error, Store};
use crate::time::Timestamp;

impl Store {
    /// Puts everything from here into another store. Where both have
    /// something, both are kept; settings stay as they are there. `new_id`
    /// gives ids to copies.
    ///
    /// # Errors
    ///
    /// Nothing was changed there then.
    pub fn move_to(
        &self,
        there: &Self,
        key_of_lens: KeyOfLens<'_>,
        new_id: impl FnMut() -> String,
        now: Timestamp,
    ) -> Result<(), Error> {
        let records = self.to_back_up()?.into_iter().map(|(key, _, text)| (key, text)).collect();
        let items = there.preview(records, key_of_lens, &[])?;
        let chosen: Result<Vec<_>, _> =
            items.iter().map(|item| choose(item).map(|choice| (item, choice))).collect();
        let mut puts = there.puts(&chosen?, new_id, now)?;
        // The bin and the automatic copies are no part of a backup.
        for (key, kind) in self.own_keys()? {
            if !matches!(kind, Kind::Deleted { .. } | Kind::Snapshot { .. }) {
                continue;
            }
            let (text, seen) = (self.port.get(&key)?, there.port.get(&key)?);
            if seen.is_some() && seen != text {
                return Err(Error::Occupied { key });
            }
            puts.push(Put { key, text, seen });
        }
        there.change_all(Before::Restore, puts, now).map(drop)
    }
}

/// What loses nothing, neither here nor there.
fn choose(item: &Item) -> Result<Choice, Error> {
    let can = |choice| item.choices.contains(&choice);
    Ok(match item.state {
        State::Same => Choice::Skip,
        _ if can(Choice::Add) => Choice::Add,
        _ if can(Choice::KeepBoth) => Choice::KeepBoth,
        // Only what is damaged there, which is set aside.
        _ if item.choices.first() == Some(&Choice::Replace) => Choice::Replace,
        // Lenses are known by their content.
        _ if matches!(item.what, What::Settings | What::Lens) => Choice::Skip,
        _ => return Err(Error::Occupied { key: item.key.clone() }),
    })
}
