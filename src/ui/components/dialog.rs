//! A modal dialog on the browser's own `<dialog>`: focus, Escape and the
//! backdrop are the browser's.

use leptos::{html, prelude::*};

use crate::ui::erased::{click, live, nothing};

use super::icon::{Icon, icon};

/// A dialog that stands open while `open` is true. `content` is built each time
/// it opens.
pub fn dialog(
    id: &'static str,
    title: &'static str,
    open: RwSignal<bool>,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let node: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        match (open.get(), element.open()) {
            (true, false) => {
                let _ = element.show_modal();
            }
            (false, true) => element.close(),
            _ => {}
        }
    });
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog id=id node_ref=node aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <div class="dialog-head">
                <h2 id=title_id>{title}</h2>
                <button type="button" class="quiet icon-only" aria-label="Close"
                    on:click=click(move |_| open.set(false))
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            {live(move || if open.get() { content() } else { nothing() })}
        </dialog>
    }
    .into_any()
}
