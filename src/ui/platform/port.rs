//! `localStorage`, as the storage layer sees it.

use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::{describe, window};
use crate::storage::memory::Memory;
use crate::storage::port::{Port, PortError};
use crate::storage::store::Store;

/// What is stored, and whether the browser remembers it after the page is
/// closed. Where storage is blocked, memory stands in.
pub fn open() -> (Store, bool) {
    match storage() {
        Ok(storage) if storage.length().is_ok() => (Store::new(BrowserPort), true),
        _ => (Store::new(Memory::default()), false),
    }
}

/// Asked for each time: a person may block it while the page is open.
fn storage() -> Result<Storage, PortError> {
    window().local_storage().map_err(|e| refused(&e))?.ok_or(PortError::Blocked)
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
        storage()?.get_item(key).map_err(|e| refused(&e))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), PortError> {
        storage()?.set_item(key, text).map_err(|e| refused(&e))
    }

    fn remove(&self, key: &str) -> Result<(), PortError> {
        storage()?.remove_item(key).map_err(|e| refused(&e))
    }

    fn keys(&self) -> Result<Vec<String>, PortError> {
        let storage = storage()?;
        let length = storage.length().map_err(|e| refused(&e))?;
        let keys: Result<Vec<Option<String>>, JsValue> =
            (0..length).map(|place| storage.key(place)).collect();
        Ok(keys.map_err(|e| refused(&e))?.into_iter().flatten().collect())
    }
}
