//! The app in the browser: the only layer that knows one.

pub mod route;
