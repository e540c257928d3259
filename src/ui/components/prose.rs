//! Plain text from a lens or a person: paragraphs, lists and links. Never
//! markup.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::lens::Resource;
use crate::text::{self, Block, Span};

/// Shows a text with its line breaks, lists and bare links.
pub fn prose(text: &str) -> AnyView {
    text::blocks(text)
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(lines) => {
                let mut parts = Vec::new();
                for (place, text) in lines.into_iter().enumerate() {
                    if place > 0 {
                        parts.push(view! { <br /> }.into_any());
                    }
                    parts.push(line(text));
                }
                view! { <p>{parts}</p> }.into_any()
            }
            Block::List(items) => {
                let items = items.into_iter().map(|i| view! { <li>{line(i)}</li> }).collect_view();
                view! { <ul class="bullets">{items}</ul> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

fn line(text: &str) -> AnyView {
    text::spans(text)
        .into_iter()
        .map(|span| match span {
            Span::Text(text) => text.to_owned().into_any(),
            Span::Link(address) => link(address, address),
        })
        .collect_view()
        .into_any()
}

/// A link to somewhere else: it opens beside the review and tells it nothing.
pub fn link(address: &str, words: &str) -> AnyView {
    view! {
        <a href=address.to_owned() target="_blank" rel="noopener noreferrer">{words.to_owned()}</a>
    }
    .into_any()
}

/// A text of a lens with the page behind it.
pub fn resource(resource: &Resource) -> AnyView {
    let text = prose(&resource.display_text);
    let more = resource.url.as_deref().map(read_more);
    view! { <div class="prose">{text}{more}</div> }.into_any()
}

/// "Read more" with the host that it leads to.
pub fn read_more(address: &str) -> AnyView {
    let host = address
        .split_once("//")
        .map_or(address, |(_, rest)| rest)
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned();
    view! {
        <p class="read-more">
            <a href=address.to_owned() target="_blank" rel="noopener noreferrer">
                "Read more on "{host}{icon(Icon::External)}
            </a>
        </p>
    }
    .into_any()
}
