//! QR codes in pictures: in files, and in what the camera shows.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, HtmlVideoElement, ImageBitmap,
};

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
    file.type_().starts_with("image/")
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
    let cannot = |e: JsValue| {
        format!(
            "{name} could not be shown as a picture: {}. Save it as PNG or JPEG and try again.",
            describe(&e)
        )
    };
    let source = match file.type_().as_str() {
        "image/svg+xml" => Source::Image(svg(file).await.map_err(cannot)?),
        _ => {
            let bitmap = window().create_image_bitmap_with_blob(file).map_err(cannot)?;
            let bitmap = JsFuture::from(bitmap).await.map_err(cannot)?;
            Source::Bitmap(bitmap.unchecked_into())
        }
    };
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

/// A drawing as a picture. Within a picture it can neither run nor load
/// anything; as `data:` our policy lets it in.
async fn svg(file: &File) -> Result<HtmlImageElement, JsValue> {
    let text = JsFuture::from(file.text()).await?.as_string().unwrap_or_default();
    let image = HtmlImageElement::new()?;
    let address = js_sys::encode_uri_component(&text);
    image.set_src(&format!("data:image/svg+xml,{}", String::from(address)));
    JsFuture::from(image.decode()).await?;
    Ok(image)
}

/// Something that can be drawn.
pub enum Source {
    /// A decoded picture.
    Bitmap(ImageBitmap),
    /// An element with a picture.
    Image(HtmlImageElement),
    /// What a video shows just now.
    Video(HtmlVideoElement),
}

impl Source {
    fn size(&self) -> (u32, u32) {
        match self {
            Self::Bitmap(bitmap) => (bitmap.width(), bitmap.height()),
            Self::Image(image) => (image.natural_width(), image.natural_height()),
            Self::Video(video) => (video.video_width(), video.video_height()),
        }
    }
}

/// A canvas that nobody sees.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// One without a size yet; `None` where the browser has none.
    pub fn new() -> Option<Self> {
        let element: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        let options = Object::new();
        let _ = Reflect::set(&options, &"willReadFrequently".into(), &true.into());
        let context = element.get_context_with_context_options("2d", &options).ok()??;
        Some(Self { element, context: context.dyn_into().ok()? })
    }

    /// Draws something so that its longer side has at most so many pixels.
    pub fn draw(&self, source: &Source, most: u32) {
        let (width, height) = source.size();
        let longer = width.max(height).max(1);
        let scaled = |side: u32| match longer > most {
            true => (u64::from(side) * u64::from(most) / u64::from(longer)).max(1) as u32,
            false => side,
        };
        let (width, height) = (scaled(width), scaled(height));
        // A new size empties a canvas, and is dear.
        if (self.element.width(), self.element.height()) != (width, height) {
            self.element.set_width(width);
            self.element.set_height(height);
        }
        let (wide, high) = (f64::from(width), f64::from(height));
        // What is transparent counts as paper.
        self.context.set_fill_style_str("#fff");
        self.context.fill_rect(0.0, 0.0, wide, high);
        let to = &self.context;
        let _ = match source {
            Source::Bitmap(it) => {
                to.draw_image_with_image_bitmap_and_dw_and_dh(it, 0.0, 0.0, wide, high)
            }
            Source::Image(it) => {
                to.draw_image_with_html_image_element_and_dw_and_dh(it, 0.0, 0.0, wide, high)
            }
            Source::Video(it) => {
                to.draw_image_with_html_video_element_and_dw_and_dh(it, 0.0, 0.0, wide, high)
            }
        };
    }

    /// Reads what is drawn with our own reader.
    pub fn read(&self) -> Vec<String> {
        let (width, height) = (self.element.width(), self.element.height());
        if width == 0 || height == 0 {
            return Vec::new();
        }
        let Ok(image) = self.context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))
        else {
            return Vec::new();
        };
        let luma: Vec<u8> = image
            .data()
            .chunks_exact(4)
            .map(|p| {
                ((77 * u32::from(p[0]) + 150 * u32::from(p[1]) + 29 * u32::from(p[2])) >> 8) as u8
            })
            .collect();
        qr::read::read(&luma, width as usize, height as usize)
    }
}

/// The browser's own reader (`BarcodeDetector`).
pub struct Detector(JsValue);

impl Detector {
    /// The reader, where the browser has one that knows QR codes.
    pub async fn find() -> Option<Self> {
        let class = Reflect::get(&window(), &"BarcodeDetector".into()).ok()?;
        let class: Function = class.dyn_into().ok()?;
        let formats: Promise = call(&class, "getSupportedFormats")?.dyn_into().ok()?;
        let formats: Array = JsFuture::from(formats).await.ok()?.dyn_into().ok()?;
        let qr_code = JsValue::from_str("qr_code");
        if !formats.includes(&qr_code, 0) {
            return None;
        }
        let options = Object::new();
        Reflect::set(&options, &"formats".into(), &Array::of1(&qr_code)).ok()?;
        Reflect::construct(&class, &Array::of1(&options)).ok().map(Self)
    }

    /// The texts in what is drawn; `None` where the reader fails.
    pub async fn read(&self, canvas: &Canvas) -> Option<Vec<String>> {
        let detect: Function = Reflect::get(&self.0, &"detect".into()).ok()?.dyn_into().ok()?;
        let found: Promise = detect.call1(&self.0, &canvas.element).ok()?.dyn_into().ok()?;
        let found: Array = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
        let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
        Some(found.iter().filter_map(text).filter(|text| !text.is_empty()).collect())
    }
}

/// Calls a method without arguments.
pub(super) fn call(of: &JsValue, name: &str) -> Option<JsValue> {
    let method: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    method.call0(of).ok()
}
