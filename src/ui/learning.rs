//! Help where it is needed: words of the glossary in the app's own texts, and
//! the chapter of the guide that is about the page.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::components::fetched::Fetched;
use super::components::icon::{Icon, icon};
use super::components::prose;
use super::components::term;
use super::route::Route;
use super::state::library;
use crate::collections::Set;
use crate::lens::glossary::{Glossary, Term};
use crate::text::{self, Block, Span};

/// A word of the app's own texts that the glossary explains.
pub fn word(id: &'static str, words: &'static str) -> AnyView {
    let about = move || match library::glossary().get() {
        Fetched::Underway => view! { <span class="loading">"Loading…"</span> }.into_any(),
        Fetched::Failed(why) => view! { <span>{why}</span> }.into_any(),
        Fetched::Here(glossary) => match glossary.term(id) {
            Some(term) => note(term),
            None => view! { <span>"The glossary does not have this word."</span> }.into_any(),
        },
    };
    term::term(words, library::want_glossary, about)
}

/// What a term means, with the way to the rest.
fn note(term: &Term) -> AnyView {
    let to = Route::Glossary(Some(term.id.clone())).to_string();
    view! {
        <strong>{term.term.clone()}</strong>
        <span>{term.text.clone()}</span>
        <a href=to>"See it in the glossary"</a>
    }
    .into_any()
}

/// The chapter of the guide that helps with this page.
pub fn how_to(chapter: &'static str, words: &'static str) -> AnyView {
    let to = Route::Guide(Some(chapter.to_owned())).to_string();
    view! { <p class="how-to no-print"><a href=to>{icon(Icon::Book)}"How to: "{words}</a></p> }
        .into_any()
}

/// A text of the app's own books with the words of the glossary in it, each
/// once a page.
pub struct Explained {
    glossary: Option<Arc<Glossary>>,
    seen: Rc<RefCell<Set<usize>>>,
}

impl Explained {
    /// By the glossary, where it is there; plain otherwise.
    pub fn by(glossary: Option<Arc<Glossary>>) -> Self {
        Self { glossary, seen: Rc::default() }
    }

    /// A text with its paragraphs and lists.
    pub fn prose(&self, text: &str) -> AnyView {
        text::blocks(text)
            .into_iter()
            .map(|block| match block {
                Block::Paragraph(lines) => {
                    let mut parts = Vec::new();
                    for (place, line) in lines.into_iter().enumerate() {
                        if place > 0 {
                            parts.push(view! { <br /> }.into_any());
                        }
                        parts.push(self.line(line));
                    }
                    view! { <p>{parts}</p> }.into_any()
                }
                Block::List(items) => {
                    let items: Vec<_> =
                        items.into_iter().map(|i| view! { <li>{self.line(i)}</li> }).collect();
                    view! { <ul class="bullets">{items}</ul> }.into_any()
                }
            })
            .collect::<Vec<_>>()
            .into_any()
    }

    /// A line of text.
    pub fn line(&self, line: &str) -> AnyView {
        let spans = text::spans(line).into_iter();
        spans
            .map(|span| match span {
                Span::Text(text) => self.words(text),
                Span::Link(address) => prose::link(address, address),
            })
            .collect::<Vec<_>>()
            .into_any()
    }

    fn words(&self, text: &str) -> AnyView {
        let Some(glossary) = &self.glossary else { return text.to_owned().into_any() };
        let mut parts = Vec::new();
        let mut at = 0;
        for mention in glossary.mentions(text, &mut self.seen.borrow_mut()) {
            parts.push(text[at..mention.range.start].to_owned().into_any());
            at = mention.range.end;
            let (glossary, place) = (glossary.clone(), mention.term);
            parts.push(term::term(
                &text[mention.range],
                || (),
                move || note(&glossary.terms[place]),
            ));
        }
        parts.push(text[at..].to_owned().into_any());
        parts.into_any()
    }
}
