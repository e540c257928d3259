//! A text with the parts that matched set off.

use leptos::prelude::*;

use crate::lens::search::Marked;

/// The text, with `<mark>` around what matched.
pub fn marked(marked: &Marked) -> AnyView {
    let mut parts = Vec::new();
    let mut at = 0;
    for mark in &marked.marks {
        parts.push(marked.text[at..mark.start].to_owned().into_any());
        let matched = marked.text[mark.clone()].to_owned();
        parts.push(view! { <mark>{matched}</mark> }.into_any());
        at = mark.end;
    }
    parts.push(marked.text[at..].to_owned().into_any());
    parts.into_any()
}
