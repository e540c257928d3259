//! The camera: looks for QR codes until it is stopped. One at a time.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

use super::pictures::{Canvas, Detector, Source, call};
use super::{document, find, window};

/// The pause between two looks, in milliseconds: some six looks a second, with
/// room for everything else.
const PAUSE: i32 = 150;
/// The longer side of what is looked at, in pixels.
const SIDE: u32 = 1_200;
/// What a video needs to have a picture: `HAVE_CURRENT_DATA`.
const HAS_PICTURE: u16 = 2;

/// Why there is nothing to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The page did not come over https, or the browser has no way to a
    /// camera.
    NotOffered,
    /// The person, the browser or the system said no.
    Refused,
    /// There is none.
    None,
    /// Another program has it, or it does not work.
    Busy,
}

/// Why it stopped by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The page was hidden.
    Hidden,
    /// The camera is gone.
    Gone,
}

thread_local! {
    static STREAM: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// Counts starts and stops: who finds another number has had its turn.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Shows the camera in the `<video>` that matches, and calls back with the
/// texts of the codes in each look that finds any.
///
/// # Errors
///
/// Where there is nothing to see.
pub async fn start(
    video: &str,
    found: impl Fn(Vec<String>) + 'static,
    ended: impl Fn(End) + 'static,
) -> Result<(), Trouble> {
    stop();
    let turn = TURN.get();
    let stream = open().await?;
    let video = find(video).and_then(|element| element.dyn_into::<HtmlVideoElement>().ok());
    let Some(video) = video.filter(|_| TURN.get() == turn) else {
        // Stopped, or left, while the person was asked.
        end(&stream);
        return Ok(());
    };
    let _ = Reflect::set(&video, &"srcObject".into(), &stream);
    if let Some(playing) = call(&video, "play").and_then(|p| p.dyn_into::<Promise>().ok()) {
        let _ = JsFuture::from(playing).await;
    }
    if TURN.get() != turn {
        end(&stream);
        return Ok(());
    }
    STREAM.set(Some(stream.clone()));
    spawn_local(async move {
        let detector = Detector::find().await;
        let Some(canvas) = Canvas::new() else { return };
        let source = Source::Video(video.clone());
        while TURN.get() == turn {
            let over = match (document().hidden(), is_live(&stream)) {
                (true, _) => Some(End::Hidden),
                (_, false) => Some(End::Gone),
                _ => None,
            };
            if let Some(why) = over {
                stop();
                ended(why);
                return;
            }
            if video.ready_state() >= HAS_PICTURE {
                canvas.draw(&source, SIDE);
                let texts = match &detector {
                    Some(detector) => detector.read(&canvas).await,
                    None => None,
                };
                let texts = texts.unwrap_or_else(|| canvas.read());
                if TURN.get() == turn && !texts.is_empty() {
                    found(texts);
                }
            }
            pause().await;
        }
    });
    Ok(())
}

/// Gives the camera back.
pub fn stop() {
    TURN.set(TURN.get().wrapping_add(1));
    if let Some(stream) = STREAM.take() {
        end(&stream);
    }
}

async fn open() -> Result<JsValue, Trouble> {
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into());
    let devices = devices.map_err(|_| Trouble::NotOffered)?;
    let ask = match devices.is_object() {
        true => Reflect::get(&devices, &"getUserMedia".into()).map_err(|_| Trouble::NotOffered)?,
        false => return Err(Trouble::NotOffered),
    };
    let ask: Function = ask.dyn_into().map_err(|_| Trouble::NotOffered)?;
    let promise = ask.call1(&devices, &wanted()).map_err(|e| trouble(&e))?;
    let promise: Promise = promise.dyn_into().map_err(|_| Trouble::NotOffered)?;
    JsFuture::from(promise).await.map_err(|e| trouble(&e))
}

/// A camera that looks away from the person, in some detail. All of it are
/// wishes.
fn wanted() -> JsValue {
    let set = |object: &Object, key: &str, value: &JsValue| {
        let _ = Reflect::set(object, &key.into(), value);
    };
    let ideal = |value: &JsValue| {
        let wish = Object::new();
        set(&wish, "ideal", value);
        wish
    };
    let video = Object::new();
    set(&video, "facingMode", &ideal(&"environment".into()));
    set(&video, "width", &ideal(&1_280.into()));
    set(&video, "height", &ideal(&720.into()));
    let wanted = Object::new();
    set(&wanted, "video", &video);
    set(&wanted, "audio", &false.into());
    wanted.into()
}

fn trouble(error: &JsValue) -> Trouble {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => Trouble::Refused,
        Some("NotFoundError" | "OverconstrainedError") => Trouble::None,
        _ => Trouble::Busy,
    }
}

fn tracks(stream: &JsValue) -> Array {
    call(stream, "getTracks").and_then(|tracks| tracks.dyn_into().ok()).unwrap_or_default()
}

fn is_live(stream: &JsValue) -> bool {
    let state = |track: JsValue| Reflect::get(&track, &"readyState".into()).ok()?.as_string();
    tracks(stream).iter().any(|track| state(track).as_deref() == Some("live"))
}

fn end(stream: &JsValue) {
    for track in tracks(stream).iter() {
        let _ = call(&track, "stop");
    }
}

async fn pause() {
    let waited = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PAUSE);
    });
    let _ = JsFuture::from(waited).await;
}
