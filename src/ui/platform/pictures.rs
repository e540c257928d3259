//! QR codes in pictures: in files, and in what the camera shows.
//!
//! What is used of the browser here is named at run time: declared functions
//! would stand in the first file, which has no room for them.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::files::File;
use super::{describe, document, window};
use crate::exchange::qr;

/// More than any photo; a file beyond it is not looked at.
const MOST_MEGABYTES: u32 = 32;
/// The sides that a picture is brought down to before it is looked at, in
/// pixels: a dense code needs many, a blurred one is read better with few.
const SIDES: [u32; 3] = [1_200, 2_000, 600];

/// Whether a file is a picture, by what the system says of it.
pub fn is_picture(file: &File) -> bool {
    kind(file).starts_with("image/")
}

fn kind(file: &File) -> String {
    get(file, "type").as_string().unwrap_or_default()
}

/// The texts of the QR codes in a picture file.
///
/// # Errors
///
/// A sentence, when it is too large or the browser cannot show it.
pub async fn codes_in(file: &File) -> Result<Vec<String>, String> {
    let name = file.name();
    let megabytes = (file.size() / 1e6).ceil() as u32;
    if megabytes > MOST_MEGABYTES {
        return Err(format!(
            "{name} has {megabytes} MB. Plumbline looks at pictures of up to {MOST_MEGABYTES} MB."
        ));
    }
    let source = source_of(file).await.map_err(|e| {
        format!(
            "{name} could not be shown as a picture: {}. Save it as PNG or JPEG and try again.",
            describe(&e).trim_end_matches('.')
        )
    })?;
    let detector = Detector::find().await;
    let Some(canvas) = Canvas::new() else { return Ok(Vec::new()) };
    for side in SIDES {
        canvas.draw(&source, side);
        let found = match &detector {
            Some(detector) => detector.read(&canvas).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let found = if found.is_empty() { canvas.read() } else { found };
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

async fn source_of(file: &File) -> Result<JsValue, JsValue> {
    if kind(file) != "image/svg+xml" {
        return wait(call(&window(), "createImageBitmap", &[file.into()])?).await;
    }
    // Within a picture a drawing can neither run nor load anything; as `data:`
    // our policy lets it in.
    let text = wait(call(file, "text", &[])?).await?;
    let address = call(&window(), "encodeURIComponent", &[text])?;
    let address = address.as_string().unwrap_or_default();
    let image: JsValue = document().create_element("img")?.into();
    set(&image, "src", &format!("data:image/svg+xml,{address}").into());
    wait(call(&image, "decode", &[])?).await?;
    Ok(image)
}

/// A canvas that nobody sees.
pub struct Canvas {
    element: JsValue,
    context: JsValue,
}

impl Canvas {
    /// One without a size yet; `None` where the browser has none.
    pub fn new() -> Option<Self> {
        let element: JsValue = document().create_element("canvas").ok()?.into();
        let options = Object::new();
        set(&options, "willReadFrequently", &true.into());
        let context = call(&element, "getContext", &["2d".into(), options.into()]).ok()?;
        context.is_object().then_some(Self { element, context })
    }

    /// Draws a picture, an element with one or a video so that its longer side
    /// has at most so many pixels.
    pub fn draw(&self, source: &JsValue, most: u32) {
        // A video and an image have sizes of their own beside those on the page.
        let size = |own: [&str; 3]| {
            let found = own.into_iter().map(|name| number(source, name)).find(|n| *n > 0.0);
            found.unwrap_or_default()
        };
        let width = size(["videoWidth", "naturalWidth", "width"]);
        let height = size(["videoHeight", "naturalHeight", "height"]);
        let scale = (f64::from(most) / width.max(height).max(1.0)).min(1.0);
        let (width, height) = ((width * scale).round(), (height * scale).round());
        // A new size empties a canvas, and is dear.
        if (number(&self.element, "width"), number(&self.element, "height")) != (width, height) {
            set(&self.element, "width", &width.into());
            set(&self.element, "height", &height.into());
        }
        let zero = || JsValue::from_f64(0.0);
        let all = [zero(), zero(), width.into(), height.into()];
        // What is transparent counts as paper.
        set(&self.context, "fillStyle", &"#fff".into());
        let _ = call(&self.context, "fillRect", &all);
        let [left, top, width, height] = all;
        let _ = call(&self.context, "drawImage", &[source.clone(), left, top, width, height]);
    }

    /// Reads what is drawn with our own reader.
    pub fn read(&self) -> Vec<String> {
        let (width, height) = (number(&self.element, "width"), number(&self.element, "height"));
        if width < 1.0 || height < 1.0 {
            return Vec::new();
        }
        let all = [0.0, 0.0, width, height].map(JsValue::from_f64);
        let Ok(image) = call(&self.context, "getImageData", &all) else { return Vec::new() };
        let pixels = Uint8Array::new(&get(&image, "data")).to_vec();
        let light = |p: &[u8]| 77 * u32::from(p[0]) + 150 * u32::from(p[1]) + 29 * u32::from(p[2]);
        let luma: Vec<u8> = pixels.chunks_exact(4).map(|p| (light(p) >> 8) as u8).collect();
        qr::read::read(&luma, width as usize, height as usize)
    }
}

/// The browser's own reader (`BarcodeDetector`).
pub struct Detector(JsValue);

impl Detector {
    /// The reader, where the browser has one that knows QR codes.
    pub async fn find() -> Option<Self> {
        let class: Function = get(&window(), "BarcodeDetector").dyn_into().ok()?;
        let formats = wait(call(&class, "getSupportedFormats", &[]).ok()?).await.ok()?;
        let qr_code = JsValue::from_str("qr_code");
        call(&formats, "includes", std::slice::from_ref(&qr_code))
            .ok()?
            .as_bool()
            .filter(|b| *b)?;
        let options = Object::new();
        set(&options, "formats", &Array::of1(&qr_code));
        Reflect::construct(&class, &Array::of1(&options)).ok().map(Self)
    }

    /// The texts in what is drawn; `None` where the reader fails.
    pub async fn read(&self, canvas: &Canvas) -> Option<Vec<String>> {
        let found = call(&self.0, "detect", std::slice::from_ref(&canvas.element)).ok()?;
        let found = wait(found).await.ok()?;
        let texts = items(&found).into_iter().filter_map(|code| get(&code, "rawValue").as_string());
        Some(texts.filter(|text| !text.is_empty()).collect())
    }
}

/// A property; `undefined` where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a property.
pub(super) fn set(of: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(of, &name.into(), value);
}

fn number(of: &JsValue, name: &str) -> f64 {
    get(of, name).as_f64().unwrap_or_default()
}

/// What is in a list.
pub(super) fn items(list: &JsValue) -> Vec<JsValue> {
    let length = number(list, "length") as u32;
    (0..length).map(|n| get(list, &n.to_string())).collect()
}

/// Calls a method.
pub(super) fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(of, name).dyn_into()?;
    let list = Array::new();
    for argument in with {
        list.push(argument);
    }
    method.apply(of, &list)
}

/// Waits for a promise.
pub(super) async fn wait(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}
