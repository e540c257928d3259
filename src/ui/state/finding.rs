//! The lenses at hand as indexes to search in, built once for each lens, and
//! loading all of them.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::App;
use crate::lens::bundled::BUNDLED;
use crate::lens::search::Index;
use crate::review::LensKey;

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static BUILT: RefCell<Vec<Arc<Index>>> = const { RefCell::new(Vec::new()) };
    static ASKED: RefCell<Vec<LensKey>> = const { RefCell::new(Vec::new()) };
}

impl App {
    /// The keys of all lenses here, loaded or not, in the order of the shelf.
    pub fn shelf_keys(self) -> Vec<LensKey> {
        let bundled = BUNDLED.iter().map(|b| LensKey(b.key.to_owned()));
        bundled.chain(self.custom.get().into_iter().map(|c| c.key)).collect()
    }

    /// The indexes of the lenses that are loaded, in the order of the shelf.
    /// Tracks the shelf.
    pub fn indexes(self) -> Vec<Arc<Index>> {
        let keys = self.shelf_keys();
        let mut indexes = Vec::new();
        for key in keys {
            let Some(lens) = self.lenses.with(|l| l.get(&key).cloned()) else { continue };
            let known = BUILT.with_borrow(|built| {
                built
                    .iter()
                    .find(|index| index.key == key.0 && index.lens.hash == lens.hash)
                    .cloned()
            });
            indexes.push(known.unwrap_or_else(|| {
                let index = Arc::new(Index::build(&key.0, lens, self.companion(&key)));
                BUILT.with_borrow_mut(|built| {
                    built.retain(|index| index.key != key.0);
                    built.push(index.clone());
                });
                index
            }));
        }
        indexes
    }

    /// Loads every lens that is not there yet. One that cannot be had is left
    /// out, and `failed` counts it; the next call tries again.
    pub fn want_all_lenses(self, failed: RwSignal<usize>) {
        failed.set(0);
        for key in untrack(|| self.shelf_keys()) {
            let here = self.lenses.with_untracked(|l| l.contains_key(&key));
            let asked = ASKED.with_borrow(|asked| asked.contains(&key));
            if here || asked {
                continue;
            }
            ASKED.with_borrow_mut(|asked| asked.push(key.clone()));
            spawn_local(async move {
                let loaded = self.load_lens(key.clone()).await;
                ASKED.with_borrow_mut(|asked| asked.retain(|k| *k != key));
                if loaded.is_err() {
                    failed.try_update(|count| *count += 1);
                }
            });
        }
    }

    /// How many lenses are here, and how many there are. Tracks the shelf.
    pub fn lenses_loaded(self) -> (usize, usize) {
        let keys = self.shelf_keys();
        let here = self.lenses.with(|l| keys.iter().filter(|key| l.contains_key(*key)).count());
        (here, keys.len())
    }
}
