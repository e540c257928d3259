//! Taking turns with other tabs, where the browser has Web Locks.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

use super::{once, window};

/// Does something while no other tab does anything under this name; at once
/// where the browser knows no locks.
pub fn in_turn(name: &str, act: impl FnOnce() + 'static) {
    let Some((locks, request)) = request() else { return act() };
    let act = Rc::new(RefCell::new(Some(act)));
    let run = move || {
        if let Some(act) = act.take() {
            act();
        }
    };
    let name = JsValue::from_str(name);
    match request.call2(&locks, &name, &once(Box::new(run.clone()))) {
        // A refused lock keeps nobody from acting.
        Ok(promise) => {
            let refused = Closure::once_into_js(move |_: JsValue| run());
            let then = promise.unchecked_into::<js_sys::Promise>();
            let _ = Reflect::get(&then, &"catch".into())
                .and_then(|catch| catch.unchecked_into::<Function>().call1(&then, &refused));
        }
        Err(_) => run(),
    }
}

fn request() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}
