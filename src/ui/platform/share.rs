//! Giving a link away: its full address, the clipboard, the share sheet of the
//! system, the whole screen.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{document, find, window};

/// The address of this page with another fragment.
pub fn full_address(fragment: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    format!("{}{fragment}", here.split('#').next().unwrap_or_default())
}

/// Copies a text; whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    if AsRef::<JsValue>::as_ref(&clipboard).is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Marks the text of a field, so that it can be copied by hand.
pub fn mark(selector: &str) {
    if let Some(field) = find(selector) {
        let _ = field.focus();
        if let Some(field) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
            field.select();
        }
    }
}

fn sheet() -> Option<Function> {
    Reflect::get(&window().navigator(), &"share".into()).ok()?.dyn_into().ok()
}

/// Whether the system has a share sheet.
pub fn has_sheet() -> bool {
    sheet().is_some()
}

/// Opens the share sheet of the system with a link.
pub fn open_sheet(title: &str, link: &str) {
    let Some(share) = sheet() else { return };
    let what = Object::new();
    let _ = Reflect::set(&what, &"title".into(), &title.into());
    let _ = Reflect::set(&what, &"url".into(), &link.into());
    if let Ok(promise) = share.call1(&window().navigator(), &what)
        && let Ok(promise) = promise.dyn_into::<Promise>()
    {
        leptos::task::spawn_local(async move {
            // Closing the sheet without sharing is no failure.
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Shows an element on the whole screen, or gives the screen back.
pub fn toggle_whole_screen(selector: &str) {
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    } else if let Some(element) = find(selector) {
        let _ = element.request_fullscreen();
    }
}
