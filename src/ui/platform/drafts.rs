//! What is typed and belongs to no review yet: half-filled forms, and texts
//! that are not valid yet. The tab remembers them over a reload.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement};
use web_sys::{HtmlTextAreaElement, Storage};

use super::{after, document, fragment, on_window, soon, window};

/// Every key starts with it. The session's storage, not that of the reviews.
const PREFIX: &str = "plumbline/draft ";

/// Fields that hold something a person filled in.
const FIELDS: &str = "input:not([type=file], [type=search]), textarea, select";

/// Remembers from now on; `restored` is called when something was put back.
pub fn keep(restored: impl Fn() + Clone + 'static) {
    for event in ["input", "change"] {
        on_window(event, |event: web_sys::Event| {
            let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            if let Some(target) = target {
                // At once, and once more when the page has judged it.
                remember(&target);
                after(0, move || remember(&target));
            }
        });
    }
    let submitted = Rc::new(RefCell::new(None));
    let sent = submitted.clone();
    on_window("submit", move |event: web_sys::Event| {
        let Some(form) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
        sent.replace(key_of(&form));
        after(0, move || remember(&form));
    });
    on_window("click", |event: web_sys::Event| {
        // The way out of a form without sending it.
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        if let Some(form) = target.and_then(|t| t.closest("main form a").ok().flatten())
            && let Some(key) = closest_form(&form).as_ref().and_then(key_of)
        {
            forget(&key);
        }
    });
    let put_back = restored.clone();
    on_window("hashchange", move |_: web_sys::Event| {
        if let Some(key) = submitted.take()
            && fragment().starts_with("#/workload/")
        {
            forget(&key);
        }
        let put_back = put_back.clone();
        soon(move || restore(put_back));
    });
    soon(move || restore(restored));
}

/// Forgets everything.
pub fn clear() {
    for key in keys() {
        forget(&key);
    }
}

/// How many there are.
pub fn count() -> usize {
    keys().len()
}

fn keys() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|n| storage.key(n).ok().flatten());
    keys.filter(|k| k.starts_with(PREFIX)).collect()
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

fn put(key: &str, values: &[String]) {
    // Where the session remembers nothing, a draft lives as long as its page.
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(values)) {
        let _ = storage.set_item(key, &text);
    }
}

fn stored(key: &str) -> Option<Vec<String>> {
    serde_json::from_str(&storage()?.get_item(key).ok()??).ok()
}

fn closest_form(element: &Element) -> Option<Element> {
    element.closest("main form").ok().flatten()
}

/// The key of a form or of a field outside of forms: the page and the field.
fn key_of(element: &Element) -> Option<String> {
    let id = match element.tag_name().as_str() {
        "FORM" => fields(element).first()?.id(),
        _ => element.id(),
    };
    Some(format!("{PREFIX}{} {id}", fragment()))
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|n| found.get(n)?.dyn_into().ok()).collect()
}

fn fields(form: &Element) -> Vec<Element> {
    all(form, FIELDS)
}

fn remember(target: &Element) {
    // A passphrase is kept nowhere.
    if target.closest("[data-secret]").is_ok_and(|secret| secret.is_some()) {
        return;
    }
    if let Some(form) = closest_form(target) {
        if let Some(key) = key_of(&form) {
            put(&key, &fields(&form).iter().map(value).collect::<Vec<_>>());
        }
    } else if target.closest("main").is_ok_and(|m| m.is_some())
        && let Some(key) = key_of(target).filter(|_| !target.id().is_empty())
    {
        match target.get_attribute("aria-invalid") {
            Some(_) => put(&key, &[value(target)]),
            None => forget(&key),
        }
    }
}

fn restore(restored: impl Fn()) {
    let Some(main) = document().get_element_by_id("main") else { return };
    let mut changed = false;
    for form in all(&main, "form") {
        let Some(values) = key_of(&form).as_deref().and_then(stored) else { continue };
        let fields = fields(&form);
        // A form that is another one now is left alone, and one that the
        // person was quicker with.
        let begun = document().active_element().is_some_and(|e| {
            closest_form(&e).as_ref() == Some(&form) && !is_box(&e) && !value(&e).is_empty()
        });
        if fields.len() == values.len() && !begun {
            for (field, value) in fields.iter().zip(&values) {
                changed |= set(field, value);
            }
        }
    }
    for field in all(&main, FIELDS) {
        let outside = closest_form(&field).is_none() && !field.id().is_empty();
        if outside && let Some([value]) = key_of(&field).as_deref().and_then(stored).as_deref() {
            changed |= set(&field, value);
        }
    }
    if changed {
        restored();
    }
}

/// Whether a field is ticked and not typed in.
fn is_box(field: &Element) -> bool {
    matches!(field.get_attribute("type").as_deref(), Some("checkbox" | "radio"))
}

fn value(field: &Element) -> String {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        return if is_box(field) { input.checked().to_string() } else { input.value() };
    }
    let text = field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
    text.or_else(|| field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value))
        .unwrap_or_default()
}

/// Fills a field in as a person would; says whether it was another before.
fn set(field: &Element, to: &str) -> bool {
    if value(field) == to {
        return false;
    }
    if is_box(field) {
        // Of a group, the one that is on takes the others off.
        let radio = field.get_attribute("type").as_deref() == Some("radio");
        if let Some(input) = field.dyn_ref::<HtmlElement>().filter(|_| !radio || to == "true") {
            input.click();
        }
        return true;
    }
    let mut event = "input";
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.set_value(to);
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(to);
    } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(to);
        event = "change";
    }
    let options = EventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict(event, &options) {
        let _ = field.dispatch_event(&event);
    }
    true
}
