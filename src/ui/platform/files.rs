//! Files from the person, files to the person, and files of our own origin.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{Blob, BlobPropertyBag, DragEvent, HtmlAnchorElement, HtmlInputElement, Url};

use super::{describe, document, window};

/// More than any lens, export or backup; a file beyond it is not read at all.
const MOST_MEGABYTES: u32 = 32;

/// A file that a person brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// As the disk has it.
    pub name: String,
    /// Everything in it.
    pub bytes: Vec<u8>,
}

/// The first file of an `<input type="file">`; the input is emptied, so that
/// the same file can be picked again.
pub fn picked(event: &web_sys::Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// All files of an `<input type="file" multiple>`; the input is emptied.
pub fn all_picked(event: &web_sys::Event) -> Vec<File> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = input.files();
    let files = files.map(|list| (0..list.length()).filter_map(|n| list.get(n)).collect());
    input.set_value("");
    files.unwrap_or_default()
}

/// Whether files (and not, say, a marked text) are being dragged.
pub fn drags_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|t| t.types().includes(&JsValue::from_str("Files"), 0))
}

/// The first of the files that were dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Reads a file.
///
/// # Errors
///
/// A sentence, when the file is too large or the browser cannot read it.
pub async fn read(file: &File) -> Result<Brought, String> {
    let name = file.name();
    let megabytes = (file.size() / 1e6).ceil() as u32;
    if megabytes > MOST_MEGABYTES {
        return Err(format!(
            "{name} has {megabytes} MB. Plumbline opens files of up to {MOST_MEGABYTES} MB."
        ));
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|e| format!("{name} could not be read: {}.", describe(&e)))?;
    Ok(Brought { name, bytes: Uint8Array::new(&buffer).to_vec() })
}

/// Fetches a text of our own origin.
///
/// # Errors
///
/// A sentence, when there is no network or no such file.
pub async fn fetch_text(path: &str) -> Result<String, String> {
    let failed = |e: JsValue| format!("{path} could not be loaded: {}.", describe(&e));
    let response: web_sys::Response =
        JsFuture::from(window().fetch_with_str(path)).await.map_err(failed)?.unchecked_into();
    if !response.ok() {
        return Err(format!(
            "{path} could not be loaded: the server answered {}.",
            response.status()
        ));
    }
    let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
    text.as_string().ok_or_else(|| format!("{path} is not a text."))
}

/// A name that every file system takes: letters, digits and dashes; `other`
/// where nothing is left of it.
pub fn plain_name(name: &str, other: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain: String = plain.trim_end_matches('-').chars().take(60).collect();
    if plain.is_empty() { other.to_owned() } else { plain }
}

/// Offers a text as a download.
pub fn download(name: &str, mime: &str, text: &str) {
    let parts = Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|e| e.dyn_into().ok());
    if let Some(link) = link {
        let link: HtmlAnchorElement = link;
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // Ten seconds of grace for browsers that are slow to take the content.
    super::after(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
}
