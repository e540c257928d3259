//! Closures of views under one type each.
//!
//! A view is generic over every closure in it, and each closure of its own type
//! costs a kilobyte or two of WebAssembly. Behind a box they share that code.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

/// A part of a view that changes with what it reads.
pub fn live(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    erase(Box::new(view))
}

fn erase(view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}

/// An empty view.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A text that changes with what it reads.
pub fn words(text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    erase_words(Box::new(text))
}

fn erase_words(text: Box<dyn Fn() -> String + Send + Sync>) -> AnyView {
    (move || text()).into_any()
}

/// Whether a class or property is set.
pub type Flag = Box<dyn Fn() -> bool + Send + Sync>;

/// A class or property that is set or not.
pub fn flag(is_set: impl Fn() -> bool + Send + Sync + 'static) -> Flag {
    Box::new(is_set)
}

/// An attribute that is there or not.
pub type Maybe = Box<dyn Fn() -> Option<&'static str> + Send + Sync>;

/// An attribute that is there or not.
pub fn maybe(value: impl Fn() -> Option<&'static str> + Send + Sync + 'static) -> Maybe {
    Box::new(value)
}

/// A property that holds a text.
pub type Text = Box<dyn Fn() -> String + Send + Sync>;

/// A property that holds a text.
pub fn text(value: impl Fn() -> String + Send + Sync + 'static) -> Text {
    Box::new(value)
}

/// What a click does.
pub fn click(act: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(act)
}

/// What a change of a field does.
pub fn change(act: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(act)
}

/// Does something now, and again whenever what it reads changes.
pub fn effect(act: impl Fn() + 'static) {
    run(Box::new(act));
}

fn run(act: Box<dyn Fn()>) {
    Effect::new(move |_| act());
}

/// A yes or no that is asked again when what it reads changes.
pub fn fact(is_so: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    remember(Box::new(is_so))
}

fn remember(is_so: Flag) -> Memo<bool> {
    Memo::new(move |_| is_so())
}
