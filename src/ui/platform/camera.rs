//! The camera: looks for QR codes until it is stopped. One at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Object;
use leptos::task::spawn_local;

use wasm_bindgen::prelude::*;

use super::pictures::{Canvas, Detector, call, get, items, set, wait};
use super::{after, document, find, window};

/// The pause between two looks, in milliseconds: some six looks a second, with
/// room for everything else.
const PAUSE: i32 = 150;
/// The longer side of what is looked at, in pixels.
const SIDE: u32 = 1_200;
/// What a video needs to have a picture: `HAVE_CURRENT_DATA`.
const HAS_PICTURE: f64 = 2.0;

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
    /// The video and what it shows.
    static SHOWN: RefCell<Option<(JsValue, JsValue)>> = const { RefCell::new(None) };
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
    let Some(video) = find(video).filter(|_| TURN.get() == turn) else {
        // Stopped, or left, while the person was asked.
        end(&stream);
        return Ok(());
    };
    let video = JsValue::from(video);
    set(&video, "srcObject", &stream);
    if let Ok(playing) = call(&video, "play", &[]) {
        let _ = wait(playing).await;
    }
    if TURN.get() != turn {
        end(&stream);
        return Ok(());
    }
    SHOWN.set(Some((video.clone(), stream.clone())));
    let detector = Detector::find().await;
    if let Some(canvas) = Canvas::new() {
        let (found, ended) = (Box::new(found), Box::new(ended));
        look(Rc::new(Looking { turn, video, stream, detector, canvas, found, ended }));
    }
    Ok(())
}

/// What one look after the other needs.
struct Looking {
    turn: u32,
    video: JsValue,
    stream: JsValue,
    detector: Option<Detector>,
    canvas: Canvas,
    found: Box<dyn Fn(Vec<String>)>,
    ended: Box<dyn Fn(End)>,
}

/// Looks once, and again after a pause.
fn look(looking: Rc<Looking>) {
    if TURN.get() != looking.turn {
        return;
    }
    let over = match (document().hidden(), is_live(&looking.stream)) {
        (true, _) => Some(End::Hidden),
        (_, false) => Some(End::Gone),
        _ => None,
    };
    if let Some(why) = over {
        stop();
        (looking.ended)(why);
        return;
    }
    spawn_local(async move {
        if get(&looking.video, "readyState").as_f64() >= Some(HAS_PICTURE) {
            looking.canvas.draw(&looking.video, SIDE);
            let texts = match &looking.detector {
                Some(detector) => detector.read(&looking.canvas).await,
                None => None,
            };
            let texts = texts.unwrap_or_else(|| looking.canvas.read());
            if TURN.get() == looking.turn && !texts.is_empty() {
                (looking.found)(texts);
            }
        }
        after(PAUSE, move || look(looking));
    });
}

/// Gives the camera back.
pub fn stop() {
    TURN.set(TURN.get().wrapping_add(1));
    if let Some((video, stream)) = SHOWN.take() {
        end(&stream);
        set(&video, "srcObject", &JsValue::NULL);
    }
}

async fn open() -> Result<JsValue, Trouble> {
    let devices = get(&window().navigator(), "mediaDevices");
    if !devices.is_object() || get(&devices, "getUserMedia").is_undefined() {
        return Err(Trouble::NotOffered);
    }
    let asked = call(&devices, "getUserMedia", &[wanted()]).map_err(|e| trouble(&e))?;
    wait(asked).await.map_err(|e| trouble(&e))
}

/// A camera that looks away from the person, in some detail. All of it are
/// wishes.
fn wanted() -> JsValue {
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
    match get(error, "name").as_string().as_deref() {
        Some("NotAllowedError" | "SecurityError") => Trouble::Refused,
        Some("NotFoundError" | "OverconstrainedError") => Trouble::None,
        _ => Trouble::Busy,
    }
}

fn tracks(stream: &JsValue) -> Vec<JsValue> {
    call(stream, "getTracks", &[]).map(|tracks| items(&tracks)).unwrap_or_default()
}

fn is_live(stream: &JsValue) -> bool {
    tracks(stream)
        .iter()
        .any(|track| get(track, "readyState").as_string().as_deref() == Some("live"))
}

fn end(stream: &JsValue) {
    for track in tracks(stream) {
        let _ = call(&track, "stop", &[]);
    }
}
