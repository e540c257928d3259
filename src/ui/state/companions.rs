//! The companions of the bundled lenses. One arrives with its lens; it is read
//! when something of it is shown first.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::App;
use crate::lens::Companion;
use crate::review::LensKey;

/// A companion, before and after it is read.
#[derive(Debug, Clone)]
pub enum Kept {
    /// As it arrived.
    Arrived(Value),
    /// Read.
    Read(Option<Arc<Companion>>),
}

impl App {
    /// Keeps the companion of a lens that has arrived.
    pub fn keep_companion(self, key: LensKey, companion: Value) {
        self.companions.update_value(|kept| {
            kept.insert(key, Kept::Arrived(companion));
        });
    }

    /// The companion of a lens; none where the lens has none or is not there
    /// yet. Tracks nothing: it is there whenever its lens is.
    pub fn companion(self, key: &LensKey) -> Option<Arc<Companion>> {
        self.companions.try_update_value(|kept| {
            let kept = kept.get_mut(key)?;
            if let Kept::Arrived(value) = kept {
                let read = Companion::from_value(std::mem::take(value)).ok();
                *kept = Kept::Read(read.map(Arc::new));
            }
            match kept {
                Kept::Read(companion) => companion.clone(),
                Kept::Arrived(_) => None,
            }
        })?
    }
}
