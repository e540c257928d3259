//! What the person prefers, changed as it is stored now: what another tab
//! stored meanwhile stays, and shows here.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use crate::storage::settings::Settings;
use crate::storage::store::{Error, Store};
use crate::ui::platform;

/// What the browser did not store: how it stood there, and how it shall stand.
type Unstored = (Settings, Settings);

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static UNSTORED: RefCell<Option<Unstored>> = const { RefCell::new(None) };
}

impl App {
    /// Changes what the person prefers.
    pub fn prefer(self, change: impl FnOnce(&mut Settings)) {
        let mut change = Some(change);
        let stored = self.store_settings(&mut |settings| {
            if let Some(change) = change.take() {
                change(settings);
            }
        });
        if let Err(error) = stored {
            self.trouble.set(Some(format!("Your choice holds until you close the page. {error}")));
        }
    }

    /// Remembers something that is not worth a word when it fails.
    pub(super) fn prefer_quietly(self, change: impl FnOnce(&mut Settings)) {
        let mut change = Some(change);
        drop(self.store_settings(&mut |settings| {
            if let Some(change) = change.take() {
                change(settings);
            }
        }));
    }

    /// What could not be stored holds here, and goes with the next change.
    fn store_settings(self, change: &mut dyn FnMut(&mut Settings)) -> Result<(), Error> {
        let late = UNSTORED.take();
        let mut wanted = None;
        let stored = self.store.with_value(|s| {
            s.change_settings(
                |settings| {
                    let before = settings.clone();
                    if let Some((before, after)) = &late {
                        settings.carry_over(before, after);
                    }
                    change(settings);
                    wanted = Some((before, settings.clone()));
                },
                platform::now(),
            )
        });
        match stored {
            Ok(settings) => {
                if late.is_some() {
                    self.trouble.set(None);
                }
                self.show_settings(settings);
                Ok(())
            }
            Err(error) => {
                let (before, after) = wanted.unwrap_or_else(|| {
                    // Not even to be read.
                    let mut shown = self.settings.get_untracked();
                    let before = late.map_or_else(|| shown.clone(), |(before, _)| before);
                    change(&mut shown);
                    (before, shown)
                });
                self.show_settings(after.clone());
                UNSTORED.set(Some((before, after)));
                Err(error)
            }
        }
    }

    /// Takes over what another tab prefers by now. What this tab could not
    /// store is tried again.
    pub(super) fn look_at_settings(self) {
        if UNSTORED.with_borrow(Option::is_some) {
            drop(self.store_settings(&mut |_| ()));
        } else if let (settings, None) = self.store.with_value(Store::load_settings) {
            self.show_settings(settings);
        }
    }

    fn show_settings(self, settings: Settings) {
        if self.settings.with_untracked(|shown| *shown != settings) {
            self.take_settings(settings);
        }
    }
}
