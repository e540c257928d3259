//! Every call into the browser. No other file names `web_sys`.

pub mod camera;
pub mod crypto;
pub mod drafts;
pub mod files;
pub mod keeping;
pub mod locks;
pub mod pictures;
pub mod port;
pub mod share;

use js_sys::Date;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, Window};

use crate::time::Timestamp;

/// The window the app runs in.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a browser window")
}

/// The document of the page.
pub fn document() -> Document {
    window().document().expect("a browser window has a document")
}

/// The present moment.
pub fn now() -> Timestamp {
    Timestamp(Date::now() as i64)
}

/// The day, counted from 1 January 1970, where the person is.
pub fn today() -> i64 {
    let now = now().0;
    let ahead = Date::new(&JsValue::from_f64(now as f64)).get_timezone_offset() as i64 * 60_000;
    (now - ahead).div_euclid(24 * 60 * 60 * 1_000)
}

/// A fresh id: eighty random bits as twenty hex digits.
pub fn new_id() -> String {
    let mut bytes = [0u8; 10];
    let filled = window().crypto().and_then(|c| c.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What tells this tab from the others while its page is open.
pub fn new_tab() -> u32 {
    u32::from_str_radix(&new_id()[..8], 16).unwrap_or_default()
}

/// The fragment of the address, with `#`.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to a fragment, as a click on a link would.
pub fn go(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Changes the address without a step in the history and without an event.
pub fn replace_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Calls back for every event of this name on the window, for ever.
pub fn on_window<E: JsCast + 'static>(event: &str, mut callback: impl FnMut(E) + 'static) {
    listen(&window(), event, Box::new(move |e: web_sys::Event| callback(e.unchecked_into())));
}

/// Calls back whenever the page is hidden or left: the last chance to save.
pub fn on_leaving(callback: impl Fn() + Clone + 'static) {
    let hidden = callback.clone();
    let on_hidden = move |_: web_sys::Event| {
        if document().hidden() {
            hidden();
        }
    };
    listen(&document(), "visibilitychange", Box::new(on_hidden));
    listen(&window(), "pagehide", Box::new(move |_: web_sys::Event| callback()));
}

/// Calls back whenever the page is shown again, and when the person turns to
/// it.
pub fn on_showing(callback: impl Fn() + Clone + 'static) {
    let shown = callback.clone();
    let on_shown = move |_: web_sys::Event| {
        if !document().hidden() {
            shown();
        }
    };
    listen(&document(), "visibilitychange", Box::new(on_shown));
    listen(&window(), "focus", Box::new(move |_: web_sys::Event| callback()));
}

fn listen(target: &web_sys::EventTarget, event: &str, callback: Box<dyn FnMut(web_sys::Event)>) {
    let closure = Closure::wrap(callback);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// A function that JavaScript calls once.
fn once(callback: Box<dyn FnOnce()>) -> js_sys::Function {
    Closure::once_into_js(callback).unchecked_into()
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// An address that the build wrote into the page: the content of
/// `<meta name="plumbline:…">`.
pub fn address(name: &str) -> Option<String> {
    find(&format!("meta[name='plumbline:{name}']"))?.get_attribute("content")
}

/// Loads one more stylesheet of our own, by the name of its address.
pub fn add_stylesheet(name: &str) {
    let Some(path) = address(name) else { return };
    let Ok(link) = document().create_element("link") else { return };
    let _ = link.set_attribute("rel", "stylesheet");
    let _ = link.set_attribute("href", &path);
    if let Some(head) = document().head() {
        let _ = head.append_child(&link);
    }
}

/// Runs one more script of our own, by the name of its address.
pub fn add_script(name: &str) {
    let Some(path) = address(name) else { return };
    let Ok(script) = document().create_element("script") else { return };
    let _ = script.set_attribute("src", &path);
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}

/// The content security policy of the page.
pub fn policy() -> Option<String> {
    find("meta[http-equiv='Content-Security-Policy']")?.get_attribute("content")
}

/// Moves the focus to the first element that matches when it is nowhere: what
/// had it is gone.
pub fn focus_if_lost(selector: &'static str) {
    soon(move || {
        let lost = document().active_element().is_none_or(|e| e.tag_name() == "BODY");
        if lost && let Some(element) = find(selector) {
            let _ = element.focus();
        }
    });
}

/// Whether the element of an event is open, such as `<details>`.
pub fn is_open(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|t| t.has_attribute("open"))
}

/// Moves the focus to the first element that matches, once the page that is
/// being built stands, and scrolls to the top.
pub fn focus_soon(selector: &'static str) {
    soon(move || {
        if let Some(element) = find(selector) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            let _ = element.focus();
        }
    });
}

/// Opens the `<details>` with this id and goes to it.
pub fn unfold(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.set_attribute("open", "");
        element.scroll_into_view();
        let summary = element.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|s| s.dyn_into::<HtmlElement>().ok()) {
            let _ = summary.focus();
        }
    }
}

/// Moves the focus to the element with this id, and the page to it.
pub fn focus_id_soon(id: String) {
    soon(move || {
        let element = document().get_element_by_id(&id).and_then(|e| e.dyn_into().ok());
        if let Some(element) = element {
            let element: HtmlElement = element;
            element.scroll_into_view();
            let _ = element.focus();
        }
    });
}

/// Moves the focus to the element with this id; the browser shows it. Says
/// whether there is one.
pub fn focus_id(id: &str) -> bool {
    let element = document().get_element_by_id(id).and_then(|e| e.dyn_into().ok());
    element.is_some_and(|element: HtmlElement| element.focus().is_ok())
}

/// Brings the first element that matches into view, with as little movement as
/// possible.
pub fn reveal_soon(selector: &'static str) {
    soon(move || {
        if let Some(element) = find(selector) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// Scrolls to the element with this id and moves the focus there.
pub fn scroll_to(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    element.scroll_into_view();
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.set_attribute("tabindex", "-1");
        let _ = element.focus();
    }
}

/// Calls back before the next frame is drawn.
fn soon(callback: impl FnOnce() + 'static) {
    let _ = window().request_animation_frame(&once(Box::new(callback)));
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Whether a modal dialog is open.
pub fn dialog_is_open() -> bool {
    find("dialog[open]").is_some()
}

/// Clicks the first element that matches, if there is one and it can be.
pub fn click(selector: &str) -> bool {
    let Some(element) = find(selector) else { return false };
    if element.has_attribute("disabled") {
        return false;
    }
    element.click();
    true
}

/// Whether the focus is where a key types text or picks from a list.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    has_focus_in(
        event,
        "textarea, select, input:not([type=checkbox], [type=file]), [contenteditable]",
    )
}

/// Whether the focus is in a text, where undoing is the browser's.
pub fn edits_text(event: &web_sys::KeyboardEvent) -> bool {
    has_focus_in(event, "textarea, input:is([type=text], [type=search]), [contenteditable]")
}

fn has_focus_in(event: &web_sys::KeyboardEvent, selector: &str) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.and_then(|t| t.closest(selector).ok()).is_some_and(|e| e.is_some())
}

/// The letter of a key: what it types, or where the keyboard has another script
/// its place.
pub fn letter(event: &web_sys::KeyboardEvent) -> String {
    let key = event.key().to_lowercase();
    if key.is_ascii() {
        return key;
    }
    event.code().strip_prefix("Key").map(str::to_lowercase).unwrap_or(key)
}

/// Calls back after some milliseconds; the answer takes it back.
pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) -> i32 {
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            &once(Box::new(callback)),
            milliseconds,
        )
        .unwrap_or(0)
}

/// Takes back what [`after`] promised.
pub fn cancel(handle: i32) {
    window().clear_timeout_with_handle(handle);
}

/// Opens the browser's print dialog.
pub fn print() {
    let _ = window().print();
}

/// Takes over the theme; `None` follows the system.
pub fn set_theme(theme: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date in the person's time zone, such as `22 Nov 2026`.
pub fn local_date(time: Timestamp) -> String {
    let date = Date::new(&JsValue::from_f64(time.0 as f64));
    let month = MONTHS.get(date.get_month() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", date.get_date(), date.get_full_year())
}

/// A time of day in the person's time zone, such as `15:55`.
pub fn local_clock(time: Timestamp) -> String {
    let date = Date::new(&JsValue::from_f64(time.0 as f64));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Date and time of day, such as `22 Nov 2026, 15:55`.
pub fn local_time(time: Timestamp) -> String {
    format!("{}, {}", local_date(time), local_clock(time))
}

/// What the user's browser says about a failure.
pub fn describe(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|e| String::from(e.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "the browser gave no reason".to_owned())
}

/// After a panic the app is dead: say so, and lead to the way out. `boot.js`
/// listens for the event.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        announce("plumbline:panic", &info.to_string());
    }));
}

/// Sends the window an event with a text, for a script of ours that listens.
pub fn announce(event: &str, detail: &str) {
    let options = web_sys::CustomEventInit::new();
    options.set_detail(&JsValue::from_str(detail));
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(event, &options) {
        let _ = window().dispatch_event(&event);
    }
}

/// Calls back with the text of every event of this name that a script of ours
/// sends.
pub fn on_announcement(event: &str, callback: impl Fn(String) + 'static) {
    on_window(event, move |event: web_sys::Event| {
        let detail = js_sys::Reflect::get(&event, &JsValue::from_str("detail"));
        if let Some(text) = detail.ok().and_then(|d| d.as_string()) {
            callback(text);
        }
    });
}

/// Removes the loading state; answers with the element to mount into.
pub fn take_stage() -> HtmlElement {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    find("#app").expect("index.html has an element #app")
}
