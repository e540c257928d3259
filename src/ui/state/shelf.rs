//! The lenses at hand: bundled ones are fetched when they are needed, those
//! that people brought come from storage.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, Opened};
use crate::collections::Map;
use crate::diagnostic::Diagnostic;
use crate::lens;
use crate::lens::bundled::BUNDLED;
use crate::review::LensKey;
use crate::storage::index::LensEntry;
use crate::ui::desk;
use crate::ui::platform::{self, files};

/// What was found in the lenses that people brought.
pub type Found = Map<LensKey, Vec<Diagnostic>>;

impl App {
    /// Whether a lens is loaded. Tracks the shelf.
    pub fn has_lens(self, key: &LensKey) -> bool {
        self.lenses.with(|l| l.contains_key(key))
    }

    /// The name of a lens on the shelf, loaded or not.
    pub fn lens_name(self, key: &LensKey) -> Option<String> {
        BUNDLED.iter().find(|b| b.key == key.0).map(|b| b.name.to_owned()).or_else(|| {
            self.custom.with(|c| c.iter().find(|e| e.key == *key).map(|e| e.name.clone()))
        })
    }

    /// Loads a lens unless it is there; the answer comes when it is.
    ///
    /// # Errors
    ///
    /// A sentence, when it cannot be had.
    pub async fn load_lens(self, key: LensKey) -> Result<(), String> {
        if self.lenses.with_untracked(|l| l.contains_key(&key)) {
            return Ok(());
        }
        let lens = if let Some(bundled) = BUNDLED.iter().find(|b| b.key == key.0) {
            let text = files::fetch_text(&library_address(bundled.key)).await.map_err(|_| {
                format!(
                    "The lens \"{}\" could not be loaded. Check the network and try again.",
                    bundled.name
                )
            })?;
            let (lens, companion) = lens::trusted::read_bundle(&text, bundled.hash)
                .ok_or_else(|| format!("The lens \"{}\" did not arrive whole.", bundled.name))?;
            self.keep_companion(key.clone(), companion);
            lens
        } else {
            let stored = self.store.with_value(|s| s.load_lens(&key)).map_err(|e| e.to_string())?;
            let Ok(desk) = desk::load(self).await else {
                return Err(format!("The lens \"{key}\" could not be read. Try again."));
            };
            let parsed = (desk.parse_lens)(&stored.text);
            let Some(lens) = parsed.lens else {
                let first =
                    parsed.diagnostics.first().map(|d| d.message.clone()).unwrap_or_default();
                return Err(format!("The lens \"{key}\" cannot be used: {first}"));
            };
            self.found.update(|f| {
                f.insert(key.clone(), parsed.diagnostics);
            });
            lens
        };
        self.lenses.update(|l| {
            l.insert(key, Arc::new(lens));
        });
        Ok(())
    }

    /// Loads a lens for a page; what goes wrong is shown on top of it.
    pub fn want_lens(self, key: LensKey) {
        spawn_local(async move {
            if let Err(sentence) = self.load_lens(key).await {
                self.lens_trouble.set(Some(sentence));
            }
        });
    }

    /// Loads every lens of the open workload that is not there yet.
    pub fn load_lenses_of_open_workload(self) {
        let keys: Vec<LensKey> = self.open.with_untracked(|opened| match opened {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => {
                w.reviews.iter().map(|r| r.lens.key.clone()).collect()
            }
            _ => Vec::new(),
        });
        self.lens_trouble.set(None);
        let fresh = self.is_unsaved();
        spawn_local(async move {
            for key in keys {
                if let Err(sentence) = self.load_lens(key).await {
                    self.lens_trouble.set(Some(sentence));
                }
            }
            let mut arrived = false;
            self.open.update(|opened| {
                if let Opened::Loading(_, workload @ Some(_)) = opened
                    && let Some(workload) = workload.take()
                {
                    *opened = Opened::Ready(workload);
                    arrived = true;
                }
            });
            // Saved once more, now that its risks can be counted for the list.
            if arrived && fresh {
                self.changed();
            }
        });
    }

    /// Puts a lens that a person brought on the shelf.
    ///
    /// # Errors
    ///
    /// The findings, when it is not usable here; a sentence in one of them when
    /// it could not be stored.
    pub fn shelve(self, text: &str) -> Result<LensKey, Vec<Diagnostic>> {
        let parsed = lens::parse(text);
        let Some(lens) = parsed.lens else { return Err(parsed.diagnostics) };
        let key = LensKey::custom(&lens.hash);
        let entry = LensEntry {
            key: key.clone(),
            name: lens.name.clone(),
            questions: lens.questions().count(),
        };
        let stored = self.store.with_value(|s| s.save_lens(entry.clone(), text, platform::now()));
        if let Err(error) = stored {
            self.trouble.set(Some(format!(
                "The lens is open, but it is not kept when you close this page. {error}"
            )));
            self.custom.update(|c| c.push(entry));
        }
        self.found.update(|f| {
            f.insert(key.clone(), parsed.diagnostics);
        });
        self.lenses.update(|l| {
            l.insert(key.clone(), Arc::new(lens));
        });
        self.refresh();
        Ok(key)
    }

    /// The text of a lens that a person brought, for exports.
    pub(super) fn lens_source(self, key: &LensKey) -> Option<String> {
        let stored = self.store.with_value(|s| s.load_lens(key)).ok().map(|l| l.text);
        stored.or_else(|| self.lenses.with_untracked(|l| l.get(key).map(|l| lens::to_json(l))))
    }
}

/// Where a file of the library is: a bundled lens, in one file with its
/// companion, the guide or the glossary. The build lists them in the page as
/// `key-hash`.
pub fn library_address(key: &str) -> String {
    let listed = platform::address("lenses").unwrap_or_default();
    let name = listed
        .split(' ')
        .find(|name| name.rsplit_once('-').is_some_and(|(stem, _)| stem == key))
        .unwrap_or(key);
    format!("lenses/{name}.json")
}
