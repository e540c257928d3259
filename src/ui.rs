//! The app in the browser: the only layer that knows one.
//!
//! * [`route`]: addresses as data (pure, so it is tested on the host too);
//! * `platform`: every call into the browser;
//! * `desk`: what is loaded after the first question;
//! * `state`: what is open and how it is changed and saved;
//! * `sharing`: the dialog that makes links;
//! * `comparing`: somebody's version beside one's own;
//! * `components`: pieces that take values and callbacks;
//! * `pages`: one file a page; pages never import pages.

pub mod route;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod banners;
#[cfg(target_arch = "wasm32")]
mod clashes;
#[cfg(target_arch = "wasm32")]
mod comparing;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod erased;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(target_arch = "wasm32")]
mod joining;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod learning;
#[cfg(target_arch = "wasm32")]
mod overlays;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod paste;
#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod session_form;
#[cfg(target_arch = "wasm32")]
mod sharing;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod tour;
#[cfg(target_arch = "wasm32")]
mod unread;
#[cfg(target_arch = "wasm32")]
mod updates;

#[cfg(target_arch = "wasm32")]
pub use app::mount;
