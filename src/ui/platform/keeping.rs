//! What the browser says about keeping what is stored. Every answer may be
//! missing: older browsers and pages without `https` do not say.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Whether the browser promised not to clear the site's data by itself.
pub async fn is_promised() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// Asks for that promise; some browsers ask the person, others decide.
pub async fn ask_for_promise() -> Option<bool> {
    ask("persist").await?.as_bool()
}

/// How many bytes the browser would let the site keep in all.
pub async fn quota() -> Option<f64> {
    get(&ask("estimate").await?, "quota")?.as_f64().filter(|bytes| *bytes > 0.0)
}

/// Whether this is Safari, or one of the browsers of a phone that are Safari
/// beneath.
pub fn is_safari() -> bool {
    let agent = navigator().and_then(|n| get(&n, "userAgent")?.as_string()).unwrap_or_default();
    let has = |part: &str| agent.contains(part);
    has("AppleWebKit/") && !has("Chrome/") && !has("Chromium/") && !has("Android")
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn navigator() -> Option<JsValue> {
    get(&window(), "navigator")
}

/// Calls a method of `navigator.storage` and waits for what it promises.
async fn ask(method: &str) -> Option<JsValue> {
    let storage = get(&navigator()?, "storage").filter(JsValue::is_object)?;
    let method: Function = get(&storage, method)?.dyn_into().ok()?;
    let promise: Promise = method.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
