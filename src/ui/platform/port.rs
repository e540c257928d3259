//! `localStorage`, as the storage layer sees it.

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsValue;

use super::{describe, window};
use crate::storage::memory::Memory;
use crate::storage::port::{Port, PortError};
use crate::storage::store::Store;

/// What is stored, and whether the browser remembers it after the page is
/// closed. Where storage is blocked, memory stands in.
pub fn open() -> (Store, bool) {
    // `LocalStorage::raw()` panics where storage is blocked: probe first.
    let probe = window().local_storage().ok().flatten();
    match probe {
        Some(storage) if storage.length().is_ok() => (Store::new(BrowserPort), true),
        _ => (Store::new(Memory::default()), false),
    }
}

struct BrowserPort;

fn refused(error: &JsValue) -> PortError {
    let name = js_sys::Reflect::get(error, &JsValue::from_str("name"))
        .ok()
        .and_then(|n| n.as_string())
        .unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => PortError::Full,
        "SecurityError" => PortError::Blocked,
        _ => PortError::Other(describe(error)),
    }
}

impl Port for BrowserPort {
    fn get(&self, key: &str) -> Result<Option<String>, PortError> {
        LocalStorage::raw().get_item(key).map_err(|e| refused(&e))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), PortError> {
        LocalStorage::raw().set_item(key, text).map_err(|e| refused(&e))
    }

    fn remove(&self, key: &str) -> Result<(), PortError> {
        LocalStorage::raw().remove_item(key).map_err(|e| refused(&e))
    }

    fn keys(&self) -> Result<Vec<String>, PortError> {
        let storage = LocalStorage::raw();
        let length = storage.length().map_err(|e| refused(&e))?;
        let keys: Result<Vec<Option<String>>, JsValue> =
            (0..length).map(|place| storage.key(place)).collect();
        Ok(keys.map_err(|e| refused(&e))?.into_iter().flatten().collect())
    }
}
